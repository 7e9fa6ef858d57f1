"""`Table` → `RawTable`: cells brought to columns, identifiers picked out of their markup.

No row is dropped in silence: a ragged one is padded and reported, one that is no entry is left
out and reported, and a nested table becomes a table of its own that knows where it stood.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Severity
from generator.extract.cued_values import cued_values
from generator.extract.divider_rows import find_dividers
from generator.extract.extract_values import (
    find_literals,
    is_marked,
    is_struck,
    trimmed_span,
    value_of_item,
    values_in_sentence,
)
from generator.extract.page import RawCell, RawParagraph, RawRow, RawTable, RawValue, Section
from generator.extract.row_markers import count_spaces, strip_markers
from generator.extract.split_cells import split_cells
from generator.extract.turn_sheets import turn_sheet
from generator.read.document import (
    Block,
    Cell,
    CodeBlock,
    Document,
    ListItem,
    Mark,
    Paragraph,
    Row,
    Run,
    Table,
    plain_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.extract.split_cells import PlacedRow
    from generator.source import Span

_HEAD = frozenset({Mark.CODE, Mark.STYLED, Mark.STRONG, Mark.PROTECTED})
_CODE = frozenset({Mark.CODE, Mark.PROTECTED})
_CODE_LIKE = _CODE | {Mark.STYLED}
_STRONG = frozenset({Mark.STRONG})
_STRUCK = frozenset({Mark.STRUCK})


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePlace:
    """Where a table stands, as far as the page knows it."""

    position: int
    """Block index."""
    sections: tuple[Section, ...]
    """The headings above it."""
    caption: RawParagraph | None
    """The paragraph that introduces it."""


def extract_tables(
    document: Document, table: Table, place: TablePlace, first_ordinal: int
) -> tuple[tuple[RawTable, ...], tuple[Diagnostic, ...]]:
    """Extract a table and the tables nested in it.

    Returns:
        The table first, then the nested ones in order, numbered from
        `first_ordinal`; and what was found wrong with them.
    """
    header = tuple(_cell_text(cell) for cell in _spread(table.rows[0])) if table.rows else ()
    placed: list[PlacedRow] = []
    findings, nested = [], []
    carried: dict[int, tuple[Cell, int]] = {}
    for ordinal, row in enumerate(table.rows[1:]):
        cells = _place_cells(row, carried)
        if len(cells) != len(header):
            findings.append(_ragged(document, row, len(cells), len(header)))
        width = max(len(header), 1)
        placed.append([*cells, *[None] * (width - len(cells))][: max(width, len(cells))])
        nested += [(ordinal, inner) for cell in row.cells for inner in _nested_tables(cell.blocks)]
    first = _spread(table.rows[0]) if table.rows else []
    labels = [_cell_text(row[0]) if row and row[0] is not None else "" for row in placed]
    dividers = find_dividers(
        table.rows[1:], labels, header, lambda index: [*map(_text_of, placed[index])]
    )
    findings += [_divider(document, table.rows[1 + index]) for index in sorted(dividers)]
    if len(header) == 2 and (turned := turn_sheet(header, first, placed, labels)):
        header, placed = turned[0], [turned[1]]
    header, placed = split_cells(header, placed)
    rows = [
        RawRow(
            ordinal=ordinal,
            cells=tuple(None if cell is None else extract_cell(document, cell) for cell in kept),
            span=document.span(row.start, row.end),
        )
        for ordinal, (row, kept) in enumerate(zip(table.rows[1:], placed, strict=False))
        if ordinal not in dividers
    ]
    own = RawTable(
        ordinal=first_ordinal,
        position=place.position,
        header=header,
        rows=tuple(rows),
        sections=place.sections,
        caption=place.caption,
        span=document.span(table.start, table.end),
        parent=None,
    )
    return _with_nested(document, own, nested, place, tuple(findings))


def _with_nested(
    document: Document,
    own: RawTable,
    nested: Sequence[tuple[int, Table]],
    place: TablePlace,
    findings: tuple[Diagnostic, ...],
) -> tuple[tuple[RawTable, ...], tuple[Diagnostic, ...]]:
    tables = [own]
    for row, inner in nested:
        inner_tables, more = extract_tables(document, inner, place, own.ordinal + len(tables))
        first = inner_tables[0]
        tables.append(
            RawTable(
                **{name: getattr(first, name) for name in RawTable.__slots__ if name != "parent"},
                parent=(own.ordinal, row),
            )
        )
        tables += inner_tables[1:]
        findings += more
    return tuple(tables), findings


def _nested_tables(blocks: Sequence[Block]) -> Iterator[Table]:
    return (block for block in blocks if isinstance(block, Table))


def _spread(row: Row) -> list[Cell]:
    """Repeat a cell over the columns it covers."""
    return [cell for cell in row.cells for _ in range(min(cell.colspan, 64))]


def _place_cells(row: Row, carried: dict[int, tuple[Cell, int]]) -> list[Cell]:
    """Bring a row's cells to columns; a cell of a row above may reach down into it."""
    if not carried and all(cell.colspan == cell.rowspan == 1 for cell in row.cells):
        return list(row.cells)
    placed: list[Cell] = []
    waiting = [(cell, cell.rowspan) for cell in _spread(row)]
    while waiting or len(placed) in carried:
        column = len(placed)
        if column in carried:
            cell, left = carried.pop(column)
        else:
            cell, left = waiting.pop(0)
        placed.append(cell)
        if left > 1:
            carried[column] = (cell, left - 1)
        if len(placed) > len(row.cells) * 64 + 64:
            break
    return placed


