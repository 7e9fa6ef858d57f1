"""What neighbours do is measured on the same pages and schema, where they are installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.neighbours import main, measure_neighbours
from benchmarks.synthesize import synthesize, write_synthetic

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def api(tmp_path: Path) -> Path:
    """Give a small API."""
    write_synthetic(tmp_path / "api", synthesize(6, ("en", "fr")))
    return tmp_path / "api"


@pytest.mark.slow
def test_our_own_figure_is_the_measure(api: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It comes first, with the ratio 1."""
    assert main([str(api)]) == 0
    tables, python = capsys.readouterr().out.strip().split("\n\n")
    assert tables.splitlines()[2].endswith("| 1.00 |")
    assert python.splitlines()[2].endswith("| 1.0 |")
    assert "xsdata generate" in python
    assert "xmlschema's code generator" in python


def test_a_neighbour_that_is_not_installed_has_no_row(
    api: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rest is measured."""
    for name in ("pandas", "xsdata.cli", "xmlschema.extras.codegen"):
        monkeypatch.setitem(__import__("sys").modules, name, None)
    assert [len(table.splitlines()) for table in measure_neighbours(api)] == [3, 3]
