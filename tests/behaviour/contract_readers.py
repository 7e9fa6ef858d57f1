"""Reads what each rendered contract declares, by the tools its users have, into one form.

A contract is `Contract`: member by definition, with what it holds, whether it
is required and whether it repeats. What it holds is `("type", name)`,
`("values", texts, is_open)`, or a category: `text`, `integer`, `number`,
`decimal`, `boolean`, `simple`, `any`.
"""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import subprocess
import types
import typing
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree

from benchmarks.declared_schema import UNBOUNDED, read_schema
from generator.emit.builtins import BUILTINS
from generator.emit.field_types import FieldKind, FieldTypes

if TYPE_CHECKING:
    from types import ModuleType

    from generator.model.schema import Field, Schema

Holds = Any
Member = tuple[Holds, bool, bool]
Contract = dict[str, dict[str, Member]]
_XS = {"xs": "http://www.w3.org/2001/XMLSchema"}
_CATEGORIES = {"int": "integer", "float": "number", "Decimal": "decimal", "bool": "boolean"}


def read_model(schema: Schema) -> Contract:
    """Say what the model declares; open types name members but promise nothing of them."""
    resolve = FieldTypes(schema).resolve
    values = {each.name: each for each in schema.enumerations}

    def member(field: Field) -> Member:
        found = resolve(field)
        holds: Holds = "any"
        if found.kind is FieldKind.COMPLEX:
            holds = ("type", found.name)
        elif found.kind in {FieldKind.ENUMERATION, FieldKind.NARROWED}:
            listed = values[found.name]
            texts = frozenset(_plain(each.value) for each in listed.values)
            category = _category(found.builtin.name) if found.builtin else "text"
            holds = ("values", texts, listed.is_open, category)
        elif found.builtin:
            holds = _category(found.builtin.name)
        return holds, bool(field.min_occurs), field.max_occurs is None

    return {
        each.name: {field.name: member(field) for field in each.fields}
        for each in schema.types
        if not each.is_open
    }


def _category(builtin: str) -> str:
    if builtin == "anySimpleType":
        return "simple"
    return _CATEGORIES.get(BUILTINS[builtin].python, "text")


def _plain(value: object) -> str:
    """Write a value in one way, whether it travels as a number or as its text."""
    try:
        return str(float(str(value)))
    except ValueError:
        return str(value)


def read_xsd(path: Path, names: set[str]) -> Contract:
    """Read the XML Schema: content by xmlschema, the types' names by lxml."""
    # what an XPath gives is known by who writes it, not by lxml's types
    roots: list[Any] = [etree.parse(each).getroot() for each in sorted(path.parent.glob("*.xsd"))]
    simple = {
        each.get("name", ""): each for root in roots for each in root.findall("xs:simpleType", _XS)
    }
    declared = read_schema(path)

    def holds(type_: str) -> Holds:
        prefix, _, name = type_.rpartition(":")
        if prefix == "xs":
            return "any" if name == "anyType" else _category(name)
        return _simple(simple[name], simple) if name in simple else ("type", name)

    found: Contract = {}
    for (_kind, name), definition in declared.items():
        if name not in names:
            continue
        query = "xs:*[@name=$name][not(self::xs:simpleType)]"
        (node,) = [each for root in roots for each in root.xpath(query, namespaces=_XS, name=name)]
        refs = {
            each.get("name"): each.get("type")
            for each in node.iter()
            if each.get("type") is not None
        }
        found[name] = {
            own: (holds(refs[own]), each.min_occurs > 0, each.max_occurs >= UNBOUNDED)
            for own, each in definition.fields.items()
        }
    return found


def _simple(node: Any, known: dict[str, Any]) -> Holds:  # noqa: ANN401  an element of lxml
    union = node.find("xs:union", _XS)
    if union is not None:
        first, *_ = [
            each for each in union.get("memberTypes").split() if not each.startswith("xs:")
        ]
        _, texts, _, category = _simple(known[first.rpartition(":")[2]], known)
        return "values", texts, True, category
    restriction = node.find("xs:restriction", _XS)
    values = [each.get("value") for each in restriction.findall("xs:enumeration", _XS)]
    base = restriction.get("base").rpartition(":")[2]
    return "values", frozenset(map(_plain, values)), False, _category(base)


