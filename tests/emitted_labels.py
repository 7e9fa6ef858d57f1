"""Runs the emitter of labels, and gives what a test wants of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from generator.emit.emitter import Emission, EmitContext
from generator.emit.labels import emit_labels

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.emit.artifact import Artifact
    from generator.model.schema import Schema

_CATALOGS = {".mo", ".po", ".pot"}


def render_catalogs(
    api: Schema, existing: Mapping[str, bytes] | None = None, *, use_fuzzy: bool = False
) -> Emission:
    """Render the catalogs of an API over a former output, sorted by path."""
    found = emit_labels(api, EmitContext(existing=(existing or {}).get, use_fuzzy=use_fuzzy))
    catalogs = [e for e in found.artifacts if PurePosixPath(e.path).suffix in _CATALOGS]
    return replace(found, artifacts=tuple(sorted(catalogs, key=lambda each: each.path)))


def render_lookup(api: Schema) -> tuple[Artifact, ...]:
    """Render the modules that look labels up."""
    found = emit_labels(api, EmitContext())
    return tuple(e for e in found.artifacts if PurePosixPath(e.path).match("*/labels*.py"))
