"""What a page's own example shows against its table is heeded where it leaves one reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from generator.diagnostics import render_diagnostic
from generator.pipeline import generate
from tests.page_factory import model_of, pipe_table, write_editions

if TYPE_CHECKING:
    from pathlib import Path

_COPY = [
    ["copyHandle", "xsd:string", "Which of the copies was lent."],
    ["dueDate", "xsd:date", "The day on which it must be back."],
]
_SHELF = [
    ["shelfHandle", "xsd:string", "Which of the shelves it stands on."],
    ["roomNumber", "xsd:int", "The room in which that shelf is."],
]


def record(name: str, rows: list[list[str]]) -> str:
    """Write the page of a type."""
    table = pipe_table(["Name", "Type", "Description"], *rows)
    return f"# {name} {{#{name.lower()}}}\n\nAbout it.\n\n{table}"


def operation(name: str, rows: list[list[str]], request: str) -> str:
    """Write the page of an operation that returns nothing, with an example of its request."""
    table = pipe_table(["Name", "Type", "Required", "Description"], *rows)
    return (
        f"# {name} {{#{name.lower()}}}\n\nDoes it.\n\n## Parameters\n\n**Input ({name}Param)**\n\n"
        f"{table}\n**Output ({name}Return)**\n\nNothing.\n\n## Examples\n\n"
        f"```\n<{name}Param xmlns='urn:loans'>{request}</{name}Param>\n```\n\n"
        f"```\n<{name}Return xmlns='urn:loans'/>\n```\n"
    )


_PAGES = {
    "copy.md": record("Copy", _COPY),
    "copy-array.md": record("CopyArray", [["items", "types:Copy", "Any number of copies."]]),
    "shelf.md": record("Shelf", _SHELF),
    "shelf-array.md": record("ShelfArray", [["items", "types:Shelf", "Any number of them."]]),
    "room-array.md": record("RoomArray", [["items", "types:Shelf", "What is in it."]]),
    "one.md": operation("lendOne", [["copyHandle", "xsd:string", "Yes", "Which copy to lend."]],
                        "<copyHandle>1</copyHandle>"),
    "two.md": operation("lendTwo", [["copyHandle", "xsd:string", "Yes", "Which copy to lend."],
                                    ["reader", "xsd:int", "No", "The number of the reader."]],
                        "<copyHandle>1</copyHandle><reader>7</reader>"),
}  # fmt: skip


def build(folder: Path, **pages: str) -> tuple[dict[str, dict[str, tuple[str, int, str]]], Any]:
    """Give definition → member → type, least occurrence and status; and the findings."""
    texts = {f"{name}.md": text for name, text in pages.items()}
    generation = generate(
        write_editions(folder / "loans", {"en": {**_PAGES, **texts}}), emit=("model",)
    )
    model = model_of(generation, "loans")
    members = {
        own["name"]: {
            field["name"]: (field["type"]["name"], field["min_occurs"], field["status"])
            for field in own["fields"]
        }
        for own in model["types"]
    }
    told = [render_diagnostic(own).splitlines()[0] for own in generation.diagnostics]
    return members, told


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("<copy><copyHandle>1</copyHandle><dueDate>2020-01-01</dueDate></copy>", "Copy"),
        ("<copy><items><shelfHandle>1</shelfHandle></items></copy>", "string"),
        ("<copy>text</copy>", "string"),
        ("<copy><unheard>1</unheard></copy>", "string"),
    ],
    ids=["explained", "by two types", "a value", "by none"],
)  # fmt: skip
def test_a_value_with_members_has_the_one_type_that_explains_them(
    tmp_path: Path, shown: str, expected: str
) -> None:
    """Where two types do it alike, or none, the table stands."""
    rows = [["copy", "xsd:string", "Yes", "The copy that is to be kept."]]
    members, _ = build(tmp_path, keep=operation("keepIt", rows, shown))
    assert members["keepItParam"]["copy"][0] == expected


def test_a_required_member_that_only_comes_under_another_name_has_that(tmp_path: Path) -> None:
    """It stays required, and is a guess."""
    rows = [
        ["reader", "xsd:int", "Yes", "The number of the reader."],
        ["shelfHandleList", "types:CopyArray", "Yes", "The copies that are meant."],
    ]
    shown = "<items><copyHandle>1</copyHandle></items>"
    shown = f"<reader>7</reader><copyHandleList>{shown}</copyHandleList>"
    members, _ = build(tmp_path, keep=operation("keepIt", rows, shown))
    assert members["keepItParam"] == {
        "reader": ("int", 1, "intact"),
        "copyHandleList": ("CopyArray", 1, "provisional"),
    }


def test_a_member_of_another_shape_is_not_the_one_that_is_missing(tmp_path: Path) -> None:
    """The table stands, and the example contradicts it."""
    rows = [["shelfHandleList", "types:CopyArray", "Yes", "The copies that are meant."]]
    members, _ = build(tmp_path, keep=operation("keepIt", rows, "<copyHandle>1</copyHandle>"))
    assert {name: own[:2] for name, own in members["keepItParam"].items()} == {
        "shelfHandleList": ("CopyArray", 1)
    }


def test_a_member_that_an_example_shows_besides_is_optional_and_told(tmp_path: Path) -> None:
    """It is a word of the pages' tables, and the example agrees with its own otherwise."""
    rows = [["copyHandle", "xsd:string", "Yes", "Which copy to keep."]]
    shown = "<copyHandle>1</copyHandle><roomNumber>3</roomNumber>"
    members, told = build(tmp_path, keep=operation("keepIt", rows, shown))
    assert members["keepItParam"] == {
        "copyHandle": ("string", 1, "intact"),
        "roomNumber": ("int", 0, "provisional"),
    }
    model = model_of(generate(tmp_path / "loans"), "loans")
    marked = [
        (own["name"], member["name"], member["documentation"])
        for own in model["types"]
        for member in own["fields"]
        if member["is_from_example"]
    ]
    assert marked == [("keepItParam", "roomNumber", [])]
    (found,) = [line for line in told if "GS410" in line]
    assert found == (
        "en/keep.md: note[GS410]: keepItParam.roomNumber stands in an example only, "
        "not in its table; it is taken as optional"
    )


