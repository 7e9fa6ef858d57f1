"""Every hostile fixture goes through the whole run: golden messages, sound output."""

from __future__ import annotations

import re
import shutil
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.read import apply_limits, load_page
from tests.hostile import accept, injections, shapes, spellings
from tests.hostile.case import SOUND, Case, both

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    RunCli = Callable[..., Result]

CASES: dict[str, Case] = {**injections.CASES, **spellings.CASES, **shapes.CASES}
_MESSAGES = Path(__file__).parent / "messages"
_SHOWN = 60


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Give the trees of our own modules, as a sound page has them."""
    from generator.pipeline import generate  # noqa: PLC0415 - as the program does

    folder = tmp_path_factory.mktemp("sound") / "s"
    Case(files=both(SOUND)).lay_out(folder)
    return {
        artifact.path.partition("/")[2]: accept.skeleton(artifact.content.decode())
        for artifact in generate(folder).artifacts
        if artifact.path.endswith(".py") and not accept.is_made_of_pages(artifact.path)
    }


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise AssertionError("a page made the program open a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def _written(text: str) -> str:
    """Write a text in ASCII, a line a line: golden files must not forge anything either."""
    lines = text.splitlines()
    if len(lines) > _SHOWN:
        lines = [*lines[:_SHOWN], f"({len(lines) - _SHOWN} more lines)"]
    return "".join(
        line[:1000].encode("ascii", "backslashreplace").decode() + "\n" for line in lines
    )


@pytest.mark.parametrize(
    "name",
    [pytest.param(n, marks=pytest.mark.slow) if "thousand" in n else n for n in sorted(CASES)],
)
def test_a_hostile_fixture_gives_its_messages_and_sound_output(  # noqa: PLR0913, PLR0917 - fixtures
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest,
    run_cli: RunCli, known: dict[str, str],
) -> None:  # fmt: skip
    """Messages are as the golden file has them; every consumer takes what was written."""
    case = CASES[name]
    case.lay_out(tmp_path / "s")
    monkeypatch.chdir(tmp_path)
    for limit, value in case.limits.items():
        owner = load_page if limit == "max_page_bytes" else apply_limits
        monkeypatch.setattr(owner, limit.upper(), value)
    result = run_cli("s", "-o", "out", "--no-cache", *case.options)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    out = tmp_path / "out"
    said = result.stderr.replace(f"{tmp_path}/", "")
    said = re.sub(r"\d+% confidence", "…% confidence", said)  # fitted anew now and then
    lines = [f"exit {result.exit_code}", *said.splitlines()]
    if out.exists():
        lines += accept.names_of(out)
        files = {
            path.relative_to(out).as_posix(): path.read_bytes()
            for path in out.rglob("*")
            if path.is_file()
        }
        assert accept.check_python(files, known) == []
        assert accept.import_all(out, monkeypatch)
        accept.check_xml(out)
        accept.check_json(out)
        if shutil.which("msgfmt"):
            accept.check_catalogs(out)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"] * out.exists() + ["s"]
    golden = _MESSAGES / f"{name}.txt"
    if request.config.getoption("--regen"):
        golden.write_text(_written("\n".join(lines)))
    assert _written("\n".join(lines)) == golden.read_text()


def test_there_is_a_golden_file_for_each_fixture_and_none_else() -> None:
    """A fixture that goes takes its messages with it; sixty are the least."""
    assert sorted(CASES) == sorted(path.stem for path in _MESSAGES.glob("*.txt"))
    assert len(CASES) >= 60
