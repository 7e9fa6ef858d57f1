"""Compares verdicts with the reference edition, reading by reading and row by row."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.reconcile.verdict import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from benchmarks.reference_rows import Place, ReferenceCell
    from generator.reconcile.reconciled import Reconciled
    from generator.reconcile.verdict import Reading, Verdict

_BINS: Final = 10
ROLES: Final = ("name", "type")


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedReading:
    """One witness's reading with what it ought to be and what was decided."""

    reading: Reading
    verdict: Verdict
    cell: ReferenceCell

    @property
    def is_intact(self) -> bool:
        """It reads as the reference does."""
        return unicodedata.normalize("NFC", self.reading.text) == self.cell.text

    @property
    def is_right(self) -> bool:
        """It comes out as the reference has it."""
        return self.verdict.canonical == self.cell.text

    @property
    def is_borne_out(self) -> bool:
        """It comes out as a name that samples on the page show, and the reference's they do not."""
        canonical, shown = self.verdict.canonical, self.cell.shown
        return self.cell.role == "name" and canonical in shown and self.cell.text not in shown


@dataclass(frozen=True, slots=True, kw_only=True)
class LocaleFigures:
    """What became of one edition's readings."""

    locale: str
    damaged: int
    """Readings other than the reference's."""
    recovered: int
    """Of these, those that come out as the reference has it."""
    intact: int
    """Readings like the reference's."""
    changed: int
    """Of these, those that come out otherwise."""
    borne_out: int
    """Of the changed, those whose page has a sample with the new name and none with the old."""
    lost: int
    """Of these, those that nothing was decided on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFigures:
    """How many rows come out right: one row is one cell of the reference."""

    role: str
    rows: int
    rows_right: int
    damaged_any: int
    """Rows that one used edition or more reads otherwise than the reference."""
    damaged_any_right: int
    damaged_all: int
    """Rows that every used edition reads otherwise than the reference."""
    damaged_all_right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfidenceFigures:
    """How far the confidence can be believed."""

    verdicts: int
    sure: int
    """Verdicts that are not provisional: at or above the threshold."""
    sure_right: int
    calibration_error: float
    """Expected calibration error over ten bins of equal width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryFigures:
    """All of one view of the reference."""

    left_out: Mapping[str, int]
    """Role → reference cells that are not counted, because they are no identifier."""
    cells: Mapping[str, int]
    """Role → reference cells in all."""
    locales: tuple[LocaleFigures, ...]
    rows: tuple[RowFigures, ...]
    confidence: ConfidenceFigures


def judge_readings(
    reconciled: Reconciled, cells: Mapping[tuple[Place, str], ReferenceCell]
) -> tuple[tuple[JudgedReading, ...], int]:
    """Put every reading of a name or type beside the reference's.

    Returns:
        The readings, and how many there are that the reference has no row for.
    """
    judged, lone = [], 0
    for verdict in _verdicts(reconciled):
        for reading in verdict.readings:
            if reading.table is None or reading.row is None:
                continue
            place = (verdict.page, reading.locale, reading.table, reading.row)
            cell = cells.get((place, str(verdict.role)))
            if cell is None:
                lone += 1
            else:
                judged.append(JudgedReading(reading=reading, verdict=verdict, cell=cell))
    return tuple(judged), lone


def _verdicts(reconciled: Reconciled) -> Iterator[Verdict]:
    for row in reconciled.rows:
        yield row.name
        if row.type is not None:
            yield row.type


def measure_recovery(
    judged: Iterable[JudgedReading], reference: str, *, is_corrected: bool
) -> RecoveryFigures:
    """Count.

    Args:
        judged: The readings.
        reference: The reference locale, which counts for no row's damage.
        is_corrected: Leave out cells of the reference that are no identifier.
    """
    every = list(judged)
    kept = [each for each in every if each.cell.is_identifier or not is_corrected]
    by_locale: dict[str, list[JudgedReading]] = defaultdict(list)
    for each in kept:
        by_locale[each.reading.locale].append(each)
    return RecoveryFigures(
        left_out={role: _count_cells(every, role) - _count_cells(kept, role) for role in ROLES},
        cells={role: _count_cells(every, role) for role in ROLES},
        locales=tuple(_count_locale(loc, by_locale[loc]) for loc in sorted(by_locale)),
        rows=tuple(_count_rows(role, kept, reference) for role in ROLES),
        confidence=_measure_confidence(kept),
    )


def _count_cells(judged: Iterable[JudgedReading], role: str) -> int:
    return len({each.cell for each in judged if each.cell.role == role})


def _count_locale(locale: str, judged: list[JudgedReading]) -> LocaleFigures:
    intact = [each for each in judged if each.is_intact]
    damaged = [each for each in judged if not each.is_intact]
    lost = sum(each.verdict.canonical is None for each in intact)
    return LocaleFigures(
        locale=locale,
        damaged=len(damaged),
        recovered=sum(each.is_right for each in damaged),
        intact=len(intact),
        changed=sum(not each.is_right for each in intact) - lost,
        borne_out=sum(not each.is_right and each.is_borne_out for each in intact),
        lost=lost,
    )


def _count_rows(role: str, judged: list[JudgedReading], reference: str) -> RowFigures:
    """Count rows; where the editions were not paired, all their verdicts must be right."""
    rows: dict[ReferenceCell, list[JudgedReading]] = defaultdict(list)
    for each in judged:
        if each.cell.role == role:
            rows[each.cell].append(each)
    right = {cell for cell, own in rows.items() if all(each.is_right for each in own)}
    used = {
        cell: [each.is_intact for each in own if each.reading.locale != reference]
        for cell, own in rows.items()
    }
    some = {cell for cell, intact in used.items() if intact and not all(intact)}
    all_ = {cell for cell, intact in used.items() if intact and not any(intact)}
    return RowFigures(
        role=role,
        rows=len(rows),
        rows_right=len(right),
        damaged_any=len(some),
        damaged_any_right=len(some & right),
        damaged_all=len(all_),
        damaged_all_right=len(all_ & right),
    )


def _measure_confidence(judged: list[JudgedReading]) -> ConfidenceFigures:
    """Weigh each verdict once for each cell of the reference that it decides."""
    decided = {
        (id(each.verdict), each.cell): each for each in judged if each.verdict.canonical is not None
    }
    sure = [
        each for each in decided.values() if each.verdict.status in {Status.INTACT, Status.REPAIRED}
    ]
    return ConfidenceFigures(
        verdicts=len(decided),
        sure=len(sure),
        sure_right=sum(each.is_right for each in sure),
        calibration_error=round(_calibration_error(list(decided.values())), 4),
    )


def _calibration_error(decided: list[JudgedReading]) -> float:
    """Mean distance, over the verdicts, of their bin's confidence from its share of right ones."""
    bins: dict[int, list[JudgedReading]] = defaultdict(list)
    for each in decided:
        bins[min(int(each.verdict.confidence * _BINS), _BINS - 1)].append(each)
    gaps = (
        abs(sum(each.verdict.confidence for each in own) - sum(each.is_right for each in own))
        for own in bins.values()
    )
    return sum(gaps) / max(len(decided), 1)
