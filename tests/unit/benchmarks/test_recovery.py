"""Recovery is measured against the reference's own rows, heard or not."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from benchmarks.measure_recovery import ConfidenceFigures, LocaleFigures, RowFigures
from benchmarks.recovery import Recovery, main, measure_corpus
from benchmarks.report_recovery import list_departures

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    MakeTree = Callable[[Mapping[str, str | bytes]], Path]

_ROWS = {
    "en": ("orderState string", "itemCount int", "Code phrase string", "placedBy sting"),
    "fr": ("commandeÉtat string", "itemCount int", "Code phrase string", "placedBy string"),
    "ko": ("orderState 문자열", "itemCount int", "코드 구 string", "placedBy string"),
}


def _page(rows: tuple[str, ...], types: str = "xsd:") -> str:
    """Write a page of one table; the type is a row's last word."""
    cells = (row.rsplit(" ", 1) for row in rows)
    lines = "".join(f"| `{name}` | `{types}{type_}` | Text. |\n" for name, type_ in cells)
    return f"# Order {{#order}}\n\n| Name | Type | Text |\n| --- | --- | --- |\n{lines}"


@pytest.fixture
def corpus(make_tree: MakeTree) -> Path:
    """Give three editions of two pages, so that the usual notation is seen often enough."""
    sound = tuple(f"field{number} string" for number in range(30))
    files = {f"c/{loc}/order.md": _page(rows) for loc, rows in _ROWS.items()}
    files |= {f"c/{loc}/sound.md": _page(sound).replace("rder", "ther") for loc in _ROWS}
    return make_tree(files) / "c"


def _measure(corpus: Path, *locales: str) -> Recovery:
    (recovery,) = measure_corpus(corpus, locales=locales)
    return recovery


def test_every_reading_is_counted_as_damaged_or_intact(corpus: Path) -> None:
    """Damaged is what differs from the reference's cell, whoever is right."""
    figures = _measure(corpus).figures(is_corrected=False)
    counted = {each.locale: (each.damaged, each.intact) for each in figures.locales}
    assert counted == {"en": (0, 68), "fr": (2, 66), "ko": (3, 65)}
    assert figures.cells == {"name": 34, "type": 34}
    assert figures.left_out == {"name": 0, "type": 0}


def test_cells_that_hold_no_identifier_are_left_out_and_counted(corpus: Path) -> None:
    """A placeholder is no name, and a type that is neither built in nor documented is none."""
    figures = _measure(corpus).figures(is_corrected=True)
    assert figures.left_out == {"name": 1, "type": 1}
    counted = {each.locale: (each.damaged, each.intact) for each in figures.locales}
    assert counted == {"en": (0, 66), "fr": (1, 65), "ko": (1, 65)}


def test_with_the_reference_heard_all_that_can_be_right_is(corpus: Path) -> None:
    """Two damaged readings come out, no intact one changes, and confidence is earned."""
    figures = _measure(corpus).figures(is_corrected=True)
    assert figures.locales[1:] == (
        LocaleFigures(
            locale="fr", damaged=1, recovered=1, intact=65, changed=0, borne_out=0, lost=0
        ),
        LocaleFigures(
            locale="ko", damaged=1, recovered=1, intact=65, changed=0, borne_out=0, lost=0
        ),
    )
    assert figures.rows[0] == RowFigures(
        role="name", rows=33, rows_right=33,
        damaged_any=1, damaged_any_right=1, damaged_all=0, damaged_all_right=0,
    )  # fmt: skip


def test_reference_is_compared_with_though_not_heard(corpus: Path) -> None:
    """In the blind case nothing of the reference takes part, but its rows are what counts."""
    recovery = _measure(corpus, "fr", "ko")
    assert recovery.witnesses == ("fr", "ko")
    assert {each.reading.locale for each in recovery.judged} == {"fr", "ko"}
    heard = {reading.locale for each in recovery.judged for reading in each.verdict.readings}
    assert heard == {"fr", "ko"}
    assert {each.cell.text for each in recovery.judged} >= {"Code phrase", "xsd:sting"}


