"""Decisions of former runs stand where the evidence is the same, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.synthesize import synthesize
from generator.cache.store import Store
from generator.pages.workers import Workers
from generator.reconcile import decide_places, reconcile_names
from generator.reconcile.read_glossary import load_glossary
from generator.reconcile.reconcile_editions import reconcile_editions
from tests.page_factory import align

if TYPE_CHECKING:
    from pathlib import Path

    from generator.reconcile.reconciled import Reconciled

Editions = dict[str, dict[str, str]]
_LOCALES = ("en", "fr", "ko")


@pytest.fixture(scope="module")
def editions() -> Editions:
    """Make up an API that is damaged as translation damages."""
    return synthesize(18, _LOCALES, damage=0.3)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note what is decided, and not remembered."""
    found: list[str] = []
    for name in ("reconcile_types", "reconcile_names", "reconcile_values"):
        own = getattr(decide_places, name)

        def note(*arguments: object, _own: object = own, _name: str = name) -> object:
            found.append(_name.removeprefix("reconcile_"))
            return _own(*arguments)  # type: ignore[operator]

        monkeypatch.setattr(decide_places, name, note)
    return found


def decide(
    editions: Editions, store: Store | None = None, jobs: int = 1, glossary: tuple[Path, ...] = ()
) -> Reconciled:
    """Decide an API."""
    workers = Workers(jobs=jobs, cache=store)
    return reconcile_editions(
        align(editions)[0], load_glossary(glossary), workers=workers
    )[0]  # fmt: skip


def change(editions: Editions, locale: str, old: str, new: str) -> Editions:
    """Change a text of the first page that has it, in one edition."""
    page = next(key for key, text in sorted(editions[locale].items()) if old in text)
    changed = editions[locale][page].replace(old, new, 1)
    return {**editions, locale: {**editions[locale], page: changed}}


def first_row(editions: Editions, locale: str) -> list[str]:
    """Give the cells of a row of a pipe table."""
    text = next(text for key, text in sorted(editions[locale].items()) if "| --- |" in text)
    line = text.partition("| --- |\n")[2].splitlines()[0]
    return [cell.strip() for cell in line.strip("|").split("|")]


@pytest.mark.parametrize(
    ("column", "anew"), [(None, set()), (3, set()), (0, {"names"}), (1, {"types"})]
)
def test_what_changed_in_no_evidence_is_not_decided_again(
    editions: Editions, tmp_path: Path, asked: list[str], column: int | None, anew: set[str]
) -> None:
    """A paragraph is none, nor a description that no other place has.

    Whatever changed, a run with a cache decides as one without.
    """
    store = Store(folder=tmp_path)
    decide(editions, store)
    assert asked == ["types", "names", "values"]
    old = f"| {first_row(editions, 'fr')[column]} |" if column is not None else "## "
    new = (
        "Zwölf Boxkämpfer gehen um.\n\n## "
        if column is None
        else f"{old[:-2]} und {column} Boxkämpfer |"
    )
    changed = change(editions, "fr", old, new)
    assert changed != editions
    asked.clear()
    found = decide(changed, store)
    assert (asked == []) if not anew else anew <= {*asked}
    assert found == decide(changed)


def test_another_glossary_decides_anew(
    editions: Editions, tmp_path: Path, asked: list[str]
) -> None:
    """Its words are evidence."""
    glossary = tmp_path / "glossary.csv"
    glossary.write_text("term,fr\nloan,prêt\n", encoding="utf-8")
    store = Store(folder=tmp_path / "cache")
    decide(editions, store)
    asked.clear()
    decide(editions, store, glossary=(glossary,))
    assert asked == ["types", "names", "values"]
    asked.clear()
    decide(editions, store, glossary=(glossary,))
    assert asked == []


@pytest.mark.parametrize("content", [b"", b"\x80\x05", b"\x80\x05]."])
def test_what_is_no_list_of_decisions_is_decided_anew(
    editions: Editions, tmp_path: Path, content: bytes
) -> None:
    """A cache is never the reason why a run fails."""
    store = Store(folder=tmp_path)
    whole = decide(editions, store)
    keys = [path.parent.name + path.name for path in tmp_path.glob("??/*")]
    assert len(keys) == 3
    for key in keys:
        store.put(key, content)
    assert decide(editions, store) == whole


def test_any_number_of_processes_decides_the_same(
    editions: Editions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where there are few rows for each."""
    alone = decide(editions)
    monkeypatch.setattr(reconcile_names, "_WORTH_COPYING", 1)
    assert decide(editions, jobs=2) == alone
    assert decide(editions, jobs=5) == alone
