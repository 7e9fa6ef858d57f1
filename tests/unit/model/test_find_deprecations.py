"""What pages call deprecated is so in the model, by enough editions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from generator.pipeline import generate
from tests.page_factory import model_of, pipe_table, write_editions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Find = Callable[..., list[str]]

_HEADER = ["Name", "Type", "Description"]


def _copy(*rows: list[str], note: str = "", title: str = "Copy") -> str:
    table = pipe_table(
        _HEADER,
        ["number", "xsd:int", "1, 2, 3."],
        *rows,
        ["opened", "xsd:date", "2020."],
    )
    return f"# {title} {{#copy}}\n\n{note}\n\n{table}"


@pytest.fixture
def find(tmp_path: Path) -> Find:
    """Give a function that lists what pages make deprecated: locale → page key → text."""

    def run(**editions: dict[str, str]) -> list[str]:
        model = model_of(generate(write_editions(tmp_path / "loans", editions)), "loans")
        return list(_deprecated(model))

    return run


def _deprecated(model: dict[str, Any]) -> list[str]:
    found = []
    for part in ("types", "enumerations", "operations"):
        for own in model[part]:
            found += [own["name"]] if own["is_deprecated"] else []
            members = own.get("fields", own.get("values", []))
            names = [(each.get("name", each.get("value")), each) for each in members]
            found += [f"{own['name']}.{name}" for name, each in names if each["is_deprecated"]]
    return found


@pytest.mark.parametrize(
    ("name", "description"),
    [
        ("shelf", "Deprecated. Where it stands."),
        ("~~shelf~~", "Where it stands."),
        ("<del>shelf</del>", "Where it stands."),
        ("**shelf** (deprecated)", "Where it stands."),
    ],
)
def test_a_member_is_deprecated_that_the_reference_edition_calls_so(
    find: Find, name: str, description: str
) -> None:
    """By its description, a mark behind its name, or struck out."""
    assert find(en={"copy.md": _copy([name, "xsd:string", description])}) == ["Copy.shelf"]


def test_one_translation_alone_does_not_deprecate(find: Find) -> None:
    """Two do: the reference edition may be older."""
    plain = {"copy.md": _copy(["shelf", "xsd:string", "Where it stands."])}
    german = {"copy.md": _copy(["shelf", "xsd:string", "Veraltet. Wo es steht."])}
    french = {"copy.md": _copy(["shelf", "xsd:string", "Obsolète. Où il se trouve."])}

    assert find(en=plain, de=german) == []
    assert find(en=plain, de=german, fr=french) == ["Copy.shelf"]


@pytest.mark.parametrize(
    "note",
    [
        "> [!NOTE]\n>\n> This type is deprecated.",
        "> [!DEPRECATED]\n> Use another.",
        "A copy of a book. Deprecated since 2.0.",
    ],
)
def test_a_note_at_the_head_of_its_page_deprecates_a_type(find: Find, note: str) -> None:
    """Its members are not said to be."""
    shelf = ["shelf", "xsd:string", "Where it stands."]
    assert find(en={"copy.md": _copy(shelf, note=note)}) == ["Copy"]


def test_a_note_below_the_table_is_about_something_else(find: Find) -> None:
    """So is one that names another thing."""
    shelf = ["shelf", "xsd:string", "Where it stands."]
    below = f"{_copy(shelf)}\n## See also\n\nThis type is deprecated.\n"
    other = _copy(shelf, note="The `rack` type is deprecated.")
    assert find(en={"copy.md": below}) == []
    assert find(en={"copy.md": other}) == []


def test_of_two_types_on_a_page_the_marked_one_is_deprecated(find: Find) -> None:
    """A heading, or the text below it."""
    rows = [["number", "xsd:int", "1."], ["shelf", "xsd:string", "Where it stands."]]
    table = pipe_table(_HEADER, *rows)
    page = (
        f"# Types\n\n## OldCopy (deprecated) {{#oldcopy}}\n\n{table}\n\n"
        f"## NewCopy {{#newcopy}}\n\nNew.\n\n{table}\n\n"
        f"## BookRack {{#bookrack}}\n\nThis type is deprecated.\n\n{table}"
    )
    assert find(en={"types.md": page}) == ["BookRack", "OldCopy"]


def test_a_value_is_deprecated_that_its_list_marks(find: Find) -> None:
    """By its own description, or struck out."""
    listed = "<ul><li><code>Shut</code> - Away.</li><li><code>Lost</code> - Deprecated.</li></ul>"
    page = (
        "# Copy\n\n<table><tr><th>Name</th><th>Type</th><th>Description</th></tr>"
        "<tr><td>number</td><td>xsd:int</td><td>The number.</td></tr>"
        f"<tr><td>state</td><td>xsd:string</td><td>One of: {listed}</td></tr></table>\n"
    )
    assert find(en={"copy.md": page}) == ["State.Lost"]


def test_an_operation_is_deprecated_by_the_head_of_its_page(find: Find) -> None:
    """Its messages are but its own."""
    table = pipe_table(
        ["Name", "Type", "Required", "Description"], ["copy", "xsd:int", "Yes", "1."]
    )
    page = (
        "# lendCopy\n\nLends a copy.\n\n> [!NOTE]\n> This operation is deprecated.\n\n"
        f"## Parameters\n\n**Input (lendCopyParam)**\n\n{table}\n\n"
        f"**Output (lendCopyReturn)**\n\n{table}"
    )
    assert find(en={"operations/lend-copy.md": page}) == ["lendCopy"]
