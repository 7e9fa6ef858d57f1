"""Gathers runs of text into blocks: what Markdown and HTML have in common.

Readers tell a `Flow` what they meet (text, tags, list items); it hands on the
blocks. Every table cell has a flow of its own.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.read.document import (
    Block,
    CodeBlock,
    Heading,
    ListItem,
    Mark,
    Paragraph,
    Run,
)
from generator.read.tag_marks import marks_of_tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_NO_MARKS: frozenset[Mark] = frozenset()
# fmt: off
_BLOCK_TAGS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
    "head", "header", "hgroup", "hr", "html", "legend", "main", "menu", "nav", "noscript", "p",
    "section", "summary", "title",
})
VOID_TAGS = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
    "source", "track", "wbr",
})
"""Elements without an end tag (HTML, 13.1.2)."""
# fmt: on
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


@dataclass(slots=True)
class _Open:
    """An element whose end has not come yet, and what holds again behind it."""

    key: object
    name: str
    marks: frozenset[Mark]
    target: str


@dataclass(slots=True)
class _Text:
    """A run under way."""

    text: str
    start: int
    end: int
    marks: frozenset[Mark]
    target: str
    is_verbatim: bool
    """It is as long as what stands there."""
    more: list[str] | None = None
    """What came behind the text."""

    def join(self) -> None:
        """Put together what came."""
        if self.more:
            self.text += "".join(self.more)
            self.more = None

    def trim_left(self) -> None:
        """Strip the beginning, if it stands verbatim."""
        if self.is_verbatim:
            self.text = self.text.lstrip()
            self.start = self.end - len(self.text)

    def trim_right(self) -> None:
        """Strip the end, if it stands verbatim."""
        if self.is_verbatim:
            self.text = self.text.rstrip()
            self.end = self.start + len(self.text)

    def finish(self) -> Run:
        """Give the run."""
        return Run(
            text=self.text, start=self.start, end=self.end, marks=self.marks, target=self.target
        )


RunParts = tuple[str, int, int, frozenset[Mark], str]
"""A run's text, start, end, marks and target."""


@dataclass(slots=True)
class _Code:
    """A preformatted block under way."""

    info: str
    parts: list[str] = field(default_factory=list)
    start: int = -1
    end: int = -1


@dataclass(slots=True)
class _Title:
    """A heading under way."""

    level: int
    anchors: dict[str, None]
    """Each once."""
    start: int


