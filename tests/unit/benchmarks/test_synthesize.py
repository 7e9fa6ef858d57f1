"""Documentation that is made up is as large as asked for, always the same, and damaged as said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.measure_process import measure
from benchmarks.scale import measure_scale
from benchmarks.speed_stages import measure_changed, measure_parsing, measure_run
from benchmarks.synthesize import define, main, synthesize, write_synthetic
from generator.pipeline import generate
from tests.page_factory import ledger_of

if TYPE_CHECKING:
    from pathlib import Path

_LOCALES = ("en", "fr", "ko", "ja")


def test_there_are_as_many_pages_as_asked_for_in_every_edition() -> None:
    """Of the same keys, distinct names, and the same text each time."""
    made = synthesize(40, _LOCALES)
    assert {locale: len(pages) for locale, pages in made.items()} == dict.fromkeys(_LOCALES, 40)
    assert len({tuple(pages) for pages in made.values()}) == 1
    assert made == synthesize(40, _LOCALES)
    assert made != synthesize(40, _LOCALES, seed=2)


def test_an_edition_does_not_depend_on_the_others() -> None:
    """So that witnesses can be added to one and the same API."""
    assert synthesize(20, ("fr",))["fr"] == synthesize(20, _LOCALES)["fr"]


@pytest.mark.parametrize("damage", [0.0, 0.3])
def test_names_are_damaged_as_often_as_said_and_nearly_all_are_recovered(
    tmp_path: Path, damage: float
) -> None:
    """The truth is what the pages were written from."""
    write_synthetic(tmp_path / "api", synthesize(60, _LOCALES, damage=damage))
    rows = [
        row
        for row in ledger_of(generate(tmp_path / "api", emit=("ledger",)), "api")
        if row["role"] == "name"
    ]
    truth = {
        "-".join(own.words): [member.name for table in own.tables for member in table]
        for own in define(60)
    }
    read: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in rows:
        key = (row["locale"], row["page"].rpartition("/")[2].removesuffix(".md"))
        read.setdefault(key, []).append((row["reading"], row["canonical"]))
    pairs = [
        (locale, reading, canonical, name)
        for (locale, page), found in read.items()
        for (reading, canonical), name in zip(found, truth[page], strict=True)
    ]
    damaged = [reading != name for locale, reading, _, name in pairs if locale != "en"]
    assert damage * 0.7 <= sum(damaged) / len(damaged) <= damage * 1.2
    assert sum(canonical == name for _, _, canonical, name in pairs) >= 0.98 * len(pairs)


def test_the_script_writes_a_folder(tmp_path: Path) -> None:
    """Which the generator takes."""
    assert main([str(tmp_path / "api"), "--pages", "3", "--locales", "en,de"]) == 0
    assert len(list((tmp_path / "api").rglob("*.md"))) == 6


def test_a_language_without_vocabulary_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message lists the others."""
    with pytest.raises(SystemExit):
        main([str(tmp_path / "api"), "--locales", "en,xx"])
    assert "no vocabulary in xx" in capsys.readouterr().err


def test_stages_and_parsing_are_measured_on_the_same_pages(tmp_path: Path) -> None:
    """The stages together are nearly the run."""
    write_synthetic(tmp_path / "api", synthesize(6))
    run, parsing = measure_run(tmp_path / "api", ()), measure_parsing(tmp_path / "api", ())
    assert parsing["pages"] == 18
    stages = [seconds for title, seconds in run.items() if title != "all"]
    assert 0.5 * run["all"] <= sum(stages) <= run["all"]


def test_a_run_after_a_change_is_measured_by_the_same_stages(tmp_path: Path) -> None:
    """And by what comes before and after them."""
    write_synthetic(tmp_path / "api", synthesize(6))
    run, changed = measure_run(tmp_path / "api", ()), measure_changed(tmp_path / "api", ())
    assert changed.keys() == {*run, "key of the run", "output"}
    assert sum(seconds for title, seconds in changed.items() if title != "all") <= changed["all"]


def test_what_a_program_costs_counts_all_of_it() -> None:
    """Its own work and its memory; one that fails is an error."""
    cost = measure(
        ("-c", "x = bytearray(90_000_000)\nfor _ in range(3_000_000): pass\nprint('done')")
    )
    assert cost.output == "done\n"
    assert cost.peak > 86
    assert 0 < cost.cpu <= cost.wall * 2
    with pytest.raises(RuntimeError, match="exit code 3"):
        measure(("-c", "raise SystemExit(3)"))


@pytest.mark.slow
def test_growth_is_told_as_a_table() -> None:
    """A row for each size, the first of which is the measure."""
    lines = measure_scale(4, ("en", "fr"), (1, 2)).splitlines()
    assert [line.split("|")[1].strip() for line in lines] == ["pages", "---", "4 × 2", "8 × 2"]
