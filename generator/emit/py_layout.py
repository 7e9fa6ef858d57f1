"""Lays the Python package out: what every class is called, and which module it lives in.

Types that refer to each other in a circle share a module; all other modules
import in one direction, so that one type costs no more than what it needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.emit.field_types import FieldKind, FieldTypes
from generator.naming import class_name, module_name, unique_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.model.schema import ComplexType, Schema

RESERVED_CLASSES = ("Decimal", "Meta")
"""Names that emitted modules use themselves."""
_DEEPEST = 60
"""How long a chain of imports may get; each link takes several frames of Python's stack."""
# names of devices, which Windows takes for no file (Microsoft, Naming Files)
_DEVICES = frozenset({"con", "prn", "aux", "nul", "init"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """One module of classes."""

    package: str
    """`types`, `messages` or `enumerations`."""
    name: str
    """Its name below that package."""
    members: tuple[str, ...]
    """Identifiers of the model, sorted: complex types, or one enumeration."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where everything of one schema is, by the model's identifiers."""

    modules: tuple[Module, ...]
    """All modules, sorted by package and name."""
    types: Mapping[str, str]
    """Class of each named complex type."""
    messages: Mapping[str, str]
    """Class of each global element."""
    enumerations: Mapping[str, str]
    """Class of each enumeration."""

    def classes(self, package: str) -> Mapping[str, str]:
        """Give the classes of one package."""
        return {"types": self.types, "messages": self.messages}.get(package, self.enumerations)


def build_layout(schema: Schema) -> Layout:
    """Name all classes and group them into modules."""
    types = [each for each in schema.types if not each.is_element]
    messages = [each for each in schema.types if each.is_element]
    keys = [("types", each.name) for each in types]
    keys += [("enumerations", each.name) for each in schema.enumerations]
    keys += [("messages", each.name) for each in messages]
    wanted = [class_name(name) for _, name in keys]
    given = unique_names([*RESERVED_CLASSES, *wanted])[len(RESERVED_CLASSES) :]
    names: dict[str, dict[str, str]] = {"types": {}, "enumerations": {}, "messages": {}}
    for (package, name), chosen in zip(keys, given, strict=True):
        names[package][name] = chosen
    modules = [
        *_modules("types", _components(types, FieldTypes(schema)), names["types"]),
        *_modules("messages", [(each.name,) for each in messages], names["messages"]),
        *_modules("enumerations", [(n.name,) for n in schema.enumerations], names["enumerations"]),
    ]
    return Layout(
        modules=tuple(sorted(modules, key=lambda module: (module.package, module.name))),
        types=names["types"],
        messages=names["messages"],
        enumerations=names["enumerations"],
    )


def _modules(
    package: str, groups: Iterable[tuple[str, ...]], classes: Mapping[str, str]
) -> list[Module]:
    """Name a module after the first class of each group."""
    groups = list(groups)
    wanted = [module_name(classes[group[0]]) for group in groups]
    wanted = [f"{name}_" if name in _DEVICES else name for name in wanted]
    names = unique_names(wanted)
    return [
        Module(package=package, name=name, members=group)
        for name, group in zip(names, groups, strict=True)
    ]


def _components(types: list[ComplexType], field_types: FieldTypes) -> list[tuple[str, ...]]:
    """Group types that refer to each other in a circle; all of them where chains get too long."""
    links: dict[str, list[str]] = {}
    for each in types:
        found = [field_types.resolve(field) for field in each.fields]
        links[each.name] = sorted({one.name for one in found if one.kind is FieldKind.COMPLEX})
    components = strong_components(links)
    depths: dict[str, int] = {}
    for component in components:
        others = [link for name in component for link in links[name] if link not in component]
        depth = 1 + max((depths[other] for other in others), default=0)
        depths |= dict.fromkeys(component, depth)
    if max(depths.values(), default=0) > _DEEPEST:
        return [tuple(sorted(links))]
    return components


def strong_components(links: Mapping[str, list[str]]) -> list[tuple[str, ...]]:
    """Find the strongly connected components of a graph, each behind those it refers to.

    Tarjan's algorithm with an explicit stack, so that no graph is too deep.
    """
    state = _Search()
    for root in links:
        if root not in state.index:
            _search(root, links, state)
    return state.found


class _Search:
    """What Tarjan's algorithm keeps."""

    def __init__(self) -> None:
        self.index: dict[str, int] = {}
        self.low: dict[str, int] = {}
        self.path: list[str] = []
        self.on_path: set[str] = set()
        self.found: list[tuple[str, ...]] = []

    def enter(self, node: str) -> None:
        """Number a node and put it on the path."""
        self.index[node] = self.low[node] = len(self.index)
        self.path.append(node)
        self.on_path.add(node)

    def leave(self, node: str) -> None:
        """Take a finished component off the path, if the node is its root."""
        if self.low[node] != self.index[node]:
            return
        start = self.path.index(node)
        component = self.path[start:]
        del self.path[start:]
        self.on_path.difference_update(component)
        self.found.append(tuple(sorted(component)))


def _search(root: str, links: Mapping[str, list[str]], state: _Search) -> None:
    """Visit everything that a node reaches, depth first."""
    state.enter(root)
    work = [(root, iter(links[root]))]
    while work:
        node, following = work[-1]
        for other in following:
            if other not in state.index:
                state.enter(other)
                work.append((other, iter(links[other])))
                break
            if other in state.on_path:
                state.low[node] = min(state.low[node], state.index[other])
        else:
            work.pop()
            state.leave(node)
            if work:
                parent = work[-1][0]
                state.low[parent] = min(state.low[parent], state.low[node])
