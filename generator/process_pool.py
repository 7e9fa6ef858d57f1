"""A pool of processes that ends with the first one, and notices when one of its own dies.

The standard library's pool waits for ever where a process is killed at a bad
moment: it may have held what the others wait for.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess

_T = TypeVar("_T")
_R = TypeVar("_R")
_LOOK_AGAIN: Final = 0.5
"""Seconds after which it is looked whether a process died."""
_PATIENCE: Final = 3.0
"""Seconds that the processes have to end when there is no more to do."""


def serve_first_process() -> None:
    """End when the first process ends, and let it say what an interrupt means.

    Left behind, it would wait for work for ever, and hold what the first process had locked.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    first = multiprocessing.parent_process()
    if first is not None:
        threading.Thread(target=_end_with, args=(first,), daemon=True).start()


def _end_with(process: BaseProcess) -> None:
    process.join()
    os._exit(1)


class Pool:
    """A pool, and its processes."""

    def __init__(self, executor: ProcessPoolExecutor) -> None:
        """Take a pool that has no process yet."""
        self._executor = executor
        self._others = {*multiprocessing.active_children()}
        self._seen: set[BaseProcess] = set()

    def submit(self, function: Callable[[_T], _R], argument: _T, /) -> Future[_R]:
        """Have a process call a function."""
        future = self._executor.submit(function, argument)
        self._is_whole()  # to know who is there
        return future

    def wait_for(self, future: Future[_R]) -> _R:
        """Give the result of work, as long as there is anyone to do it.

        Raises:
            BrokenExecutor: A process died.
        """
        while True:
            try:
                return future.result(_LOOK_AGAIN)
            except TimeoutError:
                if future.done():
                    raise  # of the work itself
                if not self._is_whole():
                    raise BrokenExecutor from None

    def _is_whole(self) -> bool:
        """Tell whether all processes are there that were there before."""
        present = {*multiprocessing.active_children()} - self._others
        self._seen |= present
        return self._seen == present

    def end(self, patience: float) -> None:
        """Wait until all processes have ended, and no longer than so many seconds."""
        self._is_whole()
        self._executor.shutdown(wait=False, cancel_futures=True)
        until = monotonic() + patience
        for process in self._seen:
            process.join(max(0.0, until - monotonic()))
            process.kill()
            process.join(1.0)


@contextmanager
def open_pool(
    jobs: int,
    context: BaseContext | None = None,
    prepare: Callable[..., None] = serve_first_process,
    arguments: tuple[Any, ...] = (),
) -> Iterator[Pool]:
    """Give a pool of so many processes.

    Args:
        jobs: How many.
        context: How they are started; None for the system's way.
        prepare: Called in each first; it must call `serve_first_process`.
        arguments: What it is given.
    """
    pool = Pool(
        ProcessPoolExecutor(
            max_workers=jobs, mp_context=context, initializer=prepare, initargs=arguments
        )
    )
    patience = 0.0
    try:
        yield pool
        patience = _PATIENCE
    finally:
        pool.end(patience)
