"""What reconciliation weighs for each row's name, with the name the reference edition has."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from benchmarks.recovery import find_locale
from benchmarks.reference_rows import collect_reference
from generator.align.align_editions import align_editions
from generator.pipeline import choose_reference, decide_editions, read_editions
from generator.reconcile.prose import collect_prose
from generator.reconcile.read_fragments import read_fragments
from generator.reconcile.read_glossary import load_glossary
from generator.reconcile.reconcile_names import weigh_names
from generator.reconcile.sightings import collect_sightings
from generator.reconcile.type_names import parse_type

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from benchmarks.reference_rows import Place, ReferenceCell
    from generator.discovery import ApiSource
    from generator.extract.page import Page
    from generator.reconcile.reconcile_names import WeighedRow
    from generator.reconcile.reconciled import Reconciled

    Editions = Mapping[str, Sequence[Page]]
    Cells = Mapping[tuple[Place, str], ReferenceCell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One row as one set of witnesses has it."""

    page: str
    """Page key."""
    witnesses: tuple[str, ...]
    """The editions heard."""
    weights: tuple[Mapping[str, float], ...]
    """By candidate, the kinds' weights; those of none of the candidates come first."""
    truth: int
    """Which of these is right: 0 where no candidate is."""


def collect_cases(
    source: ApiSource, sets: Sequence[Sequence[str]], reference: str, jobs: int = 1
) -> tuple[Case, ...]:
    """Weigh every row of an API for each set of witnesses.

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
    return tuple(case for own in heard for case in _cases(source, pages, own, truth))


def _cases(
    source: ApiSource, pages: Editions, witnesses: tuple[str, ...], truth: str
) -> Iterator[Case]:
    columns = dict(source.configuration.columns)
    paired = {locale: pages[locale] for locale in pages if locale in {truth, *witnesses}}
    cells = collect_reference(align_editions(paired, truth, columns)[0], truth)
    heard = {locale: pages[locale] for locale in pages if locale in witnesses}
    reconciled = decide_editions(source, heard).reconciled
    decided = {row.place.number: row.name.canonical for row in reconciled.rows}
    for weighed in _weigh(source, heard, reconciled):
        cell = _counterpart(weighed, cells)
        if cell is not None and cell.is_identifier:
            if is_in_doubt(weighed, cell, decided[weighed.row.number]):
                continue
            names = sorted(weighed.candidates)
            yield Case(
                page=weighed.row.page,
                witnesses=tuple(sorted(witnesses)),
                weights=(weighed.nothing, *(weighed.candidates[name] for name in names)),
                truth=names.index(cell.text) + 1 if cell.text in names else 0,
            )


def is_in_doubt(weighed: WeighedRow, cell: ReferenceCell, decided: str | None) -> bool:
    """Tell whether the reference itself may be wrong, so that it can teach nothing.

    Samples show what was decided and not what the reference has; or all
    editions heard read as the reference does, and so share what error it has,
    and yet it was decided otherwise.
    """
    if not decided or decided == cell.text:
        return False
    is_on_page = decided in cell.shown and cell.text not in cell.shown
    sample = {name: weights["sample"] for name, weights in weighed.candidates.items()}
    is_walked_to = sample.get(decided, 0.0) > 0 > sample.get(cell.text, 0.0)
    is_shared = all(reading.evidence == cell.text for reading in weighed.row.names)
    return is_on_page or is_walked_to or is_shared


def _weigh(source: ApiSource, heard: Editions, reconciled: Reconciled) -> Iterator[WeighedRow]:
    """Weigh what was decided once more, with the types and definitions it came to."""
    pivot = choose_reference(source, heard)
    alignment = align_editions(heard, pivot, dict(source.configuration.columns))[0]
    sightings = collect_sightings(alignment, read_fragments(alignment))
    types = {
        row.place.number: parse_type(row.type.canonical).local
        for row in reconciled.rows
        if row.type is not None and row.type.canonical
    }
    return weigh_names(
        alignment,
        [row.place for row in reconciled.rows],
        types,
        reconciled.documented.definitions,
        sightings,
        collect_prose(alignment, sightings),
        load_glossary(source.configuration.glossary),
    )


def _counterpart(weighed: WeighedRow, cells: Cells) -> ReferenceCell | None:
    """Give the one cell of the reference that all readings of a row stand beside."""
    row = weighed.row
    found = {
        cells.get(((row.page, reading.locale, reading.table, reading.row), "name"))
        for reading in row.names
        if reading.table is not None and reading.row is not None
    }
    return next(iter(found)) if len(found) == 1 else None
