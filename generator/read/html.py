"""Reads HTML, whole pages and fragments of Markdown pages, with the offset of every text.

Where markup is not plain, Beautiful Soup gives the elements, where they start,
and where the tag soup makes them end; the text between two start tags is taken
from the source itself, because only there its offsets are exact.
"""

from __future__ import annotations

import html
import re
import warnings
from collections import Counter
from itertools import takewhile
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup
from bs4.element import Tag

from generator.read.document import Mark
from generator.read.flow import VOID_TAGS, Flow
from generator.read.html_table import TableStack
from generator.read.plain_tags import find_plain_tags, read_attributes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

_START_TAG = re.compile(r"""<(?>[^>"']+|"[^"]*"|'[^']*')*+>""")
_MARKUP = re.compile(r"</([a-zA-Z][^\s/>]*)(?>[^<>]*)>|<!--|<[!?](?>[^<>]*)>")
_ENTITY = re.compile(r"&(?:#[0-9]{1,10}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});?")
_MARKER = re.compile(
    r"\[!(?P<word>DNL|UICONTROL)\s++(?P<marked>[^\[\]]++)\]"
    r"|(?<![`\w])`(?P<code>[^`\n]+)`(?![`\w])"
    r"|(?<!\*)\*\*(?P<strong>[^\s*][^*\n]*)\*\*(?!\*)"
)
_GROUP_MARKS = {"code": Mark.CODE, "strong": Mark.STRONG}
WORD_MARKS = {"DNL": Mark.PROTECTED, "UICONTROL": Mark.CONTROL}
"""What the docs platform's text markers stand for."""
_IGNORED = frozenset({"script", "style", "template", "svg", "math"})
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_FEW = 16
"""Elements that are looked through one by one."""
_Element = tuple[str, object]
"""An element's name and what it is known by."""


class _Elements:
    """Elements that wait for their end, the innermost last; counted by name where they are many."""

    def __init__(self) -> None:
        self._all: list[_Element] = []
        self._names: Counter[str] | None = None

    def __bool__(self) -> bool:
        return bool(self._all)

    def add(self, name: str, key: object) -> None:
        """Begin an element."""
        self._all.append((name, key))
        if self._names is not None:
            self._names[name] += 1

    def has(self, name: str) -> bool:
        """Tell whether an element of a name waits."""
        if len(self._all) <= _FEW:
            return any(own == name for own, _ in self._all)
        if self._names is None:
            self._names = Counter(own for own, _ in self._all)
        return self._names[name] > 0

    def pop(self) -> _Element:
        """End the innermost."""
        element = self._all.pop()
        if self._names is not None:
            self._names[element[0]] -= 1
        return element


class _Soup(BeautifulSoup):
    """Beautiful Soup that does not link each element with what was parsed before and behind it.

    Where elements never end that takes a time that is quadratic in their depth.
    """

    def _linkage_fixer(self, el: Tag) -> None:
        """Leave the links as they are; the tree has all there is."""


