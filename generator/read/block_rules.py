"""Block rules for markdown-it: pipe tables as they are written, HTML tables as a whole.

Pages in the wild have what GFM rejects: rows with too few or too many cells,
a delimiter row of another width. The rows are kept as they stand.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock

_DELIMITER_CELL = re.compile(r"[ \t]*:?-+:?[ \t]*")
_TABLE_TAG = re.compile(r"<!--|<(/?)table(?=[\s/>])", re.IGNORECASE)
_DELIMITER_START = frozenset("|:-")
_ROW_SIGN = re.compile(r"\\.?|[`|]", re.DOTALL)
_OTHER_BLOCK = re.compile(r"[|#>]|(?:[-*+]|\d{1,9}[.)])[ \t]|```|~~~")


def find_html_tables(text: str) -> dict[int, int]:
    """Pair the table tags of a text: offset of the start tag to the end of its end tag.

    A table that is never closed has -1. Comments do not count. One pass.
    """
    pairs: dict[int, int] = {}
    waiting: list[int] = []
    position = 0
    while found := _TABLE_TAG.search(text, position):
        position = found.end()
        if found[0] == "<!--":
            end = text.find("-->", position)
            if end < 0:
                break
            position = end + 3
        elif not found[1]:
            waiting.append(found.start())
            pairs[found.start()] = -1
        elif waiting:
            close = text.find(">", position)
            pairs[waiting.pop()] = len(text) if close < 0 else close + 1
    return pairs


def read_html_table(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Take an HTML table as one block: to its end tag, blank lines or not."""
    tables: dict[int, int] = state.env["tables"]
    if not tables:
        return False
    begin = state.bMarks[start_line] + state.tShift[start_line]
    stop = state.eMarks[start_line]
    at = _find_table(state.src, begin, stop, tables)
    if at < 0:
        return False
    if at > begin:
        before = state.src[begin:at]
        if state.is_code_block(start_line) or before.count("`") % 2 or _OTHER_BLOCK.match(before):
            return False
    if silent:
        return True
    last = _last_line(state, start_line, at, tables)
    token = state.push("html_region", "", 0)
    state.line = min(last, end_line - 1) + 1
    token.map = [start_line, state.line]
    token.content = state.getLines(start_line, state.line, state.blkIndent, True)
    return True


def _find_table(text: str, begin: int, stop: int, tables: dict[int, int]) -> int:
    """Find the first start tag of a table in a stretch of text."""
    at = text.find("<", begin, stop)
    while at >= 0 and at not in tables:
        at = text.find("<", at + 1, stop)
    return at


def _last_line(state: StateBlock, line: int, at: int, tables: dict[int, int]) -> int:
    """Find the line in which a table ends, and those that begin behind it in that line."""
    while True:
        end = tables[at]
        if end < 0:
            return _last_line_of_unclosed(state, line)
        while line + 1 < state.lineMax and state.eMarks[line] < end:
            line += 1
        at = _find_table(state.src, end, state.eMarks[line], tables)
        if at < 0:
            return line


def _last_line_of_unclosed(state: StateBlock, line: int) -> int:
    """End a table that is never closed before the first text that looks like Markdown again."""
    for following in range(line + 1, state.lineMax):
        if not state.isEmpty(following - 1) or state.isEmpty(following):
            continue
        if state.tShift[following] == 0 and state.src[state.bMarks[following]] != "<":
            return following - 1
    return state.lineMax - 1


def read_pipe_table(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Read a table: a row, a delimiter row, and rows up to a blank line or another block."""
    if start_line + 2 > end_line or state.sCount[start_line + 1] < state.blkIndent:
        return False
    below = state.bMarks[start_line + 1] + state.tShift[start_line + 1]
    if state.src[below : below + 1] not in _DELIMITER_START:
        return False
    delimiter = _line(state, start_line + 1)
    is_code = state.is_code_block(start_line) or state.is_code_block(start_line + 1)
    if is_code or not is_delimiter_row(delimiter):
        return False
    begin, end = _bounds(state, start_line)
    header = split_row(state.src, begin, end)
    if "|" not in state.src[begin:end] and len(header) != len(
        split_row(delimiter, 0, len(delimiter))
    ):
        return False
    if silent:
        return True
    rows = [(start_line, header)]
    line = start_line + 2
    while line < end_line and not _ends_table(state, line, end_line):
        begin, end = _bounds(state, line)
        cells = split_row(state.src, begin, end)
        if len(cells) > len(header):
            aware = split_row(state.src, begin, end, keep_code=True)
            cells = aware if len(aware) == len(header) else cells
        rows.append((line, cells))
        line += 1
    token = state.push("pipe_table", "", 0)
    token.map = [start_line, line]
    token.meta = {"rows": rows}
    state.line = line
    return True


def _ends_table(state: StateBlock, line: int, end_line: int) -> bool:
    if state.isEmpty(line) or state.sCount[line] < state.blkIndent or state.is_code_block(line):
        return True
    rules = state.md.block.ruler.getRules("blockquote")
    return any(rule(state, line, end_line, True) for rule in rules)


def _bounds(state: StateBlock, line: int) -> tuple[int, int]:
    """Give where a line's text begins and ends, without the white space around it."""
    begin, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    while end > begin and state.src[end - 1] in " \t":
        end -= 1
    return begin, end


def _line(state: StateBlock, line: int) -> str:
    begin, end = _bounds(state, line)
    return state.src[begin:end]


def is_delimiter_row(line: str) -> bool:
    """Tell whether a line is a table's delimiter row: `| --- | :-: |`, with a pipe at least."""
    if "|" not in line or "-" not in line or line.strip("|-: \t"):
        return False
    cells = line.strip(" \t").split("|")
    inner = cells[1 if not cells[0].strip() else 0 : -1 if not cells[-1].strip() else len(cells)]
    return bool(inner) and all(_DELIMITER_CELL.fullmatch(cell) for cell in inner)


def split_row(text: str, begin: int, end: int, *, keep_code: bool = False) -> list[tuple[int, int]]:
    r"""Split a row at its pipes, `\|` excepted: offsets of every cell's content.

    Args:
        text: What the row stands in.
        begin: Where it begins, white space left out.
        end: Where it ends, white space left out.
        keep_code: Take a pipe inside a code span for text, which GFM does not.
    """
    cells = []
    start = begin
    in_code = False
    for found in _ROW_SIGN.finditer(text, begin, end):
        sign = found[0]
        if sign == "`":
            in_code = not in_code
        elif sign == "|" and not (keep_code and in_code):
            cells.append((start, found.start()))
            start = found.end()
    if cells and cells[0] == (begin, begin):
        cells.pop(0)
    if start < end or not cells:
        cells.append((start, end))
    return cells
