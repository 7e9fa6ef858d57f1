"""Texts as long as a page may have them: whoever compares all with all never comes to an end."""

from __future__ import annotations

import pytest

from generator.extract.extract_page import extract_page
from generator.read.document import Paragraph
from generator.read.read_document import read_text

_CELL = 190_000
"""Characters, a little less than a cell may have."""


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n> "])
def test_a_paragraph_of_very_many_lines_is_one_run_where_it_stands_so(end: str) -> None:
    """A hundred thousand lines, in a quote or not."""
    count = 100_000
    text = end[1:].strip("\n") + end.join(["Word and word."] * count) + "\n"
    read = read_text(text, path="en/a.md", page="a.md", locale="en").document
    assert read is not None
    (paragraph,) = read.blocks
    assert isinstance(paragraph, Paragraph)
    assert sum(run.text.count("Word and word.") for run in paragraph.runs) == count


@pytest.mark.parametrize("unit", ["{@", "a: b, ", "<i>a</b> "])
def test_a_marked_paragraph_of_very_many_signs_keeps_all_of_them(unit: str) -> None:
    """Signs that might begin markup are added to the text one by one."""
    count = 500_000 // len(unit)
    text = f"# A\n\n*Note* {unit * count}\n"
    read = read_text(text, path="en/a.md", page="a.md", locale="en").document
    assert read is not None
    paragraph = read.blocks[1]
    assert isinstance(paragraph, Paragraph)
    shown = unit.replace("<i>", "").replace("</b>", "")
    assert sum(run.text.count(shown.strip()) for run in paragraph.runs) >= count - 1


def test_elements_that_never_end_are_read_as_deep_as_they_are() -> None:
    """In markup that only a tree builder understands."""
    unit, count = "]<dl><dt>a<dd><</table>", 20_000
    text = f"<table><tr><td>Name</td></tr><tr><td>{unit * count}"
    assert read_text(text, path="en/a.md", page="a.md", locale="en").document is not None


@pytest.mark.parametrize("unit", ['{"a":', "a: b. ", "One of: a, !", "values: "])
def test_a_cell_of_very_many_colons_is_searched_for_values_once(unit: str) -> None:
    """Each of them might introduce values."""
    cell = unit * (_CELL // len(unit))
    text = f"# A\n\n| Name | Type | Description |\n| --- | --- | --- |\n| a | string | {cell} |\n"
    read = read_text(text, path="en/a.md", page="a.md", locale="en").document
    assert read is not None
    page, _ = extract_page(read)
    (table,) = page.tables
    assert [cell.text for cell in table.rows[0].cells if cell is not None][:2] == ["a", "string"]
