"""Rows of editions line up: by position, by likeness, by their names where they were moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.align.align_rows import align_rows, fold_identifier, row_similarity
from generator.extract.classify_columns import Role
from tests.page_factory import extract_only, pipe_table

if TYPE_CHECKING:
    from generator.extract.page import RawRow

_ROLES = (Role.NAME, Role.TYPE, Role.DESCRIPTION)
_ROWS = {
    "title": ("xsd:string", "What the book is called."),
    "isbn": ("xsd:string", "Number of the edition, 13 digits."),
    "pages": ("xsd:int", "How many there are."),
    "shelf": ("types:Shelf", "Where it stands, see BookShelf."),
    "lentOn": ("xsd:date", "Day on which it left."),
}


def aligned(**names: list[str]) -> list[dict[str, str]]:
    """Align tables given as lists of `name` or `reading=name`; give each row's readings."""
    tables = {}
    for locale, rows in names.items():
        cells = []
        for row in rows:
            reading, _, meaning = row.partition("=")
            own_type, text = _ROWS.get(meaning or reading, ("xsd:string", "Text."))
            cells.append([reading, own_type, text])
        tables[locale] = extract_only(pipe_table(["Name", "Type", "Text"], *cells)).tables[0]
    found = align_rows(tables, dict.fromkeys(tables, _ROLES))
    return [
        {loc: cell.reading for loc, row in own.rows.items() if (cell := row.cells[0])}
        for own in found
    ]


def test_rows_of_one_shape_pair_by_position() -> None:
    """Damaged names do not matter where nothing contradicts the order."""
    assert aligned(en=["title", "isbn", "pages"], ko=["제목", "isbn", "쪽"]) == [
        {"en": "title", "ko": "제목"},
        {"en": "isbn", "ko": "isbn"},
        {"en": "pages", "ko": "쪽"},
    ]


@pytest.mark.parametrize("gone", range(5))
def test_a_missing_row_leaves_a_gap(gone: int) -> None:
    """Wherever it was."""
    names = list(_ROWS)
    left = [name for index, name in enumerate(names) if index != gone]
    assert aligned(en=names, ko=left) == [
        {"en": name} if index == gone else {"en": name, "ko": name}
        for index, name in enumerate(names)
    ]


def test_a_missing_row_is_found_among_damaged_names() -> None:
    """Types and descriptions show which one it is."""
    found = aligned(en=list(_ROWS), ko=["제목=title", "isbn", "선반=shelf", "lentOn"])
    assert found == [
        {"en": "title", "ko": "제목"},
        {"en": "isbn", "ko": "isbn"},
        {"en": "pages"},
        {"en": "shelf", "ko": "선반"},
        {"en": "lentOn", "ko": "lentOn"},
    ]


def test_an_added_row_stands_where_it_was_added() -> None:
    """A row that the pivot lacks is kept."""
    assert aligned(en=["title", "pages"], fr=["title", "isbn", "pages"]) == [
        {"en": "title", "fr": "title"},
        {"fr": "isbn"},
        {"en": "pages", "fr": "pages"},
    ]


def test_rows_in_another_order_pair_by_name() -> None:
    """One edition sorts by its own alphabet."""
    found = aligned(en=["isbn", "pages", "title"], fr=["title", "isbn", "pages"])
    assert found == [
        {"en": "isbn", "fr": "isbn"},
        {"en": "pages", "fr": "pages"},
        {"en": "title", "fr": "title"},
    ]


def test_case_and_spacing_do_not_hide_a_moved_row() -> None:
    """Names compare folded."""
    found = aligned(en=["isbn", "lentOn", "title"], fr=["LENTON=lentOn", "isbn", "title"])
    assert {"en": "lentOn", "fr": "LENTON"} in found
    assert len(found) == 3


def test_an_older_edition_with_other_rows_is_not_forced() -> None:
    """Same length, but a row went and another came: neighbours keep their own."""
    found = aligned(
        en=["title", "isbn", "pages", "shelf"], fr=["title", "pages", "shelf", "lentOn"]
    )
    assert found == [
        {"en": "title", "fr": "title"},
        {"en": "isbn"},
        {"en": "pages", "fr": "pages"},
        {"en": "shelf", "fr": "shelf"},
        {"fr": "lentOn"},
    ]


