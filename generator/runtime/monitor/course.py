"""Decides what to tell and when to ask next, without asking, waiting or writing."""

from __future__ import annotations

import random as random_numbers
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .reports import (
    Ended,
    FetchFailed,
    LateState,
    ProgressChanged,
    Reason,
    Report,
    StateChanged,
)
from .snapshot import Snapshot, read_snapshot
from .tracker import Finding, StateTracker

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .roles import Roles

__all__ = ["Backoff", "Course"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Backoff:
    """How long to wait: ever longer while nothing happens, and never quite alike."""

    first: float = 1.0
    """Seconds to wait behind a change."""
    factor: float = 1.5
    """How much longer each time nothing happened."""
    longest: float = 60.0
    """Seconds to wait at most."""
    jitter: float = 0.5
    """Share of the time that is left to chance, so that many do not ask at once."""

    def __post_init__(self) -> None:
        """Refuse what would never wait, or never stop waiting."""
        if not (0 < self.first <= self.longest < float("inf") and self.factor >= 1):
            raise ValueError("a back-off needs 0 < first <= longest and factor >= 1")
        if not 0 <= self.jitter < 1:
            raise ValueError("the jitter of a back-off is at least 0 and below 1")

    def delay(self, quiet: int, random: Callable[[], float]) -> float:
        """Give the seconds to wait when nothing happened some times in a row."""
        try:
            longest = min(self.longest, self.first * self.factor**quiet)
        except OverflowError:
            longest = self.longest
        return longest * (1 - self.jitter * random())


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the caller of a monitor decides."""

    roles: Roles | None = None
    """What the members of an object are; None for what the model says."""
    groups: Mapping[str, str] | None = None
    """Groups of states, before those of the model."""
    backoff: Backoff
    """How long to wait."""
    retries: int
    """How many times in a row asking may fail, or find nothing, before it ends."""
    timeout: float | None
    """Seconds until it ends; None for never."""
    random: Callable[[], float] = random_numbers.random
    """Gives numbers from 0 up to 1."""


class Course:
    """One thing's course, from what was seen of it."""

    def __init__(self, rules: Rules) -> None:
        self.tracker = StateTracker()
        """What is known of the state."""
        self.snapshot: Snapshot | None = None
        """What is known of the rest."""
        self.ended: Ended | None = None
        """How it ended."""
        self._rules = rules
        self._quiet = self._failures = self._missing = 0
        self._started: float | None = None

    def take(self, obj: object, now: float) -> list[Report]:
        """Take in an object, an event, or None where there is nothing."""
        self._start(now)
        self._failures = 0
        if obj is None:
            return [] if self.ended else self._miss()
        self._missing = 0
        seen = read_snapshot(obj, self._rules.roles, self._rules.groups)
        change = self.tracker.observe(
            seen.state,
            is_terminal=seen.is_terminal,
            previous=seen.previous,
            order=seen.order,
        )
        if self.ended or change.is_old:
            return []
        if change.finding in {Finding.LATE, Finding.AFTER_END}:
            return [LateState(state=str(seen.state), snapshot=seen)]
        former, self.snapshot = self.snapshot, seen.on_top_of(self.snapshot)
        if change.finding is Finding.CHANGE and change.current is not None:
            self._quiet = 0
            changed = StateChanged(
                previous=change.previous, current=change.current, snapshot=self.snapshot
            )
            return [changed, *self._end_of(self.snapshot)]
        return self._progress(former, self.snapshot)

    def fail(self, error: Exception, now: float) -> list[Report]:
        """Take in that asking failed."""
        self._start(now)
        if self.ended:
            return []
        self._failures += 1
        limit = self._rules.retries + 1
        failed = FetchFailed(error=error, attempt=self._failures, limit=limit)
        if self._failures < limit:
            return [failed]
        return [failed, self.end(Reason.GAVE_UP, error)]

    def check(self, now: float) -> list[Report]:
        """End where the time is over."""
        self._start(now)
        remaining = self.remaining(now)
        if self.ended or remaining is None or remaining > 0:
            return []
        return [self.end(Reason.TIMED_OUT)]

    def end(self, reason: Reason, error: BaseException | None = None) -> Ended:
        """End, unless it has ended already."""
        if self.ended is None:
            self.ended = Ended(reason=reason, snapshot=self.snapshot, error=error)
        return self.ended

    def remaining(self, now: float) -> float | None:
        """Give the seconds that are left; None for no end of them."""
        if self._rules.timeout is None:
            return None
        started = now if self._started is None else self._started
        return started + self._rules.timeout - now

    def delay(self, now: float) -> float:
        """Give the seconds to wait before asking again."""
        quiet = max(self._failures - 1, 0) if self._failures else self._quiet
        delay = self._rules.backoff.delay(quiet, self._rules.random)
        remaining = self.remaining(now)
        return delay if remaining is None else max(0.0, min(delay, remaining))

    def _start(self, now: float) -> None:
        if self._started is None:
            self._started = now

    def _miss(self) -> list[Report]:
        """Take in that there is nothing: not yet, or no more."""
        self._quiet += 1
        if self.snapshot is None:
            return []
        self._missing += 1
        over = self._missing > self._rules.retries
        return [self.end(Reason.GONE)] if over else []

    def _progress(self, former: Snapshot | None, seen: Snapshot) -> list[Report]:
        before = former.progress if former else None
        if seen.progress is None or seen.progress == before:
            self._quiet += 1
            return []
        self._quiet = 0
        changed = ProgressChanged(previous=before, current=seen.progress, snapshot=seen)
        # what has no state at all has ended when all of it is done
        is_done = not seen.has_states and seen.progress >= 1
        return [changed, self.end(Reason.SUCCESS)] if is_done else [changed]

    def _end_of(self, seen: Snapshot) -> list[Report]:
        if seen.group is None or not seen.is_terminal:
            return []
        return [self.end(Reason(seen.group))]
