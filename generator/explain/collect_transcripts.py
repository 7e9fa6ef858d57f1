"""Everything decided about an API → one transcript for each decision, and what it may be called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.explain.transcript import (
    DefinitionTranscript,
    DocumentedTable,
    Mention,
    PlaceTranscript,
)
from generator.reconcile.identifier_paths import CalledVerdict, call_verdicts
from generator.reconcile.type_names import parse_type
from generator.reconcile.verdict import PlaceRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.align.alignment import AlignedPage, Alignment
    from generator.explain.transcript import Transcript
    from generator.reconcile.definition import Definition, DocumentedOperation
    from generator.reconcile.reconciled import Reconciled, ReconciledRow
    from generator.reconcile.verdict import Verdict

_ROLES = tuple(PlaceRole)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A transcript and the words by which it is found."""

    transcript: Transcript
    """The decision."""
    keys: frozenset[str]
    """What it is called, and what any page has in its place; none is empty."""


def collect_transcripts(alignment: Alignment, reconciled: Reconciled) -> tuple[Entry, ...]:
    """Give every decision: definitions and operations by page, then places in document order."""
    pages = {page.page: page for page in alignment.pages}
    rows: dict[tuple[str, int], list[ReconciledRow]] = {}
    for row in reconciled.rows:
        rows.setdefault(row.place.key, []).append(row)
    documented = reconciled.documented
    definitions = [
        *(_operation(own, pages.get(own.page)) for own in documented.operations),
        *(_definition(own, pages.get(own.page), rows) for own in documented.definitions),
    ]
    definitions.sort(key=lambda found: found.page)
    called = (*call_verdicts(reconciled), *_in_code(reconciled))
    places = sorted(called, key=lambda place: _order(place.verdict))
    return (
        *(_definition_entry(transcript) for transcript in definitions),
        *(_place_entry(place) for place in places),
    )


def _operation(own: DocumentedOperation, page: AlignedPage | None) -> DefinitionTranscript:
    return DefinitionTranscript(
        title=own.name,
        kind="operation",
        page=own.page,
        confidence=own.confidence,
        evidence=(),
        headings=tuple(_headings(page)),
        messages=tuple(name for name in (own.request, own.response) if name),
    )


def _definition(
    own: Definition,
    page: AlignedPage | None,
    rows: Mapping[tuple[str, int], Iterable[ReconciledRow]],
) -> DefinitionTranscript:
    return DefinitionTranscript(
        title=own.name,
        kind=str(own.kind),
        page=own.page,
        confidence=own.confidence,
        evidence=own.evidence,
        headings=tuple(_headings(page)),
        tables=tuple(
            DocumentedTable(
                mentions=tuple(_table_mentions(page, index)),
                fields=tuple(_field(row) for row in rows.get((own.page, index), ())),
                has_attributes=index in own.attribute_tables,
            )
            for index in own.tables
        ),
        operation=own.operation,
    )


def _headings(page: AlignedPage | None) -> Iterator[Mention]:
    """Give each locale's first heading."""
    for locale, own in page.pages.items() if page else ():
        for section in own.sections[:1]:
            yield Mention(locale=locale, text=section.text, span=section.span)


def _table_mentions(page: AlignedPage | None, index: int) -> Iterator[Mention]:
    for table in page.tables if page else ():
        if table.index == index:
            for locale, own in table.tables.items():
                text = own.caption.text if own.caption else ""
                yield Mention(locale=locale, text=text, span=own.span)


def _field(row: ReconciledRow) -> tuple[str, str]:
    return row.name.canonical or "", (row.type.canonical if row.type else None) or ""


def _order(verdict: Verdict) -> tuple[object, ...]:
    """Order places as they stand in the first edition that has them; outside tables by line."""
    if not verdict.readings:
        return (verdict.page, 2, 0, 0, 0, 0, 0)
    first = verdict.readings[0]
    role = _ROLES.index(verdict.role)
    if first.table is None or first.row is None:
        return (verdict.page, 1, first.span.line, first.span.column, role, verdict.index, 0)
    return (verdict.page, 0, first.table, first.row, role, verdict.index, first.span.start)


def _in_code(reconciled: Reconciled) -> Iterator[CalledVerdict]:
    """Give the members that code alone names; no erratum corrects them."""
    for number, added in enumerate(reconciled.added):
        if added.verdict is not None:
            name = added.field.member.name
            yield CalledVerdict(
                key=(PlaceRole.NAME, len(reconciled.rows) + number, 0),
                verdict=added.verdict,
                owners=(added.owner,),
                field=name,
            )


def _definition_entry(transcript: DefinitionTranscript) -> Entry:
    headings = (mention.text for mention in transcript.headings)
    return Entry(
        transcript=transcript, keys=frozenset({transcript.title, *headings}) - frozenset({""})
    )


def _place_entry(place: CalledVerdict) -> Entry:
    verdict = place.verdict
    readings = {reading.text for reading in verdict.readings if reading.text}
    keys = {*place.paths, *readings}
    if verdict.role is PlaceRole.TYPE:
        texts = {*readings, verdict.canonical or ""}
        keys |= {parse_type(text).local for text in texts}
    else:
        keys |= {f"{owner}.{reading}" for owner in place.owners for reading in readings}
    title = next(iter(place.paths), "")
    return Entry(
        transcript=PlaceTranscript(title=title, verdict=verdict), keys=frozenset(keys - {""})
    )
