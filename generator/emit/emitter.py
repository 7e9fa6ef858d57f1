"""What an emitter is: a callable from the model to files, found by its name.

A distribution adds one by an entry point of the group `gen_schema.emitters`;
its name there is what `--emit` takes, its value a callable as `Emitter` has
it:

    [project.entry-points."gen_schema.emitters"]
    docs = "acme_docs.emitter:emit_docs"
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.cache.store import Store
    from generator.diagnostics import Diagnostic
    from generator.emit.artifact import Artifact
    from generator.model.schema import Schema


T = TypeVar("T")


def _find_nothing(_path: str) -> bytes | None:
    """Stand in for a former output where there is none."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class EmitContext:
    """What an emitter may know beside the model."""

    existing: Callable[[str], bytes | None] = _find_nothing
    """Gives a file of the former output by its path, None where there is none."""
    templates_dir: Path | None = None
    """Folder whose templates override those of the same name."""
    use_fuzzy: bool = False
    """Doubtful translations count too."""
    emit: tuple[str, ...] = ()
    """Names of the emitters that run; empty for all."""
    cache: Store | None = None
    """What former runs found out; None for nothing."""
    made: dict[tuple[int, str], tuple[object, object]] = field(
        default_factory=dict, compare=False, repr=False
    )
    """What one emitter of a run made of something and another one needs too."""

    def once(self, of: object, name: str, make: Callable[[], T]) -> T:
        """Give what goes by a name for a record, made by whoever asks first."""
        key = (id(of), name)  # the record stands beside it, so that it keeps its identity
        if key not in self.made:
            self.made[key] = (of, make())
        return cast("T", self.made[key][1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Emission:
    """What an emitter made of one API."""

    artifacts: tuple[Artifact, ...]
    """The files, each below the API's folder."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """What there is to say about them."""
    remarks: tuple[str, ...] = ()
    """What was left undone because a former run has done it."""


class Emitter(Protocol):
    """Renders one API; the same model and context give the same bytes."""

    def __call__(self, schema: Schema, context: EmitContext) -> Emission:
        """Render the files of one API."""