def test_rows_without_a_counterpart_are_counted_apart(make_tree: MakeTree) -> None:
    """What the reference does not have cannot be judged."""
    tree = make_tree(
        {
            "c/en/order.md": _page(_ROWS["en"][:2]),
            "c/fr/order.md": _page((*_ROWS["en"][:2], "newField string")),
        }
    )
    recovery = _measure(tree / "c")
    assert recovery.lone == 2
    assert len(recovery.judged) == 8


@pytest.mark.parametrize(
    ("reading", "decided", "expected"),
    [
        ("orderNames", "orderName", True),
        ("orderNames", "orderTitle", False),
        ("itemCount", "orderName", False),
    ],
    ids=["shown", "shown nowhere", "the reference's is shown too"],
)
def test_change_is_borne_out_by_a_sample_of_the_page(
    make_tree: MakeTree, reading: str, decided: str, expected: bool
) -> None:
    """The sample has the name decided on, and not the one that the reference has."""
    sample = "\n```xml\n<Order><orderName>A</orderName><itemCount>1</itemCount></Order>\n```\n"
    page = _page(("orderNames string", "itemCount int")) + sample
    recovery = _measure(make_tree({"c/en/order.md": page, "c/fr/order.md": page}) / "c")
    judged = tuple(
        replace(each, verdict=replace(each.verdict, canonical=decided))
        for each in recovery.judged
        if each.cell.text == reading
    )
    assert [each.is_borne_out for each in judged] == [expected, expected]
    figures = replace(recovery, judged=judged).figures(is_corrected=True)
    assert [(each.changed, each.borne_out) for each in figures.locales] == [(1, expected)] * 2


def test_departure_is_listed_with_its_reasons(corpus: Path) -> None:
    """The reading, what the reference says, what was decided, and every witness."""
    recovery = _measure(corpus)
    odd = (each for each in recovery.judged if not each.cell.is_identifier)
    lines = list(list_departures(odd, is_corrected=False))
    start = next(i for i, line in enumerate(lines) if "xsd:sting" in line)
    place = "en/order.md:8:17: type 'xsd:sting', the reference says 'xsd:sting'"
    assert lines[start].strip() == place
    assert any("decided 'xsd:string'" in line for line in lines[start:])
    assert any("witness" in line for line in lines[start:])


def test_calibration_error_is_the_distance_from_what_is_right(corpus: Path) -> None:
    """Confident and wrong against the reference as it stands, less so against the corrected."""
    recovery = _measure(corpus)
    plain: ConfidenceFigures = recovery.figures(is_corrected=False).confidence
    corrected = recovery.figures(is_corrected=True).confidence
    assert plain.calibration_error > corrected.calibration_error
    assert (corrected.sure, corrected.sure_right) == (66, 66)


def test_command_prints_both_views(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As text with what was left out, or as JSON."""
    assert main([str(corpus), "--locales", "fr, ko", "--verbose"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("c: heard fr, ko; reference en\n")
    assert "Against the reference as it stands (34 names, 34 types)" in text
    assert "cells that hold no identifier are left out (1 names, 1 types)" in text
    assert "borne out" in text
    assert main([str(corpus), "--json"]) == 0
    (tree,) = json.loads(capsys.readouterr().out)
    assert list(tree["views"]) == ["as it stands", "corrected"]
    assert tree["views"]["corrected"]["left_out"] == {"name": 1, "type": 1}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--reference", "de"], "no one edition is 'de'; there are: en, fr, ko"),
        (["--locales", "fr,xx"], "no one edition is 'xx'; there are: en, fr, ko"),
    ],
)
def test_unknown_locale_is_wrong_usage(
    corpus: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    """The message says which there are."""
    assert main([str(corpus), *arguments]) == 2
    assert message in capsys.readouterr().err


def test_folder_without_editions_is_unusable(
    make_tree: MakeTree, capsys: pytest.CaptureFixture[str]
) -> None:
    """There is nothing to measure in it."""
    assert main([str(make_tree({"c/notes/": ""}) / "c")]) == 2
    assert "recovery.py: " in capsys.readouterr().err
