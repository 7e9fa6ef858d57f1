"""Artifacts and the folder as it stands → what to write, keep and remove, and why not.

The one place that decides what may be touched. Generated files count as ours
only while their digest is the one that the manifest gives.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Severity, sort_diagnostics
from generator.emit.edited_files import holds_edits, is_merged
from generator.output.inner_path import Standing, find_standing, is_inner_path, read_inner
from generator.output.manifest import (
    MANIFEST,
    FileRecord,
    Manifest,
    digest_bytes,
    parse_manifest,
    render_manifest,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator.emit.artifact import Artifact


@dataclass(frozen=True, slots=True, kw_only=True)
class TreePlan:
    """The way from the folder as it stands to the folder as it shall be."""

    created: tuple[tuple[str, bytes], ...]
    """Files where nothing stands yet, sorted by path."""
    changed: tuple[tuple[str, bytes], ...]
    """Files to overwrite, sorted by path."""
    removed: tuple[str, ...]
    """Files of a former run that no longer belong there, sorted."""
    unchanged: tuple[str, ...]
    """Files that are as they shall be, sorted."""
    kept: tuple[str, ...]
    """Files edited by hand and left alone, sorted."""
    conflicts: tuple[str, ...]
    """Paths where something stands that is not ours, sorted; with any, nothing is written."""
    diagnostics: tuple[Diagnostic, ...]
    """What is kept or in the way."""

    @property
    def writes(self) -> tuple[tuple[str, bytes], ...]:
        """Every file to write, the manifest last."""
        files = sorted((*self.created, *self.changed))
        return tuple(sorted(files, key=lambda file: file[0] == MANIFEST))

    @property
    def is_done(self) -> bool:
        """Tell whether there is nothing to do."""
        return not (self.created or self.changed or self.removed)


@dataclass(slots=True)
class _Draft:
    """A plan in the making."""

    out: Path
    shown: str
    force: bool
    owned: dict[str, FileRecord]
    created: list[tuple[str, bytes]] = field(default_factory=list)
    changed: list[tuple[str, bytes]] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)

    def report(self, severity: Severity, path: str, message: str, help_: str) -> None:
        """Record a finding about a file that stands there."""
        self.found.append(
            Diagnostic(
                code="GS603",
                severity=severity,
                message=message,
                path=f"{self.shown}/{path}",
                help=help_,
            )
        )


def plan_tree(  # noqa: PLR0913 - all of it decides
    out: Path,
    artifacts: tuple[Artifact, ...],
    *,
    shown: str,
    version: str,
    digest: str,
    emit: tuple[str, ...] = (),
    force: bool = False,
) -> TreePlan:
    """Decide what a run does to the output folder.

    Args:
        out: The folder; it need not be there.
        artifacts: Everything the run made.
        shown: The folder's name in messages.
        version: The generator's version.
        digest: Digest of the input.
        emit: The emitters that ran; empty for all. Files of others stay.
        force: Overwrite what was edited by hand and what is not ours.
    """
    former = read_inner(out, MANIFEST)
    manifest = parse_manifest(former) if former is not None else None
    records = manifest.files if manifest else ()
    owned = {record.path: record for record in records if is_inner_path(record.path)}
    draft = _Draft(out=out, shown=shown, force=force, owned=owned)
    if collisions := _report_collisions(artifacts, shown):
        draft.found += collisions
        draft.conflicts += {artifact.path for artifact in artifacts}
        return _finish(draft)
    files = [_place(draft, artifact) for artifact in artifacts]
    wanted = {artifact.path for artifact in artifacts} | {MANIFEST}
    for path in sorted(set(owned) - wanted):
        files += _retire(draft, owned[path], is_asked=not emit or owned[path].emitter in emit)
    fresh = Manifest(generator=version, input=digest, files=tuple(files))
    _place_file(draft, MANIFEST, render_manifest(fresh), is_ours=manifest is not None)
    return _finish(draft)


def _finish(draft: _Draft) -> TreePlan:
    """Put the draft in order."""
    return TreePlan(
        created=tuple(sorted(draft.created)),
        changed=tuple(sorted(draft.changed)),
        removed=tuple(sorted(draft.removed)),
        unchanged=tuple(sorted(draft.unchanged)),
        kept=tuple(sorted(draft.kept)),
        conflicts=tuple(sorted(draft.conflicts)),
        diagnostics=sort_diagnostics(draft.found),
    )


def _place(draft: _Draft, artifact: Artifact) -> FileRecord:
    """Decide about one artifact and give its record for the manifest."""
    path, content = artifact.path, artifact.content
    if not is_inner_path(path) or path == MANIFEST:
        raise ValueError(f"artifact path {path!r} does not stay below the output folder")
    record = FileRecord(path=path, sha256=artifact.digest, emitter=artifact.emitter)
    former = draft.owned.get(path)
    merged = is_merged(artifact.emitter, path)  # with what stands there, edits and all
    present = read_inner(draft.out, path)
    if present is not None and present == content:
        draft.unchanged.append(path)
        return record
    is_edited = former and present is not None and digest_bytes(present) != former.sha256
    if is_edited and former and not merged and not draft.force:
        draft.kept.append(path)
        message = "generated file was edited by hand; left as it is"
        help_ = "move the edit elsewhere, or run again with --force to overwrite it"
        draft.report(Severity.WARNING, path, message, help_)
        return former
    _place_file(draft, path, content, is_ours=merged or former is not None)
    return record


def _place_file(draft: _Draft, path: str, content: bytes, *, is_ours: bool) -> None:
    """Decide whether a file may be written where it belongs."""
    standing = find_standing(draft.out, path)
    if standing is Standing.ABSENT:
        draft.created.append((path, content))
    elif standing is Standing.FILE and read_inner(draft.out, path) == content:
        draft.unchanged.append(path)
    elif standing is Standing.FILE and (is_ours or draft.force):
        draft.changed.append((path, content))
    else:
        draft.conflicts.append(path)
        reasons = {
            Standing.FILE: "a file that was not generated stands where one would be written",
            Standing.OTHER: "a link or folder stands where a file would be written",
            Standing.BLOCKED: "a link or file stands where a folder would be made",
        }
        help_ = "move it away"
        if standing is Standing.FILE:
            help_ += ", or run again with --force to overwrite it"
        draft.report(Severity.ERROR, path, reasons[standing], help_)


def _retire(draft: _Draft, record: FileRecord, *, is_asked: bool) -> tuple[FileRecord, ...]:
    """Decide about a file of a former run and give its record, if it stays ours."""
    present = read_inner(draft.out, record.path)
    if present is None:
        return ()
    if not is_asked:
        return (record,)
    is_known = digest_bytes(present) == record.sha256
    has_work = is_merged(record.emitter, record.path) and holds_edits(record.path, present)
    if draft.force or (is_known and not has_work):
        draft.removed.append(record.path)
        return ()
    (draft.unchanged if has_work else draft.kept).append(record.path)
    what = "holds translators' work" if has_work else "was edited by hand"
    message = f"file is no longer generated, but {what}; left as it is"
    help_ = "delete it, or run again with --force"
    draft.report(Severity.WARNING, record.path, message, help_)
    return (record,)


def _report_collisions(artifacts: Iterable[Artifact], shown: str) -> tuple[Diagnostic, ...]:
    """Report paths that are one on some file system, or a file and a folder at once."""
    paths: dict[str, list[str]] = {}
    for artifact in artifacts:
        paths.setdefault(_fold(artifact.path), []).append(artifact.path)
    found = []
    for folded, spellings in sorted(paths.items()):
        parents = [folded[:index] for index, char in enumerate(folded) if char == "/"]
        files = [paths[parent][0] for parent in parents if parent in paths]
        if len(spellings) > 1 or files:
            listed = " and ".join(f"'{path}'" for path in sorted({*spellings, *files}))
            found.append(
                Diagnostic(
                    code="GS607",
                    severity=Severity.ERROR,
                    message=f"output files have one name: {listed}",
                    path=f"{shown}/{spellings[0]}",
                    help="rename an API in its gen-schema.toml",
                )
            )
    return tuple(found)


def _fold(path: str) -> str:
    """Give the spelling under which a careless file system keeps a path."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
