"""Finds the place in others' code or templates where an exception arose."""

from __future__ import annotations

import linecache
import traceback
from dataclasses import dataclass
from pathlib import Path

from generator.source import Span

_OURS = Path(__file__).resolve().parents[1]
_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Where an exception arose."""

    span: Span | None
    """The innermost line to be blamed; None where there is none."""
    evidence: tuple[str, ...]
    """The calls that led there, the innermost last."""


def locate_failure(error: BaseException, suspect: Path | None = None) -> Failure:
    """Locate an exception; our own frames and the import system's say nothing to its author.

    Args:
        error: The exception.
        suspect: A folder whose frames come before those of libraries it calls.
    """
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if not frame.filename.startswith("<") and not _is_ours(frame.filename)
    ]
    if isinstance(error, SyntaxError) and error.filename:
        frames.append(traceback.FrameSummary(error.filename, error.lineno or 1, "<module>"))
    if not frames:
        return Failure(span=None, evidence=())
    suspects = [
        frame for frame in frames if suspect and Path(frame.filename).is_relative_to(suspect)
    ]
    calls = [f"in {each.name} ({each.filename}:{each.lineno})" for each in frames[-_SHOWN:]]
    return Failure(span=_span((suspects or frames)[-1]), evidence=tuple(calls))


def _is_ours(filename: str) -> bool:
    path = Path(filename).resolve()
    return path.is_relative_to(_OURS) and path.suffix == ".py"


def _span(frame: traceback.FrameSummary) -> Span:
    number = frame.lineno or 1
    context = linecache.getline(frame.filename, number).rstrip("\r\n")
    column = len(context) - len(context.lstrip())
    return Span(
        path=frame.filename,
        line=number,
        column=column + 1,
        start=column,
        end=max(column, len(context.rstrip())),
        context=context,
    )
