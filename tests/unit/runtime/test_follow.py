"""Follows jobs with a clock of its own: polls, events, failures, ends."""

from __future__ import annotations

import asyncio
import random
import threading
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.runtime.monitor import (
    Backoff,
    Ended,
    FetchFailed,
    LateState,
    Monitor,
    ProgressChanged,
    Reason,
    Report,
    Roles,
    StateChanged,
)
from tests.unit.runtime.followed import GROUPS, ROLES, Clock, job

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path


def _follower(answers: Iterable[object], clock: Clock, **options: Any) -> Monitor:  # noqa: ANN401
    """Give a monitor of answers, the last of which stays; an exception is raised."""
    left = list(answers)

    def fetch() -> object:
        answer = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(answer, BaseException):
            raise answer
        return answer

    given = {
        "roles": ROLES,
        "groups": GROUPS,
        "stop_log_folder": None,
        "clock": clock,
        "sleep": clock.sleep,
        "random": lambda: 0.0,
    }
    return Monitor(fetch, **{**given, **options})


def _changes(reports: Iterable[Report]) -> list[tuple[str | None, str]]:
    return [(r.previous, r.current) for r in reports if isinstance(r, StateChanged)]


def test_each_change_is_told_once_however_often_it_is_seen() -> None:
    """Seven answers, three changes, one end."""
    states = ["Queued", "Queued", "Processing", "Processing", "Processing", "Finished"]
    told: list[Report] = []
    monitor = _follower([job(s) for s in states], Clock(), on_report=told.append)
    given = list(monitor.reports())
    assert given == told
    assert _changes(given) == [
        (None, "Queued"),
        ("Queued", "Processing"),
        ("Processing", "Finished"),
    ]
    assert monitor.ended == given[-1]
    assert monitor.ended is not None
    assert monitor.ended.reason is Reason.SUCCESS


def test_pauses_grow_while_nothing_happens_and_start_anew_at_a_change() -> None:
    """One second, then half as long again each time, up to the longest."""
    clock = Clock()
    answers = [job("Queued")] * 6 + [job("Processing"), job("Finished")]
    backoff = Backoff(first=1, factor=2, longest=10)
    _follower(answers, clock, backoff=backoff).run()
    assert clock.slept == [1, 2, 4, 8, 10, 10, 1]


@given(st.integers(0, 10**6), st.floats(0, 1, exclude_max=True), st.floats(0, 0.99))
def test_a_pause_is_never_longer_than_the_longest_and_never_none(
    quiet: int, chance: float, jitter: float
) -> None:
    """Whatever chance and how often nothing happened."""
    backoff = Backoff(first=0.5, factor=3, longest=60, jitter=jitter)
    assert 0 < backoff.delay(quiet, lambda: chance) <= 60


@pytest.mark.parametrize(
    "options",
    [{"first": 0}, {"factor": 0.5}, {"first": 9, "longest": 3}, {"jitter": 1}, {"jitter": -1}],
)
def test_a_back_off_that_would_not_wait_is_refused(options: dict[str, float]) -> None:
    """Neither no pause at all, nor shrinking ones, nor all of it chance."""
    with pytest.raises(ValueError, match="back-off"):
        Backoff(**options)


def test_a_fetch_that_fails_and_recovers_loses_nothing() -> None:
    """Each failure is told with its number; the next success forgets them."""
    lost = ConnectionError("lost")
    answers = [job("Queued"), lost, lost, job("Processing"), lost, job("Finished")]
    reports = list(_follower(answers, Clock(), retries=2).reports())
    failed = [(r.attempt, r.limit) for r in reports if isinstance(r, FetchFailed)]
    assert failed == [(1, 3), (2, 3), (1, 3)]
    assert _changes(reports)[-1] == ("Processing", "Finished")


