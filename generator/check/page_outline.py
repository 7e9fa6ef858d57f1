"""What a page says, without how it is written: the proof that an edit changes one text alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.read.document import CodeBlock, Heading, ListItem, Mark, Run, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.check.finding import Edit
    from generator.read.document import Block, Cell, Document

Outline = tuple[object, ...]
"""Blocks in order, each with its kind and its text as (text, marks, target)."""


def outline_page(document: Document, edits: Sequence[Edit] = ()) -> Outline:
    """Give what a page says, as it would once edits were made.

    Args:
        document: The page.
        edits: Sorted and disjoint.
    """
    own = _Edits(edits)
    return (document.front_matter, *(_outline_block(block, own) for block in document.blocks))


class _Edits:
    """Edits, found by where they stand."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits = sorted(edits)

    def within(self, start: int, end: int) -> Iterator[Edit]:
        """Give the edits that touch a stretch."""
        return (edit for edit in self._edits if edit.start <= end and edit.end >= start)


def _outline_block(block: Block, edits: _Edits) -> Outline:
    match block:
        case Heading():
            return ("heading", block.level, block.anchors, _outline_runs(block.runs, edits))
        case ListItem():
            return ("item", block.depth, block.list_ordinal, _outline_runs(block.runs, edits))
        case CodeBlock():
            return ("code", block.info, block.text)
        case Table():
            rows = tuple(
                tuple(_outline_cell(cell, edits) for cell in row.cells) for row in block.rows
            )
            return ("table", block.is_html, rows)
        case _:
            return ("paragraph", _outline_runs(block.runs, edits))


def _outline_cell(cell: Cell, edits: _Edits) -> Outline:
    blocks = tuple(_outline_block(block, edits) for block in cell.blocks)
    if not cell.blocks:
        blocks = tuple(
            ("paragraph", _merged([(edit.plain, _marks(frozenset(), edit), "")]))
            for edit in edits.within(cell.start, cell.end)
        )
    return (cell.is_header, cell.colspan, cell.rowspan, blocks)


def _marks(marks: frozenset[Mark], edit: Edit) -> frozenset[Mark]:
    return marks | {Mark.CODE} if edit.marks_code else marks


def _outline_runs(runs: Sequence[Run], edits: _Edits) -> Outline:
    made: set[Edit] = set()
    return _merged([piece for run in runs for piece in _outline_run(run, edits, made)])


def _outline_run(
    run: Run, edits: _Edits, made: set[Edit]
) -> Iterator[tuple[str, frozenset[Mark], str]]:
    """Give a run's text with the edits made in it; an edit over several is made in the first."""
    is_verbatim = len(run.text) == run.end - run.start
    cursor = run.start
    for edit in edits.within(run.start, run.end):
        is_insertion = edit.start == edit.end
        touches = edit.start < run.end and edit.end > run.start
        if not touches and not (is_insertion and edit not in made):
            continue
        if is_verbatim and edit.start > cursor:
            text = run.text[cursor - run.start : edit.start - run.start]
            yield text, run.marks, run.target
        if edit not in made:
            made.add(edit)
            yield edit.plain, _marks(run.marks, edit), run.target
        cursor = min(max(cursor, edit.end), run.end)
        if not is_verbatim and not is_insertion:
            return
    if is_verbatim:
        yield run.text[cursor - run.start :], run.marks, run.target
    else:
        yield run.text, run.marks, run.target


def _merged(pieces: Sequence[tuple[str, frozenset[Mark], str]]) -> Outline:
    """Join neighbours that are marked alike."""
    merged: list[tuple[str, frozenset[Mark], str]] = []
    for text, marks, target in pieces:
        if not text:
            continue
        if merged and merged[-1][1:] == (marks, target):
            merged[-1] = (merged[-1][0] + text, marks, target)
        else:
            merged.append((text, marks, target))
    return tuple(merged)
