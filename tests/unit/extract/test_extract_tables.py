"""Tables become rows of columns; identifiers are picked out of their markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.diagnostics import render_diagnostic
from tests.page_factory import extract, extract_only, pipe_table

if TYPE_CHECKING:
    from generator.extract.page import RawCell, RawTable


def table(text: str) -> RawTable:
    """Extract the only table of a page that nothing is wrong with."""
    (found,) = extract_only(text).tables
    return found


def cell(markup: str) -> RawCell:
    """Extract one cell of an HTML table."""
    own = table(f"<table>\n<tr><th>Name</th></tr>\n<tr><td>{markup}</td></tr>\n</table>\n")
    found = own.rows[0].cells[0]
    assert found is not None
    return found


def readings(own: RawTable) -> list[list[str | None]]:
    """Give the readings of all cells."""
    return [[c.reading if c is not None else None for c in row.cells] for row in own.rows]


@pytest.mark.parametrize(
    ("markup", "reading", "trailer"),
    [
        ("dueDate", "dueDate", ""),
        (" <p> dueDate </p> ", "dueDate", ""),
        ("<code>dueDate</code>", "dueDate", ""),
        ('<span class="codeph"> <span class="varname"> dueDate</span></span>', "dueDate", ""),
        ("<b>dueDate</b> when it ends", "dueDate", "when it ends"),
        ("<code>dueDate</code> (optional)", "dueDate", "(optional)"),
        ("<code>find</code>()", "find()", ""),
        ("<code>due</code><code>Date</code>", "dueDate", ""),
        ("<code>Loan</code>[]", "Loan[]", ""),
        ('<p>dueDate</p><p>minOccurs="0"</p>', "dueDate", 'minOccurs="0"'),
        ('dueDate<br/>minOccurs="0"<br/>since 2', "dueDate", 'minOccurs="0" since 2'),
        ("when it is <b>due</b>", "when it is due", ""),
        ("due\u00a0date", "due date", ""),
        ("cafe\u0301", "café", ""),
        ("due\u200bDate", "dueDate", ""),
        ("", "", ""),
        ("<p> </p>", "", ""),
    ],
)
def test_a_cell_reads_as_its_marked_head(markup: str, reading: str, trailer: str) -> None:
    """What follows the marked head, or stands below it, is a trailer."""
    found = cell(markup)
    assert (found.reading, found.trailer) == (reading, trailer)


@pytest.mark.parametrize(
    ("markup", "is_code"),
    [
        ("<code>dueDate</code>", True),
        ('<span class="codeph">dueDate</span>', False),
        ("<b>dueDate</b>", False),
        ("dueDate", False),
    ],
)
def test_only_code_markup_is_code(markup: str, is_code: bool) -> None:
    """A styled span looks like code and is translated like prose."""
    assert cell(markup).is_code is is_code


def test_a_link_in_a_cell_is_its_target() -> None:
    """The first one counts."""
    found = table(pipe_table(["Name", "Type"], ["due", "[Loan](loan.md#loan)"]))
    type_cell = found.rows[0].cells[1]
    assert type_cell is not None
    assert (type_cell.reading, type_cell.target) == ("Loan", "loan.md#loan")


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("| Name |\n| --- |\n|   due  |\n", (3, 5, "due")),
        ("| Name |\n| --- |\n| `due` |\n", (3, 4, "due")),
        ("<table>\n<tr><th>Name</th></tr>\n<tr><td> <p>due</p></td></tr></table>", (3, 13, "due")),
        ("<table>\n<tr><th>Name</th></tr>\n<tr><td></td></tr></table>", (3, 9, "")),
        ("| Name | Type |\n| --- | --- |\n|  | int |\n", (3, 3, "")),
    ],
)
def test_a_reading_is_located_at_its_first_character(
    source: str, place: tuple[int, int, str]
) -> None:
    """The span covers the reading; of an empty cell it is its content's place."""
    first = table(source).rows[0].cells[0]
    assert first is not None
    span = first.span
    assert (span.line, span.column, source[span.start : span.end]) == place


def test_columns_count_characters() -> None:
    """Wide letters and surrogate pairs are one each."""
    found = table("| 이름 | 😀 |\n| --- | --- |\n| 만기 | 😀x |\n").rows[0].cells[1]
    assert found is not None
    assert (found.span.column, found.reading) == (8, "😀x")


