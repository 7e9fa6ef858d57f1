"""Shows any object of the package to a person, in a language.

`render` gives indented plain text, `rows` the same as rows for a user
interface. Names and states are the labels of the catalogs, with their
fallback. Numbers, percentages and moments are written by Babel where it is
installed (`pip install babel`); without it numbers stand as Python writes
them and moments in ISO 8601, and nothing fails.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from .labels import label
from .rendering_facts import ENUMERATIONS
from .value_texts import show_flag, show_number, show_plain

if TYPE_CHECKING:
    from datetime import tzinfo

__all__ = ["Row", "render", "rows", "show_value"]

_DEEPEST = 60
_INDENT = "  "
_CUT = "…"
_NOTHING = "–"
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_a-zA-Z]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a rendered object."""

    label: str
    """What it is, in the language asked for; empty for a value alone."""
    text: str
    """Its value; empty where the rows below it are the value."""
    depth: int
    """How deep it stands, from 0."""
    path: str = ""
    """Path of its identifier; empty for an item or something undocumented."""


def render(
    obj: object,
    locale: str | None = None,
    *,
    zone: tzinfo | None = None,
    empty: bool = False,
) -> str:
    """Show an object as indented plain text, without a newline at its end.

    Args:
        obj: A generated object, a list of them, a member of an enumeration, or
            a plain value.
        locale: The language, in any common spelling; without one, the reference.
        zone: Time zone to show moments in; without one, each in its own.
        empty: Show members that have no value, too.
    """
    lines: list[str] = []
    for row in rows(obj, locale, zone=zone, empty=empty):
        pad = _INDENT * row.depth
        first, *more = row.text.split("\n")
        head = f"{row.label}: " if row.label and first else f"{row.label}:"
        lines.append(pad + (head + first if row.label else first))
        lines += [f"{pad}{_INDENT}{line}" for line in more]
    return "\n".join(line.rstrip() for line in lines)


def rows(
    obj: object,
    locale: str | None = None,
    *,
    zone: tzinfo | None = None,
    empty: bool = False,
) -> list[Row]:
    """Give an object as rows of label, text and depth; the arguments are `render`'s.

    An object that contains itself, or is nested more than 60 deep, is cut off
    there with an ellipsis.
    """
    return list(_Walk(locale, zone=zone, empty=empty).walk("", "", obj, 0))


def show_value(
    value: object,
    locale: str | None = None,
    *,
    path: str = "",
    zone: tzinfo | None = None,
) -> str:
    """Show one plain value: a state, a number, a moment, a text.

    Args:
        value: The value.
        locale: The language.
        path: Path of the field it stands in, which tells shares from other
            numbers, and whose states a text may name.
        zone: Time zone to show moments in.
    """
    if value is None or value == "":
        return _NOTHING
    if isinstance(value, Enum):
        name = getattr(type(value), "__identifier__", type(value).__name__)
        return _label(f"{name}.{value.value}", locale) or show_plain(
            value.value, locale
        )
    if path in ENUMERATIONS and isinstance(value, str | int):
        found = _label(f"{ENUMERATIONS[path]}.{value}", locale)
        if found:
            return found
    if isinstance(value, bool):
        return show_flag(locale, is_true=value)
    return show_number(value, locale, path) or show_plain(value, locale, zone)


class _Walk:
    """One walk through an object; remembers what it is inside of."""

    def __init__(self, locale: str | None, *, zone: tzinfo | None, empty: bool) -> None:
        self._locale = locale
        self._zone = zone
        self._empty = empty
        self._inside: list[int] = []

    def walk(self, path: str, name: str, value: object, depth: int) -> Iterator[Row]:
        """Give the rows of a value that is called `name`."""
        value = _unwrap(value)
        if not _is_nested(value):
            text = show_value(value, self._locale, path=path, zone=self._zone)
            yield Row(name, text, depth, path)
            return
        if id(value) in self._inside or len(self._inside) >= _DEEPEST:
            yield Row(name, _CUT, depth, path)
            return
        self._inside.append(id(value))
        if isinstance(value, Sequence):
            yield from self._items(path, name, value, depth)
        else:
            yield from self._members(path, name, value, depth)
        self._inside.pop()

    def _members(
        self, path: str, name: str, value: object, depth: int
    ) -> Iterator[Row]:
        """Give a record: its own row, then those of its members."""
        own = _identifier(type(value))
        known = _label(own, self._locale)
        head = name or known or _words(own)
        below = [
            row
            for place, title, member in self._named(own, value)
            if self._empty or not _is_empty(member)
            for row in self.walk(place, title, member, depth + 1)
        ]
        place = path or (own if known else "")
        yield Row(head, "" if below else _NOTHING, depth, place)
        yield from below

    def _named(self, own: str, value: object) -> Iterator[tuple[str, str, object]]:
        """Give path, label and value of every member of a record or a mapping."""
        if isinstance(value, Mapping):
            yield from (("", show_plain(key), value[key]) for key in value)
            return
        for field in dataclasses.fields(value):  # type: ignore[arg-type]
            known = field.metadata
            name = str(known.get("json_name") or known.get("name", field.name))
            place = f"{own}.{name}"
            found = _label(place, self._locale)
            member = getattr(value, field.name, None)
            yield place if found else "", found or _words(name), member

    def _items(
        self, path: str, name: str, items: Sequence[object], depth: int
    ) -> Iterator[Row]:
        """Give a list: plain values on one row, others on rows of their own."""
        if not items:
            yield Row(name, _NOTHING, depth, path)
        elif not any(map(_is_nested, items)):
            shown = (
                show_value(item, self._locale, path=path, zone=self._zone)
                for item in items
            )
            yield Row(name, ", ".join(shown), depth, path)
        else:
            deeper = depth + 1 if name else depth
            if name:
                yield Row(name, "", depth, path)
            for number, item in enumerate(items, 1):
                yield from self.walk("", self._item_name(item, number), item, deeper)

    def _item_name(self, item: object, number: int) -> str:
        """Name an item by its type and number, or by its number alone."""
        shown = show_number(number, self._locale)
        if not dataclasses.is_dataclass(item):
            return shown
        own = _identifier(type(item))
        return f"{_label(own, self._locale) or _words(own)} {shown}"


def _unwrap(value: object) -> object:
    """Look through a record whose only member is a list, as an array type is."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = dataclasses.fields(value)
        if len(fields) == 1:
            only = getattr(value, fields[0].name, None)
            if isinstance(only, list):
                return only
    return value


def _is_nested(value: object) -> bool:
    if isinstance(value, str | bytes | type):
        return False
    return isinstance(value, Mapping | Sequence) or dataclasses.is_dataclass(value)


def _is_empty(value: object) -> bool:
    value = _unwrap(value)
    return value is None or (isinstance(value, str | Sequence | Mapping) and not value)


def _identifier(kind: type) -> str:
    """Give the name under which a class is documented."""
    return str(getattr(getattr(kind, "Meta", None), "name", kind.__name__))


def _label(path: str, locale: str | None) -> str:
    """Give a label, or nothing where the path is unknown."""
    try:
        return label(path, locale)
    except KeyError:
        return ""


def _words(identifier: str) -> str:
    """Give an identifier's words as a label, where there is no other."""
    words = _WORD.findall(identifier)
    text = " ".join(
        word if len(word) > 1 and word.isupper() else word.lower() for word in words
    )
    return show_plain(text[:1].upper() + text[1:] or identifier)
