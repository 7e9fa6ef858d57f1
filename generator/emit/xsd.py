"""Renders the model as XML Schema 1.0, one document for each namespace.

Documentation lists members in any order, so content models must not ask for
one: a record is `xs:all`. XSD 1.0 forbids repetition there; `_content` says
what takes its place. Everything is declared by name, so that one element name
always has one type within its parent, whatever the content model.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

import generator
from generator.emit.artifact import Artifact
from generator.emit.environment import xml_environment
from generator.emit.field_types import FieldKind, FieldTypes
from generator.emit.verify_xsd import verify_xsd
from generator.emit.xsd_namespaces import SchemaFiles
from generator.model.schema import Kind, Status
from generator.naming import xml_name

if TYPE_CHECKING:
    from pathlib import Path

    from generator.emit.emitter import Emission, EmitContext
    from generator.model.schema import (
        ComplexType,
        Enumeration,
        EnumerationValue,
        Field,
        LocalizedText,
        Schema,
    )

EMITTER = "xsd"
"""Its name for `--emit`."""

_EXACT_LIMIT = 3
"""Up to how many members every order of a record with a repeating one is spelt out."""
_LANGUAGE = re.compile("[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """What people and tools read beside a declaration."""

    documentation: tuple[LocalizedText, ...]
    """Descriptions in every locale whose tag `xml:lang` takes."""
    status: str
    """`provisional` or `unresolved`; empty for a sound declaration."""
    is_deprecated: bool = False
    """Said to be deprecated."""
    is_from_example: bool = False
    """In an example only; then its status is not empty."""
    group: str = ""
    """Of a state, where it stands in a thing's life; empty for none."""
    group_reason: str = ""
    """From what the group is inferred; empty for a declared one."""
    members: tuple[Member, ...] = ()
    """Known members of an open type, which XSD 1.0 cannot declare beside a wildcard."""
    lost: tuple[str, ...] = ()
    """Where members are documented whose names are lost; not empty in an open type only."""

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to say."""
        return not (
            self.documentation
            or self.status
            or self.is_deprecated
            or self.group
            or self.members
            or self.lost
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An element or attribute declaration."""

    name: str
    """Its name."""
    type: str
    """Qualified name of its type."""
    min_occurs: int
    """0 or 1."""
    max_occurs: str
    """`1` or `unbounded`."""
    annotation: Annotation


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A model group: `all`, `sequence`, `choice`, or the wildcard `any`."""

    tag: str
    """Which of them."""
    min_occurs: int = 1
    """0 or 1."""
    max_occurs: str = "1"
    """`1` or `unbounded`."""
    particles: tuple[Member | Group, ...] = ()
    """What stands in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """A named complex type, or a global element with a type of its own."""

    name: str
    """Its name."""
    is_element: bool
    """A global element."""
    content: Group | None
    """Its content model; None for empty content."""
    attributes: tuple[Member, ...]
    """Its attributes."""
    is_open: bool
    """Takes any attribute besides."""
    annotation: Annotation


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One enumeration facet."""

    value: str
    """The value."""
    annotation: Annotation


@dataclass(frozen=True, slots=True, kw_only=True)
class SimpleType:
    """A restriction of a built-in to some values, or a union of types."""

    name: str
    """Its name."""
    base: str = ""
    """Qualified name of the type it restricts; empty for a union."""
    values: tuple[Value, ...] = ()
    """The facets of a restriction."""
    members: tuple[str, ...] = ()
    """Qualified names of a union's types."""
    annotation: Annotation


def render_xsd(schema: Schema, templates_dir: Path | None = None) -> tuple[Artifact, ...]:
    """Render the schema's `.xsd`, the main one first; enumerations stand in that."""
    files = SchemaFiles(schema)
    view = _View(schema, files)
    template = xml_environment(templates_dir).get_template("schema.xsd.jinja")
    return tuple(
        Artifact(
            path=f"{schema.api}/{file.name}",
            content=template.render(
                schema=schema,
                version=generator.__version__,
                file=file,
                imports=files.imports(file),
                simple_types=view.simple_types() if file is files.main else (),
                declarations=[view.declaration(each) for each in file.types],
            ).encode(),
            emitter=EMITTER,
        )
        for file in files.all
    )