@pytest.mark.parametrize(
    "shown",
    [
        "<roomNumber>3</roomNumber>",
        "<copyHandle>1</copyHandle><unheardOf>3</unheardOf>",
        "<copyHandle>1</copyHandle><copyHandles>3</copyHandles>",
        "<copyHandle>1</copyHandle><roomNumber>3</roomNumber><dueDate>2020-01-01</dueDate>",
        "<copyHandle>1<roomNumber>3</roomNumber>",
    ],
    ids=["lacks the required one", "unheard of", "a slip", "mostly unknown", "broken"],
)
def test_an_example_that_contradicts_its_table_adds_nothing(tmp_path: Path, shown: str) -> None:
    """What is required must be there, and a slip is no member."""
    rows = [["copyHandle", "xsd:string", "Yes", "Which copy to keep."]]
    members, told = build(tmp_path, keep=operation("keepIt", rows, shown))
    assert [*members["keepItParam"]][:1] == ["copyHandle"]
    assert members["keepItParam"]["copyHandle"] == ("string", 1, "intact")
    assert [line for line in told if "GS410" in line] == []


@pytest.mark.parametrize(
    ("row", "status"),
    [
        (["items", "types:BookArray", "Any number of books."], "intact"),
        (["items", "types:Tome", "Any number of books."], "intact"),
        (["BookArray", "types:Book", "Any number of books."], "provisional"),
    ],
    ids=["holds itself", "holds what is not documented", "is called as itself"],
)
def test_an_array_holds_what_it_is_called_after(
    tmp_path: Path, row: list[str], status: str
) -> None:
    """Its member is called as that of the others."""
    pages = {"book": record("Book", _COPY), "book-array": record("BookArray", [row])}
    more = {
        f"more-{name.lower()}": record(name, [["items", "types:Shelf", "Any number of them."]])
        for name in ("WallArray", "HallArray")
    }
    members, _ = build(tmp_path, **pages, **more)
    assert members["BookArray"] == {"items": ("Book", 0, status)}
