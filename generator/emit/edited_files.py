"""Files that people edit by design, and whether somebody did."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final

_MERGED: Final = frozenset({("labels", ".po"), ("xliff", ".xlf")})
"""Emitters and the endings of such files of theirs."""


def is_merged(emitter: str, path: str) -> bool:
    """Tell whether an emitter merges what stands at a path with what it makes."""
    return (emitter, PurePosixPath(path).suffix) in _MERGED


def holds_edits(path: str, content: bytes) -> bool:
    """Tell whether such a file holds anything that its emitter did not write; in doubt it does."""
    from generator.emit.catalog_babel import PoError, read_po  # noqa: PLC0415 - seldom asked
    from generator.emit.catalog_merge import digest_translation, has_edits  # noqa: PLC0415
    from generator.emit.xliff_file import XliffError, read_xliff  # noqa: PLC0415

    try:
        if path.endswith(".po"):
            return has_edits(read_po(content).messages)
        units = read_xliff(content)
    except (PoError, XliffError):
        return True
    return any(digest_translation(each.message) != each.proposed for each in units)
