"""Fields listed without a table: terms with labelled lines below them, or bullets with types.

    **QueueUrl**                          - `limit` (integer, optional) - How many.
    The address of the queue.
    Type: String
    Required: Yes

Such a list becomes a table of its own that stands nowhere among the page's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.extract.column_words import Role, header_says
from generator.extract.run_lines import as_paragraphs, cut_line, source_lines
from generator.extract.split_cells import label_of
from generator.extract.type_notation import is_type_text
from generator.naming import is_member_name
from generator.read.document import Cell, ListItem, Mark, Paragraph, Row, Run, Table, plain_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from generator.extract.run_lines import Line
    from generator.read.document import Block

_FEWEST = 2
"""Fields that make a list."""
_MOST = 0.6
"""Share of the bullets that must have a type."""
_NOTE = 24
"""Characters that a note behind a type may have, where nothing else follows."""
_TERM = 48
"""Characters that a translated term may have."""
_STARRED = re.compile(r"\s*\*\*\s+(.+?)\s+\*\*\s*")
_TYPED = re.compile(
    r"\s*(?:[(（]\s*)?(?P<type>[^(),（）;]+?)\s*(?P<more>[,;)）].*|\s[-\u2013\u2014]\s.*|:.*)"
)
_MARKED = frozenset({Mark.CODE, Mark.STYLED, Mark.STRONG, Mark.PROTECTED})
_HEADER = (Role.NAME, Role.TYPE, Role.REQUIRED, Role.DESCRIPTION)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldList:
    """A list of fields in the run of a page's blocks."""

    first: int
    """Position of its first block."""
    last: int
    """Position of its last."""
    table: Table
    """The same as a table: name, type, required, description."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    """One field of a list, by the lines that hold its parts."""

    position: int
    parts: dict[Role, list[Line]]
    depth: int = 0


def find_field_lists(blocks: Sequence[Block]) -> tuple[FieldList, ...]:
    """Find the lists of fields of a page, in order."""
    found = []
    for first, last in _segments(blocks):
        segment = [(i, blocks[i]) for i in range(first, last)]
        fields = _labelled(segment) or _bulleted(segment)
        if fields:
            found.append(
                FieldList(first=fields[0].position, last=last - 1, table=_as_table(fields))
            )
    return tuple(found)


def _segments(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Give the stretches of paragraphs and list items, as (first, behind the last)."""
    first = 0
    for position, block in enumerate(blocks):
        if not isinstance(block, Paragraph | ListItem):
            if first < position:
                yield first, position
            first = position + 1
    if first < len(blocks):
        yield first, len(blocks)


def _labelled(segment: Sequence[tuple[int, Block]]) -> list[_Field]:
    """Read terms with labelled lines: each has a type, or is none."""
    if not any(_has_colon(block) for _, block in segment):
        return []
    lines = [(i, line) for i, block in segment for line in _lines_of(block)]
    types = {i for i, (_, line) in enumerate(lines) if _role_of(line) is Role.TYPE}
    if len(types) < _FEWEST:
        return []
    starts = [i for i, (_, line) in enumerate(lines) if _is_term(line)]
    fields = []
    for start, end in pairwise([*starts, len(lines)]):
        if any(start < i < end for i in types):
            fields.append(_field(lines[start][0], [line for _, line in lines[start:end]]))
    return fields if len(fields) >= _FEWEST else []


def _has_colon(block: Block) -> bool:
    """Tell whether a block may have labelled lines."""
    runs = block.runs if isinstance(block, Paragraph | ListItem) else ()
    return any(":" in run.text or "：" in run.text for run in runs)


def _lines_of(block: Block) -> list[Line]:
    if not isinstance(block, Paragraph | ListItem):
        return []
    return [line for line in source_lines(block.runs) if plain_text(line)]


def _role_of(line: Line) -> Role | None:
    """Give the role that a line's label names, if it has one and something behind it."""
    label, rest = label_of(line)
    if not rest:
        return None
    return next((r for r in (Role.TYPE, Role.REQUIRED) if header_says(r, label)), None)


def _is_term(line: Line) -> bool:
    """Tell whether a line is a term: marked as a whole, and an identifier, or short."""
    text = plain_text(line)
    if _STARRED.fullmatch(text):
        return True
    inked = [run for run in line if run.text.strip()]
    if not all(run.marks & _MARKED or run.target for run in inked) or _role_of(line):
        return False
    return is_member_name(text) or (len(text) <= _TERM and text[-1] not in ".:。：")


def _field(position: int, lines: Sequence[Line]) -> _Field:
    """Sort the lines of one field by what they hold."""
    parts: dict[Role, list[Line]] = {role: [] for role in _HEADER}
    parts[Role.NAME].append(_term(lines[0]))
    for line in lines[1:]:
        role = _role_of(line)
        if role is None or parts[role]:
            parts[Role.DESCRIPTION].append(line)
        else:
            parts[role].append(tuple(label_of(line)[1]))
    return _Field(position=position, parts=parts)


