"""Finds emitters by name, ours and those that other distributions add, and runs them.

Ours stand in a table too, so that a checkout works without being installed;
what is not asked for is not imported.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Severity
from generator.emit.artifact import Artifact
from generator.emit.emitter import Emission, EmitContext
from generator.emit.failure import locate_failure
from generator.emit.share_work import share_work

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.emit.emitter import Emitter
    from generator.model.schema import Schema

GROUP = "gen_schema.emitters"
"""The group of entry points that other distributions add theirs to."""
LEDGER = "ledger"
"""Emitter name of `reconciliation.jsonl`, which is written from the verdicts, not the model."""
BUILT_IN = {
    "model": "generator.emit.model_json:emit_model",
    "xsd": "generator.emit.xsd:emit_xsd",
    "wsdl": "generator.emit.wsdl:emit_wsdl",
    "python": "generator.emit.pyclasses:emit_python",
    "labels": "generator.emit.labels:emit_labels",
    "monitor": "generator.emit.monitor:emit_monitor",
    "label-json": "generator.emit.label_json:emit_label_json",
    "xliff": "generator.emit.xliff:emit_xliff",
    "jsonschema": "generator.emit.json_schema:emit_jsonschema",
    "typescript": "generator.emit.typescript:emit_typescript",
}
"""Our own emitters by name, in the order in which they run."""

_TOGETHER = ("labels", "label-json", "xliff")
"""Emitters that make the same things first, and make them once in one process."""
_SLOWEST_FIRST = ("xsd", "model", "python")
"""Those that take longest, so that no process waits for them in the end."""


def find_emitters() -> dict[str, EntryPoint]:
    """Find every emitter by name: ours first, then others' sorted.

    A name stands for one emitter: ours, else that of the first distribution.
    """
    found = {name: EntryPoint(name, value, GROUP) for name, value in BUILT_IN.items()}
    for entry in sorted(entry_points(group=GROUP), key=lambda each: (each.name, _origin(each))):
        if entry.name != LEDGER:
            found.setdefault(entry.name, entry)
    return found


def check_names(emit: Iterable[str]) -> tuple[Diagnostic, ...]:
    """Report the names that stand for no emitter, with those that do."""
    known = {*find_emitters(), LEDGER}
    return tuple(
        Diagnostic(
            code="GS606",
            severity=Severity.ERROR,
            message=f"unknown emitter {name!r}",
            help=f"there are: {', '.join(sorted(known))}",
        )
        for name in emit
        if name not in known
    )


def render_api(
    schema: Schema, emit: tuple[str, ...], context: EmitContext, jobs: int = 1
) -> Emission:
    """Render one API.

    Args:
        schema: The model.
        emit: Names of the emitters to run; none for all.
        context: What they may know beside it.
        jobs: Processes to render with; the result is the same for any number.
    """
    chosen = {name: entry for name, entry in find_emitters().items() if not emit or name in emit}
    emissions = _run_all(chosen, schema, context, jobs)
    artifacts: dict[str, Artifact] = {}
    diagnostics: list[Diagnostic] = []
    for name, entry in chosen.items():
        emission = emissions[name]
        diagnostics += emission.diagnostics
        for each in emission.artifacts:
            if name not in BUILT_IN and (reason := _refuse(each, schema, artifacts)):
                diagnostics.append(_failure(entry, reason))
            else:
                artifacts[each.path] = replace(each, emitter=name)
    return Emission(artifacts=tuple(artifacts.values()), diagnostics=tuple(diagnostics))


def render_package(
    schemas: tuple[Schema, ...], emit: tuple[str, ...], context: EmitContext
) -> Emission:
    """Render what all APIs share: the output folder's own marker as a Python package."""
    if emit and "python" not in emit:
        return Emission(artifacts=())
    from generator.emit.pyclasses import render_root  # noqa: PLC0415 - as every emitter

    try:
        return Emission(artifacts=render_root(schemas, context.templates_dir))
    except Exception as error:
        if context.templates_dir is None:
            raise
        return _failed(find_emitters()["python"], error, context)


