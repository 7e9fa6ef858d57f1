"""Writes reports for people: lines, bars, screens."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from generator.runtime.monitor import (
    Ended,
    FetchFailed,
    LateState,
    ProgressChanged,
    Reason,
    Report,
    Snapshot,
    StateChanged,
    report_line,
)
from generator.runtime.monitor.screen import Screen

_JOB = Snapshot(id="job:1", name="First", state="Processing", progress=0.5)
_TASKS = Snapshot(
    id="job:1",
    progress=0.25,
    message="one of two",
    tasks=(Snapshot(state="Finished", name="A"), Snapshot(state="Queued"), Snapshot()),
)


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        (
            StateChanged(previous=None, current="Processing", snapshot=_JOB),
            "First — Processing ██████████░░░░░░░░░░ 50 %",
        ),
        (
            StateChanged(previous="Queued", current="Error", snapshot=Snapshot(id="job:1")),
            "job:1 — Queued → Error",
        ),
        (
            ProgressChanged(previous=0.1, current=0.25, snapshot=_TASKS),
            "job:1 — █████░░░░░░░░░░░░░░░ 25 % one of two (A: Finished, 2: Queued)",
        ),
        (
            LateState(state="Queued", snapshot=Snapshot()),
            "arrivé en retard, ignoré : Queued",
        ),
        (
            FetchFailed(error=ConnectionError("no\nway\x1b[2J"), attempt=1, limit=6),
            "échec de la demande (1 sur 6) : ConnectionError: no way[2J",
        ),
        (
            Ended(reason=Reason.FAILURE, snapshot=_JOB, stop_log=Path("JobStop-1.txt")),
            "First — arrêté par une erreur; journal d’arrêt : JobStop-1.txt",
        ),
        (
            Ended(reason=Reason.CANCELED, snapshot=_JOB, error=PermissionError()),
            "First — annulé; le journal d’arrêt n’a pas pu être écrit : PermissionError",
        ),
        (Ended(reason=Reason.GAVE_UP, error=OSError("x")), "abandon : trop d’échecs de suite"),
    ],
)
def test_a_report_is_one_line(report: Report, expected: str) -> None:
    """In French; names and states as they came, for want of labels."""
    shown = report_line(report, "fr-CA")
    assert shown.replace("\xa0", " ").replace("\u202f", " ") == expected


@pytest.mark.parametrize("reason", list(Reason))
def test_every_end_is_told_in_every_language(reason: Reason) -> None:
    """A language without words of its own gets English."""
    told = {tag: report_line(Ended(reason=reason), tag) for tag in ("de", "es", "ja", "ko_KR")}
    told["en"] = report_line(Ended(reason=reason))
    assert len(set(told.values())) == 5
    assert report_line(Ended(reason=reason), "xx") == told["en"]


def test_a_screen_that_is_no_terminal_gets_lines() -> None:
    """In characters that the stream can take."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii", newline="\n")
    with Screen("ko", stream=stream, name="First") as screen:
        screen.show(Ended(reason=Reason.SUCCESS))
    assert raw.getvalue().decode() == "First \\u2014 \\uc644\\ub8cc\\ub428\n"


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        """Pretend."""
        return True


def _show(screen: Screen) -> None:
    with screen:
        screen.show(StateChanged(previous=None, current="[bold]Processing", snapshot=_JOB))
        screen.show(ProgressChanged(previous=0.5, current=0.75, snapshot=_JOB))
        screen.show(FetchFailed(error=OSError("away"), attempt=1, limit=6))


def test_a_terminal_gets_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines stay above it; markup of others means nothing."""
    monkeypatch.setenv("TERM", "xterm")
    stream = _Terminal()
    _show(Screen(stream=stream))
    assert "First — [bold]Processing" in stream.getvalue()
    assert "asking failed (1 of 6): OSError: away" in stream.getvalue()
    assert "━" in stream.getvalue()


def test_a_terminal_without_rich_gets_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing fails where it is not installed."""
    monkeypatch.setitem(sys.modules, "rich.console", None)
    stream = _Terminal()
    _show(Screen(stream=stream))
    assert len(stream.getvalue().splitlines()) == 3
