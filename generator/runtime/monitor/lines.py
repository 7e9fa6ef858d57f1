"""Writes reports as lines for people, in their language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..value_texts import show_plain, show_share
from .phrases import phrase, state_text
from .reports import Ended, FetchFailed, LateState, ProgressChanged, StateChanged

if TYPE_CHECKING:
    from .reports import Report
    from .snapshot import Snapshot

__all__ = ["progress_bar", "report_line"]

_WIDTH = 20


def report_line(report: Report, locale: str | None = None, *, name: str = "") -> str:
    """Write a report as one line: what it is about, then what happened.

    Args:
        report: The report.
        locale: The language; without one, the reference.
        name: What to call the thing where it does not say so itself.
    """
    snapshot = None if isinstance(report, FetchFailed) else report.snapshot
    called = (snapshot and (snapshot.name or snapshot.id)) or name
    said = _said(report, locale)
    line = f"{called} — {said}" if called else said
    return " ".join(show_plain(line).split())


def progress_bar(share: float, locale: str | None = None) -> str:
    """Draw a share of 1 as a bar with its percentage."""
    full = int(min(1.0, max(0.0, share)) * _WIDTH + 0.5)
    return f"{'█' * full}{'░' * (_WIDTH - full)} {show_share(share, locale)}"


def _said(report: Report, locale: str | None) -> str:
    if isinstance(report, StateChanged):
        return _state_line(report, locale)
    if isinstance(report, ProgressChanged):
        shown = f"{progress_bar(report.current, locale)} {report.snapshot.message}"
        tasks = _tasks_line(report.snapshot, locale)
        return f"{shown} {tasks}".rstrip()
    if isinstance(report, LateState):
        state = state_text(report.state, report.snapshot.states, locale)
        return phrase("late", locale, state=state)
    if isinstance(report, FetchFailed):
        return phrase(
            "fetch_failed",
            locale,
            attempt=report.attempt,
            limit=report.limit,
            error=_error_text(report.error),
        )
    return _end_line(report, locale)


def _state_line(report: StateChanged, locale: str | None) -> str:
    """Write a change of state, with the progress where it is known."""
    seen = report.snapshot
    after = state_text(report.current, seen.states, locale)
    if report.previous is not None:
        after = f"{state_text(report.previous, seen.states, locale)} → {after}"
    shown = "" if seen.progress is None else f"  {progress_bar(seen.progress, locale)}"
    return f"{after}{shown}"


def _tasks_line(snapshot: Snapshot, locale: str | None) -> str:
    """List the tasks that have a state."""
    named = [
        (task.name or task.id or number, state_text(task.state, task.states, locale))
        for number, task in enumerate(snapshot.tasks, 1)
        if task.state is not None
    ]
    parts = [f"{name}: {state}" for name, state in named]
    return f"({', '.join(parts)})" if parts else ""


def _end_line(report: Ended, locale: str | None) -> str:
    said = phrase(report.reason.value, locale)
    if report.stop_log is not None:
        return f"{said}; {phrase('log_written', locale, path=report.stop_log)}"
    if isinstance(report.error, OSError) and report.reason.value != "gave-up":
        error = _error_text(report.error)
        return f"{said}; {phrase('log_not_written', locale, error=error)}"
    return said


def _error_text(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
