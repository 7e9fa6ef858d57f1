"""Renders the modules that show objects to people, and what the model knows about that.

Which numbers are shares of a whole, and of 1 or of 100, is read from names
and types; descriptions, in any language, tell the two apart by the figures in
them. What stays open is left to the value itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.emit.environment import Code, py_string
from generator.emit.field_types import FieldKind, FieldTypes
from generator.emit.runtime_files import copy_modules, py_table, render_table
from generator.naming import split_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.emit.artifact import Artifact
    from generator.emit.field_types import FieldType
    from generator.model.schema import Field, Schema

_EMITTER = "labels"
_MODULES = ("rendering.py", "value_texts.py")
_SHARE_WORDS = frozenset({"progress", "percent", "percentage", "completion", "pct"})
_PERCENT_WORDS = frozenset({"percent", "percentage", "pct"})
_PLAIN_WORDS = frozenset({"code", "handle", "id", "key", "no", "port", "version", "year"})
_FRACTION = re.compile(r"(?<![\d.,])1[.,]0+(?!\d)")
_PERCENT = re.compile(r"(?<![\d.,])100(?!\d)|[%％٪]")


def render_rendering(schema: Schema, *, templates_dir: Path | None = None) -> tuple[Artifact, ...]:
    """Render the modules that show objects; a file in `templates_dir` overrides ours."""
    modules = copy_modules(schema, _MODULES, emitter=_EMITTER, templates_dir=templates_dir)
    body = Code(_facts(schema))
    summary = Code("What the model says about showing values.")
    name = "rendering_facts.py"
    return (*modules, render_table(schema, name, summary, body, emitter=_EMITTER))


def share_scale(field: Field, found: FieldType) -> int | None:
    """Tell what a field that is a share counts as all: 1, 100, or 0 where unknown.

    None: the field is no share.
    """
    builtin = found.builtin
    if found.kind is not FieldKind.BUILTIN or builtin is None or field.max_occurs != 1:
        return None
    if not names_share(field.name) or builtin.python not in {"int", "float", "Decimal"}:
        return None
    if builtin.python == "int" or _words(field.name) & _PERCENT_WORDS:
        return 100
    text = "\n".join(each.text for each in field.documentation)
    return 100 if _PERCENT.search(text) else 1 if _FRACTION.search(text) else 0


def names_share(name: str) -> bool:
    """Tell whether a name is one of a share."""
    return bool(_words(name) & _SHARE_WORDS)


def _words(name: str) -> set[str]:
    return {word.lower() for word in split_words(name)}


def _facts(schema: Schema) -> str:
    """Write the tables."""
    enumerations, shares, plain = [], [], []
    for path, field, found in _fields(schema):
        scale = share_scale(field, found)
        if found.kind in {FieldKind.ENUMERATION, FieldKind.NARROWED}:
            enumerations.append((path, py_string(found.name)))
        elif scale is not None:
            shares.append((path, Code(str(scale))))
        elif found.builtin and found.builtin.python == "int":
            words = split_words(field.name)
            if words and words[-1].lower() in _PLAIN_WORDS:
                plain.append(path)
    names = "".join(f"        {py_string(path)},\n" for path in plain)
    frozen = f"frozenset(\n    {{\n{names}    }}\n)" if plain else "frozenset()"
    return (
        '__all__ = ["ENUMERATIONS", "PLAIN", "SHARES"]\n\n'
        f"ENUMERATIONS: dict[str, str] = {py_table(enumerations)}\n"
        '"""Which enumeration a field takes its values from, by the field\'s path."""\n'
        f"PLAIN: frozenset[str] = {frozen}\n"
        '"""Paths of integers that are no quantities: keys, codes, years."""\n'
        f"SHARES: dict[str, int] = {py_table(shares)}\n"
        '"""What a field that is a share counts as all: 1, 100, or 0 where unknown."""\n'
    )


def _fields(schema: Schema) -> Iterator[tuple[str, Field, FieldType]]:
    """Give every field once by its path, a named type's before a message's."""
    types = FieldTypes(schema)
    seen: set[str] = set()
    for declared in sorted(schema.types, key=lambda each: (each.name, each.is_element)):
        for field in declared.fields:
            path = f"{declared.name}.{field.name}"
            if path not in seen:
                seen.add(path)
                yield path, field, types.resolve(field)
