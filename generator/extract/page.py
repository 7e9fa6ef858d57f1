"""What extraction hands on: one page's tables, value lists, samples and prose, located.

Every element carries its `position`, the index of its block in the document,
so that later stages can say what stands before what without the document.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.extract.code_facts import CodeFacts
    from generator.source import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading, as the place of what stands below it."""

    level: int
    """1 to 6."""
    text: str
    """Its text, one line."""
    anchors: tuple[str, ...]
    """Its explicit anchors as written; translation leaves them alone."""
    span: Span
    """Where it stands."""
    position: int
    """Block index."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Literal:
    """A marked piece of inline text: code, bold, italic or protected."""

    text: str
    """Its text, one line."""
    span: Span
    """Where it stands."""
    is_code: bool
    """In code markup or a do-not-translate marker, as opposed to bold or italic."""
    target: str
    """Destination of the link around it; empty for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawValue:
    """One value of a list of values, as found."""

    reading: str
    """Its text, possibly translated."""
    span: Span
    """Where it stands."""
    description: str
    """What the page says about it; empty for nothing."""
    is_code: bool
    """As of a literal."""
    gloss: str = ""
    """The text in brackets behind it, in a sentence: its translation, or a remark."""
    is_struck: bool = False
    """Struck out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawCell:
    """One cell as found; its role is another stage's business."""

    reading: str
    """The identifier's text if the cell holds one: markup removed, NFC, possibly empty."""
    span: Span
    """Where the reading stands; of an empty cell its content's place."""
    text: str
    """The whole cell, one line."""
    is_code: bool
    """The reading is in code markup or a do-not-translate marker."""
    target: str
    """Destination of the first link in the reading; empty for none."""
    trailer: str
    """What follows the reading on lines of its own: `minOccurs="0"`, a note."""
    intro: str
    """The text before the values, which says whether they are all of them."""
    values: tuple[RawValue, ...]
    """The values listed in the cell, if it lists any."""
    is_struck: bool = False
    """The reading is struck out."""
    indent: int = 0
    """Signs and fixed spaces before the reading, which say how deep a row is nested."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRow:
    """One row below the first, its cells brought to the header's columns."""

    ordinal: int
    """0-based below the table's first row."""
    cells: tuple[RawCell | None, ...]
    """One a column; None where a ragged row has none."""
    span: Span
    """Where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTable:
    """One table as found."""

    ordinal: int
    """0-based in the page, nested tables counted where they stand; -1 for a list of fields, which
    is no table."""
    position: int
    """Block index."""
    header: tuple[str, ...]
    """The first row's texts; its length is the number of columns."""
    rows: tuple[RawRow, ...]
    """All rows below the first."""
    sections: tuple[Section, ...]
    """The headings above it, outermost first."""
    caption: RawParagraph | None
    """The paragraph that introduces it, below its heading and behind the table before."""
    span: Span
    """Where it stands."""
    parent: tuple[int, int] | None
    """Of a nested table, the ordinals of the table and the row it stands in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawParagraph:
    """A paragraph of prose."""

    text: str
    """Its text, one line."""
    literals: tuple[Literal, ...]
    """Its marked pieces in order."""
    is_strong: bool
    """All of it is bold: a heading in all but markup."""
    sections: tuple[Section, ...]
    """The headings above it, outermost first."""
    span: Span
    """Where it stands."""
    position: int
    """Block index."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueList:
    """Values listed outside a table, in a list or in a sentence."""

    intro: str
    """The paragraph before it, or the sentence around it."""
    values: tuple[RawValue, ...]
    """Its values in order, two or more, or one in a list."""
    is_list: bool
    """A bulleted or numbered list, as opposed to a sentence."""
    sections: tuple[Section, ...]
    """The headings above it, outermost first."""
    position: int
    """Block index of its first item."""


class Dialect(StrEnum):
    """What a code block holds, judged by its content."""

    XML = "xml"
    """Elements."""
    JSON = "json"
    """An object or an array."""
    CODE = "code"
    """A programming language, a command line, or anything else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleNode:
    """An element of an XML sample, or a member of a JSON sample."""

    name: str
    """Local name or key; empty for an array's item and a JSON root."""
    prefix: str
    """Namespace prefix; empty for none."""
    text: str
    """Character data or scalar, stripped."""
    attributes: tuple[tuple[str, str], ...]
    """Attributes in order; of JSON none."""
    children: tuple[SampleNode, ...]
    """Children in order."""
    line: int = field(default=0, compare=False)
    """Of an element, its line below the sample's first; no part of what it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One code block, read as far as it can be read."""

    ordinal: int
    """0-based in the page."""
    dialect: Dialect
    """What it holds."""
    roots: tuple[SampleNode, ...]
    """Its trees; empty for code."""
    is_broken: bool
    """Not well-formed; what could be read was."""
    code: CodeFacts | None
    """Of code in a language that can be read, what it shows; None for none."""
    words: tuple[str, ...]
    """Of code, the identifiers it holds, distinct, in order."""
    sections: tuple[Section, ...]
    """The headings above it, outermost first."""
    span: Span
    """Where it stands."""
    position: int
    """Block index."""
    endpoint: str = ""
    """The address that it sends a SOAP message to, or that is all it says: absolute, `//host/path`,
    or a path; empty for none."""
    is_request: bool = False
    """Its endpoint is the target of a request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of one edition, extracted."""

    path: str
    """POSIX path of the file relative to the specs folder."""
    page: str
    """Page key: POSIX path below the locale folder."""
    locale: str
    """The locale folder's name as found."""
    title: str
    """The front matter's title, or an empty string."""
    description: str
    """The front matter's description, or an empty string."""
    sections: tuple[Section, ...]
    """All headings in order."""
    paragraphs: tuple[RawParagraph, ...]
    """All paragraphs and loose list items, in order."""
    tables: tuple[RawTable, ...]
    """All tables in order."""
    lists: tuple[ValueList, ...]
    """All value lists outside tables, in order."""
    samples: tuple[Sample, ...]
    """All code blocks in order."""
    links: tuple[tuple[str, str], ...]
    """All links as (text, destination), distinct, in order."""
