"""Rules asked by the character that stands there find what all of them in turn would find."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt, rules_inline

from generator.read import located_inline
from generator.read.block_order import order_rules
from generator.read.block_rules import find_html_tables, read_html_table, read_pipe_table

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

# fmt: off
_BEGINNINGS = (
    "", " ", "  ", "    ", "\t", "> ", ">", "- ", "* ", "+ ", "1. ", "2) ", "10. ", "# ", "## ",
    "[a]: ",
    "| ", "_", "***", "---", "===", "```", "~~~", "<div>", "</div>", "<!-- ", "<table>", "</table>",
)
_RESTS = (
    "", "text", "a | b", "|-|-|", ":-- | --:", "a <table> b", "</table> c", "<td>", "`x`", "-", "=",
    "#", "1", "/url 't'", "\u00e9", "-->",
)
# fmt: on
_LINES = st.tuples(
    st.lists(st.sampled_from(_BEGINNINGS), max_size=3).map("".join), st.sampled_from(_RESTS)
).map("".join)
_TEXTS = st.lists(_LINES, max_size=12).map("\n".join)


# fmt: off
_PIECES = (
    "a", " ", "\n", "  \n", "\\", "\\*", "`", "``", "~", "~~", "*", "**", "_", "[", "]", "(b)",
    "[c]", "!", "![", "[!NOTE]", "[!DNL ", "<", ">", "<b>", "<br/>", "<!--", "-->", "<http://d>",
    "&", "&amp;", "&#1;", "=", "#", "$", "\u00e9", "'", '"', "|", ":",
)
# fmt: on


def _ordered() -> MarkdownIt:
    parser = MarkdownIt("commonmark")
    order_rules(parser.block.ruler)
    return parser


def _in_turn() -> MarkdownIt:
    parser = MarkdownIt("commonmark")
    ruler = parser.block.ruler
    everywhere = ["paragraph", "reference", "blockquote", "list"]
    ruler.before("code", "html_table", read_html_table, {"alt": everywhere})
    ruler.before("code", "pipe_table", read_pipe_table, {"alt": everywhere[:2]})
    return parser


def _parse(parser: MarkdownIt, text: str) -> tuple[list[Token], object]:
    env = {"tables": find_html_tables(text)}
    tokens: list[Token] = []
    parser.block.parse(text, parser, env, tokens)
    return tokens, env.get("references")


@given(_TEXTS)
def test_order_changes_no_block(text: str) -> None:
    """Blocks and definitions are the same."""
    assert _parse(_ordered(), text) == _parse(_in_turn(), text)


def test_an_indented_table_is_no_code() -> None:
    """A table in HTML is one however deep it stands, and other text that deep is code."""
    tokens, _ = _parse(_ordered(), "    <table></table>\n\n    | a |\n    |---|\n")
    assert [token.type for token in tokens] == ["html_region", "code_block"]


def _read_in_turn(state: StateInline, silent: bool) -> bool:
    rules = [
        rules_inline.text,
        rules_inline.newline,
        rules_inline.escape,
        rules_inline.backtick,
        rules_inline.strikethrough.tokenize,
        rules_inline.emphasis.tokenize,
        located_inline.read_marker,
        rules_inline.link,
        rules_inline.image,
        rules_inline.autolink,
        rules_inline.html_inline,
        rules_inline.entity,
    ]
    return any(rule(state, silent) for rule in rules)


def _parse_inline(text: str) -> list[Token]:
    parser = MarkdownIt("commonmark")
    parser.inline = located_inline.LocatedInline()
    env = {"references": {"C": {"href": "e", "title": ""}}}
    return parser.inline.parse(text, parser, env, [])


@given(st.lists(st.sampled_from(_PIECES), max_size=20).map("".join))
def test_order_changes_no_inline_token(text: str) -> None:
    """Tokens and their places are the same."""
    with patch.object(located_inline, "_read_by_character", _read_in_turn):
        expected = _parse_inline(text)
    assert _parse_inline(text) == expected