def _term(line: Line) -> Line:
    """Leave out stars that stand around a term without marking it."""
    text = "".join(run.text for run in line)
    match = _STARRED.fullmatch(text)
    return cut_line(line, *match.span(1)) if match else line


def _bulleted(segment: Sequence[tuple[int, Block]]) -> list[_Field]:
    """Read bullets that begin with a marked name and its type; what follows one describes it."""
    items = [(i, block) for i, block in segment if isinstance(block, ListItem)]
    typed = [i for i, item in items if _bullet(i, item, _is_type) is not None]
    if len(typed) < max(_FEWEST, _MOST * len(items)):
        return []
    fields: list[_Field] = []
    for position, block in segment:
        if isinstance(block, ListItem):
            # among such bullets, what stands in brackets behind a name is its type as well
            field = _bullet(position, block, _is_type) or _bullet(position, block, _is_bracketed)
            if field is not None:
                fields.append(field)
        elif fields and isinstance(block, Paragraph):
            fields[-1].parts[Role.DESCRIPTION].append(block.runs)
    return fields


def _is_type(match: re.Match[str], own_type: Line) -> bool:
    return is_type_text(match["type"]) or any(run.target for run in own_type)


def _is_bracketed(match: re.Match[str], _own_type: Line) -> bool:
    return match[0].lstrip()[:1] in {"(", "（"} and is_member_name(match["type"])


def _bullet(
    position: int, item: ListItem, is_type: Callable[[re.Match[str], Line], bool]
) -> _Field | None:
    runs = item.runs
    marked = next((i for i, run in enumerate(runs) if not run.marks & _MARKED), len(runs))
    name, rest = tuple(runs[:marked]), tuple(runs[marked:])
    text = "".join(run.text for run in rest)
    match = _TYPED.match(text)
    if not is_member_name(plain_text(name)) or match is None:
        return None
    own_type = cut_line(rest, *match.span("type"))
    if not is_type(match, own_type):
        return None
    more = match.start("more")
    closing = min((at for sign in ")）" if (at := text.find(sign, more)) >= 0), default=more)
    begin = closing + len(text[closing:]) - len(text[closing:].lstrip(")） -\u2013\u2014:,"))
    said = _said(rest, more, closing)
    is_note = not said and not any(sign in text[closing:begin] for sign in ":-\u2013\u2014")
    end = text.find("\n", begin) if is_note else begin  # a note ends with its line
    end = len(text) if end < 0 else end
    is_note = is_note and 0 < end - begin <= _NOTE  # `(string), required`
    note, tail = cut_line(rest, begin, end), cut_line(rest, end if is_note else begin)
    parts = {
        Role.NAME: [name],
        Role.TYPE: [own_type],
        Role.REQUIRED: [note] if is_note else [],
        Role.DESCRIPTION: [tail] if plain_text(tail) else [],
    }
    return _Field(position=position, parts=parts | said, depth=item.depth)


def _said(rest: Line, start: int, end: int) -> dict[Role, list[Line]]:
    """Give what stands behind a type in its brackets."""
    text = "".join(run.text for run in rest)
    begin = start + len(text[start:end]) - len(text[start:end].lstrip(" ,;"))
    return {Role.REQUIRED: [cut_line(rest, begin, end)]} if begin < end else {}


def _as_table(fields: Sequence[_Field]) -> Table:
    """Write a list as a table whose header is in English."""
    at = fields[0].parts[Role.NAME][0][0].start
    used = [role for role in _HEADER if any(field.parts[role] for field in fields)]
    header = Row(cells=tuple(_header_cell(role, at) for role in used), start=at, end=at)
    rows = tuple(_row(field, used) for field in fields)
    return Table(rows=(header, *rows), is_html=False, start=at, end=rows[-1].end)


def _header_cell(role: Role, at: int) -> Cell:
    runs = (Run(text=str(role), start=at, end=at),)
    return Cell(blocks=(Paragraph(runs=runs, start=at, end=at),), is_header=True, start=at, end=at)


def _row(field: _Field, used: Sequence[Role]) -> Row:
    start = field.parts[Role.NAME][0][0].start
    cells = [_cell(field.parts[role], start) for role in used]
    cells[0] = replace(cells[0], indent=field.depth)
    return Row(cells=tuple(cells), start=start, end=max(cell.end for cell in cells))


def _cell(lines: Sequence[Line], at: int) -> Cell:
    blocks = as_paragraphs(lines)
    start, end = (blocks[0].start, blocks[-1].end) if blocks else (at, at)
    return Cell(blocks=blocks, is_header=False, start=start, end=end)
