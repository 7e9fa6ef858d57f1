"""The factors of the evidence are fitted by a softmax, measured on what they were not fitted on."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from benchmarks import fit_weights
from benchmarks.fit_weights import (
    fold_of,
    load_model,
    main,
    render_model,
    split_locales,
    split_pages,
)
from benchmarks.reference_rows import ReferenceCell
from benchmarks.softmax import Model, Table, fit_model, measure_fit
from benchmarks.weighed_rows import Case, is_in_doubt
from generator.reconcile.places import RowPlace
from generator.reconcile.reconcile_names import WeighedRow
from generator.reconcile.verdict import Reading
from generator.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    MakeTree = Callable[[Mapping[str, str | bytes]], Path]

_KINDS = ("witness", "prior")
_ROWS = {
    "en": ("orderState", "itemCount", "placedBy"),
    "fr": ("commandeÉtat", "itemCount", "placedBy"),
    "ko": ("orderState", "itemCount", "누가"),
}


def _case(witness: float, prior: float, *, truth: int = 1, page: str = "order") -> Case:
    """Weigh one candidate against none."""
    weights = ({"witness": 0.0, "prior": 0.0}, {"witness": witness, "prior": prior})
    return Case(page=page, witnesses=("fr",), weights=weights, truth=truth)


def _fit(cases: list[Case], strength: float = 0.1) -> Model:
    return fit_model(Table(cases, _KINDS), strength)


def test_a_kind_that_misleads_is_trusted_less() -> None:
    """The prior speaks against the truth as often as for it; the witnesses always speak for it."""
    cases = [_case(2.0, 1.5), _case(2.0, -1.5)] * 40 + [_case(-2.0, 1.5, truth=0)] * 40
    fitted = _fit(cases)
    assert fitted.factors["witness"] > 1.0 > fitted.factors["prior"] > 0.0


def test_a_strong_prior_leaves_the_factors_at_one() -> None:
    """Where there is little to learn from, all kinds are believed as they are."""
    fitted = _fit([_case(2.0, -1.5)], strength=1e9)
    assert fitted.factors == pytest.approx({"witness": 1.0, "prior": 1.0}, abs=1e-6)
    assert fitted.temperature == pytest.approx(1.0, abs=1e-6)


def test_a_fit_never_foresees_its_own_cases_worse() -> None:
    """Log loss on what was fitted falls."""
    table = Table([_case(1.0, -2.0), _case(3.0, 1.0), _case(1.0, 1.0, truth=0)] * 9, _KINDS)
    start = Model(factors=dict.fromkeys(_KINDS, 1.0))
    fitted = fit_model(table, 0.1)
    before, after = (measure_fit([(table, model)]) for model in (start, fitted))
    assert after.log_loss < before.log_loss


def test_chances_are_measured_against_the_truth() -> None:
    """One in two foreseen with a chance of one half each: wholly calibrated."""
    table = Table([_case(0.0, 1.0), _case(0.0, -1.0)], _KINDS)
    fit = measure_fit([(table, Model(factors={"witness": 1.0, "prior": 0.0}))])
    assert (fit.cases, fit.right) == (2, 2)  # a tie counts as right
    assert fit.log_loss == pytest.approx(0.6931, abs=1e-4)
    assert fit.calibration_error == pytest.approx(0.5)


def test_no_page_is_both_fitted_and_measured() -> None:
    """Every case is measured once, by what no row of its page had a part in."""
    cases = [_case(1.0, 1.0, page=f"page{number % 20}") for number in range(40)]
    held = []
    for rest, own in split_pages(cases):
        assert not {case.page for case in rest} & {case.page for case in own}
        assert len({fold_of(case.page) for case in own}) == 1
        held += own
    assert sorted(case.page for case in held) == sorted(case.page for case in cases)


def test_no_locale_is_both_fitted_and_measured() -> None:
    """What heard a locale is measured by what never did."""
    sets = (("fr", "ko"), ("de", "ja"), ("fr", "de"))
    cases = [Case(page="p", witnesses=own, weights=({}, {}), truth=1) for own in sets]
    found = {
        locale: ([case.witnesses for case in rest], [case.witnesses for case in held])
        for locale, rest, held in split_locales(cases)
    }
    assert found == {
        "de": ([("fr", "ko")], [("de", "ja"), ("fr", "de")]),
        "fr": ([("de", "ja")], [("fr", "ko"), ("fr", "de")]),
        "ja": ([("fr", "ko"), ("fr", "de")], [("de", "ja")]),
        "ko": ([("de", "ja"), ("fr", "de")], [("fr", "ko")]),
    }


def test_stored_factors_are_what_is_loaded(tmp_path: Path) -> None:
    """The file says by which command it was fitted."""
    model = Model(factors={"witness": 1.5, "prior": 0.25}, temperature=1.125)
    path = tmp_path / "weights.toml"
    path.write_text(render_model(model, "benchmarks/fit_weights.py some --write"), "utf-8")
    assert load_model(path) == model
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
    assert main([str(make_tree(files) / "c"), "--locales", "fr,ko", "--write"]) == 0
    fitted = tomllib.loads(stored.read_text("utf-8"))
    assert list(fitted["factors"]) == list(load_model().factors)
    assert "cross-validated by page: after" in capsys.readouterr().out


def test_a_locale_that_is_not_there_is_said(
    make_tree: MakeTree, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is an error of the call, not of the program."""
    files = {"c/en/order.md": "# Order\n", "c/fr/order.md": "# Order\n"}
    assert main([str(make_tree(files) / "c"), "--locales", "xx"]) == 2
    assert "no one edition is 'xx'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("readings", "decided", "shown", "sample", "expected"),
    [
        pytest.param(("itemCuont", "x"), "itemCuont", set(), -0.4, False, id="decided so"),
        pytest.param(("itemCuont", "x"), "itemCount", set(), 0.0, False, id="read otherwise"),
        pytest.param(("itemCuont", "x"), "itemCount", {"itemCount"}, 0.0, True, id="on the page"),
        pytest.param(("itemCuont", "x"), "itemCount", set(), -0.4, True, id="walked to"),
        pytest.param(("itemCuont", "itemCuont"), "itemCount", set(), 0.0, True, id="shared"),
    ],
)
def test_a_reference_that_may_be_wrong_teaches_nothing(
    readings: tuple[str, ...], decided: str, shown: set[str], sample: float, *, expected: bool
) -> None:
    """Samples show another name, or all editions heard share its error."""
    span = Span(path="fr/order.md", line=1, column=1, start=0, end=1, context="")
    names = tuple(
        Reading(locale="fr", text=text, span=span, is_code=True, table=0, row=0)
        for text in readings
    )
    row = RowPlace(number=0, page="order", table=0, row=0, owner="Order", names=names, types=())
    weights = {"itemCuont": {"sample": sample}, "itemCount": {"sample": 3.0}}
    weighed = WeighedRow(row=row, candidates=weights, nothing={})
    cell = ReferenceCell(
        page="order", table=0, row=0, role="name", text="itemCuont", is_identifier=True,
        shown=frozenset(shown),
    )  # fmt: skip
    assert is_in_doubt(weighed, cell, decided) is expected