def test_a_fetch_that_never_recovers_is_given_up() -> None:
    """The last error is that of the end, and what was known stays."""
    clock = Clock()
    lost = ConnectionError("lost")
    backoff = Backoff(first=1, factor=2, longest=60)
    ended = _follower([job("Queued"), lost], clock, retries=3, backoff=backoff).run()
    assert (ended.reason, ended.error) == (Reason.GAVE_UP, lost)
    assert ended.snapshot is not None
    assert ended.snapshot.state == "Queued"
    assert clock.slept == [1, 1, 2, 4]


def test_time_runs_out_to_the_second() -> None:
    """The last pause is no longer than the time that is left."""
    clock = Clock()
    backoff = Backoff(first=4, factor=1)
    ended = _follower([job("Processing")], clock, timeout=10, backoff=backoff).run()
    assert (ended.reason, clock.now) == (Reason.TIMED_OUT, 10)


def test_an_end_in_the_last_moment_is_an_end() -> None:
    """What was fetched in time counts before the time-out does."""
    clock = Clock()
    answers = [job("Processing"), job("Finished")]
    backoff = Backoff(first=9, factor=1, longest=9)
    monitor = _follower(answers, clock, timeout=10, backoff=backoff)
    assert monitor.run().reason is Reason.SUCCESS


def test_without_groups_it_follows_until_the_time_is_over() -> None:
    """Nothing tells which states are terminal, so none is."""
    answers = [job("Finished")]
    ended = _follower(answers, Clock(), groups=None, timeout=99).run()
    assert ended.reason is Reason.TIMED_OUT


def test_a_job_that_is_no_longer_there_is_gone() -> None:
    """It may be missing before it is there, and a few times behind that."""
    answers = [None, None, job("Processing"), None, job("Processing"), None]
    reports = list(_follower(answers, Clock(), retries=2).reports())
    assert [type(each) for each in reports] == [StateChanged, Ended]
    assert isinstance(reports[-1], Ended)
    assert reports[-1].reason is Reason.GONE


def test_progress_is_told_where_the_state_stays() -> None:
    """With what it was before; a job without a state ends when all of it is done."""
    answers = [{"progress": 0}, {"progress": 40}, {"progress": 40}, {"progress": 100}]
    roles = Roles(progress="progress", whole=100)
    reports = list(_follower(answers, Clock(), roles=roles).reports())
    told = [(r.previous, r.current) for r in reports if isinstance(r, ProgressChanged)]
    assert told == [(None, 0.0), (0.0, 0.4), (0.4, 1.0)]
    assert isinstance(reports[-1], Ended)
    assert reports[-1].reason is Reason.SUCCESS


def test_an_old_answer_changes_neither_state_nor_progress() -> None:
    """A server that is behind the others is not believed."""
    answers = [
        job("Processing", progress=50, order=5),
        job("Processing", progress=20, order=3),
        job("Queued", order=1),
        job("Finished", order=9),
    ]
    reports = list(_follower(answers, Clock()).reports())
    assert _changes(reports) == [(None, "Processing"), ("Processing", "Finished")]
    assert [r.state for r in reports if isinstance(r, LateState)] == ["Queued"]
    assert not any(isinstance(each, ProgressChanged) for each in reports)


def test_events_are_fed_and_told_once() -> None:
    """Repeated, late, behind the end: each is taken in, none is told twice."""
    told: list[Report] = []
    monitor = Monitor(roles=ROLES, groups=GROUPS, on_report=told.append, stop_log_folder=None)
    events = [
        {"previous": "Queued", "state": "Scheduled"},
        {"previous": "Scheduled", "state": "Processing"},
        {"previous": "Scheduled", "state": "Processing"},
        {"previous": "Queued", "state": "Scheduled"},
        {"previous": "Processing", "state": "Finished"},
        {"previous": "Queued", "state": "Scheduled"},
    ]
    given = [report for event in events for report in monitor.feed(event)]
    assert given == told
    assert _changes(given) == [
        ("Queued", "Scheduled"),
        ("Scheduled", "Processing"),
        ("Processing", "Finished"),
    ]
    assert sum(monitor.tracker.counts.values()) == len(events)
    assert monitor.feed({"state": "Error"}) == ()


