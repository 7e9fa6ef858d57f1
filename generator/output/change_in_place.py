"""The old tree becomes the new one file by file, with a journal.

For folders that cannot change places as a whole: mounts, the working folder,
file systems without links. All new files are staged inside the folder and on
disk before the journal says so; from then on the change is completed, if need
be by the next run.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from generator.output.inner_path import Standing, find_standing, is_inner_path, read_inner
from generator.output.manifest import digest_bytes
from generator.output.write_files import prune_folders, remove_tree, sync_folder, write_file

if TYPE_CHECKING:
    from pathlib import Path

    from generator.output.plan_tree import TreePlan

STAGE: Final = ".gen-schema-stage"
"""Name of the folder inside the output folder where files are staged."""

_JOURNAL: Final = "journal.json"


def change_in_place(out: Path, plan: TreePlan) -> None:
    """Write and remove the plan's files, or leave it to the next run to complete that."""
    stage = out / STAGE
    stage.mkdir()
    steps: list[dict[str, str | None]] = []
    try:
        for index, (path, content) in enumerate(plan.writes):
            write_file(stage / f"{index}.new", content)
            after = digest_bytes(content)
            steps.append({"path": path, "before": _digest(out, path), "after": after})
        steps += [
            {"path": path, "before": _digest(out, path), "after": None} for path in plan.removed
        ]
        write_file(stage / "journal.new", json.dumps(steps).encode())
        sync_folder(stage)
    except BaseException:
        remove_tree(stage)
        raise
    (stage / "journal.new").rename(stage / _JOURNAL)
    sync_folder(stage)
    complete_change(out)


def complete_change(out: Path) -> None:
    """Carry out the journal of this run or a crashed one; without one, drop what was staged.

    A file that is neither as it was nor as it shall be has been edited since;
    it is left alone, and the next plan reports it.
    """
    stage = out / STAGE
    if stage.is_symlink() or not stage.is_dir():
        return
    steps = _read_journal(stage)
    for index, (path, before, after) in enumerate(steps):
        if not _is_as_before(out, path, before):
            continue
        target = out / path
        staged = stage / f"{index}.new"
        if after is None:
            target.unlink(missing_ok=True)
        elif staged.is_file() and not staged.is_symlink():
            target.parent.mkdir(parents=True, exist_ok=True)
            staged.replace(target)
    prune_folders(out, tuple(path for path, _, after in steps if after is None))
    for folder in sorted({(out / path).parent for path, _, _ in steps}):
        sync_folder(folder)
    # the journal goes first: without it, the rest is dropped
    (stage / _JOURNAL).unlink(missing_ok=True)
    remove_tree(stage)


def _digest(out: Path, path: str) -> str | None:
    """Give the digest of the regular file at a path; None where there is none."""
    content = read_inner(out, path)
    return digest_bytes(content) if content is not None else None


def _is_as_before(out: Path, path: str, before: str | None) -> bool:
    """Tell whether a file still is, or still is absent, as the journal found it."""
    if not is_inner_path(path):
        return False
    if before is None:
        return find_standing(out, path) is Standing.ABSENT
    return _digest(out, path) == before


def _read_journal(stage: Path) -> list[tuple[str, str | None, str | None]]:
    """Read the steps; none where the journal is not complete."""
    content = read_inner(stage, _JOURNAL)
    if content is None:
        return []
    try:
        steps = [(step["path"], step["before"], step["after"]) for step in json.loads(content)]
    except (ValueError, TypeError, KeyError, RecursionError):
        return []
    return [step for step in steps if isinstance(step[0], str)]
