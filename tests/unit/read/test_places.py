"""Laws of places: every run stands where it says, on real pages and on damaged ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.read.document import Block, CodeBlock, Document, Table
from generator.read.read_document import Dialect, read_document, read_text

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator

    from generator.read.document import Run

_DECODED = re.compile(
    r"&[^;\s]+;?|\\.|<br\s*/?\s*>|(?:  |\\)\n|<img\b.*", re.IGNORECASE | re.DOTALL
)
_DELIMITER = re.compile(r"[ \t>]*\|?[-:| \t]+\|?[ \t]*")
_FENCED = re.compile(r"^([ \t>]*)(```+|~~~+)[^\n]*\n.*?^[ \t>]*\2[ \t]*$", re.MULTILINE | re.DOTALL)
_PIECES = [
    *(
        "a",
        "é",
        "한",
        "`",
        "``",
        "*",
        "**",
        "_",
        "[",
        "]",
        "(b)",
        "[!DNL ",
        "|",
        "\\|",
        "\\",
        "&lt;",
    ),
    *(
        "&",
        "<br/>",
        "\n",
        "\r\n",
        "\n\n",
        "  \n",
        " ",
        "    ",
        "\t",
        "> ",
        "- ",
        "1. ",
        "# ",
        "{#x}",
    ),
    *("```\n", "|-|-|\n", "<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<b>", "</b>"),
    *(
        "<ul>",
        "<li>",
        "</ul>",
        "<pre>",
        "</pre>",
        "<p>",
        "<!--",
        "-->",
        '<a id="x">',
        "---\n",
        "x: y\n",
    ),
]


def runs(blocks: tuple[Block, ...]) -> Iterator[Run]:
    """Give every run, those of cells too."""
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from runs(cell.blocks)
        elif not isinstance(block, CodeBlock):
            yield from block.runs


def tables(blocks: tuple[Block, ...]) -> Iterator[Table]:
    """Give every table, nested ones too."""
    for block in blocks:
        if isinstance(block, Table):
            yield block
            for row in block.rows:
                for cell in row.cells:
                    yield from tables(cell.blocks)


def misplaced(document: Document) -> list[Run]:
    """Give the runs that neither stand verbatim nor stand for something decoded."""
    return [
        run
        for run in runs(document.blocks)
        if (source := document.text[run.start : run.end]) != run.text
        and (len(source) == len(run.text) or not _DECODED.fullmatch(source))
    ]


def pages(shared: pathlib.Path) -> list[pathlib.Path]:
    """List every page of the corpora and the seeds."""
    found = [file for name in ("corpus", "seeds") for file in (shared / name).rglob("*.md")]
    return sorted(file for file in found if file.name != "README.md")


@pytest.fixture(scope="module")
def faults(shared: pathlib.Path) -> dict[str, tuple[list[Run], tuple[int, int]]]:
    """Read every page once, for both tests: its misplaced runs, and the tables found and there."""
    found = {}
    for file in pages(shared):
        document = read_document(file, path=file.name, page=file.name, locale="en").document
        assert document is not None
        found[str(file)] = (misplaced(document), count_tables(document))
    return found


def count_tables(document: Document) -> tuple[int, int]:
    """Count the tables that were read, and the start tags and delimiter rows of the text."""
    body = _FENCED.sub("", document.text.replace("\r\n", "\n"))
    expected = len(re.findall(r"<table[\s>]", body, re.IGNORECASE)) + sum(
        "|" in line and "-" in line and _DELIMITER.fullmatch(line) is not None
        for line in body.split("\n")
    )
    return len(list(tables(document.blocks))), expected


def test_every_run_of_the_corpora_stands_where_it_says(
    faults: dict[str, tuple[list[Run], tuple[int, int]]],
) -> None:
    """Verbatim, or an entity, an escape, a line break."""
    assert {file: runs for file, (runs, _) in faults.items() if runs} == {}


def test_no_table_of_the_corpora_is_lost(
    faults: dict[str, tuple[list[Run], tuple[int, int]]],
) -> None:
    """As many as an independent count of start tags and delimiter rows gives."""
    assert faults
    counts = {file: counted for file, (_, counted) in faults.items()}
    assert {file: each for file, each in counts.items() if each[0] != each[1]} == {}


@given(st.lists(st.sampled_from(_PIECES), max_size=40).map("".join), st.sampled_from(Dialect))
def test_no_page_can_break_the_reader(text: str, dialect: Dialect) -> None:
    """Whatever is put together, runs stand in their blocks and tell the truth."""
    document = read_text(text, path="a", page="a", locale="en", dialect=dialect).document
    assert document is not None
    assert [
        run
        for run in runs(document.blocks)
        if not 0 <= run.start <= run.end <= len(document.text)
        or (len(run.text) == run.end - run.start and document.text[run.start : run.end] != run.text)
    ] == []
    for table in tables(document.blocks):
        for row in table.rows:
            for cell in row.cells:
                assert table.start <= row.start <= cell.start <= cell.end <= table.end


@given(st.text(), st.sampled_from(Dialect))
def test_any_text_is_a_page(text: str, dialect: Dialect) -> None:
    """Reading never raises."""
    assert read_text(text, path="a", page="a", locale="en", dialect=dialect).document is not None
