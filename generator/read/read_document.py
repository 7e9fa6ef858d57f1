"""Reads one page from disk: decodes it, checks it, and picks the reader for its format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Severity, sort_diagnostics
from generator.read.apply_limits import Excess, apply_limits
from generator.read.document import Document, find_line_starts, split_lines
from generator.read.flow import Flow
from generator.read.front_matter import FrontMatter, read_front_matter
from generator.read.html import HtmlReader
from generator.read.lines import Lines
from generator.read.load_page import load_page
from generator.read.markdown import MAX_NESTING, read_markdown
from generator.source import Span

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Sequence


_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BOM = b"\xef\xbb\xbf"
_OTHER_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_SNIFFED = 4096


class Dialect(StrEnum):
    """How a page is written."""

    MARKDOWN = "markdown"
    """CommonMark and what goes with it."""
    HTML = "html"
    """Plain HTML."""


SUFFIXES: dict[str, Dialect] = {
    ".md": Dialect.MARKDOWN,
    ".markdown": Dialect.MARKDOWN,
    ".html": Dialect.HTML,
    ".htm": Dialect.HTML,
}
"""The file names that are pages, by suffix in lower case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResult:
    """A page, or the reason why there is none."""

    document: Document | None
    """The page; None if nothing of it can be read."""
    diagnostics: tuple[Diagnostic, ...]
    """What is wrong with it, in line order."""


def read_document(file: pathlib.Path, *, path: str, page: str, locale: str) -> ReadResult:
    """Read a page; whatever is wrong with it becomes a diagnostic."""
    data, found = load_page(file, path=path)
    if data is None:
        return ReadResult(document=None, diagnostics=found)
    return read_bytes(data, suffix=file.suffix, path=path, page=page, locale=locale)


def read_bytes(data: bytes, *, suffix: str, path: str, page: str, locale: str) -> ReadResult:
    """Read a page from the bytes of its file, whose name's suffix says how it is written."""
    dialect = SUFFIXES.get(suffix.lower())
    if dialect is None:
        return _refuse("GS103", f"page has the suffix '{suffix}', expected .md or .html", path)
    data = data.removeprefix(_BOM)
    if encoding := _other_encoding(data):
        message = f"page is {encoding}, not UTF-8; left out"
        return _refuse("GS104", message, path, "save the page as UTF-8")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _refuse_bytes(data, error, path)
    return read_text(text, path=path, page=page, locale=locale, dialect=dialect)


def read_text(
    text: str, *, path: str, page: str, locale: str, dialect: Dialect = Dialect.MARKDOWN
) -> ReadResult:
    """Read a page from its text, which has no byte-order mark."""
    forbidden = list(_FORBIDDEN.finditer(text))
    cleaned = _FORBIDDEN.sub("\ufffd", text) if forbidden else text
    starts = find_line_starts(cleaned)
    broken: list[tuple[int, int, str]] = []
    flow = Flow()

    def report_broken(start: int, end: int, message: str) -> None:
        broken.append((start, end, message))

    front = FrontMatter()
    deep = None
    if dialect is Dialect.MARKDOWN:
        front = read_front_matter(cleaned)
        deep = read_markdown(Lines(cleaned, starts, front.end_line), flow, report_broken)
        entries = front.entries
    else:
        reader = HtmlReader(cleaned, flow, report_broken)
        reader.read(cleaned, 0)
        flow.finish()
        title = " ".join(reader.title.split())
        entries = (("title", title),) if title else ()
    blocks, excesses = apply_limits(tuple(flow.blocks))
    document = Document(
        path=path,
        page=page,
        locale=locale,
        text=cleaned,
        lines=split_lines(cleaned),
        line_starts=starts,
        front_matter=entries,
        blocks=blocks,
    )
    found = [
        *_report_forbidden(document, forbidden),
        *_report_front_matter(document, front),
        *(_report_table(document, *place) for place in broken),
        *(_report_excess(document, excess) for excess in excesses),
        *([] if deep is None else [_report_excess(document, _too_deep(deep))]),
    ]
    return ReadResult(document=document, diagnostics=sort_diagnostics(found))


def _other_encoding(data: bytes) -> str:
    """Name the encoding of wide characters that a page is in; empty for none.

    Without a mark it is told by NUL: every other byte of what is mostly ASCII.
    """
    marked = next((name for mark, name in _OTHER_MARKS if data.startswith(mark)), "")
    head = data[:_SNIFFED]
    return marked or ("UTF-16" if head.count(0) * 3 > len(head) else "")


def _refuse(code: str, message: str, path: str, help_: str | None = None) -> ReadResult:
    found = Diagnostic(code=code, severity=Severity.WARNING, message=message, path=path, help=help_)
    return ReadResult(document=None, diagnostics=(found,))


def _refuse_bytes(data: bytes, error: UnicodeDecodeError, path: str) -> ReadResult:
    """Locate the first byte that is no UTF-8."""
    before = data[: error.start].decode("utf-8")
    begin = find_line_starts(before)[-1]
    behind = re.split(rb"[\r\n]", data[error.start :], maxsplit=1)[0]
    context = before[begin:] + behind.decode("utf-8", errors="replace")
    span = Span(
        path=path,
        line=len(find_line_starts(before)),
        column=len(before) - begin + 1,
        start=len(before),
        end=len(before) + 1,
        context=_FORBIDDEN.sub("\ufffd", context),
    )
    found = Diagnostic(
        code="GS104",
        severity=Severity.WARNING,
        message=f"byte 0x{data[error.start]:02X} is no UTF-8, the page is left out",
        span=span,
        help="save the page as UTF-8",
    )
    return ReadResult(document=None, diagnostics=(found,))


def _report_forbidden(document: Document, places: Sequence[re.Match[str]]) -> list[Diagnostic]:
    """Report the first forbidden character; the others are counted."""
    if not places:
        return []
    first = places[0]
    more = f", and {len(places) - 1} more" if len(places) > 1 else ""
    return [
        Diagnostic(
            code="GS111",
            severity=Severity.WARNING,
            message=f"character U+{ord(first[0]):04X} is forbidden in XML{more}, read as U+FFFD",
            span=document.span(first.start(), first.end()),
        )
    ]


def _report_front_matter(document: Document, front: FrontMatter) -> list[Diagnostic]:
    if not front.error:
        return []
    start = document.line_starts[front.error_line]
    return [
        Diagnostic(
            code="GS105",
            severity=Severity.WARNING,
            message=f"front matter is not valid YAML: {front.error}",
            span=document.span(start, start),
            help="entries that can be told apart line by line are used",
        )
    ]


def _report_table(document: Document, start: int, end: int, message: str) -> Diagnostic:
    return Diagnostic(
        code="GS202",
        severity=Severity.WARNING,
        message=f"table is broken HTML: {message}",
        span=document.span(start, end),
    )


def _too_deep(start: int) -> Excess:
    message = f"quotes and lists are nested {MAX_NESTING} deep; what stands deeper is left out"
    return Excess(code="GS112", message=message, start=start, end=start + 1)


def _report_excess(document: Document, excess: Excess) -> Diagnostic:
    return Diagnostic(
        code=excess.code,
        severity=Severity.WARNING,
        message=excess.message,
        span=document.span(excess.start, excess.end),
    )
