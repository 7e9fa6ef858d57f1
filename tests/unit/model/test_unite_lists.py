"""Two lists of one enumeration become one."""

from __future__ import annotations

from dataclasses import replace

from generator.model.unite_lists import unite_lists
from generator.reconcile.reconciled import ReconciledValues
from generator.reconcile.value_sets import ValueSet
from generator.reconcile.verdict import PlaceRole, Reading, Status, Verdict
from generator.source import Span


def _reading(text: str, line: int) -> Reading:
    span = Span(path="fr/page.md", line=line, column=1, start=0, end=1, context="")
    return Reading(locale="fr", text=text, span=span, is_code=True, table=None, row=None)


def _list(line: int, *values: str, is_open: bool, intro: str = "") -> ReconciledValues:
    verdicts = tuple(
        Verdict(
            page="page.md", owner="", role=PlaceRole.VALUE, index=index, canonical=value,
            status=Status.INTACT, confidence=0.99, readings=(_reading(value, line),),
            evidence=(), runner_up="",
        )
        for index, value in enumerate(values)
    )  # fmt: skip
    source = ValueSet(
        page="page.md", row=None, anchor="Mode", used_by=(), intros={"fr": intro} if intro else {},
        titles={}, places=(), enumeration="Mode", is_open=is_open,
    )  # fmt: skip
    return ReconciledValues(source=source, values=verdicts)


def test_readings_of_one_value_come_together() -> None:
    """The first list's order stays, what only the second has comes behind."""
    united = unite_lists(
        _list(1, "Air", "Sea", is_open=True), _list(9, "Rail", "Air", is_open=True, intro="Soit :")
    )

    assert [(v.canonical, [r.span.line for r in v.readings]) for v in united.values] == [
        ("Air", [1, 9]),
        ("Sea", [1]),
        ("Rail", [9]),
    ]
    assert (united.source.is_open, united.source.intros) == (True, {"fr": "Soit :"})


def test_a_list_that_is_all_there_is_closes_the_other() -> None:
    """Only where it has every value; one that lacks some cannot be all."""
    used = _list(1, "Air", "Sea", is_open=True)

    assert not unite_lists(used, _list(9, "Sea", "Air", is_open=False)).source.is_open
    assert unite_lists(used, _list(9, "Sea", is_open=False)).source.is_open


def test_a_value_that_nobody_could_decide_adds_nothing() -> None:
    """Its list is then not known to be complete."""
    lost = _list(9, "Air", "Sea", is_open=False)
    first, second = lost.values
    lost = replace(lost, values=(first, replace(second, canonical=None)))

    united = unite_lists(_list(1, "Air", "Sea", is_open=True), lost)
    assert ([v.canonical for v in united.values], united.source.is_open) == (["Air", "Sea"], True)
