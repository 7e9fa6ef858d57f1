"""Rules asked by the first character of a line find what all of them in turn would find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.read.block_order import order_rules
from generator.read.block_rules import find_html_tables, read_html_table, read_pipe_table

if TYPE_CHECKING:
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
