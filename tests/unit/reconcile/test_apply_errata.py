"""Corrections given by hand: what they match, what they make of it, when they are stale."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from generator.configuration import Configuration, Erratum
from generator.diagnostics import Severity
from generator.reconcile.apply_errata import BY_HAND, apply_errata, drop_used
from generator.reconcile.verdict import Evidence, PlaceRole, Status, Verdict
from generator.source import Span
from tests.verdict_factory import (
    make_reading,
    make_reconciled,
    make_row,
    make_values,
    make_verdict,
)

if TYPE_CHECKING:
    from generator.reconcile.reconciled import Reconciled

_TAGS = {"en": "en", "fr-FR": "fr-FR"}


def _erratum(line: int = 1, **keys: Any) -> Erratum:  # noqa: ANN401 - as the record's
    span = Span(path="gen-schema.toml", line=line, column=3, start=0, end=6, context="[[errata]]")
    given = {"reading": "", "identifier": "", "role": "name", "reason": "seen on the wire"} | keys
    return Erratum(span=span, **given)


def _name(number: int, en: str, fr: str, canonical: str | None, **keys: Any) -> Verdict:  # noqa: ANN401
    readings = [
        make_reading("en", en, line=10 + number, row=number),
        make_reading("fr-FR", fr, line=20 + number, row=number),
    ]
    return make_verdict(PlaceRole.NAME, canonical, readings, **keys)


def _type(number: int, en: str, fr: str, canonical: str | None) -> Verdict:
    readings = [
        make_reading("en", en, line=10 + number, row=number),
        make_reading("fr-FR", fr, line=20 + number, row=number),
    ]
    return make_verdict(PlaceRole.TYPE, canonical, readings)


def _value(index: int, en: str, fr: str, canonical: str) -> Verdict:
    readings = [
        make_reading("en", en, line=30 + index, row=1),
        make_reading("fr-FR", fr, line=40 + index, row=1),
    ]
    return make_verdict(PlaceRole.VALUE, canonical, readings, index=index, owner="")


def _api() -> Reconciled:
    """Give an API of three fields, one of them with two values."""
    rows = [
        make_row(0, _name(0, "weight", "poids", "weight"), _type(0, "x:int", "x:int", "x:int")),
        make_row(1, _name(1, "state", "état", "state"), _type(1, "x:string", "x:", "x:string")),
        make_row(
            2,
            _name(2, "", "", "depth", status=Status.PROVISIONAL, runner_up="length"),
            _type(2, "own:Depth[]", "own:", "own:Depth[]"),
        ),
    ]
    values = [_value(0, "Open", "Ouvert", "Open"), _value(1, "Closed", "Fermé", "Closed")]
    return make_reconciled(rows, [make_values(values, row=1)])


def _apply(*errata: Erratum) -> tuple[dict[str, str | None], list[str]]:
    """Apply corrections; give the identifiers that changed and what was said."""
    before = _api()
    after, findings = apply_errata(before, errata, _TAGS)
    changed = {
        f"{old.role} {old.canonical}": new.canonical
        for old, new in zip(_verdicts(before), _verdicts(after), strict=True)
        if old != new
    }
    return changed, [f"{f.span}: {f.severity}[{f.code}]: {f.message}" for f in findings]


def _verdicts(reconciled: Reconciled) -> list[Verdict]:
    found = [v for row in reconciled.rows for v in (row.name, row.type) if v is not None]
    return [*found, *(verdict for values in reconciled.values for verdict in values.values)]


def test_without_errata_nothing_is_touched() -> None:
    """The very same record comes back."""
    api = _api()
    assert apply_errata(api, (), _TAGS) == (api, ())


def test_a_corrected_name_is_sure_and_keeps_what_had_been_decided_as_runner_up() -> None:
    """The whole verdict: reason in front, the former reasons behind the runner-up."""
    former = _api().rows[0].name
    erratum = _erratum(reading="poids", canonical="grossWeight")
    after, findings = apply_errata(_api(), [erratum], _TAGS)
    reason = Evidence(kind="erratum", weight=BY_HAND, note="seen on the wire (gen-schema.toml:1:3)")
    expected = replace(
        former,
        canonical="grossWeight",
        status=Status.REPAIRED,
        confidence=1.0,
        evidence=(reason,),
        runner_up="weight",
        runner_up_evidence=former.evidence,
    )
    assert (expected, ()) == (after.rows[0].name, findings)


def test_a_correction_to_what_an_edition_reads_leaves_that_reading_intact() -> None:
    """The status is that of any decided place."""
    after, _ = apply_errata(_api(), [_erratum(identifier="weight", canonical="poids")], _TAGS)
    assert after.rows[0].name.status is Status.INTACT


def test_a_confirmed_guess_is_sure_and_keeps_its_own_reasons() -> None:
    """The guess was right: that is no stale erratum."""
    former = _api().rows[2].name
    erratum = _erratum(identifier="Parcel.depth", canonical="depth")
    after, findings = apply_errata(_api(), [erratum], _TAGS)
    own = after.rows[2].name
    assert findings == ()
    assert (own.status, own.confidence) == (Status.REPAIRED, 1.0)
    assert [e.kind for e in own.evidence] == ["erratum", "witness"]
    assert (own.runner_up, own.runner_up_evidence) == ("length", former.runner_up_evidence)


def test_a_correction_to_the_runner_up_takes_over_its_reasons() -> None:
    """What spoke for it speaks for it still."""
    after, _ = apply_errata(_api(), [_erratum(identifier="depth", canonical="length")], _TAGS)
    own = after.rows[2].name
    assert [e.kind for e in own.evidence] == ["erratum", "lexicon"]
    assert (own.runner_up, [e.kind for e in own.runner_up_evidence]) == ("depth", ["witness"])


@pytest.mark.parametrize(
    ("keys", "changed"),
    [
        ({"reading": "poids"}, "name weight"),
        ({"reading": "poids", "locale": "fr"}, "name weight"),
        ({"reading": "weight", "locale": "en"}, "name weight"),
        ({"identifier": "Parcel.weight"}, "name weight"),
        ({"identifier": "weight", "page": "types/parcel.md"}, "name weight"),
        ({"page": "types/parcel.md", "table": 0, "row": 2}, "name depth"),
        ({"identifier": "x:int", "role": "type"}, "type x:int"),
        ({"identifier": "Parcel.state", "role": "type"}, "type x:string"),
        ({"reading": "x:", "role": "type"}, "type x:string"),
        ({"reading": "Fermé", "role": "value"}, "value Closed"),
        ({"identifier": "State.Closed", "role": "value"}, "value Closed"),
        ({"identifier": "ParcelState.Closed", "role": "value"}, "value Closed"),
        ({"identifier": "Parcel.state.Closed", "role": "value"}, "value Closed"),
    ],
)
def test_a_place_is_found_by_what_stands_there_or_what_is_decided(
    keys: dict[str, Any], changed: str
) -> None:
    """By a reading in any edition, by a path, or by its ordinals; only that place changes."""
    canonical = "x:long" if keys.get("role") == "type" else "corrected"
    assert _apply(_erratum(canonical=canonical, **keys)) == ({changed: canonical}, [])


@pytest.mark.parametrize(
    ("keys", "what"),
    [
        ({"reading": "gewicht"}, "read 'gewicht'"),
        ({"reading": "poids", "locale": "en"}, "read 'poids' in locale 'en'"),
        (
            {"reading": "poids", "page": "types/van.md", "table": 1, "row": 3},
            "read 'poids' in page 'types/van.md', table 1, row 3",
        ),
        ({"identifier": "Van.weight"}, "called 'Van.weight'"),
        (
            {"identifier": "state", "reading": "poids"},
            "called 'state' and read 'poids'",
        ),
        (
            {"page": "types/parcel.md", "table": 0, "row": 9},
            "in page 'types/parcel.md', table 0, row 9",
        ),
    ],
)
def test_an_erratum_that_matches_nothing_is_stale(keys: dict[str, Any], what: str) -> None:
    """The message says what there is none of."""
    message = f"gen-schema.toml:1:3: warning[GS405]: erratum is stale: no name is {what}"
    assert _apply(_erratum(canonical="corrected", **keys)) == ({}, [message])


def test_an_erratum_that_is_decided_so_without_it_is_stale() -> None:
    """It may go; the places it matches are named."""
    _, (finding,) = apply_errata(_api(), [_erratum(reading="état", canonical="state")], _TAGS)
    assert (finding.code, finding.severity) == ("GS405", Severity.WARNING)
    assert finding.message == "erratum is stale: 'state' is decided without it"
    assert finding.evidence == ("it matches en/types/parcel.md:11:3",)


def test_an_erratum_for_an_edition_that_is_not_read_is_only_noted() -> None:
    """A run over some editions must not call the errata of the others stale."""
    message = "erratum is for the locale 'ko', which is not read"
    found = _apply(_erratum(reading="상태", locale="ko", canonical="state"))
    assert found == ({}, [f"gen-schema.toml:1:3: note[GS405]: {message}"])


def test_errata_that_contradict_each_other_are_errors_that_name_both() -> None:
    """Neither is applied."""
    first = _erratum(1, reading="poids", canonical="mass")
    second = _erratum(5, identifier="Parcel.weight", canonical="grossWeight")
    after, (finding,) = apply_errata(_api(), [first, second], _TAGS)
    assert after == _api()
    assert (finding.code, finding.severity) == ("GS107", Severity.ERROR)
    assert f"{finding.span}: {finding.message}" == (
        "gen-schema.toml:5:3: erratum says 'grossWeight' where another says 'mass'"
    )
    assert finding.evidence == (
        "the other stands at gen-schema.toml:1:3",
        "both match en/types/parcel.md:10:3",
    )


def test_errata_that_agree_are_both_used() -> None:
    """Two ways to say one thing are no fault."""
    errata = [
        _erratum(1, reading="poids", canonical="mass"),
        _erratum(5, identifier="Parcel.weight", canonical="mass"),
    ]
    assert _apply(*errata) == ({"name weight": "mass"}, [])


def test_errata_see_what_was_decided_without_them() -> None:
    """Their order says nothing: one does not match what the other made."""
    first = _erratum(1, identifier="weight", canonical="mass")
    second = _erratum(5, identifier="mass", canonical="load")
    stale = "gen-schema.toml:5:3: warning[GS405]: erratum is stale: no name is called 'mass'"
    assert _apply(first, second) == ({"name weight": "mass"}, [stale])
    assert _apply(second, first) == ({"name weight": "mass"}, [stale])


def test_ordinals_that_mean_several_places_are_refused() -> None:
    """The two values of one row cannot both be the third."""
    erratum = _erratum(role="value", page="types/parcel.md", table=0, row=1, canonical="Ajar")
    message = "gen-schema.toml:1:3: error[GS107]: erratum means several places"
    assert _apply(erratum) == ({}, [message])


@pytest.mark.parametrize(
    ("role", "canonical", "wrong"),
    [
        ("name", "gross weight", "is no XML NCName, so it can be no name"),
        ("name", "x:weight", "is no XML NCName, so it can be no name"),
        ("value", "Open\u200b", "is too long or not printable for a value"),
        (
            "type",
            "x: string",
            "is no type: write it as the pages do, with prefix, name and '[]' for several",
        ),
        (
            "type",
            "x:",
            "is no type: write it as the pages do, with prefix, name and '[]' for several",
        ),
        ("type", "string", "is no type in the pages' notation, which has 'own:', 'x:'"),
        ("type", "tns:Depth", "is no type in the pages' notation, which has 'own:', 'x:'"),
    ],
)
def test_a_correction_that_is_no_identifier_of_its_role_is_refused(
    role: str, canonical: str, wrong: str
) -> None:
    """At the erratum's place, with what it should be; nothing changes."""
    identifier = {"name": "weight", "value": "Open", "type": "x:int"}[role]
    found = _apply(_erratum(role=role, identifier=identifier, canonical=canonical))
    assert found == ({}, [f"gen-schema.toml:1:3: error[GS107]: {canonical!r} {wrong}"])


