"""Verdicts → the paths by which people call them: `Order.total`, `OrderState.Open`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.naming import pascal_case
from generator.reconcile.verdict import PlaceRole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.reconcile.reconciled import Reconciled, ReconciledValues
    from generator.reconcile.verdict import Verdict

PlaceKey = tuple[PlaceRole, int, int]
"""A place: its role; the ordinal of its row, or of its list of values; the value's in its list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledVerdict:
    """A verdict and what it may be called."""

    key: PlaceKey
    """Which place it decides."""
    verdict: Verdict
    """The decision."""
    owners: tuple[str, ...]
    """What the identifier may be qualified with: a definition, the names of an enumeration."""
    field: str
    """The field whose name, type or value it is; empty where unknown."""

    @property
    def paths(self) -> tuple[str, ...]:
        """Give what the place is called as decided, the fullest first; the bare identifier last.

        The type of a field is called by the field: `Order.total`.
        """
        bare = self.verdict.canonical or ""
        last = self.field if self.verdict.role is PlaceRole.TYPE else bare
        qualified = tuple(f"{owner}.{last}" for owner in self.owners) if last else ()
        return (*qualified, bare) if bare else qualified


def call_verdicts(reconciled: Reconciled) -> Iterator[CalledVerdict]:
    """Give every verdict: rows in document order, then values in document order."""
    for number, row in enumerate(reconciled.rows):
        owners = tuple(owner for owner in (row.place.owner,) if owner)
        field = row.name.canonical or ""
        for role, verdict in ((PlaceRole.NAME, row.name), (PlaceRole.TYPE, row.type)):
            if verdict is not None:
                yield CalledVerdict(
                    key=(role, number, 0), verdict=verdict, owners=owners, field=field
                )
    members = {
        row.place.number: (row.place.owner, row.name.canonical or "") for row in reconciled.rows
    }
    for number, values in enumerate(reconciled.values):
        source = values.source.row
        owner, field = ("", "") if source is None else members.get(source, ("", ""))
        owners = tuple(dict.fromkeys(_enumeration_names(values, owner, field)))
        for index, verdict in enumerate(values.values):
            yield CalledVerdict(
                key=(PlaceRole.VALUE, number, index), verdict=verdict, owners=owners, field=field
            )


def _enumeration_names(values: ReconciledValues, owner: str, field: str) -> Iterator[str]:
    """Name a list of values after its field, its type and field, or its page's anchor."""
    if field:
        yield pascal_case(field)
        if owner:
            yield pascal_case(owner) + pascal_case(field)
            yield f"{owner}.{field}"
    elif values.source.anchor:
        yield pascal_case(values.source.anchor)
