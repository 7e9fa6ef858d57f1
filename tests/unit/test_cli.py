"""`generator.cli`: arguments, what is printed where, and exit codes, around a pipeline of straw."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from generator import __version__
from generator.cache.user_cache import open_cache
from generator.cli import main
from generator.cli.console import Console
from generator.diagnostics import Diagnostic, Severity
from generator.emit.artifact import Artifact
from generator.pages.workers import Workers

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., Result]

_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class _Row:
    locale: str
    pages: int = 1
    tables: int = 22
    rows: int = 333
    intact: int = 4
    repaired: int = 5
    provisional: int = 6
    unresolved: int = 7


@dataclass(frozen=True)
class _Summary:
    locales: tuple[_Row, ...] = (_Row("en"), _Row("zh-Hans", rows=4444))


@dataclass
class _Straw:
    """A pipeline that records how it is called and gives what it is told."""

    artifacts: tuple[Artifact, ...]
    diagnostics: tuple[Diagnostic, ...]
    summary: _Summary
    digest: str
    call: dict[str, Any]
    remarks: tuple[str, ...] = ()


@pytest.fixture
def straw(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> _Straw:
    """Put a pipeline of straw in the real one's place, and run in a folder of its own."""
    artifact = Artifact(path="a.py", content=b"a", emitter="python")
    generation = _Straw((artifact,), (), _Summary(), "d" * 64, {})

    def generate(specs: Path, **arguments: object) -> _Straw:
        generation.call = {"specs": specs, **arguments}
        return generation

    module = ModuleType("generator.pipeline")
    module.generate = generate  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "generator.pipeline", module)
    monkeypatch.chdir(tmp_path)
    return generation


def _finding(severity: Severity, code: str = "GS401") -> Diagnostic:
    return Diagnostic(code=code, severity=severity, message=f"a {severity}", path="x.md")


def test_a_run_writes_and_sums_up_on_stdout(straw: _Straw, run_cli: Run) -> None:
    """The table is aligned; the last line tells what was written."""
    assert straw.call == {}
    result = run_cli("specs", "-o", "out")
    expected = """\
locale   pages  tables  rows  intact  repaired  provisional  unresolved
en           1      22   333       4         5            6           7
zh-Hans      1      22  4444       4         5            6           7
out: 2 written, 0 unchanged, 0 removed, 0 kept
"""
    assert (0, expected, "") == (result.exit_code, result.stdout, result.stderr)
    assert Path("out/a.py").read_bytes() == b"a"


def test_options_reach_the_pipeline(straw: _Straw, run_cli: Run) -> None:
    """Lists are split at commas, spaces and repetitions dropped."""
    arguments = ("specs", "-o", "out", "--locales", "fr, ko,fr", "--emit", "xsd", "--jobs", "2")
    assert run_cli(*arguments).exit_code == 0
    existing = straw.call.pop("existing")
    expected = {
        "specs": Path("specs"),
        "locales": ("fr", "ko"),
        "emit": ("xsd",),
        "jobs": Workers(jobs=2, cache=open_cache()),
        "progress": None,
        "templates_dir": None,
        "use_fuzzy": False,
    }
    assert expected == straw.call
    assert [existing("a.py"), existing("../x")] == [b"a", None]


def test_notes_are_counted_and_shown_on_demand(straw: _Straw, run_cli: Run) -> None:
    """Warnings are printed always, notes with --verbose only."""
    straw.diagnostics = (_finding(Severity.NOTE), _finding(Severity.WARNING))
    plain = run_cli("specs", "-o", "out")
    verbose = run_cli("specs", "-o", "out", "--verbose")
    assert (plain.exit_code, verbose.exit_code) == (0, 0)
    assert plain.stderr == (
        "x.md: warning[GS401]: a warning\n1 warning, 1 note (--verbose shows notes)\n"
    )
    assert verbose.stderr == (
        "x.md: note[GS401]: a note\nx.md: warning[GS401]: a warning\n1 warning, 1 note\n"
    )


def test_what_was_left_undone_is_said_on_demand(straw: _Straw, run_cli: Run) -> None:
    """As that a schema was not verified again."""
    straw.remarks = ("x.xsd: not verified again",)
    said = [run_cli("specs", "-o", "out", *more).stdout for more in ((), ("-v",))]
    assert ["x.xsd: not verified again\n" in each for each in said] == [False, True]


