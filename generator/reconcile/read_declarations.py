"""XML Schema 1.0 as trees → `Declaration`s, by the names of its elements (XML Schema part 1).

Reads what is there: a reference that leads nowhere stays a type by that name,
and what restricts a value without listing it is left to the built-in. Types
without a name are called after their element.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING

from generator.naming import is_ncname, is_several, pascal_case
from generator.reconcile.declaration import (
    XML_SCHEMA,
    Declaration,
    DeclaredMember,
    DeclaredType,
)
from generator.reconcile.type_names import XSD_BUILTINS, is_builtin_prefix

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.extract.page import SampleNode

_GLOBAL = ("element", "attribute", "complexType", "simpleType", "group", "attributeGroup")
_GROUPS = frozenset({"all", "sequence", "choice", "group"})
_ANY_TYPE = DeclaredType(name="anyType", is_builtin=True)
_STRING = DeclaredType(name="string", is_builtin=True)
_DEPTH = 60
_STEPS = 1_000_000
"""Parts that are read at most: groups that refer to groups multiply."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What holds for everything in one schema document."""

    path: str
    """The file; empty for a sample."""
    namespace: str
    """Target namespace."""
    prefixes: Mapping[str, str]
    """Prefix → namespace, as far as declared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Component:
    """A global component and where it stands."""

    node: SampleNode
    place: Place


@dataclass(slots=True)
class _Content:
    """The content of a complex type, as far as it is read."""

    members: dict[str, DeclaredMember] = field(default_factory=dict)
    is_open: bool = False
    inherited: set[str] = field(default_factory=set)

    def add(self, member: DeclaredMember) -> None:
        """Add a member; one that stands in two places is there once, and may be left out."""
        twin = self.members.get(member.name)
        if twin is None:
            self.members[member.name] = member
            return
        self.members[member.name] = replace(
            twin,
            is_required=twin.is_required and member.is_required,
            is_repeated=twin.is_repeated or member.is_repeated,
        )


def read_declarations(
    components: Iterable[tuple[SampleNode, Place]],
) -> tuple[Declaration, ...]:
    """Read global components that may refer to one another.

    Args:
        components: Children of schemas, or what stands for them, each with its place.

    Returns:
        Definitions in document order, those without a name of their own behind the one they
        stand in; elements of simple types are none.
    """
    return _Reader(components).read()


def attribute(node: SampleNode, name: str) -> str:
    """Give an attribute's value, or nothing."""
    return next((value.strip() for key, value in node.attributes if key == name), "")