_SECTIONED = (
    "<table><tr><th>Name</th><th>Type</th><th>Description</th></tr>"
    '<tr><td colspan="3">Dates</td></tr>'
    "<tr><td>dueDate</td><td>date</td><td>When.</td></tr>"
    "<tr><th>Name</th><th>Type</th><th>More</th></tr>"
    "<tr><td>fine</td><td>int</td><td>How much.</td></tr></table>"
)
_HEADED = pipe_table(
    ["Name", "Type", "Description"],
    ["**Dates**", "", ""],
    ["dueDate", "date", "When."],
    ["Name", "Type", "Description"],
    ["fine", "int", "How much."],
)


@pytest.mark.parametrize("markup", [_SECTIONED, _HEADED])
def test_rows_that_head_a_part_of_a_table_are_no_entries(markup: str) -> None:
    """Each of them is reported."""
    page, findings = extract(markup)
    (own,) = page.tables
    assert [row[0] for row in readings(own)] == ["dueDate", "fine"]
    assert [row.ordinal for row in own.rows] == [1, 3]
    assert [found.code for found in findings] == ["GS207", "GS207"]


def test_bold_names_without_types_are_entries() -> None:
    """Where most names are bold, that says nothing."""
    page, findings = extract(
        pipe_table(["Name", "Type", "Note"], ["**dueDate**", "", ""], ["**fine**", "int", ""])
    )
    assert len(page.tables[0].rows) == 2
    assert findings == ()


@pytest.mark.parametrize(
    ("markup", "reading"),
    [
        ("List<Loan>", "List<Loan>"),
        ("Map<String, List<Loan>>", "Map<String, List<Loan>>"),
        ("<i>Loan</i>", "Loan"),
        ("<Loan>Loan</loan>", "Loan"),
        ("Loan<br>", "Loan"),
    ],
)
def test_what_only_looks_like_a_tag_is_text_in_a_pipe_table(markup: str, reading: str) -> None:
    """An element that HTML does not have, and that never ends, is the parameter of a type."""
    (row,) = table(pipe_table(["Name", "Type"], ["loans", markup])).rows
    assert row.cells[1] is not None
    assert row.cells[1].reading == reading


def test_values_in_a_list_are_values_of_the_cell() -> None:
    """Each with what is said about it; the text before them is the introduction."""
    found = cell(
        "<p>One of:</p><ul><li><code>Open</code>: still lent.</li>"
        "<li><code>Done</code> - brought back.</li></ul>"
    )
    assert found.intro == "One of:"
    assert [(v.reading, v.description, v.is_code) for v in found.values] == [
        ("Open", "still lent.", True),
        ("Done", "brought back.", True),
    ]


def test_values_in_a_sentence_are_values_of_the_cell() -> None:
    """Marked pieces behind a colon, with nothing but separators between."""
    sentence = "One of these: **Open**, **Done** or **Lost**."
    (row,) = table(pipe_table(["Name", "Description"], ["state", sentence])).rows
    assert row.cells[1] is not None
    assert [value.reading for value in row.cells[1].values] == ["Open", "Done", "Lost"]


@pytest.mark.parametrize("markup", ["Sorts. Possible values: asc, desc.", "**One of:** asc, desc"])
def test_values_without_markup_are_values_of_the_cell(markup: str) -> None:
    """Whether all of the cell is of one kind, or not."""
    (row,) = table(pipe_table(["Name", "Description"], ["state", markup])).rows
    assert row.cells[1] is not None
    assert [value.reading for value in row.cells[1].values] == ["asc", "desc"]


def test_a_list_of_notes_is_no_list_of_values() -> None:
    """One item that is a sentence spoils it."""
    note = "Only one loan may be open at a time for each of the readers of a branch."
    assert cell(f"<ul><li>Open</li><li>{note}</li></ul>").values == ()


def test_a_column_span_repeats_the_cell() -> None:
    """The row keeps its columns."""
    source = """<table>
<tr><th>Name</th><th>Type</th><th>Description</th></tr>
<tr><td colspan="2">due</td><td>When.</td></tr>
</table>"""
    assert readings(table(source)) == [["due", "due", "When."]]


