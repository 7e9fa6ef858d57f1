"""Who reads the pages makes no difference: this process, several, or a cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.cache.store import Store
from generator.pages.workers import SchedulerError, Workers
from generator.pipeline import generate, read_editions
from tests.page_factory import files_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    from generator.pipeline import Generation


@pytest.fixture(scope="session")
def alone(specs: Path, generate_once: Callable[[Path], Generation]) -> Generation:
    """Give the run of a single process."""
    return generate_once(specs)


@pytest.mark.parametrize("jobs", [2, 5])
def test_any_number_of_processes_gives_the_same(
    specs: Path, tmp_path: Path, alone: Generation, jobs: int
) -> None:
    """With a cache that is empty, and with one that is full."""
    workers = Workers(jobs=jobs, cache=Store(folder=tmp_path / "cache"))
    for _ in range(2):
        found = generate(specs, jobs=workers)
        assert (found.diagnostics, found.summary) == (alone.diagnostics, alone.summary)
        assert files_of(found) == files_of(alone)


def test_pages_come_in_the_order_in_which_they_were_asked_for(specs: Path) -> None:
    """However many there are, the progress is told page by page."""
    from generator.discovery import discover  # noqa: PLC0415

    source = discover(specs).apis[0]
    steps: list[tuple[str, int, int]] = []
    found = read_editions(source, 2, lambda *step: steps.append(step))
    total = sum(len(edition.pages) for edition in source.editions)
    for own in source.editions:
        keys = [page.page.page for page in found[own.locale] if page.page]
        assert keys == [file.page for file in own.pages]
    assert [done for _, done, _ in steps] == list(range(1, total + 1))


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_a_cluster_of_two_workers_gives_the_same(
    specs: Path, tmp_path: Path, alone: Generation
) -> None:
    """Through its scheduler's address, as the command line has it."""
    distributed = pytest.importorskip("distributed", reason="the extra 'distributed' is missing")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, local_directory=str(tmp_path)
    ) as cluster:
        found = generate(specs, jobs=Workers(scheduler=cluster.scheduler_address))
    assert (found.diagnostics, found.summary) == (alone.diagnostics, alone.summary)
    assert files_of(found) == files_of(alone)


@pytest.mark.filterwarnings("default")
def test_a_scheduler_that_is_none_is_wrong_usage(
    specs: Path, tmp_path: Path, run_cli: Callable[..., Result]
) -> None:
    """The message names it."""
    pytest.importorskip("distributed", reason="the extra 'distributed' is missing")
    found = run_cli(specs, "-o", tmp_path / "out", "--scheduler", "nonsense:1:2")
    assert found.exit_code == 2
    assert "no scheduler answers at 'nonsense:1:2'" in found.stderr


def test_a_cluster_needs_its_extra(specs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says so."""
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(SchedulerError, match="extra 'distributed'"):
        generate(specs, jobs=Workers(scheduler="tcp://localhost:1"))
