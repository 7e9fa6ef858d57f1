"""What pages are called in results: their paths from the working folder or the repository."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.discovery import PageFile


def show_paths(files: Mapping[str, PageFile], root: Path) -> Mapping[str, str]:
    """Give what each page is called: its path below a folder, else below the specs folder.

    Args:
        files: Path below the specs folder → page.
        root: The folder; the working folder, or a repository's.
    """
    base = os.path.realpath(root)
    found = {}
    for path, file in files.items():
        relative = os.path.relpath(os.path.realpath(file.file.parent), base)
        is_outside = relative == os.pardir or relative.startswith(os.pardir + os.sep)
        found[path] = path if is_outside else (Path(relative) / file.file.name).as_posix()
    return found
