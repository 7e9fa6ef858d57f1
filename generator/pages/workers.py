"""Reads many pages in order: from the cache, in this process, in several, or on a cluster.

Only so many pages are under way at once, so that what is held is what was
extracted, and never all the pages' text.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Protocol

from generator.cache.records import DamagedError, dump_records, load_records
from generator.pages.read_page import PageBytes, ReadPage, load, read, read_batch
from generator.process_pool import open_pool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

    from generator.cache.store import Store
    from generator.discovery import PageFile
    from generator.process_pool import Pool

_Wait = Callable[["Future[tuple[bytes, ...]]"], tuple[bytes, ...]]
Task = tuple[str, "PageFile"]
"""An edition's folder name and a page's file."""
_BATCH: Final = 16
"""Pages that a worker takes at once."""
_AHEAD: Final = 3
"""Batches under way for each worker."""


class SchedulerError(Exception):
    """A cluster that cannot be used; the message says why."""


class WorkerDiedError(Exception):
    """A process that read pages ended without an answer; the message says so."""


class _Executor(Protocol):
    """What a pool of processes and a cluster have in common."""

    def submit(
        self,
        fn: Callable[[tuple[PageBytes, ...]], tuple[bytes, ...]],
        sources: tuple[PageBytes, ...],
        /,
    ) -> Future[tuple[bytes, ...]]:
        """Run a function elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workers:
    """Who reads the pages; the result is the same whoever does."""

    jobs: int = 1
    """Processes."""
    cache: Store | None = None
    """Pages that were read before; None to read all of them."""
    scheduler: str = ""
    """Address of a Dask scheduler whose workers read instead; empty for none."""

    @property
    def copies(self) -> int:
        """How many copies of this process may work: one where a cluster's client has threads."""
        return 1 if self.scheduler else self.jobs

    def read_pages(self, tasks: Iterable[Task]) -> Iterator[ReadPage]:
        """Load pages from their files, and give what is read in each, in their order."""
        return self.read_loaded(map(load, tasks))

    def read_loaded(self, sources: Iterable[PageBytes | ReadPage]) -> Iterator[ReadPage]:
        """Give what is read in each page, in their order; one may be read already."""
        with self._executor() as (executor, width, wait):
            queue = _Queue(executor=executor, width=width, cache=self.cache, wait=wait)
            for source in sources:
                yield from queue.add(source)
            yield from queue.drain(0)

    @contextmanager
    def _executor(self) -> Iterator[tuple[_Executor | None, int, _Wait]]:
        """Give what runs batches elsewhere, for how many workers, and what waits for one."""
        if self.scheduler:
            with _connect(self.scheduler) as (cluster, width):
                yield cluster, width, _wait
        elif self.jobs > 1:
            with _processes(self.jobs) as pool:
                yield pool, self.jobs, pool.wait_for
        else:
            yield None, 0, _wait


ALONE: Final = Workers()
"""This process, without a cache."""


def as_workers(jobs: Workers | int) -> Workers:
    """Give so many processes, without a cache, or who is meant already."""
    return jobs if isinstance(jobs, Workers) else Workers(jobs=jobs)


@contextmanager
def _processes(jobs: int) -> Iterator[Pool]:
    """Give so many processes, which end with this one whatever happens.

    Raises:
        WorkerDiedError: One of them died.
    """
    try:
        with open_pool(jobs) as pool:
            yield pool
    except BrokenExecutor as error:
        message = "a process that reads pages died; it was killed, or memory ran out"
        raise WorkerDiedError(message) from error


@contextmanager
def _connect(address: str) -> Iterator[tuple[_Executor, int]]:
    """Connect with a cluster, and give its executor and the number of its threads.

    Raises:
        SchedulerError: Dask is not installed, or no scheduler answers.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - an extra, and slow to import
    except ImportError as error:
        raise SchedulerError("a cluster needs the extra 'distributed'") from error
    connect: Any = Client
    try:
        client = connect(address, set_as_default=False, timeout="10s")
    except (OSError, ValueError) as error:
        raise SchedulerError(f"no scheduler answers at '{address}': {error}") from error
    with client:
        threads = sum(client.nthreads().values())
        yield client.get_executor(pure=False), max(threads, 1)


def _wait(future: Future[tuple[bytes, ...]]) -> tuple[bytes, ...]:
    return future.result()


@dataclass(slots=True)
class _Entry:
    """One page on its way: what is known of it, or who is asked."""

    done: ReadPage | None = None
    key: str = ""
    batch: _Batch | None = None
    index: int = 0


@dataclass(slots=True)
class _Batch:
    """Pages that one worker reads."""

    sources: list[PageBytes] = field(default_factory=list)
    future: Future[tuple[bytes, ...]] | None = None


@dataclass(slots=True, kw_only=True)
class _Queue:
    """The pages under way, in order."""

    executor: _Executor | None
    width: int
    cache: Store | None
    wait: _Wait
    """Waits for a batch, as long as there is anyone to finish it."""
    entries: deque[_Entry] = field(default_factory=deque)
    open: _Batch = field(default_factory=_Batch)

    def add(self, source: PageBytes | ReadPage) -> Iterator[ReadPage]:
        """Take a page, and give those that must be done by now."""
        self.entries.append(self._start(source))
        if len(self.open.sources) == _BATCH:
            self._submit()
        yield from self.drain(self.width * _AHEAD * _BATCH)

    def drain(self, most: int) -> Iterator[ReadPage]:
        """Give the first pages until at most so many are under way."""
        while len(self.entries) > most:
            yield self._finish(self.entries.popleft())

    def _start(self, source: PageBytes | ReadPage) -> _Entry:
        """Look a page up, read it, or have it read."""
        if isinstance(source, ReadPage):
            return _Entry(done=source)
        key = source.key() if self.cache else ""
        if found := self._recall(key):
            return _Entry(done=found)
        if self.executor is None:
            page = read(source)
            if self.cache:
                self.cache.put(key, dump_records(page))
            return _Entry(done=page)
        self.open.sources.append(source)
        return _Entry(key=key, batch=self.open, index=len(self.open.sources) - 1)

    def _recall(self, key: str) -> ReadPage | None:
        """Give a page of the cache."""
        content = self.cache.get(key) if self.cache else None
        if content is None:
            return None
        try:
            return load_records(content, ReadPage)
        except DamagedError:
            return None

    def _submit(self) -> None:
        """Have the open batch read."""
        if self.executor is not None and self.open.sources:
            self.open.future = self.executor.submit(read_batch, tuple(self.open.sources))
            self.open.sources.clear()
        self.open = _Batch()

    def _finish(self, entry: _Entry) -> ReadPage:
        """Give a page, waiting for it where another process has it."""
        if entry.done is not None:
            return entry.done
        if entry.batch is self.open:
            self._submit()
        if entry.batch is None or entry.batch.future is None:
            raise RuntimeError("a page was given to nobody")
        content = self.wait(entry.batch.future)[entry.index]
        if self.cache:
            self.cache.put(entry.key, content)
        return load_records(content, ReadPage)
