"""Identifiers written for their place: they read as themselves and make no markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.check.write_text import Context, Notation, write_code, write_text
from generator.read.document import Mark, Table, plain_text
from generator.read.read_document import read_text

_MARKDOWN = Context(notation=Notation.MARKDOWN, in_pipe_table=True)
_BACKTICKS = Context(notation=Notation.BACKTICKS, in_pipe_table=True)
_HTML = Context(notation=Notation.HTML, in_pipe_table=False)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("itemCount", "itemCount"),
        ("types:Item[]", "types:Item[]"),
        ("item_count", "item_count"),
        ("_private", "\\_private"),
        ("a|b", "a\\|b"),
        ("List<Item>", "List\\<Item>"),
        ("*", "\\*"),
        ("[x](y)", "\\[x\\](y)"),
        ("a&amp;b", "a\\&amp;b"),
    ],
)
def test_markdown_escapes_what_would_be_markup(text: str, written: str) -> None:
    """And leaves everything else as people write it."""
    assert write_text(text, _MARKDOWN) == written


def test_html_escapes_tags_and_entities() -> None:
    """In a cell of an HTML table."""
    assert write_text("List<Item>&amp;", _HTML) == "List&lt;Item&gt;&amp;amp;"


def test_a_code_span_holds_no_backtick() -> None:
    """There is no way to escape one, so nothing is written."""
    assert write_text("a`b", _BACKTICKS) is None
    assert write_code("a`b", _MARKDOWN) is None
    assert write_code("a|b", _MARKDOWN) == "`a\\|b`"
    assert write_code("a<b", _HTML) == "<code>a&lt;b</code>"


_TEXTS = st.text(alphabet="ab1_*`<>&[]()|\\!~{}#:.-\"'", min_size=1, max_size=12)


def _cell_of(text: str, *, is_html: bool) -> tuple[str, frozenset[Mark]]:
    page = (
        f"<table><tr><td>n</td></tr><tr><td>{text}</td></tr></table>\n"
        if is_html
        else f"| n |\n| --- |\n| {text} |\n"
    )
    document = read_text(page, path="en/p.md", page="p.md", locale="en").document
    assert document is not None
    table = document.blocks[0]
    assert isinstance(table, Table)
    assert len(table.rows[1].cells) == 1
    (block,) = table.rows[1].cells[0].blocks
    runs = getattr(block, "runs", ())
    return plain_text(runs), frozenset(mark for run in runs for mark in run.marks)


@given(_TEXTS)
def test_what_is_written_in_markdown_reads_as_itself(text: str) -> None:
    """Law: no text makes markup."""
    written = write_text(text, _MARKDOWN)
    assert written is not None
    assert _cell_of(f"x{written}x", is_html=False) == (f"x{text}x", frozenset())


@given(_TEXTS)
def test_what_is_written_in_html_reads_as_itself(text: str) -> None:
    """Law: no text makes markup, the platform's own markers neither."""
    written = write_text(text, _HTML)
    assert written is not None
    assert _cell_of(f"x{written}x", is_html=True) == (f"x{text}x", frozenset())


@given(_TEXTS)
def test_what_is_written_as_code_reads_as_itself(text: str) -> None:
    """Law: code markup holds the text and nothing else."""
    written = write_code(text, _MARKDOWN)
    if written is not None:
        assert _cell_of(written, is_html=False) == (text, frozenset({Mark.CODE}))
