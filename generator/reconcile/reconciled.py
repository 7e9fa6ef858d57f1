"""What reconciliation decided about one API, as one record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.reconcile.decide_required import Occurrence
    from generator.reconcile.declaration import DeclaredMember
    from generator.reconcile.identify_definitions import Documented
    from generator.reconcile.places import RowPlace
    from generator.reconcile.value_sets import ValueSet
    from generator.reconcile.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredField:
    """A field as a schema declares it: a fragment in the pages, or the reference contract."""

    member: DeclaredMember
    """The declaration."""
    type_text: str
    """Its type in the pages' own notation."""
    sources: tuple[str, ...]
    """Where it is declared: `path:line`, the pivot's first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedField:
    """A field that no table has and a schema declares."""

    owner: str
    """Name of its definition."""
    page: str
    """Page key of its definition; empty for a definition on any page, or on none."""
    field: DeclaredField
    """What is declared."""
    confidence: float = 0.99
    """0 to 1; below 0.9 for what only an example shows."""
    is_from_example: bool = False
    """An example shows it, and nothing declares it."""
    verdict: Verdict | None = None
    """Of a member that code names, its name with every edition's reading; else None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconciledRow:
    """One field of one table, decided."""

    place: RowPlace
    """Where it stands."""
    name: Verdict
    """Its name."""
    type: Verdict | None
    """Its type; None where the table has no type column."""
    occurrence: Occurrence
    """How often it may stand."""
    declared: DeclaredField | None = None
    """Its declaration, where a schema declares it."""
    member_name: str = ""
    """What it is called in its definition, where the page writes a path; empty for its name."""
    members: str = ""
    """The definition that the rows nested below it make; empty for none."""

    @property
    def member(self) -> str | None:
        """Give what it is called in its definition; None where nobody could decide."""
        return self.member_name or self.name.canonical


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconciledValues:
    """One list of values, decided."""

    source: ValueSet
    """Where it stands."""
    values: tuple[Verdict, ...]
    """One a value, in the list's order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandledValues:
    """Values of an enumeration that a code sample handles in one way."""

    enumeration: str
    """The enumeration's name."""
    values: tuple[str, ...]
    """The values."""
    texts: Mapping[str, tuple[str, ...]]
    """Locale → what comments and messages say there, in order."""
    sources: tuple[str, ...]
    """Where: `path:line`, the pivot's first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """One API, decided."""

    rows: tuple[ReconciledRow, ...]
    """In document order."""
    values: tuple[ReconciledValues, ...]
    """In document order."""
    documented: Documented
    """What the tables document."""
    added: tuple[AddedField, ...] = ()
    """What schemas and code declare besides, by definition, in the order of the declaration."""
    handled: tuple[HandledValues, ...] = ()
    """How code handles values, in page order."""
