"""What an emitter hands on: files to write, as text or bytes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """One file of the output."""

    path: str
    """POSIX path below the output folder; its parts are plain names."""
    content: bytes
    """The whole file."""
    emitter: str
    """Name of the emitter that made it, as `--emit` knows it."""
