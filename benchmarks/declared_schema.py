"""An XML Schema or a table of facts → what it declares: definitions, fields, types, occurrence.

Only what a message may hold counts, not how the schema says it: orders that
are spelt out, groups, extensions and anonymous types all come down to one
entry for each name, and a restriction of a built-in to that built-in.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xmlschema import XMLSchema
from xmlschema.validators import (
    XsdAnyElement,
    XsdAtomicRestriction,
    XsdComplexType,
    XsdElement,
    XsdGroup,
    XsdUnion,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from xmlschema.validators import XsdType

_XSD: Final = "{http://www.w3.org/2001/XMLSchema}"
UNBOUNDED: Final = 1 << 30
"""Stands for no upper bound, and outgrows no sum."""
_COLUMNS: Final = ["kind", "definition", "field", "type", "min", "max"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredField:
    """One member that a definition declares, under one name."""

    types: frozenset[str]
    """`xsd:int`, `types:Asset`, `anonymous`; several where the schema gives it several."""
    min_occurs: int
    """The least there must be in any valid content."""
    max_occurs: int
    """The most there may be; `UNBOUNDED` for no bound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One named complex type (`type`) or global element (`element`)."""

    kind: str
    """Which of them."""
    name: str
    """Its name."""
    fields: Mapping[str, DeclaredField]
    """Its elements and attributes by name."""
    is_open: bool
    """It takes elements that it does not name."""


Declared = dict[tuple[str, str], Definition]
"""Kind and name → definition."""


def read_truth(path: Path) -> Declared:
    """Read a table of facts: kind, definition, field, type, min, max.

    Raises:
        ValueError: The file has other columns, or a row that is none of these.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    if not rows or rows[0] != _COLUMNS:
        raise ValueError(f"{path}: expected the columns {', '.join(_COLUMNS)}")
    fields: dict[tuple[str, str], dict[str, DeclaredField]] = {}
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(_COLUMNS) or row[0] not in {"type", "element"} or not row[1]:
            raise ValueError(f"{path}:{number}: not a row of kind, {', '.join(_COLUMNS[1:])}")
        kind, name, field, type_, least, most = row
        own = fields.setdefault((kind, name), {})
        if field:
            own[field] = DeclaredField(
                types=frozenset({type_}),
                min_occurs=int(least),
                max_occurs=UNBOUNDED if most == "unbounded" else int(most),
            )
    return {
        (kind, name): Definition(kind=kind, name=name, fields=own, is_open=False)
        for (kind, name), own in fields.items()
    }


def read_schema(path: Path) -> Declared:
    """Read an XML Schema and what it includes or imports beside it.

    Raises:
        xmlschema.XMLSchemaException: The file is no valid XML Schema.
    """
    schema = XMLSchema(str(path), allow="sandbox")
    found = [_define("type", type_, type_) for type_ in schema.maps.types.values()]
    found += [_define("element", each, each.type) for each in schema.maps.elements.values()]
    return {(each.kind, each.name): each for each in found if each is not None}


def _define(kind: str, component: XsdElement | XsdType, type_: XsdType) -> Definition | None:
    """Read one global component; a simple type and what XML Schema brings itself are none."""
    if component.name is None or component.name.startswith(_XSD):
        return None
    is_complex = isinstance(type_, XsdComplexType)
    if kind == "type" and not is_complex:
        return None
    content = type_.content if isinstance(type_, XsdComplexType) else None
    fields: dict[str, DeclaredField] = {}
    if isinstance(content, XsdGroup):
        fields = _collect(content)
    if isinstance(type_, XsdComplexType):
        fields |= dict(_attributes(type_))
    is_open = isinstance(content, XsdGroup) and any(
        isinstance(each, XsdAnyElement) for each in content.iter_elements()
    )
    return Definition(kind=kind, name=_local(component.name), fields=fields, is_open=is_open)


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _attributes(type_: XsdComplexType) -> Iterator[tuple[str, DeclaredField]]:
    for name, attribute in type_.attributes.items():
        if name is not None and attribute.type is not None:
            yield (
                attribute.local_name,
                DeclaredField(
                    types=frozenset({_type_key(attribute.type)}),
                    min_occurs=int(attribute.use == "required"),
                    max_occurs=1,
                ),
            )


def _collect(group: XsdGroup) -> dict[str, DeclaredField]:
    """Collect the elements of a model group, whatever the order it asks for."""
    parts = [_particle(each) for each in group]
    found = _alternatives(parts) if group.model == "choice" else _together(parts)
    return {name: _times(field, group) for name, field in found.items()}


def _particle(particle: object) -> dict[str, DeclaredField]:
    if isinstance(particle, XsdGroup):
        return _collect(particle)
    if isinstance(particle, XsdElement):
        once = DeclaredField(
            types=frozenset({_type_key(particle.type)}), min_occurs=1, max_occurs=1
        )
        return {particle.local_name: _times(once, particle)}
    return {}


def _together(parts: Iterable[Mapping[str, DeclaredField]]) -> dict[str, DeclaredField]:
    """Join the parts of a sequence: what stands in two of them stands twice."""
    found: dict[str, DeclaredField] = {}
    for part in parts:
        for name, field in part.items():
            former = found.get(name)
            found[name] = field if former is None else _plus(former, field)
    return found


def _plus(left: DeclaredField, right: DeclaredField) -> DeclaredField:
    return DeclaredField(
        types=left.types | right.types,
        min_occurs=left.min_occurs + right.min_occurs,
        max_occurs=min(left.max_occurs + right.max_occurs, UNBOUNDED),
    )


def _alternatives(parts: list[dict[str, DeclaredField]]) -> dict[str, DeclaredField]:
    """Join the branches of a choice: what one of them lacks need not be there."""
    names = dict.fromkeys(name for part in parts for name in part)
    return {name: _either(name, parts) for name in names}


def _either(name: str, parts: list[dict[str, DeclaredField]]) -> DeclaredField:
    found = [part[name] for part in parts if name in part]
    return DeclaredField(
        types=frozenset[str]().union(*(field.types for field in found)),
        min_occurs=min(field.min_occurs for field in found) if len(found) == len(parts) else 0,
        max_occurs=max(field.max_occurs for field in found),
    )


def _times(field: DeclaredField, particle: XsdGroup | XsdElement) -> DeclaredField:
    """Repeat a field as often as the particle around it."""
    most = UNBOUNDED if particle.max_occurs is None else particle.max_occurs
    return DeclaredField(
        types=field.types,
        min_occurs=field.min_occurs * particle.min_occurs,
        max_occurs=min(field.max_occurs * most, UNBOUNDED),
    )


def _type_key(type_: XsdType) -> str:
    """Name a type as tables of facts do; a simple type of the schema's own is its built-in."""
    if isinstance(type_, XsdComplexType):
        if type_.name == f"{_XSD}anyType":
            return "xsd:anyType"
        return f"types:{type_.local_name}" if type_.name else "anonymous"
    if type_.name and type_.name.startswith(_XSD):
        return f"xsd:{type_.local_name}"
    if isinstance(type_, XsdUnion):
        members = {_type_key(member) for member in type_.member_types}
        return members.pop() if len(members) == 1 else "xsd:anySimpleType"
    if isinstance(type_, XsdAtomicRestriction) and type_.base_type is not None:
        return _type_key(type_.base_type)
    return "xsd:anySimpleType"
