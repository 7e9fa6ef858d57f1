"""Findings → text for people: place, rule, message, the line with its carets, the evidence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.diagnostics import printable, render_place

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.check.finding import Finding


def render_finding(
    found: Finding, shown: str, style: Callable[[str, str], str] = lambda text, _: text
) -> str:
    """Render one finding.

    Args:
        found: The finding.
        shown: The page's path as it is shown.
        style: Given a text and what it is, colours it.
    """
    span = replace(found.span, path=shown)
    mark = style("[*] ", "fixable") if found.is_fixable else ""
    head = style(f"{found.severity}[{found.rule}]", str(found.severity))
    lines = [
        f"{_line(str(span))}: {head}: {mark}{_line(found.message)}",
        *map(_line, render_place(span)),
        *(f"  {_line(line)}" for line in found.evidence),
    ]
    if found.help:
        lines.append(f"  help: {_line(found.help)}")
    return "\n".join(lines)


def _line(text: str) -> str:
    """Keep a text to one line that does nothing to a terminal."""
    return printable(text).replace("\n", " ")
