"""Runs functions of one process in several copies of it, where the system can copy processes.

A copy has everything that the process has, so that nothing large is sent to it;
what it makes is sent back. Elsewhere, and where a copy dies, the process itself
does the work: the result is the same.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.process import BaseProcess

_T = TypeVar("_T")
_R = TypeVar("_R")
_adopted: list[Callable[[Any], Any]] = []
"""In a copy, what it is for."""


def can_copy() -> bool:
    """Tell whether processes can be copied; on macOS they can, but its libraries break."""
    return "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"


def share_work(function: Callable[[_T], _R], arguments: Sequence[_T], jobs: int) -> tuple[_R, ...]:
    """Call a function with each argument, and give the results in their order.

    Args:
        function: Changes nothing that anyone else looks at; it need not be picklable.
        arguments: They and the results are sent between processes.
        jobs: Copies at work.
    """
    if jobs > 1 and len(arguments) > 1 and can_copy():
        gc.freeze()  # a collection in a copy would write to, and so copy, all that there is
        try:
            with ProcessPoolExecutor(
                max_workers=min(jobs, len(arguments)),
                mp_context=multiprocessing.get_context("fork"),
                initializer=_adopt,
                initargs=(function,),
            ) as pool:
                return tuple(cast("Any", pool.map(_call, arguments)))
        except BrokenProcessPool:  # a copy was killed, perhaps for want of memory
            pass
        finally:
            gc.unfreeze()
    return tuple(function(argument) for argument in arguments)


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


def _adopt(function: Callable[[Any], Any]) -> None:
    """Take up in a copy what it is for."""
    serve_first_process()
    _adopted.append(function)


def _call(argument: object) -> object:
    """Do what this copy is for."""
    return _adopted[-1](argument)
