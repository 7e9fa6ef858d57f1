"""Rows that are no entries: they head a part of a table, or say its header again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.extract.extract_values import is_marked
from generator.read.document import Mark, Paragraph

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.read.document import Cell, Row

_STRONG = frozenset({Mark.STRONG})
_FEWEST_COLUMNS = 3
"""Columns of a table in which a row may be empty but for its bold head."""


def find_dividers(
    rows: Sequence[Row],
    labels: Sequence[str],
    header: Sequence[str],
    texts: Callable[[int], list[str]],
) -> frozenset[int]:
    """Find the rows that are no entries.

    Args:
        rows: The rows below the header.
        labels: The text of each row's first cell.
        header: The header's texts.
        texts: Gives the texts of the cells of the row with an index, by column.

    Returns:
        Their indexes; none where all rows would be.
    """
    width = len(header)
    bold = [width >= _FEWEST_COLUMNS and _is_bold(row) for row in rows]
    is_telling = bold.count(False) * 2 > len(bold)
    found = {
        index
        for index, (row, label) in enumerate(zip(rows, labels, strict=True))
        if _spans_all(row, width)
        or _heads_columns(row)
        or (width > 1 and label and label == header[0] and texts(index) == list(header))
        or (is_telling and bold[index] and not any(texts(index)[1:]))
    }
    return frozenset(found) if len(found) < len(rows) else frozenset()


def _spans_all(row: Row, width: int) -> bool:
    """Tell whether one cell fills a row."""
    return width > 1 and len(row.cells) == 1 and row.cells[0].colspan >= width


def _heads_columns(row: Row) -> bool:
    """Tell whether all cells of a row are headers (HTML, 4.9.10)."""
    return len(row.cells) > 1 and all(cell.is_header for cell in row.cells)


def _is_bold(row: Row) -> bool:
    return bool(row.cells) and _is_bold_cell(row.cells[0])


def _is_bold_cell(cell: Cell) -> bool:
    (block,) = cell.blocks if len(cell.blocks) == 1 else (None,)
    return isinstance(block, Paragraph) and is_marked(block.runs, _STRONG)
