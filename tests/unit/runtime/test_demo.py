"""Plays jobs that the model of a test documents, and follows them."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from enum import StrEnum
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from generator.runtime.monitor import Roles, demo, demo_codec, table
from generator.runtime.monitor.demo_play import Part, Play
from generator.runtime.monitor.demo_server import DemoServer, ask
from generator.runtime.monitor.roles import Service

if TYPE_CHECKING:
    from pathlib import Path


class _State(StrEnum):
    ABORTED = "Aborted"
    ABORTING = "Aborting"
    BROKEN = "Broken"
    PRINTED = "Printed"
    PRINTING = "Printing"
    WAITING = "Waiting"


@dataclass
class _Error:
    code: int = field(metadata={"name": "code"})
    message: str = field(metadata={"name": "message"})


@dataclass
class _Step:
    state: _State | None = field(default=None, metadata={"name": "stepState"})
    share: float | None = field(default=None, metadata={"name": "share"})
    errors: list[_Error] = field(default_factory=list, metadata={"name": "errors"})
    done: int | None = field(default=None, metadata={"name": "numDone"})
    left: int | None = field(default=None, metadata={"name": "numLeft"})


@dataclass
class _Steps:
    items: list[_Step] = field(default_factory=list, metadata={"name": "items"})


@dataclass
class _Run:
    paper: bytes = field(metadata={"name": "paper", "required": True})
    id: str | None = field(default=None, metadata={"name": "id"})
    name: str | None = field(default=None, metadata={"name": "name"})
    state: _State | None = field(default=None, metadata={"name": "state"})
    steps: _Steps | None = field(default=None, metadata={"name": "steps"})
    sequence: int | None = field(default=None, metadata={"name": "sequence"})


_GROUPS = {
    "Waiting": "initial",
    "Printing": "in-progress",
    "Aborting": "in-progress",
    "Printed": "success",
    "Broken": "failure",
    "Aborted": "canceled",
}
_RUN = Roles(
    state="state",
    states="_State",
    id="id",
    name="name",
    order="sequence",
    tasks="steps.items",
    task_type="_Step",
)
_STEP = Roles(
    state="stepState",
    states="_State",
    progress="share",
    whole=1,
    done=("numDone",),
    left=("numLeft",),
    errors="errors",
    error_code="code",
    error_message="message",
)
_SOAP = Service(
    type="_Run",
    cls="played:_Run",
    operation="findRun",
    request="findRunParam",
    response="findRunReturn",
    path="found.run",
    namespace="urn:example:press",
    asks_by_id=True,
)
_JSON = Service(type="_Run", cls="played:_Run")


@pytest.fixture(autouse=True)
def model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the package document runs and their steps."""
    played = ModuleType("played")
    played._Run = _Run  # type: ignore[attr-defined]  # noqa: SLF001 - a member of ours
    monkeypatch.setitem(sys.modules, "generator.runtime.played", played)
    monkeypatch.setitem(table.ROLES, "_Run", _RUN)
    monkeypatch.setitem(table.ROLES, "_Step", _STEP)
    monkeypatch.setitem(table.GROUPS, "_State", _GROUPS)


