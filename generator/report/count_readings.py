"""Items → the numbers of the overview: readings by section, by kind of damage, labels by locale."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.explain.render_transcript import name_damage
from generator.report.collect_items import verdicts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.model.schema import LocalizedText, Schema
    from generator.reconcile.identifier_paths import CalledVerdict
    from generator.reconcile.verdict import Status
    from generator.report.report_view import Item

_SECTIONS: Final = 24
"""Sections that a heat map shows at most; deeper folders count for those above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """What is counted over one API."""

    sections: tuple[str, ...]
    """Folders of pages that hold any reading, sorted."""
    readings: Mapping[tuple[str, str], int]
    """(locale, section) → readings."""
    damaged: Mapping[tuple[str, str], int]
    """(locale, section) → damaged ones."""
    damages: Mapping[tuple[str, str], int]
    """(locale, damage) → readings."""
    statuses: Mapping[tuple[str, Status], int]
    """(locale, status) → readings."""
    labels: Mapping[str, int]
    """Tag → identifiers that have a label of its own."""
    doubtful: Mapping[str, int]
    """Tag → labels that are doubtful."""
    identifiers: int
    """Identifiers that may have a label."""


def count_readings(items: Sequence[Item], schema: Schema) -> Numbers:
    """Count over all places once, in however many items they stand."""
    places = {own.key: own for own in verdicts_of(items)}
    section_of = section_finder(own.verdict.page for own in places.values())
    readings: Counter[tuple[str, str]] = Counter()
    damaged: Counter[tuple[str, str]] = Counter()
    damages: Counter[tuple[str, str]] = Counter()
    statuses: Counter[tuple[str, Status]] = Counter()
    for own in places.values():
        section = section_of[own.verdict.page]
        for locale, damage, status in _judge(own):
            readings[locale, section] += 1
            statuses[locale, status] += 1
            if damage:
                damaged[locale, section] += 1
                damages[locale, damage] += 1
    labelled = list(_labels(schema))
    labels = Counter(text.locale for texts in labelled for text in texts)
    doubtful = Counter(text.locale for texts in labelled for text in texts if text.fuzzy)
    return Numbers(
        sections=tuple(sorted({section for _, section in readings})),
        readings=readings,
        damaged=damaged,
        damages=damages,
        statuses=statuses,
        labels=labels,
        doubtful=doubtful,
        identifiers=len(labelled),
    )


def section_finder(pages: Iterable[str]) -> Mapping[str, str]:
    """Give each page's section: its folder, cut where there would be too many."""
    folders = {page: page.rpartition("/")[0] for page in pages}
    depth = max((folder.count("/") + 1 for folder in folders.values()), default=1)
    while depth > 1 and len({_cut(folder, depth) for folder in folders.values()}) > _SECTIONS:
        depth -= 1
    return {page: _cut(folder, depth) for page, folder in folders.items()}


def _cut(folder: str, depth: int) -> str:
    return "/".join(folder.split("/")[:depth])


def _judge(place: CalledVerdict) -> Iterator[tuple[str, str, Status]]:
    verdict = place.verdict
    for reading in verdict.readings:
        yield reading.locale, name_damage(reading, verdict), verdict.status_of(reading)


def _labels(schema: Schema) -> Iterator[tuple[LocalizedText, ...]]:
    """Give the labels of every identifier."""
    for own in schema.types:
        yield own.labels
        yield from (field.labels for field in own.fields)
    for enumeration in schema.enumerations:
        yield enumeration.labels
        yield from (value.labels for value in enumeration.values)
    yield from (operation.labels for operation in schema.operations)