def emit_xsd(schema: Schema, context: EmitContext) -> Emission:
    """Render the schema files of one API, and verify them unless that was done before."""
    return verify_xsd(render_xsd(schema, context.templates_dir), context.cache)


class _View:
    """The model as the template wants it, names resolved to qualified ones."""

    def __init__(self, schema: Schema, files: SchemaFiles) -> None:
        self._files = files
        self._types = FieldTypes(schema)
        self._enumerations = {each.name: each for each in schema.enumerations}
        self._taken = {each.name for each in schema.types} | set(self._enumerations)
        self._narrowed = self._narrowed_names(schema)

    def _narrowed_names(self, schema: Schema) -> dict[tuple[str, str], str]:
        """Name a type for each enumeration of a built-in other than text: `Level.int`."""
        fields = (field for each in schema.types for field in each.fields)
        found = {self._types.resolve(field) for field in fields}
        pairs = {
            (each.name, each.builtin.name)
            for each in found
            if each.kind is FieldKind.NARROWED and each.builtin
        }
        return {pair: self._free(".".join(pair)) for pair in sorted(pairs)}

    def _free(self, name: str) -> str:
        """Take a name that no type has yet."""
        while name in self._taken:
            name += "_"
        self._taken.add(name)
        return name

    def simple_types(self) -> tuple[SimpleType, ...]:
        """Declare every enumeration, each with the built-ins that fields restrict by it."""
        own = [self._enumeration_types(each) for each in self._enumerations.values()]
        narrowed = [
            self._narrowed_types(name, self._enumerations[enumeration], base)
            for (enumeration, base), name in self._narrowed.items()
        ]
        return tuple(chain(*own, *narrowed))

    def _enumeration_types(self, enumeration: Enumeration) -> list[SimpleType]:
        annotation = _annotation(enumeration.documentation, is_deprecated=enumeration.is_deprecated)
        return self._restriction(enumeration.name, enumeration, "string", annotation)

    def _narrowed_types(self, name: str, enumeration: Enumeration, base: str) -> list[SimpleType]:
        return self._restriction(name, enumeration, base, _annotation(()))

    def _restriction(
        self, name: str, enumeration: Enumeration, base: str, annotation: Annotation
    ) -> list[SimpleType]:
        """Restrict a built-in; an open enumeration is a union of that and the built-in itself."""
        values = tuple(
            Value(value=each.value, annotation=_value_annotation(each))
            for each in enumeration.values
        )
        if not enumeration.is_open:
            return [SimpleType(name=name, base=f"xs:{base}", values=values, annotation=annotation)]
        known = self._free(f"{name}.known")
        union = (self._files.main.qualify(known), f"xs:{base}")
        return [
            SimpleType(name=name, members=union, annotation=annotation),
            SimpleType(name=known, base=f"xs:{base}", values=values, annotation=_annotation(())),
        ]

    def declaration(self, declared: ComplexType) -> Declaration:
        """Declare one complex type or global element."""
        elements = tuple(self._member(field) for field in declared.fields if not field.is_attribute)
        attributes = tuple(self._member(field) for field in declared.fields if field.is_attribute)
        return Declaration(
            name=declared.name,
            is_element=declared.is_element,
            content=_ANYTHING if declared.is_open else _content(elements, declared.kind),
            attributes=attributes,
            is_open=declared.is_open,
            annotation=replace(
                _annotation(
                    declared.documentation,
                    declared.status,
                    elements if declared.is_open else (),
                    is_deprecated=declared.is_deprecated,
                ),
                lost=declared.lost,
            ),
        )

    def _member(self, field: Field) -> Member:
        return Member(
            name=xml_name(field.name),
            type=self._simple_type(field) if field.is_attribute else self._type(field),
            min_occurs=field.min_occurs,
            max_occurs="1" if field.max_occurs == 1 else "unbounded",
            annotation=replace(
                _annotation(field.documentation, field.status, is_deprecated=field.is_deprecated),
                is_from_example=field.is_from_example,
            ),
        )

    def _type(self, field: Field) -> str:
        """Give the qualified name of a field's type; what nobody defines is `xs:anyType`."""
        found = self._types.resolve(field)
        if found.kind is FieldKind.NARROWED and found.builtin:
            return self._files.main.qualify(self._narrowed[found.name, found.builtin.name])
        if found.kind is FieldKind.BUILTIN and found.builtin:
            # NOTATION may not be used but through a restriction (XML Schema part 2, 3.2.19)
            name = found.builtin.name
            return "xs:string" if name == "NOTATION" else f"xs:{name}"
        if found.kind is FieldKind.COMPLEX:
            return self._files.file_of(found.name, is_element=False).qualify(found.name)
        return self._files.main.qualify(found.name) if found.name else "xs:anyType"

    def _simple_type(self, field: Field) -> str:
        """Give an attribute's type; a second `xs:ID` of one element would be an error."""
        name = self._type(field)
        return "xs:NCName" if name == "xs:ID" else name


