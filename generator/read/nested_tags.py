"""Finds the tags of HTML in which every element has an end tag of its own.

Such HTML says itself what stands in what, and nobody need build a tree to find
out; anything less plain is tag soup, and Beautiful Soup's.
"""

from __future__ import annotations

import re

from generator.read.flow import VOID_TAGS

_TAG = re.compile(
    r"<(?P<slash>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)"
    r"""(?P<attributes>(?:[ \t\r\n]+[a-zA-Z][a-zA-Z0-9_-]*=(?:"[^"<>&]*"|'[^'<>&]*'))*)"""
    r"[ \t\r\n]*(?P<empty>/?)>"
)
_ATTRIBUTE = re.compile(r"""([a-zA-Z][a-zA-Z0-9_-]*)=(?:"([^"]*)"|'([^']*)')""")
_NO_ENTITY = re.compile(r"&(?!(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});)")
# fmt: off
_PLAIN = frozenset({
    "a", "b", "blockquote", "br", "caption", "code", "col", "colgroup", "dd", "del", "div", "dl",
    "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "li", "ol", "p", "pre", "s",
    "samp", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "tt", "u", "ul", "var",
})
"""Elements in which no parser reads text another way than elsewhere."""
# fmt: on


def find_nested_tags(markup: str) -> list[re.Match[str]] | None:
    """Give every tag of a piece of HTML in order; None unless they are well nested."""
    tags = list(_TAG.finditer(markup))
    if len(tags) != markup.count("<") or _NO_ENTITY.search(markup):
        return None
    names: list[str] = []
    for tag in tags:
        name = tag["name"].lower()
        if name not in _PLAIN:
            return None
        if tag["slash"]:
            if tag["attributes"] or tag["empty"] or not names or names.pop() != name:
                return None
        elif name not in VOID_TAGS:
            if tag["empty"]:
                return None
            names.append(name)
    return None if names else tags


def read_attributes(tag: re.Match[str]) -> dict[str, str]:
    """Give the attributes of such a tag."""
    text = tag["attributes"]
    return {key.lower(): one or other for key, one, other in _ATTRIBUTE.findall(text)}
