"""What a monitor has to tell, one record each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from .snapshot import Snapshot

__all__ = [
    "Ended",
    "FetchFailed",
    "LateState",
    "ProgressChanged",
    "Reason",
    "Report",
    "StateChanged",
]


class Reason(StrEnum):
    """Why a monitor ended."""

    SUCCESS = "success"
    """The state is terminal: it ended as it should."""
    FAILURE = "failure"
    """The state is terminal: an error ended it."""
    CANCELED = "canceled"
    """The state is terminal: somebody canceled it."""
    GONE = "gone"
    """It was there and is no more; how it ended is not known."""
    TIMED_OUT = "timed-out"
    """The time given for it is over."""
    GAVE_UP = "gave-up"
    """Asking for it failed too often in a row."""
    STOPPED = "stopped"
    """The monitor itself was stopped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StateChanged:
    """The state is another than before; told once for each change."""

    previous: str | None
    """The state before; None where it is not known."""
    current: str
    """The state now."""
    snapshot: Snapshot
    """What is known now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressChanged:
    """More or less of it is done than before, in the same state."""

    previous: float | None
    """The share before, 0 to 1."""
    current: float
    """The share now."""
    snapshot: Snapshot
    """What is known now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LateState:
    """Something came that is out of order; it changes nothing."""

    state: str
    """The state it says."""
    snapshot: Snapshot
    """All that it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchFailed:
    """Asking for it failed."""

    error: Exception
    """The error."""
    attempt: int
    """How many times in a row, this time included."""
    limit: int
    """How many are one too many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """The monitor ended; nothing follows."""

    reason: Reason
    """Why."""
    snapshot: Snapshot | None = None
    """What was known last."""
    error: BaseException | None = None
    """Why asking failed, or why the stop log could not be written."""
    stop_log: Path | None = None
    """The stop log, where one was written."""


Report = StateChanged | ProgressChanged | LateState | FetchFailed | Ended
"""Anything a monitor has to tell."""
