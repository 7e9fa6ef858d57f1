"""What a field's type comes to, decided once so that every emitter says the same."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from generator.emit.builtins import BUILTINS
from generator.model.schema import TypeKind

if TYPE_CHECKING:
    from generator.emit.builtins import Builtin
    from generator.model.schema import Enumeration, Field, Schema


class FieldKind(StrEnum):
    """What a field holds."""

    COMPLEX = "complex"
    """A record or an array of the model."""
    ENUMERATION = "enumeration"
    """A value of an enumeration, as text."""
    NARROWED = "narrowed"
    """A value of an enumeration, as another built-in than text."""
    BUILTIN = "builtin"
    """A value of a built-in."""
    ANYTHING = "anything"
    """Whatever comes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldType:
    """The resolved type of a field; of a repeating one, of an item."""

    kind: FieldKind
    """What it holds."""
    name: str = ""
    """The complex type or the enumeration; empty for neither."""
    builtin: Builtin | None = None
    """The built-in, also the one that an enumeration narrows."""


class FieldTypes:
    """Resolves the fields of one schema; what nobody defines takes anything."""

    def __init__(self, schema: Schema) -> None:
        self._complex = {each.name for each in schema.types if not each.is_element}
        self._enumerations = {each.name: each for each in schema.enumerations}

    def resolve(self, field: Field) -> FieldType:
        """Resolve a field's type and enumeration together; an attribute's is always simple."""
        found = self._resolve(field)
        if field.is_attribute and found.kind in {FieldKind.COMPLEX, FieldKind.ANYTHING}:
            return FieldType(kind=FieldKind.BUILTIN, builtin=BUILTINS["anySimpleType"])
        return found

    def _resolve(self, field: Field) -> FieldType:
        enumeration = self._enumerations.get(field.enumeration)
        if field.type.kind is TypeKind.COMPLEX and field.type.name in self._complex:
            return FieldType(kind=FieldKind.COMPLEX, name=field.type.name)
        if field.type.kind is not TypeKind.BUILTIN:
            return _enumerated(enumeration) or FieldType(kind=FieldKind.ANYTHING)
        builtin = BUILTINS.get(field.type.name)
        if builtin is None:
            return _enumerated(enumeration) or FieldType(kind=FieldKind.ANYTHING)
        if enumeration is None or not _fits(enumeration, builtin):
            return FieldType(kind=FieldKind.BUILTIN, builtin=builtin)
        kind = FieldKind.ENUMERATION if builtin.is_text else FieldKind.NARROWED
        return FieldType(kind=kind, name=enumeration.name, builtin=builtin)


def _enumerated(enumeration: Enumeration | None) -> FieldType | None:
    """Give the type of a field of which nothing but its values is known."""
    if enumeration is None:
        return None
    return FieldType(kind=FieldKind.ENUMERATION, name=enumeration.name, builtin=BUILTINS["string"])


def _fits(enumeration: Enumeration, builtin: Builtin) -> bool:
    """Tell whether a built-in can be restricted to the values; `boolean` takes no such facet."""
    return builtin.name != "boolean" and all(
        builtin.accepts(each.value) for each in enumeration.values
    )
