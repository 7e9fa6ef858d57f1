"""Repairs restore the truth; the order of editions, runs and processes do not matter."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.pipeline import generate
from generator.reconcile.verdict import Status
from tests.laws.documents import LOCALES, Documentation, documentations, wounded
from tests.page_factory import files_of, ledger_of, reconcile, write_editions

if TYPE_CHECKING:
    from generator.pipeline import Generation
    from generator.reconcile.reconciled import Reconciled
    from tests.laws.documents import Wound

    Wounded = tuple[Documentation, tuple[Wound, ...]]

_FEW = settings(max_examples=15)


def _contract(found: Reconciled) -> dict[str, tuple[tuple[str | None, str | None], ...]]:
    """Give type → (name, type) of its members, as decided."""
    types: dict[str, tuple[tuple[str | None, str | None], ...]] = {}
    for row in found.rows:
        member = (row.name.canonical, row.type.canonical if row.type else None)
        types[row.place.owner] = (*types.get(row.place.owner, ()), member)
    return types


def _run(editions: dict[str, dict[str, str]], jobs: int = 1) -> Generation:
    with TemporaryDirectory() as folder:
        return generate(write_editions(Path(folder) / "parcels", editions), jobs=jobs)


@given(documentations())
@settings(max_examples=40)
def test_an_undamaged_document_repairs_to_itself(own: Documentation) -> None:
    """Every reading is intact, and the contract is what the pages say."""
    found = reconcile(own.render())
    assert _contract(found) == dict(own.types)
    statuses = {row.name.status for row in found.rows}
    statuses |= {row.type.status for row in found.rows if row.type is not None}
    assert statuses == {Status.INTACT}


@given(wounded())
@settings(max_examples=60)
def test_damage_is_undone_while_most_witnesses_are_sound(case: Wounded) -> None:
    """Whatever one edition makes of a row, the others restore it."""
    own, wounds = case
    assert _contract(reconcile(own.render(wounds))) == dict(own.types)


@given(wounded())
@settings(max_examples=30)
def test_a_repair_is_idempotent(case: Wounded) -> None:
    """Pages that have the verdicts written into them are sound: nothing is left to repair."""
    own, wounds = case
    types = _contract(reconcile(own.render(wounds)))
    written = {
        owner: tuple((name or "", kind or "") for name, kind in members)
        for owner, members in types.items()
    }
    again = reconcile(Documentation(written).render())
    assert _contract(again) == types


@given(wounded(), st.permutations(LOCALES))
@settings(max_examples=30)
def test_the_order_of_the_editions_changes_no_verdict(case: Wounded, order: list[str]) -> None:
    """Folders are listed in any order."""
    own, wounds = case
    editions = own.render(wounds)
    turned = {locale: dict(reversed(editions[locale].items())) for locale in order}
    assert reconcile(turned) == reconcile(editions)


@given(wounded())
@_FEW
def test_two_runs_give_the_same_bytes(case: Wounded) -> None:
    """There is no date, no order of a set and no address in the output."""
    editions = case[0].render(case[1])
    assert files_of(_run(editions)) == files_of(_run(editions))


@given(wounded())
@settings(max_examples=3)
def test_processes_change_nothing(case: Wounded) -> None:
    """Two of them give what one gives, findings and all."""
    editions = case[0].render(case[1])
    assert _run(editions, jobs=2) == _run(editions, jobs=1)


@given(wounded(), st.data())
@_FEW
def test_every_row_is_in_the_ledger_once_a_locale(case: Wounded, data: st.DataObject) -> None:
    """Also where editions lack rows: no row is dropped, none counted twice."""
    own, wounds = case
    editions = own.render(wounds)
    expected: Counter[tuple[str, str, int]] = Counter()
    for locale, pages in editions.items():
        for page, text in pages.items():
            lines = text.splitlines()
            gone = data.draw(st.integers(4, len(lines)))
            lines = [line for index, line in enumerate(lines) if index != gone]
            pages[page] = "\n".join([*lines, ""])
            expected.update((locale, page, row) for row in range(len(lines) - 4))
    found: Counter[tuple[str, str, int]] = Counter()
    for line in ledger_of(_run(editions), "parcels"):
        _check_line(line)
        if line["role"] == "name":
            found[line["locale"], line["page"], line["row"]] += 1
    assert found == expected


def _check_line(line: dict[str, Any]) -> None:
    """A line is whole, and its parts agree."""
    assert list(line) == [
        "page", "locale", "table", "row", "role", "index", "reading", "canonical", "status",
        "damage", "confidence", "line", "column",
    ]  # fmt: skip
    assert 0 <= line["confidence"] <= 1
    assert (line["damage"] is None) == (line["reading"] == line["canonical"])
    assert (line["status"] == "unresolved") == (line["canonical"] is None)
    if line["status"] in {"intact", "repaired"}:
        assert (line["status"] == "intact") == (line["damage"] is None)