@pytest.mark.parametrize("service", [_SOAP, _JSON])
@pytest.mark.parametrize(
    "case",
    [
        ("success", ["Waiting", "Waiting → Printing", "Printing → Printed"], "finished"),
        (
            "failure",
            ["Waiting", "Waiting → Printing", "Printing → Broken"],
            "ended with an error; stop log: JobStop-job_1_88-c8d2b92a1787.txt",
        ),
        (
            "canceled",
            ["Waiting", "Waiting → Printing", "Printing → Aborting", "Aborting → Aborted"],
            "was canceled; stop log: JobStop-job_1_88-c8d2b92a1787.txt",
        ),
    ],
)
def test_every_ending_is_played_and_followed(
    service: Service,
    case: tuple[str, list[str], str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    """Each state once, in order, over SOAP and over JSON."""
    ending, states, end = case
    monkeypatch.setattr(demo, "SERVICE", service)
    words = ["--demo", "--ending", ending, "--pause", "0.001", "--stop-log-folder", str(tmp_path)]
    assert demo.main(words) == 0
    lines = capsys.readouterr().out.partition("\n\n")[0].splitlines()
    told = [line.partition(" — ")[2] for line in lines]
    assert [line.partition(" █")[0].partition(" ░")[0] for line in told if line[0].isalpha()] == [
        *states,
        end,
    ]
    assert len(list(tmp_path.iterdir())) == (ending != "success")


def test_the_stop_log_tells_the_error_of_the_task_that_failed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is printed as well, and gone with its folder unless one is given."""
    monkeypatch.setattr(demo, "SERVICE", _JSON)
    assert demo.main(["--demo", "--ending", "failure", "--pause", "0.001", "--locale", "de"]) == 0
    assert capsys.readouterr().out.endswith("""
Der Auftrag endete durch einen Fehler oder einen Abbruch.
***************************
Auftrags-ID: job:1/88
Auftragsname: Demo 88
Auftragsstatus: Broken
Fehlerdetails:
  Aufgaben-ID: –
    Fehlercode: 17
    Fehlermeldung: No space left on the device

***************************
""")


def test_a_server_that_fails_once_is_asked_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing of the play is lost."""
    monkeypatch.setattr(demo, "SERVICE", _SOAP)
    assert demo.main(["--demo", "--flaky", "--pause", "0.001"]) == 0
    shown = capsys.readouterr().out
    assert "asking failed (1 of 6): HTTPError: HTTP Error 503: Service Unavailable" in shown
    assert "Printing → Printed" in shown


def test_an_ending_that_no_state_has_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The job ends well then; without groups the order of the states is its course."""
    monkeypatch.setattr(demo, "SERVICE", _JSON)
    monkeypatch.setitem(table.GROUPS, "_State", {})
    assert demo.main(["--demo", "--ending", "canceled", "--pause", "0.001"]) == 0
    shown = capsys.readouterr()
    assert shown.err == "no documented state is a canceled; it ends well\n"
    assert "Demo 88 — finished" in shown.out


def test_there_may_be_nothing_to_play(capsys: pytest.CaptureFixture[str]) -> None:
    """It says so; without `--demo` it says what there is."""
    assert demo.main(["--demo"]) == 1
    assert capsys.readouterr().err == "no documented type has states that could be played\n"
    assert demo.main([]) == 2
    assert "--locale" in capsys.readouterr().out


def test_a_job_without_tasks_tells_its_own_error() -> None:
    """As a member of its own, or as its own members."""
    for errors, expected in (
        ("errors", {"errors": [{"code": "17", "message": "No space left on the device"}]}),
        ("", {"code": "17", "message": "No space left on the device"}),
    ):
        roles = Roles(
            state="state", states="_State", errors=errors, error_code="code",
            error_message="message", total="total", left=("left", "waiting"),
        )  # fmt: skip
        last = list(Play(Part("_Run", roles, tuple(_GROUPS)), None, "failure").steps())[-1]
        counts = {"left": "2", "waiting": "0", "total": "4"}
        assert last == {"state": "Broken", **counts, **expected}


def test_objects_are_built_from_trees() -> None:
    """What cannot be read stays text; what a class has no place for is left out."""
    tree = {
        "paper": "YQ==",
        "state": "Melted",
        "steps": {"items": {"share": "half", "numDone": "3"}},
        "other": "x",
    }
    expected = _Run(
        paper=b"a",
        state="Melted",  # type: ignore[arg-type]
        steps=_Steps([_Step(share="half", done=3)]),  # type: ignore[arg-type]
    )
    assert demo_codec.build(_Run, tree) == expected
    assert demo_codec.complete(_Run, {"id": "1"}) == {"paper": "", "id": "1"}
    assert demo_codec.values_of(_Run, "steps.items.stepState") == tuple(map(str, _State))
    assert demo_codec.values_of(_Run, "absent.id") == ()


def test_questions_go_to_the_server_over_http() -> None:
    """An answer that is no SOAP message is an error of the question."""
    with DemoServer(_SOAP, [{"found": {"run": {"id": "1"}}}]) as server:
        assert ask(server.address, _SOAP, {}) == {"found": {"run": {"id": "1"}}}
    broken: list[Any] = [{"found": "x"}]
    with (
        DemoServer(_JSON, broken) as server,
        pytest.raises(ValueError, match="no XML"),
    ):
        ask(server.address, _SOAP, {})
