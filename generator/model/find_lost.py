"""Rows that document a member whose name nobody could decide: their type must take what comes.

A contract without such a member would refuse every message that has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.reconcile.reconciled import ReconciledRow
    from generator.source import Span


def find_lost(rows: Sequence[ReconciledRow], *, has_fields: bool) -> tuple[ReconciledRow, ...]:
    """Find the rows of a definition that document a member without a name.

    A type that can be read is proof of a member. A placeholder alone is not,
    since tools leave them in rows that nobody filled; but where there is
    nothing else, nothing is known of the members. An empty row documents nothing.

    Args:
        rows: The definition's rows.
        has_fields: It has members whose names are known.
    """
    nameless = tuple(row for row in rows if row.name.canonical is None and row.name.readings)
    lost = tuple(row for row in nameless if row.type is not None and row.type.canonical)
    if lost or has_fields:
        return lost
    return tuple(row for row in nameless if any(each.text for each in row.name.readings))


def place_of(row: ReconciledRow) -> Span:
    """Give the place of a row's name, in the reference edition where it has the row."""
    return row.name.readings[0].span


def tell_lost(owner: str, rows: Sequence[ReconciledRow]) -> Diagnostic:
    """Say that a type takes what comes."""
    places = ", ".join(str(place_of(row)) for row in rows)
    return Diagnostic(
        code="GS509",
        severity=Severity.NOTE,
        message=f"{owner!r} has members whose names are lost; it accepts what comes",
        span=place_of(rows[0]),
        evidence=(f"lost at {places}",),
        help="fix the cells, or record errata in gen-schema.toml",
    )