def test_quiet_prints_errors_only(straw: _Straw, run_cli: Run) -> None:
    """A run without errors says nothing at all."""
    straw.diagnostics = (_finding(Severity.NOTE), _finding(Severity.WARNING))
    silent = run_cli("specs", "-o", "out", "--quiet")
    assert (silent.exit_code, silent.stdout, silent.stderr) == (0, "", "")
    straw.diagnostics = (*straw.diagnostics, _finding(Severity.ERROR))
    failed = run_cli("specs", "-o", "out", "--quiet")
    expected = (1, "", "x.md: error[GS401]: a error\n")
    assert expected == (failed.exit_code, failed.stdout, failed.stderr)


def test_check_is_silent_about_what_is_up_to_date(straw: _Straw, run_cli: Run) -> None:
    """Nothing differs right after a run, and nothing is written by looking."""
    assert run_cli("specs", "-o", "out").exit_code == 0
    result = run_cli("specs", "-o", "out", "--check")
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "out: up to date")
    assert straw.call["specs"] == Path("specs")
    assert [path.name for path in Path.cwd().iterdir()] == ["out"]


def test_a_named_command_stands_beside_the_default_one(straw: _Straw, run_cli: Run) -> None:
    """A folder named like an option value or a dot path is no command."""
    assert run_cli("-o", "out", "check").exit_code == 0
    assert Path("check") == straw.call["specs"]
    assert run_cli("./check", "-o", "out").exit_code == 0
    assert Path("./check") == straw.call["specs"]


def test_an_interrupted_run_exits_as_shells_expect(
    straw: _Straw, run_cli: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """130, one line, and nothing written."""

    def interrupt(*_: object, **__: object) -> _Straw:
        raise KeyboardInterrupt

    monkeypatch.setattr(sys.modules["generator.pipeline"], "generate", interrupt)
    result = run_cli("specs", "-o", "out")
    assert (result.exit_code, result.stdout, result.stderr) == (130, "", "interrupted\n")
    assert (list(Path.cwd().iterdir()), straw.call) == ([], {})


def test_version_and_help_answer(run_cli: Run) -> None:
    """Both exit with 0 and print to stdout; help lists every option once."""
    assert (0, f"gen-schema, version {__version__}\n") == (
        run_cli("--version").exit_code,
        run_cli("--version").stdout,
    )
    shown = run_cli("--help")
    options = [
        "output",
        "locales",
        "emit",
        "jobs",
        "strict",
        "check",
        "force",
        "quiet",
        "verbose",
        "version",
        "help",
    ]
    assert (0, [1] * len(options)) == (
        shown.exit_code,
        [shown.stdout.count(f"--{option} ") for option in options],
    )


def test_help_imports_nothing_heavy() -> None:
    """Answers must not wait for what only a run needs."""
    code = (
        "import sys; sys.argv = ['gen-schema', '--help']\n"
        "from generator.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = 'babel rich jinja2 xmlschema bs4 markdown_it tomllib rapidfuzz'.split()\n"
        "sys.exit(','.join(name for name in heavy if name in sys.modules) or 0)"
    )
    environment = {**os.environ, "PYTHONPATH": str(_ROOT)}
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False
    )
    assert (run.returncode, run.stderr) == (0, "")


class _Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_progress_is_shown_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bar names the stage as it is; a pipe and --quiet get none."""
    with Console().progress() as show:
        assert show is None
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with Console(quiet=True).progress() as show:
        assert show is None
    with Console().progress() as show:
        assert show is not None
        show("reading [b]", 2, 2)
    assert "reading [b]" in terminal.getvalue()
    assert "2/2" in terminal.getvalue()


@pytest.mark.parametrize(("no_colour", "is_coloured"), [("", True), ("1", False)])
def test_colours_are_for_terminals_that_want_them(
    monkeypatch: pytest.MonkeyPatch, no_colour: str, *, is_coloured: bool
) -> None:
    """NO_COLOR turns them off; the text is the same."""
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("NO_COLOR", no_colour)
    Console().report((_finding(Severity.WARNING),))
    assert ("\x1b[" in terminal.getvalue()) is is_coloured
    assert "warning[GS401]" in terminal.getvalue()


def test_the_program_exits_with_the_commands_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The console script and the module are the same function."""
    monkeypatch.setattr(sys, "argv", ["anything", "--version"])
    with pytest.raises(SystemExit) as caught:
        main()
    assert (caught.value.code, capsys.readouterr().out) == (
        0,
        f"gen-schema, version {__version__}\n",
    )
