"""Lists of values, wherever a page lists them: in a cell, a list, or a sentence."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.extract.page import Literal, RawValue
from generator.extract.run_lines import cut_line
from generator.read.document import Document, ListItem, Mark, Run, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.source import Span

_MARKED = frozenset({Mark.CODE, Mark.STYLED, Mark.STRONG, Mark.EMPHASIS, Mark.PROTECTED})
_CODE = frozenset({Mark.CODE, Mark.PROTECTED})
_STRUCK = frozenset({Mark.STRUCK})
_COLON = (":", "：")
_CONNECTOR = re.compile(r"[\s,、，;；/|·]*(?:[^\W\d_]{1,5}\.?\s+|[^\x00-\x7f]{1,3}\s*)?")
_GLOSS = re.compile(r"\s*[(（]([^()（）]{1,48})[)）]")
"""What may follow a value in brackets."""
_END = (".", "。")
_CHOICE = re.compile(r"[^\s|]+")
_BAR = re.compile(r"\|")
_STOPPED = 3
"""Values that a list needs behind a sentence's end, where a colon introduces two."""
_SHORT = 48
"""Longest text, in characters, that passes as a value where nothing marks it as one."""


def find_literals(document: Document, runs: Sequence[Run]) -> tuple[Literal, ...]:
    """Join neighbouring runs of one marking to literals: code, bold, italic, protected."""
    if not any(run.marks for run in runs):
        return ()
    return tuple(
        Literal(
            text=text,
            span=trimmed_span(document, group),
            is_code=bool(group[0].marks & _CODE),
            target=next((run.target for run in group if run.target), ""),
        )
        for group in group_marked(runs)
        if group[0].marks & _MARKED and (text := plain_text(group))
    )


def group_marked(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Group neighbouring runs that share their marking; a line break ends a group."""
    group: list[Run] = []
    for run in runs:
        if group and (
            run.text == "\n"
            or (run.marks & _MARKED) != (group[-1].marks & _MARKED)
            or (run.marks & _MARKED and run.start > group[-1].end + 1 and run.marks & _CODE)
        ):
            yield group
            group = []
        group.append(run)
    if group:
        yield group


def is_struck(runs: Sequence[Run]) -> bool:
    """Tell whether all of a text is struck out."""
    return is_marked(runs, _STRUCK)


def is_marked(runs: Sequence[Run], marks: frozenset[Mark]) -> bool:
    """Tell whether all of a text has certain marks."""
    inked = [run for run in runs if run.text.strip()]
    return bool(inked) and all(marks <= run.marks for run in inked)


def trimmed_span(document: Document, runs: Sequence[Run]) -> Span:
    """Locate the text of runs without the white space around it."""
    start, end = runs[0].start, runs[-1].end
    if not (runs[0].text[:1].isspace() or runs[-1].text[-1:].isspace()):
        return document.span(start, max(start, end))
    for run in runs:
        if stripped := run.text.lstrip():
            start = run.start
            if run.end - start == len(run.text):
                start += len(run.text) - len(stripped)
            break
    for run in reversed(runs):
        if stripped := run.text.rstrip():
            end = run.end
            if end - run.start == len(run.text):
                end -= len(run.text) - len(stripped)
            break
    return document.span(start, max(start, end))


def value_of_item(document: Document, item: ListItem) -> RawValue | None:
    """Read a list item as a value: a marked head, or short text, up to a colon or dash."""
    runs = [run for run in item.runs if run.text.strip() or run.text]
    head: list[Run] = []
    for run in runs:
        marked = bool(run.marks & _MARKED)
        if head and not marked and any(r.text.strip() for r in head):
            break
        if marked or not run.text.strip():
            head.append(run)
        elif not head or not any(r.text.strip() for r in head):
            head = []
            break
    if head and (reading := plain_text(head)):
        rest = plain_text(runs[len(head) :])
        return RawValue(
            reading=reading.rstrip(":： "),
            span=trimmed_span(document, head),
            description=_strip_separator(rest),
            is_code=any(run.marks & _CODE for run in head),
            is_struck=is_struck(head),
        )
    return _value_of_plain_item(document, runs)


def _value_of_plain_item(document: Document, runs: Sequence[Run]) -> RawValue | None:
    """Read an unmarked item: the part before a colon or dash, if it is short."""
    text = plain_text(runs)
    match = re.match(r"(.*?)\s*(?:[:：]|\s[-\u2013\u2014]\s)\s*(.*)", text)
    reading, description = (match[1], match[2]) if match else (text, "")
    if not reading or len(reading) > _SHORT or reading.endswith((".", "。")):
        return None
    span = trimmed_span(document, runs)
    return RawValue(
        reading=reading,
        span=document.span(span.start, min(span.end, span.start + len(reading))),
        description=description,
        is_code=False,
    )


def _strip_separator(text: str) -> str:
    """Remove what separates a value from its description."""
    return text.lstrip(" :：-\u2013\u2014=,").strip()


def values_in_sentence(document: Document, runs: Sequence[Run]) -> tuple[RawValue, ...]:
    """Read `One of these values: **a**, **b** or **c**.`: marked pieces behind a colon.

    Nothing but separators and short connecting words may stand between them;
    this holds in every language, where lists of introducing phrases would not.
    """
    marked = [run for run in runs if run.marks]
    if len(marked) < 2 and not any("|" in run.text for run in marked):
        return ()
    groups = [group for group in group_marked(runs) if plain_text(group)]
    best: list[RawValue] = []
    current: list[RawValue] | None = None
    fewest = 2
    for group in groups:
        text = unicodedata.normalize("NFC", "".join(run.text for run in group))
        if group[0].marks & _MARKED:
            if current is not None:
                current += _values_of_group(document, group)
            continue
        gloss = _GLOSS.match(text) if current else None
        if current and gloss:
            current[-1] = replace(current[-1], gloss=" ".join(gloss[1].split()))
        if current and _CONNECTOR.fullmatch(text, gloss.end() if gloss else 0):
            continue
        best = max(best, _enough(current, fewest), key=len)
        introduced = text.rstrip()
        current = [] if introduced.endswith((*_COLON, *_END)) else None
        fewest = 2 if introduced.endswith(_COLON) else _STOPPED
    best = max(best, _enough(current, fewest), key=len)
    return tuple(best)


def _enough(values: list[RawValue] | None, fewest: int) -> list[RawValue]:
    """Give values where there are enough of them to be a list."""
    return values if values is not None and len(values) >= fewest else []


def _values_of_group(document: Document, group: Sequence[Run]) -> list[RawValue]:
    """Read one value, or the choice that a piece of code writes with bars: `asc | desc`."""
    text = "".join(run.text for run in group)
    choice = list(_CHOICE.finditer(text))
    if "|" not in text or len(choice) < 2 or _BAR.sub(" ", text).split() != [m[0] for m in choice]:
        return [value_of_group(document, group)]
    return [value_of_group(document, cut_line(group, *match.span())) for match in choice]


def value_of_group(document: Document, group: Sequence[Run]) -> RawValue:
    """Read a stretch of runs as a value."""
    return RawValue(
        reading=plain_text(group),
        span=trimmed_span(document, group),
        description="",
        is_code=bool(group[0].marks & _CODE),
    )
