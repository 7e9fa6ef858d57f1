"""Chooses what a demonstration of a monitor plays: a type, and the operation that gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.emit.field_types import FieldKind, FieldTypes
from generator.emit.monitor_roles import group_of
from generator.emit.py_layout import build_layout
from generator.runtime.monitor.roles import Roles, Service

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.schema import ComplexType, Schema

_FARTHEST = 4


def choose_service(schema: Schema, roles: Mapping[str, Roles]) -> Service | None:
    """Choose the type of which most is known, one that an operation gives before others.

    None: no type has states that are listed.
    """
    listed = {each.name for each in schema.enumerations if each.values}
    fit = [
        name for name, each in roles.items() if each.states in listed and "." not in str(each.state)
    ]
    finder = _Finder(schema)
    services = [finder.service(name, str(roles[name].id)) for name in fit]
    return min(services, key=lambda each: _rank(schema, roles, each), default=None)


def _rank(
    schema: Schema, roles: Mapping[str, Roles], service: Service
) -> tuple[bool, bool, bool, int, str]:
    own = roles[service.type]
    known = (own.tasks, own.id, own.name, own.progress, own.started, own.errors)
    grouped = any(
        group_of(value)
        for each in schema.enumerations
        if each.name == own.states
        for value in each.values
    )
    return (
        not grouped,
        not own.tasks,
        not service.operation,
        -sum(map(bool, known)),
        service.type,
    )


class _Finder:
    """Finds what gives objects of a type."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._layout = build_layout(schema)
        self._resolve = FieldTypes(schema).resolve
        self._elements = {each.name: each for each in schema.types if each.is_element}
        self._types = {each.name: each for each in schema.types if not each.is_element}

    def service(self, name: str, key: str) -> Service:
        """Find the operation that gives objects of a type by the shortest path."""
        found = []
        for operation in self._schema.operations:
            response = self._elements.get(operation.response)
            path = self._path(response, name) if response else None
            if response and path and operation.request:
                found.append((path.count("."), operation.name, path, operation))
        cls = self._class_of(name)
        if not found:
            return Service(type=name, cls=cls)
        _, _, path, operation = min(found, key=lambda each: each[:3])
        return Service(
            type=name,
            cls=cls,
            operation=operation.name,
            request=operation.request,
            response=operation.response,
            path=path,
            namespace=self._schema.namespace,
            asks_by_id=_has(self._elements.get(operation.request), key),
        )

    def _class_of(self, name: str) -> str:
        """Give the module and the class of a type."""
        for module in self._layout.modules:
            if module.package != "enumerations" and name in module.members:
                classes = self._layout.classes(module.package)
                return f"{module.package}.{module.name}:{classes[name]}"
        raise ValueError(f"no class of {name!r}")

    def _path(self, start: ComplexType, name: str) -> str | None:
        """Find the way from a message to objects of a type, the nearest first."""
        level: list[tuple[str, ComplexType]] = [("", start)]
        seen: set[str] = set()
        for _ in range(_FARTHEST):
            following = []
            for prefix, declared in level:
                for field in declared.fields:
                    found = self._resolve(field)
                    if found.kind is not FieldKind.COMPLEX or found.name not in self._types:
                        continue
                    path = f"{prefix}{field.name}"
                    if found.name == name:
                        return path
                    if found.name not in seen:
                        seen.add(found.name)
                        following.append((f"{path}.", self._types[found.name]))
            level = following
        return None


def _has(declared: ComplexType | None, name: str) -> bool:
    return declared is not None and any(each.name == name for each in declared.fields)
