"""HTML whose tags are plain is read as Beautiful Soup would have it read."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.read import html
from generator.read.plain_tags import find_plain_tags, read_attributes
from generator.read.read_document import Dialect, ReadResult, read_text

# fmt: off
_NAMES = (
    "table", "thead", "tbody", "tfoot", "caption", "colgroup", "tr", "td", "TH", "th", "p", "ul",
    "ol", "li", "dl", "dt", "dd", "a", "b", "code", "span", "pre", "h2", "blockquote", "div", "del",
    "sup",
)
_VOIDS = ("<br>", "<br/>", "<BR />", '<img src="x" alt="one">', "<hr/>", "<col>")
_ATTRIBUTES = (
    "", ' colspan="2"', " rowspan='3'", ' class="codeph"', ' ID="x"\n class=""',
    ' class="a" class="b"', ' href="#y"', ' name="n" id="m"', ' translate="no"',
)
_TEXTS = (
    "one", " ", "\n", " a > b ", "&lt;", "&#233;", "&nosuch;", "`c`", "**s**", "[!DNL w]",
    "\r\n x", "\u00e9",
)
# fmt: on


def _element(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(
        st.sampled_from(_NAMES), st.sampled_from(_ATTRIBUTES), st.lists(inner, max_size=5)
    ).map(lambda found: f"<{found[0]}{found[1]}>{''.join(found[2])}</{found[0].lower()}>")


_PIECES = st.sampled_from(_TEXTS + _VOIDS)
_NESTED = st.lists(st.recursive(_PIECES, _element, max_leaves=25), min_size=1, max_size=4)


def _read(markup: str) -> ReadResult:
    return read_text(markup, path="p.html", page="p.html", locale="en", dialect=Dialect.HTML)


@given(_NESTED.map("".join))
def test_plain_tags_are_read_as_a_tree_would_be(markup: str) -> None:
    """Blocks, offsets and complaints are those that Beautiful Soup's tree leads to."""
    assert find_plain_tags(markup) is not None
    with patch.object(html, "find_plain_tags", lambda _: None):
        expected = _read(markup)
    assert _read(markup) == expected


@given(_NESTED.map("".join), st.data())
def test_a_tree_of_soup_is_known_too(markup: str, data: st.DataObject) -> None:
    """Wherever a tag, or a character, is missing, the result is the tree's."""
    tags = find_plain_tags(markup) or []
    stretches = st.sampled_from([tag.span() for tag in tags]) if tags else st.nothing()
    characters = st.integers(0, len(markup) - 1).map(lambda at: (at, at + 1))
    start, end = data.draw(stretches | characters)
    damaged = markup[:start] + markup[end:]
    with patch.object(html, "find_plain_tags", lambda _: None):
        expected = _read(damaged)
    assert _read(damaged) == expected


@pytest.mark.parametrize(
    "markup",
    [
        "<p/>",
        "<td></td class='x'>",
        "<td title=bare></td>",
        "<td nowrap></td>",
        "<td title='a&amp;b'></td>",
        "<script>a</script>",
        "<title>a</title>",
        "<x-y></x-y>",
        "<p>a < b</p>",
        "<p>a & b</p>",
        "<p>a &# b</p>",
        "<!-- c --><p>a</p>",
        "<?xml version='1.0'?><p>a</p>",
    ],
)
def test_anything_less_plain_is_left_to_a_parser(markup: str) -> None:
    """What needs more knowledge than tags do is no plain HTML."""
    assert find_plain_tags(markup) is None


def test_attributes_are_read() -> None:
    """Names are lower-case, the last of two of one name counts, and values stand as they are."""
    tags = find_plain_tags('<TD Class=\'a "b"\' id="1" id="2"></td>')
    assert tags is not None
    assert read_attributes(tags[0]) == {"class": 'a "b"', "id": "2"}
