"""What explaining hands on: one decision with all that led to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.reconcile.verdict import Verdict
    from generator.source import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceTranscript:
    """The decision on one place: a name, a type or a value."""

    title: str
    """What it is called as decided: `Order.total`; empty where nothing was decided."""
    verdict: Verdict
    """The decision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """What one locale's page has for a definition."""

    locale: str
    """The witness."""
    text: str
    """The heading, or the caption of a table."""
    span: Span
    """Where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentedTable:
    """A table that documents a definition's fields."""

    mentions: tuple[Mention, ...]
    """Where it stands in each locale, with its caption."""
    fields: tuple[tuple[str, str], ...]
    """Name and type of each row as decided; empty where undecided."""
    has_attributes: bool
    """Its rows are XML attributes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionTranscript:
    """The decision on a type, a message or an operation."""

    title: str
    """Its canonical identifier."""
    kind: str
    """`record`, `request`, `response`, `fault`, or `operation`."""
    page: str
    """Page key."""
    confidence: float
    """0 to 1: how sure its name is."""
    evidence: tuple[str, ...]
    """Why it has this name, in words."""
    headings: tuple[Mention, ...]
    """What each locale's page is headed."""
    tables: tuple[DocumentedTable, ...] = ()
    """What documents its fields."""
    operation: str = ""
    """Of a message, its operation."""
    messages: tuple[str, ...] = ()
    """Of an operation, its messages."""


Transcript = PlaceTranscript | DefinitionTranscript
"""One decision, explained."""
