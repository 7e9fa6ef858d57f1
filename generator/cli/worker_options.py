"""The options of every command that reads pages: in how many processes, and what is kept."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.pages.workers import Workers

_MOST_EACH: Final = 8
"""Processes for each processor; more do nothing but wait."""
_OPTIONS: Final = (
    click.option(
        "-j", "--jobs", type=click.IntRange(min=1), default=1, metavar="N",
        help="Work in N processes.",
    ),
    click.option(
        "--cache-dir", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
        help="Keep here what need not be found out again.",
    ),
    click.option("--no-cache", is_flag=True, help="Find out everything again."),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerOptions:
    """What the command line says of them."""

    jobs: int = 1
    """Processes."""
    cache_dir: Path | None = None
    """The cache's folder; None for the user's own."""
    no_cache: bool = False
    """Keep nothing, and ask for nothing that was kept."""

    @contextmanager
    def open(self, scheduler: str = "") -> Iterator[Workers]:
        """Give who reads and decides; what is kept is brought to its bounds at the end.

        Args:
            scheduler: Address of a Dask scheduler whose workers read instead; empty for none.
        """
        from generator.cache.user_cache import open_cache  # noqa: PLC0415 - see the package's docstring
        from generator.pages.workers import Workers  # noqa: PLC0415

        cache = None if self.no_cache else open_cache(self.cache_dir)
        jobs = min(self.jobs, _MOST_EACH * (os.cpu_count() or 1))
        yield Workers(jobs=jobs, cache=cache, scheduler=scheduler)
        if cache is not None:
            cache.trim()


def worker_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options, which it takes as one argument, `working`."""

    @wraps(command)
    def run(*arguments: Any, jobs: int, cache_dir: Path | None, no_cache: bool, **rest: Any) -> Any:  # noqa: ANN401 - whatever the command takes
        working = WorkerOptions(jobs=jobs, cache_dir=cache_dir, no_cache=no_cache)
        return command(*arguments, working=working, **rest)

    for option in reversed(_OPTIONS):
        run = option(run)
    return run
