"""Wrong calls and failed runs: exit code, message, and nothing written."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from generator.diagnostics import Diagnostic, Severity
from generator.emit.artifact import Artifact

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., Result]

_USAGE = "Usage: gen-schema [OPTIONS] SPECS\nTry 'gen-schema --help' for help.\n\nError: "


@dataclass
class _Summary:
    locales: tuple[object, ...] = ()


@dataclass
class _Straw:
    """A pipeline's result as a test wants it."""

    artifacts: tuple[Artifact, ...] = (Artifact(path="a.py", content=b"a", emitter="python"),)
    diagnostics: tuple[Diagnostic, ...] = ()
    summary: _Summary = field(default_factory=_Summary)
    digest: str = "d"
    remarks: tuple[str, ...] = ()


@pytest.fixture(autouse=True)
def straw(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> _Straw:
    """Put a pipeline of straw in the real one's place, and run in a folder of its own."""
    generation = _Straw()
    module = ModuleType("generator.pipeline")
    module.generate = lambda *_, **__: generation  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "generator.pipeline", module)
    monkeypatch.chdir(tmp_path)
    return generation


def _finding(severity: Severity, code: str) -> Diagnostic:
    return Diagnostic(code=code, severity=severity, message="m", path="x")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("specs",), "Missing option '-o' / '--output'."),
        (("-o", "out"), "Missing argument 'SPECS'."),
        (("specs", "-o", "out", "--jobs", "0"), "Invalid value for '-j' / '--jobs': 0 is not in"),
        (("specs", "-o", "out", "--locales", " ,"), "Invalid value for '--locales': names nothing"),
        (("specs", "-o", "out", "--emti", "xsd"), "No such option"),
        (("specs", "more", "-o", "out"), "Got unexpected extra argument (more)"),
        (("specs", "-o", "specs/out"), "the output folder 'specs/out' lies in the specs folder"),
        (("specs", "-o", "specs"), "the output folder 'specs' lies in the specs folder 'specs'"),
        (("out/specs", "-o", "out"), "the specs folder 'out/specs' lies in the output folder"),
    ],
)
def test_wrong_usage_is_told_with_exit_code_2(
    run_cli: Run, arguments: tuple[str, ...], message: str
) -> None:
    """The message names the option; nothing is written."""
    result = run_cli(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(_USAGE + message)
    assert list(Path.cwd().iterdir()) == []


def test_a_specs_folder_behind_a_link_is_seen_through(run_cli: Run) -> None:
    """Overlap is a matter of places, not of spellings."""
    Path("specs").mkdir()
    Path("alias").symlink_to("specs")
    assert run_cli("alias", "-o", "specs/out").exit_code == 2


@pytest.mark.parametrize("code", ["GS101", "GS102", "GS106", "GS110", "GS606"])
def test_unusable_specs_exit_with_2(run_cli: Run, straw: _Straw, code: str) -> None:
    """There is nothing to work on, or the call asks for what is not there."""
    straw.diagnostics = (_finding(Severity.ERROR, code),)
    result = run_cli("specs", "-o", "out")
    expected = f"x: error[{code}]: m\n1 error\nnothing was written\n"
    assert (2, "", expected) == (result.exit_code, result.stdout, result.stderr)
    assert list(Path.cwd().iterdir()) == []


def test_an_error_in_the_pages_exits_with_1(run_cli: Run, straw: _Straw) -> None:
    """Warnings are reported with it; nothing is written, no folder left behind."""
    straw.diagnostics = (_finding(Severity.ERROR, "GS503"), _finding(Severity.WARNING, "GS401"))
    result = run_cli("specs", "-o", "deep/out")
    expected = "x: warning[GS401]: m\nx: error[GS503]: m\n1 error, 1 warning\nnothing was written\n"
    assert (1, "", expected) == (result.exit_code, result.stdout, result.stderr)
    assert list(Path.cwd().iterdir()) == []


def test_strict_counts_a_warning_as_an_error(run_cli: Run, straw: _Straw) -> None:
    """A note still is none."""
    straw.diagnostics = (_finding(Severity.NOTE, "GS401"),)
    assert run_cli("specs", "-o", "out", "--strict").exit_code == 0
    straw.diagnostics = (_finding(Severity.WARNING, "GS401"),)
    straw.artifacts = ()
    result = run_cli("specs", "-o", "out", "--strict", "--quiet")
    assert (result.exit_code, result.stderr) == (1, "x: warning[GS401]: m\n")
    assert Path("out/a.py").exists()


def test_strict_counts_a_file_edited_by_hand(run_cli: Run, straw: _Straw) -> None:
    """Nothing of a run is written where something has to be left out of it."""
    assert run_cli("specs", "-o", "out").exit_code == 0
    Path("out/a.py").write_text("edited")
    straw.artifacts = (*straw.artifacts, Artifact(path="b.py", content=b"b", emitter="python"))
    result = run_cli("specs", "-o", "out", "--strict")
    expected = """\
out/a.py: warning[GS603]: generated file was edited by hand; left as it is
  help: move the edit elsewhere, or run again with --force to overwrite it
1 warning
nothing was written
"""
    assert (1, expected) == (result.exit_code, result.stderr)
    assert not Path("out/b.py").exists()
    assert run_cli("specs", "-o", "out").exit_code == 0
    assert (Path("out/a.py").read_text(), Path("out/b.py").read_text()) == ("edited", "b")
    assert run_cli("specs", "-o", "out", "--strict", "--force").exit_code == 0
    assert Path("out/a.py").read_text() == "a"


def test_check_exits_with_1_and_names_the_files(run_cli: Run, straw: _Straw) -> None:
    """A folder that is not there lacks everything; nothing is made."""
    result = run_cli("specs", "-o", "out", "--check")
    expected = """\
out/a.py: error[GS602]: file is missing
out/manifest.json: error[GS602]: file is missing
2 errors
"""
    assert (1, expected) == (result.exit_code, result.stderr)
    assert result.stdout.splitlines()[-1] == "out: 2 files differ"
    assert list(Path.cwd().iterdir()) == []
    straw.diagnostics = (_finding(Severity.ERROR, "GS102"),)
    assert run_cli("specs", "-o", "out", "--check").exit_code == 2


def test_an_output_folder_that_is_a_file_exits_with_1(run_cli: Run) -> None:
    """With and without --check, before anything is generated in vain."""
    Path("out").touch()
    for extra in ((), ("--check",)):
        result = run_cli("specs", "-o", "out", *extra)
        assert (
            result.exit_code,
            result.stderr,
        ) == (1, "out: error[GS604]: output folder is a file\n1 error\n")


def test_a_terminal_that_lacks_characters_still_gets_the_message() -> None:
    """Characters it cannot show are escaped; `python -m generator` is the program."""
    root = Path(__file__).parents[2]
    run = subprocess.run(
        [sys.executable, "-m", "generator", "페이지", "-o", "페이지/out"],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONIOENCODING": "latin-1"},
    )
    assert (run.returncode, run.stdout) == (2, b"")
    assert run.stderr.startswith(_USAGE.encode())
    assert rb"lies in the specs folder '\ud398\uc774\uc9c0'" in run.stderr
