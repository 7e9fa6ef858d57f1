"""XML samples of pages as an XML parser takes them: what is no sample's fault is mended.

A prefix that nobody declares, a root without its first bracket or with an end
tag too many: the message is there all the same. Nothing else is mended, and
what is mended is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from lxml import etree

from generator.extract.extract_page import extract_page
from generator.extract.page import Dialect
from generator.read.read_document import read_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.discovery import Edition

_PREFIX: Final = re.compile(r"Namespace prefix (\S+) (?:for \S+ )?on (\S+) is not defined")
_HEADLESS: Final = re.compile(r"[^\W\d][\w.\-]*(:[\w.\-]+)?\s[^<>]*>")
_CLOSED_TWICE: Final = re.compile(r"<([\w.:\-]+)([^<>]*)/>\s*</\1\s*>")
_OTHER_PREFIX: Final = re.compile(
    r"Opening and ending tag mismatch: (\S+) line \d+ and (\S+), line (\d+)"
)
_GLUED: Final = re.compile(r"(<[\w.\-]+(?::[\w.\-]+?)?)(?=xmlns[:=])")
_FIRST_TAG: Final = re.compile(r"<[^\s<>/!?]+")
_MOST_MENDED = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One XML sample of one page."""

    page: str
    """Page key."""
    line: int
    """Its first line."""
    root: etree._Element | None
    """What it holds; None for what no parser takes, mended or not."""
    mended: str = ""
    """What had to be mended; empty for nothing."""
    fault: str = ""
    """Why no parser takes it."""

    @property
    def group(self) -> str:
        """Name the folder of its page, the outermost one; `.` for none."""
        return self.page.split("/")[0] if "/" in self.page else "."


def read_examples(edition: Edition, namespace: str) -> Iterator[Example]:
    """Read the XML samples of an edition.

    Args:
        edition: The edition; samples are the same in all.
        namespace: What a prefix stands for that no sample declares.
    """
    for file in edition.pages:
        document = read_document(
            file.file, path=file.path, page=file.page, locale=edition.locale
        ).document
        if document is None:
            continue
        for sample in extract_page(document)[0].samples:
            if sample.dialect is Dialect.XML:
                text = document.text[sample.span.start : sample.span.end]
                empty = Example(page=file.page, line=sample.span.line, root=None)
                yield parse_example(text, empty, namespace)


def parse_example(text: str, place: Example, namespace: str) -> Example:
    """Parse a sample, mended where that is all it needs."""
    text = text.strip()
    mended: list[str] = []
    fault = ""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    for _ in range(_MOST_MENDED):
        try:
            root = etree.fromstring(text.encode(), parser)
        except etree.XMLSyntaxError as error:
            fault = fault or str(error.msg)
            text, what = _mend(text, str(error.msg), namespace)
            if not what:
                return replace(place, fault=fault)
            mended += [what] if what not in mended else []
        else:
            return replace(place, root=root, mended=" and ".join(mended))
    return replace(place, fault=fault)


def _mend(text: str, fault: str, namespace: str) -> tuple[str, str]:
    """Mend one thing; say what, or nothing."""
    if found := _PREFIX.search(fault):
        declared = f' xmlns:{found[1]}="{namespace}"'
        return _FIRST_TAG.sub(lambda tag: tag[0] + declared, text, count=1), "a prefix"
    if (found := _OTHER_PREFIX.search(fault)) and _are_one(found[1], found[2]):
        return text.replace(f"</{found[2]}>", f"</{found[1]}>", 1), "a prefix"
    if _GLUED.match(text):
        return _GLUED.sub(r"\1 ", text, count=1), "its root"
    if _HEADLESS.match(text):
        return f"<{text}", "its root"
    if found := _CLOSED_TWICE.fullmatch(text):
        return f"<{found[1]}{found[2]}/>", "its root"
    return text, ""


def _are_one(start: str, end: str) -> bool:
    """Tell whether two tags differ in the prefix alone."""
    return start.rpartition(":")[2] == end.rpartition(":")[2]
