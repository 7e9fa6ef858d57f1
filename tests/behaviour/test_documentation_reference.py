"""The reference is complete: its tables name all that there is, and nothing else."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from generator.configuration.read_groups import _GROUPS
from generator.configuration.read_other_editions import _KEYS as _EDITION_KEYS
from generator.configuration.read_settings import _COLUMNS, _ERRATUM_KEYS, _KEYS, _SECTIONS
from generator.diagnostics import CODES
from generator.emit.registry import BUILT_IN, LEDGER
from generator.model import schema
from tests.behaviour.command_line_reference import render_command_line
from tests.behaviour.documented_blocks import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from click.testing import Result

_REFERENCE = ROOT / "docs" / "reference"


def _rows(page: str, heading: str = "") -> list[list[str]]:
    """Give the cells of the first table below a heading, or of all tables of the page."""
    text = (_REFERENCE / page).read_text("utf-8")
    if heading:
        text = text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    tables = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)
    assert tables, f"no table in {page} below {heading!r}"
    lines = [line for table in tables for line in table.splitlines()[2:]]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def _names(page: str, heading: str = "") -> list[str]:
    """List what stands in backticks in first cells."""
    return [name for row in _rows(page, heading) for name in re.findall(r"`([^`]+)`", row[0])]


def test_command_line_is_what_the_commands_say(request: pytest.FixtureRequest) -> None:
    """The page is written from click's own records; `--regen` writes it anew."""
    page = _REFERENCE / "command-line.md"
    if request.config.getoption("--regen"):
        page.write_text(render_command_line(), "utf-8")
    assert page.read_text("utf-8") == render_command_line()


@pytest.mark.parametrize(
    ("heading", "keys"),
    [
        ("Keys", _KEYS),
        ("columns", _COLUMNS),
        ("sections", _SECTIONS),
        ("groups", _GROUPS),
        ("errata", _ERRATUM_KEYS),
        ("edition", _EDITION_KEYS),
    ],
)
def test_every_configuration_key_is_documented(heading: str, keys: Sequence[str]) -> None:
    """In the order in which messages list them, and no others."""
    assert _names("configuration.md", heading) == list(keys)


def test_every_diagnostic_code_is_documented() -> None:
    """With the words of the table of codes."""
    assert [(row[0].strip("`"), row[1]) for row in _rows("diagnostics.md")] == list(CODES.items())


def test_every_record_of_the_model_is_documented() -> None:
    """Records, without the closed sets they use."""
    records = {name for name in schema.__all__ if hasattr(getattr(schema, name), "__slots__")}
    documented = {name for name in _names("python.md", "The model") if name[0].isupper()}
    assert documented == {
        name for name in records if not hasattr(getattr(schema, name), "__members__")
    }


def test_every_emitter_is_documented() -> None:
    """The table of files names each, and the ledger, which is none."""
    emitters = {
        name
        for row in _rows("files.md", "What is written")
        for name in re.findall(r"`(.+?)`", row[2])
    }
    assert emitters == {*BUILT_IN, LEDGER}


def test_every_key_of_the_ledger_is_documented(
    run_cli: Callable[..., Result], specs: Path, tmp_path: Path
) -> None:
    """In the order in which they are written."""
    out = tmp_path / "out"
    ran = run_cli(specs / "media-services", "-o", out, "--emit", "ledger", "--quiet")
    assert ran.exit_code == 0
    ledger = (out / "media_services" / "reconciliation.jsonl").read_text("utf-8")
    assert list(json.loads(ledger.splitlines()[0])) == _names("files.md", "reconciliation.jsonl")
