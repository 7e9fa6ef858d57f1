"""`[groups.…]` tables → `GroupedState`s: which values of an enumeration are which states."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.configuration.settings import GroupedState
from generator.configuration.toml_reader import Reader, dotted, kind, read_texts, report_unknown

if TYPE_CHECKING:
    from collections.abc import Mapping

_GROUPS: Final = ("initial", "in-progress", "success", "failure", "canceled")


def read_groups(reader: Reader, table: Mapping[str, object]) -> tuple[GroupedState, ...]:
    """Read which states belong together: `[groups.OrderState]`, `success = ["Shipped"]`."""
    found: dict[tuple[str, str], GroupedState] = {}
    for enumeration, value in table.items():
        path = ("groups", enumeration)
        if not isinstance(value, dict):
            reader.fault(path, f"'{dotted(path)}' must be a table, not {kind(value)}")
            continue
        report_unknown(reader, value, path, _GROUPS)
        for group in (each for each in value if each in _GROUPS):
            for index, text in enumerate(read_texts(reader, value[group], (*path, group))):
                state = GroupedState(
                    enumeration=enumeration,
                    value=text,
                    group=group,
                    span=reader.span((*path, group, index)),
                )
                other = found.setdefault((enumeration, text), state)
                if other.group != group:
                    message = f"'{text}' is both '{other.group}' and '{group}'"
                    reader.fault((*path, group, index), message)
    return tuple(found.values())
