"""Works out which member of a type plays which role to somebody who follows its objects.

A type can be followed where it has a state or says how much of it is done.
States are known by the groups of their enumeration, everything else by the
words of names, the types, and by what is referred to.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from generator.emit.field_types import FieldKind, FieldTypes
from generator.emit.render_runtime import share_scale
from generator.model.schema import Kind
from generator.naming import split_words
from generator.runtime.monitor.roles import Roles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.emit.field_types import FieldType
    from generator.model.schema import ComplexType, EnumerationValue, Field, Schema

_STATE = frozenset({"state", "status", "phase"})
_PREVIOUS = frozenset({"previous", "former", "old", "last", "prior"})
_PRESENT = frozenset({"current", "new"})
_ID = frozenset({"id", "handle", "identifier", "key", "guid", "uuid"})
_NAME = frozenset({"name", "title"})
_START = frozenset({"start", "started", "begin", "began", "beginning"})
_UPDATE = frozenset({"update", "updated", "modified", "changed", "timestamp", "stamp"})
_SEQUENCE = frozenset({"sequence", "revision"})
_COUNT = frozenset({"num", "number", "count", "total"})
_DONE = frozenset(
    {"processed", "done", "completed", "complete", "finished", "succeeded", "success"}
    | {"failed", "error", "errors", "skipped"}
)
_LEFT = frozenset(
    {"pending", "processing", "remaining", "queued", "waiting", "running", "left", "scheduled"}
)
_TASK = frozenset({"task", "tasks", "subtask", "step", "steps", "output", "outputs", "item"})
_ERROR = frozenset({"error", "errors", "fault", "faults", "failure", "failures", "problem"})
_MESSAGE = frozenset({"message", "description", "text", "detail", "reason"})
_PLACE = frozenset({"location", "region"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One member, as far as its role depends on it."""

    name: str
    """Its identifier."""
    words: tuple[str, ...]
    """The words of it, lower-case."""
    field: Field
    """The member."""
    found: FieldType
    """Its type."""

    @property
    def last(self) -> str:
        """The word that says what it is."""
        return self.words[-1] if self.words else ""

    def has(self, words: frozenset[str]) -> bool:
        """Tell whether one of some words is in its name."""
        return not words.isdisjoint(self.words)

    @property
    def is_simple(self) -> bool:
        """Tell whether it holds one plain value, or one of which no type is known."""
        is_open = self.found.kind is FieldKind.ANYTHING
        return self.field.max_occurs == 1 and (is_open or self.found.builtin is not None)

    @property
    def python(self) -> str:
        """The Python type of a plain value, a text where it is unknown; empty for anything else."""
        if not self.is_simple:
            return ""
        return self.found.builtin.python if self.found.builtin else "str"


def group_of(value: EnumerationValue) -> str:
    """Give the group of a state; empty for none."""
    return str(getattr(value, "group", None) or "")


def find_roles(schema: Schema) -> dict[str, Roles]:
    """Find the roles of every type that can be followed, and of what it consists of."""
    return _Finder(schema).find()


