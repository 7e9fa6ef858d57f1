"""Writes the play of the demonstration: one job's states, as its server tells them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..rendering_facts import ENUMERATIONS
from .table import GROUPS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .demo_codec import Tree
    from .roles import Access, Roles

__all__ = ["JOB_ID", "Part", "Play"]

JOB_ID = "job:1/88"
"""The job of the play; not fit for a file's name on purpose."""
_JOB_NAME = "Demo 88"
_STARTED = "2031-05-06T{:02}:{:02}:00+02:00"
_STEPS = 4
_PROGRESS = "in-progress"
_LEAVING = ("abort", "cancel", "stop", "terminat")


@dataclass(frozen=True, slots=True)
class Part:
    """A type that plays: the job, or its tasks."""

    type: str
    """Its name."""
    roles: Roles
    """What its members are."""
    values: tuple[str, ...]
    """Its states."""

    @property
    def groups(self) -> dict[str, str]:
        """Groups of its states; where the model has none, by their order.

        Then the first is taken for initial, the last for a success: good enough
        for a play, and for nothing else.
        """
        known = GROUPS.get(self.roles.states, {})
        if known or not self.values:
            return dict(known)
        middle = dict.fromkeys(self.values[1:-1], _PROGRESS)
        return {self.values[0]: "initial", **middle, self.values[-1]: "success"}

    def in_group(self, group: str) -> list[str]:
        """Give the states of a group; of those in progress, the busiest last."""
        found = [each for each in self.values if self.groups.get(each) == group]
        return sorted(found, key=lambda each: not each.lower().startswith(_LEAVING))


class Play:
    """A job on its way to one ending, step by step."""

    def __init__(self, job: Part, task: Part | None, ending: str) -> None:
        self._job = job
        self._task = task
        self._ending = ending if job.in_group(ending) else "success"

    def steps(self) -> Iterator[dict[str, Tree]]:
        """Give the job as it stands at each step."""
        for moment, (state, share) in enumerate(self._moments(), 1):
            tree: dict[str, Tree] = {}
            roles = self._job.roles
            _put(tree, roles.id, JOB_ID)
            if not _is_listed(self._job.type, roles.name):
                _put(tree, roles.name, _JOB_NAME)
            _put(tree, roles.started, _STARTED.format(8, 15))
            self._fill(tree, self._job, state, share, moment)
            if self._task is not None:
                _put(tree, roles.tasks, self._tasks(self._task, state, share, moment))
            elif self._group(state) == "failure":
                _put_error(tree, roles)
            yield tree

    def _group(self, state: str) -> str | None:
        return self._job.groups.get(state)

    def _moments(self) -> Iterator[tuple[str, float]]:
        """Give every state with the shares that are done while it lasts."""
        job = self._job
        leaving = {s for s in job.values if s.lower().startswith(_LEAVING)}
        running = [each for each in job.in_group(_PROGRESS) if each not in leaving]
        for state in (*job.in_group("initial"), *running[:-1]):
            yield state, 0.0
        whole = _STEPS if self._ending == "success" else _STEPS - 1
        for step in range(whole):
            yield from ((state, step / _STEPS) for state in running[-1:])
        reached = 1.0 if self._ending == "success" else (whole - 1) / _STEPS
        if self._ending == "canceled":
            stopping = [s for s in job.in_group(_PROGRESS) if s in leaving]
            yield from ((state, reached) for state in stopping)
        yield from ((state, reached) for state in job.in_group(self._ending)[:1])

    def _fill(
        self, tree: dict[str, Tree], part: Part, state: str, share: float, moment: int
    ) -> None:
        """Put in what the job and its tasks have alike."""
        roles = part.roles
        _put(tree, roles.state, state)
        _put(
            tree, roles.progress, str(share if roles.whole == 1 else round(share * 100))
        )
        done = round(share * _STEPS)
        for accesses, count in ((roles.done, done), (roles.left, _STEPS - done)):
            for place, access in enumerate(accesses):
                _put(tree, access, str(count if place == 0 else 0))
        _put(tree, roles.total, str(_STEPS))
        _put(tree, roles.message, f"{done}/{_STEPS}")
        is_number = "sequence" in str(roles.order).lower()
        _put(
            tree, roles.order, str(moment) if is_number else _STARTED.format(9, moment)
        )

    def _tasks(self, part: Part, state: str, share: float, moment: int) -> Tree:
        """Give two tasks, one behind the other; the second one fails, if any does."""
        trees = []
        for number in (1, 2):
            own = min(1.0, max(0.0, share * 2 - (number - 1)))
            tree: dict[str, Tree] = {}
            _put(tree, part.roles.id, f"{JOB_ID}/{number}")
            if not _is_listed(part.type, part.roles.name):
                _put(tree, part.roles.name, f"Task {number}")
            has_failed = self._group(state) == "failure" and number == 2
            group = "failure" if has_failed else _group_of(own)
            named = part.in_group(group) or part.in_group(_PROGRESS)
            if named:
                self._fill(tree, part, named[-1], own, moment)
            if has_failed:
                _put_error(tree, part.roles)
            trees.append(tree)
        return trees


def _group_of(share: float) -> str:
    return "success" if share >= 1 else _PROGRESS if share > 0 else "initial"


def _is_listed(kind: str, access: Access) -> bool:
    """Tell whether a member takes listed values only."""
    return f"{kind}.{access}" in ENUMERATIONS


def _put_error(tree: dict[str, Tree], roles: Roles) -> None:
    error: dict[str, Tree] = {}
    _put(error, roles.error_code, "17")
    _put(error, roles.error_message, "No space left on the device")
    if roles.errors:
        _put(tree, roles.errors, [error])
    else:
        tree.update(error)


def _put(tree: dict[str, Tree], access: Access, value: Tree) -> None:
    """Put a value into a tree, at a path of names."""
    if not access or not isinstance(access, str):
        return
    *way, name = access.split(".")
    for step in way:
        tree = tree.setdefault(step, {})
    tree[name] = value
