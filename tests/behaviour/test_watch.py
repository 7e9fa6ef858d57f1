"""`--watch` writes again after every change, whatever became of the run before."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from generator.cli.console import Console
from generator.cli.watching import watch
from tests.page_factory import pipe_table, write_editions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

pytest.importorskip("watchfiles", reason="the extra 'watch' is missing")
_EN = "# Loan {#loan}\n\n" + pipe_table(
    ["Name", "Type", "Description"],
    ["dueDate", "xsd:date", "The day on which the copy must be back."],
    ["copyHandle", "xsd:string", "Which of the copies was lent."],
)
_PATIENCE = 120.0


def _wait(is_so: Callable[[], bool]) -> bool:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        if is_so():
            return True
        time.sleep(0.1)
    return False


@pytest.mark.slow
def test_changes_are_followed_until_interrupted(tmp_path: Path) -> None:
    """A page changes, pages and all vanish and come back, then Ctrl+C: exit code 130."""
    specs = write_editions(tmp_path / "loans", {"en": {"loan.md": _EN}})
    page, xsd = specs / "en" / "loan.md", tmp_path / "out" / "loans" / "loans.xsd"
    command = [sys.executable, "-m", "generator", str(specs), "-o", str(tmp_path / "out")]
    log = tmp_path / "log"
    with (
        log.open("wb") as stream,
        subprocess.Popen([*command, "--watch"], stderr=stream, stdout=stream) as running,
    ):
        try:
            assert _wait(lambda: "watching" in log.read_text())
            assert b"returnDate" not in xsd.read_bytes()
            page.write_text(_EN.replace("dueDate", "returnDate"))
            assert _wait(lambda: b"returnDate" in xsd.read_bytes())
            assert _wait(lambda: log.read_text().count("watching") == 2)
            page.unlink()
            assert _wait(lambda: log.read_text().count("watching") == 3)
            assert "nothing was written" in log.read_text()
            page.write_text(_EN.replace("dueDate", "backDate"))
            assert _wait(lambda: b"backDate" in xsd.read_bytes())
            shutil.rmtree(specs)
            assert _wait(lambda: "does not exist" in log.read_text())
            write_editions(specs, {"en": {"loan.md": _EN.replace("dueDate", "lastDate")}})
            assert _wait(lambda: b"lastDate" in xsd.read_bytes())
            page.write_text(_EN.replace("dueDate", "latestDate"))
            assert _wait(lambda: b"latestDate" in xsd.read_bytes())
            os.kill(running.pid, signal.SIGINT)
            assert running.wait(_PATIENCE) == 130
        finally:
            running.kill()


def test_a_run_that_fails_does_not_end_the_watch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Our own faults are shown as such."""
    changes = iter([set[tuple[int, str]](), {(1, "a")}, {(1, "a"), (1, "b")}])
    monkeypatch.setattr("watchfiles.watch", lambda *_, **__: changes)
    runs: list[int] = []

    def run() -> int:
        runs.append(1)
        raise ZeroDivisionError("a fault of ours")

    assert watch([tmp_path], run, Console()) == 0
    assert len(runs) == 3
    said = capsys.readouterr().err
    assert said.count("ZeroDivisionError: a fault of ours") == 3
    assert "2 files changed" in said


def test_a_folder_that_cannot_be_watched_ends_the_watch(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """There is nothing to wait for."""
    assert watch([tmp_path / "missing"], lambda: 0, Console()) == 1
    assert "cannot watch: " in capsys.readouterr().err


def test_watching_writes_and_checking_does_not(
    tmp_path: Path, run_cli: Callable[..., Result]
) -> None:
    """So one cannot have both."""
    found = run_cli(tmp_path, "-o", tmp_path.parent / "out", "--watch", "--check")
    assert (found.exit_code, "give one of them" in found.stderr) == (2, True)


def test_watching_needs_its_extra(
    tmp_path: Path, run_cli: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message names it."""
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    found = run_cli(tmp_path, "-o", tmp_path.parent / "out", "--watch")
    assert (found.exit_code, "the extra 'watch'" in found.stderr) == (2, True)
