"""`generator.diagnostics`: order, rendering and the table of codes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.diagnostics import (
    CODES,
    Diagnostic,
    Severity,
    display_width,
    render_diagnostic,
    sort_diagnostics,
)
from generator.source import Span


def _span(context: str, text: str, path: str = "ja/a.md", line: int = 42) -> Span:
    start = context.index(text)
    return Span(
        path=path,
        line=line,
        column=start + 1,
        start=1000 + start,
        end=1000 + start + len(text),
        context=context,
    )


def _note(message: str, span: Span | None = None, path: str | None = None) -> Diagnostic:
    return Diagnostic(code="GS401", severity=Severity.NOTE, message=message, span=span, path=path)


def test_a_finding_is_rendered_with_place_caret_evidence_and_help() -> None:
    """The caret stands below the text, wide characters counted twice."""
    found = Diagnostic(
        code="GS401",
        severity=Severity.WARNING,
        message="identifier '사용자 이름' read as 'userName'",
        span=_span("| 이름 | `사용자 이름` |", "사용자 이름"),
        evidence=("readings: userName (de, en)",),
        help="fix the cell",
    )
    expected = """\
ja/a.md:42:9: warning[GS401]: identifier '사용자 이름' read as 'userName'
    | 이름 | `사용자 이름` |
              ^^^^^^^^^^^
  readings: userName (de, en)
  help: fix the cell"""
    assert expected == render_diagnostic(found)


def test_a_finding_about_a_file_or_about_nothing_has_no_caret() -> None:
    """The path stands alone, or nothing does."""
    assert render_diagnostic(_note("m", path="a.md")) == "a.md: note[GS401]: m"
    assert render_diagnostic(_note("m")) == "note[GS401]: m"


def test_a_long_line_is_shown_around_its_caret() -> None:
    """The caret stays below what it marks."""
    context = "x" * 300 + "HERE" + "y" * 300
    lines = render_diagnostic(_note("m", _span(context, "HERE"))).split("\n")
    column = lines[1].index("HERE")
    assert (" " * column + "^^^^", 164) == (lines[2], len(lines[1]))


def test_an_empty_place_gets_one_caret() -> None:
    """What is missing is still pointed at."""
    span = Span(path="a", line=1, column=3, start=2, end=2, context="| |")
    assert render_diagnostic(_note("m", span)) == "a:1:3: note[GS401]: m\n    | |\n      ^"


def test_control_and_direction_characters_do_not_reach_the_terminal() -> None:
    """A page cannot forge lines, colours or the order of characters."""
    text = "a\x1b[31m\u202eb\rc\u2066"
    rendered = render_diagnostic(_note(f"'{text}'", _span(f"x {text}", text)))
    assert re.search("[\x00-\x09\x0b-\x1f\u202a-\u202e\u2066-\u2069]", rendered) is None


def test_findings_come_in_path_and_line_order_without_repetitions() -> None:
    """Findings about no page come first."""
    first = _note("m")
    second = _note("m", _span("a", "a", path="a.md", line=2))
    third = _note("m", _span("a", "a", path="a.md", line=10))
    fourth = _note("m", path="b.md")
    shuffled = [third, fourth, second, first, third]
    assert (first, second, third, fourth) == sort_diagnostics(shuffled)


def test_widths_are_those_of_a_terminal() -> None:
    """Wide and full-width characters take two cells, combining marks none."""
    assert [display_width(text) for text in ("", "a", "e\u0301", "각", "：", "日本")] == [
        0,
        1,
        1,
        2,
        2,
        4,
    ]


def test_an_unknown_code_is_our_own_mistake() -> None:
    """Every code stands in the table."""
    with pytest.raises(ValueError, match="unknown diagnostic code 'GS999'"):
        Diagnostic(code="GS999", severity=Severity.NOTE, message="m")


def test_every_code_in_use_is_in_the_table() -> None:
    """No stage makes up a code."""
    root = Path(__file__).parents[2] / "generator"
    used = {
        code
        for path in root.rglob("*.py")
        for code in re.findall(r'"(GS\d{3})"', path.read_text(encoding="utf-8"))
    }
    assert set() == used - set(CODES)


@pytest.mark.parametrize("char", ["\x85", "\u2028", "\u2029", "\u202e", "\x1b", "\ud800"])
def test_no_message_brings_a_line_end_or_a_control_along(char: str) -> None:
    """Some programs end lines at separators that terminals do not show."""
    found = Diagnostic(code="GS101", severity=Severity.ERROR, message=f"a{char}b")
    assert render_diagnostic(found) == "error[GS101]: a b"


def test_a_line_end_in_a_file_name_forges_no_message() -> None:
    """A place is one line, whatever the file is called."""
    name = "en/a\nb.md:1:1: error[GS999]: forged\n.md"
    for found in (_note("odd\nmessage", path=name), _note("odd", _span("a | b", "b", path=name))):
        lines = render_diagnostic(found).splitlines()
        assert [line for line in lines if line.startswith("b.md")] == []
        assert "forged" in lines[0]
