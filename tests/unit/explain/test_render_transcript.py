"""A transcript as text and as JSON, whole."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.explain.render_transcript import render_transcript
from generator.explain.transcript import (
    DefinitionTranscript,
    DocumentedTable,
    Mention,
    PlaceTranscript,
)
from generator.explain.transcript_json import render_json
from generator.reconcile.verdict import Evidence, PlaceRole, Status
from generator.source import Span
from tests.verdict_factory import make_reading, make_verdict

if TYPE_CHECKING:
    from generator.explain.transcript import Transcript

_READINGS = [
    make_reading("en", "weight", line=7),
    make_reading("fr-FR", "poids", line=12),
    replace(make_reading("ko", "무게\x1b[2J", line=113), is_junk=True),
]
_VERDICT = make_verdict(
    PlaceRole.NAME, "weight", _READINGS, confidence=0.98765, runner_up="poids", status=Status.INTACT
)
_PLACE = PlaceTranscript(title="Parcel.weight", verdict=_VERDICT)


def _mention(locale: str, line: int, text: str) -> Mention:
    span = Span(path=f"{locale}/p.md", line=line, column=1, start=0, end=1, context="")
    return Mention(locale=locale, text=text, span=span)


_DEFINITION = DefinitionTranscript(
    title="sendParcelInput",
    kind="request",
    page="p.md",
    confidence=0.99,
    evidence=("message of operation 'sendParcel'",),
    headings=(_mention("en", 1, "sendParcel"), _mention("ko", 1, "소포 보내기")),
    tables=(
        DocumentedTable(
            mentions=(_mention("en", 3, "Input"), _mention("ko", 13, "")),
            fields=(("weight", "xsd:int"), ("", "xsd:string"), ("to", "")),
            has_attributes=False,
        ),
    ),
    operation="sendParcel",
)


def test_a_place_shows_readings_evidence_with_sums_and_the_runner_up() -> None:
    """Wide characters count for two columns; nothing of a page controls the terminal."""
    expected = """\
Parcel.weight: name 'weight', intact, confidence 0.9877
  page types/parcel.md, of Parcel
  readings
    en/types/parcel.md:7:3      en     'weight'       (intact)
    fr-FR/types/parcel.md:12:3  fr-FR  'poids'        (translated)
    ko/types/parcel.md:113:3    ko     '무게\\x1b[2J'  (junk)
  evidence, +4.000 in all
      +4.000  witness  as read
  runner-up 'poids', +1.500 in all, 2.500 behind
      +1.500  lexicon  a rendering"""
    assert expected == render_transcript(_PLACE)


def test_an_undecided_place_says_so() -> None:
    """Nothing decided, no reason, no runner-up."""
    verdict = replace(
        _VERDICT, canonical=None, status=Status.UNRESOLVED, confidence=0.0, evidence=(),
        runner_up="", runner_up_evidence=(), readings=_VERDICT.readings[1:2], owner="",
    )  # fmt: skip
    expected = """\
(undecided): name nothing, unresolved, confidence 0.0000
  page types/parcel.md
  readings
    fr-FR/types/parcel.md:12:3  fr-FR  'poids'  (junk)
  evidence, +0.000 in all
    none
  no runner-up"""
    assert expected == render_transcript(PlaceTranscript(title="", verdict=verdict))


def test_a_runner_up_with_more_weight_is_said_to_be_ahead() -> None:
    """The numbers are shown as they are; a note of a page stays in its line."""
    heavy = (Evidence(kind="sample", weight=9.25, note="shown\nin \u202esamples"),)
    text = render_transcript(replace(_PLACE, verdict=replace(_VERDICT, runner_up_evidence=heavy)))
    assert text.splitlines()[-2:] == [
        "  runner-up 'poids', +9.250 in all, 5.250 ahead by weight alone",
        "      +9.250  sample  shown in  samples",
    ]


def test_a_definition_shows_headings_reasons_and_tables() -> None:
    """A field without a name is a question mark, one without a type has none."""
    expected = """\
