"""`generator.report`: items hold every verdict, and an erratum's words mean one place alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.configuration.settings import Erratum
from generator.discovery import discover
from generator.emit.emitter import EmitContext
from generator.emit.py_layout import build_layout
from generator.emit.registry import render_api
from generator.pipeline import model_api
from generator.reconcile.apply_errata import apply_errata
from generator.reconcile.identifier_paths import call_verdicts
from generator.reconcile.verdict import PlaceRole
from generator.report.collect_items import collect_items, verdicts_of
from generator.report.count_readings import count_readings, section_finder
from generator.report.find_declarations import find_declarations
from generator.report.item_json import cut
from generator.report.locate_erratum import ErratumLocator
from generator.report.report_view import ApiRun, ItemKey, ItemKind
from generator.source import Span
from tests.page_factory import pipe_table, write_editions

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.report.locate_erratum import Locator

_SPAN = Span(path="gen-schema.toml", line=1, column=1, start=0, end=0, context="")


def _run(specs: Path) -> ApiRun:
    """Take the one API of a folder as far as its report."""
    (source,) = discover(specs).apis
    made, _ = model_api(source)
    assert made is not None
    contract = render_api(made.schema, ("model", "xsd", "python"), EmitContext())
    return ApiRun(
        schema=made.schema,
        alignment=made.decided.alignment,
        reconciled=made.decided.reconciled,
        tags={own.locale: own.tag for own in source.editions},
        counts=(),
        contract=contract.artifacts,
        diagnostics=(),
    )


@pytest.fixture(scope="module")
def run(specs: Path) -> ApiRun:
    """Give the sample API."""
    return _run(specs / "ips")


def _erratum(words: Locator, canonical: str) -> Erratum:
    table, row = words.get("table"), words.get("row")
    return Erratum(
        reading=str(words.get("reading", "")),
        identifier=str(words.get("identifier", "")),
        role=str(words["role"]),
        canonical=canonical,
        reason="because",
        span=_SPAN,
        page=str(words["page"]),
        locale=str(words.get("locale", "")),
        table=int(table) if table is not None else None,
        row=int(row) if row is not None else None,
    )


def test_every_verdict_stands_in_an_item(run: ApiRun) -> None:
    """Nothing that was decided is left out of the report."""
    shown = {own.key for own in verdicts_of(collect_items(run))}
    assert shown == {own.key for own in call_verdicts(run.reconciled)}


def test_every_type_enumeration_and_operation_is_an_item(run: ApiRun) -> None:
    """The model's names, by kind."""
    found = {item.key for item in collect_items(run)}
    schema = run.schema
    expected = {
        ItemKey(kind=ItemKind.MESSAGE if own.is_element else ItemKind.TYPE, name=own.name)
        for own in schema.types
    }
    expected |= {ItemKey(kind=ItemKind.ENUMERATION, name=own.name) for own in schema.enumerations}
    expected |= {ItemKey(kind=ItemKind.OPERATION, name=own.name) for own in schema.operations}
    assert {key for key in found if key.kind is not ItemKind.PAGE} == expected


def test_enumerations_have_their_lists(run: ApiRun) -> None:
    """Every enumeration shows its values, in the order of the model."""
    items = {item.key.name: item for item in collect_items(run) if item.key.kind == "enumeration"}
    for own in run.schema.enumerations:
        table = items[own.name].tables[0]
        values = dict.fromkeys(row.name.verdict.canonical for row in table.rows)
        assert list(values) == [value.value for value in own.values]


def test_an_erratum_corrects_its_place_and_no_other(run: ApiRun) -> None:
    """The words given for each place, as an erratum, change that place alone."""
    places = tuple(call_verdicts(run.reconciled))
    locator = ErratumLocator(places, run.tags)
    right = {PlaceRole.NAME: "anotherName", PlaceRole.TYPE: "xsd:token", PlaceRole.VALUE: "Other"}
    for place in places[::7]:
        words = locator.locate(place)
        assert words is not None
        erratum = _erratum(words, right[place.verdict.role])
        corrected, findings = apply_errata(run.reconciled, (erratum,), run.tags)
        changed = {
            own.key
            for own, former in zip(call_verdicts(corrected), places, strict=True)
            if own.verdict != former.verdict
        }
        assert (findings, changed) == ((), {place.key})


def test_a_place_corrected_by_hand_has_no_words(run: ApiRun) -> None:
    """A second erratum would contradict the first."""
    place = next(iter(call_verdicts(run.reconciled)))
    words = ErratumLocator(call_verdicts(run.reconciled), run.tags).locate(place)
    assert words is not None
    corrected, _ = apply_errata(run.reconciled, (_erratum(words, "anotherName"),), run.tags)
    again = next(iter(call_verdicts(corrected)))
    assert ErratumLocator(call_verdicts(corrected), run.tags).locate(again) is None


def test_values_that_read_alike_in_one_list_are_told_apart(tmp_path: Path) -> None:
    """The identifier decided on joins the words where the reading stands twice."""
    values = "Its state. <ul><li>New</li><li>Open</li><li>New</li><li>Done</li></ul>"
    page = "# Parcel {#parcel}\n\n" + pipe_table(
        ("Name", "Type", "Description"),
        ("state", "xsd:string", values),
        ("weight", "xsd:int", "Grams."),
    )
    own = _run(write_editions(tmp_path / "parcels", {"en": {"parcel.md": page}}))
    places = [place for place in call_verdicts(own.reconciled) if place.key[0] == "value"]
    locator = ErratumLocator(places, own.tags)
    words = [locator.locate(place) for place in places]
    assert [(w or {}).get("identifier") for w in words] == ["New", None, "New", None]


def test_declarations_are_where_they_are_said_to_be(run: ApiRun) -> None:
    """Path and line lead to the very declaration, in each language."""
    texts = {own.path: own.content.decode().split("\n") for own in run.contract}
    found = find_declarations(run.contract, build_layout(run.schema))
    for own in run.schema.types:
        key = ItemKey(kind=ItemKind.MESSAGE if own.is_element else ItemKind.TYPE, name=own.name)
        xsd, model, python = found[key]
        assert f'name="{own.name}"' in texts[xsd.path][xsd.line - 1]
        assert texts[model.path][model.line - 1] == "    {"
        assert texts[python.path][python.line - 1].startswith("class ")
    assert len(found) == sum(
        len(own) for own in (run.schema.types, run.schema.enumerations, run.schema.operations)
    )


def test_counts_are_those_of_the_readings(run: ApiRun) -> None:
    """Every reading counts once, in its section."""
    numbers = count_readings(collect_items(run), run.schema)
    total = sum(len(own.verdict.readings) for own in call_verdicts(run.reconciled))
    assert sum(numbers.readings.values()) == total
    assert sum(numbers.statuses.values()) == total
    assert sum(numbers.damaged.values()) == sum(numbers.damages.values())


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        (("a.md",), {"a.md": ""}),
        (("x/y/a.md", "x/b.md"), {"x/y/a.md": "x/y", "x/b.md": "x"}),
        (tuple(f"x/{n}/a.md" for n in range(30)), {f"x/{n}/a.md": "x" for n in range(30)}),
    ],
)
def test_sections_are_folders_unless_there_are_too_many(
    pages: tuple[str, ...], expected: Mapping[str, str]
) -> None:
    """A heat map of hundreds of rows says nothing."""
    assert section_finder(pages) == expected


def test_a_long_text_says_what_is_left_out() -> None:
    """Nothing is shortened in silence."""
    assert cut("abc", 3) == "abc"
    assert cut("abcde", 3) == {"text": "abc", "more": 2}