def _ragged(document: Document, row: Row, found: int, expected: int) -> Diagnostic:
    return Diagnostic(
        code="GS201",
        severity=Severity.WARNING,
        message=f"row has {found} cells where the header has {expected}",
        span=document.span(row.start, row.end),
        help="give the row one cell for every column; an empty cell will do",
    )


def _divider(document: Document, row: Row) -> Diagnostic:
    return Diagnostic(
        code="GS207",
        severity=Severity.NOTE,
        message="row is no entry: it heads a part of the table, or says its header again",
        span=document.span(row.start, row.end),
    )


def _text_of(cell: Cell | None) -> str:
    return "" if cell is None else _cell_text(cell)


def _cell_text(cell: Cell) -> str:
    return _join(map(_block_text, cell.blocks))


def _join(texts: Iterable[str]) -> str:
    return " ".join(filter(None, texts))


def _block_text(block: Block) -> str:
    if isinstance(block, Table):
        return " ".join(_cell_text(cell) for row in block.rows for cell in row.cells)
    if isinstance(block, CodeBlock):
        return " ".join(block.text.split())
    return plain_text(block.runs)


def extract_cell(document: Document, cell: Cell) -> RawCell:
    """Pick a cell's identifier and values out of its markup."""
    if len(cell.blocks) == 1 and isinstance(cell.blocks[0], Paragraph):
        runs = cell.blocks[0].runs
        text = plain_text(runs) if len(runs) == 1 else ""
        if text and not _is_marked(document, cell, runs[0]):
            return _cell_of_run(document, runs[0], text)
    lines = [line for block in cell.blocks for line in _lines(block)]
    while lines and not plain_text(lines[0]):
        del lines[0]
    texts = [_block_text(block) for block in cell.blocks]
    if not lines:
        span = document.span(*_content(document, cell.start, cell.end))
        return RawCell(
            reading="", span=span, text=_join(texts), is_code=False, target="", trailer="",
            intro="", values=_values(document, cell),
        )  # fmt: skip
    indent, line = strip_markers(lines[0])
    indent += cell.indent + count_spaces(document.text[cell.start : lines[0][0].start])
    head, rest = _split_head(_without_stars(line))
    return RawCell(
        reading=plain_text(head),
        span=trimmed_span(document, head),
        text=_join(texts),
        is_code=any(run.marks and run.marks & _CODE and run.text.strip() for run in head),
        target=next((run.target for run in head if run.target), ""),
        trailer=_join(map(plain_text, (rest, *lines[1:]))),
        intro=_join(texts[: _first_item(cell.blocks)]),
        values=_values(document, cell),
        is_struck=is_struck(head),
        indent=indent,
    )