class Flow:
    """A run of blocks under way: one page, or one cell."""

    def __init__(self, ordinals: Iterator[int] | None = None) -> None:
        """Start empty; `ordinals` numbers the lists of the whole page."""
        self.blocks: list[Block] = []
        self.ordinals = ordinals if ordinals is not None else itertools.count()
        self._runs: list[_Text] = []
        self._marks = _NO_MARKS
        self._target = ""
        self._open: list[_Open] = []
        self._open_keys: set[int] = set()
        self._open_names: dict[str, int] = {}
        self._lists: list[int] = []
        self._item: tuple[int, int, int] | None = None
        self._title: _Title | None = None
        self._code: _Code | None = None
        self._anchors: dict[str, None] = {}

    # text

    def text(self, text: str, start: int, end: int, marks: frozenset[Mark] = _NO_MARKS) -> None:
        """Add text; neighbours that stand verbatim side by side become one run."""
        if not text:
            return
        if self._code is not None:
            self._add_code(text, start, end)
            return
        marks = self._marks | marks if marks else self._marks
        is_verbatim = len(text) == end - start
        if is_verbatim and self._runs:
            last = self._runs[-1]
            if (
                last.end == start
                and last.marks == marks
                and last.target == self._target
                and last.is_verbatim
            ):
                if last.more is None:
                    last.more = []
                last.more.append(text)
                last.end = end
                return
        self._runs.append(_Text(text, start, end, marks, self._target, is_verbatim))

    @property
    def is_plain(self) -> bool:
        """Tell whether text that is added now comes first, and in no markup."""
        return not (self._runs or self._open or self._code)

    def add_text(self, runs: Iterable[RunParts], offset: int) -> None:
        """Add runs that were taken from another flow to one that is plain."""
        self._runs = [
            _Text(text, start + offset, end + offset, marks, target, len(text) == end - start)
            for text, start, end, marks, target in runs
        ]

    def take_text(self) -> tuple[RunParts, ...] | None:
        """Give the runs, unless anything but text was added."""
        if self.blocks or self._anchors or self._item or self._title or next(self.ordinals):
            return None
        self._join_runs()
        return tuple([(run.text, run.start, run.end, run.marks, run.target) for run in self._runs])

    def line_break(self, start: int, end: int) -> None:
        """Add a forced line break: a run whose text is a line feed that does not stand there."""
        if self._code is not None:
            self._add_code("\n", start, end)
            return
        self._runs.append(_Text("\n", start, end, self._marks, self._target, end - start == 1))

    def _add_code(self, text: str, start: int, end: int) -> None:
        code = self._code
        if code is None:
            return
        if code.start < 0:
            if text.startswith("\r\n"):
                text, start = text[2:], start + 2
            elif text.startswith("\n"):
                text, start = text[1:], start + 1
            code.start = start
        code.parts.append(text)
        code.end = end

    # elements

    def push(self, key: object, name: str, marks: frozenset[Mark], target: str = "") -> None:
        """Begin a stretch of marks."""
        self._open.append(_Open(key, name, self._marks, self._target))
        self._open_keys.add(id(key))  # a tag is compared, and hashed, by all that it holds
        self._open_names[name] = self._open_names.get(name, 0) + 1
        if marks:
            self._marks |= marks
        self._target = target or self._target

    def open_tag(
        self, key: object, name: str, attributes: Mapping[str, str], start: int, end: int
    ) -> None:
        """Begin an element; `key` identifies it when it ends."""
        if name == "br":
            self.line_break(start, end)
            return
        if name in _BLOCK_TAGS:
            self.flush()
        elif name in {"ul", "ol"}:
            self.open_list()
        elif name == "li":
            self.open_item(end)
        elif name in _HEADINGS:
            anchor = attributes.get("id", "")
            self.open_heading(_HEADINGS[name], (anchor,) if anchor else (), start)
        elif name == "pre":
            self.finish()
            self._code = _Code(attributes.get("class", ""))
        elif name == "a":
            self._add_anchors(attributes)
        if name not in VOID_TAGS:
            target = attributes.get("href", "") if name == "a" else ""
            self.push(key, name, marks_of_tag(name, attributes), target)

    def close_tag(self, key: object, end: int) -> None:
        """End an element, and what was left open in it, if it began here."""
        if id(key) not in self._open_keys:
            return
        while self._open:
            if self._close_top(end) is key:
                return

    def close_name(self, name: str, end: int) -> None:
        """End the innermost element of a name, as an end tag without a tree does."""
        if self._open_names.get(name):
            element = next(own for own in reversed(self._open) if own.name == name)
            self.close_tag(element.key, end)

    def close_all(self, end: int, depth: int = 0) -> None:
        """End every element above a depth."""
        while len(self._open) > depth:
            self._close_top(end)

    @property
    def depth(self) -> int:
        """How many elements are open."""
        return len(self._open)

    def _close_top(self, end: int) -> object:
        element = self._open.pop()
        name = element.name
        self._open_keys.discard(id(element.key))
        self._open_names[name] -= 1
        if name in _BLOCK_TAGS:
            self.flush()
        elif name in {"ul", "ol"}:
            self.close_list()
        elif name == "li":
            self.finish()
        elif name in _HEADINGS:
            self.close_heading(end)
        elif name == "pre":
            self._close_code(end)
        self._marks, self._target = element.marks, element.target
        return element.key

    def _add_anchors(self, attributes: Mapping[str, str]) -> None:
        anchors = [attributes[key].strip() for key in ("name", "id") if attributes.get(key)]
        known = self._title.anchors if self._title else self._anchors
        known.update(dict.fromkeys(anchors))

    # blocks

    def open_list(self) -> None:
        """Begin a list, possibly in an item of another."""
        self.finish()
        self._lists.append(next(self.ordinals))

    def close_list(self) -> None:
        """End the innermost list."""
        self.finish()
        if self._lists:
            self._lists.pop()

    def open_item(self, start: int) -> None:
        """Begin an item; one outside any list gets a list of its own."""
        self.finish()
        ordinal = self._lists[-1] if self._lists else next(self.ordinals)
        self._item = (max(0, len(self._lists) - 1), ordinal, start)

    def open_heading(self, level: int, anchors: tuple[str, ...], start: int) -> None:
        """Begin a heading; anchors that stood directly before it are its own."""
        self.finish()
        self._title = _Title(level, dict.fromkeys([*self._anchors, *anchors]), start)
        self._anchors = {}

    def close_heading(self, end: int) -> None:
        """End the heading."""
        title, self._title = self._title, None
        runs = self._take_runs()
        if title is None:
            return
        self.blocks.append(
            Heading(
                level=title.level,
                runs=runs,
                anchors=tuple(title.anchors),
                start=title.start,
                end=end,
            )
        )

    def add_block(self, block: Block) -> None:
        """Add a block that is complete."""
        self.finish()
        self._anchors = {}
        self.blocks.append(block)

    def _close_code(self, end: int) -> None:
        code, self._code = self._code, None
        if code is not None:
            start = end if code.start < 0 else code.start
            stop = start if code.start < 0 else code.end
            text = "".join(code.parts)
            self.add_block(CodeBlock(info=code.info, text=text, start=start, end=stop))

    def finish(self) -> None:
        """End the paragraph or item under way; an item without text is one, too."""
        self.flush()
        if self._item is not None:
            depth, ordinal, start = self._item
            self._item = None
            self.blocks.append(
                ListItem(depth=depth, list_ordinal=ordinal, runs=(), start=start, end=start)
            )

    def flush(self) -> None:
        """End the paragraph under way, if it has any text."""
        if not self._runs or self._title is not None or self._code is not None:
            return
        runs = self._take_runs()
        if not runs:
            return
        self._anchors = {}
        start, end = runs[0].start, runs[-1].end
        if self._item is None:
            self.blocks.append(Paragraph(runs=runs, start=start, end=end))
            return
        depth, ordinal, _ = self._item
        self._item = None
        self.blocks.append(
            ListItem(depth=depth, list_ordinal=ordinal, runs=runs, start=start, end=end)
        )

    def _take_runs(self) -> tuple[Run, ...]:
        """Hand over the runs, without the white space around them."""
        self._join_runs()
        runs, self._runs = self._runs, []
        first, last = 0, len(runs)
        while first < last and runs[first].text.isspace():
            first += 1
        while last > first and runs[last - 1].text.isspace():
            last -= 1
        if first == last:
            return ()
        runs[first].trim_left()
        runs[last - 1].trim_right()
        return tuple([run.finish() for run in runs[first:last]])

    def _join_runs(self) -> None:
        for run in self._runs:
            run.join()
