"""Jobs to follow, and a clock that goes as fast as one likes."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.runtime.monitor import Roles

GROUPS = {
    "Queued": "initial",
    "Scheduled": "in-progress",
    "Processing": "in-progress",
    "Canceling": "in-progress",
    "Finished": "success",
    "Error": "failure",
    "Canceled": "canceled",
}
"""Groups of the states of a job."""
ROLES = Roles(
    state="state",
    progress="progress",
    whole=100,
    id="id",
    name="name",
    started="startTime",
    order="order",
    previous="previous",
    errors="errors",
    error_code="code",
    error_message="message",
)
"""Roles of a job's members."""


@dataclass
class Clock:
    """A clock that time passes on only while somebody sleeps."""

    now: float = 0.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        """Give the time."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.slept.append(seconds)
        self.now += seconds


def job(state: str | None, **members: object) -> dict[str, object]:
    """Give a job in a state."""
    return {"state": state, "id": "job:1", "name": "First", **members}
