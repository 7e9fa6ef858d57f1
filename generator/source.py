"""Places in documents: the span that every record carries."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A stretch of one document, as messages and repairs name it."""

    path: str
    """The document, a POSIX path relative to the specs folder."""
    line: int
    """1-based line of the first character."""
    column: int
    """1-based column of the first character; columns count characters, not bytes."""
    start: int
    """0-based offset of the first character in the decoded document (newlines as found)."""
    end: int
    """Offset behind the last character; equal to `start` for an empty place."""
    context: str
    """The whole line the span starts in, without its line end."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"
