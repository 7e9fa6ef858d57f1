"""Keeps tables within limits, so that a page cannot make the stages behind reading run away.

What exceeds a limit is left out of the page, and reported where it stands.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.read.document import Table

if TYPE_CHECKING:
    from generator.read.document import Block, Cell, Row

MAX_TABLES = 5_000
"""Tables of a page, nested ones counted; further ones are left out."""
MAX_CELLS = 200_000
"""Cells of a table; the rows that hold further ones are left out."""
MAX_CELL_CHARS = 200_000
"""Characters of a cell's source; a larger cell is read as an empty one."""
MAX_DEPTH = 16
"""Tables around a table; one deeper down is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Excess:
    """What was left out, and why."""

    code: str
    """Code of the finding."""
    message: str
    """What exceeds which limit."""
    start: int
    """Offset of what was left out."""
    end: int
    """Offset behind it, or behind its beginning where that says enough."""


def apply_limits(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Excess, ...]]:
    """Leave out what exceeds the limits.

    Returns:
        The blocks, the very same where nothing does; and what was left out.
    """
    if not any(isinstance(block, Table) for block in blocks):
        return blocks, ()
    limiter = _Limiter()
    kept = limiter.blocks(blocks, 0)
    return (kept if limiter.excesses else blocks), tuple(limiter.excesses)


class _Limiter:
    """One page on its way through."""

    def __init__(self) -> None:
        self.excesses: list[Excess] = []
        self._tables = 0

    def blocks(self, blocks: tuple[Block, ...], depth: int) -> tuple[Block, ...]:
        """Take the blocks of the page, or of a cell so many tables down."""
        kept = []
        for block in blocks:
            own = self._table(block, depth) if isinstance(block, Table) else block
            if own is not None:
                kept.append(own)
        return tuple(kept)

    def _table(self, table: Table, depth: int) -> Table | None:
        if depth > MAX_DEPTH:
            message = f"table stands in {depth} others, at most {MAX_DEPTH} are read; left out"
            self._report("GS114", message, table.start)
            return None
        self._tables += 1
        if self._tables > MAX_TABLES:
            if self._tables == MAX_TABLES + 1:
                message = f"page has more than {MAX_TABLES:,} tables; this and all behind left out"
                self._report("GS117", message, table.start)
            return None
        known = len(self.excesses)
        rows = self._rows(table, depth)
        return table if len(self.excesses) == known else replace(table, rows=rows)

    def _rows(self, table: Table, depth: int) -> tuple[Row, ...]:
        rows: list[Row] = []
        cells = 0
        for row in table.rows:
            cells += len(row.cells)
            if cells > MAX_CELLS:
                left = len(table.rows) - len(rows)
                message = (
                    f"table has more than {MAX_CELLS:,} cells; {left:,} of its"
                    f" {len(table.rows):,} rows left out"
                )
                self._report("GS115", message, row.start)
                break
            known = len(self.excesses)
            own = tuple(self._cell(cell, depth) for cell in row.cells)
            rows.append(row if len(self.excesses) == known else replace(row, cells=own))
        return tuple(rows)

    def _cell(self, cell: Cell, depth: int) -> Cell:
        size = cell.end - cell.start
        if size > MAX_CELL_CHARS:
            message = f"cell has {size:,} characters, at most {MAX_CELL_CHARS:,} are read; left out"
            self._report("GS116", message, cell.start)
            return replace(cell, blocks=())
        if Table not in map(type, cell.blocks):
            return cell
        return replace(cell, blocks=self.blocks(cell.blocks, depth + 1))

    def _report(self, code: str, message: str, start: int) -> None:
        self.excesses.append(Excess(code=code, message=message, start=start, end=start + 1))
