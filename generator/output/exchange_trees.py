"""A whole new tree beside the old one, and the two change places in one step.

What is not ours in the old tree is carried over as hard links, so it is the
same files before and after. A crash leaves the old tree or the new one, and
the other as a leftover beside it, which the next run removes.
"""

from __future__ import annotations

import ctypes
import os
import stat
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from generator.output.write_files import prune_folders, remove_tree, sync_folder, write_file

if TYPE_CHECKING:
    from generator.output.plan_tree import TreePlan

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2
_RENAME_SWAP: Final = 2
_MOST_CARRIED: Final = 10_000
"""More foreign entries than this are left where they are."""


class UnsuitedError(Exception):
    """The tree cannot be exchanged; it has to be changed in place."""


@dataclass(slots=True)
class _Staging:
    """A new tree in the making."""

    out: Path
    stage: Path
    dropped: frozenset[str]
    device: int
    carried: dict[str, int] = field(default_factory=dict)
    """Inode of every entry taken over, by its path."""
    folders: list[str] = field(default_factory=list)


def stage_path(out: Path) -> Path:
    """Give the place beside the output folder where a tree is staged."""
    return out.parent / f".{out.name}.gen-schema-stage"


def clear_leftover(out: Path) -> None:
    """Remove what a crashed run left beside the output folder, as far as the system lets one."""
    with suppress(OSError):
        remove_tree(stage_path(out))


def exchange_trees(out: Path, plan: TreePlan) -> None:
    """Put a new tree in the old one's place.

    Raises:
        UnsuitedError: The system or the tree does not allow it; nothing has changed.
    """
    stage = stage_path(out)
    try:
        staging = _stage(out, stage, plan)
        sync_folder(stage)
        _swap(stage, out)
    except BaseException:
        clear_leftover(out)
        raise
    sync_folder(out.parent)
    _rescue(staging, "")
    clear_leftover(out)  # the new tree stands, whatever becomes of the old one


def create_tree(out: Path, plan: TreePlan) -> None:
    """Put a new tree where nothing stands."""
    out.parent.mkdir(parents=True, exist_ok=True)
    stage = stage_path(out)
    try:
        stage.mkdir()
        _write_new(stage, plan)
        sync_folder(stage)
        stage.rename(out)
    except BaseException:
        clear_leftover(out)
        raise
    sync_folder(out.parent)


def _stage(out: Path, stage: Path, plan: TreePlan) -> _Staging:
    """Build the new tree."""
    dropped = frozenset((*plan.removed, *(path for path, _ in plan.writes)))
    status = out.stat()
    staging = _Staging(out=out, stage=stage, dropped=dropped, device=status.st_dev)
    try:
        if _is_busy(out):
            raise UnsuitedError("the output folder is in use as a place")
        stage.mkdir()
        _carry_folder(staging, "")
        _write_new(stage, plan)
        prune_folders(stage, plan.removed)
        for folder in reversed(staging.folders):
            if (stage / folder).is_dir():
                _copy_status(out / folder, stage / folder)
    except OSError as error:
        # no right to make links or to write beside: the folder itself may be writable
        raise UnsuitedError(str(error)) from error
    return staging


def _is_busy(out: Path) -> bool:
    """Tell whether the folder must stay the one it is: a mount, or where somebody works."""
    try:
        here = Path.cwd()
    except OSError:
        return os.path.ismount(out)
    return os.path.ismount(out) or here.is_relative_to(out)


def _carry_folder(staging: _Staging, folder: str) -> None:
    """Take over a folder's entries, except those that the plan replaces or removes."""
    staging.folders.append(folder)
    with os.scandir(staging.out / folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        path = f"{folder}/{entry.name}" if folder else entry.name
        status = entry.stat(follow_symlinks=False)
        if status.st_dev != staging.device or len(staging.carried) > _MOST_CARRIED:
            raise UnsuitedError(f"'{path}' cannot be carried over")
        if path in staging.dropped:
            continue
        staging.carried[path] = status.st_ino
        if stat.S_ISDIR(status.st_mode):
            (staging.stage / path).mkdir()
            _carry_folder(staging, path)
        else:
            os.link(staging.out / path, staging.stage / path, follow_symlinks=False)


def _write_new(root: Path, plan: TreePlan) -> None:
    """Write the plan's files into a tree."""
    for path, content in plan.writes:
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        write_file(target, content)
    for folder in sorted({(root / path).parent for path, _ in plan.writes}):
        sync_folder(folder)


def _copy_status(source: Path, target: Path) -> None:
    """Give a folder the owner and the permissions of the one it stands for."""
    old, new = source.stat(), target.stat()
    if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
        os.chown(target, old.st_uid, old.st_gid)
    target.chmod(stat.S_IMODE(old.st_mode))


def _swap(first: Path, second: Path) -> None:
    """Exchange two folders in one step: renameat2(2) on Linux, renamex_np(2) on macOS."""
    one, two = os.fsencode(first), os.fsencode(second)
    library = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
    if library is not None and sys.platform == "linux" and hasattr(library, "renameat2"):
        failed = library.renameat2(_AT_FDCWD, one, _AT_FDCWD, two, _RENAME_EXCHANGE)
    elif library is not None and sys.platform == "darwin" and hasattr(library, "renamex_np"):
        failed = library.renamex_np(one, two, _RENAME_SWAP)
    else:
        raise UnsuitedError("the system does not exchange folders")
    if failed:
        raise UnsuitedError(os.strerror(ctypes.get_errno()))


def _rescue(staging: _Staging, folder: str) -> None:
    """Move what appeared in the old tree while the new one was built; the stage is the old one."""
    with os.scandir(staging.stage / folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        path = f"{folder}/{entry.name}" if folder else entry.name
        if path in staging.dropped:
            continue
        target = staging.out / path
        if entry.is_dir(follow_symlinks=False) and target.is_dir():
            _rescue(staging, path)
        elif staging.carried.get(path) != entry.inode():
            target.parent.mkdir(parents=True, exist_ok=True)
            (staging.stage / path).replace(target)
