"""What may happen to a run from outside: it is interrupted, its workers die, its files vanish."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator.output import OutputFolder
from generator.pages import workers
from generator.pipeline import generate
from tests.hostile.case import SOUND, page

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

_ROOT = Path(__file__).parents[2]
_PATIENCE = 120.0
"""Seconds that a busy machine may take for what takes one."""


def _write_pages(folder: Path, count: int = 3) -> Path:
    """Write pages that document a type each, in two editions."""
    for number in range(count):
        for locale in ("en", "fr"):
            path = folder / locale / f"type{number}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(page(SOUND, heading=f"Type{number}", locale=locale), "utf-8")
    return folder


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_page_that_vanishes_while_reading_is_reported(tmp_path: Path) -> None:
    """Found and gone before its turn: the rest is read."""
    specs = _write_pages(tmp_path / "s")

    def vanish(_stage: str, _done: int, _total: int) -> None:
        (specs / "fr/type2.md").unlink(missing_ok=True)

    made = generate(specs, progress=vanish)
    assert [(d.code, d.path, d.message) for d in made.diagnostics] == [
        ("GS301", "en/type2.md", "page is in 'en' only"),
        ("GS103", "fr/type2.md", "page cannot be read: No such file or directory"),
    ]
    assert "s/types/type_2.py" in {artifact.path for artifact in made.artifacts}


def _die(_sources: object) -> tuple[bytes, ...]:
    os.kill(os.getpid(), signal.SIGKILL)
    return ()


@pytest.mark.skipif(sys.platform == "win32", reason="processes are killed by a signal")
def test_a_worker_that_dies_ends_the_run_with_a_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run_cli: Callable[..., Result]
) -> None:
    """Exit code 1, and the old tree stands."""
    specs, out = _write_pages(tmp_path / "s"), tmp_path / "out"
    assert run_cli(specs, "-o", out, "--no-cache").exit_code == 0
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    monkeypatch.setattr(workers, "read_batch", _die)
    (specs / "en/type0.md").unlink()
    result = run_cli(specs, "-o", out, "--no-cache", "--jobs", "2")
    assert (result.exit_code, result.stderr) == (
        1,
        (
            "error[GS118]: a process that reads pages died; it was killed, or memory ran out\n"
            "  help: run again, with fewer --jobs if memory is short\n"
        ),
    )
    assert before == {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    assert _names(tmp_path) == ["out", "s"]


def test_two_runs_at_once_on_one_output_are_told(
    tmp_path: Path, run_cli: Callable[..., Result]
) -> None:
    """The second one writes nothing and says why; afterwards it may."""
    specs, out = _write_pages(tmp_path / "s"), tmp_path / "out"
    with OutputFolder.open(out):
        result = run_cli(specs, "-o", out)
        assert result.exit_code == 1
        assert "another run is writing to the output folder" in result.stderr
    assert run_cli(specs, "-o", out).exit_code == 0


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C is no signal there")
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("delay", [0.0, 0.4, 1.0])
def test_an_interrupted_run_ends_cleanly(tmp_path: Path, jobs: str, delay: float) -> None:
    """Exit code 130, one word, nothing left beside; children go with it.

    A process that the signal itself ends while it shuts down is 130 to a shell as well. A run
    that was done before the signal came is run again, and interrupted sooner.
    """
    specs, out = _write_pages(tmp_path / "s", 150), tmp_path / "o/out"
    command = [sys.executable, "-m", "generator", str(specs), "-o", str(out), "--no-cache"]
    for sooner in (1, 2, 4, 8):
        code, said = _interrupt([*command, "--jobs", jobs], out, delay / sooner)
        if code:
            break
        shutil.rmtree(out.parent)
    assert code in {130, -signal.SIGINT}
    assert said == "interrupted\n"
    assert _names(tmp_path) == ["s"]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="processes are killed by a signal")
@pytest.mark.parametrize("delay", [0.1, 0.5, 0.9])
def test_the_processes_of_a_run_that_is_killed_end_with_it(tmp_path: Path, delay: float) -> None:
    """They hold the lock as well, which the next run needs."""
    specs, out = _write_pages(tmp_path / "s", 150), tmp_path / "o/out"
    command = [sys.executable, "-m", "generator", str(specs), "-o", str(out), "--no-cache"]
    run = subprocess.Popen([*command, "--jobs", "3"], cwd=_ROOT, start_new_session=True)
    _wait_for_lock(run, out)
    time.sleep(delay)
    run.kill()
    run.wait()
    until = time.monotonic() + _PATIENCE
    while _is_alive(run.pid) and time.monotonic() < until:
        time.sleep(0.01)
    assert not _is_alive(run.pid)
    assert subprocess.run(command, cwd=_ROOT, check=False).returncode == 0


def _is_alive(group: int) -> bool:
    """Tell whether any process of a group is there."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _wait_for_lock(run: subprocess.Popen[Any], out: Path) -> None:
    """Wait until a run has begun to work."""
    lock = out.parent / ".out.gen-schema-lock"
    until = time.monotonic() + _PATIENCE
    while not lock.exists() and run.poll() is None and time.monotonic() < until:
        time.sleep(0.01)


def _interrupt(command: list[str], out: Path, delay: float) -> tuple[int, str]:
    """Interrupt a run so many seconds after it began to work; give its exit code and words."""
    run = subprocess.Popen(
        command, cwd=_ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    _wait_for_lock(run, out)
    time.sleep(delay)
    with suppress(ProcessLookupError):
        os.killpg(run.pid, signal.SIGINT)
    _, said = run.communicate(timeout=_PATIENCE)
    with pytest.raises(ProcessLookupError):
        os.killpg(run.pid, 0)
    return run.returncode, said


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of that kind there")
def test_a_disk_that_takes_no_more_leaves_the_old_tree(tmp_path: Path) -> None:
    """A real refusal of the system, in the midst of writing."""
    specs, out = _write_pages(tmp_path / "s"), tmp_path / "out"
    script = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)),) * 2);"
        "from generator.cli import main; main()"
    )

    def run(limit: int) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", script, str(limit), specs, "-o", out, "--no-cache"],
            cwd=_ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip

    assert run(10**9).returncode == 0
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    (specs / "en/type0.md").write_text(page(SOUND, heading="Other"), "utf-8")
    done = run(4000)
    assert done.returncode == 1
    assert "error[GS604]: output folder cannot be written: File too large" in done.stderr
    assert before == {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    assert _names(tmp_path) == ["out", "s"]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="runs are killed in a fork")
def test_a_run_killed_at_any_moment_leaves_the_old_tree_or_the_new(tmp_path: Path) -> None:
    """Two hundred moments, spread over the whole run."""
    script = Path(__file__).parent / "kill_run.py"
    done = subprocess.run(
        [sys.executable, script, tmp_path, "200"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
    )
    reports = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(reports) == 200
    assert {each["tree"] for each in reports} <= {"Old", "New"}
    assert reports[0]["tree"] == "Old"
    assert [each["beside"] for each in reports] == [["out"]] * 200
