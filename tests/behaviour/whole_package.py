"""Writes everything that is emitted for a model, and imports it as a user would have it."""

from __future__ import annotations

import importlib
import sys
from itertools import count
from typing import TYPE_CHECKING

from generator.emit.emitter import EmitContext
from generator.emit.registry import render_api, render_package

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from generator.model.schema import Schema

_NUMBERS = count()


def import_whole_package(schema: Schema, folder: Path) -> ModuleType:
    """Write all that is emitted under a name that no test has used yet, and import it."""
    out = folder / f"whole_{next(_NUMBERS)}"
    context = EmitContext()
    emissions = (render_api(schema, (), context), render_package((schema,), (), context))
    for emission in emissions:
        for artifact in emission.artifacts:
            path = out / artifact.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(artifact.content)
    sys.path.insert(0, str(folder))
    try:
        importlib.invalidate_caches()
        return importlib.import_module(f"{out.name}.{schema.api}")
    finally:
        sys.path.remove(str(folder))
