"""Code blocks → `Sample`s, judged by content and read as far as they can be read.

Documentation is full of samples that no parser accepts: a prolog cut in half,
an HTTP header above the body, a bracket too few. The scanners here never fail;
they say whether they had to be lenient.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from itertools import pairwise

from generator.extract.page import Dialect, SampleNode

_TAG = re.compile(r"<(/?)([^\W\d][\w.\-]*:)?([^\W\d][\w.\-]*)((?:\s[^<>]*|/)?)>")
_ATTRIBUTE = re.compile(r"""(?<![^\s/"'])([^\s=/"'<>]+)\s*=\s*("[^"]*"|'[^']*')""")
_LATIN_WORD = re.compile(r"[A-Za-z_\xc0-\u024f][A-Za-z0-9_\xc0-\u024f]*")
# a string that its line does not close ends with the line: no search goes over the same text twice
_JSON_TOKEN = re.compile(
    r'"((?:[^"\\\n]|\\.)*)(?:"|\\?(?:(?=\n)|\Z))|([{}\[\],:])|([^\s{}\[\],:"]+)'
)
_LIMIT = 200
"""Deepest nesting that is followed; what lies deeper is left out as broken."""


@dataclass(slots=True)
class _Open:
    """An element whose end has not been seen yet."""

    name: str
    prefix: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    children: list[SampleNode] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    line: int = 0

    def close(self) -> SampleNode:
        return SampleNode(
            name=self.name,
            prefix=self.prefix,
            text=" ".join("".join(self.text).split()),
            attributes=self.attributes,
            children=tuple(self.children),
            line=self.line,
        )


def detect_dialect(code: str) -> Dialect:
    """Judge a code block by its content; info strings are often wrong."""
    stripped = code.lstrip()
    tags = len(_TAG.findall(code))
    if tags >= 1 and (stripped.startswith("<") or code.count("</") >= 1):
        return Dialect.XML
    if stripped[:1] in {"{", "["} and re.search(r'"[^"\n]*"\s*:', code):
        return Dialect.JSON
    return Dialect.CODE


def read_xml_sample(code: str) -> tuple[tuple[SampleNode, ...], bool]:
    """Read elements leniently.

    An end tag closes the innermost open element of its name; what was left
    open inside is closed with it. An end tag without a start is dropped.

    Returns:
        The outermost elements, and whether anything had to be mended.
    """
    top = _Open("")
    stack, broken, cursor, line = [top], False, 0, 0
    for match in _TAG.finditer(code):
        stack[-1].text.append(html.unescape(code[cursor : match.start()]))
        at = line + code.count("\n", cursor, match.start())
        line = at + match[0].count("\n")
        cursor = match.end()
        if match[1]:
            broken |= not _close_element(stack, match[3])
            continue
        prefix = (match[2] or "").rstrip(":")
        element = _Open(match[3], prefix, _attributes(match[4]), line=at)
        if match[4].rstrip().endswith("/"):
            stack[-1].children.append(element.close())
        elif len(stack) < _LIMIT:
            stack.append(element)
        else:
            broken = True
    broken |= len(stack) > 1
    while len(stack) > 1:
        _close_element(stack, stack[-1].name)
    return tuple(top.children), broken


def _close_element(stack: list[_Open], name: str) -> bool:
    """Close the innermost element of a name; tell whether it was the one expected."""
    depth = next((i for i in range(len(stack) - 1, 0, -1) if stack[i].name == name), 0)
    expected = depth == len(stack) - 1
    while depth and len(stack) > depth:
        closed = stack.pop()
        stack[-1].children.append(closed.close())
    return expected and depth > 0


def _attributes(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((m[1], html.unescape(m[2][1:-1])) for m in _ATTRIBUTE.finditer(text))


def read_json_sample(code: str) -> tuple[tuple[SampleNode, ...], bool]:
    """Read an object or array leniently: comments, ellipses and lost commas do no harm.

    Returns:
        One root without a name, and whether brackets did not match.
    """
    top = _Open("")
    stack, broken, key = [top], False, ""
    tokens = list(_JSON_TOKEN.finditer(re.sub(r"(?m)(^|\s)//.*$", "", code)))
    following = [b[2] for _, b in pairwise(tokens)] + [None]
    for token, after in zip(tokens, following, strict=False):
        if token[2] in {"{", "["} and len(stack) < _LIMIT:
            stack.append(_Open(key))
            key = ""
        elif token[2] in {"}", "]"}:
            broken |= not _close_innermost(stack)
            key = ""
        elif token[1] is not None and after == ":":
            key = token[1]
        elif token[1] is not None or token[3] is not None:
            text = token[1] if token[1] is not None else token[3]
            leaf = SampleNode(name=key, prefix="", text=text, attributes=(), children=())
            stack[-1].children.append(leaf)
            key = ""
    broken |= len(stack) > 1
    while _close_innermost(stack):
        pass
    return tuple(top.children), broken


def _close_innermost(stack: list[_Open]) -> bool:
    if len(stack) == 1:
        return False
    closed = stack.pop()
    stack[-1].children.append(closed.close())
    return True


def find_identifiers(code: str) -> tuple[str, ...]:
    """List the ASCII identifiers of a code block, distinct, in order.

    A piece of a word with an accent is none: comments are translated.
    """
    return tuple(dict.fromkeys(word for word in _LATIN_WORD.findall(code) if word.isascii()))
