"""How findings are judged against a sound edition."""

from __future__ import annotations

from benchmarks.measure_check import CheckFigures, judge_findings, measure_findings
from benchmarks.measure_recovery import JudgedReading
from benchmarks.reference_rows import ReferenceCell
from generator.check.finding import Edit, Finding
from generator.check.place_key import key_of
from generator.diagnostics import Severity
from generator.reconcile.verdict import PlaceRole
from tests.verdict_factory import make_reading, make_verdict


def _judged(locale: str, text: str, truth: str, shown: frozenset[str]) -> JudgedReading:
    reading = make_reading(locale, text, line=len(text))
    cell = ReferenceCell(
        page="p.md", table=0, row=0, role="name", text=truth, is_identifier=True, shown=shown
    )
    verdict = make_verdict(PlaceRole.NAME, truth, [reading])
    return JudgedReading(reading=reading, verdict=verdict, cell=cell)


def _finding(judged: JudgedReading, replacement: str, *, is_fixable: bool) -> Finding:
    edit = Edit(start=0, end=1, text=replacement, plain=replacement)
    return Finding(
        rule="GSC101",
        severity=Severity.ERROR,
        span=judged.reading.span,
        page="p.md",
        locale=judged.reading.locale,
        message="m",
        subject=judged.reading.text,
        place=key_of(judged.verdict, judged.reading),
        replacement=replacement,
        edits=(edit,) if is_fixable else (),
    )


def test_a_change_of_the_reference_is_right_where_samples_bear_it_out() -> None:
    """In the corrected view; in the plain one the reference is always right."""
    none = frozenset[str]()
    right = _judged("fr", "état", "state", none)
    guess = _judged("fr", "total général", "total", none)
    unseen = _judged("fr", "un", "one", none)
    wrong = _judged("en", "status", "status", none)
    proved = _judged("en", "number", "number", frozenset({"count"}))
    findings = (
        _finding(right, "state", is_fixable=True),
        _finding(guess, "total", is_fixable=False),
        _finding(wrong, "state", is_fixable=True),
        _finding(proved, "count", is_fixable=True),
    )
    places = judge_findings((right, guess, unseen, wrong, proved), findings)
    french = {"damaged": 3, "listed": 2, "mended": 1, "fixable": 1, "right": 1, "cells": 3}
    english = {"damaged": 0, "listed": 0, "mended": 0, "fixable": 2, "cells": 2}
    assert measure_findings(places, "en", is_corrected=True) == (
        CheckFigures(locale="fr", equal=1, **french),
        CheckFigures(locale="all of these", equal=1, **french),
        CheckFigures(locale="en, the reference", right=1, equal=1, **english),
    )
    assert measure_findings(places, "en", is_corrected=False)[-1] == CheckFigures(
        locale="en, the reference", right=0, equal=0, **english
    )
