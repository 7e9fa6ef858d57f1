"""Paths below the output folder: which are legal, and what stands there."""

from __future__ import annotations

import os
import stat
import unicodedata
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_LONGEST_NAME: Final = 255
_FORBIDDEN: Final = frozenset('\\:*?"<>|')
"""Characters that some file system does not take."""


class Standing(StrEnum):
    """What stands at a path."""

    ABSENT = "absent"
    """Nothing."""
    FILE = "file"
    """A regular file in regular folders."""
    OTHER = "other"
    """A link, a folder or a special file."""
    BLOCKED = "blocked"
    """A folder on the way there is a link or no folder."""


def is_inner_path(path: str) -> bool:
    """Tell whether a path stays below a folder, in plain names only."""
    return all(_is_plain(name) for name in path.split("/"))


def _is_plain(name: str) -> bool:
    return (
        name not in {"", ".", ".."}
        and len(name.encode(errors="replace")) <= _LONGEST_NAME
        and _FORBIDDEN.isdisjoint(name)
        and (name.isprintable() or not any(unicodedata.category(c) in {"Cc", "Cs"} for c in name))
    )


def find_standing(root: Path, path: str) -> Standing:
    """Tell what stands at an inner path, without following any link below the root."""
    *folders, name = path.split("/")
    place = os.fspath(root)
    for folder in folders:
        place = os.path.join(place, folder)  # noqa: PTH118 - hundreds of files a run
        mode = _mode(place)
        if mode is None:
            return Standing.ABSENT
        if not stat.S_ISDIR(mode):
            return Standing.BLOCKED
    mode = _mode(os.path.join(place, name))  # noqa: PTH118 - as above
    if mode is None:
        return Standing.ABSENT
    return Standing.FILE if stat.S_ISREG(mode) else Standing.OTHER


def _mode(path: str) -> int | None:
    """Give the mode of what stands at a path itself; None for nothing."""
    try:
        return os.lstat(path).st_mode
    except FileNotFoundError:
        return None


def read_inner(root: Path, path: str) -> bytes | None:
    """Read a regular file at an inner path; None where there is none."""
    if not is_inner_path(path) or find_standing(root, path) is not Standing.FILE:
        return None
    return (root / path).read_bytes()
