"""Figures read as what they are."""

from __future__ import annotations

import pytest

from benchmarks.text_table import render_markdown, render_text, share


@pytest.mark.parametrize(
    ("part", "whole", "decimals", "expected"),
    [
        (1, 3, 1, "33.3"),
        (0, 0, 1, "-"),
        (3, 3, 1, "100.0"),
        (0, 3, 1, "0.0"),
        (9999, 10000, 1, "99.9"),
        (1, 100000, 1, "0.1"),
        (99999, 100000, 2, "99.99"),
    ],
)
def test_share_is_all_or_nothing_only_where_it_is(
    part: int, whole: int, decimals: int, expected: str
) -> None:
    """One miss in ten thousand does not round away."""
    assert share(part, whole, decimals=decimals) == expected


def test_text_table_is_aligned_by_width() -> None:
    """The first column to the left, figures to the right; wide characters count twice."""
    assert render_text(("x", "n"), [("작업", 1), ("a", 10)]) == "x      n\n작업   1\na     10"


def test_markdown_table_puts_figures_to_the_right() -> None:
    """A pipe table."""
    assert render_markdown(("x", "n"), [("a", 1)]) == "| x | n |\n| --- | ---: |\n| a | 1 |"