class _Finder:
    """Finds roles in one schema."""

    def __init__(self, schema: Schema) -> None:
        self._resolve = FieldTypes(schema).resolve
        followed = {Kind.RECORD, Kind.RESPONSE}
        named = sorted(schema.types, key=lambda each: (each.is_element, each.name))
        self._types: dict[str, ComplexType] = {}
        for each in named:
            if not each.is_element or each.kind in followed:
                self._types.setdefault(each.name, each)
        self._grouped = {
            each.name for each in schema.enumerations if any(map(group_of, each.values))
        }

    def find(self) -> dict[str, Roles]:
        """Find all roles; tasks last, because what they are depends on the rest."""
        own = {
            name: self._own(each) for name, each in self._types.items() if each.kind != Kind.ARRAY
        }
        plain = {name: roles for name, roles in own.items() if _says_something(roles)}
        own = {
            name: plain[name] if name in plain else self._inside(self._types[name], each, plain)
            for name, each in own.items()
        }
        own = {name: roles for name, roles in own.items() if _says_something(roles)}
        found = {name: self._tasks(self._types[name], roles, own) for name, roles in own.items()}
        tops = {name for name, roles in found.items() if roles.state or roles.progress}
        tops |= {name for name, roles in found.items() if roles.task_type in tops}
        parts = {roles.task_type for name, roles in found.items() if name in tops}
        return {name: found[name] for name in sorted(found) if name in tops | parts}

    def _members(self, declared: ComplexType) -> list[Member]:
        return [
            Member(
                name=field.name,
                words=_words(field.name),
                field=field,
                found=self._resolve(field),
            )
            for field in declared.fields
        ]

    def _own(self, declared: ComplexType) -> Roles:
        """Find the roles that a type's own members play."""
        members = self._members(declared)
        about = frozenset(_words(declared.name))
        state = self._state(members, about)
        progress = _first(members, lambda m: share_scale(m.field, m.found) is not None)
        roles = Roles(
            state=_name(state),
            states=state.found.name if state else "",
            previous=_name(_first(members, lambda m: self._is_state(m) and m.has(_PREVIOUS))),
            progress=_name(progress),
            whole=(share_scale(progress.field, progress.found) or 0) if progress else 0,
            done=_counts(members, _DONE),
            left=_counts(members, _LEFT),
            total=_name(_first(members, lambda m: _is_count(m) and m.has(frozenset({"total"})))),
            message=_name(_first(members, _is_note)),
            id=_name(_called(members, _ID, about)),
            name=_name(_called(members, _NAME, about) or _called(members, {"type"}, about)),
            started=_name(_first(members, _is_start)),
            order=_name(_first(members, _is_sequence) or _first(members, _is_update)),
            account_name=_name(_first(members, lambda m: _is_account(m, _NAME))),
            account_location=_name(_first(members, lambda m: _is_account(m, _PLACE))),
        )
        return self._errors(members, roles)

    def _state(self, members: list[Member], about: frozenset[str]) -> Member | None:
        """Find the state: one whose values are grouped, else one that is called so."""

        def rank(member: Member) -> tuple[bool, bool, int]:
            return (
                member.found.name not in self._grouped,
                member.last not in _STATE,
                len(member.words),
            )

        states = [
            each
            for each in members
            if self._is_state(each)
            and not each.has(_PREVIOUS)
            and (each.found.name in self._grouped or about | _PRESENT >= set(each.words[:-1]))
        ]
        return min(states, key=rank, default=None)

    def _is_state(self, member: Member) -> bool:
        """Tell whether a member holds a state, of now or of before."""
        if member.field.max_occurs != 1:
            return False
        if member.found.name in self._grouped:
            return member.found.kind in {FieldKind.ENUMERATION, FieldKind.NARROWED}
        return member.last in _STATE and (
            member.found.kind is FieldKind.ENUMERATION or member.python == "str"
        )

    def _errors(self, members: list[Member], roles: Roles) -> Roles:
        """Find what tells of errors: records of a code and a message, or the two themselves."""
        for member in members:
            path, item = self._items(member)
            if item is None or not (member.has(_ERROR) or _ERROR & set(_words(item.name))):
                continue
            code, message = _error_texts(self._members(item), frozenset())
            if code and message:
                return replace(roles, errors=path, error_code=code, error_message=message)
        code, message = _error_texts(members, _ERROR)
        return replace(roles, error_code=code, error_message=message)

    def _inside(self, declared: ComplexType, own: Roles, known: dict[str, Roles]) -> Roles:
        """Find the roles of what wraps one thing with a state, as an event does its data."""
        wrapped = [
            (member.name, known[item.name])
            for member in self._members(declared)
            for path, item in [self._items(member)]
            if item is not None and path == member.name and not self._repeats(member)
            if item.name in known and known[item.name].state
        ]
        if len(wrapped) != 1:
            return own
        name, inner = wrapped[0]
        whole = self._tasks(self._types[self._member_type(declared, name)], inner, known)
        moved: dict[str, Any] = {
            each.name: _below(name, getattr(whole, each.name))
            for each in fields(whole)
            if each.name not in {"states", "whole", "task_type", "error_code", "error_message"}
        }
        found = replace(whole, **moved)
        return replace(found, id=found.id or own.id, order=own.order or found.order)

    def _member_type(self, declared: ComplexType, name: str) -> str:
        return next(each.found.name for each in self._members(declared) if each.name == name)

    def _tasks(self, declared: ComplexType, roles: Roles, known: dict[str, Roles]) -> Roles:
        """Find what a thing consists of: repeated records that can be followed themselves."""
        found: list[tuple[bool, int, str, str]] = []
        for member in self._members(declared):
            path, item = self._items(member)
            is_part = item is not None and item.name in known and item.name != declared.name
            if item is not None and is_part and path != roles.errors and self._repeats(member):
                found.append((not member.has(_TASK), len(found), path, item.name))
        if not found:
            return roles
        _, _, path, name = min(found)
        return replace(roles, tasks=path, task_type=name)

    def _items(self, member: Member) -> tuple[str, ComplexType | None]:
        """Give the path of a member's records and their type; an array type is looked through."""
        item = self._types.get(member.found.name)
        if member.found.kind is not FieldKind.COMPLEX or item is None:
            return "", None
        if item.kind is Kind.ARRAY and len(item.fields) == 1:
            inner = self._resolve(item.fields[0])
            path = f"{member.name}.{item.fields[0].name}"
            return path, self._types.get(inner.name) if inner.kind is FieldKind.COMPLEX else None
        return member.name, item

    def _repeats(self, member: Member) -> bool:
        """Tell whether a member is a list, itself or through an array type."""
        return member.field.max_occurs is None or self._items(member)[0] != member.name


