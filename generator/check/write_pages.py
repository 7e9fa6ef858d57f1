"""Writes mended pages in place: each file the old one or the new one, never half of it."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

_MODE = stat.S_IRWXU | stat.S_IRWXG | stat.S_IRWXO


class ChangedError(OSError):
    """A page is not what it was when it was checked."""


def write_page(file: Path, before: bytes, after: bytes) -> None:
    """Replace a page's bytes at once; its mode stays, and a link stays a link.

    Raises:
        ChangedError: It is not what it was.
        OSError: It cannot be written; then it is as it was.
    """
    target = Path(os.path.realpath(file))
    there = target.read_bytes()
    if there == after:  # another link to the same file was written
        return
    if there != before:
        raise ChangedError(f"{file}: changed since it was checked")
    mode = target.stat().st_mode & _MODE
    descriptor, name = tempfile.mkstemp(prefix=".gen-schema-", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(after)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(mode)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
