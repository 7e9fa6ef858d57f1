"""The emitter of labels: catalogs, and the Python modules that look labels up and show objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.emit.catalogs import catalogs_of, render_catalogs
from generator.emit.emitter import Emission
from generator.emit.label_runtime import render_label_runtime
from generator.emit.render_runtime import render_rendering

if TYPE_CHECKING:
    from generator.emit.emitter import EmitContext
    from generator.model.schema import Schema


def emit_labels(schema: Schema, context: EmitContext) -> Emission:
    """Render catalogs and lookup of one API."""
    catalogs = render_catalogs(
        schema, use_fuzzy=context.use_fuzzy, catalogs=catalogs_of(schema, context)
    )
    runtime = render_label_runtime(schema, templates_dir=context.templates_dir)
    rendering = render_rendering(schema, templates_dir=context.templates_dir)
    artifacts = (*catalogs.artifacts, *runtime, *rendering)
    return Emission(artifacts=artifacts, diagnostics=catalogs.diagnostics)
