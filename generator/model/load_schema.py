"""Reads a `schema.json` back into the model it was rendered from."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.model.schema import Schema

if TYPE_CHECKING:
    from collections.abc import Mapping


def load_schema(path: str | Path) -> Schema:
    """Read a `schema.json`.

    Args:
        path: The file, as `gen-schema --emit model` writes it.

    Returns:
        The model, equal to the one that was rendered.

    Raises:
        ValueError: The file is no JSON, or not of this model; the message says where.
        OSError: The file cannot be read.
    """
    return typing.cast("Schema", _record(Schema, json.loads(Path(path).read_text("utf-8")), "$"))


def _record(record: type, value: object, where: str) -> object:
    """Build a record of the model from a JSON object with its fields and no others.

    Fields that have defaults may be missing: an earlier version wrote the file.
    """
    if not isinstance(value, dict):
        message = f"{where}: expected an object, found {type(value).__name__}"
        raise ValueError(message)  # noqa: TRY004  the file is wrong, not the caller
    hints = _hints(record)
    odd = (set(value) - set(hints)) | (_required(record) - set(value))
    if odd:
        raise ValueError(f"{where}: missing or unknown keys {sorted(odd)}")
    arguments = {
        name: _value(hint, value[name], f"{where}.{name}")
        for name, hint in hints.items()
        if name in value
    }
    return record(**arguments)


def _required(record: Any) -> set[str]:  # noqa: ANN401  a dataclass
    """Name the fields that have no default."""
    missing = dataclasses.MISSING
    return {field.name for field in dataclasses.fields(record) if field.default is missing}


def _hints(record: type) -> Mapping[str, Any]:
    """Give the types of a record's fields."""
    hints = typing.get_type_hints(record)
    return {field.name: hints[field.name] for field in dataclasses.fields(record)}


def _value(hint: Any, value: object, where: str) -> object:  # noqa: ANN401  a type, whatever its form
    """Build a value of the type that a field is declared with."""
    if typing.get_origin(hint) is tuple:
        if not isinstance(value, list):
            raise ValueError(f"{where}: expected an array, found {type(value).__name__}")
        item = typing.get_args(hint)[0]
        return tuple(_value(item, each, f"{where}[{index}]") for index, each in enumerate(value))
    if isinstance(hint, types.UnionType):
        if value is None:
            return None
        return _value(typing.get_args(hint)[0], value, where)
    if dataclasses.is_dataclass(hint):
        return _record(typing.cast("type", hint), value, where)
    return _scalar(hint, value, where)


def _scalar(hint: type, value: object, where: str) -> object:
    """Check a text, a number or a truth value, and find the member of a closed set."""
    if issubclass(hint, StrEnum):
        if value not in set(hint):
            raise ValueError(f"{where}: {value!r} is none of {[str(each) for each in hint]}")
        return hint(str(value))
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if type(value) is not hint:
        raise ValueError(f"{where}: expected {hint.__name__}, found {type(value).__name__}")
    return value
