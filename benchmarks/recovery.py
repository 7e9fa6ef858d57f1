#!/usr/bin/env python3
"""Measures how many damaged identifiers come out as a sound edition has them.

    python benchmarks/recovery.py CORPUS [--locales fr,ko] [--reference en] [--json] [--verbose]

Runs reading, alignment and reconciliation with the editions named by
`--locales`, all by default, as witnesses, and compares every name and type
with the reference edition's own row; leave the reference out of the witnesses
to measure the blind case. Exit 0: measured; 2: CORPUS or a locale is unusable.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if not __package__:  # run as a file
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.measure_recovery import (
    JudgedReading,
    RecoveryFigures,
    judge_readings,
    measure_recovery,
)
from benchmarks.reference_rows import agree_cells, collect_reference
from benchmarks.report_recovery import (
    describe_together,
    describe_view,
    list_departures,
    recovery_tables,
)
from benchmarks.text_table import render_text
from generator.align.align_editions import align_editions
from generator.discovery import discover
from generator.locales import parse_locale
from generator.pipeline import decide_editions, read_editions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.discovery import ApiSource
    from generator.pages.workers import Workers

_VIEWS = (("as it stands", False), ("corrected", True))


class UnusableError(Exception):
    """The corpus, or a locale asked for, cannot be measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """One API, measured."""

    api: str
    """Its name."""
    reference: str
    """The reference locale."""
    witnesses: tuple[str, ...]
    """The editions heard."""
    judged: tuple[JudgedReading, ...]
    """Their readings."""
    lone: int
    """Readings that the reference has no row for; not counted."""
    together: tuple[JudgedReading, ...] = ()
    """Where some editions were not heard: the readings beside what all editions together are
    sure of, in place of the reference's own cell."""

    def figures(self, *, is_corrected: bool) -> RecoveryFigures:
        """Count one view of the reference."""
        return measure_recovery(self.judged, self.reference, is_corrected=is_corrected)

    def figures_together(self) -> RecoveryFigures:
        """Count against what all editions together are sure of."""
        return measure_recovery(self.together, self.reference, is_corrected=False)


def measure_corpus(
    corpus: Path, *, locales: tuple[str, ...] = (), reference: str = "en", jobs: Workers | int = 1
) -> tuple[Recovery, ...]:
    """Run the pipeline as far as its verdicts, and judge them.

    Raises:
        UnusableError: There is nothing to read, or no such locale.
    """
    discovery = discover(corpus)
    if not discovery.apis:
        reasons = "; ".join(found.message for found in discovery.diagnostics)
        raise UnusableError(f"{corpus}: {reasons}")
    return tuple(_measure(source, locales, reference, jobs) for source in discovery.apis)


def _measure(
    source: ApiSource, locales: tuple[str, ...], reference: str, jobs: Workers | int
) -> Recovery:
    truth = find_locale(source, reference)
    chosen = {find_locale(source, each) for each in locales}
    witnesses = chosen or {edition.locale for edition in source.editions}
    read = read_editions(source, jobs)
    everything = {locale: tuple(p.page for p in own if p.page) for locale, own in read.items()}
    pages = {loc: own for loc, own in everything.items() if loc in witnesses | {truth}}
    heard = {locale: own for locale, own in pages.items() if locale in witnesses}
    decided = decide_editions(source, heard).reconciled
    columns = dict(source.configuration.columns)
    cells = collect_reference(align_editions(pages, truth, columns)[0], truth)
    judged, lone = judge_readings(decided, cells)
    together: tuple[JudgedReading, ...] = ()
    if heard.keys() != everything.keys():
        agreed = agree_cells(cells, decide_editions(source, everything).reconciled, truth)
        together, _ = judge_readings(decided, agreed)
    return Recovery(
        api=source.identifier,
        reference=truth,
        witnesses=tuple(sorted(witnesses)),
        judged=judged,
        lone=lone,
        together=together,
    )


def find_locale(source: ApiSource, wanted: str) -> str:
    """Find an edition by its folder, its tag or its language."""
    tag = parse_locale(wanted) or wanted
    for edition in source.editions:
        if wanted == edition.locale or tag == edition.tag:
            return edition.locale
    alike = [each.locale for each in source.editions if each.tag.split("-")[0] == wanted]
    if len(alike) != 1:
        there = ", ".join(edition.locale for edition in source.editions)
        raise UnusableError(f"{source.name}: no one edition is {wanted!r}; there are: {there}")
    return alike[0]


def main(arguments: list[str] | None = None) -> int:
    """Measure, and print the result."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpus", type=Path, metavar="CORPUS")
    parser.add_argument("--locales", default="", help="the witnesses; all by default")
    parser.add_argument("--reference", default="en", help="the edition to compare with")
    parser.add_argument("--jobs", type=int, default=1, help="processes to read with")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--verbose", action="store_true", help="list every departure")
    options = parser.parse_args(arguments)
    locales = tuple(filter(None, (each.strip() for each in options.locales.split(","))))
    try:
        measured = measure_corpus(
            options.corpus, locales=locales, reference=options.reference, jobs=options.jobs
        )
    except UnusableError as error:
        print(f"recovery.py: {error}", file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps([_tree(each) for each in measured], indent=2, ensure_ascii=False))
    else:
        lines = [line for each in measured for line in _report(each, is_verbose=options.verbose)]
        print("\n".join(lines))
    return 0


def _tree(recovery: Recovery) -> dict[str, object]:
    return {
        "api": recovery.api,
        "reference": recovery.reference,
        "witnesses": recovery.witnesses,
        "without_counterpart": recovery.lone,
        "views": {
            title: asdict(recovery.figures(is_corrected=corrected)) for title, corrected in _VIEWS
        },
    }


def _report(recovery: Recovery, *, is_verbose: bool) -> Iterator[str]:
    heard = ", ".join(recovery.witnesses)
    yield f"{recovery.api}: heard {heard}; reference {recovery.reference}"
    yield f"{recovery.lone} readings have no counterpart in the reference and are not counted"
    for _, is_corrected in _VIEWS:
        figures = recovery.figures(is_corrected=is_corrected)
        yield f"\n{describe_view(figures, is_corrected=is_corrected)}"
        for header, rows in recovery_tables(figures, recovery.reference, is_corrected=is_corrected):
            yield f"\n{render_text(header, rows)}"
    if recovery.together:
        figures = recovery.figures_together()
        yield f"\n{describe_together(figures)}"
        for header, rows in recovery_tables(figures, recovery.reference, is_corrected=False):
            yield f"\n{render_text(header, rows)}"
    if is_verbose:
        yield "\nDepartures from the corrected reference"
        yield from list_departures(recovery.judged, is_corrected=True)
        yield "\nDepartures from cells of the reference that hold no identifier"
        odd = (each for each in recovery.judged if not each.cell.is_identifier)
        yield from list_departures(odd, is_corrected=False)


if __name__ == "__main__":
    sys.exit(main())
