"""Another edition of an API's pages → what it has in the places of one of the API's own.

It is no witness: nothing is decided by it, and no verdict knows of it. It is
aligned, with the same code, with the edition it stands beside and the pivot.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.align.align_editions import align_editions
from generator.reconcile.places import collect_rows, drop_junk
from generator.reconcile.section_rules import section_rules
from generator.reconcile.value_sets import collect_value_sets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.configuration import Configuration
    from generator.discovery import OtherSource
    from generator.extract.page import Page
    from generator.reconcile.verdict import Reading
    from generator.source import Span

Place = tuple[str, int]
"""Where a reading of the API's own stands: path and offset."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardEdition:
    """An edition that is none of the API's, beside one that is."""

    locale: str
    """Its name, which no edition of the API has."""
    beside: str
    """Folder name of the edition it stands beside."""
    readings: Mapping[Place, Reading]
    """Place of a reading of the pivot, or of the edition beside → its own reading."""
    pages: Mapping[str, Page]
    """Page key → its page."""

    def find(self, span: Span) -> Reading | None:
        """Give its reading where one of the API's own stands."""
        return self.readings.get(_place(span))


def hear_editions(
    others: Iterable[tuple[OtherSource, Sequence[Page]]],
    editions: Mapping[str, Sequence[Page]],
    pivot: str,
    configuration: Configuration,
) -> tuple[HeardEdition, ...]:
    """Hear every other edition, beside each of the API's own that it supplies.

    Args:
        others: The other editions and their pages.
        editions: Locale → pages of the API's own editions.
        pivot: The edition that leads.
        configuration: What it says about columns and sections.
    """
    return tuple(
        _hear_edition(other.locale, pages, editions, (pivot, own), configuration)
        for other, pages in others
        for own in other.beside
        if own in editions
    )


def _hear_edition(
    locale: str,
    pages: Sequence[Page],
    editions: Mapping[str, Sequence[Page]],
    heard: tuple[str, str],
    configuration: Configuration,
) -> HeardEdition:
    """Find what another edition has in the places of the pivot and of the one beside it."""
    keys = {page.page for page in pages}
    together: dict[str, Sequence[Page]] = {
        own: [page for page in editions[own] if page.page in keys] for own in heard
    }
    together[locale] = pages
    pivot, beside = heard
    alignment, _ = align_editions(together, pivot, dict(configuration.columns))
    rows = drop_junk(collect_rows(alignment))
    sets = collect_value_sets(alignment, rows, section_rules(configuration.sections))
    groups = [row.names for row in rows]
    groups += [place.names for values in sets for place in values.places]
    return HeardEdition(
        locale=locale,
        beside=beside,
        readings=dict(pair for group in groups for pair in _pairs(group, locale)),
        pages={page.page: page for page in pages},
    )


def _pairs(group: Sequence[Reading], locale: str) -> Iterator[tuple[Place, Reading]]:
    """Key one place's reading by those of the API's own that it stands beside."""
    theirs = next((reading for reading in group if reading.locale == locale), None)
    for reading in group:
        if theirs is not None and reading is not theirs:
            yield _place(reading.span), theirs


def _place(span: Span) -> Place:
    return (span.path, span.start)
