"""What git knows about the pages: their repository's top, and which are not committed."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.discovery import PageFile

_REASONS = {"??": "is not tracked by git", "!!": "is ignored by git"}
_ENVIRONMENT = {"GIT_OPTIONAL_LOCKS": "0", "GIT_LITERAL_PATHSPECS": "1", "LC_ALL": "C"}


def find_repository(folder: Path) -> Path | None:
    """Give the top folder of the repository that a folder lies in; None for none."""
    answer = _git(folder, "rev-parse", "--show-toplevel")
    return None if answer is None else Path(os.fsdecode(answer.removesuffix(b"\n")))


def find_uncommitted(files: Iterable[PageFile]) -> Mapping[str, str]:
    """Tell which pages have no committed copy as they are, and why.

    A page that git does not track, or that lies in no repository, has none
    either: there would be no way back.

    Returns:
        Path below the specs folder → the reason.
    """
    states: dict[str, _Folder] = {}
    found = {}
    for file in files:
        real = Path(os.path.realpath(file.file))
        state = states.setdefault(str(real.parent), _Folder())
        if not state.is_known:
            state = states[str(real.parent)] = _state_of(real.parent)
        if reason := state.everything or state.names.get(real.name, ""):
            found[file.path] = reason
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Folder:
    """What git says about the files of one folder."""

    is_known: bool = False
    everything: str = ""
    """Why none of its files has a committed copy; empty where some may have."""
    names: Mapping[str, str] = field(default_factory=dict)
    """File name → why it has none."""


def _state_of(folder: Path) -> _Folder:
    listed = _git(
        folder, "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all",
        "--ignored=matching", "--", ".",
    )  # fmt: skip
    prefix = _git(folder, "rev-parse", "--show-prefix")
    if listed is None or prefix is None:
        return _Folder(is_known=True, everything="is in no git repository")
    head = os.fsdecode(prefix.removesuffix(b"\n"))
    names = {}
    for entry in filter(None, os.fsdecode(listed).split("\0")):
        reason = _REASONS.get(entry[:2], "has uncommitted changes")
        path = entry[3:]
        if head.startswith(path):
            return _Folder(is_known=True, everything=reason)
        names[path.removeprefix(head)] = reason
    return _Folder(is_known=True, names=names)


def _git(folder: Path, *arguments: str) -> bytes | None:
    """Ask git; None where it is not there or does not know."""
    environment = {**os.environ, **_ENVIRONMENT}
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and no argument begins as an option
            ["git", "-C", os.fspath(folder), *arguments],  # noqa: S607 - the user's own git
            capture_output=True,
            check=False,
            env=environment,
        )
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
