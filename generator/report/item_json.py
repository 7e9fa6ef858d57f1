"""Items → what a data file of the site holds: plain values for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from generator.explain.render_transcript import name_damage
from generator.model.schema import EnumerationValue, Field
from generator.report.locate_erratum import is_by_hand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from generator.model.schema import LocalizedText
    from generator.reconcile.identifier_paths import CalledVerdict
    from generator.reconcile.verdict import Evidence, Reading, Verdict
    from generator.report.locate_erratum import ErratumLocator
    from generator.report.report_view import EditionPlace, Item, ItemKey, ShownRow, ShownTable
    from generator.source import Span

LONGEST: Final = 20_000
"""Characters of a text that a data file holds; of a longer one it says how many are left out."""
_AROUND: Final = 120
"""Characters of a line that are shown on either side of a reading."""
_NOTE: Final = 400
"""Characters of a reason that are shown."""

Json = dict[str, Any]


class ItemWriter:
    """Writes the items of one API, each place by its number."""

    def __init__(
        self,
        numbers: Callable[[CalledVerdict], int],
        locator: ErratumLocator,
        links: Callable[[ItemKey], str | None],
        types: Callable[[str, str], str | None],
    ) -> None:
        self._numbers = numbers
        self._locator = locator
        self._links = links
        self._types = types

    def item(self, item: Item, declarations: Sequence[Json]) -> Json:
        """Write one item.

        Args:
            item: The item.
            declarations: Where generated files declare it.
        """
        text = item.text
        links = [(what, key.name, self._links(key)) for what, key in text.links]
        return {
            "kind": str(item.key.kind),
            "name": item.key.name,
            "subkind": text.subkind,
            "page": item.page,
            "status": text.status,
            "confidence": text.confidence,
            "open": text.is_open,
            "labels": _texts(text.labels),
            "doc": _texts(text.documentation),
            "sources": list(text.sources),
            "evidence": [cut(why, _NOTE) for why in text.evidence],
            "headings": [_mention(own) for own in item.headings],
            "links": [{"what": what, "name": name, "to": to} for what, name, to in links if to],
            "extra": list(text.extra),
            "contract": list(declarations),
            "tables": [self._table(table) for table in item.tables],
        }

    def _table(self, table: ShownTable) -> Json:
        return {
            "page": table.page,
            "mentions": [_mention(own) for own in table.mentions],
            "rows": [self._row(row) for row in table.rows],
        }

    def _row(self, row: ShownRow) -> Json:
        member = row.member
        written: Json = {
            "name": self._place(row.name),
            "type": self._place(row.type) if row.type is not None else None,
            "labels": _texts(member.labels) if member is not None else {},
            "doc": _texts(_documentation(row)),
        }
        if isinstance(member, Field):
            most = "1" if member.max_occurs == 1 else "∞"
            written["occurs"] = f"{member.min_occurs}…{most}"
            written["attribute"] = member.is_attribute
            written["typeLink"] = self._types("type", member.type.name)
            written["enumLink"] = self._types("enumeration", member.enumeration)
            written["enum"] = member.enumeration
        if isinstance(member, EnumerationValue) and member.group is not None:
            written["group"] = str(member.group)
            written["groupReason"] = cut(member.group_reason, _NOTE)
        return written

    def _place(self, place: CalledVerdict) -> Json:
        verdict = place.verdict
        return {
            "id": self._numbers(place),
            "path": next(iter(place.paths), ""),
            "role": str(verdict.role),
            "page": verdict.page,
            "canonical": verdict.canonical,
            "status": str(verdict.status),
            "confidence": verdict.confidence,
            "byHand": is_by_hand(place),
            "readings": [_reading(reading, verdict) for reading in verdict.readings],
            "evidence": _evidence(verdict.evidence),
            "runnerUp": verdict.runner_up or None,
            "runnerUpEvidence": _evidence(verdict.runner_up_evidence),
            "erratum": self._locator.locate(place),
        }


def cut(text: str, longest: int) -> str | Json:
    """Give a text, or of a longer one its beginning and how many characters are left out."""
    if len(text) <= longest:
        return text
    return {"text": text[:longest], "more": len(text) - longest}


def _documentation(row: ShownRow) -> Iterable[LocalizedText]:
    return row.member.documentation if row.member is not None else ()


def _texts(texts: Iterable[LocalizedText]) -> Json:
    return {own.locale: cut(own.text, LONGEST) for own in texts}


def _mention(own: EditionPlace) -> Json:
    return {
        "locale": own.locale,
        "text": cut(own.text, LONGEST),
        "path": own.span.path,
        "line": own.span.line,
    }


def _reading(reading: Reading, verdict: Verdict) -> Json:
    return {
        "locale": reading.locale,
        "text": cut(reading.text, LONGEST),
        "status": str(verdict.status_of(reading)),
        "damage": name_damage(reading, verdict) or None,
        "code": reading.is_code,
        "path": reading.span.path,
        "line": reading.span.line,
        "column": reading.span.column,
        "context": _context(reading.span),
    }


def _context(span: Span) -> list[str]:
    """Give the line around a reading: before, the reading as written, behind."""
    start = span.column - 1
    end = min(start + span.end - span.start, len(span.context))
    before, own, behind = span.context[:start], span.context[start:end], span.context[end:]
    if len(before) > _AROUND:
        before = f"…{before[-_AROUND:]}"
    if len(own) > 2 * _AROUND:
        own = f"{own[: 2 * _AROUND]}…"
    if len(behind) > _AROUND:
        behind = f"{behind[:_AROUND]}…"
    return [before.lstrip(), own, behind.rstrip()]


def _evidence(evidence: Iterable[Evidence]) -> list[list[Any]]:
    return [[round(own.weight, 3), own.kind, cut(own.note, _NOTE)] for own in evidence]
