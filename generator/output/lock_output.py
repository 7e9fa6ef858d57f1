"""One run at a time on one output folder."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class LockedError(Exception):
    """Another run is at work on the same folder."""


def lock_path(out: Path) -> Path:
    """Give the place of the lock file, beside the output folder."""
    return out.parent / f".{out.name}.gen-schema-lock"


@contextmanager
def lock_output(out: Path) -> Iterator[None]:
    """Keep other runs away; the lock ends with the process, whatever happens to it.

    Raises:
        LockedError: Another run holds the lock.
        OSError: No lock can be made.
    """
    made = _make_parents(out.parent)
    path = lock_path(out)
    is_beside = os.access(path.parent, os.W_OK)
    if not is_beside and not out.is_dir():
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(out.parent))
    # nothing can be written beside: then the folder is changed in place, and is itself the lock
    handle = _open_lock(path) if is_beside else os.open(out, os.O_RDONLY)
    try:
        if not is_beside:
            _claim(handle)
        yield
    finally:
        with suppress(OSError):  # Windows removes no open file; an old lock file does no harm
            if is_beside:
                path.unlink(missing_ok=True)
        os.close(handle)
        with suppress(OSError):  # they hold the output now
            for folder in made:
                folder.rmdir()


def _make_parents(folder: Path) -> list[Path]:
    """Make a folder with its parents and give those made, the deepest first."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for parent in reversed(missing):
        parent.mkdir(exist_ok=True)
    return missing


def _open_lock(path: Path) -> int:
    """Open and claim the lock file, which a run that ends meanwhile may remove."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
        try:
            _claim(handle)
            if _is_same(handle, path):
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)


def _is_same(handle: int, path: Path) -> bool:
    """Tell whether an open file is still the one at a path."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _claim(handle: int) -> None:
    """Lock an open file, or find that somebody else has."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError) as error:
        raise LockedError from error
