"""Renders the model itself as `schema.json`, for emitters that are not ours.

Keys are the names of the records' fields, sorted; `generator.load_schema`
reads the file back.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from generator.emit.artifact import Artifact
from generator.emit.emitter import Emission

if TYPE_CHECKING:
    from generator.emit.emitter import EmitContext
    from generator.model.schema import Schema

EMITTER = "model"
"""Its name for `--emit`."""


def render_model(schema: Schema) -> tuple[Artifact, ...]:
    """Render the schema's `schema.json`."""
    text = json.dumps(asdict(schema), indent=2, ensure_ascii=False, sort_keys=True)
    # a lone surrogate, which UTF-8 cannot hold, is written as JSON's own escape
    content = "".join(_escape(char) for char in text) + "\n"
    path = f"{schema.api}/schema.json"
    return (Artifact(path=path, content=content.encode(), emitter=EMITTER),)


def emit_model(schema: Schema, _context: EmitContext) -> Emission:
    """Render the model of one API."""
    return Emission(artifacts=render_model(schema))


def _escape(char: str) -> str:
    return f"\\u{ord(char):04x}" if "\ud800" <= char <= "\udfff" else char
