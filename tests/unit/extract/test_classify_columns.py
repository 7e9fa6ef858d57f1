"""Columns are understood by what stands in them, whatever language their headers are in."""

from __future__ import annotations

import pytest

from generator.extract.classify_columns import classify_columns
from tests.page_factory import extract_only, pipe_table

_ROWS = [
    ["dueDate", "xsd:date", "Yes", "The day on which the copy must be back."],
    ["copyHandle", "xsd:string", "Yes", "Which of the copies was lent to the reader."],
    ["reminders", "xsd:int", "No", "How often the branch has written to the reader."],
    ["openFees", "types:FeeArray", "No", "What the reader has to pay for being late."],
]


def roles(
    header: list[str], rows: list[list[str]], configured: dict[str, str] | None = None
) -> list[str | None]:
    """Classify the columns of one table."""
    page = extract_only(pipe_table(header, *rows))
    (found,) = classify_columns([page], configured or {}).values()
    return [str(role) if role else None for role in found]


def columns(*order: int) -> list[list[str]]:
    """Give the rows with their columns in another order."""
    return [[row[column] for column in order] for row in _ROWS]


@pytest.mark.parametrize(
    "header",
    [
        ["Name", "Type", "Required", "Description"],
        ["Nom", "Type", "Obligatoire", "Description"],
        ["이름", "유형", "필수", "설명"],
    ],
    ids=["en", "fr", "ko"],
)
def test_four_columns_are_understood(header: list[str]) -> None:
    """Operations have a column that says what must be there."""
    assert roles(header, _ROWS) == ["name", "type", "required", "description"]


@pytest.mark.parametrize(
    "header", [["Zena", "Tovu", "Hapu", "Melodi"], ["Kgwu", "Grla", "Ptu", "Wnne"]]
)
def test_headers_that_nobody_listed_are_no_matter(header: list[str]) -> None:
    """The cells suffice; a column of yes and no in words that nobody knows may be left out."""
    found = roles(header, _ROWS)
    assert [found[0], found[1], found[3]] == ["name", "type", "description"]
    assert found[2] in {None, "required"}


def test_yes_and_no_are_no_names() -> None:
    """Not even where nothing else in the table can be one."""
    paths = [["/Loan/dueDate", "date", "Yes"], ["/Loan/copy", "string", "No"]]
    assert "name" not in roles(["XPath", "Type", "Required"], paths)[2:]


def test_three_columns_are_understood() -> None:
    """Most records have no column of yes and no."""
    assert roles(["Zena", "Tovu", "Melodi"], columns(0, 1, 3)) == ["name", "type", "description"]


def test_a_header_that_misleads_is_outvoted() -> None:
    """Machine translation gives the type column a verb, the name column a noun of its own."""
    assert roles(["Asset", "Enter", "Beschreibung"], columns(0, 1, 3)) == [
        "name", "type", "description",
    ]  # fmt: skip


def test_headers_that_are_swapped_are_outvoted() -> None:
    """What the cells hold weighs more than what stands above them."""
    assert roles(["Type", "Name", "Description"], columns(0, 1, 3)) == [
        "name", "type", "description",
    ]  # fmt: skip


def test_order_is_no_matter() -> None:
    """Some corpora put the type first or the requirement last."""
    assert roles(["Type", "Name", "Description", "Required"], columns(1, 0, 3, 2)) == [
        "type", "name", "description", "required",
    ]  # fmt: skip


def test_types_in_prose_words_are_types() -> None:
    """JSON references have `string`, `boolean` and `Loan[]`, not prefixed names."""
    rows = [
        ["dueDate", "string", "The day on which the copy must be back."],
        ["isOpen", "boolean", "Whether the copy is still with the reader."],
        ["fees", "Fee[]", "What the reader has to pay for being late."],
    ]
    assert roles(["Zena", "Tovu", "Melodi"], rows) == ["name", "type", "description"]


def test_translated_cells_do_not_hide_the_columns() -> None:
    """Half the names and the types of an edition are damaged."""
    rows = [
        [
            "만기일",
            "xsd:문자열",
            "책을 돌려주어야 하는 날짜를 나타내는 값이며 비워 둘 수 없습니다.",
        ],
        ["copy핸들", "xsd:string", "독자가 빌려 간 책이 어느 것인지를 알려 주는 열쇠입니다."],
        ["reminders", "xsd:int", "도서관이 독자에게 편지를 보낸 횟수를 나타내는 값입니다."],
        ["openFees", "유형:FeeArray", "독자가 늦게 돌려주어서 내야 하는 모든 금액의 목록입니다."],
    ]
    assert roles(["자산", "입력", "상세"], rows) == ["name", "type", "description"]


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        (["Version", "What is new"], [["1.2", "Loans may be renewed twice."], ["1.3", "Fees."]]),
        (["Term", "Meaning"], [["late fee", "What is due."], ["open loan", "A copy lent."]]),
        (["2019", "2020"], [["17", "19"], ["3", "4"]]),
        (["Only"], [["one"], ["column"]]),
    ],
    ids=["versions", "glossary", "numbers", "one-column"],
)
def test_other_tables_document_no_fields(header: list[str], rows: list[list[str]]) -> None:
    """A table without identifiers has no roles."""
    assert roles(header, rows) == [None] * len(header)


def test_tables_of_one_header_are_judged_together() -> None:
    """One row tells little, its sisters tell enough."""
    header = ["Zena", "Tovu", "Melodi"]
    pages = [
        extract_only(pipe_table(header, row), page=f"{i}.md")
        for i, row in enumerate([*columns(0, 1, 3), ["이름", "문자열", "그 책을 빌려 간 사람"]])
    ]
    found = classify_columns(pages, {})
    assert {header: list(map(str, own)) for header, own in found.items()} == {
        tuple(header): ["name", "type", "description"]
    }


def test_the_configuration_decides() -> None:
    """What it names has that role, and the other columns have none."""
    configured = {"Melodi": "name", "Zena": "description"}
    assert roles(["Zena", "Tovu", "Melodi"], columns(0, 1, 3), configured) == [
        "description", None, "name",
    ]  # fmt: skip


def test_a_table_without_columns_is_no_harm() -> None:
    """An empty table has an empty header."""
    page = extract_only("<table><tr></tr></table>")
    assert set(classify_columns([page], {}).values()) <= {()}


def test_a_wide_table_is_judged_by_its_first_columns() -> None:
    """Forty columns cost no minutes."""
    header = ["Name", "Type", "Description", *(f"More {i}" for i in range(40))]
    rows = [[row[0], row[1], row[3], *["x"] * 40] for row in _ROWS]
    assert roles(header, rows)[:3] == ["name", "type", "description"]
