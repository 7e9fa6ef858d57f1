"""Writes emitted packages to disk and imports them, as a user would have them."""

from __future__ import annotations

import importlib
import sys
from itertools import count
from typing import TYPE_CHECKING

from generator.emit.pyclasses import render_python, render_root
from generator.emit.render_runtime import render_rendering
from generator.emit.xsd import render_xsd

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from generator.model.schema import Schema

LABELS = '''"""Labels, as another emitter writes them."""

LOCALES: tuple[str, ...] = ("en",)


def label(path: str, locale: str | None = None) -> str:
    """Give the path back."""
    return f"{path} in {locale}"


def description(path: str, locale: str | None = None) -> str:
    """Give the path back."""
    return f"about {path} in {locale}"


def fallback(locale: str | None = None) -> tuple[str, ...]:
    """Give the one locale there is."""
    return LOCALES
'''
"""A stand-in for the module that the labels emitter writes."""
GROUPS = '''"""Labels of groups of states, as another emitter writes them."""


def group_label(group: str, locale: str | None = None) -> str:
    """Give the group back."""
    return f"{group} in {locale}"
'''
"""A stand-in for its module of groups."""
_NUMBERS = count()


def write_package(schema: Schema, folder: Path) -> Path:
    """Write everything that binds together: package, labels, XML Schema; give the API's folder."""
    binding = (*render_root((schema,)), *render_python(schema), *render_xsd(schema))
    for artifact in (*binding, *render_rendering(schema)):
        path = folder / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.content)
    (folder / schema.api / "labels.py").write_text(LABELS, encoding="utf-8")
    (folder / schema.api / "labels_groups.py").write_text(GROUPS, encoding="utf-8")
    return folder / schema.api


def import_package(schema: Schema, folder: Path) -> ModuleType:
    """Write a package under a name that no test has used yet, and import it."""
    out = folder / f"out_{next(_NUMBERS)}"
    write_package(schema, out)
    sys.path.insert(0, str(folder))
    try:
        importlib.invalidate_caches()
        return importlib.import_module(f"{out.name}.{schema.api}")
    finally:
        sys.path.remove(str(folder))
