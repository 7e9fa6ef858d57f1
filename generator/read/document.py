"""What a reader hands on: a page as a flat run of blocks, every piece of text with its offsets.

Offsets count characters of the decoded file (line ends as found, without the
byte-order mark), so that a span can be replaced in place.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from typing import TYPE_CHECKING

from generator.source import Span

if TYPE_CHECKING:
    from collections.abc import Sequence


class Mark(StrEnum):
    """Markup around a run of text."""

    CODE = "code"
    """Inline code: backticks, `<code>`, `<tt>`, `<samp>`; translation leaves it alone."""
    STYLED = "styled"
    """A span of a code class, which looks like code but is translated like prose."""
    STRONG = "strong"
    """Bold text."""
    EMPHASIS = "emphasis"
    """Italic text."""
    PROTECTED = "protected"
    """Wrapped in a do-not-translate marker: `[!DNL x]`."""
    CONTROL = "control"
    """Wrapped in a user-interface marker: `[!UICONTROL x]`."""
    STRUCK = "struck"
    """Struck out: `~~x~~`, `<del>`, `<s>`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of inline text with one set of marks."""

    text: str
    """Decoded text (entities and escapes resolved), white space as found; a line break is `\\n`."""
    start: int
    """Offset of its first character in the file."""
    end: int
    """Offset behind its last; a run of as many characters as its text stands there verbatim."""
    marks: frozenset[Mark] = frozenset()
    """The markup around it."""
    target: str = ""
    """Destination of the link around it, as written; empty for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading with its anchors."""

    level: int
    """1 to 6."""
    runs: tuple[Run, ...]
    """Its text, without anchor markup."""
    anchors: tuple[str, ...]
    """Explicit anchors: `{#x}`, `<a name="x">`, `<a id="x">`, an `id` attribute; as written."""
    start: int
    """Offset of the block."""
    end: int
    """Offset behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph, or loose text between other blocks."""

    runs: tuple[Run, ...]
    """Its text."""
    start: int
    """Offset of the block."""
    end: int
    """Offset behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem:
    """One item of a list, without the items nested in it, which follow with a greater depth."""

    depth: int
    """0 for an outermost list."""
    list_ordinal: int
    """Which list of the page it belongs to, counted from 0; nested lists count too."""
    runs: tuple[Run, ...]
    """Its own text."""
    start: int
    """Offset of the item's text."""
    end: int
    """Offset behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeBlock:
    """A fenced, indented or preformatted block."""

    info: str
    """The fence's info string, stripped; often wrong about the language."""
    text: str
    """The code, dedented by its fence's or block's indentation, entities resolved."""
    start: int
    """Offset of the first character of the code."""
    end: int
    """Offset behind the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a table."""

    blocks: tuple[Block, ...]
    """What stands in it: paragraphs, list items, code blocks, nested tables."""
    is_header: bool
    """A `th`, or a cell of a pipe table's first row."""
    start: int
    """Offset of the cell's content (behind its tag or pipe)."""
    end: int
    """Offset behind the content."""
    colspan: int = 1
    """Columns it covers, at least 1."""
    rowspan: int = 1
    """Rows it covers, at least 1."""
    indent: int = 0
    """How deep it is nested in a list that stands for a table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table, the cells as they stand in the source (spans not expanded)."""

    cells: tuple[Cell, ...]
    """Its cells; a ragged row has fewer or more than its table has columns."""
    start: int
    """Offset of the row."""
    end: int
    """Offset behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A pipe table or an HTML table. Its first row is the header, whatever its tags say."""

    rows: tuple[Row, ...]
    """All rows in source order."""
    is_html: bool
    """Written as HTML."""
    start: int
    """Offset of the table."""
    end: int
    """Offset behind it."""


Block = Heading | Paragraph | ListItem | CodeBlock | Table
"""What a page or a cell is made of, in source order, quotes and containers flattened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One page as read."""

    path: str
    """POSIX path of the file relative to the specs folder."""
    page: str
    """Page key: POSIX path below the locale folder."""
    locale: str
    """The locale folder's name as found."""
    text: str
    """The decoded file, without byte-order mark."""
    lines: tuple[str, ...]
    """Its lines, without their ends."""
    line_starts: tuple[int, ...]
    """Offset of every line's first character."""
    front_matter: tuple[tuple[str, str], ...]
    """Its scalar entries as text, in order."""
    blocks: tuple[Block, ...]
    """The page."""

    def span(self, start: int, end: int) -> Span:
        """Locate a stretch of the page."""
        index = bisect_right(self.line_starts, start) - 1
        return Span(
            path=self.path,
            line=index + 1,
            column=start - self.line_starts[index] + 1,
            start=start,
            end=end,
            context=self.lines[index],
        )

    def front(self, key: str) -> str:
        """Give a front matter entry, or an empty string."""
        return next((value for name, value in self.front_matter if name == key), "")


def split_lines(text: str) -> tuple[str, ...]:
    """Give every line without its end; lines end at LF, CR LF or CR."""
    return tuple(_LINE_END.split(text) if "\r" in text else text.split("\n"))


def find_line_starts(text: str) -> tuple[int, ...]:
    """Give the offset of every line's first character."""
    if "\r" not in text:
        lengths = [len(line) + 1 for line in text.split("\n")]
        return (0, *accumulate(lengths[:-1]))
    return (0, *(found.end() for found in _LINE_END.finditer(text)))


def plain_text(runs: Sequence[Run]) -> str:
    """Join runs to one line of text: white space folded, NFC, invisible characters dropped."""
    text = runs[0].text if len(runs) == 1 else "".join([run.text for run in runs])
    visible = text if text.isascii() else _INVISIBLE.sub("", text)
    return unicodedata.normalize("NFC", " ".join(visible.split()))


_LINE_END = re.compile(r"\r\n?|\n")
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
