"""Reads objects and mappings: states, shares, tasks, errors."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

import pytest

from generator.runtime.monitor import ErrorText, Roles, Snapshot, read_snapshot, table
from tests.unit.runtime.followed import GROUPS, ROLES, job


class _Group(StrEnum):
    OPEN = "Open"

    @property
    def group(self) -> str:
        """Give the group, as generated enumerations do."""
        return "initial"


@dataclass
class _Part:
    how_far: float | None = field(default=None, metadata={"name": "howFar"})


@dataclass
class _Whole:
    state_now: str = field(default="Open", metadata={"name": "stateNow"})
    parts: list[_Part] = field(default_factory=list, metadata={"name": "partList"})
    num_done: int | None = None
    num_left: int | None = None


_WHOLE = Roles(
    state="stateNow",
    done=("num_done",),
    left=("num_left",),
    tasks="partList",
    task_type="_Part",
)


@pytest.fixture(autouse=True)
def parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the model know the parts."""
    monkeypatch.setitem(table.ROLES, "_Part", Roles(progress="howFar", whole=1))


def test_members_are_found_by_documented_names_and_by_attributes() -> None:
    """On objects, on mappings, by functions."""
    roles = Roles(state="state_now", name=lambda whole: type(whole).__name__, id="absent.deeper")
    found = read_snapshot(_Whole(state_now=_Group.OPEN), roles)
    assert found == Snapshot(
        type="_Whole", state=_Group.OPEN, group="initial", name="_Whole", progress=0.0
    )


def test_the_callers_groups_go_before_the_states_own() -> None:
    """What the caller says is right."""
    found = read_snapshot(_Whole(state_now=_Group.OPEN), _WHOLE, {"Open": "success"})
    assert (found.group, found.progress, found.is_terminal) == ("success", 1.0, True)


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        (_Whole(), None),
        (_Whole(num_done=1, num_left=3), 0.25),
        (_Whole(num_done=0, num_left=0), None),
        (_Whole(parts=[_Part(0.5), _Part(1.0), _Part()]), 0.5),
        (_Whole(parts=[_Part(), _Part()]), None),
        (_Whole(parts=[_Part(float("nan")), _Part(7.0)]), 0.5),
        (_Whole(num_done=1, num_left=1, parts=[_Part(1.0)]), 0.5),
    ],
)
def test_progress_is_worked_out_from_what_there_is(whole: _Whole, expected: float | None) -> None:
    """Its own word, else its counts, else its tasks, of which an unknown one is at none."""
    assert read_snapshot(whole, _WHOLE).progress == expected


@pytest.mark.parametrize(
    ("value", "whole", "expected"),
    [
        (40, 100, 0.4),
        ("40", 100, 0.4),
        (Decimal("0.4"), 1, 0.4),
        (0.4, 0, 0.4),
        (40.0, 0, 0.4),
        (1, 0, 0.01),
        (140, 100, 1.0),
        (-1, 100, 0.0),
        (True, 100, None),
        ("most", 100, None),
        (10**400, 100, None),
    ],
)
def test_a_share_is_from_0_to_1(value: object, whole: int, expected: float | None) -> None:
    """Whatever it is counted in, as far as that is known."""
    roles = Roles(state="state", progress="progress", whole=whole)
    assert read_snapshot({"progress": value}, roles).progress == expected


def test_errors_stand_alone_in_a_list_or_in_the_job_itself() -> None:
    """Each with what it has of a code and a message."""
    one, two = {"code": 1, "message": "One"}, {"code": None, "message": "Two"}
    for errors in ([one, two], (one, two)):
        assert read_snapshot(job("Error", errors=errors), ROLES).errors == (
            ErrorText(code="1", message="One"),
            ErrorText(message="Two"),
        )
    assert read_snapshot(job("Error", errors=one), ROLES).errors == (
        ErrorText(code="1", message="One"),
    )
    own = Roles(error_code="errorCode", error_message="errorText")
    assert read_snapshot({"errorCode": 5}, own).errors == (ErrorText(code="5"),)
    assert read_snapshot({}, own).errors == ()


def test_a_circle_of_tasks_ends() -> None:
    """A thing that consists of itself is followed a few levels down."""
    table.ROLES["_Whole"] = roles = Roles(tasks="partList", task_type="_Whole")
    whole = _Whole()
    whole.parts.append(whole)  # type: ignore[arg-type]
    try:
        found = read_snapshot(whole, roles)
    finally:
        del table.ROLES["_Whole"]
    depth = 0
    while found.tasks:
        found, depth = found.tasks[0], depth + 1
    assert depth == 8


def test_a_moment_is_read_from_its_text() -> None:
    """One that cannot be read stays a text."""
    moment = dt.datetime(2031, 1, 1, 3, 4, 5, tzinfo=dt.UTC)
    assert read_snapshot(job("Queued", startTime=moment.isoformat()), ROLES).started == moment
    assert read_snapshot(job("Queued", startTime="soon"), ROLES).started == "soon"


def test_moments_can_be_compared_with_and_without_a_time_zone() -> None:
    """One without is taken for UTC; a number stays one."""
    texts = ("2031-01-01T00:00:00+02:00", "2031-01-01T00:00:00", "2031-01-01T01:00:00Z")
    orders = [read_snapshot(job("Queued", order=text), ROLES).order for text in texts]
    assert orders == [dt.datetime(2030, 12, 31, 22, tzinfo=dt.UTC)] + [
        dt.datetime(2031, 1, 1, hour, tzinfo=dt.UTC) for hour in (0, 1)
    ]
    assert read_snapshot(job("Queued", order=7), ROLES).order == 7


def test_what_is_not_said_again_stays_known() -> None:
    """All but the state and what goes with it."""
    first = read_snapshot(job("Queued", progress=10), ROLES, GROUPS)
    second = read_snapshot({"state": None, "progress": 20}, ROLES, GROUPS).on_top_of(first)
    assert (second.id, second.name, second.progress, second.state) == ("job:1", "First", 0.2, None)


def test_an_unknown_type_is_refused_with_a_way_out() -> None:
    """Nothing is guessed at run time."""
    with pytest.raises(ValueError, match="nothing is known of how to follow 'int': give `roles`"):
        read_snapshot(5)