sendParcelInput: request, confidence 0.9900
  page p.md, of operation sendParcel
  headings
    en/p.md:1:1  en  'sendParcel'
    ko/p.md:1:1  ko  '소포 보내기'
  evidence
    message of operation 'sendParcel'
  table of 3 fields
    en/p.md:3:1   en  'Input'
    ko/p.md:13:1  ko
    weight  xsd:int
    ?       xsd:string
    to"""
    assert expected == render_transcript(_DEFINITION)


def test_an_operation_names_its_messages_and_an_empty_message_has_no_table() -> None:
    """Neither has fields."""
    operation = replace(
        _DEFINITION, title="sendParcel", kind="operation", operation="", evidence=(), headings=(),
        tables=(), messages=("sendParcelInput", "sendParcelOutput"),
    )  # fmt: skip
    assert render_transcript(operation) == (
        "sendParcel: operation, confidence 0.9900\n  page p.md\n"
        "  messages sendParcelInput, sendParcelOutput"
    )
    assert render_transcript(replace(_DEFINITION, tables=())).splitlines()[-1] == (
        "  no table: it has no fields"
    )


def test_colours_are_given_by_what_a_text_is() -> None:
    """The text is the same without them."""
    text = render_transcript(_PLACE, lambda text, what: f"<{what}>{text}</>")
    assert text.splitlines()[0] == (
        "<title>Parcel.weight</>: name 'weight', <intact>intact</>, confidence 0.9877"
    )
    assert text.splitlines()[3] == (
        "    <place>en/types/parcel.md:7:3    </>  en     'weight'       (intact)"
    )


def test_json_has_the_same_and_says_how_many_there_are() -> None:
    """One object, stable keys, numbers as numbers."""
    verdict = replace(_VERDICT, readings=_VERDICT.readings[1:2])
    place = PlaceTranscript(title="Parcel.weight", verdict=verdict)
    expected = {
        "identifier": "weight",
        "total": 7,
        "matches": [
            {
                "api": "post",
                "title": "Parcel.weight",
                "role": "name",
                "page": "types/parcel.md",
                "owner": "Parcel",
                "index": 0,
                "canonical": "weight",
                "status": "intact",
                "confidence": 0.98765,
                "readings": [
                    {
                        "path": "fr-FR/types/parcel.md",
                        "line": 12,
                        "column": 3,
                        "locale": "fr-FR",
                        "reading": "poids",
                        "status": "repaired",
                        "damage": "translated",
                    }
                ],
                "evidence": [{"kind": "witness", "weight": 4.0, "note": "as read"}],
                "weight": 4.0,
                "runner_up": "poids",
                "runner_up_evidence": [{"kind": "lexicon", "weight": 1.5, "note": "a rendering"}],
                "runner_up_weight": 1.5,
            },
            {
                "api": "post",
                "title": "sendParcelInput",
                "role": "request",
                "page": "p.md",
                "operation": "sendParcel",
                "messages": [],
                "confidence": 0.99,
                "headings": [
                    {
                        "path": "en/p.md", "line": 1, "column": 1,
                        "locale": "en", "text": "sendParcel",
                    },
                    {
                        "path": "ko/p.md", "line": 1, "column": 1,
                        "locale": "ko", "text": "소포 보내기",
                    },
                ],
                "evidence": ["message of operation 'sendParcel'"],
                "tables": [
                    {
                        "places": [
                            {
                                "path": "en/p.md", "line": 3, "column": 1,
                                "locale": "en", "text": "Input",
                            },
                            {
                                "path": "ko/p.md", "line": 13, "column": 1,
                                "locale": "ko", "text": "",
                            },
                        ],
                        "has_attributes": False,
                        "fields": [
                            {"name": "weight", "type": "xsd:int"},
                            {"name": "", "type": "xsd:string"},
                            {"name": "to", "type": ""},
                        ],
                    }
                ],
            },
        ],
    }  # fmt: skip
    found: list[tuple[str, Transcript]] = [("post", place), ("post", _DEFINITION)]
    assert expected == json.loads(render_json("weight", found, 7))
