"""Reads the inline text of Markdown, with the offset of every run."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from generator.read.document import Mark, Paragraph, Run
from generator.read.flow import Flow, RunParts
from generator.read.html import WORD_MARKS
from generator.read.plain_tags import ELEMENTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from generator.read.document import Block

_SPECIAL = re.compile(r"[\\`*_\[<&!~]|  \n")
_END_TAG = re.compile(r"</([a-zA-Z][a-zA-Z0-9-]*)")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
_ATTRIBUTE = re.compile(
    r"""\s([a-zA-Z_:][a-zA-Z0-9_.:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))"""
)
_TOKEN_MARKS = {
    "strong_open": Mark.STRONG,
    "em_open": Mark.EMPHASIS,
    "s_open": Mark.STRUCK,
}
_TELLING_WORDS = frozenset({"DEPRECATED", "OBSOLETE"})
"""Markers without a text that say something themselves, as the head of what follows."""


_SHARED = 2_000
"""Characters of the longest content that is expected in several editions."""


@lru_cache(maxsize=4096)
def _read_alone(md: MarkdownIt, content: str, is_cell: bool) -> tuple[RunParts, ...] | None:
    """Read what editions have in common once: they share code, names and links.

    Returns:
        The runs of one line of content, at offsets in it; None where it has more than text.
    """
    flow = Flow()
    reader = InlineReader(md, {}, content)
    reader.read_here(flow, content, ((0, 0),), is_marked=True, is_cell=is_cell)
    return flow.take_text()


class InlineReader:
    """Reads one stretch of inline content into a flow."""

    def __init__(self, md: MarkdownIt, env: dict[str, Any], source: str) -> None:
        """Read stretches of one page; `env` holds its link definitions."""
        self._md = md
        self._env = env
        self._source = source
        self._flow = Flow()
        self._content = ""
        self._segments: Sequence[tuple[int, int]] = ()
        self._starts: list[int] = []
        self._is_cell = False
        self._end_names: frozenset[str] | None = None

    def read(
        self,
        flow: Flow,
        content: str,
        segments: Sequence[tuple[int, int]],
        *,
        is_cell: bool = False,
    ) -> None:
        """Read `content`; `segments` says from which offset on each line of it stands.

        In a cell of a pipe table, pipes are escaped even in code.
        """
        is_marked = _SPECIAL.search(content) is not None
        if is_marked and flow.is_plain and self._is_shared(content):
            runs = _read_alone(self._md, content, is_cell)
            if runs is not None:
                flow.add_text(runs, segments[0][1])
                return
        self.read_here(flow, content, segments, is_marked=is_marked, is_cell=is_cell)

    def read_here(
        self,
        flow: Flow,
        content: str,
        segments: Sequence[tuple[int, int]],
        *,
        is_marked: bool,
        is_cell: bool,
    ) -> None:
        """Read as `read` does, whatever was read elsewhere."""
        self._is_cell = is_cell
        self._flow, self._content, self._segments = flow, content, segments
        self._starts = [start for start, _ in segments]
        self._end_names = None
        if not is_marked:
            self._add_raw(0, len(content))
            return
        tokens = self._md.inline.parse(content, self._md, self._env, [])
        depth = flow.depth
        self._add_tokens(tokens, 0)
        flow.close_all(self._at(len(content)), depth)

    def _is_shared(self, content: str) -> bool:
        """Tell whether content can be expected elsewhere, and is the same there."""
        needs_page = "\n" in content or ("[" in content and self._env.get("references"))
        return len(content) <= _SHARED and not needs_page

    def read_cell(self, content: str, start: int, ordinals: Iterator[int]) -> tuple[Block, ...]:
        """Read a cell of a pipe table that stands at an offset, no white space around it."""
        if content and not _SPECIAL.search(content):
            end = start + len(content)
            run = Run(text=content, start=start, end=end)
            return (Paragraph(runs=(run,), start=start, end=end),)
        flow = Flow(ordinals)
        if content:
            self.read(flow, content, ((0, start),), is_cell=True)
            flow.finish()
        return tuple(flow.blocks)

    def _at(self, position: int) -> int:
        """Give the offset in the file of a position in the content."""
        if len(self._segments) == 1:
            return self._segments[0][1] + position
        begin, offset = self._segments[bisect_right(self._starts, position) - 1]
        return offset + position - begin

    def _add_tokens(self, tokens: Sequence[Token], base: int) -> None:
        cursor = 0
        is_auto = False
        for token in tokens:
            at = int(token.meta.get("at", 0))
            kind = token.type
            if kind == "text":
                at = max(at + is_auto, cursor)
                cursor = at + len(token.content)
                self._add_raw(base + at, base + cursor)
            elif kind in {
                "em_open",
                "em_close",
                "strong_open",
                "strong_close",
                "s_open",
                "s_close",
            }:
                cursor = max(at, cursor) + len(token.markup)
                self._add_pair(token)
            else:
                self._add_token(token, base + at, base)
            is_auto = kind == "link_open" and token.info == "auto"

    def _add_pair(self, token: Token) -> None:
        """Begin or end emphasis."""
        name = token.tag
        if token.nesting > 0:
            mark = _TOKEN_MARKS.get(token.type)
            self._flow.push(object(), name, frozenset({mark} if mark else ()))
        else:
            self._flow.close_name(name, 0)

    def _add_token(self, token: Token, at: int, base: int) -> None:
        flow = self._flow
        kind = token.type
        if kind == "text_special":
            start = self._at(at)
            flow.text(token.content, start, start + len(token.markup))
        elif kind == "code_inline":
            self._add_code(token, at, base + int(token.meta["end"]))
        elif kind == "link_open":
            flow.push(token, "link", frozenset(), str(token.attrs.get("href", "")))
        elif kind == "marker_open":
            self._open_marker(token, self._at(at))
        elif kind in {"link_close", "marker_close"}:
            flow.close_name(kind.removesuffix("_close"), self._at(at))
        elif kind == "softbreak":
            self._add_raw(at, at + 1)
        elif kind == "hardbreak":
            self._add_break(at)
        elif kind == "image" and token.children:
            self._add_tokens(token.children, at + 2)
        elif kind == "html_inline":
            self._add_tag(token.content, at)

    def _open_marker(self, token: Token, start: int) -> None:
        """Begin what a marker wraps; one that says something itself is text, and a colon."""
        mark = WORD_MARKS.get(token.info)
        self._flow.push(token, "marker", frozenset({mark} if mark else ()))
        if token.info in _TELLING_WORDS:
            self._flow.text(f"{token.info}:", start, start + len(token.info) + 2)

    def _add_break(self, at: int) -> None:
        """Add a forced break: two spaces or a backslash, and the line end."""
        start = self._at(at)
        if self._content[at] == "\\":
            self._flow.line_break(start, start + 2)
        else:
            self._flow.line_break(start - 2, start + 1)

    def _add_code(self, token: Token, at: int, end: int) -> None:
        """Add a code span; a pipe escaped for the table's sake loses its backslash."""
        width = len(token.markup)
        start, end = at + width, end - width
        raw = self._content[start:end]
        if raw.strip() and raw[0] in " \n" and raw[-1] in " \n":
            start, end = start + 1, end - 1
        marks = frozenset({Mark.CODE})
        if not self._is_cell or "\\|" not in raw:
            self._add_raw(start, end, marks)
            return
        for found in re.finditer(r"\\\||(?:[^\\]|\\(?!\|))+", self._content[start:end]):
            begin, stop = start + found.start(), start + found.end()
            if found[0] == "\\|":
                self._flow.text("|", self._at(begin), self._at(begin) + 2, marks)
            else:
                self._add_raw(begin, stop, marks)

    def _add_raw(self, start: int, end: int, marks: frozenset[Mark] = frozenset()) -> None:
        """Add content as it stands, line by line."""
        flow, content = self._flow, self._content
        while start < end:
            newline = content.find("\n", start, end)
            stop = end if newline < 0 else newline
            if stop > start:
                flow.text(
                    content[start:stop], self._at(start), self._at(start) + stop - start, marks
                )
            if newline < 0:
                return
            start = newline + 1
            while start < end and content[start] in " \t":
                start += 1
            self._add_line_end(self._at(newline), self._at(start) if start < end else -1, marks)

    def _add_line_end(self, start: int, end: int, marks: frozenset[Mark]) -> None:
        """Add a line end as it stands, and the indentation behind it, but no mark of a quote."""
        text = self._source[start:end] if end > start else ""
        if not text or text.strip():
            text = self._source[start : start + 2]
            text = text if text == "\r\n" else text[:1]
        self._flow.text(text, start, start + len(text), marks)

    def _ended(self) -> frozenset[str]:
        """Give the names of the elements that end in the content."""
        if self._end_names is None:
            names = _END_TAG.findall(self._content)
            self._end_names = frozenset(name.lower() for name in names)
        return self._end_names

    def _add_tag(self, raw: str, at: int) -> None:
        """Read an inline HTML tag; comments and the like hold nothing."""
        found = _TAG.match(raw)
        if not found:
            return
        name = found[2].lower()
        start = self._at(at)
        if name not in ELEMENTS and name not in self._ended():
            self._add_raw(at, at + len(raw))  # the parameter of a type, or a placeholder
            return
        if found[1]:
            self._flow.close_name(name, start)
            return
        attributes = {
            key.lower(): html.unescape(double or single or bare)
            for key, double, single, bare in _ATTRIBUTE.findall(raw)
        }
        self._flow.open_tag(object(), name, attributes, start, start + len(raw))
        if raw.endswith("/>"):
            self._flow.close_name(name, start)