class HtmlReader:
    """Reads stretches of one source into a flow."""

    def __init__(
        self, source: str, flow: Flow, report_broken: Callable[[int, int, str], None]
    ) -> None:
        """Read into `flow`; `report_broken` takes offsets and a message, once per table."""
        self._source = source
        self._tables = TableStack(flow, report_broken)
        self._ignored = 0
        self.title = ""
        self._in_title = False

    def read(self, markup: str, base: int) -> None:
        """Read markup that stands at an offset of the source (quote marks blanked)."""
        if "<" not in markup:
            self._read_text(markup, base)
        elif tags := find_plain_tags(markup):
            self._read_plain_tags(markup, tags, base)
        else:
            self._read_soup(markup, base)

    def _read_plain_tags(self, markup: str, tags: Sequence[re.Match[str]], base: int) -> None:
        """Read HTML that is what its tags say."""
        waiting = _Elements()
        cursor = 0
        for tag in tags:
            start, end = tag.span()
            if start > cursor:
                self._read_text(markup[cursor:start], base + cursor)
            cursor = end
            name = tag["name"].lower()
            if tag["slash"]:
                self._end_tag(name, base + start, base + end, waiting)
                continue
            if name not in VOID_TAGS:
                waiting.add(name, tag)
            self._open(tag, name, read_attributes(tag), tag[0], base + start)
        if cursor < len(markup):
            self._read_text(markup[cursor:], base + cursor)
        self._end_all(waiting, base + len(markup))
        self._tables.close_all(base + len(markup))

    def _read_soup(self, markup: str, base: int) -> None:
        """Read HTML of which only a tree builder knows what it means."""
        if markup.startswith("<?xml"):
            markup = "<!   " + markup[5:]
        with warnings.catch_warnings():
            # whether a page looks like XML, or like the name of a file, is no matter
            warnings.simplefilter("ignore", UserWarning)
            soup = _Soup(_parsable(markup), "html.parser", multi_valued_attributes=None)
        lines = _line_starts(markup)
        stack: list[Tag] = [soup]
        closing: list[_Element] = []
        cursor = 0
        for tag in _tags(soup):
            while tag.parent is not stack[-1]:
                closing.append((stack[-1].name.lower(), stack.pop()))
            line, column = tag.sourceline, tag.sourcepos
            start = lines[(line or 1) - 1] + (column or 0)
            self._read_gap(markup, cursor, start, base, closing)
            closing = []
            stack.append(tag)
            found = _START_TAG.match(markup, start)
            cursor = found.end() if found else start + 1
            attributes = {key: str(value) for key, value in tag.attrs.items()}
            self._open(tag, tag.name.lower(), attributes, markup[start:cursor], base + start)
        closing += [(tag.name.lower(), tag) for tag in reversed(stack[1:])]
        self._read_gap(markup, cursor, len(markup), base, closing)
        self._tables.close_all(base + len(markup))

    def _open(
        self, key: object, name: str, attributes: Mapping[str, str], raw: str, start: int
    ) -> None:
        """Begin an element, whose start tag is given as it stands."""
        if name in _IGNORED:
            self._ignored += 1
        if name == "title":
            self._in_title = True
        if self._ignored or self._in_title:
            return
        end = start + len(raw)
        if name == "img" and attributes.get("alt"):
            self._read_alt(attributes["alt"], raw, start, end)
        self._tables.open(key, name, attributes, start, end)

    def _read_alt(self, alt: str, raw: str, start: int, end: int) -> None:
        """Take the text that stands for a picture; one with entities spans the whole tag."""
        at = raw.find(alt, 4)
        if at >= 0:
            start, end = start + at, start + at + len(alt)
        self._tables.flow.text(alt, start, end)

    def _close(self, element: _Element, start: int, end: int, *, is_implied: bool) -> None:
        """End an element of the tree."""
        name, key = element
        if name == "title" and self._in_title:
            self._in_title = False
            return
        if name in _IGNORED:
            self._ignored -= 1
        if self._ignored or name in VOID_TAGS or name in _IGNORED:
            return
        if is_implied:
            self._tables.report(start, end, f"<{name}> has no end tag")
        self._tables.close(key, start, end)

    def _read_gap(
        self, markup: str, cursor: int, end: int, base: int, closing: list[_Element]
    ) -> None:
        """Read the text and the end tags between two start tags; the innermost closes first."""
        waiting = _Elements()
        inner = takewhile(lambda element: element[0] in VOID_TAGS, closing)
        for name, key in reversed(closing[sum(1 for _ in inner) :]):
            waiting.add(name, key)
        close = 0
        while cursor < end:
            found = _MARKUP.search(markup, cursor, end)
            stop = found.start() if found else end
            if stop > cursor:
                self._read_text(markup[cursor:stop], base + cursor)
            if not found:
                break
            cursor = found.end()
            if found[1]:
                self._end_tag(found[1].lower(), base + stop, base + cursor, waiting)
            elif found[0] == "<!--":
                close = markup.find("-->", cursor, end) if close >= 0 else -1
                cursor = close + 3 if close >= 0 else cursor
        self._end_all(waiting, base + end)

    def _end_all(self, waiting: _Elements, end: int) -> None:
        """End elements that have no end tag."""
        while waiting:
            self._close(waiting.pop(), end, end, is_implied=True)

    def _end_tag(self, name: str, start: int, end: int, waiting: _Elements) -> None:
        """Match an end tag with the elements that it may end in this place."""
        if not waiting.has(name):
            if name not in VOID_TAGS and not self._ignored:
                self._tables.report(start, end, f"</{name}> ends nothing")
            return
        while waiting:
            element = waiting.pop()
            if element[0] == name:
                self._close(element, start, end, is_implied=False)
                return
            self._close(element, start, start, is_implied=True)

    def _read_text(self, text: str, start: int) -> None:
        """Read text: markers of the docs platform, then entities."""
        if self._ignored:
            return
        if self._in_title:
            self.title += html.unescape(text)
            return
        flow = self._tables.text_flow(text, start)
        if flow is None:
            return
        cursor = 0
        if "`" in text or "[!" in text or "**" in text:
            for found in _MARKER.finditer(text):
                self._read_entities(flow, text[cursor : found.start()], start + cursor, frozenset())
                group = str(found.lastgroup)
                mark = WORD_MARKS[found["word"]] if found["word"] else _GROUP_MARKS[group]
                inner = found[group]
                self._read_entities(flow, inner, start + found.start(group), frozenset({mark}))
                cursor = found.end()
        self._read_entities(flow, text[cursor:], start + cursor, frozenset())

    def _read_entities(self, flow: Flow, text: str, start: int, marks: frozenset[Mark]) -> None:
        """Read text with character references; each becomes a run of its own."""
        cursor = 0
        if "&" in text:
            for found in _ENTITY.finditer(text):
                decoded = html.unescape(found[0])
                if decoded == found[0]:
                    continue
                self._read_plain(flow, text[cursor : found.start()], start + cursor, marks)
                decoded = _FORBIDDEN.sub("\ufffd", decoded) or "\ufffd"
                flow.text(decoded, start + found.start(), start + found.end(), marks)
                cursor = found.end()
        self._read_plain(flow, text[cursor:], start + cursor, marks)

    def _read_plain(self, flow: Flow, text: str, start: int, marks: frozenset[Mark]) -> None:
        """Read text that stands verbatim, but for quote marks that were blanked."""
        if self._source.startswith(text, start):
            flow.text(text, start, start + len(text), marks)
            return
        for piece in re.finditer(r"\n|[^\n]+", text):
            blank = len(piece[0]) - len(piece[0].lstrip(" "))
            at = start + piece.start() + blank
            flow.text(piece[0][blank:], at, start + piece.end(), marks)


def _parsable(markup: str) -> str:
    """Blank what html.parser would search the rest of the markup for again and again.

    Unfinished tags at the end, comments that never end, and marked sections,
    which HTML does not have, are text for us. All offsets stay.
    """
    markup = markup[: markup.rfind(">") + 1].replace("<![", " ![")
    open_end = markup.rfind("-->") + 1
    return markup[:open_end] + markup[open_end:].replace("<!--", " !--")


def _tags(soup: BeautifulSoup) -> Iterator[Tag]:
    """Give the elements in the order of their start tags."""
    waiting = [iter(soup.contents)]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
        elif isinstance(element, Tag):
            yield element
            waiting.append(iter(element.contents))


def _line_starts(markup: str) -> list[int]:
    """Give the offset of every line as html.parser counts them: by line feeds alone."""
    return [0, *(found.end() for found in re.finditer("\n", markup))]
