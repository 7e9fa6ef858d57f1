"""Finds emitters by name, ours and those that other distributions add, and runs them.

Ours stand in a table too, so that a checkout works without being installed;
what is not asked for is not imported.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, cast

from generator.diagnostics import Diagnostic, Severity
from generator.emit.artifact import Artifact
from generator.emit.emitter import Emission, EmitContext
from generator.emit.failure import locate_failure
from generator.emit.parts import Part, PartedEmitter, join_emissions, render_part
from generator.emit.render_parts import render_parts

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
_FAILED = "GS608"


def find_emitters() -> dict[str, EntryPoint]:
    """Find every emitter by name: ours first, then others' sorted.

    A name stands for one emitter: ours, else that of the first distribution.
    """
    found = {name: EntryPoint(name, value, GROUP) for name, value in BUILT_IN.items()}
    for entry in _find_others(tuple(sys.path)):
        if entry.name != LEDGER:
            found.setdefault(entry.name, entry)
    return found


@cache
def _find_others(_places: tuple[str, ...]) -> tuple[EntryPoint, ...]:
    """Find the emitters of other distributions, which takes reading about all that are there."""
    return tuple(sorted(entry_points(group=GROUP), key=lambda each: (each.name, _origin(each))))


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
    ours = {name: entry for name, entry in chosen.items() if name in BUILT_IN}
    copies = jobs if len(ours) == len(chosen) else 1  # others' may not bear to be copied
    emissions = _render_ours(ours, schema, context, copies)
    artifacts: dict[str, Artifact] = {}
    diagnostics: list[Diagnostic] = []
    for name, entry in chosen.items():
        emission = emissions[name] = emissions.get(name) or _run(entry, schema, context)
        diagnostics += emission.diagnostics
        for each in emission.artifacts:
            if name not in BUILT_IN and (reason := _refuse(each, schema, artifacts)):
                diagnostics.append(_failure(entry, reason))
            else:
                own = each if each.emitter == name else replace(each, emitter=name)
                artifacts[each.path] = own
    return Emission(
        artifacts=tuple(artifacts.values()),
        diagnostics=tuple(diagnostics),
        remarks=tuple(remark for each in emissions.values() for remark in each.remarks),
    )


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


def _render_ours(
    entries: Mapping[str, EntryPoint], schema: Schema, context: EmitContext, jobs: int
) -> dict[str, Emission]:
    """Run our own emitters, part by part."""
    parts = [part for entry in entries.values() for part in _list_parts(entry, schema, context)]

    def render(part: Part, own: EmitContext) -> Emission:
        try:
            return render_part(part, schema.digest, own)
        except Exception as error:
            if context.templates_dir is None:
                raise
            return _failed(entries[part.emitter], error, context)

    found = render_parts(parts, schema.digest, context, jobs, render)
    return {name: _join(found[part] for part in parts if part.emitter == name) for name in entries}


def _list_parts(entry: EntryPoint, schema: Schema, context: EmitContext) -> tuple[Part, ...]:
    """List the parts of an emitter of ours; one that shows the whole model is one part."""
    emitter: Emitter = entry.load()
    if isinstance(emitter, PartedEmitter):
        return emitter.list_parts(schema, context)
    return (Part(emitter=entry.name, given=schema, render=emitter, is_lasting=False),)


def _join(emissions: Iterable[Emission]) -> Emission:
    """Put together what an emitter made; nothing, where a part of it failed."""
    found = list(emissions)
    failed = [each for each in found if any(e.code == _FAILED for e in each.diagnostics)]
    return failed[0] if failed else join_emissions(found)


def _run(entry: EntryPoint, schema: Schema, context: EmitContext) -> Emission:
    """Run an emitter of others; what goes wrong in it is a finding, not a crash."""
    try:
        emission = entry.load()(schema, context)
        _check_shape(emission)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever others do
        return _failed(entry, error, context)
    return cast("Emission", emission)


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
        code=_FAILED,
        severity=Severity.ERROR,
        message=f"emitter {entry.name!r}{origin} failed: {reason}",
        help="mend it or its templates, or leave it out with --emit",
    )


def _origin(entry: EntryPoint) -> str:
    """Say where an emitter comes from."""
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist else entry.value