def _run_all(
    chosen: Mapping[str, EntryPoint], schema: Schema, context: EmitContext, jobs: int
) -> dict[str, Emission]:
    """Run emitters, here or in copies of this process."""
    if jobs <= 1 or set(chosen) - set(BUILT_IN):  # others' may not bear to be copied
        return {name: _run(entry, schema, context) for name, entry in chosen.items()}
    parts = [tuple(name for name in _TOGETHER if name in chosen)]
    parts += [(name,) for name in _SLOWEST_FIRST if name in chosen]
    parts += [(name,) for name in chosen if name not in (*_TOGETHER, *_SLOWEST_FIRST)]

    def run_part(names: tuple[str, ...]) -> tuple[dict[str, Emission], tuple[str, ...]]:
        asked: dict[str, None] = {}

        def existing(path: str) -> bytes | None:
            asked[path] = None
            return context.existing(path)

        own = replace(context, existing=existing, made={})
        return {name: _run(chosen[name], schema, own) for name in names}, tuple(asked)

    found: dict[str, Emission] = {}
    for emissions, asked in share_work(run_part, [part for part in parts if part], jobs):
        found |= emissions
        for path in asked:  # whoever notes what is asked for is in this process
            context.existing(path)
    return found


def _run(entry: EntryPoint, schema: Schema, context: EmitContext) -> Emission:
    """Run an emitter; what goes wrong in others' code or templates is a finding, not a crash."""
    try:
        emitter: Emitter = entry.load()
        emission = emitter(schema, context)
        _check_shape(emission)
    except (Exception, SystemExit) as error:
        if entry.name in BUILT_IN and context.templates_dir is None:
            raise
        return _failed(entry, error, context)
    return emission


def _check_shape(emission: object) -> None:
    """Refuse what is no emission, before anything is made of it.

    Raises:
        TypeError: It is none; the message says what it is.
    """
    if not isinstance(emission, Emission):
        raise TypeError(f"gave a {type(emission).__name__}, not an Emission")
    for artifact in emission.artifacts:
        if not isinstance(artifact, Artifact) or not isinstance(artifact.content, bytes):
            raise TypeError(f"gave {str(artifact)[:80]!r}, not an Artifact of bytes")
    for diagnostic in emission.diagnostics:
        if not isinstance(diagnostic, Diagnostic):
            raise TypeError(f"gave {str(diagnostic)[:80]!r}, not a Diagnostic")


def _refuse(artifact: Artifact, schema: Schema, taken: Mapping[str, Artifact]) -> str:
    """Say why a file of others is refused: it is outside the API's folder, or another's."""
    parts = PurePosixPath(artifact.path).parts
    if "/".join(parts) != artifact.path or parts[:1] != (schema.api,) or ".." in parts:
        return f"{artifact.path!r} is no path below '{schema.api}/'"
    if artifact.path in taken:
        return f"'{artifact.path}' is a file of the emitter {taken[artifact.path].emitter!r}"
    return ""


def _failed(entry: EntryPoint, error: BaseException, context: EmitContext) -> Emission:
    place = locate_failure(error, context.templates_dir or _folder(entry))
    found = _failure(entry, f"{type(error).__name__}: {error}")
    found = replace(found, span=place.span, evidence=place.evidence) if place.span else found
    return Emission(artifacts=(), diagnostics=(found,))


def _folder(entry: EntryPoint) -> Path | None:
    """Give the folder of an emitter's module, where it could be imported."""
    file = getattr(sys.modules.get(entry.module), "__file__", None)
    return Path(file).parent if file else None


def _failure(entry: EntryPoint, reason: str) -> Diagnostic:
    origin = "" if entry.name in BUILT_IN else f" of {_origin(entry)}"
    return Diagnostic(
        code="GS608",
        severity=Severity.ERROR,
        message=f"emitter {entry.name!r}{origin} failed: {reason}",
        help="mend it or its templates, or leave it out with --emit",
    )


def _origin(entry: EntryPoint) -> str:
    """Say where an emitter comes from."""
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist else entry.value
