"""A place and the text that belongs there → edits of the page, as few characters as will do.

The edits are worked out on the runs that the reader made of the page, so that
markup inside the place stays: a link keeps its target, a marker its brackets.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.check.finding import Edit
from generator.check.write_text import Context, Notation, write_code, write_text
from generator.read.document import CodeBlock, Document, Mark, Run, Table, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.read.document import Block
    from generator.source import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """The runs of one block, and what surrounds it."""

    runs: tuple[Run, ...]
    is_html: bool
    in_pipe_table: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unit:
    """A piece of text that can be replaced alone: a character, or what stands for it."""

    text: str
    start: int
    end: int
    run: Run

    @property
    def look(self) -> tuple[frozenset[Mark], str]:
        """Give what tells it from text marked otherwise."""
        return (self.run.marks, self.run.target)


class PageText:
    """A page's text, found by offset."""

    def __init__(self, document: Document, *, is_html: bool) -> None:
        """Index a page; `is_html` for one that is HTML throughout."""
        self.document = document
        self._is_html = is_html
        found = list(_texts(document.blocks, is_html=is_html, in_pipe_table=False))
        found.sort(key=lambda text: text.runs[0].start)
        self._texts = found
        self._starts = [text.runs[0].start for text in found]

    def plan(self, span: Span, reading: str, wanted: str) -> tuple[Edit, ...]:
        """Work out how a place comes to read as wanted.

        Args:
            span: The place.
            reading: What it reads now; empty for a place without text.
            wanted: What it is to read.

        Returns:
            The edits in order; none where no safe ones are known.
        """
        edits = self._insert(span, wanted) if not reading else self._rewrite(span, reading, wanted)
        return () if any(self._spans_lines(edit) for edit in edits) else edits

    def _spans_lines(self, edit: Edit) -> bool:
        """Tell whether an edit would join lines, which later messages and fixes count on."""
        return edit.line != edit.end_line

    def _rewrite(self, span: Span, reading: str, wanted: str) -> tuple[Edit, ...]:
        """Change the text of a place."""
        text, units = self._units(span)
        units = _trim_to(units, reading)
        if text is None or not units:
            return ()
        if _is_contiguous(units) and len({unit.look for unit in units}) == 1:
            return self._replace(text, units, wanted)
        return self._replace_inside(text, units, wanted)

    def plan_code(self, span: Span, reading: str, wanted: str) -> tuple[Edit, ...]:
        """Work out how a place comes to read as wanted, in code markup."""
        text, units = self._units(span)
        units = _trim_to(units, reading)
        if text is None or not units or not _is_contiguous(units):
            return ()
        if len({unit.look for unit in units}) > 1:
            return ()
        written = write_code(wanted, self._context(text, units[0]))
        if written is None:
            return ()
        edit = self._edit(units[0].start, units[-1].end, written, wanted)
        return () if self._spans_lines(edit) else (replace(edit, marks_code=True),)

    def _insert(self, span: Span, wanted: str) -> tuple[Edit, ...]:
        """Fill an empty cell; a place that has extent but no text is none."""
        if span.start != span.end:
            return ()
        context = self._empty_context(span.start)
        written = write_text(wanted, context)
        if not written:
            return ()
        behind = self.document.text[span.start : span.start + 1]
        if context.in_pipe_table and behind == "|":
            written = f"{written} "
        return (self._edit(span.start, span.end, written, wanted),)

    def _edit(self, start: int, end: int, text: str, plain: str) -> Edit:
        """Make an edit that knows its lines."""
        first, last = self.document.span(start, end), self.document.span(end, end)
        return Edit(
            start=start,
            end=end,
            text=text,
            plain=plain,
            line=first.line,
            column=first.column,
            end_line=last.line,
            end_column=last.column,
        )

    def _empty_context(self, offset: int) -> Context:
        """Tell from the innermost table around an empty cell how it is written."""
        table = _innermost_table(self.document.blocks, offset)
        is_html = self._is_html or (table is not None and table.is_html)
        return Context(
            notation=Notation.HTML if is_html else Notation.MARKDOWN,
            in_pipe_table=table is not None and not table.is_html,
        )

    def _units(self, span: Span) -> tuple[_Text | None, list[_Unit]]:
        """Give the pieces of text in a span."""
        index = bisect_right(self._starts, span.start) - 1
        while index >= 0:
            text = self._texts[index]
            if text.runs[-1].end > span.start:
                units = [unit for run in text.runs for unit in _units_of(run)]
                return text, [u for u in units if u.start >= span.start and u.end <= span.end]
            index -= 1
        return None, []

    def _context(self, text: _Text, unit: _Unit) -> Context:
        notation = Notation.HTML if text.is_html else Notation.MARKDOWN
        if Mark.CODE in unit.run.marks and self._stands_in_backticks(unit.run):
            notation = Notation.BACKTICKS
        return Context(notation=notation, in_pipe_table=text.in_pipe_table)

    def _stands_in_backticks(self, run: Run) -> bool:
        before = self.document.text[max(0, run.start - 2) : run.start].rstrip(" ")
        return before.endswith("`") or "\\|" in self.document.text[run.start - 2 : run.end]

    def _replace(self, text: _Text, units: Sequence[_Unit], wanted: str) -> tuple[Edit, ...]:
        """Replace pieces that are marked alike by one text."""
        written = write_text(wanted, self._context(text, units[0]))
        if written is None:
            return ()
        return (self._edit(units[0].start, units[-1].end, written, wanted),)

    def _replace_inside(self, text: _Text, units: Sequence[_Unit], wanted: str) -> tuple[Edit, ...]:
        """Replace what differs, each piece of markup keeping the part that was its own.

        No markup may be left empty.
        """
        old = [unit.text for unit in units]
        head = _common(old, wanted)
        tail = _common(old[head:][::-1], wanted[head:][::-1])
        middle, new = units[head : len(units) - tail], wanted[head : len(wanted) - tail]
        if not middle:
            return ()
        edits = []
        stretches = _stretches(middle)
        for stretch, part in zip(stretches, _share(stretches, new), strict=True):
            if not part and _fills_its_markup(stretch, units):
                return ()
            written = write_text(part, self._context(text, stretch[0])) if part else ""
            if written is None:
                return ()
            if part != "".join(unit.text for unit in stretch):
                edits.append(self._edit(stretch[0].start, stretch[-1].end, written, part))
        return tuple(edits)


