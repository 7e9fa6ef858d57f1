"""One corpus heard by several sets of witnesses, and what its names ought to come out as.

The truth is the reference edition's name, where all editions together, the
reference among them, come to it as well. Where they come to another, a sample on
the page decides that shows the one and not the other; without one nobody knows,
and the row teaches nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from benchmarks.recovery import find_locale
from benchmarks.reference_rows import collect_reference
from generator.align.align_editions import align_editions
from generator.pipeline import choose_reference, decide_editions, read_editions
from generator.reconcile.bare_places import bare_names
from generator.reconcile.cross_references import collect_references
from generator.reconcile.prose import collect_prose
from generator.reconcile.read_fragments import read_fragments
from generator.reconcile.read_glossary import load_glossary
from generator.reconcile.reconcile_names import NameEvidence, decide_names
from generator.reconcile.sightings import collect_sightings
from generator.reconcile.type_names import parse_type
from generator.reconcile.walk_samples import sample_trees
from generator.reconcile.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from benchmarks.reference_rows import Place, ReferenceCell
    from generator.discovery import ApiSource
    from generator.extract.page import Page
    from generator.reconcile.places import RowPlace

    Editions = Mapping[str, Sequence[Page]]
    Cells = Mapping[tuple[Place, str], ReferenceCell]


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessSet:
    """What one set of witnesses has to say, and the truth."""

    witnesses: tuple[str, ...]
    """The editions heard, sorted."""
    evidence: NameEvidence
    """What bears on the names."""
    truth: Mapping[int, str]
    """Row number → the name it ought to come out as."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One row as it came out."""

    page: str
    """Page key."""
    is_right: bool
    """It came out as it ought to."""
    confidence: float
    """What was said of it, 0 to 1."""


def collect_sets(
    source: ApiSource, sets: Sequence[Sequence[str]], reference: str, jobs: int = 1
) -> Iterator[WitnessSet]:
    """Read an API once, and give what each set of witnesses makes of it.

    Args:
        source: The API.
        sets: Sets of witnesses; none for all editions but the reference, together.
        reference: The edition to take the truth from.
        jobs: Processes to read with.
    """
    truth = find_locale(source, reference)
    others = [edition.locale for edition in source.editions if edition.locale != truth]
    heard = [tuple(find_locale(source, each) for each in own) for own in sets] or [tuple(others)]
    needed = {truth, *(locale for own in heard for locale in own)}
    editions = tuple(edition for edition in source.editions if edition.locale in needed)
    read = read_editions(replace(source, editions=editions), jobs)
    pages = {locale: tuple(p.page for p in own if p.page) for locale, own in read.items()}
    together = _decide_together(source, pages, truth)
    for own in heard:
        yield _prepare(source, pages, tuple(sorted(own)), truth, together)


def measure_set(heard: WitnessSet, factors: Mapping[str, float]) -> tuple[Outcome, ...]:
    """Decide all names, trusting each kind of evidence as far as the factors say."""
    decisions, _ = decide_names(replace(heard.evidence, factors=factors))
    return tuple(
        Outcome(
            page=row.page,
            is_right=decisions[row.number].name == heard.truth[row.number],
            confidence=decisions[row.number].confidence,
        )
        for row in heard.evidence.rows
        if row.number in heard.truth
    )


def _decide_together(source: ApiSource, pages: Editions, truth: str) -> Mapping[Place, str | None]:
    """Give what all editions come to, by the place of the reference's cell."""
    rows = decide_editions(source, pages).reconciled.rows
    return {
        (row.place.page, truth, reading.table, reading.row): row.name.canonical
        for row in rows
        for reading in row.place.names
        if reading.locale == truth and reading.table is not None and reading.row is not None
    }


def _prepare(
    source: ApiSource,
    pages: Editions,
    witnesses: tuple[str, ...],
    truth: str,
    together: Mapping[Place, str | None],
) -> WitnessSet:
    columns = dict(source.configuration.columns)
    paired = {locale: pages[locale] for locale in pages if locale in {truth, *witnesses}}
    cells = collect_reference(align_editions(paired, truth, columns)[0], truth)
    heard = {locale: pages[locale] for locale in pages if locale in witnesses}
    reconciled = decide_editions(source, heard).reconciled
    pivot = choose_reference(source, heard)
    alignment = align_editions(heard, pivot, columns)[0]
    sightings = collect_sightings(alignment, read_fragments(alignment))
    folded = {own.name.casefold(): own.name for own in reconciled.documented.definitions}
    evidence = NameEvidence(
        rows=bare_names([row.place for row in reconciled.rows]),
        types={
            row.place.number: parse_type(row.type.canonical).local
            for row in reconciled.rows
            if row.type is not None and row.type.canonical
        },
        definitions=tuple((own.page, own.name) for own in reconciled.documented.definitions),
        samples=sample_trees(alignment),
        referred=tuple(collect_references(alignment.pages, folded)),
        sightings=sightings,
        prose=collect_prose(alignment, sightings),
        wording=Wording(load_glossary(source.configuration.glossary)),
    )
    found = {
        row.place.number: find_truth(cell, together.get((cell.page, truth, cell.table, cell.row)))
        for row in reconciled.rows
        if (cell := _counterpart(row.place, cells)) is not None and cell.is_identifier
    }
    known = {number: name for number, name in found.items() if name}
    return WitnessSet(witnesses=witnesses, evidence=evidence, truth=known)


def find_truth(cell: ReferenceCell, decided: str | None) -> str:
    """Give what a row ought to come out as; empty where nobody knows.

    Args:
        cell: The reference's own cell.
        decided: What all editions together come to; None for nothing.
    """
    if decided == cell.text:
        return cell.text
    is_shown = decided in cell.shown and cell.text not in cell.shown
    return decided if decided and is_shown else ""


def _counterpart(row: RowPlace, cells: Cells) -> ReferenceCell | None:
    """Give the one cell of the reference that all readings of a row stand beside."""
    found = {
        cells.get(((row.page, reading.locale, reading.table, reading.row), "name"))
        for reading in row.names
        if reading.table is not None and reading.row is not None
    }
    return next(iter(found)) if len(found) == 1 else None
