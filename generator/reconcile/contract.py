"""A reference contract as reconciliation hears it: what it declares, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.source import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.diagnostics import Diagnostic
    from generator.reconcile.declaration import Declaration


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """A contract that somebody publishes, read."""

    path: str
    """The file, relative to the specs folder."""
    declarations: tuple[Declaration, ...]
    """What it declares; empty where it could not be read."""
    operations: tuple[tuple[str, int], ...]
    """Of a WSDL, the operations and their lines; of an XML Schema none."""
    texts: Mapping[str, str]
    """Path → text of each file that was read."""
    digest: str
    """SHA-256 of all files read, as hexadecimal digits."""
    diagnostics: tuple[Diagnostic, ...]
    """What is wrong with it."""

    def span(self, path: str, line: int) -> Span | None:
        """Locate a line of one of its files."""
        lines = self.texts.get(path, "").splitlines(keepends=True)
        if not 0 < line <= len(lines):
            return None
        context = lines[line - 1].rstrip("\r\n")
        column = len(context) - len(context.lstrip())
        start = sum(map(len, lines[: line - 1])) + column
        return Span(
            path=path,
            line=line,
            column=column + 1,
            start=start,
            end=start + len(context.strip()),
            context=context,
        )
