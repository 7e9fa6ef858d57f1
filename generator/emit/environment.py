"""Jinja environments for templates, and the encoders between pages and emitted files.

An environment for XML escapes whatever a template prints. One for Python
refuses to print anything but `Code`, which only the encoders below make: so
no text of a page can reach an emitted file as markup or code.
"""

from __future__ import annotations

import keyword
import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from jinja2 import BaseLoader, Environment, FileSystemLoader, StrictUndefined, Undefined
from jinja2.compiler import CodeGenerator
from markupsafe import Markup, escape

from generator.emit.template_folder import find_templates

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_XML_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
_XML_SPECIAL = re.compile(r"""[^ !#-%(-;=?-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]|--""")
"""What does not stand in XML as it is here: markup, quotes, two hyphens, white space but spaces."""
_XML_FOLDED = {"\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"})


class Code(str):
    """Text that may stand in emitted code as it is."""

    __slots__ = ()


def py_string(text: str) -> Code:
    """Write a text as a Python string literal of printable characters only.

    Quotes are double wherever that saves an escape, as formatters want them.
    """
    body = _py_characters(text)
    if '"' in body and "'" not in body:
        return Code(f"'{body}'")
    return Code('"' + body.replace('"', '\\"') + '"')


def _py_characters(text: str) -> str:
    """Write characters inside a literal; usually they stand as they are."""
    if text.isprintable() and "\\" not in text:
        return text
    return "".join(map(_py_character, text))


def _py_character(char: str) -> str:
    """Write one character inside a literal; only plain, visible ones stand as they are."""
    if char == "\\":
        return "\\\\"
    if char != " " and (unicodedata.category(char) in _UNPRINTABLE or ord(char) & 0xFFFE == 0xFFFE):
        return _escaped(char)
    return char


def _escaped(char: str) -> str:
    short = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
    code = ord(char)
    return short.get(char) or (
        f"\\x{code:02x}"
        if code < 0x100
        else f"\\u{code:04x}"
        if code < 0x10000
        else f"\\U{code:08x}"
    )


def py_docstring(text: str, indent: int = 4, width: int = 86) -> Code:
    r"""Write a text as a docstring that nothing in it can end.

    Paragraphs, separated by newlines, are wrapped. Backslashes and triple
    quotes are taken out of play by escapes; so is whatever does not print.
    """
    pad = " " * indent
    paragraphs = [_wrap(part, width - indent) for part in text.split("\n") if part.strip()]
    if (
        len(paragraphs) == 1
        and len(paragraphs[0]) == 1
        and len(paragraphs[0][0]) < width - indent - 6
    ):
        return Code(f'"""{_doc_text(paragraphs[0][0])}"""')
    body = f"\n\n{pad}".join(f"\n{pad}".join(map(_doc_text, lines)) for lines in paragraphs)
    return Code(f'"""{body}\n{pad}"""')


def _wrap(text: str, width: int) -> list[str]:
    """Break a paragraph into lines at spaces; a long word keeps its line to itself."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return lines


def _doc_text(text: str) -> str:
    """Write one line of a docstring; quotes that touch another one, or its end, are escaped."""
    if '"' not in text:
        return _py_characters(text)
    padded = f' {text}"'
    return "".join(
        '\\"' if char == '"' and '"' in padded[index] + padded[index + 2] else _py_character(char)
        for index, char in enumerate(text)
    )


def py_comment(text: str) -> Code:
    """Write a text into a comment: one line, printable characters only."""
    return Code(_py_characters(text))


def py_name(name: str) -> Code:
    """Let a name stand in code, when it is one.

    Raises:
        ValueError: It is no identifier; a caller has not run it through `generator.naming`.
    """
    if not name.isidentifier() or keyword.iskeyword(name):
        raise ValueError(f"{name!r} is no Python identifier")
    return Code(name)


def xml_text(value: object) -> str:
    """Escape a value for XML content, attributes and comments alike.

    Characters that XML 1.0 forbids are dropped; line ends and tabs become
    references, because attributes would fold them; of two hyphens the second
    does too, because comments forbid them.
    """
    if isinstance(value, Markup):
        return str(value)
    text = value if isinstance(value, str) else str(value)
    if _XML_SPECIAL.search(text) is None:
        return text  # nothing to escape: the usual case
    text = str(escape(_XML_FORBIDDEN.sub("", text)))
    for char, reference in _XML_FOLDED.items():
        text = text.replace(char, reference)
    return re.sub("(?<=-)-", "&#45;", text)


def _print_xml(value: object) -> str:
    """Escape what a template prints; many texts are printed once a locale, or for each file."""
    return _escape_again(value) if type(value) is str else xml_text(value)


_escape_again = lru_cache(maxsize=1 << 15)(xml_text)


class _XmlCode(CodeGenerator):
    """Prints what `_print_xml` gives as it is; Jinja's own would escape it once more.

    `autoescape` stays on: what a macro or a filter makes of escaped text counts as such.
    """

    def _output_child_pre(self, node: object, frame: object, finalize: object) -> None:  # noqa: ARG002
        self.write("environment.finalize(")

    def _output_child_post(self, node: object, frame: object, finalize: object) -> None:  # noqa: ARG002
        self.write(")")


def _only_code(value: object) -> object:
    """Refuse to print what no encoder made."""
    if isinstance(value, Undefined | Code | int):
        return value
    raise TypeError(f"template prints {value!r}, which no encoder made")


@cache
def xml_environment(templates_dir: Path | None = None) -> Environment:
    """Give the environment for XML templates; a file in `templates_dir` overrides ours."""
    environment = _build(_loader(templates_dir), finalize=_print_xml, autoescape=True)
    environment.code_generator_class = _XmlCode
    return environment


@cache
def python_environment(templates_dir: Path | None = None) -> Environment:
    """Give the environment for Python templates; a file in `templates_dir` overrides ours."""
    environment = _build(_loader(templates_dir), finalize=_only_code, autoescape=False)
    environment.filters |= {"string": py_string, "docstring": py_docstring, "name": py_name}
    return environment


@cache
def typescript_environment(templates_dir: Path | None = None) -> Environment:
    """Give the environment for TypeScript templates; a file in `templates_dir` overrides ours."""
    return _build(_loader(templates_dir), finalize=_only_code, autoescape=False)


def _build(
    loader: BaseLoader, *, finalize: Callable[[object], object], autoescape: bool
) -> Environment:
    return Environment(
        loader=loader,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=autoescape,  # noqa: S701  off for code alone, which prints `Code` only
        finalize=finalize,
    )


def _loader(templates_dir: Path | None) -> BaseLoader:
    own = [str(templates_dir)] if templates_dir else []
    return FileSystemLoader([*own, str(find_templates())])
