"""What reconciliation decided about one API, as one record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.reconcile.decide_required import Occurrence
    from generator.reconcile.identify_definitions import Documented
    from generator.reconcile.places import RowPlace
    from generator.reconcile.value_sets import ValueSet
    from generator.reconcile.verdict import Verdict


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconciledValues:
    """One list of values, decided."""

    source: ValueSet
    """Where it stands."""
    values: tuple[Verdict, ...]
    """One a value, in the list's order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """One API, decided."""

    rows: tuple[ReconciledRow, ...]
    """In document order."""
    values: tuple[ReconciledValues, ...]
    """In document order."""
    documented: Documented
    """What the tables document."""
