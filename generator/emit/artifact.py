"""What an emitter hands on: files to write, as text or bytes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """One file of the output."""

    path: str
    """POSIX path below the output folder; its parts are plain names."""
    content: bytes
    """The whole file."""
    emitter: str
    """Name of the emitter that made it, as `--emit` knows it."""
    _digest: str = field(default="", init=False, compare=False, repr=False)

    @property
    def digest(self) -> str:
        """SHA-256 of the content, as hexadecimal digits; worked out once."""
        if not self._digest:
            object.__setattr__(self, "_digest", hashlib.sha256(self.content).hexdigest())
        return self._digest

    @classmethod
    def known(cls, path: str, content: bytes, emitter: str, digest: str) -> Self:
        """Make one of a content whose digest is known."""
        made = cls(path=path, content=content, emitter=emitter)
        object.__setattr__(made, "_digest", digest)
        return made
