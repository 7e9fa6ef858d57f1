"""Fields that pages lay out in other ways than as a table of columns come out as one."""

from __future__ import annotations

import pytest

from tests.page_factory import extract_only, pipe_table

_NAME, _TYPE, _REQUIRED, _DESCRIPTION = "name", "type", "required", "description"


def fields(text: str) -> list[dict[str, str]]:
    """Give what a page's tables say of each field, by header in lower case; nothing empty."""
    return [
        {
            head.casefold(): cell.text
            for head, cell in zip(table.header, row.cells, strict=True)
            if cell is not None and cell.text
        }
        for table in extract_only(text).tables
        for row in table.rows
    ]


@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_terms_with_labelled_lines_are_fields(gap: str) -> None:
    """Each line a paragraph, or all of them one."""
    parts = [
        ["**shelfUrl**", "The address of the shelf.", "Type: String", "Required: Yes"],
        ["**maxCopies**", "How many there may be.", "Type: Integer"],
    ]
    text = "# Receive\n\n" + "\n\n".join(gap.join(lines) for lines in parts) + "\n"
    assert fields(text) == [
        {
            _NAME: "shelfUrl",
            _TYPE: "String",
            _REQUIRED: "Yes",
            _DESCRIPTION: "The address of the shelf.",
        },
        {_NAME: "maxCopies", _TYPE: "Integer", _DESCRIPTION: "How many there may be."},
    ]


def test_labelled_lines_without_types_are_no_fields() -> None:
    """Any term with a colon below it would be one."""
    assert fields("# Hours\n\n**Monday**\nOpen: ten\n\n**Tuesday**\nOpen: nine\n") == []


@pytest.mark.parametrize(
    ("bullet", "said"),
    [
        ("(integer, optional) - How many.", ("integer", "optional", "How many.")),
        ("(integer): How many.", ("integer", "", "How many.")),
        ("(integer), required", ("integer", "required", "")),
        ("(integer), required\n  How many.", ("integer", "required", "How many.")),
        ("(integer)\n\n  How many.", ("integer", "", "How many.")),
        ("(`Shelf`): Which one.", ("Shelf", "", "Which one.")),
    ],
)
def test_bullets_with_types_are_fields(bullet: str, said: tuple[str, str, str]) -> None:
    """What stands in brackets behind a name is its type; a short note says whether it must be."""
    others = "- `marker` (string) - Where to begin.\n- `order` (boolean) - Backwards.\n"
    found = fields(f"# List\n\n{others}- `limit` {bullet}\n")
    assert [own[_NAME] for own in found] == ["marker", "order", "limit"]
    assert tuple(found[2].get(head, "") for head in (_TYPE, _REQUIRED, _DESCRIPTION)) == said


def test_bullets_that_mostly_have_no_types_are_no_fields() -> None:
    """A list of anything with one such bullet stays a list."""
    text = "# Hints\n\n- `limit` (integer) - How many.\n- `ls` (a tool)\n- `rm` (another)\n"
    assert fields(text) == []


def test_labelled_parts_of_cells_are_columns() -> None:
    """Lines of a cell, where the same labels recur."""
    text = "# Copy\n\n" + pipe_table(
        ["Name", "Description"],
        ["dueDate", "When it is back.<br>Type: date<br>Required: Yes"],
        ["copyHandle", "Which one it is.<br>Type: string<br>Required: No"],
    )
    assert fields(text) == [
        {_NAME: "dueDate", _DESCRIPTION: "When it is back.", _TYPE: "date", _REQUIRED: "Yes"},
        {_NAME: "copyHandle", _DESCRIPTION: "Which one it is.", _TYPE: "string", _REQUIRED: "No"},
    ]


def test_parts_that_do_not_recur_stay_in_their_cell() -> None:
    """One cell with a label tells nothing of the others."""
    text = "# Copy\n\n" + pipe_table(
        ["Name", "Description"],
        ["dueDate", "When it is back.<br>Type: date<br>Required: Yes"],
        ["copyHandle", "Which one it is."],
        ["shelf", "Where it stands."],
        ["owner", "Whose it is."],
    )
    assert {frozenset(own) for own in fields(text)} == {frozenset({_NAME, _DESCRIPTION})}


def test_the_sheet_of_one_field_is_turned() -> None:
    """Its first column has the headers."""
    text = "# Device\n\n## A\n\n" + pipe_table(
        ["Name", "deviceId"],
        ["Type", "string"],
        ["Required", "Yes"],
        ["Description", "Which device it is."],
    )
    assert fields(text) == [
        {
            _NAME: "deviceId",
            _TYPE: "string",
            _REQUIRED: "Yes",
            _DESCRIPTION: "Which device it is.",
        }
    ]