def _is_marked(document: Document, cell: Cell, run: Run) -> bool:
    """Tell whether something before a text may say how deep its row is nested."""
    before, first = document.text[cell.start : run.start], run.text.lstrip(" \n")[:1]
    is_plain = before.isascii() and "&" not in before and (first.isalnum() or first in "_$@")
    return not is_plain or cell.indent > 0


def _cell_of_run(document: Document, run: Run, text: str) -> RawCell:
    """Take the whole text of a cell, which is of one kind, for its identifier."""
    return RawCell(
        reading=text,
        span=trimmed_span(document, (run,)),
        text=text,
        is_code=bool(run.marks & _CODE),
        target=run.target,
        trailer="",
        intro=text,
        values=cued_values(document, (run,)) if ":" in text or "：" in text else (),
        is_struck=run.marks >= _STRUCK,
    )


def _content(document: Document, start: int, end: int) -> tuple[int, int]:
    """Narrow an empty cell to a point behind one leading space."""
    step = 1 if document.text[start : start + 1] == " " and start < end else 0
    return start + step, start + step


def _lines(block: Block) -> list[Sequence[Run]]:
    """Split a block's runs at line breaks."""
    if isinstance(block, Table):
        return []
    if isinstance(block, CodeBlock):
        return [(Run(text=block.text, start=block.start, end=block.end, marks=_CODE),)]
    begin, lines = 0, []
    for index, run in enumerate(block.runs):
        if run.text == "\n" and run.end - run.start > 1:  # a <br>, not a folded line end
            lines.append(block.runs[begin:index])
            begin = index + 1
    return [*lines, block.runs[begin:]]


def _without_stars(line: Sequence[Run]) -> Sequence[Run]:
    """Drop runs of stars around an identifier: emphasis that some tool put into code spans."""
    if not any("*" in run.text for run in line):
        return line
    kept = [run for run in line if run.text.strip("* ") or not run.text.strip()]
    return kept if any(run.text.strip() for run in kept) else line


def _split_head(line: Sequence[Run]) -> tuple[Sequence[Run], Sequence[Run]]:
    """Split a line into its marked head and the rest; all of it is head where none is marked."""
    has_ink = is_code = False
    for index, run in enumerate(line):
        is_ink = bool(run.text.strip())
        if is_ink and is_code and run.marks & _HEAD and not run.marks & _CODE_LIKE:
            return line[:index], line[index:]  # a badge behind the identifier
        is_code = is_code or (is_ink and bool(run.marks & _CODE_LIKE))
        if is_ink and not run.marks & _HEAD:
            # a suffix of the identifier, such as the [] of an array, belongs to it
            if not has_ink or run.text[:1] in "[.:(":
                return line, ()
            return line[:index], line[index:]
        has_ink = has_ink or is_ink
    return line, ()


def _first_item(blocks: Sequence[Block]) -> int:
    """Find where a cell's first list begins, or its end."""
    return next((i for i, block in enumerate(blocks) if isinstance(block, ListItem)), len(blocks))


def _values(document: Document, cell: Cell) -> tuple[RawValue, ...]:
    """Find the values a cell lists: in a list, else in a sentence."""
    items = [block for block in cell.blocks if isinstance(block, ListItem)]
    if items:
        listed = [value_of_item(document, item) for item in items]
        found = tuple(value for value in listed if value is not None)
        if len(found) == len(items):
            return found
    for block in cell.blocks:
        if isinstance(block, Paragraph) and (named := values_in_sentence(document, block.runs)):
            return named
    for block in cell.blocks:
        if isinstance(block, Paragraph) and (named := cued_values(document, block.runs)):
            return named
    return ()


def caption_of(
    document: Document, block: Paragraph | ListItem, sections: tuple[Section, ...], position: int
) -> RawParagraph:
    """Extract a paragraph of prose."""
    return RawParagraph(
        text=plain_text(block.runs),
        literals=find_literals(document, block.runs),
        is_strong=is_marked(block.runs, _STRONG),
        sections=sections,
        span=_place_of(document, block),
        position=position,
    )


def _place_of(document: Document, block: Paragraph | ListItem) -> Span:
    return (
        trimmed_span(document, block.runs) if block.runs else document.span(block.start, block.end)
    )