_ANYTHING = Group(
    tag="sequence", particles=(Group(tag="any", min_occurs=0, max_occurs="unbounded"),)
)


def _content(elements: tuple[Member, ...], kind: Kind) -> Group | None:
    """Choose a content model that takes the elements in any order.

    Where one repeats, every order is spelt out while that is small. Beyond,
    a repeated choice takes all of them in any order and number: laxer than
    the pages, but the strictest that XSD 1.0 can say without an order.
    """
    if not elements:
        return None
    repeating = [each for each in elements if each.max_occurs != "1"]
    if not repeating:
        return Group(tag="all", particles=elements)
    if len(elements) == 1:
        return Group(tag="sequence", particles=elements)
    required = any(each.min_occurs for each in elements)
    if required and len(elements) <= _EXACT_LIMIT and kind is not Kind.ARRAY:
        return _orders(elements)
    once = tuple(replace(each, min_occurs=1, max_occurs="1") for each in elements)
    least = 1 if required else 0
    return Group(tag="choice", min_occurs=least, max_occurs="unbounded", particles=once)


def _orders(elements: tuple[Member, ...]) -> Group:
    """Spell out every order, each decided by its first element as XSD wants it.

    Members are documented in the first order, and not again in the others.
    """
    bare = tuple(replace(each, annotation=_annotation(())) for each in elements)
    branches: list[Member | Group] = []
    for index in range(len(elements)):
        shown = bare if branches else elements
        head = replace(shown[index], min_occurs=1)
        rest = shown[:index] + shown[index + 1 :]
        branches.append(Group(tag="sequence", particles=(head, _orders(rest))) if rest else head)
    least = 1 if any(each.min_occurs for each in elements) else 0
    return Group(tag="choice", min_occurs=least, particles=tuple(branches))


def _value_annotation(value: EnumerationValue) -> Annotation:
    """Annotate a value; a state's group is for tools, and says what it rests on."""
    return replace(
        _annotation(value.documentation, value.status, is_deprecated=value.is_deprecated),
        group=str(value.group or ""),
        group_reason=value.group_reason,
    )


def _annotation(
    documentation: tuple[LocalizedText, ...],
    status: Status = Status.INTACT,
    members: tuple[Member, ...] = (),
    *,
    is_deprecated: bool = False,
) -> Annotation:
    doubtful = status in {Status.PROVISIONAL, Status.UNRESOLVED}
    return Annotation(
        documentation=tuple(text for text in documentation if _LANGUAGE.fullmatch(text.locale)),
        status=str(status) if doubtful else "",
        is_deprecated=is_deprecated,
        members=members,
    )
