"""Describes `schema.json` by a JSON Schema, worked out from the records themselves.

What it gives is committed as `schema.schema.json` beside this module, for
programs in any language; a test holds the two equal, so that neither drifts.
"""

from __future__ import annotations

import ast
import dataclasses
import inspect
import itertools
import textwrap
import types
import typing
from enum import StrEnum
from typing import Any

from generator.model.schema import Schema

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SCALARS = {str: "string", int: "integer", float: "number", bool: "boolean"}


def describe_schema() -> dict[str, object]:
    """Give the JSON Schema of `schema.json`."""
    definitions: dict[str, object] = {}
    root = _rule(Schema, definitions)
    return {
        "$schema": _DIALECT,
        "title": "The model of an API, as gen-schema writes it to schema.json",
        **root,
        "$defs": dict(sorted(definitions.items())),
    }


def _rule(hint: Any, definitions: dict[str, object]) -> dict[str, object]:  # noqa: ANN401  a type, whatever its form
    """Say what a value of a type looks like; records and closed sets are defined once."""
    if typing.get_origin(hint) is tuple:
        return {"type": "array", "items": _rule(typing.get_args(hint)[0], definitions)}
    if isinstance(hint, types.UnionType):
        own = _rule(typing.get_args(hint)[0], definitions)
        if "type" not in own:
            return {"anyOf": [own, {"type": "null"}]}
        return {**own, "type": [own["type"], "null"]}
    if hint in _SCALARS:
        return {"type": _SCALARS[hint]}
    if hint.__name__ not in definitions:
        definitions[hint.__name__] = {}
        describe = _closed_set if issubclass(hint, StrEnum) else _record
        definitions[hint.__name__] = describe(hint, definitions)
    return {"$ref": f"#/$defs/{hint.__name__}"}


def _record(record: Any, definitions: dict[str, object]) -> dict[str, object]:  # noqa: ANN401  a dataclass
    """Describe a record: every member is always there, and no other is."""
    hints = typing.get_type_hints(record)
    texts = _texts(record)
    names = [field.name for field in dataclasses.fields(record)]
    return {
        "description": _line(record.__doc__),
        "type": "object",
        "properties": {
            name: {"description": texts[name], **_rule(hints[name], definitions)} for name in names
        },
        "required": names,
        "additionalProperties": False,
    }


def _closed_set(kind: type[StrEnum], _definitions: dict[str, object]) -> dict[str, object]:
    texts = _texts(kind)
    values = [{"const": each.value, "description": texts[each.name]} for each in kind]
    return {"description": _line(kind.__doc__), "type": "string", "oneOf": values}


def _texts(kind: type) -> dict[str, str]:
    """Read the string under each member of a class."""
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(kind))).body
    body = typing.cast("ast.ClassDef", tree).body
    found: dict[str, str] = {}
    for member, text in itertools.pairwise(body):
        target = member.target if isinstance(member, ast.AnnAssign) else None
        if isinstance(member, ast.Assign):
            target = member.targets[0]  # type: ignore[assignment]  # members have one target
        if isinstance(target, ast.Name) and isinstance(text, ast.Expr):
            found[target.id] = _line(typing.cast("str", ast.literal_eval(text.value)))
    return found


def _line(text: str | None) -> str:
    return " ".join((text or "").split())
