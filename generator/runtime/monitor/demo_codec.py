"""Turns the package's objects into plain trees and back, for the demonstration.

A tree is a mapping of documented names to texts, trees and lists of them,
which is the same in XML and in JSON. It knows as much as a demonstration
needs; `binding` reads and writes XML for real.
"""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints
from xml.etree import ElementTree as ET

__all__ = ["Tree", "build", "complete", "from_element", "to_element", "values_of"]

Tree = Any
"""A text, a list of trees, or a mapping of names to trees."""
_SAMPLES: dict[type, object] = {
    bool: "false",
    int: "1",
    float: "1",
    Decimal: "1",
    dt.datetime: "2031-01-01T00:00:00+00:00",
    dt.date: "2031-01-01",
    dt.time: "00:00:00",
    bytes: "",
}


def _documented(field: dataclasses.Field[Any]) -> str:
    return str(
        field.metadata.get("json_name") or field.metadata.get("name", field.name)
    )


def build(kind: type, tree: Tree) -> Any:
    """Build an object of a class, leaving out what the class has no place for."""
    hints = get_type_hints(kind)
    members = {}
    for field in dataclasses.fields(kind):
        name = _documented(field)
        if name in tree:
            members[field.name] = _value(hints[field.name], tree[name])
    return kind(**members)


def complete(kind: type, tree: dict[str, Tree]) -> dict[str, Tree]:
    """Put a sample in every place that a class requires and a tree lacks."""
    hints = get_type_hints(kind)
    found = {}
    for field in dataclasses.fields(kind):
        name = _documented(field)
        item = _item(hints[field.name])
        if name in tree:
            found[name] = _completed(item, tree[name])
        elif field.metadata.get("required"):
            found[name] = _sample(item)
    return found


def values_of(kind: type, path: str) -> tuple[str, ...]:
    """Give the values of the enumeration that a member takes; none for any other."""
    for name in path.split("."):
        hints = get_type_hints(kind) if dataclasses.is_dataclass(kind) else {}
        names = {
            _documented(field): field.name
            for field in (dataclasses.fields(kind) if hints else ())
        }
        kind = _item(hints[names[name]]) if name in names else object
    return tuple(str(each.value) for each in kind) if issubclass(kind, Enum) else ()


def to_element(name: str, tree: Tree, namespace: str = "") -> ET.Element:
    """Write a tree as an element; its members are elements of the same namespace."""
    element = ET.Element(f"{{{namespace}}}{name}" if namespace else name)
    if not isinstance(tree, Mapping):
        element.text = str(tree)
        return element
    for key, value in tree.items():
        for item in value if isinstance(value, list) else [value]:
            element.append(to_element(key, item, namespace))
    return element


def from_element(element: ET.Element) -> Tree:
    """Read an element as a tree; of members of one name, a list."""
    if not len(element):
        return element.text or ""
    tree: dict[str, Tree] = {}
    for child in element:
        name, value = child.tag.rpartition("}")[2], from_element(child)
        if name in tree:
            former = tree[name]
            tree[name] = [*(former if isinstance(former, list) else [former]), value]
        else:
            tree[name] = value
    return tree


def _completed(kind: type, tree: Tree) -> Tree:
    if isinstance(tree, list):
        return [_completed(kind, item) for item in tree]
    is_record = dataclasses.is_dataclass(kind) and isinstance(tree, Mapping)
    return complete(kind, dict(tree)) if is_record else tree


def _sample(kind: type) -> Tree:
    if dataclasses.is_dataclass(kind):
        return complete(kind, {})
    if issubclass(kind, Enum):
        return str(next(iter(kind)).value)
    return _SAMPLES.get(kind, "sample")


def _value(hint: Any, tree: Tree) -> object:
    """Read a tree as what an annotation says; a text that is none of it stays."""
    kind = _item(hint)
    if _is_list(hint):
        return [
            _value(kind, item) for item in (tree if isinstance(tree, list) else [tree])
        ]
    if dataclasses.is_dataclass(kind):
        return build(kind, tree if isinstance(tree, Mapping) else {})
    return _plain(kind, tree)


def _plain(kind: type, tree: Tree) -> object:
    try:
        if kind is bool:
            return tree in {True, "true", "1"}
        if kind is bytes:
            return base64.b64decode(tree)
        if kind in {dt.datetime, dt.date, dt.time}:
            return kind.fromisoformat(tree)
        return kind(tree) if kind is not object else tree
    except (TypeError, ValueError, ArithmeticError):
        return tree


def _is_list(hint: Any) -> bool:
    return get_origin(hint) is list


def _item(hint: Any) -> type:
    """Give the class of a value, or of a list's item."""
    if _is_list(hint):
        return _item(get_args(hint)[0])
    if get_origin(hint) is UnionType or isinstance(hint, UnionType):
        return _item(next(each for each in get_args(hint) if each is not NoneType))
    return hint if isinstance(hint, type) else object
