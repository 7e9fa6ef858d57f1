"""Renders the model as a Python package of dataclasses and enumerations.

Importing it needs nothing but the standard library; `binding` alone, the XML
side, needs xsdata. The package itself holds no class: it imports the module
of a class when somebody asks for it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import generator
from generator.emit.artifact import Artifact
from generator.emit.emitter import Emission
from generator.emit.environment import (
    Code,
    py_comment,
    py_docstring,
    py_name,
    py_string,
    python_environment,
)
from generator.emit.field_types import FieldTypes
from generator.emit.parts import Part, PartedEmitter
from generator.emit.py_documentation import Documentation, doubt, old
from generator.emit.py_fields import FieldViews
from generator.emit.py_imports import import_lines, module_order, name_order
from generator.emit.py_layout import build_layout
from generator.emit.reference_view import reference_view
from generator.naming import member_name, unique_names

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator.emit.emitter import EmitContext
    from generator.emit.py_fields import FieldView
    from generator.emit.py_layout import Module
    from generator.model.schema import ComplexType, Enumeration, EnumerationValue, Schema

EMITTER = "python"
"""Its name for `--emit`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassView:
    """One dataclass as the template prints it."""

    name: Code
    """The class."""
    xml_name: Code
    """Literal of its XML name."""
    namespace: Code
    """Literal of its XML namespace, which its members share."""
    docstring: Code
    """What it is."""
    fields: list[FieldView]
    """Its fields."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberView:
    """One member of an enumeration as the template prints it."""

    name: Code
    """The member."""
    value: Code
    """Literal of its value."""
    docstring: Code
    """What it means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One name of the package."""

    name: Code
    """The name."""
    module: Code
    """Dotted name of its module below the package."""

    @property
    def is_long(self) -> bool:
        """Tell whether formatters break the line that imports it under its own name."""
        return len(f"from .{self.module} import {self.name} as {self.name}") > _WIDTH


def render_python(schema: Schema, templates_dir: Path | None = None) -> tuple[Artifact, ...]:
    """Render the package of one API."""
    return _Package(schema, templates_dir).artifacts()


def _list_parts(schema: Schema, context: EmitContext) -> tuple[Part, ...]:
    view = reference_view(schema, context)
    return (Part(emitter=EMITTER, given=view, render=_emit, placeholder=view.digest),)


def _emit(view: Schema, context: EmitContext) -> Emission:
    return Emission(artifacts=render_python(view, context.templates_dir))


emit_python = PartedEmitter(_list_parts)


def render_root(
    schemas: tuple[Schema, ...], templates_dir: Path | None = None
) -> tuple[Artifact, ...]:
    """Render the marker that makes the output folder itself a package."""
    titles = ", ".join(sorted(schema.api for schema in schemas)) or "none"
    environment = python_environment(templates_dir)
    text = environment.get_template("root.py.jinja").render(
        docstring=py_docstring(f"Generated packages, one an API: {titles}.", 0),
        version=py_comment(generator.__version__),
    )
    return (Artifact(path="__init__.py", content=text.encode(), emitter=EMITTER),)


class _Package:
    """One API's package on its way to files."""

    def __init__(self, schema: Schema, templates_dir: Path | None) -> None:
        self._schema = schema
        self._environment = python_environment(templates_dir)
        self._layout = build_layout(schema)
        self._documentation = Documentation(schema.reference_locale)
        types = FieldTypes(schema)
        self._fields = FieldViews(schema, self._layout, types, self._documentation)
        self._types = {each.name: each for each in schema.types if not each.is_element}
        self._messages = {each.name: each for each in schema.types if each.is_element}
        self._enumerations = {each.name: each for each in schema.enumerations}
        self._modules = {
            (module.package, name): module
            for module in self._layout.modules
            for name in module.members
        }

    def artifacts(self) -> tuple[Artifact, ...]:
        """Render every file."""
        texts = {
            "__init__.py": self._init("package.py.jinja"),
            "__init__.pyi": self._init("package.pyi.jinja"),
            "binding.py": self._binding(),
            "enumerations/__init__.py": self._marker("Enumerations, one a module."),
            "_record.py": self._render("record_base.py.jinja"),
            "enumerations/_enumeration.py": self._render("enumeration_base.py.jinja"),
            "json_binding.py": self._render("json_binding.py.jinja"),
            "messages/__init__.py": self._marker("Requests, responses, faults and headers."),
            "py.typed": "",
            "types/__init__.py": self._marker("Data types; a circle of types shares a module."),
        }
        if any(each.has_groups for each in self._schema.enumerations):
            texts["enumerations/_state.py"] = self._render("state_base.py.jinja")
        for module in self._layout.modules:
            render = self._enumeration if module.package == "enumerations" else self._classes
            texts[f"{module.package}/{module.name}.py"] = render(module)
        return tuple(
            Artifact(path=f"{self._schema.api}/{path}", content=text.encode(), emitter=EMITTER)
            for path, text in sorted(texts.items())
        )

    def _render(self, template: str, **context: object) -> str:
        return self._environment.get_template(template).render(
            version=py_comment(generator.__version__), **context
        )

    def _marker(self, text: str) -> str:
        return self._render("marker.py.jinja", docstring=py_docstring(text, 0))

    def _init(self, template: str) -> str:
        """Render the package itself: what it exports, and where that lives."""
        exports = [
            Export(
                name=py_name(self._layout.classes(module.package)[name]),
                module=Code(f"{module.package}.{module.name}"),
            )
            for module in self._layout.modules
            for name in module.members
        ]
        exports += [Export(name=Code(name), module=Code("binding")) for name in _BINDING_EXPORTS]
        exports += [Export(name=Code(name), module=Code("json_binding")) for name in _JSON_EXPORTS]
        exports += [Export(name=Code(name), module=Code("labels")) for name in _LABEL_EXPORTS]
        exports.append(Export(name=Code("render"), module=Code("rendering")))
        if self._schema.state_groups:
            exports.append(Export(name=Code("group_label"), module=Code("labels_groups")))
        title = " ".join(self._schema.title.split())
        return self._render(
            template,
            docstring=py_docstring(f"{title}: data types, messages, enumerations, labels.", 0),
            digest=py_comment(self._schema.digest),
            exports=sorted(
                exports, key=lambda each: (module_order(each.module), name_order(each.name))
            ),
            names=[py_string(name) for name in sorted((e.name for e in exports), key=name_order)],
        )

    def _binding(self) -> str:
        """Render the XML side; an element's name is looked up before a type's."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for known, layout in (
            (self._types, self._layout.types),
            (self._messages, self._layout.messages),
        ):
            for name, declared in known.items():
                found[self._namespace(declared)][name] = layout[name]
        return self._render(
            "binding.py.jinja",
            namespace=py_string(self._schema.namespace),
            roots=[
                (
                    py_string(namespace),
                    [(py_string(name), py_string(names[name])) for name in sorted(names)],
                )
                for namespace, names in sorted(found.items())
            ],
        )

    def _namespace(self, declared: ComplexType) -> str:
        """Give the namespace that a type or message stands in."""
        return declared.namespace or self._schema.namespace

    def _classes(self, module: Module) -> str:
        """Render a module of dataclasses."""
        known = self._types if module.package == "types" else self._messages
        declared = [known[name] for name in module.members]
        views = [self._class(each, module) for each in declared]
        uses = [self._fields.uses(each) for each in declared]
        types = {name for each in uses for name in each.types}
        enumerations = {name for each in uses for name in each.enumerations}
        found = [self._import("enumerations", name, module) for name in enumerations]
        found += [self._import("types", name, module) for name in types]
        imports = [each for each in found if each]
        modules = {name for each in uses for name in each.modules}
        fields = [field for view in views for field in view.fields]
        return self._render(
            "classes.py.jinja",
            imports=import_lines(imports, indent=4),
            names=[(py_string(name), py_string(place)) for name, place in _names(imports, modules)],
            uses_decimal="decimal" in modules,
            uses_datetime="datetime" in modules,
            uses_field=bool(fields),
            classes=views,
        )

    def _import(self, package: str, name: str, into: Module) -> tuple[str, str] | None:
        """Give the module and the class to import; None for one of the same module."""
        source = self._modules[package, name]
        if source == into:
            return None
        place = "." if source.package == into.package else f"..{source.package}."
        return f"{place}{source.name}", self._layout.classes(package)[name]

    def _class(self, declared: ComplexType, module: Module) -> ClassView:
        notes = [doubt(declared.status), old(declared)]
        if declared.is_open:
            notes.append("Open: takes content that is not documented, too.")
        if declared.lost:
            notes.append(f"Members whose names are lost: {', '.join(declared.lost)}.")
        if any(each.min_occurs and each.max_occurs == 1 for each in declared.fields):
            notes.append("A member without a default is required.")
        return ClassView(
            name=py_name(self._layout.classes(module.package)[declared.name]),
            xml_name=py_string(declared.name),
            namespace=py_string(self._namespace(declared)),
            docstring=self._documentation.docstring(
                declared.name, declared.documentation, declared.sources, *notes
            ),
            fields=self._fields.render(declared),
        )

    def _enumeration(self, module: Module) -> str:
        """Render the module of one enumeration."""
        enumeration = self._enumerations[module.members[0]]
        return self._render(
            "enumeration.py.jinja",
            name=py_name(self._layout.enumerations[enumeration.name]),
            identifier=py_string(enumeration.name),
            docstring=self._documentation.docstring(
                enumeration.name,
                enumeration.documentation,
                enumeration.sources,
                old(enumeration),
                "Open: other values may come; they stay plain text." if enumeration.is_open else "",
            ),
            members=self._members(enumeration),
            groups=[
                (py_string(each.value), py_string(each.group))
                for each in enumeration.values
                if each.group
            ],
        )

    def _members(self, enumeration: Enumeration) -> list[MemberView]:
        names = unique_names([member_name(each.value) for each in enumeration.values])
        return [
            MemberView(
                name=py_name(name),
                value=py_string(each.value),
                docstring=self._documentation.docstring(
                    each.value,
                    each.documentation,
                    each.sources,
                    doubt(each.status),
                    old(each),
                    _group_note(each),
                ),
            )
            for name, each in zip(names, enumeration.values, strict=True)
        ]


def _names(imports: Iterable[tuple[str, str]], modules: Iterable[str]) -> list[tuple[str, str]]:
    """List the names that annotations mean, each with the module it comes from."""
    standard = {"datetime": "datetime", "decimal": "Decimal"}
    names = {standard[module]: module for module in modules} | {n: m for m, n in imports}
    return sorted(names.items())


def _group_note(value: EnumerationValue) -> str:
    """Say which group a state belongs to, and whether that is inferred."""
    if value.group is None:
        return ""
    reason = f" ({value.group_reason})" if value.group_reason else ""
    return f"State group: {value.group}{reason}."


_WIDTH = 88
_BINDING_EXPORTS = ("BindingError", "BindingWarning", "from_xml", "to_xml")
_JSON_EXPORTS = (
    "JsonBindingError",
    "JsonBindingWarning",
    "from_json",
    "from_members",
    "to_json",
    "to_members",
)
_LABEL_EXPORTS = ("description", "label")
