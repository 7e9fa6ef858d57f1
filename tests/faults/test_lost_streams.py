"""Standard streams that take nothing: full, closed, or read by nobody any more."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile.case import page

_ROOT = Path(__file__).parents[2]
_PROGRAM = (sys.executable, "-m", "generator")
_ROWS = (("name", "xsd:sting", "The name."), ("size", "xsd:int", "The size."))
_FULL = Path("/dev/full")
_needs_full = pytest.mark.skipif(not _FULL.exists(), reason="the system has no full device")
_needs_shell = pytest.mark.skipif(os.name != "posix", reason="closes streams as a POSIX shell does")


@pytest.fixture
def specs(tmp_path: Path) -> Path:
    """Two editions of a page on which something is to be said."""
    for locale in ("en", "fr"):
        path = tmp_path / "specs" / locale / "account.md"
        path.parent.mkdir(parents=True)
        path.write_text(page(_ROWS, heading="Account", locale=locale), "utf-8")
    return tmp_path / "specs"


def _shell(script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a line of a shell, in which "$@" is the program and its arguments."""
    return subprocess.run(
        ["sh", "-c", script, "sh", *_PROGRAM, *map(str, arguments)],
        capture_output=True, text=True, cwd=_ROOT, check=False, timeout=120,
    )  # fmt: skip


def _is_written(out: Path) -> bool:
    return (out / "manifest.json").is_file()


@_needs_shell
@_needs_full
def test_results_that_cannot_be_written_are_an_error(specs: Path, tmp_path: Path) -> None:
    """The tree is there, and it is said what is not."""
    made = _shell('"$@" >/dev/full', specs, "-o", tmp_path / "out", "-q")
    assert (made.returncode, made.stderr) == (0, "")  # quiet, it has nothing to print
    made = _shell('"$@" >/dev/full', specs, "-o", tmp_path / "out")
    last = made.stderr.splitlines()[-1]
    assert last.startswith("error[GS119]: standard output cannot be written: ")
    assert made.returncode == 1
    assert _is_written(tmp_path / "out")


@_needs_shell
@_needs_full
def test_findings_that_cannot_be_written_are_an_error(specs: Path) -> None:
    """No traceback, whatever is printed there."""
    for command in ("check", "fix"):
        made = _shell('"$@" >/dev/full', command, specs)
        assert "error[GS119]: " in made.stderr
        assert "Traceback" not in made.stderr
        assert made.returncode == 1


@_needs_shell
@_needs_full
def test_messages_that_cannot_be_written_stop_nothing(specs: Path, tmp_path: Path) -> None:
    """What a run does is not for those who listen."""
    made = _shell('"$@" 2>/dev/full', specs, "-o", tmp_path / "out", "-v")
    assert made.returncode == 0
    assert "written" in made.stdout
    assert _is_written(tmp_path / "out")


@_needs_shell
def test_a_reader_that_goes_away_stops_nothing(specs: Path, tmp_path: Path) -> None:
    """As `| head` does, which has seen enough."""
    out = tmp_path / "out"
    made = _shell('{ "$@" 2>&1 >/dev/null; echo $? >&3; } 3>&2 | true', specs, "-o", out, "-v")
    assert made.stderr == "0\n"
    assert _is_written(out)
    again = _shell('{ "$@" 2>/dev/null; } | true', specs, "-o", out)
    assert (again.returncode, again.stderr) == (0, "")


@_needs_shell
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_streams_that_were_never_open_stop_nothing(
    specs: Path, tmp_path: Path, closed: str
) -> None:
    """As a service may be started."""
    made = _shell(f'"$@" {closed}', specs, "-o", tmp_path / "out", "--jobs", "2")
    assert made.returncode == 0
    assert "Traceback" not in made.stderr
    assert _is_written(tmp_path / "out")
