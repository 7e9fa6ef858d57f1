"""Follows one state, and tells each change of it once.

The rules, in this order:

1. A terminal state is final: nothing that comes behind it changes anything.
2. What says the state that is already known is a repetition.
3. A terminal state counts whenever it comes, because nothing can follow it.
4. Of two that have a moment or a number, the one with the lesser is late.
5. Of an event without either that names the state before it: it is late where
   that is not the known state and its own state has been seen or passed.
6. Anything else counts as it comes. A state that was skipped is no change.

What is late, repeated or behind the end is counted, never told as a change.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from threading import Lock

__all__ = ["Change", "Finding", "StateTracker"]


class Finding(StrEnum):
    """What an observation is."""

    CHANGE = "change"
    """Another state than before."""
    REPEATED = "repeated"
    """The state that was known."""
    LATE = "late"
    """An earlier state, come out of order."""
    AFTER_END = "after-end"
    """Another state behind a terminal one."""
    UNKNOWN = "unknown"
    """No state at all."""


@dataclass(frozen=True, slots=True)
class Change:
    """What an observation came to."""

    finding: Finding
    """What it is."""
    previous: str | None
    """The state known before; of the first observation, what the event says."""
    current: str | None
    """The state known now."""
    is_old: bool = False
    """A repetition of what was known later already."""


class StateTracker:
    """Follows one state; threads may share it."""

    def __init__(self) -> None:
        self.current: str | None = None
        """The state known."""
        self.is_ended = False
        """The state is terminal."""
        self.counts = dict.fromkeys(Finding, 0)
        """How many observations came to what."""
        self._order: object = None
        self._seen: set[str] = set()
        self._lock = Lock()

    def observe(
        self,
        state: str | None,
        *,
        is_terminal: bool = False,
        previous: str | None = None,
        order: object = None,
    ) -> Change:
        """Take in one observation.

        Args:
            state: The state; None where it is not known.
            is_terminal: No other state follows it.
            previous: The state before, where the observation is an event.
            order: Moment or sequence number; what cannot be compared is ignored.
        """
        with self._lock:
            before = self.current
            finding = self._judge(state, previous, order, is_terminal=is_terminal)
            is_less = _is_less(order, self._order) is True
            is_old = is_less and finding is Finding.REPEATED
            self.counts[finding] += 1
            if finding in {Finding.CHANGE, Finding.REPEATED} and not self.is_ended:
                self._keep_order(order)
            if finding is Finding.CHANGE and state is not None:
                self._seen |= {state} if previous is None else {state, previous}
                self.current, self.is_ended = state, is_terminal
                before = previous if before is None else before
            return Change(finding, before, self.current, is_old)

    def _judge(
        self,
        state: str | None,
        previous: str | None,
        order: object,
        *,
        is_terminal: bool,
    ) -> Finding:
        if state is None:
            return Finding.UNKNOWN
        if state == self.current:
            return Finding.REPEATED
        if self.is_ended:
            return Finding.AFTER_END
        if self.current is None or is_terminal:
            return Finding.CHANGE
        earlier = _is_less(order, self._order)
        if earlier is None:
            missed = previous is not None and previous != self.current
            earlier = missed and state in self._seen
        return Finding.LATE if earlier else Finding.CHANGE

    def _keep_order(self, order: object) -> None:
        """Keep the greater of two."""
        if order is not None and _is_less(order, self._order) is not True:
            self._order = order


def _is_less(one: object, other: object) -> bool | None:
    """Compare two that may not be comparable; None where they are not."""
    if one is None or other is None:
        return None
    try:
        return bool(one < other)  # type: ignore[operator]
    except TypeError:
        return None
