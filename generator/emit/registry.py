"""The emitters by name, and how a run calls them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.emit.catalogs import catalog_locales, catalog_path, render_catalogs
from generator.emit.label_json import render_label_json
from generator.emit.label_runtime import render_label_runtime
from generator.emit.model_json import render_model
from generator.emit.pyclasses import render_python, render_root
from generator.emit.xsd import render_xsd

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.diagnostics import Diagnostic
    from generator.emit.artifact import Artifact
    from generator.model.schema import Schema

EMITTERS = ("model", "xsd", "python", "labels", "label-json")
"""What `--emit` takes; without it all of them run."""


def render_api(
    schema: Schema, emit: tuple[str, ...], existing: Callable[[str], bytes | None]
) -> tuple[tuple[Artifact, ...], tuple[Diagnostic, ...]]:
    """Render one API.

    Args:
        schema: The model.
        emit: Names of the emitters to run; none for all.
        existing: Gives a file of the former output by its path.

    Returns:
        The files, and what the emitters found.
    """
    wanted = emit or EMITTERS
    artifacts: list[Artifact] = []
    diagnostics: tuple[Diagnostic, ...] = ()
    if "model" in wanted:
        artifacts += render_model(schema)
    if "xsd" in wanted:
        artifacts += render_xsd(schema)
    if "python" in wanted:
        artifacts += render_python(schema)
    former = _former_catalogs(schema, existing) if {"labels", "label-json"} & {*wanted} else {}
    if "labels" in wanted:
        catalogs = render_catalogs(schema, existing=former)
        artifacts += catalogs.artifacts
        artifacts += render_label_runtime(schema)
        diagnostics = catalogs.diagnostics
    if "label-json" in wanted:
        artifacts += render_label_json(schema, existing=former)
    return tuple(artifacts), diagnostics


def _former_catalogs(schema: Schema, existing: Callable[[str], bytes | None]) -> dict[str, bytes]:
    paths = [catalog_path(schema.api, tag) + ".po" for tag in catalog_locales(schema)]
    found = {path: existing(path) for path in paths}
    return {path: content for path, content in found.items() if content is not None}


def render_package(schemas: tuple[Schema, ...], emit: tuple[str, ...]) -> tuple[Artifact, ...]:
    """Render what all APIs share."""
    return render_root(schemas) if "python" in (emit or EMITTERS) else ()
