"""`--watch`: run, and run again whenever something below the watched folders changes."""

from __future__ import annotations

import time
import traceback
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from generator.cli.console import Console

_QUIET = 300
"""Milliseconds without a change before a run starts."""
_PATIENCE = 2000
"""Milliseconds after which it starts in any case."""
_START = 200
"""Milliseconds that the watch is given to start, and after which it looks for an interrupt."""
_FAILED = 1


def watch(folders: Sequence[Path], run: Callable[[], int], console: Console) -> int:
    """Run until interrupted, or until a folder can no longer be watched.

    Args:
        folders: What to watch.
        run: Does the work, and reports what is wrong with it.
        console: Says what goes on.

    Returns:
        An exit code; being interrupted is an exception, as it is anywhere.
    """
    try:
        from watchfiles import watch as changes_of  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise click.UsageError("--watch needs the extra 'watch'") from error
    is_first = True
    try:
        while True:
            known = _identify(folders)
            bursts = changes_of(
                *folders,
                debounce=_PATIENCE,
                step=_QUIET,
                rust_timeout=_START,
                yield_on_timeout=True,
                raise_interrupt=True,
            )
            for changes in bursts:  # the first, empty, says that from now on nothing is missed
                if changes:
                    count = len({path for _, path in changes})
                    console.warn(f"{count} file{'s' if count > 1 else ''} changed")
                if changes or is_first:
                    is_first = False
                    _attempt(run, console)
                    console.warn(f"watching {', '.join(map(str, folders))}; Ctrl+C ends")
                if _identify(folders) != known:
                    break  # what is watched is gone, and another folder may come in its place
            else:
                return 0
            while None in _identify(folders):
                time.sleep(_START / 1000)
            is_first = True
    except OSError as error:
        console.warn(f"cannot watch: {error.strerror or error}")
        return _FAILED


def _identify(folders: Sequence[Path]) -> list[tuple[int, int] | None]:
    """Tell folders from others that stand in their places; None for one that is gone."""
    found: list[tuple[int, int] | None] = []
    for folder in folders:
        try:
            status = folder.stat()
        except OSError:
            found.append(None)
        else:
            found.append((status.st_dev, status.st_ino))
    return found


def _attempt(run: Callable[[], int], console: Console) -> None:
    """Run once; whatever goes wrong, the next change is a new chance."""
    try:
        run()
    except click.ClickException as error:
        error.show()
    except Exception:  # noqa: BLE001 - a fault of ours must not end the watch
        console.warn(traceback.format_exc().rstrip())
