"""Reads Markdown: CommonMark with pipe tables, HTML tables and the docs platform's markers."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt

from generator.read.block_order import order_rules
from generator.read.block_rules import find_html_tables
from generator.read.document import Cell, CodeBlock, Row, Table
from generator.read.html import HtmlReader
from generator.read.inline import InlineReader
from generator.read.located_inline import LocatedInline

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.token import Token

    from generator.read.flow import Flow
    from generator.read.lines import Lines

_ATTRIBUTES = re.compile(r"\{((?:[#.][^\s{}]+|[\w-]+=[^\s{}]*)(?:\s[^{}]*)?)\}")
_CONTAINERS = frozenset(
    {
        "bullet_list_open",
        "bullet_list_close",
        "ordered_list_open",
        "ordered_list_close",
        "list_item_open",
        "list_item_close",
    }
)
"""Tokens that leave a trace; those of quotes leave none."""


_HOLDERS = frozenset({"blockquote_open", "list_item_open"})
"""Tokens behind which something else begins."""
MAX_NESTING = 100
"""Quotes and lists in each other; what stands deeper is left out."""


class _Parser(MarkdownIt):
    """markdown-it that keeps link destinations as they are written."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802  # markdown-it's name
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802  # markdown-it's name
        return link

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802  # markdown-it's name
        return True


@functools.cache
def _parser() -> MarkdownIt:
    """Build the parser, once a process."""
    md = _Parser("commonmark", {"maxNesting": MAX_NESTING})
    md.inline = LocatedInline()
    order_rules(md.block.ruler)
    return md


def read_markdown(
    lines: Lines, flow: Flow, report_broken: Callable[[int, int, str], None]
) -> int | None:
    """Read the body of a page into a flow.

    Returns:
        The offset of the first quote or list that is nested too deep to be read; None for none.
    """
    env: dict[str, Any] = {"tables": find_html_tables(lines.body)}
    md = _parser()
    tokens: list[Token] = []
    md.block.parse(lines.body, md, env, tokens)
    _MarkdownReader(lines, flow, InlineReader(md, env, lines.source), report_broken).read(tokens)
    deep = (own for own in tokens if own.type in _HOLDERS and own.level + 1 >= MAX_NESTING)
    return next((lines.start((token.map or [0])[0]) for token in deep), None)


class _MarkdownReader:
    """Turns markdown-it's block tokens into blocks."""

    def __init__(
        self,
        lines: Lines,
        flow: Flow,
        inline: InlineReader,
        report_broken: Callable[[int, int, str], None],
    ) -> None:
        self._lines = lines
        self._flow = flow
        self._inline = inline
        self._report_broken = report_broken

    def read(self, tokens: list[Token]) -> None:
        """Read every block."""
        heading: Token | None = None
        for token in tokens:
            kind = token.type
            if kind == "heading_open":
                heading = token
            elif kind == "inline":
                if heading is not None:
                    self._read_heading(heading, token)
                    heading = None
                else:
                    self._read_paragraph(token)
            elif kind in {"fence", "code_block"}:
                self._read_code(token)
            elif kind in {"html_block", "html_region"}:
                self._read_html(token)
            elif kind == "pipe_table":
                self._read_table(token)
            elif kind in _CONTAINERS:
                self._read_container(token)
        self._flow.finish()

    def _read_container(self, token: Token) -> None:
        """Begin or end a list or an item."""
        kind, flow = token.type, self._flow
        if kind in {"bullet_list_open", "ordered_list_open"}:
            flow.open_list()
        elif kind in {"bullet_list_close", "ordered_list_close"}:
            flow.close_list()
        elif kind == "list_item_open":
            flow.open_item(self._lines.end((token.map or [0])[0]))
        else:
            flow.finish()

    def _read_paragraph(self, token: Token) -> None:
        first = (token.map or [0])[0]
        segments = self._lines.segments(token.content, first)
        self._inline.read(self._flow, token.content, segments)
        self._flow.flush()

    def _read_heading(self, opening: Token, token: Token) -> None:
        """Read a heading; attributes in braces at its end are anchors or noise."""
        first, behind = opening.map or [0, 1]
        content = token.content
        is_atx = opening.markup.startswith("#")
        segments = self._lines.segments(content, first, is_atx=is_atx)
        content, anchors = _split_attributes(content)
        level = int(opening.tag[1])
        self._flow.open_heading(level, anchors, self._lines.start(first))
        self._inline.read(self._flow, content, segments)
        self._flow.close_heading(self._lines.end(behind - 1))

    def _read_code(self, token: Token) -> None:
        first, behind = token.map or [0, 1]
        count = token.content.count("\n")
        if token.type == "fence":
            first += 1
        last = min(first + count, behind)
        start, end = self._lines.start(first), self._lines.start(last)
        if token.content:
            line = token.content.split("\n", 1)[0]
            start += max(0, len(self._lines.text(first)) - len(line))
        block = CodeBlock(
            info=token.info.strip(), text=token.content, start=start, end=max(start, end)
        )
        self._flow.add_block(block)

    def _read_html(self, token: Token) -> None:
        """Read HTML; the marks of quotes and items before its lines are blanked."""
        lines, flow = self._lines, self._flow
        first, behind = token.map or [0, 1]
        source, start = lines.source, lines.start(first)
        markup = source[start : lines.end(behind - 1)]
        if token.level:
            parts = []
            content = token.content.split("\n")
            for line, text in enumerate(content[: behind - first], first):
                blank = max(0, len(lines.text(line)) - len(text))
                begin = lines.start(line)
                parts.append(" " * blank + source[begin + blank : lines.start(line + 1)])
            markup = "".join(parts)[: len(markup)]
        flow.flush()
        HtmlReader(source, flow, self._report_broken).read(markup, start)
        flow.flush()

    def _read_table(self, token: Token) -> None:
        first, behind = token.map or [0, 1]
        lines = self._lines
        rows = []
        for line, cells in token.meta["rows"]:
            spans = [(lines.offset(start, line), lines.offset(end, line)) for start, end in cells]
            content = tuple(
                self._read_cell(start, end, is_header=line == first) for start, end in spans
            )
            rows.append(Row(cells=content, start=spans[0][0], end=spans[-1][1]))
        start, end = lines.start(first), lines.end(behind - 1)
        self._flow.add_block(Table(rows=tuple(rows), is_html=False, start=start, end=end))

    def _read_cell(self, start: int, end: int, *, is_header: bool) -> Cell:
        """Read a cell, whose inline HTML may make paragraphs and lists."""
        raw = self._lines.source[start:end]
        content = raw.strip()
        begin = start + len(raw) - len(raw.lstrip())
        blocks = self._inline.read_cell(content, begin, self._flow.ordinals)
        return Cell(blocks=blocks, is_header=is_header, start=start, end=end)


def _split_attributes(content: str) -> tuple[str, tuple[str, ...]]:
    """Take `{#anchor .class}` off the end of a heading, any number of them."""
    anchors: list[str] = []
    end = len(content)
    while found := _ATTRIBUTES.fullmatch(content, max(0, content.rfind("{", 0, end)), end):
        anchors += [word[1:] for word in reversed(found[1].split()) if word.startswith("#")]
        end = found.start()
        while end and content[end - 1].isspace():
            end -= 1
    return content[:end], tuple(reversed(anchors))
