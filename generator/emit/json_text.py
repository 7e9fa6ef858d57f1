"""Writes JSON files: the characters themselves, one escape where UTF-8 has no bytes.

The standard library's encoder writes indented text in Python, step by step;
this one has a line for every member too, and the strings written in C.
"""

from __future__ import annotations

import json
import re
from dataclasses import fields
from functools import cache
from json.encoder import encode_basestring
from math import isfinite
from typing import Any

_SURROGATE = re.compile("[\ud800-\udfff]")


def json_bytes(content: object, indent: int = 2) -> bytes:
    """Write JSON with a line for every member; a lone surrogate becomes JSON's own escape.

    Args:
        content: Lists, tuples, dictionaries by text, plain values, and records, which are
            written by the names of their fields, sorted.
        indent: Columns of a level.
    """
    text = _write(content, "\n", " " * indent) + "\n"
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text).encode()


def _write(value: Any, line: str, step: str) -> str:  # noqa: ANN401 - whatever JSON takes
    """Write a value behind what stands on its first line; `line` begins each further one."""
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, float) and isfinite(value):
        return repr(value)
    if value is None or isinstance(value, int | float):
        return json.dumps(value)
    inner = line + step
    if isinstance(value, list | tuple):
        items = [_write(each, inner, step) for each in value]
        return f"[{inner}{f',{inner}'.join(items)}{line}]" if items else "[]"
    pairs = value.items() if isinstance(value, dict) else _members(value)
    members = [f"{encode_basestring(key)}: {_write(each, inner, step)}" for key, each in pairs]
    return f"{{{inner}{f',{inner}'.join(members)}{line}}}" if members else "{}"


def _members(record: object) -> list[tuple[str, Any]]:
    kind: Any = type(record)  # mypy takes no class for hashable
    return [(name, getattr(record, name)) for name in _names(kind)]


@cache
def _names(kind: type[Any]) -> list[str]:
    return sorted(each.name for each in fields(kind))