def test_events_from_many_threads_are_told_once() -> None:
    """All threads feed the whole course; every change comes once, in order."""
    told: list[Report] = []
    monitor = Monitor(roles=ROLES, groups=GROUPS, on_report=told.append, stop_log_folder=None)
    course = ["Queued", "Scheduled", "Processing", "Canceling", "Finished"]

    def feed() -> None:
        for place, state in enumerate(course):
            monitor.feed({"state": state, "order": place})

    threads = [threading.Thread(target=feed) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [current for _, current in _changes(told)] == course
    assert sum(isinstance(each, Ended) for each in told) == 1
    assert sum(monitor.tracker.counts.values()) == 16 * len(course)


def test_a_monitor_is_stopped_from_another_thread() -> None:
    """It wakes from its pause, says so, and leaves the job alone."""
    monitor = Monitor(
        lambda: job("Processing"),
        roles=ROLES,
        groups=GROUPS,
        backoff=Backoff(first=60),
        on_report=lambda _: monitor.cancel(),
    )
    assert monitor.run().reason is Reason.STOPPED


def test_an_interrupt_is_told_and_goes_on() -> None:
    """Ctrl-C ends the monitor and is not swallowed."""
    told: list[Report] = []
    monitor = _follower([job("Queued"), KeyboardInterrupt()], Clock(), on_report=told.append)
    with pytest.raises(KeyboardInterrupt):
        monitor.run()
    assert isinstance(told[-1], Ended)
    assert told[-1].reason is Reason.STOPPED


@pytest.mark.parametrize(
    ("options", "message"),
    [({"retries": -1}, "negative"), ({"timeout": -1}, "negative"), ({"roles": None}, "roles")],
)
def test_what_cannot_be_followed_is_refused(options: dict[str, Any], message: str) -> None:
    """A mistake of the caller raises, at once or with the first answer."""
    with pytest.raises(ValueError, match=message):
        _follower([job("Queued")], Clock(), **options).run()


def test_a_coroutine_function_needs_asyncio() -> None:
    """`run` refuses it, as it refuses to run with nothing to fetch by."""

    async def fetch() -> object:
        return job("Queued")

    with pytest.raises(TypeError, match="run_async"):
        Monitor(fetch, roles=ROLES).run()
    with pytest.raises(TypeError, match="fetch"):
        Monitor(roles=ROLES).run()


def _wandering(number: int, clock: Clock) -> Callable[[], object]:
    """Give a fetch of a job that skips, repeats, fails and mixes up states."""
    chance = random.Random(number)  # noqa: S311 - a play
    last = chance.choice(["Finished", "Error", "Canceled"])
    course = ["Queued", "Scheduled", "Processing", last]
    place = 0

    async def fetch() -> object:
        nonlocal place
        await asyncio.sleep(0)
        if chance.random() < 0.2:
            raise ConnectionError
        place = min(place + chance.choice([0, 0, 1, 1, 2]), 3)
        shown = max(place - 1, 0) if chance.random() < 0.2 else place
        return job(course[shown], id=f"job:{number}", order=shown, at=clock.now)

    return fetch


def test_a_thousand_jobs_are_followed_at_once() -> None:
    """Each course comes out as one chain to its one end; nothing is lost or doubled."""

    async def follow(number: int) -> tuple[int, list[Report]]:
        clock, told = Clock(), list[Report]()

        async def sleep(seconds: float) -> None:
            clock.sleep(seconds)
            await asyncio.sleep(0)

        monitor = Monitor(
            _wandering(number, clock),
            roles=ROLES,
            groups=GROUPS,
            retries=50,
            on_report=told.append,
            stop_log_folder=None,
            clock=clock,
            sleep=sleep,
        )
        await monitor.run_async()
        return number, told

    async def follow_all() -> list[tuple[int, list[Report]]]:
        return await asyncio.gather(*(follow(number) for number in range(1000)))

    for number, told in asyncio.run(follow_all()):
        changes = _changes(told)
        assert [before for before, _ in changes] == [None, *(now for _, now in changes[:-1])]
        assert len({now for _, now in changes}) == len(changes)
        assert [type(each) for each in told].count(Ended) == 1
        ended = told[-1]
        assert isinstance(ended, Ended)
        assert ended.snapshot is not None
        assert ended.snapshot.id == f"job:{number}"
        assert ended.reason.value == GROUPS[changes[-1][1]]


def test_a_task_that_is_canceled_tells_so_and_stays_canceled() -> None:
    """The cancellation of asyncio is reported once, and not swallowed."""
    told: list[Report] = []

    async def hang() -> object:
        await asyncio.sleep(3600)
        raise AssertionError

    async def cancel() -> None:
        monitor = Monitor(hang, roles=ROLES, on_report=told.append)
        task = asyncio.create_task(monitor.run_async())
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancel())
    assert [r.reason for r in told if isinstance(r, Ended)] == [Reason.STOPPED]


