"""Renders the model itself as `schema.json`, for emitters that are not ours.

Keys are the names of the records' fields, sorted; `generator.load_schema`
reads the file back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.emit.artifact import Artifact
from generator.emit.emitter import Emission
from generator.emit.json_text import json_bytes

if TYPE_CHECKING:
    from generator.emit.emitter import EmitContext
    from generator.model.schema import Schema

EMITTER = "model"
"""Its name for `--emit`."""


def render_model(schema: Schema) -> tuple[Artifact, ...]:
    """Render the schema's `schema.json`."""
    content = json_bytes(schema)
    path = f"{schema.api}/schema.json"
    return (Artifact(path=path, content=content, emitter=EMITTER),)


def emit_model(schema: Schema, _context: EmitContext) -> Emission:
    """Render the model of one API."""
    return Emission(artifacts=render_model(schema))
