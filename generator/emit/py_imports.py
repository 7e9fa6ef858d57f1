"""Writes imports of emitted Python in the order that isort and ruff want."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.emit.environment import Code, py_name

if TYPE_CHECKING:
    from collections.abc import Iterable

_WIDTH = 88


def import_lines(imports: Iterable[tuple[str, str]], *, indent: int = 0) -> list[Code]:
    """Write imports of names from relative modules, farther packages first.

    Args:
        imports: Pairs of a module, as `..types.shipment`, and a class of it.
        indent: Columns that the template puts before the first line of each.
    """
    by_module: dict[str, set[str]] = {}
    for module, name in imports:
        by_module.setdefault(module, set()).add(name)
    return [
        _line(module, sorted(by_module[module], key=name_order), " " * indent)
        for module in sorted(by_module, key=module_order)
    ]


def _line(module: str, names: list[str], pad: str) -> Code:
    dots = len(module) - len(module.lstrip("."))
    path = ".".join(py_name(part) for part in module[dots:].split("."))
    head = f"from {'.' * dots}{path} import "
    line = head + ", ".join(py_name(name) for name in names)
    if len(pad + line) <= _WIDTH:
        return Code(line)
    lines = "".join(f"{pad}    {py_name(name)},\n" for name in names)
    return Code(f"{head}(\n{lines}{pad})")


def module_order(module: str) -> tuple[object, ...]:
    """Order modules: those of farther packages first, numbers by their value."""
    dots = len(module) - len(module.lstrip("."))
    return (-dots, *_natural(module))


def name_order(name: str) -> tuple[object, ...]:
    """Order names of one module: constants, classes, the rest; numbers by their value."""
    is_constant = name.isupper() and len(name) > 1
    kind = 0 if is_constant else 1 if name[:1].isupper() else 2
    return (kind, *_natural(name))


def _natural(text: str) -> list[object]:
    return [int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", text)]
