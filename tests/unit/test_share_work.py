"""Work that copies of a process do gives what the process itself would have made."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from generator import share_work as module
from generator.emit.emitter import EmitContext
from generator.emit.registry import render_api
from generator.share_work import can_copy, share_work
from tests.schema_factory import freight_schema

if TYPE_CHECKING:
    from collections.abc import Callable

needs_copies = pytest.mark.skipif(not can_copy(), reason="processes cannot be copied here")


@pytest.mark.parametrize("jobs", [1, 2, 7])
def test_results_come_in_the_order_of_the_arguments(jobs: int) -> None:
    """However many do the work."""
    own = [3, 1, 2]
    assert share_work(lambda index: own[index] ** 2, [2, 1, 0], jobs) == (4, 1, 9)
    assert share_work(lambda index: index, [], jobs) == ()


@needs_copies
def test_copies_do_the_work() -> None:
    """Not the process itself."""
    assert os.getpid() not in share_work(lambda _: os.getpid(), [1, 2, 3], 2)


def test_where_processes_cannot_be_copied_one_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The result is the same."""
    monkeypatch.setattr(module, "can_copy", lambda: False)
    assert share_work(lambda _: os.getpid(), [1, 2], 2) == (os.getpid(),) * 2


@needs_copies
def test_a_copy_that_dies_leaves_the_work_to_the_process() -> None:
    """As where the system runs out of memory."""
    own = os.getpid()

    def work(number: int) -> int:
        if os.getpid() != own:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    assert share_work(work, [1, 2, 3], 2) == (1, 2, 3)


def test_an_error_is_the_callers() -> None:
    """As if there were no copies."""

    def fail(number: int) -> int:
        raise ZeroDivisionError(number)

    for jobs in (1, 2):
        with pytest.raises(ZeroDivisionError):
            share_work(fail, [1, 2], jobs)


def test_emitters_give_the_same_and_ask_for_the_same_in_any_number_of_processes() -> None:
    """What they ask for of the output is input to the next run."""

    def run(jobs: int) -> tuple[object, set[str]]:
        asked: set[str] = set()
        existing: Callable[[str], None] = asked.add
        found = render_api(freight_schema(), (), EmitContext(existing=existing), jobs)
        return found, asked

    alone = run(1)
    assert alone[1]
    assert [run(jobs) for jobs in (2, 4)] == [alone, alone]
