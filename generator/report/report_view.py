"""What the report shows: one item for each type, operation and enumeration, with its places."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.align.alignment import Alignment
    from generator.diagnostics import Diagnostic
    from generator.emit.artifact import Artifact
    from generator.model.schema import EnumerationValue, Field, LocalizedText, Schema
    from generator.reconcile.identifier_paths import CalledVerdict
    from generator.reconcile.reconciled import Reconciled
    from generator.source import Span


class ItemKind(StrEnum):
    """What an item is."""

    TYPE = "type"
    """A record or an array."""
    MESSAGE = "message"
    """A request, a response, a fault or a header."""
    ENUMERATION = "enumeration"
    """A list of values."""
    OPERATION = "operation"
    """An operation; its fields are its messages'."""
    PAGE = "page"
    """Tables and lists of a page that belong to none of the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionPlace:
    """Where one edition has something, and what it says there."""

    locale: str
    """The edition."""
    text: str
    """Its heading or caption; possibly empty."""
    span: Span
    """Where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRow:
    """One field or value with all its editions side by side."""

    name: CalledVerdict
    """The name, or the value."""
    type: CalledVerdict | None = None
    """The type; None where there is none."""
    member: Field | EnumerationValue | None = None
    """What the model makes of it; None where it makes nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTable:
    """One table or list of values."""

    page: str
    """Page key."""
    mentions: tuple[EditionPlace, ...]
    """Where each edition has it."""
    rows: tuple[ShownRow, ...]
    """Its rows in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemText:
    """What the model says of an item; empty for a page that it says nothing of."""

    subkind: str = ""
    """`record`, `array`, `request`, `response`, `fault` or `header`; else the kind again."""
    status: str = ""
    """How its name was decided; empty where that was not asked."""
    confidence: float | None = None
    """0 to 1."""
    is_open: bool = False
    """Takes more than is listed."""
    labels: tuple[LocalizedText, ...] = ()
    """Its name in the languages."""
    documentation: tuple[LocalizedText, ...] = ()
    """Its descriptions."""
    sources: tuple[str, ...] = ()
    """Where it is documented: `path:line`."""
    evidence: tuple[str, ...] = ()
    """Why it has this name, in words."""
    links: tuple[tuple[str, ItemKey], ...] = ()
    """What it leads to: `request`, `response`, `fault`, `operation`, `used-by`, with the item."""
    extra: tuple[str, ...] = ()
    """Members that a schema adds and no table has."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class ItemKey:
    """By what an item is called within its API."""

    kind: ItemKind
    """What it is."""
    name: str
    """Its canonical identifier; of a page its key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One type, message, enumeration, operation, or page."""

    key: ItemKey
    """What it is called."""
    page: str
    """Page key of its definition; empty for one on no page."""
    headings: tuple[EditionPlace, ...]
    """What each edition's page is headed."""
    text: ItemText
    """What the model says of it."""
    tables: tuple[ShownTable, ...]
    """Its tables and lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiRun:
    """Everything that a run has of one API."""

    schema: Schema
    """The model."""
    alignment: Alignment
    """The editions side by side."""
    reconciled: Reconciled
    """The verdicts."""
    tags: Mapping[str, str]
    """Folder name of each edition read → its tag."""
    counts: tuple[EditionCount, ...]
    """What was read, by edition."""
    contract: tuple[Artifact, ...]
    """Generated files that items are declared in."""
    diagnostics: tuple[Diagnostic, ...]
    """What the run had to say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionCount:
    """What was read of one edition."""

    locale: str
    """Its folder's name."""
    pages: int
    """Pages."""
    tables: int
    """Tables, whatever they hold."""
    rows: int
    """Rows of all tables."""
