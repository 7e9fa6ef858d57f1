"""The factors of the evidence are fitted on names as they come out, and measured elsewhere."""

from __future__ import annotations

import math
import tomllib
from typing import TYPE_CHECKING

import pytest

from benchmarks import fit_weights
from benchmarks.fit_weights import (
    Bench,
    Selection,
    fit_factors,
    fold_of,
    load_factors,
    main,
    penalty,
    render_factors,
    summarize,
)
from benchmarks.reference_rows import ReferenceCell
from benchmarks.witness_sets import Outcome, find_truth

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    MakeTree = Callable[[Mapping[str, str | bytes]], Path]

_ROWS = {
    "en": ("orderState", "itemCount", "placedBy"),
    "fr": ("commandeÉtat", "itemCount", "placedBy"),
    "ko": ("orderState", "itemCount", "누가"),
}


def test_the_search_finds_the_nearest_factors_with_the_least_loss() -> None:
    """One factor goes up, one goes down, and one stays where it is."""
    best = {"witness": 1.4, "prior": 0.6, "sample": 1.0}

    def lose(factors: tuple[tuple[str, float], ...]) -> float:
        return sum(math.log(value / best[kind]) ** 2 for kind, value in factors)

    start = (("witness", 1.0), ("prior", 1.0), ("sample", 1.0))
    fitted = dict(fit_factors(start, lose))
    assert fitted["sample"] == 1.0
    assert fitted["witness"] == pytest.approx(1.4, rel=0.06)
    assert fitted["prior"] == pytest.approx(0.6, rel=0.06)


def test_factors_that_change_nothing_stay() -> None:
    """Without a gain there is no step, and so no end of the range is run to."""
    start = (("witness", 1.0), ("prior", 0.8))
    assert fit_factors(start, lambda _: 0.25) == start


def test_the_way_from_the_start_costs() -> None:
    """Twice as much and half as much cost the same; nothing is free but staying."""
    start = (("witness", 1.0), ("prior", 0.8))
    assert penalty(start, start) == 0.0
    double, half = ((("witness", ratio), ("prior", 0.8)) for ratio in (2.0, 0.5))
    assert penalty(double, start) == pytest.approx(penalty(half, start))
    assert penalty(double, start) == pytest.approx(math.log(2) ** 2 / 2)


def test_outcomes_are_measured_against_what_was_said_of_them() -> None:
    """One in two right, at a confidence of one half each: wholly calibrated."""
    halves = [Outcome(page="p", is_right=right, confidence=0.5) for right in (True, False)]
    fit = summarize(halves)
    assert (fit.names, fit.right) == (2, 1)
    assert fit.log_loss == pytest.approx(math.log(2))
    assert fit.calibration_error == pytest.approx(0.0)
    assert fit.loss == pytest.approx(math.log(2) + 0.5)


def test_one_sure_error_costs_much_and_not_everything() -> None:
    """Certainty is never taken at its word."""
    fit = summarize([Outcome(page="p", is_right=False, confidence=1.0)])
    assert fit.log_loss == pytest.approx(math.log(1000))
    assert fit.calibration_error == pytest.approx(1.0)


def test_no_page_is_in_two_folds() -> None:
    """A page's fold depends on its key alone, and all folds are used."""
    assert {fold_of(f"page{number}") for number in range(100)} == set(range(5))
    assert fold_of("page1") == fold_of("page1")


def test_what_was_measured_is_not_measured_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A selection by page takes its rows out of the same outcomes."""
    outcomes = tuple(Outcome(page=page, is_right=page == "a", confidence=0.9) for page in "ab")
    bench = Bench([], 1)
    monkeypatch.setattr(bench, "_witnesses", [("fr", "ko"), ("de", "ja")])
    factors = (("witness", 1.0),)
    monkeypatch.setattr(bench, "_known", {(0, factors): outcomes, (1, factors): outcomes[:1]})
    assert bench.measure(factors, Selection()).names == 3
    hears_korean = Selection(hears=lambda heard: "ko" in heard)
    assert bench.measure(factors, hears_korean).names == 2
    assert bench.measure(factors, Selection(holds=lambda page: page == "b")).right == 0


def test_stored_factors_are_what_is_loaded(tmp_path: Path) -> None:
    """The file says by which command it was fitted."""
    factors = (("witness", 1.5), ("prior", 0.25))
    path = tmp_path / "weights.toml"
    path.write_text(render_factors(factors, "benchmarks/fit_weights.py some --write"), "utf-8")
    assert load_factors(path) == factors
    assert "#   benchmarks/fit_weights.py some --write\n" in path.read_text("utf-8")


def test_a_corpus_is_fitted_and_the_factors_written(
    make_tree: MakeTree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """The whole way, on three small editions."""
    files = {
        f"c/{locale}/{page}.md": f"# {page} {{#{page}}}\n\n| Name | Type |\n| --- | --- |\n"
        + "".join(f"| `{name}` | `xsd:string` |\n" for name in rows)
        for locale, rows in _ROWS.items()
        for page in ("Order", "Parcel", "Bill", "Person")
    }
    stored = tmp_path / "weights.toml"
    monkeypatch.setattr(fit_weights, "WEIGHTS", stored)
    before = load_factors()
    monkeypatch.setattr(fit_weights, "load_factors", lambda: before)
    command = [str(make_tree(files) / "c"), "--locales", "fr,ko", "--write", "--validate"]
    assert main(command) == 0
    fitted = tomllib.loads(stored.read_text("utf-8"))
    assert list(fitted["factors"]) == [kind for kind, _ in before]
    printed = capsys.readouterr().out
    assert "pages of fold 1: held out" in printed
    assert "ko: held out" in printed


def test_a_locale_that_is_not_there_is_said(
    make_tree: MakeTree, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is an error of the call, not of the program."""
    files = {"c/en/order.md": "# Order\n", "c/fr/order.md": "# Order\n"}
    assert main([str(make_tree(files) / "c"), "--locales", "xx"]) == 2
    assert "no one edition is 'xx'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("decided", "shown", "expected"),
    [
        pytest.param("itemCuont", set(), "itemCuont", id="decided so"),
        pytest.param("itemCount", set(), "", id="decided otherwise"),
        pytest.param("itemCount", {"itemCount"}, "itemCount", id="sampled"),
        pytest.param("itemCount", {"itemCount", "itemCuont"}, "", id="both sampled"),
        pytest.param(None, {"itemCount"}, "", id="not decided"),
    ],
)
def test_the_truth_is_the_reference_as_far_as_nothing_contradicts_it(
    decided: str | None, shown: set[str], expected: str
) -> None:
    """Where all editions together come to another name, only a sample can tell."""
    cell = ReferenceCell(
        page="order", table=0, row=0, role="name", text="itemCuont", is_identifier=True,
        shown=frozenset(shown),
    )  # fmt: skip
    assert find_truth(cell, decided) == expected
