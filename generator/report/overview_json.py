"""One API → what its overview, its findings and its search hold: plain values for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from generator.explain.render_transcript import name_damage
from generator.reconcile.verdict import Damage, PlaceRole, Status
from generator.report.collect_items import verdicts_of
from generator.report.count_readings import count_readings
from generator.report.item_json import cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.diagnostics import Diagnostic
    from generator.model.schema import LocalizedText
    from generator.reconcile.identifier_paths import CalledVerdict, PlaceKey
    from generator.report.count_readings import Numbers
    from generator.report.report_view import ApiRun, Item, ItemKey

_SHOWN: Final = 120
"""Characters of a reading that lists show."""

Json = dict[str, Any]


def write_overview(run: ApiRun, items: Sequence[Item], files: Mapping[ItemKey, str]) -> Json:
    """Write the numbers of one API, and what its items are called."""
    numbers = count_readings(items, run.schema)
    return {
        "api": run.schema.api,
        "title": cut(run.schema.title, _SHOWN),
        "namespace": cut(run.schema.namespace, _SHOWN),
        "reference": run.schema.reference_locale,
        "digest": run.schema.digest,
        "editions": [_edition(run, locale, numbers) for locale in run.alignment.locales],
        "sections": list(numbers.sections),
        "damages": [str(damage) for damage in Damage],
        "identifiers": numbers.identifiers,
        "items": [_item(item, files[item.key]) for item in items],
        "diagnostics": len(run.diagnostics),
    }


def _edition(run: ApiRun, locale: str, numbers: Numbers) -> Json:
    """Write what was read and decided in one edition."""
    count = next(own for own in run.counts if own.locale == locale)
    tag = run.tags[locale]
    return {
        "locale": locale,
        "tag": tag,
        "pages": count.pages,
        "tables": count.tables,
        "rows": count.rows,
        "status": {str(s): numbers.statuses.get((locale, s), 0) for s in Status},
        "damage": {str(d): numbers.damages.get((locale, str(d)), 0) for d in Damage},
        "heat": [
            [numbers.damaged.get((locale, s), 0), numbers.readings.get((locale, s), 0)]
            for s in numbers.sections
        ],
        "labels": numbers.labels.get(tag, 0),
        "doubtful": numbers.doubtful.get(tag, 0),
    }


def _item(item: Item, file: str) -> Json:
    """Write what lists show of an item."""
    places = [own.verdict for own in verdicts_of((item,))]
    readings = [(reading, verdict) for verdict in places for reading in verdict.readings]
    return {
        "kind": str(item.key.kind),
        "subkind": item.text.subkind,
        "name": item.key.name,
        "page": item.page,
        "file": file,
        "labels": {own.locale: own.text[:_SHOWN] for own in item.text.labels},
        "places": len(places),
        "readings": len(readings),
        "damaged": sum(bool(name_damage(reading, verdict)) for reading, verdict in readings),
        "provisional": sum(verdict.status is Status.PROVISIONAL for verdict in places),
        "unresolved": sum(verdict.status is Status.UNRESOLVED for verdict in places),
    }


def write_findings(
    items: Sequence[Item], numbers: Mapping[PlaceKey, int], sections: Mapping[str, str]
) -> list[list[Any]]:
    """Write every reading that is damaged or whose identifier is not sure, once."""
    rows: list[list[Any]] = []
    seen: set[PlaceKey] = set()
    for index, item in enumerate(items):
        for place in verdicts_of((item,)):
            if place.key not in seen:
                seen.add(place.key)
                rows += _findings(index, place, numbers[place.key], sections)
    return rows


def _findings(
    index: int, place: CalledVerdict, number: int, sections: Mapping[str, str]
) -> Iterator[list[Any]]:
    verdict = place.verdict
    for reading in verdict.readings:
        damage, status = name_damage(reading, verdict), verdict.status_of(reading)
        if damage or status in {Status.PROVISIONAL, Status.UNRESOLVED}:
            yield [
                index,
                number,
                reading.locale,
                sections[verdict.page],
                str(verdict.role),
                damage,
                str(status),
                verdict.confidence,
                cut(reading.text, _SHOWN),
                verdict.canonical,
            ]


def write_search(items: Sequence[Item], numbers: Mapping[PlaceKey, int]) -> list[list[Any]]:
    """Write what each place may be found by: its identifier, its labels, what pages have there."""
    rows: list[list[Any]] = []
    for index, item in enumerate(items):
        for table in item.tables:
            for row in table.rows:
                labels = row.member.labels if row.member is not None else ()
                rows.append(_entry(index, row.name, labels, numbers))
                if row.type is not None and (words := _damaged(row.type)):
                    rows.append([index, numbers[row.type.key], "type", *_title(row.type), words])
    return rows


def _entry(
    index: int,
    place: CalledVerdict,
    labels: Iterable[LocalizedText],
    numbers: Mapping[PlaceKey, int],
) -> list[Any]:
    words = [*_damaged(place), *(own.text[:_SHOWN] for own in labels)]
    role = str(place.verdict.role)
    return [index, numbers[place.key], role, *_title(place), list(dict.fromkeys(words))]


def _title(place: CalledVerdict) -> tuple[str]:
    """Give what a place is called: a field for a type, which is called by its field."""
    if place.verdict.role is PlaceRole.TYPE:
        return (place.field or place.verdict.canonical or "",)
    return (place.verdict.canonical or "",)


def _damaged(place: CalledVerdict) -> list[str]:
    texts = (reading.text[:_SHOWN] for reading in place.verdict.readings)
    return [text for text in dict.fromkeys(texts) if text and text != place.verdict.canonical]


def write_messages(diagnostics: Iterable[Diagnostic]) -> list[list[Any]]:
    """Write what the run had to say."""
    return [
        [
            str(own.severity),
            own.code,
            cut(own.message, 2 * _SHOWN),
            str(own.span) if own.span is not None else own.path or "",
            [cut(line, 2 * _SHOWN) for line in own.evidence],
            own.help or "",
        ]
        for own in diagnostics
    ]