def test_a_built_in_that_does_not_exist_is_refused() -> None:
    """The list of built-ins is closed."""
    rows = [make_row(0, _name(0, "a", "a", "a"), _type(0, "xsd:sting", "xsd:", "xsd:sting"))]
    erratum = _erratum(role="type", identifier="Parcel.a", canonical="xsd:text")
    _, (finding,) = apply_errata(make_reconciled(rows), [erratum], _TAGS)
    assert finding.message == "'xsd:text' is no built-in type of XML Schema"


def test_an_array_of_a_type_can_be_given() -> None:
    """In the pages' own notation."""
    erratum = _erratum(role="type", identifier="Parcel.weight", canonical="own:Depth[]")
    assert _apply(erratum) == ({"type x:int": "own:Depth[]"}, [])


def test_a_common_erratum_is_stale_only_where_no_api_uses_it() -> None:
    """One that is used by one of two APIs is not reported; one that none uses is."""
    used = _erratum(1, reading="poids", canonical="mass")
    unused = _erratum(5, reading="gewicht", canonical="mass")
    common = Configuration(errata=(used, unused))
    empty = make_reconciled([make_row(0, _name(0, "a", "a", "a"))])
    findings = [
        found for api in (_api(), empty) for found in apply_errata(api, common.errata, _TAGS)[1]
    ]
    kept = drop_used(findings, [common, common])
    assert [found.span.line for found in kept if found.span] == [5, 5]
