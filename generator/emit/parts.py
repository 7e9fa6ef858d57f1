"""Emitters whose work falls into parts, so that what did not change is not rendered again.

A part is given a view of the model that holds no more than it may depend on:
what it is not given, it cannot show, and need not be asked whether that
changed. The input's digest, which changes always, is not part of a view; a
placeholder stands in its place until the part is rendered.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from generator.emit.emitter import Emission

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.emit.artifact import Artifact
    from generator.emit.emitter import EmitContext
    from generator.model.schema import Schema

    Render = Callable[[Any, EmitContext], Emission]

_V = TypeVar("_V", bound=Any)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Part:
    """A piece of an emitter's work that depends on nothing but what it is given."""

    emitter: str
    """Name of the emitter."""
    given: object
    """A record that holds all it may know of the model; its `repr` tells it from any other."""
    render: Render
    """A function of a module, which renders what is given."""
    placeholder: str = ""
    """What it shows in place of the input's digest; empty for none."""
    together: str = ""
    """Parts with the same word here make the same things first; empty for no other."""
    is_lasting: bool = True
    """Rendered again only where something changed."""


@dataclass(frozen=True, slots=True)
class PartedEmitter:
    """An emitter that consists of parts."""

    list_parts: Callable[[Schema, EmitContext], tuple[Part, ...]]
    """Gives the parts of one API."""

    def __call__(self, schema: Schema, context: EmitContext) -> Emission:
        """Render the files of one API."""
        parts = self.list_parts(schema, context)
        return join_emissions(render_part(each, schema.digest, context) for each in parts)


def render_part(part: Part, digest: str, context: EmitContext) -> Emission:
    """Render a part, and put the input's digest into its place."""
    emission = part.render(part.given, context)
    if part.placeholder in {"", digest}:
        return emission
    old, new = part.placeholder.encode(), digest.encode()
    return replace(
        emission, artifacts=tuple(with_text(each, old, new) for each in emission.artifacts)
    )


def with_text(artifact: Artifact, old: bytes, new: bytes) -> Artifact:
    """Replace a text of a file."""
    if old not in artifact.content:
        return artifact
    return replace(artifact, content=artifact.content.replace(old, new))


def join_emissions(emissions: Iterable[Emission]) -> Emission:
    """Put together what parts gave."""
    found = list(emissions)
    return Emission(
        artifacts=tuple(artifact for each in found for artifact in each.artifacts),
        diagnostics=tuple(diagnostic for each in found for diagnostic in each.diagnostics),
        remarks=tuple(remark for each in found for remark in each.remarks),
    )


def with_placeholder(view: _V) -> _V:
    """Put a placeholder where a view has the digest: its own digest, which no text of it holds."""
    bare = replace(view, digest="")
    return replace(bare, digest=hashlib.sha256(repr(bare).encode()).hexdigest())
