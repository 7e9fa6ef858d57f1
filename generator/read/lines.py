"""The lines of a page as markdown-it sees them, and where they stand in the file."""

from __future__ import annotations

import re

from generator.read.document import split_lines

_ATX = re.compile(r"#{1,6}(?=[ \t]|$)")


class Lines:
    """Lines of a part of a page, without their ends."""

    def __init__(self, text: str, line_starts: tuple[int, ...], first: int) -> None:
        """Take the lines from `first` (0-based) to the end of the page."""
        self._text = text
        self._starts = line_starts
        self._first = first
        self.source = text
        """The whole page."""
        body = text[line_starts[first] :] if first < len(line_starts) else ""
        self.body = re.sub(r"\r\n?", "\n", body) if "\r" in body else body
        """The part, line ends normalised."""
        self._texts = split_lines(self.body)

    def start(self, line: int) -> int:
        """Give the offset in the file of a line's first character."""
        index = self._first + line
        return self._starts[index] if index < len(self._starts) else len(self._text)

    def text(self, line: int) -> str:
        """Give a line."""
        return self._texts[line] if line < len(self._texts) else ""

    def end(self, line: int) -> int:
        """Give the offset behind a line's last character, before its line end."""
        return self.start(line) + len(self.text(line))

    def offset(self, position: int, line: int) -> int:
        """Give the offset in the file of a position in the body that stands in a line."""
        return self.start(line) + position - (self.body.rfind("\n", 0, position) + 1)

    def segments(self, content: str, line: int, *, is_atx: bool = False) -> list[tuple[int, int]]:
        """Say where each line of a block's content stands: position, offset in the file."""
        segments = []
        position = 0
        for index, part in enumerate(content.split("\n")):
            whole = self.text(line + index)
            core = part.strip()
            if is_atx:
                marker = _ATX.search(whole)
                column = whole.find(core, marker.end() if marker else 0)
            else:
                column = len(whole.rstrip()) - len(core)
            indent = len(part) - len(part.lstrip())
            segments.append((position, self.start(line + index) + max(0, column) - indent))
            position += len(part) + 1
        return segments
