"""Shares of a work that has several steps give what one process would have made."""

from __future__ import annotations

import os
import signal
from contextlib import suppress

import pytest

from generator import work_in_step as module
from generator.share_work import can_copy
from generator.work_in_step import work_in_step

needs_copies = pytest.mark.skipif(not can_copy(), reason="processes cannot be copied here")


def _own_number(_share: int, _given: None) -> int:
    return os.getpid()


class _Sums:
    """Adds up what each step is about, of its share."""

    def __init__(self) -> None:
        self.sums: dict[int, int] = {}

    def add(self, share: int, given: int) -> int:
        self.sums[share] = self.sums.get(share, 0) + given * (share + 1)
        return self.sums[share]


@pytest.mark.parametrize("number", [1, 2, 4])
def test_a_share_keeps_what_it_found_out_in_the_steps_before(number: int) -> None:
    """In its own process, or in the one that all share."""
    with work_in_step(_Sums().add, number) as shares:
        steps = [shares.step(given) for given in (1, 2, 3)]
    assert steps == [tuple(total * (share + 1) for share in range(number)) for total in (1, 3, 6)]


@needs_copies
def test_all_shares_but_the_first_are_copies() -> None:
    """The first is this process's own."""
    with work_in_step(_own_number, 3) as shares:
        first, *others = shares.step(None)
        assert shares.step(None) == (first, *others)
    assert first == os.getpid()
    assert len({first, *others}) == 3


def test_where_processes_cannot_be_copied_one_has_all_shares(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The result is the same."""
    monkeypatch.setattr(module, "can_copy", lambda: False)

    def work(share: int, given: int) -> tuple[int, int]:
        return os.getpid(), share + given

    with work_in_step(work, 2) as shares:
        assert shares.step(5) == ((os.getpid(), 5), (os.getpid(), 6))


@needs_copies
def test_the_share_of_a_copy_that_dies_is_done_here() -> None:
    """In the step in which it dies, and in those that follow."""
    own = os.getpid()

    def work(share: int, given: int) -> int:
        if os.getpid() != own and given == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return share + given

    with work_in_step(work, 2) as shares:
        assert [shares.step(given) for given in (1, 2, 3)] == [(1, 2), (2, 3), (3, 4)]


@pytest.mark.parametrize("number", [1, 2])
def test_an_error_is_the_callers(number: int) -> None:
    """As if there were no copies, whoever met it."""

    def fail(share: int, _: object) -> None:
        if share == number - 1:
            raise ZeroDivisionError

    with work_in_step(fail, number) as shares, pytest.raises(ZeroDivisionError):
        shares.step(None)


@needs_copies
def test_no_copy_is_left_behind() -> None:
    """Not even one that is still at work."""
    pids: list[int] = []
    with suppress(KeyboardInterrupt), work_in_step(_own_number, 3) as shares:
        pids += shares.step(None)[1:]
        raise KeyboardInterrupt
    assert len(pids) == 2
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