def test_a_fetch_that_hangs_is_interrupted_when_the_time_is_over() -> None:
    """A coroutine is; its own time-out is an error like others."""

    async def hang() -> object:
        await asyncio.sleep(3600)
        raise AssertionError

    async def own() -> object:
        await asyncio.sleep(0)
        raise TimeoutError

    async def follow() -> tuple[Ended, Ended]:
        options: dict[str, Any] = {"roles": ROLES, "backoff": Backoff(first=0.001)}
        hung = Monitor(hang, timeout=0.05, **options).run_async()
        gave_up = Monitor(own, retries=1, **options).run_async()
        return await hung, await gave_up

    hung, gave_up = asyncio.run(follow())
    assert (hung.reason, gave_up.reason) == (Reason.TIMED_OUT, Reason.GAVE_UP)


def test_an_asynchronous_monitor_is_stopped_while_it_waits() -> None:
    """`cancel` wakes it; a plain function and one that gives a coroutine both do."""

    async def fetch() -> object:
        await asyncio.sleep(0)
        return job("Processing")

    async def follow(function: Callable[[], object]) -> Ended:
        monitor = Monitor(
            function,
            roles=ROLES,
            groups=GROUPS,
            backoff=Backoff(first=60),
            on_report=lambda _: monitor.cancel(),
        )
        return await monitor.run_async()

    async def follow_all() -> list[Ended]:
        functions: list[Callable[[], object]] = [lambda: job("Processing"), partial(fetch)]
        return [await follow(each) for each in functions]

    assert [each.reason for each in asyncio.run(follow_all())] == [Reason.STOPPED] * 2


def test_a_failure_leaves_a_stop_log(tmp_path: Path) -> None:
    """With what was known before, where the last answer does not say it."""
    error = {"code": 17, "message": "No space left"}
    answers = [
        job("Processing", startTime="2031-05-06T10:15:00+02:00"),
        {"state": "Error", "errors": error},
    ]
    ended = _follower(answers, Clock(), stop_log_folder=tmp_path, account_name="Shelf").run()
    assert ended.stop_log == tmp_path / "JobStop-job_1.txt"
    assert (
        ended.stop_log.read_text(encoding="utf-8")
        == """\
The job stopped because of an error or because it was canceled.
***************************
Job ID: job:1
Job name: First
Job state: Error
Job started: 2031-05-06 08:15:00 UTC
Account name: Shelf
Error details:
    Error code: 17
    Error message: No space left

***************************
"""
    )


def test_a_stop_log_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """The end is the same, with the error."""
    taken = tmp_path / "taken"
    taken.write_text("")
    ended = _follower([job("Canceled")], Clock(), stop_log_folder=taken).run()
    assert (ended.reason, ended.stop_log) == (Reason.CANCELED, None)
    assert isinstance(ended.error, OSError)


def test_a_success_leaves_no_stop_log(tmp_path: Path) -> None:
    """Nor does the end of the time."""
    _follower([job("Finished")], Clock(), stop_log_folder=tmp_path).run()
    _follower([job("Queued")], Clock(), stop_log_folder=tmp_path, timeout=5).run()
    assert list(tmp_path.iterdir()) == []
