"""Renders recovery figures as tables, and the readings that came out otherwise as a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.text_table import share

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from benchmarks.measure_recovery import JudgedReading, LocaleFigures, RecoveryFigures

Table = tuple[tuple[str, ...], list[tuple[object, ...]]]
"""Header and rows."""

LOCALE_HEADER = (
    "locale", "damaged", "recovered", "%", "intact", "changed", "borne out", "lost", "% wrong",
)  # fmt: skip
ROW_HEADER = ("rows", "all", "right", "%", "hit in any", "right", "%", "hit in all", "right", "%")
SURE_HEADER = ("verdicts", "all", "sure", "%", "sure and right", "%", "calibration error")


def recovery_tables(
    figures: RecoveryFigures, reference: str, *, is_corrected: bool
) -> Iterator[Table]:
    """Give the tables of one view: by locale, by row, by confidence."""
    yield LOCALE_HEADER, list(_locale_rows(figures, reference, is_corrected=is_corrected))
    yield ROW_HEADER, [
        (
            f"{row.role}s",
            row.rows, row.rows_right, share(row.rows_right, row.rows),
            row.damaged_any, row.damaged_any_right, share(row.damaged_any_right, row.damaged_any),
            row.damaged_all, row.damaged_all_right, share(row.damaged_all_right, row.damaged_all),
        )
        for row in figures.rows
    ]  # fmt: skip
    sure = figures.confidence
    yield SURE_HEADER, [
        (
            "names and types",
            sure.verdicts, sure.sure, share(sure.sure, sure.verdicts),
            sure.sure_right, share(sure.sure_right, sure.sure), f"{sure.calibration_error:.4f}",
        )
    ]  # fmt: skip


def _locale_rows(
    figures: RecoveryFigures, reference: str, *, is_corrected: bool
) -> Iterator[tuple[object, ...]]:
    """Give a line for each translation, one for all of them, and the reference's own."""
    translations = [each for each in figures.locales if each.locale != reference]
    for each in translations:
        yield _locale_row(each.locale, [each], is_corrected=is_corrected)
    if len(translations) > 1:
        yield _locale_row("all of these", translations, is_corrected=is_corrected)
    for each in figures.locales:
        if each.locale == reference:
            yield _locale_row(f"{reference}, the reference", [each], is_corrected=is_corrected)


def _locale_row(
    title: str, figures: list[LocaleFigures], *, is_corrected: bool
) -> tuple[object, ...]:
    """Sum up; a change that a sample bears out corrects the corrected reference."""
    damaged, recovered, intact, changed, borne_out, lost = (
        sum(getattr(each, key) for each in figures)
        for key in ("damaged", "recovered", "intact", "changed", "borne_out", "lost")
    )
    wrong = changed + lost - (borne_out if is_corrected else 0)
    return (
        title,
        damaged, recovered, share(recovered, damaged),
        intact, changed, borne_out, lost, share(wrong, intact, decimals=2),
    )  # fmt: skip


def describe_view(figures: RecoveryFigures, *, is_corrected: bool) -> str:
    """Say in a line what counts as right."""
    if not is_corrected:
        return f"Against the reference as it stands ({_cells(figures.cells.items())})"
    return (
        "Against the reference corrected by the evidence: cells that hold no identifier are "
        f"left out ({_cells(figures.left_out.items())}), changes that a sample bears out not wrong"
    )


def describe_together(figures: RecoveryFigures) -> str:
    """Say in a line what counts as right."""
    return (
        "Against what all editions together are sure of, our own decision with the reference "
        f"among the witnesses ({_cells(figures.cells.items())})"
    )


def _cells(counts: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{count} {role}s" for role, count in counts)


def list_departures(judged: Iterable[JudgedReading], *, is_corrected: bool) -> Iterator[str]:
    """List the readings that came out otherwise than the reference, with the reasons.

    Intact ones first: each of them is a correction of the reference, or a fault.
    """
    kept = [j for j in judged if j.cell.is_identifier or not is_corrected]
    groups: tuple[tuple[str, Callable[[JudgedReading], bool]], ...] = (
        ("intact, but changed", lambda each: each.is_intact and not each.is_right),
        ("damaged, not recovered", lambda each: not each.is_intact and not each.is_right),
    )
    for title, matches in groups:
        yield f"{title}:"
        by_verdict: dict[int, list[JudgedReading]] = {}
        for each in filter(matches, kept):
            by_verdict.setdefault(id(each.verdict), []).append(each)
        for group in by_verdict.values():
            yield from _describe(group)


def _describe(group: list[JudgedReading]) -> Iterator[str]:
    """Give one verdict: the readings it changed, then its reasons."""
    verdict = group[0].verdict
    for judged in group:
        span = judged.reading.span
        yield (
            f"  {span.path}:{span.line}:{span.column}: {verdict.role} {judged.reading.text!r}, "
            f"the reference says {judged.cell.text!r}"
        )
    yield (
        f"    decided {verdict.canonical!r} in {verdict.owner or 'an unknown type'} "
        f"({verdict.status}, {verdict.confidence:.2f})"
    )
    for evidence in verdict.evidence:
        yield f"    {evidence.weight:+.1f} {evidence.kind}: {evidence.note}"
    if verdict.runner_up:
        yield f"    not {verdict.runner_up!r}"
