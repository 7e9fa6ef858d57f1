"""The encoders between pages and TypeScript: literals, keys, names, comments."""

from __future__ import annotations

import json
import re
import unicodedata

from generator.emit.catalog_entries import clean_text
from generator.emit.environment import Code

_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_WORDS = """
abstract any arguments as asserts async await bigint boolean break case catch class const
constructor continue debugger declare default delete do else enum eval export extends false
finally for from function get global if implements import in infer instanceof interface is keyof
let module namespace never new null number object of override package private protected public
readonly require return set static string super switch symbol this throw true try type typeof
undefined unique unknown using var void while with yield
"""
_RESERVED = frozenset(_WORDS.split())
"""Words that TypeScript takes for itself somewhere (TypeScript's scanner, `textToKeyword`)."""
_MARKDOWN = re.compile(r"([\\`@{}<>*/&])")


def ts_string(text: str) -> Code:
    """Write a text as a string literal of visible characters; usually all of them are."""
    if text.isprintable():
        return Code(json.dumps(text, ensure_ascii=False))
    return Code("".join(map(_visible, json.dumps(text, ensure_ascii=False))))


def _visible(char: str) -> str:
    """Escape what does not print, or is no character; beyond the first plane as two units."""
    if unicodedata.category(char) not in _UNPRINTABLE and ord(char) & 0xFFFE != 0xFFFE:
        return char
    return json.dumps(char)[1:-1] if ord(char) != 0x7F else "\\u007f"


def ts_key(name: str) -> Code:
    """Write a property's name, quoted unless every reader takes it bare."""
    return Code(name) if name.isidentifier() and name not in _RESERVED else ts_string(name)


def ts_name(identifier: str) -> str:
    """Make an identifier the name of a type: as documented wherever that is legal."""
    name = unicodedata.normalize("NFKC", identifier)
    name = "".join(char if f"_{char}".isidentifier() else "_" for char in name) or "_"
    if not name.isidentifier():
        name = f"_{name}"
    return f"{name}_" if name in _RESERVED else name


def ts_comment(*parts: str, indent: str = "", tags: tuple[Code, ...] = ()) -> Code:
    """Write a TSDoc comment that nothing in it can end or turn into a tag; empty for no text.

    Args:
        parts: Texts, each a paragraph.
        indent: What stands before each line.
        tags: Tags of our own, behind the texts.
    """
    texts = [_MARKDOWN.sub(r"\\\1", text) for part in parts if (text := clean_text(part))]
    texts += tags
    if not texts:
        return Code("")
    if len(texts) == 1:
        return Code(f"{indent}/** {texts[0]} */\n")
    lines = f"\n{indent} *\n".join(f"{indent} * {text}" for text in texts)
    return Code(f"{indent}/**\n{lines}\n{indent} */\n")
