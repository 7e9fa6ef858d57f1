"""Prints reports line by line; on a terminal, with a bar where rich is installed."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, Self, TextIO

from .lines import report_line
from .reports import FetchFailed, ProgressChanged

if TYPE_CHECKING:
    from .reports import Report

__all__ = ["Screen"]


class Screen:
    """Prints reports; its `show` is made for `on_report` of a monitor.

    `pip install rich` gives it a moving bar on a terminal. Elsewhere every
    report is a line.
    """

    def __init__(
        self,
        locale: str | None = None,
        *,
        stream: TextIO | None = None,
        name: str = "",
    ) -> None:
        """Set up.

        Args:
            locale: The language of the lines.
            stream: Where they go; standard output by default.
            name: What to call a job that does not say so itself.
        """
        self._locale = locale
        self._stream = stream or sys.stdout
        self._name = name
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> Self:
        """Start the bar, where there can be one."""
        if self._stream.isatty():
            self._bar = _rich_bar(self._stream)
        if self._bar is not None:
            self._bar.start()
            self._task = self._bar.add_task(self._name, total=1.0)
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the bar as it stands."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def show(self, report: Report) -> None:
        """Print a report."""
        line = report_line(report, self._locale, name=self._name)
        if self._bar is None:
            self._write(line)
            return
        snapshot = None if isinstance(report, FetchFailed) else report.snapshot
        if snapshot is not None and snapshot.progress is not None:
            self._bar.update(self._task, completed=snapshot.progress)
        if not isinstance(report, ProgressChanged):
            self._bar.console.print(line, markup=False, highlight=False)

    def _write(self, line: str) -> None:
        """Write a line, in whatever characters the stream can take."""
        encoding = getattr(self._stream, "encoding", None) or "utf-8"
        known = line.encode(encoding, "backslashreplace").decode(encoding)
        self._stream.write(f"{known}\n")
        self._stream.flush()


def _rich_bar(stream: TextIO) -> Any:
    """Give a bar of rich; None where rich is not installed."""
    try:
        console = import_module("rich.console").Console(file=stream)
        progress = import_module("rich.progress")
    except ImportError:
        return None
    columns = (progress.BarColumn(), progress.TaskProgressColumn())
    return progress.Progress(*columns, console=console)
