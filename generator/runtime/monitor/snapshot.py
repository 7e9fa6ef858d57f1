"""Reads what an object says of itself at one moment."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

from .roles import Access, Roles, identifier_of, read
from .table import GROUPS, ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["ErrorText", "Snapshot", "read_snapshot"]

_DEEPEST = 8
_ITS_OWN = frozenset(
    {"state", "states", "has_states", "group", "previous", "order", "message"}
)
_TERMINAL = frozenset({"success", "failure", "canceled"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorText:
    """One error of a task."""

    code: str = ""
    """Its code."""
    message: str = ""
    """Its message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What an object said of itself at one moment; None and empty are unknown."""

    type: str = ""
    """Type of the object."""
    state: str | None = None
    """Its state: a member of the enumeration, or the text that came."""
    states: str = ""
    """Enumeration of its states."""
    has_states: bool = True
    """It has a member for its state, filled or not."""
    group: str | None = None
    """Group of the state."""
    previous: str | None = None
    """Of an event, the state before."""
    progress: float | None = None
    """How much of it is done, 0 to 1, all tasks taken together."""
    message: str = ""
    """A note for people."""
    id: str = ""
    """What tells it from others."""
    name: str = ""
    """What people call it."""
    started: dt.datetime | str | None = None
    """When it started."""
    order: object = None
    """Moment or sequence number."""
    tasks: tuple[Snapshot, ...] = ()
    """What it consists of."""
    errors: tuple[ErrorText, ...] = ()
    """What went wrong."""
    account_name: str = ""
    """Account it belongs to."""
    account_location: str = ""
    """Where that account is."""

    @property
    def is_terminal(self) -> bool:
        """Tell whether its state is known to be the last."""
        return self.group in _TERMINAL

    def on_top_of(self, former: Snapshot | None) -> Snapshot:
        """Fill in from a former snapshot what this one does not say; never a state."""
        if former is None:
            return self
        known = {
            each.name: getattr(former, each.name)
            for each in fields(self)
            if each.name not in _ITS_OWN and getattr(self, each.name) in (None, "", ())
        }
        return replace(self, **known)


def read_snapshot(
    obj: object,
    roles: Roles | None = None,
    groups: Mapping[str, str] | None = None,
) -> Snapshot:
    """Read an object, or a mapping of documented names.

    Args:
        obj: The object.
        roles: What its members are; without them, what the model says of its type.
        groups: Groups of states that go before those of the model: `initial`,
            `in-progress`, `success`, `failure`, `canceled`, by state.

    Raises:
        ValueError: The model says nothing of the type, and no roles are given.
    """
    kind = identifier_of(type(obj))
    roles = roles or ROLES.get(kind)
    if roles is None:
        raise ValueError(f"nothing is known of how to follow {kind!r}: give `roles`")
    return _read(obj, roles, groups or {}, 0)


def _read(obj: object, roles: Roles, groups: Mapping[str, str], depth: int) -> Snapshot:
    tasks = _read_tasks(obj, roles, groups, depth)
    state = _text(read(obj, roles.state)) or None
    group = _group(state, roles.states, groups)
    return Snapshot(
        type=identifier_of(type(obj)),
        state=state,
        states=roles.states,
        has_states=bool(roles.state),
        group=group,
        previous=_text(read(obj, roles.previous)) or None,
        progress=_progress(obj, roles, tasks, group),
        message=_text(read(obj, roles.message)),
        id=_text(read(obj, roles.id)),
        name=_text(read(obj, roles.name)),
        started=_moment(read(obj, roles.started)),
        order=_order(read(obj, roles.order)),
        tasks=tasks,
        errors=_read_errors(obj, roles),
        account_name=_text(read(obj, roles.account_name)),
        account_location=_text(read(obj, roles.account_location)),
    )


def _read_tasks(
    obj: object, roles: Roles, groups: Mapping[str, str], depth: int
) -> tuple[Snapshot, ...]:
    own = ROLES.get(roles.task_type)
    if depth >= _DEEPEST:
        return ()
    found = []
    for item in _items(read(obj, roles.tasks)):
        known = own or ROLES.get(identifier_of(type(item)))
        if known is not None:
            found.append(_read(item, known, groups, depth + 1))
    return tuple(found)


def _read_errors(obj: object, roles: Roles) -> tuple[ErrorText, ...]:
    items = _items(read(obj, roles.errors)) if roles.errors else (obj,)
    found = (
        ErrorText(
            code=_text(read(item, roles.error_code)),
            message=_text(read(item, roles.error_message)),
        )
        for item in items
    )
    return tuple(each for each in found if each.code or each.message)


def _items(value: object) -> Iterable[object]:
    """Give the items of a list; a single object is one."""
    if value is None or isinstance(value, str | bytes):
        return ()
    return value if isinstance(value, list | tuple) else (value,)


def _group(state: str | None, states: str, groups: Mapping[str, str]) -> str | None:
    """Give the group of a state: the caller's word, its own, the model's."""
    if state is None:
        return None
    found = groups.get(state) or getattr(state, "group", None)
    return found or GROUPS.get(states, {}).get(str(_plain(state)))


def _progress(
    obj: object, roles: Roles, tasks: tuple[Snapshot, ...], group: str | None
) -> float | None:
    """Work out how much is done: as it says itself, by its counts, by its tasks."""
    if group == "success":
        return 1.0
    own = _share(read(obj, roles.progress), roles.whole)
    if own is None:
        own = _counted(obj, roles)
    known = [task.progress for task in tasks if task.progress is not None]
    if own is None and known:
        own = math.fsum(known) / len(tasks)
    return 0.0 if own is None and group == "initial" else own


def _share(value: object, whole: int) -> float | None:
    number = _number(value)
    if number is None:
        return None
    whole = whole or (100 if isinstance(value, int) or number > 1 else 1)
    return min(1.0, max(0.0, number / whole))


def _counted(obj: object, roles: Roles) -> float | None:
    """Give the share of items that are done."""
    done = _sum(obj, roles.done)
    if done is None:
        return None
    total = _number(read(obj, roles.total))
    if total is None:
        left = _sum(obj, roles.left)
        total = None if left is None else done + left
    return min(1.0, max(0.0, done / total)) if total else None


def _sum(obj: object, accesses: tuple[Access, ...]) -> float | None:
    numbers = [_number(read(obj, access)) for access in accesses]
    known = [number for number in numbers if number is not None]
    return math.fsum(known) if known else None


def _number(value: object) -> float | None:
    """Read a number, also from its text; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _moment(value: object) -> dt.datetime | str | None:
    if isinstance(value, dt.datetime):
        return value
    text = _text(value)
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        return text or None


def _order(value: object) -> object:
    """Read a moment, with or without a time zone, so that two can be compared."""
    found = _moment(value) if isinstance(value, str | dt.datetime) else value
    if isinstance(found, dt.datetime) and found.tzinfo is None:
        return found.replace(tzinfo=dt.UTC)
    return found


def _text(value: object) -> str:
    """Give a text as it is, a member of an enumeration too; anything else as text."""
    return "" if value is None else value if isinstance(value, str) else str(value)


def _plain(value: object) -> object:
    return value.value if isinstance(value, Enum) else value
