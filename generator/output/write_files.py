"""The smallest steps on disk: durable files and folders."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write_file(path: Path, content: bytes) -> None:
    """Write a new file and wait until it is on disk."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """Wait until a folder's entries are on disk, where the system lets one."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:  # Windows opens no folders
        return
    try:
        os.fsync(handle)
    except OSError:  # some network file systems cannot
        pass
    finally:
        os.close(handle)


def remove_tree(path: Path) -> None:
    """Remove a folder with everything in it, or a file or link; nothing is no error."""
    if path.is_symlink() or not path.is_dir():
        path.unlink(missing_ok=True)
        return
    with os.scandir(path) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    mode = path.stat().st_mode
    if mode & 0o300 != 0o300:  # a carried folder may be read-only
        path.chmod(mode | 0o700)
    for entry in entries:
        remove_tree(path / entry.name)
    path.rmdir()


def is_bare(folder: Path) -> bool:
    """Tell whether a folder holds nothing but Python's own cache."""
    return all(entry.name == "__pycache__" for entry in folder.iterdir())


def prune_folders(root: Path, removed: tuple[str, ...]) -> None:
    """Remove the folders that lost their last file."""
    folders = {path.rpartition("/")[0] for path in removed}
    while folders := folders - {""}:
        deepest = max(folders, key=lambda folder: (folder.count("/"), folder))
        folders.remove(deepest)
        path = root / deepest
        if path.is_dir() and not path.is_symlink() and is_bare(path):
            remove_tree(path)
            folders.add(deepest.rpartition("/")[0])