def test_three_editions_line_up_at_once() -> None:
    """What the pivot lacks may join two others."""
    found = aligned(
        en=["title", "pages"], fr=["title", "isbn", "pages"], ko=["제목=title", "isbn", "쪽=pages"]
    )
    assert found == [
        {"en": "title", "fr": "title", "ko": "제목"},
        {"fr": "isbn", "ko": "isbn"},
        {"en": "pages", "fr": "pages", "ko": "쪽"},
    ]


def test_an_empty_table_has_no_rows() -> None:
    """Of two editions one may have lost them all."""
    assert aligned(en=[], fr=["title"]) == [{"fr": "title"}]
    assert aligned(en=["title"], fr=[]) == [{"en": "title"}]


@pytest.mark.parametrize(
    ("text", "folded"),
    [("due Date", "duedate"), ("\uff44\uff55\uff45", "due"), ("Straße", "strasse"), ("", "")],
)
def test_identifiers_fold_to_what_spacing_case_and_width_leave(text: str, folded: str) -> None:
    """NFKC and case folding."""
    assert fold_identifier(text) == folded


def row_of(*cells: str) -> RawRow:
    """Give a body row."""
    return extract_only(pipe_table(["Name", "Type", "Text"], list(cells))).tables[0].rows[0]


@pytest.mark.parametrize(
    ("right", "other"),
    [
        (("`due`", "xsd:date", "When."), ("`fee`", "xsd:date", "When.")),
        (("`due`", "xsd:date", "When."), ("`due`", "xsd:int", "When.")),
        (("만기", "xsd:date", "언제."), ("fee", "xsd:date", "언제.")),
        (("만기", "xsd:date", "언제."), ("만기", "xsd:date", "")),
        (("만기", "날짜", "언제."), ("만기", "xsd:int", "언제.")),
        (("만기", "xsd:date", "`a`: **b**, **c**."), ("만기", "xsd:date", "언제.")),
        (("만기", "xsd:date", "LoanDay 12"), ("만기", "xsd:date", "FeeDay 13")),
    ],
    ids=["name", "type", "ascii-name", "description", "ascii-type", "values", "tokens"],
)
def test_what_agrees_counts_for_a_pair(
    right: tuple[str, str, str], other: tuple[str, str, str]
) -> None:
    """The row that agrees is more similar than one that does not, in any of its columns."""
    texts = {"*": "`a`: **x**, **y**.", "L": "LoanDay 12"}
    text = next((own for mark, own in texts.items() if mark in right[2]), "When.")
    left = row_of("`due`" if "`" in right[0] else "due", "xsd:date", text)
    assert row_similarity(left, _ROLES, row_of(*right), _ROLES) > row_similarity(
        left, _ROLES, row_of(*other), _ROLES
    )


def test_rows_of_tables_without_roles_are_hardly_alike() -> None:
    """There is nothing to compare, so nothing speaks against position either."""
    row = row_of("due", "xsd:date", "When.")
    assert 0 < row_similarity(row, (), row, ()) < 0.5


def test_rows_sorted_anew_never_pair_with_strangers() -> None:
    """A row whose own name stands elsewhere is not paired with what stands in its place."""
    found = aligned(
        en=["title", "isbn", "pages", "shelf", "lentOn"],
        fr=["shelf", "isbn", "lentOn", "pages", "title"],
    )
    assert found == [{"en": name, "fr": name} for name in _ROWS]


def test_a_name_that_stands_twice_moves_nothing() -> None:
    """One edition has another row's identifier in a row: position and type still hold."""
    found = aligned(en=["title", "isbn", "pages"], fr=["title", "title=isbn", "pages"])
    assert found == [
        {"en": "title", "fr": "title"},
        {"en": "isbn", "fr": "title"},
        {"en": "pages", "fr": "pages"},
    ]
