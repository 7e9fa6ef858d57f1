"""What stands around a name in its cell: signs before it, notes behind it.

Signs say how deep a row is nested (`» city`, `- city`, an indent); notes are such as
`city (optional)` and `city*`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.extract.run_lines import cut_run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.read.document import Run

_ARROWS = "»›→↳⇒⟶▸▶└├─│┗┣━┃∟•·◦‣⁃–—"
_MARKER = re.compile(rf"[\s\u00a0\u2000-\u200b\u3000]*(?:[{_ARROWS}]+|[>+.\-]+(?=[\s\u00a0]))")
_SPACE = re.compile(r"[\s\u00a0\u2000-\u200b\u3000]*")
_NOTED = re.compile(
    r"(?P<name>[^\s*?(（\[][^*?(（]*?)"
    r"(?:\s*(?P<sign>[*†‡]{1,3}|(?<=\w)\?)"
    r"|\s+\((?P<note>[^()（）]{1,40})\)|\s*（(?P<wide>[^()（）\[\]\x00-\x7f]{1,40})）)"
)
_FIXED_SPACE = re.compile(
    r"[\u00a0\u2000-\u200a\u3000]|&(?:nbsp|ensp|emsp|thinsp|#160|#xa0);?", re.IGNORECASE
)
_INDENT = re.compile(r"[\u00a0\u2000-\u200a\u3000]")


def strip_markers(line: Sequence[Run]) -> tuple[int, list[Run]]:
    """Leave out what stands before a name to show its depth.

    Returns:
        How many signs and fixed spaces that were, and the rest; all of the line where it
        holds nothing else.
    """
    runs = list(line)
    depth = 0
    while runs:
        found = _leading(runs[0].text)
        depth += _depth(runs[0].text[:found])
        if found < len(runs[0].text):
            if found:
                runs[0] = cut_run(runs[0], found)
            break
        del runs[0]
    if not any(char.isalpha() for run in runs for char in run.text):
        return 0, list(line)
    return depth, runs


def count_spaces(source: str) -> int:
    """Count the fixed spaces in the source between a cell's start and its text."""
    return len(_FIXED_SPACE.findall(source))


def _leading(text: str) -> int:
    """Count the characters of signs and space that a text begins with."""
    at = 0
    while match := _MARKER.match(text, at):
        at = match.end()
    space = _SPACE.match(text, at)
    return space.end() if space else at


def _depth(signs: str) -> int:
    """Count signs and fixed spaces."""
    return sum(char in _ARROWS + ">+.-" or _INDENT.match(char) is not None for char in signs)


def split_note(text: str) -> tuple[str, str]:
    """Split a name from the note behind it: `limit (optional)`, `limit*`, `limit?`."""
    match = _NOTED.fullmatch(text)
    return (match["name"], match["sign"] or match["note"] or match["wide"]) if match else (text, "")
