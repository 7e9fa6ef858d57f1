"""Does work of several steps in step with copies of this process, where the system can copy them.

Each copy has a share of the work that is its own in every step, and keeps what
it found out on the way; between the steps all shares come together. Where a
copy dies, this process does its share.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Generic, TypeVar

from generator.process_pool import serve_first_process
from generator.share_work import can_copy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

_T = TypeVar("_T")
_R = TypeVar("_R")


class Shares(Generic[_T, _R]):
    """This process, and copies of it that wait for steps."""

    def __init__(
        self, work: Callable[[int, _T], _R], number: int, others: dict[int, Connection]
    ) -> None:
        """Take the first share, and the ways to those who have the others."""
        self._work = work
        self._number = number
        self._others = others

    def step(self, argument: _T) -> tuple[_R, ...]:
        """Do a step of all shares, and give what came of each, in their order."""
        for number, other in list(self._others.items()):
            try:
                other.send(argument)
            except OSError:
                del self._others[number]
        return tuple(self._take(number, argument) for number in range(self._number))

    def _take(self, number: int, argument: _T) -> _R:
        """Give what came of a share."""
        if number in self._others:
            try:
                found: _R = self._others[number].recv()
            except (EOFError, OSError):  # it was killed, perhaps for want of memory
                del self._others[number]
            else:
                return found
        return self._work(number, argument)


@contextmanager
def work_in_step(work: Callable[[int, _T], _R], number: int) -> Iterator[Shares[_T, _R]]:
    """Give so many shares of a work, each of which but the first a copy of this process has.

    Args:
        work: Does a step of a share, given its number and what the step is about; it may
            keep things for the next one. Arguments and results are sent between processes.
        number: How many shares.
    """
    others: dict[int, Connection] = {}
    copies: list[BaseProcess] = []
    if number > 1 and can_copy():
        context = multiprocessing.get_context("fork")
        gc.freeze()  # a collection in a copy would write to, and so copy, all that there is
        for share in range(1, number):
            others[share], theirs = context.Pipe()
            copy: BaseProcess = context.Process(
                target=_serve, args=(work, share, theirs, [*others.values()])
            )
            copy.daemon = True
            copy.start()
            theirs.close()
            copies.append(copy)
        gc.unfreeze()
    try:
        yield Shares(work, number, others)
    finally:
        for other in others.values():
            other.close()
        for copy in copies:
            copy.terminate()
            copy.join()


def _serve(
    work: Callable[[int, _T], _R], share: int, asked: Connection, askers: list[Connection]
) -> None:
    """Do the steps of a share until nobody asks.

    A step that fails ends the copy, and is done again where it can be reported.
    """
    serve_first_process()
    for asker in askers:  # held here as well, they would never seem closed
        asker.close()
    with suppress(BaseException):
        while True:
            asked.send(work(share, asked.recv()))
    os._exit(0)
