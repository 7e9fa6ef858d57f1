"""The emitter of the monitor: modules copied as they stand, and a table of the model's roles.

Of an API without a type that can be followed there is nothing to emit.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from generator.emit.emitter import Emission
from generator.emit.environment import Code, py_string
from generator.emit.monitor_roles import find_roles, group_of
from generator.emit.monitor_service import choose_service
from generator.emit.parts import Part, PartedEmitter
from generator.emit.reference_view import reference_view
from generator.emit.runtime_files import copy_modules, py_table, render_table

if TYPE_CHECKING:
    from generator.emit.emitter import EmitContext
    from generator.model.schema import Schema
    from generator.runtime.monitor.roles import Roles, Service

EMITTER = "monitor"
"""Its name for `--emit`."""
_MODULES = (
    "__init__",
    "__main__",
    "course",
    "demo",
    "demo_codec",
    "demo_play",
    "demo_server",
    "follow",
    "lines",
    "phrases",
    "reports",
    "roles",
    "screen",
    "snapshot",
    "stop_log",
    "tracker",
)


def _list_parts(schema: Schema, context: EmitContext) -> tuple[Part, ...]:
    view = reference_view(schema, context)
    return (Part(emitter=EMITTER, given=view, render=_emit, placeholder=view.digest),)


def _emit(schema: Schema, context: EmitContext) -> Emission:
    roles = find_roles(schema)
    if not roles:
        return Emission(artifacts=())
    modules = copy_modules(
        schema,
        (f"monitor/{name}.py" for name in _MODULES),
        emitter=EMITTER,
        templates_dir=context.templates_dir,
    )
    summary = Code("What the model says about following things.")
    body = Code(_tables(schema, roles))
    table = render_table(schema, "monitor/table.py", summary, body, emitter=EMITTER)
    return Emission(artifacts=(*modules, table))


emit_monitor = PartedEmitter(_list_parts)


def _tables(schema: Schema, roles: dict[str, Roles]) -> str:
    """Write the tables."""
    service = choose_service(schema, roles)
    names = sorted({each.states for each in roles.values() if each.states})
    groups = {each.name: each for each in schema.enumerations if each.name in names}
    grouped = {
        name: [(v.value, py_string(group_of(v))) for v in groups[name].values if group_of(v)]
        for name in names
        if name in groups
    }
    table = py_table((name, py_table(entries, 4)) for name, entries in grouped.items() if entries)
    played = _call("Service", service, 0) if service else Code("None")
    return (
        f"from .roles import Roles, Service\n\n"
        '__all__ = ["GROUPS", "ROLES", "SERVICE"]\n\n'
        f"ROLES: dict[str, Roles] = "
        f"{py_table((name, _call('Roles', each, 4)) for name, each in roles.items())}\n"
        '"""What the members of each type are to a monitor, by the type\'s name."""\n'
        f"GROUPS: dict[str, dict[str, str]] = {table}\n"
        '"""Groups of states, by enumeration and value."""\n'
        f"SERVICE: Service | None = {played}\n"
        '"""What a demonstration plays; None where there is nothing to play."""\n'
    )


def _call(name: str, record: Roles | Service, indent: int) -> Code:
    """Write the call that builds a record, without what is its default anyway."""
    pad = " " * indent
    lines = [
        f"{pad}    {each.name}={_literal(value)},\n"
        for each in fields(record)
        if (value := getattr(record, each.name)) != each.default
    ]
    return Code(f"{name}(\n{''.join(lines)}{pad})" if lines else f"{name}()")


def _literal(value: object) -> Code:
    """Write a text, a number or a tuple of texts."""
    if isinstance(value, tuple):
        parts = ", ".join(py_string(str(each)) for each in value)
        return Code(f"({parts},)" if len(value) == 1 else f"({parts})")
    return Code(str(value)) if isinstance(value, int) else py_string(str(value))
