"""Renders figures as tables: aligned text for a terminal, pipes for Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics import display_width

if TYPE_CHECKING:
    from collections.abc import Sequence


def share(part: int, whole: int, *, decimals: int = 1) -> str:
    """Give a share in per cent, `-` of nothing.

    A share that is neither all nor nothing never reads as such: 9,999 of 10,000 are 99.9 %.
    """
    if not whole:
        return "-"
    unit = 10**decimals
    units = round(100 * unit * part / whole)
    if 0 < part < whole:
        units = min(max(units, 1), 100 * unit - 1)
    return f"{units / unit:.{decimals}f}"


def render_text(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Align the first column to the left and the others to the right."""
    lines = [list(header), *([str(cell) for cell in row] for row in rows)]
    widths = [max(display_width(line[i]) for line in lines) for i in range(len(header))]
    return "\n".join(
        "  ".join(_pad(cell, widths[i], is_left=i == 0) for i, cell in enumerate(line)).rstrip()
        for line in lines
    )


def render_markdown(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Give a pipe table, figures to the right."""
    rule = ["---", *["---:"] * (len(header) - 1)]
    lines = [list(header), rule, *([str(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _pad(text: str, width: int, *, is_left: bool) -> str:
    gap = " " * (width - display_width(text))
    return text + gap if is_left else gap + text
