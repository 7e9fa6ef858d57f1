"""Content that several places have in common is read once, and everywhere as if it stood alone."""

from __future__ import annotations

from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from generator.read.inline import InlineReader
from generator.read.read_document import ReadResult, read_text

# fmt: off
_PIECES = (
    "one ", "two", " ", "**b**", "*i*", "`c`", "`a\\|b`", "~~s~~", "[l](t)", "[r]", "[!DNL w]",
    "[!NOTE]", "[!UICONTROL u v]", "![p](q)", "<br>", "<br/>", "<b>", "</b>", "<p>", "</p>",
    "<li>x</li>",
    "<ul>", "</ul>", "<pre>", "</pre>", "<hr>", "<h2>h</h2>", '<a id="n"></a>', "<code>", "</code>",
    '<a href="u">', "</a>", "&amp;", "&nbsp;", "\\*", "  \n", "\n", "<http://u>", "\u00e9",
    "<!-- c -->",
)
# fmt: on
_CONTENT = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=6).map("".join)
_PLACES = st.sampled_from(
    ("{}\n", "# {}\n", "- {}\n", "> {}\n", "| a | {} |\n|---|---|\n| {} | {} |\n")
)


def _read(text: str) -> ReadResult:
    return read_text(text, path="p.md", page="p.md", locale="en")


@given(_CONTENT, st.lists(_PLACES, min_size=1, max_size=4), st.booleans())
def test_shared_content_is_read_as_if_it_were_not(
    content: str, places: list[str], is_defined: bool
) -> None:
    """Blocks and offsets are the same in paragraphs, headings, items and cells."""
    text = "\n".join(place.replace("{}", content) for place in places)
    text += "\n\n[r]: elsewhere\n" if is_defined else ""
    with patch.object(InlineReader, "_is_shared", lambda *_: False):
        expected = _read(text)
    assert _read(text) == expected
