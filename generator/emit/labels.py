"""The emitter of labels: catalogs, and the Python modules that look labels up and show objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.emit.catalog_entries import view_labels
from generator.emit.catalogs import EMITTER, render_catalog, render_template
from generator.emit.emitter import Emission
from generator.emit.label_runtime import render_label_runtime
from generator.emit.parts import Part, PartedEmitter
from generator.emit.reference_view import reference_view
from generator.emit.render_runtime import render_rendering

if TYPE_CHECKING:
    from generator.emit.catalog_entries import LabelTexts
    from generator.emit.emitter import EmitContext
    from generator.model.schema import Schema


def _list_parts(schema: Schema, context: EmitContext) -> tuple[Part, ...]:
    common, locales = context.once(schema, "labels", lambda: view_labels(schema))
    view = reference_view(schema, context)
    return (
        Part(emitter=EMITTER, given=view, render=_render_rendering, placeholder=view.digest),
        Part(emitter=EMITTER, given=common, render=_render_common, placeholder=common.digest),
        *(
            Part(emitter=EMITTER, given=each, render=render_catalog, together=each.locale)
            for each in locales
        ),
    )


def _render_common(texts: LabelTexts, context: EmitContext) -> Emission:
    """Render what is the same for all locales."""
    runtime = render_label_runtime(texts, templates_dir=context.templates_dir)
    return Emission(artifacts=(render_template(texts), *runtime))


def _render_rendering(view: Schema, context: EmitContext) -> Emission:
    """Render the modules that show objects."""
    return Emission(artifacts=render_rendering(view, templates_dir=context.templates_dir))


emit_labels = PartedEmitter(_list_parts)
