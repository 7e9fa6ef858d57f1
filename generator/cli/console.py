"""What a run says: findings, counts and progress on stderr, results on stdout."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final

import click

from generator.cli.speak import print_message, print_result
from generator.diagnostics import (
    Diagnostic,
    Severity,
    display_width,
    render_diagnostic,
    sort_diagnostics,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from generator.pipeline import Summary

_COLOURS: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_COLUMNS: Final = (
    "pages",
    "tables",
    "rows",
    "intact",
    "repaired",
    "provisional",
    "unresolved",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Console:
    """The run's voice."""

    strict: bool = False
    """A warning counts as an error."""
    quiet: bool = False
    """Errors only."""
    verbose: bool = False
    """Notes too."""

    def has_errors(self, diagnostics: Iterable[Diagnostic]) -> bool:
        """Tell whether a finding forbids writing."""
        return any(self._is_error(found) for found in diagnostics)

    def _is_error(self, found: Diagnostic) -> bool:
        return found.severity is Severity.ERROR or (
            self.strict and found.severity is Severity.WARNING
        )

    def report(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Print findings in path-line order, and how many there are."""
        ordered = sort_diagnostics(diagnostics)
        for found in ordered:
            if self._is_error(found) or (not self.quiet and self._is_shown(found)):
                print_message(_style(found), color=_has_colour(sys.stderr))
        if not self.quiet:
            self._count(ordered)

    def _is_shown(self, found: Diagnostic) -> bool:
        return self.verbose or found.severity is not Severity.NOTE

    def _count(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        """Print how many findings there are of each weight."""
        counts = [
            (severity, sum(found.severity is severity for found in diagnostics))
            for severity in Severity
        ]
        parts = [f"{count} {name}{'s' if count > 1 else ''}" for name, count in counts if count]
        if parts:
            hidden = not self.verbose and counts[-1][1]
            print_message(", ".join(parts) + (" (--verbose shows notes)" if hidden else ""))

    def warn(self, text: str) -> None:
        """Print a message."""
        if not self.quiet:
            print_message(text)

    def say(self, text: str) -> None:
        """Print a result."""
        if not self.quiet:
            print_result(text)

    def summarize(self, summary: Summary) -> None:
        """Print what was read and decided, per locale."""
        lines: list[tuple[str, ...]] = [("locale", *_COLUMNS)]
        lines += [
            (row.locale, *(str(getattr(row, column)) for column in _COLUMNS))
            for row in summary.locales
        ]
        widths = [
            max(display_width(line[index]) for line in lines) for index in range(len(lines[0]))
        ]
        for line in lines:
            cells = [line[0] + " " * (widths[0] - display_width(line[0]))]
            cells += [cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)]
            self.say("  ".join(cells))

    def remark(self, remarks: Iterable[str]) -> None:
        """Print what was left undone, if somebody wants to know."""
        for remark in remarks if self.verbose else ():
            self.say(remark)

    @contextmanager
    def progress(self) -> Iterator[Callable[[str, int, int], None] | None]:
        """Give what shows progress: a bar on a terminal, else nothing."""
        if self.quiet or not sys.stderr.isatty():
            yield None
            return
        from rich.console import Console as Terminal  # noqa: PLC0415 - slow to import
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
        )
        with Progress(*columns, console=Terminal(stderr=True), transient=True) as bar:
            task = bar.add_task("", total=None)
            yield lambda stage, done, total: bar.update(
                task, description=stage, completed=done, total=total
            )


def _has_colour(stream: IO[str]) -> bool:
    """Tell whether a stream takes colours (no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR")


def _style(found: Diagnostic) -> str:
    """Render a finding with its severity in colour."""
    head = f"{found.severity}[{found.code}]"
    styled = click.style(head, fg=_COLOURS[found.severity], bold=True)
    return render_diagnostic(found).replace(head, styled, 1)