class _Reader:
    """One set of components that refer to one another."""

    def __init__(self, components: Iterable[tuple[SampleNode, Place]]) -> None:
        self._globals: dict[str, dict[str, _Component]] = defaultdict(dict)
        for node, place in components:
            name = attribute(node, "name")
            if node.name in _GLOBAL and is_ncname(name):
                component = _Component(node=node, place=place)
                self._globals[node.name].setdefault(name, component)
        self._found: dict[tuple[str, bool], Declaration] = {}
        self._steps = 0

    def read(self) -> tuple[Declaration, ...]:
        """Read all definitions."""
        for name, component in self._globals["complexType"].items():
            self._define(name, component.node, component, is_element=False)
        for name, component in self._globals["element"].items():
            if (content := self._type_of_element(component)) is not None:
                self._define(name, content.node, content, component.node, is_element=True)
        return tuple(self._found.values())

    def _type_of_element(self, component: _Component) -> _Component | None:
        """Find the complex type of a global element; None for a simple one."""
        if own := _child(component.node, "complexType"):
            return _Component(node=own, place=component.place)
        local = attribute(component.node, "type").rpartition(":")[2]
        return self._globals["complexType"].get(local)

    def _define(
        self,
        name: str,
        node: SampleNode,
        component: _Component,
        outer: SampleNode | None = None,
        *,
        is_element: bool,
    ) -> None:
        """Read a complex type under a name; the place is taken before what stands in it."""
        declared = Declaration(
            name=name,
            is_element=is_element,
            members=(),
            is_open=False,
            namespace=component.place.namespace,
            path=component.place.path,
            line=(outer or node).line,
        )
        self._found[name, is_element] = declared
        content = self._content(name, node, component.place)
        self._found[name, is_element] = replace(
            declared,
            members=tuple(content.members.values()),
            is_open=content.is_open,
            inherited=frozenset(content.inherited),
        )

    def _content(self, owner: str, node: SampleNode, place: Place, depth: int = 0) -> _Content:
        """Collect the members of a complex type, what it extends first."""
        content = _Content()
        for child in node.children:
            if child.name in {"complexContent", "simpleContent"}:
                for derived in child.children:
                    if derived.name in {"extension", "restriction"}:
                        self._derive(owner, derived, place, content, depth)
            else:
                self._read_part(owner, child, place, content, depth)
        return content

    def _derive(
        self, owner: str, node: SampleNode, place: Place, content: _Content, depth: int
    ) -> None:
        name = attribute(node, "base").rpartition(":")[2]
        base = self._globals["complexType"].get(name)
        if base is not None and depth < _DEPTH:
            above = self._content(name, base.node, base.place, depth + 1)
            is_extension = node.name == "extension"
            content.is_open |= is_extension and above.is_open
            for member in above.members.values():
                if is_extension or member.is_attribute:
                    content.members[member.name] = member
                    content.inherited.add(member.name)
        for child in node.children:
            self._read_part(owner, child, place, content, depth)

    def _read_part(
        self, owner: str, node: SampleNode, place: Place, content: _Content, depth: int
    ) -> None:
        match node.name:
            case "all" | "sequence" | "choice" | "group":
                self._read_group(owner, node, place, content, depth)
            case "attribute":
                self._read_attribute(owner, node, place, content)
            case "attributeGroup":
                group = self._globals["attributeGroup"].get(_reference(node))
                if group is not None and depth < _DEPTH:
                    for child in group.node.children:
                        self._read_part(owner, child, group.place, content, depth + 1)
            case _:
                pass

    def _read_group(  # noqa: PLR0913 - a model group, and what it hands down to those in it
        self,
        owner: str,
        node: SampleNode,
        place: Place,
        content: _Content,
        depth: int,
        *,
        is_optional: bool = False,
        is_repeated: bool = False,
    ) -> None:
        """Read a model group; what it says of itself holds for all in it."""
        self._steps += 1
        if depth > _DEPTH or self._steps > _STEPS:
            return
        is_optional |= node.name == "choice" or attribute(node, "minOccurs") == "0"
        is_repeated |= _repeats(node)
        if node.name == "group" and (named := self._globals["group"].get(_reference(node))):
            node, place = named.node, named.place
        for child in node.children:
            if child.name in _GROUPS:
                self._read_group(
                    owner, child, place, content, depth + 1,
                    is_optional=is_optional, is_repeated=is_repeated,
                )  # fmt: skip
            elif child.name == "element" and attribute(child, "maxOccurs") != "0":
                name = attribute(child, "name") or _reference(child)
                if is_ncname(name):
                    required = not is_optional and attribute(child, "minOccurs") != "0"
                    content.add(
                        DeclaredMember(
                            name=name,
                            type=self._element_type(owner, child, place),
                            is_required=required,
                            is_repeated=is_repeated or _repeats(child),
                            is_attribute=False,
                            path=place.path,
                            line=child.line,
                        )
                    )
            elif child.name == "any":
                content.is_open = True

    def _read_attribute(
        self, owner: str, node: SampleNode, place: Place, content: _Content
    ) -> None:
        name = attribute(node, "name") or _reference(node)
        if not is_ncname(name) or attribute(node, "use") == "prohibited":
            return
        declared = self._globals["attribute"].get(name) if attribute(node, "ref") else None
        typed = declared or _Component(node=node, place=place)
        found = self._element_type(owner, typed.node, typed.place)
        content.add(
            DeclaredMember(
                name=name,
                type=replace(_STRING, name="anySimpleType") if found is _ANY_TYPE else found,
                is_required=attribute(node, "use") == "required",
                is_repeated=False,
                is_attribute=True,
                path=place.path,
                line=node.line,
            )
        )

    def _element_type(self, owner: str, node: SampleNode, place: Place) -> DeclaredType:
        """Say what type an element or attribute has; an anonymous one is defined on the way."""
        if reference := _reference(node):
            return self._referenced_type(owner, reference)
        if text := attribute(node, "type"):
            return self._named_type(text, node, place)
        if own_type := _child(node, "complexType"):
            name = self._free_name(owner, attribute(node, "name"), own_type, place)
            return DeclaredType(name=name, is_builtin=False, is_anonymous=True)
        if simple := _child(node, "simpleType"):
            return self._simple_type(simple, place)
        return _ANY_TYPE

    def _referenced_type(self, owner: str, reference: str) -> DeclaredType:
        """Say what type a global element has that a member refers to."""
        declared = self._globals["element"].get(reference)
        if declared is None or _reference(declared.node):
            return DeclaredType(name=reference, is_builtin=False)
        if self._type_of_element(declared) is None:
            return self._element_type(owner, declared.node, declared.place)
        own = _child(declared.node, "complexType") is not None
        local = attribute(declared.node, "type").rpartition(":")[2]
        return DeclaredType(name=reference if own else local, is_builtin=False)

    def _free_name(self, owner: str, name: str, node: SampleNode, place: Place) -> str:
        """Define an anonymous type after its element, and after its owner where that is taken."""
        while (taken := self._found.get((name, False))) or name in self._globals["complexType"]:
            if taken is not None and (taken.path, taken.line) == (place.path, node.line):
                return name
            name = (pascal_case(owner) or "Inner") + pascal_case(name)
        self._define(name, node, _Component(node=node, place=place), is_element=False)
        return name

    def _named_type(self, text: str, node: SampleNode, place: Place) -> DeclaredType:
        prefix, _, local = text.rpartition(":")
        if simple := self._globals["simpleType"].get(local):
            found = self._simple_type(simple.node, simple.place)
            return replace(found, simple_type=local)
        if _is_builtin(prefix, local, node, place) and local not in self._globals["complexType"]:
            return DeclaredType(name=local, is_builtin=True)
        return DeclaredType(name=local or "anyType", is_builtin=not local)

    def _simple_type(self, node: SampleNode, place: Place, depth: int = 0) -> DeclaredType:
        """Reduce a simple type to its built-in, and to its values where it lists them."""
        restriction = _child(node, "restriction")
        if restriction is None or depth > _DEPTH:
            return _STRING
        values = tuple(
            dict.fromkeys(
                attribute(facet, "value")
                for facet in restriction.children
                if facet.name == "enumeration"
            )
        )
        base = self._base(restriction, place, depth)
        return replace(base, values=values or base.values)

    def _base(self, restriction: SampleNode, place: Place, depth: int) -> DeclaredType:
        text = attribute(restriction, "base")
        if not text:
            inner = _child(restriction, "simpleType")
            return self._simple_type(inner, place, depth + 1) if inner else _STRING
        prefix, _, local = text.rpartition(":")
        if simple := self._globals["simpleType"].get(local):
            return self._simple_type(simple.node, simple.place, depth + 1)
        if _is_builtin(prefix, local, restriction, place):
            return DeclaredType(name=local, is_builtin=True)
        return _STRING


def _is_builtin(prefix: str, local: str, node: SampleNode, place: Place) -> bool:
    """Tell whether a qualified name is a built-in's; an undeclared prefix counts by custom."""
    if local not in XSD_BUILTINS:
        return False
    own = attribute(node, f"xmlns:{prefix}" if prefix else "xmlns")
    namespace = own or place.prefixes.get(prefix)
    if namespace is not None:
        return namespace == XML_SCHEMA
    return not prefix or is_builtin_prefix(prefix)


def _child(node: SampleNode, name: str) -> SampleNode | None:
    return next((child for child in node.children if child.name == name), None)


def _reference(node: SampleNode) -> str:
    return attribute(node, "ref").rpartition(":")[2]


def _repeats(node: SampleNode) -> bool:
    most = attribute(node, "maxOccurs")
    return most == "unbounded" or is_several(most)


def find_schemas(roots: Iterable[SampleNode]) -> Iterator[SampleNode]:
    """Find the `schema` elements of documents, those inside a WSDL's types among them."""
    for root in roots:
        if root.name == "schema":
            yield root
        else:
            yield from find_schemas(chain(root.children))
