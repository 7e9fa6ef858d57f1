"""A folder of small files, each named by the digest of what its content was made from.

A file holds the digest of its own content first, so that a torn or altered one
is never read. It appears by renaming, so that runs side by side see it whole
or not at all. Errors of the file system mean a cache without that file, and
nothing else: a cache is never the reason why a run fails.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

DEFAULT_LIMIT: Final = 1 << 30
"""Bytes that a cache may take."""
_KEY: Final = re.compile(r"[0-9a-f]{64}")
_DIGEST: Final = 32
_TEMPORARY: Final = ".part-"
_REFRESH: Final = 3600.0
"""Seconds after which a used file is marked as used again."""
_ABANDONED: Final = 86_400.0
"""Seconds after which a file that a run was writing is taken for left behind."""
_ROOM: Final = 0.8
"""How full a cache is, of its limit, after the oldest files were removed."""
_TAG: Final = (
    b"Signature: 8a477f597d28d172789f06886806bc55\n"
    b"# This folder is a cache of gen-schema; it may be deleted at any time.\n"
)
"""Content of CACHEDIR.TAG, by which backups leave caches out (bford.info/cachedir)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """A bounded cache below a folder, which need not be there yet."""

    folder: Path
    """The folder; it holds nothing else."""
    limit: int = DEFAULT_LIMIT
    """Bytes that its files may take, see `trim`."""

    def get(self, key: str) -> bytes | None:
        """Give what is kept under a key; None where nothing whole is."""
        path = self._path(key)
        try:
            with open(path, "rb", opener=_open_at_once) as file:
                data = file.read()
                age = time() - os.fstat(file.fileno()).st_mtime
        except OSError:
            return None
        content = data[_DIGEST:]
        if hashlib.sha256(content).digest() != data[:_DIGEST]:
            return None
        if age > _REFRESH:
            with suppress(OSError):
                os.utime(path)
        return content

    def put(self, key: str, content: bytes) -> None:
        """Keep something under a key, if the disk lets us."""
        path = self._path(key)
        try:
            self._prepare(path.parent)
            handle, name = tempfile.mkstemp(prefix=_TEMPORARY, dir=path.parent)
        except OSError:
            return
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(content).digest() + content)
            os.replace(name, path)  # noqa: PTH105 - as mkstemp gives a name
        except OSError:
            with suppress(OSError):
                os.unlink(name)  # noqa: PTH108 - as above

    def trim(self) -> None:
        """Remove the files that were not used for longest until there is room again."""
        files = sorted(self._list(), key=lambda each: (each[1], each[0].name))
        total = sum(size for _, _, size in files)
        if total <= self.limit:
            return
        for path, _, size in files:
            if total <= self.limit * _ROOM:
                return
            with suppress(OSError):
                path.unlink()
                total -= size

    def _prepare(self, folder: Path) -> None:
        """Make a folder of the cache, and mark the cache as one."""
        if folder.is_dir():
            return
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        tag = self.folder / "CACHEDIR.TAG"
        if not tag.exists():
            tag.write_bytes(_TAG)

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError(f"{key!r} is no digest")
        return self.folder / key[:2] / key[2:]

    def _list(self) -> Iterator[tuple[Path, float, int]]:
        """Give our files with time of last use and size, and drop what was left behind."""
        for folder in _scan(self.folder):
            if not re.fullmatch(r"[0-9a-f]{2}", folder.name) or folder.is_symlink():
                continue
            for entry in _scan(Path(folder.path)):
                try:
                    found = entry.stat(follow_symlinks=False)
                except OSError:
                    continue
                path = Path(entry.path)
                if re.fullmatch(r"[0-9a-f]{62}", entry.name):
                    yield path, found.st_mtime, found.st_size
                elif entry.name.startswith(_TEMPORARY) and time() - found.st_mtime > _ABANDONED:
                    with suppress(OSError):
                        path.unlink()


def _open_at_once(path: str, flags: int) -> int:
    """Open without waiting for a writer, as a pipe in a file's place would make one."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _scan(folder: Path) -> list[os.DirEntry[str]]:
    """List a folder; nothing where it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []
