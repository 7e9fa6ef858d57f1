"""Renders the fields of emitted dataclasses: names, annotations, defaults, xsdata's metadata."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.emit.environment import Code, py_name, py_string
from generator.emit.field_types import FieldKind
from generator.emit.py_documentation import doubt, old
from generator.naming import attribute_name, unique_names, xml_name

if TYPE_CHECKING:
    from generator.emit.field_types import FieldType, FieldTypes
    from generator.emit.py_documentation import Documentation
    from generator.emit.py_layout import Layout
    from generator.model.schema import ComplexType, Enumeration, Field, Schema

_USED_IN_CLASSES = frozenset(
    {"bool", "bytes", "datetime", "dict", "field", "float", "int", "list", "object", "str"}
)
"""Names that a field must not take: annotations and defaults in the same class mean the other."""


_WIDTH = 88


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """One field as the template prints it."""

    name: Code
    """Attribute."""
    annotation: Code
    """Its type."""
    default: Code
    """The call of `field`."""
    docstring: Code
    """What it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Uses:
    """What the annotations of a class need imported."""

    types: frozenset[str]
    """Complex types, by their identifiers."""
    enumerations: frozenset[str]
    """Enumerations, by their identifiers."""
    modules: frozenset[str]
    """Modules of the standard library."""


class FieldViews:
    """Renders fields of one schema."""

    def __init__(
        self, schema: Schema, layout: Layout, types: FieldTypes, documentation: Documentation
    ) -> None:
        self._layout = layout
        self._types = types
        self._documentation = documentation
        self._enumerations = {each.name: each for each in schema.enumerations}
        classes = {*layout.types.values(), *layout.enumerations.values()}
        self._reserved = _USED_IN_CLASSES | classes

    def render(self, declared: ComplexType) -> list[FieldView]:
        """Render all fields of a class; an open one takes unknown content besides."""
        wanted = [attribute_name(each.name) for each in declared.fields]
        wanted += ["other_elements", "other_attributes"] if declared.is_open else []
        wanted = [f"{name}_" if name in self._reserved else name for name in wanted]
        names = unique_names(wanted)
        views = [
            self._field(name, each, declared)
            for name, each in zip(names, declared.fields, strict=False)
        ]
        return [*views, *_wildcards(*names[-2:])] if declared.is_open else views

    def uses(self, declared: ComplexType) -> Uses:
        """Tell what the annotations of a class need imported."""
        found = [self._types.resolve(each) for each in declared.fields]
        return Uses(
            types=frozenset(each.name for each in found if each.kind is FieldKind.COMPLEX),
            enumerations=frozenset(
                each.name for each in found if each.kind is FieldKind.ENUMERATION
            ),
            modules=frozenset(
                each.builtin.module
                for each in found
                if each.builtin and each.builtin.module and each.kind is not FieldKind.ENUMERATION
            ),
        )

    def _field(self, name: str, each: Field, declared: ComplexType) -> FieldView:
        found = self._types.resolve(each)
        item = self._item(found)
        if each.max_occurs != 1 and not each.is_attribute:
            annotation, default = f"list[{item}]", "default_factory=list"
        elif each.min_occurs:
            annotation, default = item, ""
        else:
            annotation, default = f"{item} | None", "default=None"
        if found.kind is FieldKind.ANYTHING and each.max_occurs == 1:
            annotation, default = "object", "default=None"
        return FieldView(
            name=py_name(name),
            annotation=Code(annotation),
            default=_call(f"{name}: {annotation}", default, _metadata(each, found)),
            docstring=self._documentation.docstring(
                each.name, each.documentation, each.sources, *self._notes(each, found, declared)
            ),
        )

    def _item(self, found: FieldType) -> str:
        """Give the annotation of one item."""
        if found.kind is FieldKind.COMPLEX:
            return py_name(self._layout.types[found.name])
        if found.kind is FieldKind.ENUMERATION:
            name = py_name(self._layout.enumerations[found.name])
            return f"{name} | str" if self._enumerations[found.name].is_open else name
        if found.builtin is None:
            return "object"
        python = found.builtin.python
        return f"datetime.{python}" if found.builtin.module == "datetime" else python

    def _notes(self, each: Field, found: FieldType, declared: ComplexType) -> list[str]:
        """Say what the annotation does not."""
        notes = [doubt(each.status), old(each)]
        if each.is_from_example:
            notes.append("In an example only, not in its table.")
        if each.is_attribute and declared.fields:
            notes.append("An attribute.")
        if found.kind is FieldKind.NARROWED:
            notes.append(f"Values: {_values(self._enumerations[found.name])}.")
        return notes


def _values(enumeration: Enumeration) -> str:
    some = ", ".join(each.value for each in enumeration.values)
    return f"{some} and others" if enumeration.is_open else some


def _call(target: str, default: str, metadata: dict[str, str]) -> Code:
    """Write the call of `field`, on more lines where one does not hold it."""
    pairs = [f"{py_string(key)}: {metadata[key]}" for key in metadata]
    arguments = [*([default] if default else []), f"metadata={{{', '.join(pairs)}}}"]
    line = f"field({', '.join(arguments)})"
    if len(f"    {target} = {line}") <= _WIDTH:
        return Code(line)
    if len(f"        {arguments[-1]},") > _WIDTH:
        inner = "".join(f"            {pair},\n" for pair in pairs)
        arguments[-1] = f"metadata={{\n{inner}        }}"
    return Code("field(\n" + "".join(f"        {each},\n" for each in arguments) + "    )")


def _metadata(each: Field, found: FieldType) -> dict[str, str]:
    """Give xsdata's metadata of a field, whose namespace is its class's, as literals.

    Where XML cannot have the documented name, JSON has it.
    """
    metadata: dict[str, str] = {"name": py_string(xml_name(each.name))}
    if xml_name(each.name) != each.name:
        metadata["json_name"] = py_string(each.name)
    metadata["type"] = py_string("Attribute" if each.is_attribute else "Element")
    if each.min_occurs and each.max_occurs == 1:
        metadata["required"] = "True"
    elif each.min_occurs:
        metadata["min_occurs"] = "1"
    if found.builtin and found.builtin.encoding and found.kind is not FieldKind.ENUMERATION:
        metadata["format"] = py_string(found.builtin.encoding)
    if found.kind is FieldKind.ANYTHING:
        metadata["process_contents"] = py_string("skip")
    return metadata


def _wildcards(elements: str, attributes: str) -> list[FieldView]:
    """Render the two fields that keep what an open type does not document."""
    anything = {"namespace": '"##any"', "process_contents": '"skip"'}
    return [
        _wildcard(elements, "list", "list[object]", {"type": '"Wildcard"', **anything}, "Elements"),
        _wildcard(
            attributes,
            "dict",
            "dict[str, str]",
            {"type": '"Attributes"', "namespace": '"##any"'},
            "Attributes",
        ),
    ]


def _wildcard(
    name: str, factory: str, annotation: str, metadata: dict[str, str], what: str
) -> FieldView:
    return FieldView(
        name=py_name(name),
        annotation=Code(annotation),
        default=_call(f"{name}: {annotation}", f"default_factory={factory}", metadata),
        docstring=Code(f'"""{what} that are not documented, as they came."""'),
    )
