"""Transcripts → JSON, for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generator.explain.render_transcript import name_damage, sum_weights
from generator.explain.transcript import DefinitionTranscript

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.explain.transcript import Mention, PlaceTranscript, Transcript
    from generator.reconcile.verdict import Evidence
    from generator.source import Span


def render_json(identifier: str, found: Sequence[tuple[str, Transcript]], total: int) -> str:
    """Render one object; its lines end without a line break.

    Args:
        identifier: What was asked for.
        found: The API's name and the decision, for each that is shown.
        total: How many there are.
    """
    matches = [{"api": api, **_value(transcript)} for api, transcript in found]
    answer = {"identifier": identifier, "total": total, "matches": matches}
    return json.dumps(answer, ensure_ascii=False, indent=2)


def _value(transcript: Transcript) -> dict[str, Any]:
    if isinstance(transcript, DefinitionTranscript):
        return _definition(transcript)
    return _place(transcript)


def _place(transcript: PlaceTranscript) -> dict[str, Any]:
    verdict = transcript.verdict
    return {
        "title": transcript.title,
        "role": str(verdict.role),
        "page": verdict.page,
        "owner": verdict.owner,
        "index": verdict.index,
        "canonical": verdict.canonical,
        "status": str(verdict.status),
        "confidence": verdict.confidence,
        "readings": [
            {
                **_where(reading.span),
                "locale": reading.locale,
                "reading": reading.text,
                "status": str(verdict.status_of(reading)),
                "damage": name_damage(reading, verdict) or None,
            }
            for reading in verdict.readings
        ],
        "evidence": _evidence(verdict.evidence),
        "weight": sum_weights(verdict.evidence),
        "runner_up": verdict.runner_up or None,
        "runner_up_evidence": _evidence(verdict.runner_up_evidence),
        "runner_up_weight": sum_weights(verdict.runner_up_evidence),
    }


def _definition(transcript: DefinitionTranscript) -> dict[str, Any]:
    return {
        "title": transcript.title,
        "role": transcript.kind,
        "page": transcript.page,
        "operation": transcript.operation or None,
        "messages": list(transcript.messages),
        "confidence": transcript.confidence,
        "headings": _mentions(transcript.headings),
        "evidence": list(transcript.evidence),
        "tables": [
            {
                "places": _mentions(table.mentions),
                "has_attributes": table.has_attributes,
                "fields": [{"name": name, "type": own} for name, own in table.fields],
            }
            for table in transcript.tables
        ],
    }


def _evidence(evidence: Sequence[Evidence]) -> list[dict[str, Any]]:
    return [{"kind": own.kind, "weight": own.weight, "note": own.note} for own in evidence]


def _mentions(mentions: Sequence[Mention]) -> list[dict[str, Any]]:
    return [{**_where(own.span), "locale": own.locale, "text": own.text} for own in mentions]


def _where(span: Span) -> dict[str, Any]:
    return {"path": span.path, "line": span.line, "column": span.column}
