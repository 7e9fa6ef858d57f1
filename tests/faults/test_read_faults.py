"""What is wrong with a page is said with its place, and the rest of it is read."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import pytest

from generator.diagnostics import render_diagnostic
from generator.read import load_page as module
from generator.read.document import Paragraph, plain_text
from generator.read.read_document import Dialect, ReadResult, read_document, read_text

if TYPE_CHECKING:
    import pathlib


def read_file(file: pathlib.Path) -> ReadResult:
    """Read a file as a page of its own name."""
    return read_document(file, path=f"api/en/{file.name}", page=file.name, locale="en")


def test_bytes_that_are_no_utf8_are_located(tmp_path: pathlib.Path) -> None:
    """Columns count characters, not bytes."""
    file = tmp_path / "a.md"
    file.write_bytes("one\r\ngrö".encode() + b"\xdfe\n")
    result = read_file(file)
    assert result.document is None
    assert [render_diagnostic(found).splitlines() for found in result.diagnostics] == [
        [
            "api/en/a.md:2:4: warning[GS104]: byte 0xDF is no UTF-8, the page is left out",
            "    grö\ufffde",
            "       ^",
            "  help: save the page as UTF-8",
        ]
    ]


def test_a_page_that_cannot_be_opened_is_reported(tmp_path: pathlib.Path) -> None:
    """A missing page, and one that is a folder."""
    (tmp_path / "folder.md").mkdir()
    found = [read_file(tmp_path / name) for name in ("none.md", "folder.md", "folder.md/x.md")]
    assert [(result.document, result.diagnostics[0].code) for result in found] == [
        (None, "GS103")
    ] * 3


def test_an_unknown_suffix_is_reported(tmp_path: pathlib.Path) -> None:
    """Nothing is guessed from the content."""
    (tmp_path / "a.rst").write_text("a", encoding="utf-8")
    assert render_diagnostic(read_file(tmp_path / "a.rst").diagnostics[0]) == (
        "api/en/a.rst: warning[GS103]: page has the suffix '.rst', expected .md or .html"
    )


def test_a_page_beyond_the_limit_is_refused(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit holds before anything is read."""
    monkeypatch.setattr(module, "MAX_PAGE_BYTES", 3)
    (tmp_path / "a.md").write_text("four", encoding="utf-8")
    assert render_diagnostic(read_file(tmp_path / "a.md").diagnostics[0]) == (
        "api/en/a.md: warning[GS112]: page has 4 bytes, at most 3 are read"
    )


def test_a_byte_order_mark_is_dropped(tmp_path: pathlib.Path) -> None:
    """Offsets begin behind it."""
    file = tmp_path / "a.MD"
    file.write_bytes(b"\xef\xbb\xbf# A\n")
    document = read_file(file).document
    assert document is not None
    assert document.text == "# A\n"


def test_forbidden_characters_are_replaced_one_for_one() -> None:
    """The offsets of the rest hold."""
    result = read_text("a\x00b\x0bc\n", path="a.md", page="a.md", locale="en")
    assert result.document is not None
    assert result.document.text == "a\ufffdb\ufffdc\n"
    assert [(found.code, str(found.span), found.message) for found in result.diagnostics] == [
        (
            "GS111",
            "a.md:1:2",
            "character U+0000 is forbidden in XML, and 1 more, read as U+FFFD",
        )
    ]


def test_broken_front_matter_is_located_and_salvaged() -> None:
    """What can be told apart line by line is used, and so is the page."""
    text = "---\ntitle: Order\ntext: 'open\nkind: a: b\n---\n# A\n\nbody\n"
    result = read_text(text, path="a.md", page="a.md", locale="en")
    assert result.document is not None
    assert (result.document.front("title"), result.document.front("kind")) == ("Order", "a: b")
    last = result.document.blocks[-1]
    assert isinstance(last, Paragraph)
    assert plain_text(last.runs) == "body"
    (found,) = result.diagnostics
    assert (found.code, found.span is not None and 2 <= found.span.line <= 5) == ("GS105", True)


def test_a_stray_end_tag_is_located() -> None:
    """Line, column and caret show the tag."""
    text = "# A\n\n<table><tr>\n<td>a</b></td></tr></table>\n"
    result = read_text(text, path="a.md", page="a.md", locale="en")
    assert [render_diagnostic(found).splitlines() for found in result.diagnostics] == [
        [
            "a.md:4:6: warning[GS202]: table is broken HTML: </b> ends nothing",
            "    <td>a</b></td></tr></table>",
            "         ^^^^",
        ]
    ]


_COUNT = 6000
_HOSTILE = {
    "open tags": "<table>" + "<a " * _COUNT,
    "open tags before an end": "<table>" + "<a x" * _COUNT + ">",
    "comments": "<table>" + "<!--" * _COUNT + ">",
    "marked sections": "<table>" + "<![CDATA[" * _COUNT + ">",
    "deep elements": "<table><tr><td>" + "<b>" * _COUNT,
    "deep tables": "<table><tr><td>" * 2000,
    "cells": "<table>" + "<td>" * _COUNT,
    "unclosed tables": "<table>\n\nfoo\n\n" * 2000,
    "heading attributes": "# " + "{#a}" * _COUNT,
    "brackets": "[" * _COUNT,
    "markers": "[!DNL " * _COUNT,
    "links": "[a](" * _COUNT,
    "emphasis": "*a_ " * _COUNT,
    "pipes": "|" * _COUNT + "\n|-|\n",
    "yaml brackets": "---\na: " + "[" * _COUNT + "\n---\nx",
    "yaml lists": "---\na:\n " + "- " * _COUNT + "\n---\n",
    "fences of front matter": "---\n" * _COUNT,
    "ampersands": "<table><tr><td>" + "&a" * _COUNT,
}


@pytest.mark.parametrize("dialect", list(Dialect))
@pytest.mark.parametrize("text", _HOSTILE.values(), ids=list(_HOSTILE))
def test_hostile_pages_are_read_in_linear_time(text: str, dialect: Dialect) -> None:
    """Nothing recurses, nothing backtracks: quadratic readers took 4 to 80 seconds here."""
    limit = 10 if sys.gettrace() else 2  # measuring coverage takes several times as long
    begin = time.process_time()
    result = read_text(text, path="a.md", page="a.md", locale="en", dialect=dialect)
    assert result.document is not None
    assert time.process_time() - begin < limit
