"""HTML becomes blocks, whatever shape it is in."""

from __future__ import annotations

import pytest

from generator.read.document import (
    Block,
    CodeBlock,
    Heading,
    ListItem,
    Mark,
    Paragraph,
    Table,
    plain_text,
)
from generator.read.read_document import Dialect, ReadResult, read_text


def read(text: str) -> ReadResult:
    """Read an HTML page."""
    return read_text(text, path="page.html", page="page.html", locale="en", dialect=Dialect.HTML)


def blocks(text: str) -> tuple[Block, ...]:
    """Give the blocks of a page."""
    document = read(text).document
    assert document is not None
    return document.blocks


def shape(found: tuple[Block, ...]) -> list[object]:
    """Give blocks as texts, tables as lists of rows of cells."""
    shapes: list[object] = []
    for block in found:
        if isinstance(block, Table):
            shapes.append([[shape(cell.blocks) for cell in row.cells] for row in block.rows])
        elif isinstance(block, CodeBlock):
            shapes.append(f"code:{block.text}")
        elif isinstance(block, ListItem):
            shapes.append(f"{'-' * (block.depth + 1)}{plain_text(block.runs)}")
        elif isinstance(block, Heading):
            shapes.append(f"h{block.level}:{plain_text(block.runs)}")
        else:
            shapes.append(plain_text(block.runs))
    return shapes


def test_a_page_has_its_title_and_blocks() -> None:
    """The title goes to the front matter; script, style and comments are nothing."""
    document = read(
        "<!DOCTYPE html><html><head><title>An &amp; order</title><style>p{}</style></head><body>"
        "<h1 id=x>Order</h1><!-- c --><p>Text<script>a<b</script></p>"
        "<ul><li>a<ol><li>b</ol><li>c</ul><pre><code>\n&lt;a/&gt;\n</code></pre></body></html>"
    ).document
    assert document is not None
    assert document.front_matter == (("title", "An & order"),)
    expected = ["h1:Order", "Text", "-a", "--b", "-c", "code:<a/>\n"]
    assert shape(document.blocks) == expected


def test_cells_hold_paragraphs_lists_and_tables() -> None:
    """A nested table is a block of its cell."""
    source = (
        "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td><p>p</p><p>q</p>"
        "<ul><li>x<ul><li>y</li></ul></li></ul></td><td>before<table><tr><td>in</td></tr></table>"
        "</td></tr></tbody></table>"
    )
    assert shape(blocks(source)) == [
        [[["a"]], [["p", "q", "-x", "--y"], ["before", [[["in"]]]]]],
    ]
    assert read(source).diagnostics == ()


@pytest.mark.parametrize(
    "source",
    [
        "<table><tr><td>a<td>b<tr><td>c<td>d</table>",
        "<table><td>a</td><td>b</td><tr><td>c</td><td>d</td></tr></table>",
        "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d",
        "<table><tr><td><p>a</td><td>b</span></td></tr><tr><td>c</td></b><td>d</td></tr></table>",
        "<table><tr><td>a</td><td>b</td><tr><td>c</td><td>d</td></tr></tbody></table>",
    ],
)
def test_broken_tables_lose_nothing_and_are_reported_once(source: str) -> None:
    """Cells that nest in the tree are siblings again."""
    assert shape(blocks(source)) == [[[["a"], ["b"]], [["c"], ["d"]]]]
    assert [found.code for found in read(source).diagnostics] == ["GS202"]


def test_text_between_cells_is_kept_before_the_table() -> None:
    """As browsers show it; a caption is no damage."""
    source = "<table><caption>cap</caption>lost<tr><td>a</td></tr></table>"
    assert shape(blocks(source)) == ["cap", "lost", [[["a"]]]]
    assert [str(found.span) for found in read(source).diagnostics] == ["page.html:1:30"]


@pytest.mark.parametrize(
    ("value", "expected"), [("2", 2), ("0", 1), ("-1", 1), ("x", 1), ("99999999999", 1000)]
)
def test_spans_are_tame(value: str, expected: int) -> None:
    """Bad spans count as 1, large ones as 1000."""
    table = blocks(f"<table><tr><td colspan='{value}' rowspan='{value}'>a</td></tr></table>")[0]
    assert isinstance(table, Table)
    cell = table.rows[0].cells[0]
    assert (cell.colspan, cell.rowspan) == (expected, expected)


def test_every_entity_is_a_run_of_its_own() -> None:
    """So that all other runs stand verbatim."""
    block = blocks("<p>a&lt;b&eacute; &nosuch; &#1;x &amp</p>")[0]
    assert isinstance(block, Paragraph)
    assert [(run.text, run.end - run.start) for run in block.runs] == [
        ("a", 1),
        ("<", 4),
        ("b", 1),
        ("é", 8),
        (" &nosuch; ", 10),
        ("\ufffd", 4),
        ("x ", 2),
        ("&", 4),
    ]


def test_markers_of_the_docs_platform_count_in_html_too() -> None:
    """Backticks, asterisks and `[!DNL x]` are often left in cells."""
    block = blocks("<p>[!DNL a] `b` **c** 2 ** 3 <var class=x>d</var> <a href='t'>e</a></p>")[0]
    assert isinstance(block, Paragraph)
    marked = [(run.text, set(run.marks), run.target) for run in block.runs if run.text.strip()]
    assert marked == [
        ("a", {Mark.PROTECTED}, ""),
        ("b", {Mark.CODE}, ""),
        ("c", {Mark.STRONG}, ""),
        (" 2 ** 3 ", set(), ""),
        ("d", {Mark.CODE}, ""),
        ("e", set(), "t"),
    ]


def test_attributes_may_hold_angle_brackets() -> None:
    """A start tag ends at the first `>` outside quotes."""
    document = read('<table><tr><td title="a>b">c</td></tr></table>').document
    assert document is not None
    assert shape(document.blocks) == [[[["c"]]]]
    table = document.blocks[0]
    assert isinstance(table, Table)
    cell = table.rows[0].cells[0]
    assert document.text[cell.start : cell.end] == "c"
