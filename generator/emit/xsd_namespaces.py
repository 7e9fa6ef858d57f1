"""Lays out the schema files: one for each XML namespace, the target's being the main one.

XML Schema 1.0 gives a document one target namespace. What the pages show in a
namespace of its own, a header or a fault, so stands in a file beside the main
one, which imports it; it imports whatever its members refer to in turn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.emit.field_types import FieldKind, FieldTypes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.schema import ComplexType, Schema

_MAIN_PREFIX = "types"


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaFile:
    """One schema file."""

    namespace: str
    """Its target namespace; empty for none."""
    prefix: str
    """The prefix of that namespace, in all files; empty where it has none."""
    name: str
    """Its file's name, the same folder for all."""
    types: tuple[ComplexType, ...]
    """The types and elements that stand in it, in the model's order."""

    def qualify(self, name: str) -> str:
        """Qualify the name of what stands in it."""
        return f"{self.prefix}:{name}" if self.prefix else name


class SchemaFiles:
    """The files of one API."""

    def __init__(self, schema: Schema) -> None:
        self._types = FieldTypes(schema)
        own = sorted(
            {each.namespace for each in schema.types} - {"", schema.namespace},
        )
        self.main = SchemaFile(
            namespace=schema.namespace,
            prefix=_MAIN_PREFIX if schema.namespace else "",
            name=f"{schema.api}.xsd",
            types=tuple(t for t in schema.types if t.namespace not in own),
        )
        self.others = tuple(self._others(schema, own))
        """The files of other namespaces, by namespace."""
        self._files = {
            (each.name, each.is_element): file for file in self.all for each in file.types
        }

    @property
    def all(self) -> tuple[SchemaFile, ...]:
        """Give all files, the main one first."""
        return (self.main, *self.others)

    def file_of(self, name: str, *, is_element: bool) -> SchemaFile:
        """Find the file of a type or of an element; enumerations stand in the main one."""
        return self._files.get((name, is_element), self.main)

    def imports(self, file: SchemaFile) -> tuple[SchemaFile, ...]:
        """Give the files that one imports: the main one all, another what it refers to."""
        if file is self.main:
            return self.others
        wanted = {found.name for found in self._references(file.types)}
        return tuple(each for each in self.all if each.name in wanted and each is not file)

    def _references(self, types: Iterable[ComplexType]) -> Iterable[SchemaFile]:
        """Give the file of everything that the members of types refer to."""
        for each in types:
            for field in each.fields:
                found = self._types.resolve(field)
                if found.kind is FieldKind.COMPLEX:
                    yield self.file_of(found.name, is_element=False)
                elif found.kind in {FieldKind.ENUMERATION, FieldKind.NARROWED}:
                    yield self.main

    def _others(self, schema: Schema, namespaces: list[str]) -> Iterable[SchemaFile]:
        """Name the files after the kinds of what stands in them, numbered where that is shared."""
        taken: dict[str, int] = {}
        for number, namespace in enumerate(namespaces, 1):
            types = tuple(each for each in schema.types if each.namespace == namespace)
            stem = "-".join([schema.api, *sorted({str(each.kind) for each in types})])
            taken[stem] = taken.get(stem, 0) + 1
            ordinal = f"-{taken[stem]}" if taken[stem] > 1 else ""
            yield SchemaFile(
                namespace=namespace, prefix=f"ns{number}", name=f"{stem}{ordinal}.xsd", types=types
            )