def _below(name: str, access: object) -> object:
    """Put paths below a member."""
    if isinstance(access, tuple):
        return tuple(_below(name, each) for each in access)
    return f"{name}.{access}" if access else access


def _says_something(roles: Roles) -> bool:
    return bool(roles.state or roles.progress or roles.errors or roles.error_message)


def _words(identifier: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in split_words(identifier))


def _name(member: Member | None) -> str:
    return member.name if member else ""


def _first(members: Iterable[Member], fits: Callable[[Member], bool]) -> Member | None:
    """Give the member that fits with the fewest words, the first of several."""
    return min(filter(fits, members), key=lambda each: len(each.words), default=None)


def _called(members: list[Member], words: Iterable[str], about: frozenset[str]) -> Member | None:
    """Find the member that is the thing's own name of a kind: `id`, or `jobId` of a job."""
    return _first(
        members,
        lambda m: m.last in words and about >= set(m.words[:-1]) and m.is_simple,
    )


def _is_count(member: Member) -> bool:
    return member.python == "int" and member.has(_COUNT)


def _counts(members: list[Member], words: frozenset[str]) -> tuple[str, ...]:
    return tuple(each.name for each in members if _is_count(each) and each.has(words))


def _is_note(member: Member) -> bool:
    told = _STATE | {"progress", "message"}
    is_text = member.python == "str" and member.found.kind is FieldKind.BUILTIN
    return is_text and member.last == "message" and member.has(told) and not member.has(_ERROR)


def _is_start(member: Member) -> bool:
    return member.python in {"datetime", "str"} and member.has(_START) and len(member.words) > 1


def _is_update(member: Member) -> bool:
    if {"event", "time"} <= set(member.words):
        return member.python in {"datetime", "str"}
    return member.python == "datetime" and member.has(_UPDATE)


def _is_sequence(member: Member) -> bool:
    return member.python == "int" and member.has(_SEQUENCE)


def _is_account(member: Member, words: frozenset[str]) -> bool:
    return member.python == "str" and "account" in member.words and member.last in words


def _error_texts(members: list[Member], needed: frozenset[str]) -> tuple[str, str]:
    """Find the code and the message of an error among members named with some word."""
    fit = [each for each in members if each.is_simple and (not needed or each.has(needed))]
    code = _first(fit, lambda m: m.last == "code")
    message = _first(fit, lambda m: m.last in _MESSAGE and m.python == "str")
    return _name(code), _name(message)
