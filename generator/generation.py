"""What a run makes, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.diagnostics import Diagnostic
    from generator.emit.artifact import Artifact


@dataclass(frozen=True, slots=True, kw_only=True)
class LocaleSummary:
    """What was read and decided in one locale."""

    locale: str
    """Folder name; with the API's name before it where there are several."""
    pages: int
    """Pages read."""
    tables: int
    """Tables found, whatever they hold."""
    rows: int
    """Body rows of all tables."""
    intact: int
    """Readings that are the identifier."""
    repaired: int
    """Readings that are not."""
    provisional: int
    """Readings whose identifier is a guess."""
    unresolved: int
    """Readings without an identifier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a run read and decided."""

    locales: tuple[LocaleSummary, ...]
    """One for every edition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """What a run makes, before anything is written."""

    artifacts: tuple[Artifact, ...]
    """The files, sorted by path."""
    diagnostics: tuple[Diagnostic, ...]
    """The findings, in path-line order."""
    summary: Summary
    """Counts."""
    digest: str
    """SHA-256 of the input, as hexadecimal digits."""
    remarks: tuple[str, ...] = ()
    """What was left undone because a former run has done it."""
