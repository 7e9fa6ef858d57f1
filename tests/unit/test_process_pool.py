"""A pool of processes notices when one of them dies, and leaves none behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from concurrent.futures import BrokenExecutor, Future
from contextlib import suppress

import pytest

from generator.process_pool import open_pool

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are killed by a signal")


def _give(value: int) -> int:
    return value


def _wait_for_ever(_value: int) -> int:
    while True:
        time.sleep(1)


def _refuse(_value: int) -> int:
    raise TimeoutError("of the work itself")


def test_work_is_done_and_no_process_is_left() -> None:
    """Results come as they are asked for."""
    before = {*multiprocessing.active_children()}
    with open_pool(2) as pool:
        futures = [pool.submit(_give, value) for value in range(5)]
        assert [pool.wait_for(future) for future in futures] == [0, 1, 2, 3, 4]
    assert {*multiprocessing.active_children()} == before


def test_a_death_is_noticed_though_nobody_tells_of_it() -> None:
    """Work that nobody does any more is not waited for."""
    before = {*multiprocessing.active_children()}
    lost: Future[int] = Future()  # as where the pool waits for what the dead one held
    with open_pool(1) as pool:
        pool.wait_for(pool.submit(_give, 1))
        for process in {*multiprocessing.active_children()} - before:
            os.kill(process.pid or 0, signal.SIGKILL)
        with pytest.raises(BrokenExecutor):
            pool.wait_for(lost)


def test_a_process_that_does_not_end_is_ended() -> None:
    """After an error at once."""
    before = {*multiprocessing.active_children()}
    with suppress(ZeroDivisionError), open_pool(1) as pool:
        pool.submit(_wait_for_ever, 1)
        raise ZeroDivisionError
    until = time.monotonic() + 10
    while {*multiprocessing.active_children()} != before and time.monotonic() < until:
        time.sleep(0.01)
    assert {*multiprocessing.active_children()} == before


def test_an_error_of_the_work_is_the_works() -> None:
    """Even one that says that time is over."""
    with open_pool(1) as pool, pytest.raises(TimeoutError, match="of the work itself"):
        pool.wait_for(pool.submit(_refuse, 1))
