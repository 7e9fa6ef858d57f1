"""HTML comments that ask for findings to be ignored, with a reason.

`<!-- gen-schema: ignore[GSC101] reason -->` counts for its own line; alone in its line, for the
next line that is not empty. `ignore-file[...]` counts for the whole page. Codes, their beginnings
and rule names are separated by commas.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.check.finding import Finding
from generator.check.page_bytes import split_bytes
from generator.check.rules import find_rules
from generator.diagnostics import Severity
from generator.read.document import find_line_starts
from generator.source import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from generator.discovery import PageFile
    from generator.extract.page import Page

_COMMENT = re.compile(r"<!--[ \t]*gen-schema:((?:(?!<!--|-->).)*+)-->")
_ASKED = re.compile(r"\s*(ignore|ignore-file)\[([^\]]*)\](.*)")
_NO_REASON, _UNUSED, _MALFORMED = "GSC901", "GSC902", "GSC903"
_OWN = frozenset({_NO_REASON, _UNUSED, _MALFORMED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """One comment."""

    span: Span
    """Where it stands."""
    page: str
    """Page key."""
    locale: str
    """Folder name of the edition."""
    rules: frozenset[str]
    """Codes of the rules it names; empty where it names none that exists."""
    line: int
    """The line it counts for; 0 for the whole page."""
    reason: str
    """Why; empty where it does not say."""

    def covers(self, found: Finding) -> bool:
        """Tell whether it asks for a finding to be ignored."""
        return found.rule in self.rules and self.line in {0, found.span.line}


class Suppressions:
    """All comments of an API's pages, and which of them were of use."""

    def __init__(self, comments: Iterable[Suppression]) -> None:
        """Take the comments."""
        self._comments: dict[str, list[Suppression]] = {}
        for comment in comments:
            self._comments.setdefault(comment.span.path, []).append(comment)
        self._used: set[Suppression] = set()

    def __iter__(self) -> Iterator[Suppression]:
        """Give the comments, page by page."""
        return (comment for own in self._comments.values() for comment in own)

    def covers(self, found: Finding) -> bool:
        """Tell whether a finding is to be ignored, and remember the comment that says so."""
        covering = [each for each in self._comments.get(found.span.path, ()) if each.covers(found)]
        self._used.update(covering)
        return bool(covering) and found.rule not in _OWN

    def find_faults(self, rules: Collection[str]) -> Iterator[Finding]:
        """Give what is wrong with the comments, once every finding was asked about.

        Args:
            rules: The rules that were applied; a comment for another one may be of use there.
        """
        for comment in self:
            if not comment.rules:
                yield _fault(comment, _MALFORMED, "the comment names no rule that exists")
                continue
            if not comment.reason:
                yield _fault(comment, _NO_REASON, "the comment does not say why")
            if comment not in self._used and comment.rules <= set(rules):
                yield _fault(comment, _UNUSED, "the comment suppresses nothing")


def _fault(comment: Suppression, rule: str, message: str) -> Finding:
    return Finding(
        rule=rule,
        severity=Severity.WARNING,
        span=comment.span,
        page=comment.page,
        locale=comment.locale,
        message=message,
        subject=comment.span.context[comment.span.column - 1 :],
    )


def read_suppressions(
    editions: Mapping[str, Sequence[Page]], files: Mapping[str, PageFile]
) -> Suppressions:
    """Find the comments of all pages; those in code samples are none."""
    return Suppressions(
        comment
        for pages in editions.values()
        for page in pages
        for comment in _comments_of(page, files[page.path])
    )


def _comments_of(page: Page, file: PageFile) -> Iterator[Suppression]:
    data = file.file.read_bytes()
    if b"gen-schema:" not in data:
        return
    text = split_bytes(data).text
    starts = find_line_starts(text)
    samples = [(sample.span.start, sample.span.end) for sample in page.samples]
    for found in _COMMENT.finditer(text):
        if any(start <= found.start() < end for start, end in samples):
            continue
        asked = _ASKED.fullmatch(found[1])
        line = bisect_right(starts, found.start())
        span = _span(page.path, text, starts, line, found)
        yield Suppression(
            span=span,
            page=page.page,
            locale=page.locale,
            rules=_rules_of(asked[2]) if asked else frozenset(),
            line=0 if asked and asked[1] == "ignore-file" else _line_meant(span, text, starts),
            reason=asked[3].strip() if asked else "",
        )


def _rules_of(listed: str) -> frozenset[str]:
    names = [name.strip() for name in listed.split(",") if name.strip()]
    found = [find_rules(name) for name in names]
    return frozenset().union(*found) if found and all(found) else frozenset()


def _span(path: str, text: str, starts: Sequence[int], line: int, found: re.Match[str]) -> Span:
    begin = starts[line - 1]
    end = starts[line] if line < len(starts) else len(text)
    return Span(
        path=path,
        line=line,
        column=found.start() - begin + 1,
        start=found.start(),
        end=found.end(),
        context=text[begin:end].rstrip("\r\n"),
    )


def _line_meant(span: Span, text: str, starts: Sequence[int]) -> int:
    """Give a comment's own line, or the next one with text where it stands alone."""
    rest = span.context[: span.column - 1] + span.context[span.column - 1 + span.end - span.start :]
    if rest.strip():
        return span.line
    behind = text[span.end :]
    blank = len(behind) - len(behind.lstrip())
    return bisect_right(starts, span.end + blank)