def read_python(package: ModuleType) -> Contract:
    """Read the classes: fields, hints and defaults."""
    found: Contract = {}
    for export in package.__all__:
        cls = getattr(package, export)
        if not isinstance(cls, type) or not dataclasses.is_dataclass(cls):
            continue
        hints = typing.get_type_hints(cls)
        name = typing.cast("Any", cls).Meta.name
        found[name] = {
            field.metadata["name"]: _python_member(field, hints[field.name])
            for field in dataclasses.fields(cls)
            if "name" in field.metadata
        }
    return found


def _python_member(field: dataclasses.Field[Any], hint: Any) -> Member:  # noqa: ANN401  any type
    repeats = typing.get_origin(hint) is list
    item = typing.get_args(hint)[0] if repeats else hint
    kinds = [item]
    if isinstance(item, types.UnionType):
        kinds = [each for each in typing.get_args(item) if each is not types.NoneType]
    metadata = field.metadata
    required = bool(metadata.get("required") or metadata.get("min_occurs"))
    first = kinds[0]
    if dataclasses.is_dataclass(first):
        return ("type", first.Meta.name), required, repeats  # type: ignore[union-attr]
    if isinstance(first, type) and issubclass(first, Enum):
        texts = frozenset(_plain(each.value) for each in first)
        return ("values", texts, str in kinds, "text"), required, repeats
    return "any" if first is object else _CATEGORIES.get(first.__name__, "text"), required, repeats


def read_json_schema(content: dict[str, Any], names: set[str]) -> Contract:
    """Read the definitions of the JSON Schema."""
    definitions = content["$defs"]
    return {
        name: {
            own: _json_member(rule, own in rules.get("required", ()), definitions)
            for own, rule in rules.get("properties", {}).items()
        }
        for name, rules in definitions.items()
        if name in names
    }


def _json_member(rule: dict[str, Any], required: bool, known: dict[str, Any]) -> Member:
    repeats = rule.get("type") == "array"
    item = rule["items"] if repeats else rule
    if "$ref" in item:
        name = item["$ref"].rpartition("/")[2]
        target = known[name]
        if target["type"] == "object":
            return ("type", name), required, repeats
        item = target
    values = item.get("enum") or next(
        (each["enum"] for each in item.get("anyOf", ()) if each), None
    )
    category = _json_category(item.get("type"))
    if values is None:
        return category, required, repeats
    texts = frozenset(map(_plain, values))
    return ("values", texts, "anyOf" in item), required, repeats


def _json_category(kind: object) -> str:
    if isinstance(kind, list):
        return "simple" if "boolean" in kind else "decimal"
    return {None: "any", "string": "text"}.get(kind, str(kind))  # type: ignore[call-overload, no-any-return]


def find_typescript() -> tuple[str, str] | None:
    """Find node and the compiler's own module beside `tsc`."""
    tsc, node = os.environ.get("GEN_SCHEMA_TSC") or shutil.which("tsc"), shutil.which("node")
    module = Path(tsc).resolve().parents[1] / "lib" / "typescript.js" if tsc else None
    return (node, str(module)) if node and module and module.is_file() else None


def read_typescript(path: Path, names: set[str]) -> Contract:
    """Read the declarations through the compiler's parser."""
    compiler = find_typescript()
    assert compiler is not None
    script = Path(__file__).with_name("read_declarations.mjs")
    done = subprocess.run(
        [compiler[0], script, compiler[1], path], check=True, capture_output=True, text=True
    )
    found = json.loads(done.stdout)
    return {
        name: {
            own: _ts_member(shape, optional, found["unions"]) for own, optional, shape in members
        }
        for name, members in found["interfaces"].items()
        if name in names
    }


def _ts_member(shape: dict[str, Any], optional: bool, unions: dict[str, Any]) -> Member:
    repeats = "array" in shape
    item = shape.get("array", shape)
    if "ref" in item and item["ref"] not in unions:
        return ("type", item["ref"]), not optional, repeats
    item = unions.get(item.get("ref"), item)
    parts = item.get("union", [item])
    values = [each["value"] for each in parts if "value" in each]
    if values:
        texts = frozenset(map(_plain, values))
        return ("values", texts, any("open" in each for each in parts)), not optional, repeats
    kinds = {each["keyword"] for each in parts}
    named = {"string": "text", "unknown": "any"}
    if len(kinds) == 1:
        (kind,) = kinds
        return named.get(kind, kind), not optional, repeats
    return "simple" if "boolean" in kinds else "decimal", not optional, repeats
