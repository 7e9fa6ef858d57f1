"""Markdown pages become blocks whose text stands where they say it does."""

from __future__ import annotations

import pytest

from generator.read.document import (
    CodeBlock,
    Document,
    Heading,
    ListItem,
    Mark,
    Paragraph,
    Table,
    plain_text,
)
from generator.read.read_document import read_text


def read(text: str) -> Document:
    """Read a page that must be readable."""
    result = read_text(text, path="api/en/page.md", page="page.md", locale="en")
    assert result.document is not None
    return result.document


def words(text: str) -> list[tuple[str, str]]:
    """Give a page's first block as pairs of text and marks."""
    block = read(text).blocks[0]
    assert isinstance(block, Paragraph)
    return [(run.text, " ".join(sorted(run.marks))) for run in block.runs]


def tables(document: Document) -> list[list[list[str]]]:
    """Give every outer table as rows of cell texts, blocks joined by a bar."""
    return [
        [[cell_text(cell.blocks) for cell in row.cells] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Table)
    ]


def cell_text(blocks: tuple[object, ...]) -> str:
    """Join the blocks of a cell."""
    texts = []
    for block in blocks:
        if isinstance(block, Table):
            texts.append(f"<{len(block.rows)} rows>")
        elif isinstance(block, CodeBlock):
            texts.append(block.text)
        elif isinstance(block, ListItem):
            texts.append(f"{'-' * (block.depth + 1)}{plain_text(block.runs)}")
        elif isinstance(block, (Paragraph, Heading)):
            texts.append(plain_text(block.runs))
    return "|".join(texts)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# Order {#order}\n", ("Order", ("order",))),
        ("# [!DNL Order]{#order}\n", ("Order", ("order",))),
        ('# <a name="one"></a><a id="two"></a>Order\n', ("Order", ("one", "two"))),
        ("Order {#one} {#two .wide}\n=====\n", ("Order", ("one", "two"))),
        ('<a name="before"></a>\n\n# Order\n', ("Order", ("before",))),
        ('<h2 id="order">Order</h2>\n', ("Order", ("order",))),
        ("## Order ##\n", ("Order", ())),
    ],
)
def test_a_heading_has_its_text_and_every_anchor(
    source: str, expected: tuple[str, tuple[str, ...]]
) -> None:
    """Anchors are written in four ways, and none of them is text."""
    block = read(source).blocks[0]
    assert isinstance(block, Heading)
    assert (plain_text(block.runs), block.anchors) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a `b` c", [("a ", ""), ("b", "code"), (" c", "")]),
        ("`` a`b ``", [("a`b", "code")]),
        ("***a***", [("a", "emphasis strong")]),
        ("**a**b", [("a", "strong"), ("b", "")]),
        ("a*b", [("a", ""), ("*", ""), ("b", "")]),
        ("[!DNL `Unknown`] x", [("Unknown", "code protected"), (" x", "")]),
        ("[!UICONTROL Save]", [("Save", "control")]),
        ("[!INCLUDE [note](note.md)] x", [("x", "")]),
        ('<span class="codeph">a</span> b', [("a", "styled"), (" b", "")]),
        ("a&lt;b\\*", [("a", ""), ("<", ""), ("b", ""), ("*", "")]),
        ("![alt *text*](x.png)", [("alt ", ""), ("text", "emphasis")]),
        ("a<br/>b", [("a", ""), ("\n", ""), ("b", "")]),
        ("a  \nb", [("a", ""), ("\n", ""), ("b", "")]),
        ("~~a~~", [("a", "struck")]),
    ],
)
def test_inline_markup_becomes_marks(source: str, expected: list[tuple[str, str]]) -> None:
    """The markup goes, its meaning stays."""
    joined: list[tuple[str, str]] = []
    for text, marks in words(source):
        if joined and text != "\n" and joined[-1] == ("", marks):
            joined.pop()
        joined.append((text, marks))
    plain = "".join(text for text, _ in joined)
    assert (plain, [pair for pair in joined if pair[1]]) == (
        "".join(text for text, _ in expected),
        [pair for pair in expected if pair[1]],
    )


def test_a_link_keeps_its_destination_as_written() -> None:
    """Link targets are evidence: nothing in them is encoded."""
    block = read("[Größe](a/größe.md#größe) <http://x.test/ü>").blocks[0]
    assert isinstance(block, Paragraph)
    assert [(run.text, run.target) for run in block.runs] == [
        ("Größe", "a/größe.md#größe"),
        (" ", ""),
        ("http://x.test/ü", "http://x.test/ü"),
    ]


def test_lists_are_flattened_with_their_depth() -> None:
    """Every list of the page has an ordinal, nested ones too."""
    blocks = read("- a\n  1. b\n- c\n\ntext\n\n* d\n").blocks
    items = [block for block in blocks if isinstance(block, ListItem)]
    assert [(plain_text(item.runs), item.depth, item.list_ordinal) for item in items] == [
        ("a", 0, 0),
        ("b", 1, 1),
        ("c", 0, 0),
        ("d", 0, 2),
    ]


def test_alerts_and_quotes_leave_their_text() -> None:
    """The marker of an alert is no text."""
    blocks = read('> [!NOTE]\n> Mind *this*.\n\n> [!div class="x"]\n> - one\n').blocks
    assert [cell_text((block,)) for block in blocks] == ["Mind this.", "-one"]