def _texts(blocks: Sequence[Block], *, is_html: bool, in_pipe_table: bool) -> Iterator[_Text]:
    for block in blocks:
        match block:
            case Table():
                html = is_html or block.is_html
                for row in block.rows:
                    for cell in row.cells:
                        yield from _texts(cell.blocks, is_html=html, in_pipe_table=not html)
            case CodeBlock():
                continue
            case _:
                if block.runs:
                    yield _Text(runs=block.runs, is_html=is_html, in_pipe_table=in_pipe_table)


def _units_of(run: Run) -> Iterator[_Unit]:
    if len(run.text) != run.end - run.start:
        yield _Unit(text=run.text, start=run.start, end=run.end, run=run)
        return
    for index, char in enumerate(run.text, run.start):
        yield _Unit(text=char, start=index, end=index + 1, run=run)


def _trim_to(units: list[_Unit], reading: str) -> list[_Unit]:
    """Drop white space around a reading, and the colon behind a value; nothing else may differ."""
    while units and not units[0].text.strip():
        units = units[1:]
    while units and (not units[-1].text.strip() or not _reads(units, reading)):
        if units[-1].text.strip(" \t\r\n:：\u00a0"):
            return []
        units = units[:-1]
    return units if _reads(units, reading) else []


def _reads(units: Sequence[_Unit], reading: str) -> bool:
    runs = tuple(Run(text=unit.text, start=0, end=0) for unit in units)
    return plain_text(runs) == reading.strip()


def _is_contiguous(units: Sequence[_Unit]) -> bool:
    return all(one.end == two.start for one, two in pairwise(units))


def _common(old: Sequence[str], new: str) -> int:
    """Count the pieces that two texts begin with alike."""
    count = 0
    for one, two in zip(old, new, strict=False):
        if one != two:
            break
        count += 1
    return count


def _stretches(units: Sequence[_Unit]) -> list[list[_Unit]]:
    """Split pieces where the marking changes or markup stands between."""
    found: list[list[_Unit]] = []
    for unit in units:
        if found and found[-1][-1].look == unit.look and found[-1][-1].end == unit.start:
            found[-1].append(unit)
        else:
            found.append([unit])
    return found


def _share(stretches: Sequence[Sequence[_Unit]], new: str) -> list[str]:
    """Divide a text among stretches, so that each keeps what it has in common with it."""
    old = "".join(unit.text for stretch in stretches for unit in stretch)
    blocks = SequenceMatcher(None, _fold(old), _fold(new), autojunk=False)
    matched = [
        (block.a + step, block.b + step)
        for block in blocks.get_matching_blocks()
        for step in range(block.size)
    ]
    parts, start, border = [], 0, 0
    for stretch in stretches[:-1]:
        border += sum(len(unit.text) for unit in stretch)
        end = max((two + 1 for one, two in matched if one < border), default=start)
        parts.append(new[start:end])
        start = end
    return [*parts, new[start:]]


def _fold(text: str) -> str:
    """Fold the case of every letter that stays one letter."""
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def _fills_its_markup(stretch: Sequence[_Unit], units: Sequence[_Unit]) -> bool:
    if not (stretch[0].run.marks or stretch[0].run.target):
        return False
    same = [unit for unit in units if unit.look == stretch[0].look]
    return len(same) == len(stretch)


def _innermost_table(blocks: Sequence[Block], offset: int) -> Table | None:
    for block in blocks:
        if isinstance(block, Table) and block.start <= offset <= block.end:
            for row in block.rows:
                for cell in row.cells:
                    if cell.start <= offset <= cell.end:
                        return _innermost_table(cell.blocks, offset) or block
            return block
    return None
