"""Runs of text cut into lines and pieces, each piece with its exact offsets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.read.document import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.read.document import Run

Line = tuple["Run", ...]
"""A stretch of runs without a line break."""


def cut_run(run: Run, start: int, end: int | None = None) -> Run:
    """Give a piece of a run; of one that does not stand verbatim, the text alone is cut."""
    text = run.text[start:end]
    if len(run.text) != run.end - run.start:
        return replace(run, text=text)
    return replace(run, text=text, start=run.start + start, end=run.start + start + len(text))


def hard_lines(runs: Sequence[Run]) -> Iterator[Line]:
    """Split runs at forced line breaks."""
    line: list[Run] = []
    for run in runs:
        if run.text == "\n" and run.end - run.start > 1:  # a <br>, not a folded line end
            yield tuple(line)
            line = []
        else:
            line.append(run)
    yield tuple(line)


def source_lines(runs: Sequence[Run]) -> Iterator[Line]:
    """Split runs wherever a line ends in the source, or is broken."""
    line: list[Run] = []
    for run in runs:
        at = 0
        while (found := run.text.find("\n", at)) >= 0:
            line.append(cut_run(run, at, found))
            yield tuple(r for r in line if r.text)
            line, at = [], found + 1
        line.append(cut_run(run, at) if at else run)
    yield tuple(r for r in line if r.text)


def cut_line(line: Sequence[Run], start: int, end: int | None = None) -> Line:
    """Give a piece of a line by the offsets of its text."""
    pieces, at = [], 0
    stop = sum(len(run.text) for run in line) if end is None else end
    for run in line:
        low, high = max(start - at, 0), min(stop - at, len(run.text))
        if low < high:
            pieces.append(run if (low, high) == (0, len(run.text)) else cut_run(run, low, high))
        at += len(run.text)
    return tuple(pieces)


def as_paragraphs(lines: Iterable[Sequence[Run]]) -> tuple[Paragraph, ...]:
    """Make a paragraph of every line that has any text."""
    return tuple(
        Paragraph(runs=tuple(line), start=line[0].start, end=line[-1].end)
        for line in lines
        if any(run.text.strip() for run in line)
    )
