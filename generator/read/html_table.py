"""Builds tables from the elements of tag soup.

The tree that a lenient parser makes of broken HTML puts cells into each other;
here a cell ends where the next one begins, so that nothing is lost.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.read.document import Cell, Row, Table
from generator.read.flow import Flow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_MAX_SPAN = 1000
_SECTIONS = frozenset({"thead", "tbody", "tfoot", "colgroup", "col", "caption"})


@dataclass(slots=True)
class _OpenCell:
    """A cell under way."""

    key: object
    flow: Flow
    is_header: bool
    start: int
    colspan: int
    rowspan: int


@dataclass(slots=True)
class _OpenTable:
    """A table under way."""

    key: object
    start: int
    parent: Flow
    rows: list[Row] = field(default_factory=list)
    row_key: object = None
    row_start: int = -1
    cells: list[Cell] = field(default_factory=list)
    cell: _OpenCell | None = None
    in_caption: object = None
    is_broken: bool = False


class TableStack:
    """The tables under way, one in a cell of the other, over the flow of the page."""

    def __init__(self, flow: Flow, report_broken: Callable[[int, int, str], None]) -> None:
        """Build into `flow`."""
        self._root = flow
        self._report = report_broken
        self._tables: list[_OpenTable] = []

    @property
    def flow(self) -> Flow:
        """Where text goes: the innermost cell, or what surrounds its table."""
        if not self._tables:
            return self._root
        table = self._tables[-1]
        return table.cell.flow if table.cell else table.parent

    def text_flow(self, text: str, start: int) -> Flow | None:
        """As `flow`; text of a table outside its cells is kept before it, and reported."""
        table = self._tables[-1] if self._tables else None
        if table and not table.cell and not table.in_caption:
            if not text.strip():
                return None
            offset = start + len(text) - len(text.lstrip())
            self.report(offset, start + len(text.rstrip()), "text stands outside the cells")
        return self.flow

    def report(self, start: int, end: int, message: str) -> None:
        """Report broken HTML, once a table; outside tables it does no harm."""
        if self._tables and not self._tables[-1].is_broken:
            self._tables[-1].is_broken = True
            self._report(start, end, message)

    def open(
        self, key: object, name: str, attributes: Mapping[str, str], start: int, end: int
    ) -> None:
        """Begin an element."""
        if name == "table":
            self._open_table(key, start, end)
            return
        table = self._tables[-1] if self._tables else None
        if name in {"td", "th"}:
            self._begin_cell(table, start, end, name)
            if table:
                table.cell = _OpenCell(
                    key=key,
                    flow=Flow(self._root.ordinals),
                    is_header=name == "th",
                    start=end,
                    colspan=_read_span(attributes.get("colspan", "")),
                    rowspan=_read_span(attributes.get("rowspan", "")),
                )
        elif name == "tr":
            if table:
                self._open_row(table, key, start)
        elif table and name in _SECTIONS:
            self._open_section(table, key, name, start)
        else:
            self.flow.open_tag(key, name, attributes, start, end)

    def close(self, key: object, start: int, end: int) -> None:
        """End an element, unless another one ended it before; its end tag has the offsets."""
        table = self._tables[-1] if self._tables else None
        if table is None:
            self.flow.close_tag(key, end)
        elif table.cell is not None and table.cell.key is key:
            self._close_cell(table, start)
        elif table.row_key is key and key is not None:
            self._close_row(table, end)
        elif table.key is key:
            self._close_table(end)
        elif table.in_caption is key and key is not None:
            table.in_caption = None
            table.parent.flush()
        else:
            self.flow.close_tag(key, end)

    def close_all(self, end: int) -> None:
        """End every table and element that is still open."""
        while self._tables:
            self._close_table(end)
        self._root.close_all(end)

    def _open_table(self, key: object, start: int, end: int) -> None:
        table = self._tables[-1] if self._tables else None
        if table and table.cell is None:
            self.report(start, end, "<table> begins in a table outside its cells")
            self._close_table(start)
        flow = self.flow
        flow.flush()
        self._tables.append(_OpenTable(key, start, flow))

    def _open_section(self, table: _OpenTable, key: object, name: str, start: int) -> None:
        if table.cell is not None:
            self.report(start, start, f"<{name}> begins in a cell")
        self._close_row(table, start)
        if name == "caption":
            table.in_caption = key

    def _open_row(self, table: _OpenTable, key: object, start: int) -> None:
        if table.row_start >= 0:
            self.report(start, start, "<tr> begins in a row")
        self._close_row(table, start)
        table.row_key, table.row_start = key, start

    def _begin_cell(self, table: _OpenTable | None, start: int, end: int, name: str) -> None:
        """End the cell before; a cell without a table is a paragraph of its own."""
        if table is None:
            self._root.flush()
            return
        if table.cell is not None:
            self.report(start, end, f"<{name}> begins in a cell")
            self._close_cell(table, start)
        if table.row_start < 0:
            self.report(start, end, f"<{name}> stands outside a row")
            table.row_key, table.row_start = None, start

    def _close_cell(self, table: _OpenTable, end: int) -> None:
        cell, table.cell = table.cell, None
        if cell is None:
            return
        cell.flow.close_all(end)
        cell.flow.finish()
        table.cells.append(
            Cell(
                blocks=tuple(cell.flow.blocks),
                is_header=cell.is_header,
                start=cell.start,
                end=max(end, cell.start),
                colspan=cell.colspan,
                rowspan=cell.rowspan,
            )
        )

    def _close_row(self, table: _OpenTable, end: int) -> None:
        self._close_cell(table, end)
        if table.row_start >= 0:
            table.rows.append(Row(cells=tuple(table.cells), start=table.row_start, end=end))
        table.cells, table.row_key, table.row_start = [], None, -1

    def _close_table(self, end: int) -> None:
        table = self._tables[-1]
        self._close_row(table, end)
        self._tables.pop()
        table.parent.add_block(
            Table(rows=tuple(table.rows), is_html=True, start=table.start, end=end)
        )


def _read_span(value: str) -> int:
    """Read a colspan or rowspan; a bad one counts as 1."""
    digits = value.strip()[:9]
    if not (digits.isascii() and digits.isdigit()):
        return 1
    return min(max(1, int(digits)), _MAX_SPAN)
