"""Cells that hold what other pages give columns of their own: the parts of a cell as columns.

A type below the name or at the head of the description, and labelled parts
(`Type: string`, a list of terms), become columns behind the others. Only what
most rows of a table have in one place is taken for a part.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.extract.column_words import Role, header_says
from generator.extract.run_lines import as_paragraphs, cut_run, hard_lines
from generator.extract.type_notation import is_type_text
from generator.naming import is_ncname
from generator.read.document import Cell, Mark, Paragraph, Run, plain_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.extract.run_lines import Line
    from generator.read.document import Block

PlacedRow = list["Cell | None"]
"""A row's cells, brought to columns."""

_MOST = 0.6
"""Share of the rows that must have a part in one place."""
_SOME = 0.3
"""Share of the parts that must look like types: translation takes the others' looks."""
_FEWEST = 2
_SHORT = 60
_LABEL = 30
"""Characters that a label may have."""
_COLONS = ":："
_TYPE = "type"
"""Header of a column made of parts that nothing labels."""
_MARKED = frozenset({Mark.CODE, Mark.STYLED, Mark.STRONG, Mark.PROTECTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Split:
    """A cell taken apart."""

    rest: Cell
    """What stays in its column."""
    parts: dict[str, Cell]
    """Header of a new column → what stands in it."""


def split_cells(
    header: Sequence[str], rows: Sequence[PlacedRow]
) -> tuple[tuple[str, ...], list[PlacedRow]]:
    """Give the parts of cells columns of their own.

    Args:
        header: The table's header.
        rows: Its rows, each as wide as the header or wider.

    Returns:
        The header and the rows, wider where cells have parts.
    """
    found, made = tuple(header), [list(row) for row in rows]
    if len(made) < _FEWEST:
        return found, made
    for column in range(min(len(found), 3)):
        found, made = _take(found, made, column, _label_splitter(made, column))
        if any(header_says(Role.TYPE, text) for text in found):
            continue
        splitter = _split_below if column == 0 else _split_head
        found, made = _take(found, made, column, splitter, check=_is_type_column)
    return found, made


def _take(
    header: tuple[str, ...],
    rows: list[PlacedRow],
    column: int,
    splitter: Callable[[Cell], _Split | None] | None,
    check: Callable[[Sequence[_Split]], bool] = bool,
) -> tuple[tuple[str, ...], list[PlacedRow]]:
    """Split the cells of a column, if most of them have the parts."""
    if splitter is None:
        return header, rows
    splits = [_try(splitter, row, column) for row in rows]
    done = [split for split in splits if split is not None]
    if len(done) < max(_FEWEST, _MOST * len(rows)) or not check(done):
        return header, rows
    added = tuple(dict.fromkeys(name for split in done for name in split.parts))
    widened = [
        _widen(row, column, split, header, added) for row, split in zip(rows, splits, strict=True)
    ]
    return (*header, *added), widened


def _try(splitter: Callable[[Cell], _Split | None], row: PlacedRow, column: int) -> _Split | None:
    cell = row[column] if column < len(row) else None
    return splitter(cell) if cell is not None else None


def _widen(
    row: PlacedRow, column: int, split: _Split | None, header: Sequence[str], added: Sequence[str]
) -> PlacedRow:
    kept: PlacedRow = [*row, *[None] * (len(header) - len(row))][: len(header)]
    if split is None:
        return [*kept, *[None] * len(added)]
    kept[column] = split.rest
    return [*kept, *(split.parts.get(name) for name in added)]


def _is_type_column(splits: Sequence[_Split]) -> bool:
    """Tell whether enough of the parts look like types, or are linked names."""
    looks = [_looks_like_type(split.parts[_TYPE]) for split in splits]
    return sum(looks) >= max(_FEWEST, _SOME * len(looks))


def _looks_like_type(cell: Cell) -> bool:
    runs = [run for line in _lines(cell.blocks) or [] for run in line]
    text = plain_text(tuple(runs))
    linked = any(run.target for run in runs) and is_ncname(text)
    return is_type_text(text) or linked


def _split_below(cell: Cell) -> _Split | None:
    """Split a name from the line below it, or from what stands behind its markup."""
    lines = _lines(cell.blocks)
    if not lines:
        return None
    head, *others = lines
    if others:
        below = others[0]
        if not _is_short(below):
            return None
        return _Split(
            rest=_cell(cell, [head, *others[1:]]), parts={_TYPE: _cell(cell, [_bare(below)])}
        )
    marked = next((i for i, run in enumerate(head) if not run.marks & _MARKED), 0)
    behind = _bare(head[marked:])
    if not marked or not _is_short(behind) or head[marked].text[:1] in "[.:(":
        return None
    return _Split(rest=_cell(cell, [head[:marked]]), parts={_TYPE: _cell(cell, [behind])})


def _split_head(cell: Cell) -> _Split | None:
    """Split a type from the description below it."""
    lines = _lines(cell.blocks[:1])
    if not lines or not _is_short(lines[0]):
        return None
    rest = [*as_paragraphs(lines[1:]), *cell.blocks[1:]]
    if not rest:
        return None
    return _Split(rest=replace(cell, blocks=tuple(rest)), parts={_TYPE: _cell(cell, [lines[0]])})


def _label_splitter(
    rows: Sequence[PlacedRow], column: int
) -> Callable[[Cell], _Split | None] | None:
    """Find the labels that recur in a column's cells; None where there are too few."""
    cells = [cell for row in rows if column < len(row) and (cell := row[column]) is not None]
    if not any(len(cell.blocks) > 1 or _is_broken(cell) for cell in cells):
        return None  # where two labels recur, they meet in one cell
    counts: Counter[str] = Counter()
    for cell in cells:
        counts.update({label for line in _lines(cell.blocks) or [] if (label := label_of(line)[0])})
    labels = frozenset(
        label for label, count in counts.items() if count >= max(_FEWEST, _MOST * len(cells))
    )
    roles = [role for role in Role if any(header_says(role, label) for label in labels)]
    if len(labels) < _FEWEST or Role.TYPE not in roles:
        return None
    return lambda cell: _split_labelled(cell, labels)


def _is_broken(cell: Cell) -> bool:
    """Tell whether a cell's first paragraph has more than one line."""
    return any(
        isinstance(b, Paragraph) and any(r.text == "\n" for r in b.runs) for b in cell.blocks[:1]
    )


def label_of(line: Sequence[Run]) -> tuple[str, list[Run]]:
    """Give a line's label and what follows it; a line may be a label alone."""
    text = plain_text(tuple(line))
    bare = text.rstrip(_COLONS + " ")
    is_short = 0 < len(text) <= _LABEL and ":" not in bare
    if is_short and not any(char.isdigit() for char in text):
        return bare, []
    for index, run in enumerate(line):
        at = min((i for c in _COLONS if (i := run.text.find(c)) >= 0), default=-1)
        if at < 0:
            continue
        label = plain_text((*line[:index], replace(run, text=run.text[:at])))
        rest = cut_run(run, at + 1)
        short = 0 < len(label) <= _LABEL and not any(char.isdigit() for char in label)
        return (label, [rest, *line[index + 1 :]]) if short else ("", [])
    return "", []


def _split_labelled(cell: Cell, labels: frozenset[str]) -> _Split | None:
    """Split a cell at its labels; what stands before the first stays in its column."""
    rest: list[Block] = []
    parts: dict[str, list[Block]] = {}
    current = rest
    for block in cell.blocks:
        lines = _lines((block,))
        if lines is None:
            current.append(block)
            continue
        for line in lines:
            label, behind = label_of(line)
            begins = label in labels and label not in parts
            if begins:
                current = parts[label] = []
            current += as_paragraphs([behind if begins else line])
    if not parts:
        return None
    return _Split(
        rest=replace(cell, blocks=tuple(rest)),
        parts={label: replace(cell, blocks=tuple(own)) for label, own in parts.items()},
    )


def _lines(blocks: Sequence[Block]) -> list[Line] | None:
    """Give the lines of paragraphs; None where there is anything else."""
    found: list[Line] = []
    for block in blocks:
        if not isinstance(block, Paragraph):
            return None if len(blocks) == 1 else found
        found += hard_lines(block.runs)
    return [line for line in found if plain_text(line)]


def _bare(line: Sequence[Run]) -> list[Run]:
    """Leave out the brackets around a whole line."""
    inked = [run for run in line if run.text.strip()]
    if not inked:
        return []
    first, last = inked[0], inked[-1]
    if first.text.lstrip()[:1] in {"(", ","} and len(first.text) == first.end - first.start:
        inked[0] = cut_run(first, len(first.text) - len(first.text.lstrip()) + 1)
        last = inked[-1]
    if last.text.rstrip()[-1:] == ")" and len(last.text) == last.end - last.start:
        kept = len(last.text.rstrip()) - 1
        inked[-1] = replace(last, text=last.text[:kept], end=last.start + kept)
    return [run for run in inked if run.text.strip()]


def _is_short(line: Sequence[Run]) -> bool:
    text = plain_text(tuple(line))
    return 0 < len(text) < _SHORT and text[-1] not in ".。!?"


def _cell(cell: Cell, lines: Sequence[Sequence[Run]]) -> Cell:
    return replace(cell, blocks=as_paragraphs(lines))
