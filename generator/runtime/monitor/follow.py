"""Follows a job: asks for it again and again, or is fed with events."""

from __future__ import annotations

import inspect
import logging
import random as random_numbers
import threading
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from .course import Backoff, Course, Rules
from .lines import report_line
from .reports import Ended, FetchFailed, Reason, Report
from .stop_log import stop_log_text, write_stop_log

if TYPE_CHECKING:
    import asyncio
    import os
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping

    from .roles import Roles
    from .snapshot import Snapshot
    from .tracker import StateTracker

__all__ = ["Monitor"]

_LOGGED = logging.getLogger(__name__)
_LOGGED.addHandler(logging.NullHandler())


@dataclass(kw_only=True)
class _Place:
    """Where stop logs go, and what they say besides."""

    folder: str | os.PathLike[str] | None
    locale: str | None
    account_name: str
    account_location: str


class Monitor:
    """Follows one job to its end, and reports what happens to it, each thing once.

    It asks with growing pauses, or is fed. A terminal failure, or a job that
    was canceled, leaves a stop log. Where nothing tells which states are
    terminal, it follows until the time is over or the job is gone.
    """

    def __init__(
        self,
        fetch: Callable[[], Any] | None = None,
        *,
        roles: Roles | None = None,
        groups: Mapping[str, str] | None = None,
        locale: str | None = None,
        backoff: Backoff | None = None,
        retries: int = 5,
        timeout: float | None = None,
        on_report: Callable[[Report], object] | None = None,
        stop_log_folder: str | os.PathLike[str] | None = ".",
        account_name: str = "",
        account_location: str = "",
        job_name: str = "",
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] | None = None,
        random: Callable[[], float] = random_numbers.random,
    ) -> None:
        """Set up; nothing is asked for yet.

        Args:
            fetch: Gives the current object, or None where there is none; may be
                a coroutine function. Without it the monitor is fed.
            roles: What the members of the object are; by default what the model
                says of its type.
            groups: Groups of states that go before the model's: `initial`,
                `in-progress`, `success`, `failure`, `canceled`, by state.
            locale: Language of lines and stop logs.
            backoff: How long to wait between two questions.
            retries: How many times in a row asking may fail before it is given
                up, and a job that was there be missing before it counts as gone.
            timeout: Seconds until it ends. A coroutine that fetches is
                interrupted then; a plain function is waited for.
            on_report: Called with each report, besides its being given.
            stop_log_folder: Folder of stop logs; None for none.
            account_name: For stop logs.
            account_location: For stop logs.
            job_name: What to call the job in lines where it does not say itself.
            clock: Gives seconds.
            sleep: Waits some seconds; a coroutine function where the monitor is
                run by asyncio.
            random: Gives numbers from 0 up to 1.
        """
        if retries < 0 or (timeout is not None and not timeout >= 0):
            raise ValueError("retries and timeout are not negative")
        rules = Rules(
            roles=roles,
            groups=groups,
            backoff=backoff or Backoff(),
            retries=retries,
            timeout=timeout,
            random=random,
        )
        self._course = Course(rules)
        self._fetch = fetch
        self._place = _Place(
            folder=stop_log_folder,
            locale=locale,
            account_name=account_name,
            account_location=account_location,
        )
        self._on_report = on_report
        self._job_name = job_name
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.RLock()
        self._stop = threading.Event()
        self._wake: Callable[[], object] = bool

    @property
    def ended(self) -> Ended | None:
        """How it ended; None while it has not."""
        return self._course.ended

    @property
    def snapshot(self) -> Snapshot | None:
        """What is known of the job."""
        return self._course.snapshot

    @property
    def tracker(self) -> StateTracker:
        """The state, and how many observations came to what."""
        return self._course.tracker

    def line(self, report: Report) -> str:
        """Write a report as a line in the monitor's language."""
        return report_line(report, self._place.locale, name=self._job_name)

    def feed(self, obj: object) -> tuple[Report, ...]:
        """Take in an object or an event, and give what it changed; from any thread."""
        with self._lock:
            now = self._clock()
            return self._tell(self._course.check(now) or self._course.take(obj, now))

    def cancel(self) -> None:
        """Stop following, from any thread; the job itself goes on."""
        self._stop.set()
        self._wake()

    def run(self) -> Ended:
        """Follow to the end.

        Raises:
            TypeError: There is nothing to fetch by, or only a coroutine function.
        """
        for _ in self.reports():
            pass
        return self._end(Reason.STOPPED)

    async def run_async(self) -> Ended:
        """Follow to the end beside others; a plain function is called in a thread.

        Raises:
            TypeError: There is nothing to fetch by.
        """
        async for _ in self.reports_async():
            pass
        return self._end(Reason.STOPPED)

    def reports(self) -> Iterator[Report]:
        """Follow, and give each report as it comes.

        Raises:
            TypeError: There is nothing to fetch by, or only a coroutine function.
        """
        fetch = self._fetcher()
        try:
            while not self.ended:
                yield from self._hear(lambda: _plain_result(fetch()))
                if not self.ended:
                    self._pause(self._course.delay(self._clock()))
                yield from self._heed_stop()
        finally:
            self._end(Reason.STOPPED)

    async def reports_async(self) -> AsyncIterator[Report]:
        """Follow beside others, and give each report as it comes.

        Raises:
            TypeError: There is nothing to fetch by.
        """
        import asyncio

        fetch = self._fetcher()
        loop, waking = asyncio.get_running_loop(), asyncio.Event()
        self._wake = lambda: loop.call_soon_threadsafe(waking.set)
        try:
            while not self.ended:
                for report in await self._hear_async(fetch):
                    yield report
                if not self.ended and not self._stop.is_set():
                    delay = self._course.delay(self._clock())
                    await self._pause_async(delay, waking)
                for report in self._heed_stop():
                    yield report
        finally:
            self._wake = bool
            self._end(Reason.STOPPED)

    def _fetcher(self) -> Callable[[], Any]:
        if self._fetch is None:
            raise TypeError("nothing to fetch by: give `fetch`, or feed the monitor")
        return self._fetch

    def _hear(self, fetch: Callable[[], object]) -> tuple[Report, ...]:
        """Ask once."""
        try:
            obj = fetch()
        except _CoroutineError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, it is reported
            return self._failed(error)
        return self._took(obj)

    async def _hear_async(self, fetch: Callable[[], Any]) -> tuple[Report, ...]:
        """Ask once, no longer than there is time."""
        import asyncio

        remaining = self._course.remaining(self._clock())
        limit = None if remaining is None else max(remaining, 0.0)
        try:
            async with asyncio.timeout(limit) as over:
                obj = await _call(fetch)
        except TimeoutError as error:
            if not over.expired():
                return self._failed(error)
            with self._lock:
                return self._tell([self._course.end(Reason.TIMED_OUT)])
        except Exception as error:  # noqa: BLE001 - whatever it is, it is reported
            return self._failed(error)
        return self._took(obj)

    def _took(self, obj: object) -> tuple[Report, ...]:
        with self._lock:
            now = self._clock()
            found = self._course.take(obj, now)
            return self._tell([*found, *self._course.check(now)])

    def _failed(self, error: Exception) -> tuple[Report, ...]:
        with self._lock:
            now = self._clock()
            found = self._course.fail(error, now)
            return self._tell([*found, *self._course.check(now)])

    def _heed_stop(self) -> tuple[Report, ...]:
        """End where somebody asked for it, or where the time is over."""
        with self._lock:
            if self.ended:
                return ()
            if self._stop.is_set():
                return self._tell([self._course.end(Reason.STOPPED)])
            return self._tell(self._course.check(self._clock()))

    def _pause(self, seconds: float) -> None:
        if self._sleep is not None:
            self._sleep(seconds)
        else:
            self._stop.wait(seconds)

    async def _pause_async(self, seconds: float, waking: asyncio.Event) -> None:
        import asyncio

        if self._sleep is not None:
            waited = self._sleep(seconds)
            if inspect.isawaitable(waited):
                await waited
            return
        try:
            async with asyncio.timeout(seconds):
                await waking.wait()
        except TimeoutError:
            pass

    def _end(self, reason: Reason) -> Ended:
        """Give how it ended; where it has not, end it for a reason."""
        with self._lock:
            if self._course.ended is None:
                self._tell([self._course.end(reason)])
            return self._course.end(reason)

    def _tell(self, reports: list[Report]) -> tuple[Report, ...]:
        """Log reports and hand them on; an end that wants a stop log gets it first."""
        told = tuple(self._complete(each) for each in reports)
        for report in told:
            is_bad = isinstance(report, FetchFailed) or (
                isinstance(report, Ended) and report.reason is not Reason.SUCCESS
            )
            _LOGGED.log(
                logging.WARNING if is_bad else logging.INFO, "%s", _Line(self, report)
            )
            if self._on_report is not None:
                self._on_report(report)
        return told

    def _complete(self, report: Report) -> Report:
        """Write the stop log of a job that ended badly."""
        wanted = isinstance(report, Ended) and report.reason in _STOPPED_EARLY
        if not wanted or not isinstance(report, Ended) or report.snapshot is None:
            return report
        place = self._place
        if place.folder is None:
            return report
        text = stop_log_text(
            report.snapshot,
            place.locale,
            account_name=place.account_name,
            account_location=place.account_location,
        )
        try:
            path = write_stop_log(place.folder, report.snapshot.id, text)
        except (OSError, ValueError) as error:
            report = replace(report, error=error)
        else:
            report = replace(report, stop_log=path)
        self._course.ended = report
        return report


_STOPPED_EARLY = frozenset({Reason.FAILURE, Reason.CANCELED})


class _Line:
    """A report's line, written only where a log wants it."""

    def __init__(self, monitor: Monitor, report: Report) -> None:
        self._monitor = monitor
        self._report = report

    def __str__(self) -> str:
        return self._monitor.line(self._report)


class _CoroutineError(TypeError):
    """A coroutine function where a plain one is needed."""


def _plain_result(obj: object) -> object:
    """Refuse a coroutine, which nobody would await."""
    if inspect.iscoroutine(obj):
        obj.close()
    if inspect.isawaitable(obj):
        raise _CoroutineError("`fetch` is asynchronous: use run_async or reports_async")
    return obj


async def _call(fetch: Callable[[], Any]) -> object:
    """Call a function that may or may not be asynchronous."""
    import asyncio

    if inspect.iscoroutinefunction(fetch):
        return await fetch()
    found = await asyncio.to_thread(fetch)
    if inspect.isawaitable(found):
        awaited: Awaitable[object] = found
        return await awaited
    return found
