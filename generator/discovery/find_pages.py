"""A locale folder → its `PageFile`s."""

from __future__ import annotations

import os
import unicodedata
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from generator.diagnostics import Diagnostic, Severity
from generator.discovery.sources import PageFile

if TYPE_CHECKING:
    from pathlib import Path

PAGE_SUFFIXES: Final = (".md", ".markdown", ".html", ".htm")
"""How a page's file name ends, in any case."""


def is_page_name(name: str) -> bool:
    """Tell whether a file name is a page's; hidden files are none."""
    return not name.startswith(".") and name.lower().endswith(PAGE_SUFFIXES)


@dataclass(slots=True)
class _Walk:
    """A search for pages under way."""

    specs: Path
    root: Path
    pages: dict[str, PageFile] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    links: deque[Path] = field(default_factory=deque)

    def warn(self, path: Path, message: str) -> None:
        """Record that something was left out."""
        self.found.append(
            Diagnostic(
                code="GS103",
                severity=Severity.WARNING,
                message=message,
                path=display_path(path, self.specs),
            )
        )


def display_path(path: Path, specs: Path) -> str:
    """Name a file as messages do; bytes that are no UTF-8 are shown as `?`."""
    return path.relative_to(specs).as_posix().encode(errors="replace").decode()


def find_pages(folder: Path, specs: Path) -> tuple[tuple[PageFile, ...], tuple[Diagnostic, ...]]:
    """Find the pages below a locale folder.

    Every folder is read once: links are followed after everything that stands
    in its own place, and only while they stay inside the specs folder, so that
    neither a circle of links nor a link out of the folder leads anywhere.

    Args:
        folder: The locale folder.
        specs: The specs folder, resolved.

    Returns:
        The pages sorted by page key, and the findings.
    """
    walk = _Walk(specs=specs, root=folder)
    _read_folder(walk, folder)
    while walk.links:
        _follow(walk, walk.links.popleft())
    return tuple(walk.pages[key] for key in sorted(walk.pages)), tuple(walk.found)


def _read_folder(walk: _Walk, top: Path) -> None:
    """Take the pages of a folder and of the folders in it, links apart."""
    waiting = deque([top])
    while waiting:
        folder = waiting.popleft()
        real = os.path.realpath(folder)
        if real in walk.seen:
            continue
        walk.seen.add(real)
        for entry in list_folder(folder, walk):
            path = folder / entry.name
            if entry.is_symlink():
                walk.links.append(path)
            elif entry.is_dir():
                waiting.append(path)
            elif is_page_name(entry.name):
                _take(walk, path, is_regular=entry.is_file())


def list_folder(folder: Path, walk: _Walk) -> list[os.DirEntry[str]]:
    """List a folder's visible entries by name; an unreadable one is reported and empty."""
    try:
        with os.scandir(folder) as entries:
            visible = [entry for entry in entries if not entry.name.startswith(".")]
    except OSError as error:
        walk.warn(folder, f"folder cannot be read: {error.strerror}")
        return []
    return sorted(visible, key=lambda entry: entry.name)


def _take(walk: _Walk, path: Path, *, is_regular: bool) -> None:
    """Take one file as a page."""
    page = unicodedata.normalize("NFC", path.relative_to(walk.root).as_posix())
    if not is_regular:
        walk.warn(path, "page is no regular file")
    elif any("\ud800" <= char <= "\udfff" for char in page):
        walk.warn(path, "page's file name is not UTF-8")
    elif page in walk.pages:
        walk.warn(path, f"page has the name of {walk.pages[page].path!r}")
    else:
        shown = display_path(path, walk.specs)
        walk.pages[page] = PageFile(page=page, file=path, path=shown)


def _follow(walk: _Walk, path: Path) -> None:
    """Follow a link, if it leads to a page or a folder inside the specs folder."""
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        if is_page_name(path.name):
            walk.warn(path, "link leads nowhere")
        return
    if target.is_dir() or is_page_name(path.name):
        if not target.is_relative_to(walk.specs):
            walk.warn(path, "link leads out of the specs folder; not followed")
        elif target.is_dir():
            _read_folder(walk, path)
        else:
            _take(walk, path, is_regular=target.is_file())
