"""Values that a sentence names without a colon, or without markup behind one.

`Can be **asc** or **desc**.` and `Possible values: asc, desc.` both list two
values; a word that announces values must stand before them.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from generator.extract.extract_values import group_marked, value_of_group
from generator.extract.run_lines import cut_line
from generator.read.document import Mark, plain_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.extract.page import RawValue
    from generator.read.document import Document, Run

_FEWEST = 2
_SHORT = 32
"""Characters that an unmarked value may have."""
_REACH = 400
"""Characters before a colon in which values may be announced."""
_MARKED = frozenset({Mark.CODE, Mark.STYLED, Mark.STRONG, Mark.PROTECTED})
_STOP = re.compile(r"[.;。；](?:\s|$)|[。；]")
_VALUE = re.compile(r"[A-Za-z0-9_][\w.\-/+]*")
_BETWEEN = re.compile(r"[\s,、，/|]+")
_WORD = re.compile(r"[^\W_]+")
_PIECE = re.compile(r"[^\s,、，|]+")
_COLON = re.compile(r"[:：]\s*")


def cued_values(document: Document, runs: Sequence[Run]) -> tuple[RawValue, ...]:
    """Find the values that a paragraph announces: marked ones, else plain ones behind a colon."""
    return _marked_values(document, runs) or _plain_values(document, runs)


def _marked_values(document: Document, runs: Sequence[Run]) -> tuple[RawValue, ...]:
    groups = [group for group in group_marked(runs) if plain_text(group)]
    found: list[RawValue] = []
    announced = False
    for group in groups:
        text = "".join(run.text for run in group)
        if group[0].marks & _MARKED:
            if announced:
                found.append(value_of_group(document, group))
            continue
        if found and _joins(text):
            continue
        if len(found) >= _FEWEST:
            break
        found = []
        announced = _announces(_STOP.split(text)[-1])
    return tuple(found) if len(found) >= _FEWEST else ()


def _joins(text: str) -> bool:
    """Tell whether a text stands between two values: commas, and a word for `or`."""
    return all(word.casefold() in _words("joints") for word in _BETWEEN.split(text) if word)


def _announces(text: str) -> bool:
    """Tell whether a text says that values follow."""
    folded = f" {' '.join(_WORD.findall(text.casefold()))} "
    return any(f" {cue} " in folded if cue.isascii() else cue in folded for cue in _words("cues"))


def _plain_values(document: Document, runs: Sequence[Run]) -> tuple[RawValue, ...]:
    """Find values without markup: identifiers behind a colon, up to the end of the sentence."""
    text = "".join(run.text for run in runs)
    if not _COLON.search(text):
        return ()
    stops = [(0, 0), *(stop.span() for stop in _STOP.finditer(text)), (len(text), len(text))]
    for colon in _COLON.finditer(text):
        following = bisect_left(stops, colon.span(), 1)
        begin, end = stops[following - 1][1], stops[following][0]
        if not _announces(text[max(begin, colon.start() - _REACH) : colon.start()]):
            continue
        places = _places(text, colon.end(), end)
        if len(places) >= _FEWEST:
            return tuple(value_of_group(document, cut_line(runs, *place)) for place in places)
    return ()


def _places(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Give where the values of a stretch stand; nothing where anything else stands there."""
    found: list[tuple[int, int]] = []
    for word in _PIECE.finditer(text, start, end):
        value = word[0].strip("\"'“”‘’")
        if value.casefold() in _words("joints") and found:
            continue
        if not _VALUE.fullmatch(value) or len(value) > _SHORT:
            return []
        at = word.start() + word[0].index(value)
        between = text[found[-1][1] : at] if found else ","
        if not re.search(r"[,、，|/]", between) and not _has_joint(between):
            return []
        found.append((at, at + len(value)))
    return found


def _has_joint(text: str) -> bool:
    return any(word.casefold() in _words("joints") for word in text.split())


@cache
def _words(kind: str) -> frozenset[str]:
    text = files("generator.extract").joinpath("value_cues.toml").read_text("utf-8")
    lists: dict[str, list[str]] = tomllib.loads(text)
    return frozenset(word.casefold() for word in lists[kind])
