"""Compares findings and their fixes with the reference edition, cell by cell."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.check.place_key import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.measure_recovery import JudgedReading
    from benchmarks.reference_rows import ReferenceCell
    from generator.check.finding import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedPlace:
    """One identifier cell with what check says about it."""

    judged: JudgedReading
    """The reading beside the reference's."""
    finding: Finding | None
    """What check found there."""
    is_borne_out: bool
    """Check corrects the reference's own cell, and samples on its page bear it out."""

    @property
    def is_fixable(self) -> bool:
        """Fix would edit it."""
        return self.finding is not None and self.finding.is_fixable

    @property
    def after(self) -> str:
        """What it reads after fixing."""
        if self.finding is not None and self.finding.edits:
            return self.finding.replacement or ""
        return self.judged.reading.text

    @property
    def is_right(self) -> bool:
        """It reads as the reference does after fixing, or better with proof."""
        return self.after == self.judged.cell.text or self.is_borne_out

    @property
    def is_settled(self) -> bool:
        """There is nothing to say against it."""
        return self.is_right and (self.judged.is_intact or self.finding is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFigures:
    """What became of one edition's identifier cells."""

    locale: str
    damaged: int
    """Cells that read otherwise than the reference's."""
    listed: int
    """Of these, those with a finding."""
    mended: int
    """Of these, those that a fix makes right."""
    fixable: int
    """Findings with a fix, on damaged cells or intact ones."""
    right: int
    """Of these, those whose fix is right."""
    cells: int
    """Cells in all."""
    equal: int
    """Of these, those that read right after fixing."""


def judge_findings(
    judged: Iterable[JudgedReading], findings: Iterable[Finding]
) -> tuple[JudgedPlace, ...]:
    """Put every reading beside what check found there."""
    by_place = {found.place: found for found in findings if found.place is not None}
    return tuple(
        JudgedPlace(
            judged=each,
            finding=(found := by_place.get(key_of(each.verdict, each.reading))),
            is_borne_out=found is not None and _is_borne_out(each.cell, found.replacement),
        )
        for each in judged
    )


def _is_borne_out(cell: ReferenceCell, replacement: str | None) -> bool:
    """Tell whether samples on the page show the new name and not the reference's."""
    return cell.role == "name" and replacement in cell.shown and cell.text not in cell.shown


def measure_findings(
    places: Sequence[JudgedPlace], reference: str, *, is_corrected: bool
) -> tuple[CheckFigures, ...]:
    """Count by edition, the translations together, and the reference last.

    Args:
        places: The cells.
        reference: The reference locale.
        is_corrected: Leave out cells in which the reference itself holds no identifier; where
            samples bear a change of the reference out, it is right.
    """
    kept = [each for each in places if each.judged.cell.is_identifier or not is_corrected]
    by_locale: dict[str, list[JudgedPlace]] = defaultdict(list)
    for each in kept:
        by_locale[each.judged.reading.locale].append(each)
    translations = [
        own for locale in sorted(by_locale) if locale != reference for own in by_locale[locale]
    ]
    figures = [
        _count(locale, by_locale[locale], is_corrected=is_corrected)
        for locale in sorted(by_locale)
        if locale != reference
    ]
    figures.append(_count("all of these", translations, is_corrected=is_corrected))
    if reference in by_locale:
        own = by_locale[reference]
        figures.append(_count(f"{reference}, the reference", own, is_corrected=is_corrected))
    return tuple(figures)


def _count(locale: str, places: Sequence[JudgedPlace], *, is_corrected: bool) -> CheckFigures:
    def is_right(place: JudgedPlace) -> bool:
        return place.is_right if is_corrected else place.after == place.judged.cell.text

    damaged = [each for each in places if not each.judged.is_intact]
    fixable = [each for each in places if each.is_fixable]
    return CheckFigures(
        locale=locale,
        damaged=len(damaged),
        listed=sum(each.finding is not None for each in damaged),
        mended=sum(each.is_fixable and is_right(each) for each in damaged),
        fixable=len(fixable),
        right=sum(map(is_right, fixable)),
        cells=len(places),
        equal=sum(map(is_right, places)),
    )