def test_a_row_span_reaches_down() -> None:
    """The rows below have the cell in its column."""
    source = """<table>
<tr><th>Name</th><th>Type</th><th>Note</th></tr>
<tr><td>due</td><td rowspan="3">xsd:date</td><td>1</td></tr>
<tr><td>lent</td><td>2</td></tr>
<tr><td>back</td><td>3</td></tr>
<tr><td>id</td><td>xsd:int</td><td>4</td></tr>
</table>"""
    assert readings(table(source)) == [
        ["due", "xsd:date", "1"],
        ["lent", "xsd:date", "2"],
        ["back", "xsd:date", "3"],
        ["id", "xsd:int", "4"],
    ]


def test_a_header_with_a_span_has_all_its_columns() -> None:
    """Otherwise every row below would be ragged."""
    source = """<table>
<tr><th colspan="2">Field</th><th>Note</th></tr>
<tr><td>due</td><td>xsd:date</td><td>When.</td></tr>
</table>"""
    own = table(source)
    assert (own.header, readings(own)) == (
        ("Field", "Field", "Note"),
        [["due", "xsd:date", "When."]],
    )


def test_an_enormous_span_is_bounded() -> None:
    """A number in a page costs no memory."""
    page, _ = extract(
        '<table><tr><th>A</th></tr><tr><td colspan="99999999" rowspan="99999999">x</td></tr>'
        "<tr><td>y</td></tr></table>"
    )
    assert [len(row.cells) < 200 for row in page.tables[0].rows] == [True, True]


@pytest.mark.parametrize(
    ("row", "cells", "count"),
    [
        ("| due |", ["due", None, None], 1),
        ("| due | xsd:date | When. | More. |", ["due", "xsd:date", "When.", "More."], 4),
    ],
)
def test_a_ragged_row_is_padded_and_told(row: str, cells: list[str | None], count: int) -> None:
    """No cell is lost, and no row."""
    text = pipe_table(["Name", "Type", "Description"]) + row + "\n| id | xsd:int | Key. |\n"
    page, findings = extract(text)
    assert readings(page.tables[0]) == [cells, ["id", "xsd:int", "Key."]]
    assert [render_diagnostic(found).splitlines()[0] for found in findings] == [
        f"en/page.md:3:2: warning[GS201]: row has {count} cells where the header has 3"
    ]


_NESTED = """# Loan

<table>
<tr><th>Name</th><th>Description</th></tr>
<tr><td>due</td><td>When.</td></tr>
<tr><td>copy</td><td>What:
<table><tr><th>Part</th><th>Text</th></tr><tr><td>shelf</td><td>Where.</td></tr></table>
</td></tr>
<tr><td>reader</td><td>Who.</td></tr>
</table>

| Name | Type |
| --- | --- |
| id | xsd:int |
"""


def test_a_nested_table_is_a_table_of_its_own() -> None:
    """It is counted where it stands, and knows its row."""
    tables = extract_only(_NESTED).tables
    assert [(t.ordinal, t.header, t.parent) for t in tables] == [
        (0, ("Name", "Description"), None),
        (1, ("Part", "Text"), (0, 1)),
        (2, ("Name", "Type"), None),
    ]
    assert readings(tables[1]) == [["shelf", "Where."]]
    assert [row.ordinal for row in tables[0].rows] == [0, 1, 2]


def test_a_table_without_body_rows_has_none() -> None:
    """The first row is the header, whatever its tags say."""
    own = table("<table><tr><td>Name</td><td>Type</td></tr></table>")
    assert (own.header, own.rows) == (("Name", "Type"), ())


def test_a_table_without_rows_is_kept() -> None:
    """Its ordinal would be missing otherwise."""
    tables = extract_only("<table></table>\n\n" + pipe_table(["Name"], ["due"])).tables
    assert [(own.ordinal, own.header) for own in tables] in (
        [(0, ()), (1, ("Name",))],
        [(0, ("Name",))],
    )


@pytest.mark.parametrize(
    ("between", "caption"),
    [
        ("**Output (findLoans)**", "Output (findLoans)"),
        ("**Output**\n\nIn any order.", "Output"),
        ("In any order.\n\n**Output**", "Output"),
        ("", None),
    ],
)
def test_a_caption_is_the_paragraph_above(between: str, caption: str | None) -> None:
    """A bold line stays the caption when notes follow it; a table ends it."""
    text = pipe_table(["Name"], ["due"])
    first, second = extract_only(f"# Loans\n\nIntro.\n\n{text}\n{between}\n\n{text}").tables
    assert first.caption is not None
    assert first.caption.text == "Intro."
    assert (second.caption.text if second.caption else None) == caption
