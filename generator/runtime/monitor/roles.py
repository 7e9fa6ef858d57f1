"""What a type's members are to somebody who follows its objects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

__all__ = ["Access", "Roles", "Service", "identifier_of", "read"]

Access = str | Callable[[Any], object]
"""How to get at a value: a member's name, names joined by dots, or a function."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Which member plays which role; an empty name, where none does.

    A name is the documented one or the attribute; both are understood.
    """

    state: Access = ""
    """The state it is in."""
    states: str = ""
    """Enumeration of the states."""
    previous: Access = ""
    """Of an event, the state before."""
    progress: Access = ""
    """How much of it is done."""
    whole: int = 0
    """What the progress counts as all: 1, 100, or 0 where unknown."""
    done: tuple[Access, ...] = ()
    """Numbers of items that are done."""
    left: tuple[Access, ...] = ()
    """Numbers of items that are not."""
    total: Access = ""
    """Number of all items."""
    message: Access = ""
    """A note for people."""
    id: Access = ""
    """What tells it from others."""
    name: Access = ""
    """What people call it."""
    started: Access = ""
    """When it started."""
    order: Access = ""
    """Moment or sequence number of what it says; a later one is the greater."""
    tasks: Access = ""
    """What it consists of."""
    task_type: str = ""
    """Type of these."""
    errors: Access = ""
    """What went wrong, one or several; empty where the object itself says it."""
    error_code: Access = ""
    """Code of an error."""
    error_message: Access = ""
    """Message of an error."""
    account_name: Access = ""
    """Account it belongs to."""
    account_location: Access = ""
    """Where that account is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """An operation that gives objects that can be followed, or a type alone."""

    type: str
    """Type of the objects."""
    cls: str
    """Its class: the module below the package, a colon, its name."""
    operation: str = ""
    """The operation, a SOAP action; empty for plain JSON."""
    request: str = ""
    """Its request's element."""
    response: str = ""
    """Its response's element."""
    path: str = ""
    """Where the objects stand in the response: names joined by dots."""
    namespace: str = ""
    """Namespace of the elements."""
    asks_by_id: bool = False
    """The request has a member of the same name as the objects' own."""


def read(obj: object, access: Access) -> object:
    """Get at a value; None where it, or anything on the way to it, is missing."""
    if not isinstance(access, str):
        return access(obj)
    if not access:
        return None
    for name in access.split("."):
        if isinstance(obj, Mapping):
            obj = obj.get(name)
        else:
            kind: type = type(obj)
            obj = getattr(obj, _attributes(kind).get(name, name), None)
        if obj is None:
            return None
    return obj


def identifier_of(kind: type) -> str:
    """Give the name under which a class is documented."""
    return str(getattr(getattr(kind, "Meta", None), "name", kind.__name__))


@cache
def _attributes(kind: type) -> dict[str, str]:
    """Map documented names of a class to its attributes."""
    if not hasattr(kind, "__dataclass_fields__"):
        return {}
    return {
        str(
            each.metadata.get("json_name") or each.metadata.get("name", each.name)
        ): each.name
        for each in fields(kind)
    }
