"""What names a reading's place however the text in it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.reconcile.reconciled import Reconciled
    from generator.reconcile.verdict import Reading, Verdict

PlaceKey = tuple[str, int, int, int, str, int]
"""Path, line, table, row, role, index; edits that fixes make leave lines and tables alone."""


def key_of(verdict: Verdict, reading: Reading) -> PlaceKey:
    """Name the place of a reading."""
    return (
        reading.span.path,
        reading.span.line,
        -1 if reading.table is None else reading.table,
        -1 if reading.row is None else reading.row,
        str(verdict.role),
        verdict.index,
    )


def index_readings(reconciled: Reconciled) -> Mapping[PlaceKey, Reading]:
    """Give every reading by its place."""
    return {
        key_of(verdict, reading): reading
        for verdict in list_verdicts(reconciled)
        for reading in verdict.readings
    }


def list_verdicts(reconciled: Reconciled) -> Iterator[Verdict]:
    """Give every verdict: rows in document order, then values."""
    for row in reconciled.rows:
        yield row.name
        if row.type is not None:
            yield row.type
    for values in reconciled.values:
        yield from values.values