@pytest.mark.parametrize(
    "source",
    ["```xml\n<a/>\n```\n", "    <a/>\n", "~~~ xml\n<a/>\n~~~\n", "- x\n\n  ```\n  <a/>\n  ```\n"],
)
def test_code_stands_where_it_says(source: str) -> None:
    """A block of one line stands verbatim, whatever its indentation."""
    document = read(source)
    block = document.blocks[-1]
    assert isinstance(block, CodeBlock)
    assert (block.text, document.text[block.start : block.start + 4]) == ("<a/>\n", "<a/>")


def test_pipe_table_rows_stay_as_ragged_as_they_are() -> None:
    """No cell is added, none cut."""
    source = "| a | b |\n| --- | --- |\n| 1 |\n| 1 | 2 | 3 |\n1 | 2\n| | 2 |\n"
    assert tables(read(source)) == [[["a", "b"], ["1"], ["1", "2", "3"], ["1", "2"], ["", "2"]]]


def test_a_pipe_table_needs_no_blank_line_before_it() -> None:
    """GFM and its renderers disagree here; the table is read."""
    document = read("Members:\n| a | b |\n|---|---|\n| 1 | 2 |\n")
    assert [cell_text((document.blocks[0],)), *tables(document)] == [
        "Members:",
        [["a", "b"], ["1", "2"]],
    ]


def test_a_delimiter_row_of_another_width_makes_a_table_too() -> None:
    """GFM rejects it, and shows the pipes to the reader."""
    assert tables(read("| a | b |\n|---|---|---|\n| 1 | 2 |\n")) == [[["a", "b"], ["1", "2"]]]


def test_a_header_may_be_empty() -> None:
    """Headers get lost in translation."""
    assert tables(read("| | |\n|---|---|\n| 1 | 2 |\n")) == [[["", ""], ["1", "2"]]]


def test_pipes_in_cells_are_escaped_or_stand_in_code() -> None:
    """An escaped pipe is text, in code too; a bare one in code if the columns say so."""
    source = "| a | b |\n|---|---|\n| x\\|y | `p\\|q` |\n| `r|s` | t |\n"
    assert tables(read(source)) == [[["a", "b"], ["x|y", "p|q"], ["r|s", "t"]]]


def test_cells_hold_lists_and_breaks() -> None:
    """Inline HTML makes blocks in a pipe cell; a break stays in its paragraph."""
    source = "| a |\n|---|\n| One of:<ul><li>`x`</li><li>y</li></ul> |\n| p<br/><br/>q |\n"
    document = read(source)
    assert tables(document) == [[["a"], ["One of:|-x|-y"], ["p q"]]]
    table = document.blocks[0]
    assert isinstance(table, Table)
    broken = table.rows[2].cells[0].blocks[0]
    assert isinstance(broken, Paragraph)
    assert [run.text for run in broken.runs] == ["p", "\n", "\n", "q"]


def test_an_html_table_reaches_over_blank_lines() -> None:
    """CommonMark would end the HTML at the blank line and read code behind it."""
    source = "<table>\n<tr><td>a</td>\n\n    <td>b</td></tr>\n\n</table>\nbehind\n"
    assert tables(read(source)) == [[["a", "b"]]]


@pytest.mark.parametrize(
    "source",
    [
        "    <table><tr><td>a</td></tr></table>\n",
        "Text <table><tr><td>a</td></tr></table>\n",
        "- item <table>\n\n<tr><td>a</td></tr></table>\n",
        "> <table>\n> <tr><td>\n> a</td></tr>\n> </table>\n",
        "text\n<TABLE><tr><td>a</td></tr></TABLE>\n",
    ],
)
def test_html_tables_are_found_wherever_they_begin(source: str) -> None:
    """Indented, behind text, in an item, in a quote, in capitals."""
    assert tables(read(source)) == [[["a"]]]


def test_marks_of_quotes_and_items_are_no_text_of_html() -> None:
    """The marks stand before every line of it, and in its first."""
    source = "- > one <table>\n  > <tr><td>a\n  > b</td></tr></table>\n\n1. <div>x\n   y</div>\n"
    assert [cell_text((block,)) for block in read(source).blocks] == ["-one", "<1 rows>", "-x y"]


def test_html_in_a_fence_is_code() -> None:
    """A table in a sample is no table."""
    assert [type(block) for block in read("```\n<table><tr><td>a\n```\n").blocks] == [CodeBlock]


def test_an_unclosed_table_ends_where_markdown_goes_on() -> None:
    """Nothing behind it is lost."""
    document = read("<table><tr><td>a\n\n## Next\n")
    assert tables(document) == [[["a"]]]
    assert isinstance(document.blocks[-1], Heading)


def test_front_matter_is_kept_as_text() -> None:
    """Values are not interpreted; nested ones are left out."""
    document = read("---\ntitle: Order\nyes: no\nlist:\n  - a: b\nversion: 1.0\n---\n# A\n")
    assert document.front_matter == (("title", "Order"), ("yes", "no"), ("version", "1.0"))


def test_a_rule_is_no_front_matter() -> None:
    """A page may begin with a thematic break."""
    document = read("---\n\ntext\n\n---\n")
    assert (document.front_matter, len(document.blocks)) == ((), 1)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_do_not_move_places(end: str) -> None:
    """Offsets count the line ends as they are found."""
    source = end.join(["---", "title: x", "---", "# A", "", "one", "`two`", "", "| a |", "|--|"])
    source += end + "| **b** |" + end
    document = read(source)
    table = document.blocks[-1]
    assert isinstance(table, Table)
    block = table.rows[1].cells[0].blocks[0]
    assert isinstance(block, Paragraph)
    run = block.runs[0]
    assert (run.marks, document.text[run.start : run.end]) == (frozenset({Mark.STRONG}), "b")
    span = document.span(run.start, run.end)
    assert (span.line, span.column, span.context) == (11, 5, "| **b** |")
