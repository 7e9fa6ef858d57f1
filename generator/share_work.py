"""Runs functions of one process in several copies of it, where the system can copy processes.

A copy has everything that the process has, so that nothing large is sent to it;
what it makes is sent back. Elsewhere, and where a copy dies, the process itself
does the work: the result is the same.
"""

from __future__ import annotations

import gc
import multiprocessing
import sys
from concurrent.futures import BrokenExecutor
from typing import TYPE_CHECKING, Any, TypeVar, cast

from generator.process_pool import open_pool, serve_first_process

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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
            fork = multiprocessing.get_context("fork")
            with open_pool(min(jobs, len(arguments)), fork, _adopt, (function,)) as pool:
                futures = [pool.submit(_call, argument) for argument in arguments]
                return tuple(cast("Any", pool.wait_for(future)) for future in futures)
        except BrokenExecutor:  # a copy was killed, perhaps for want of memory
            pass
        finally:
            gc.unfreeze()
    return tuple(function(argument) for argument in arguments)


def _adopt(function: Callable[[Any], Any]) -> None:
    """Take up in a copy what it is for."""
    serve_first_process()
    _adopted.append(function)


def _call(argument: object) -> object:
    """Do what this copy is for."""
    return _adopted[-1](argument)
