"""Finds the tags of HTML that is nothing but text and tags as everybody writes them.

What stands in what is then known without a tree: an end tag ends the innermost
element of its name, as Beautiful Soup has it, too. Anything less plain is left
to Beautiful Soup.
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
ELEMENTS = _PLAIN | VOID_TAGS | frozenset({
    "abbr", "address", "article", "aside", "audio", "bdi", "bdo", "big", "body", "button",
    "canvas", "center", "cite", "data", "datalist", "details", "dfn", "dialog", "dir", "fieldset",
    "figcaption", "figure", "font", "footer", "form", "frame", "frameset", "head", "header",
    "hgroup", "html", "iframe", "ins", "kbd", "label", "legend", "main", "map", "mark", "marquee",
    "math", "menu", "meter", "nav", "nobr", "noframes", "noscript", "object", "optgroup",
    "option", "output", "picture", "progress", "q", "rp", "rt", "ruby", "script", "search",
    "section", "select", "slot", "strike", "style", "summary", "svg", "template", "textarea",
    "time", "title", "video",
})
"""Elements of HTML, those given up included; others may be no markup at all: `List<Loan>`."""
# fmt: on


def find_plain_tags(markup: str) -> list[re.Match[str]] | None:
    """Give every tag of a piece of HTML in order; None where anything is not plain."""
    tags = list(_TAG.finditer(markup))
    if len(tags) != markup.count("<") or _NO_ENTITY.search(markup):
        return None
    return tags if all(map(_is_plain, tags)) else None


def _is_plain(tag: re.Match[str]) -> bool:
    """Tell whether an element is a common one, and a tag has nothing that does not belong there."""
    name = tag["name"].lower()
    if tag["slash"]:
        return name in _PLAIN and not tag["attributes"] and not tag["empty"]
    return name in _PLAIN and (not tag["empty"] or name in VOID_TAGS)


def read_attributes(tag: re.Match[str]) -> dict[str, str]:
    """Give the attributes of such a tag."""
    text = tag["attributes"]
    return {key.lower(): one or other for key, one, other in _ATTRIBUTE.findall(text)}
