"""Block rules by the first character of a line.

CommonMark lets most blocks begin with certain characters only; what begins with
a letter is prose nearly always.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markdown_it import rules_block

from generator.read.block_rules import read_html_table, read_pipe_table
from generator.read.rule_order import order_by_character

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.ruler import Ruler
    from markdown_it.rules_block import StateBlock

    Rule = Callable[[StateBlock, int, int, bool], bool]

_FENCE: tuple[Any, str] = (rules_block.fence, "`~")
_QUOTE: tuple[Any, str] = (rules_block.blockquote, ">")
_BREAK: tuple[Any, str] = (rules_block.hr, "*-_")
_LIST: tuple[Any, str] = (rules_block.list_block, "*-+0123456789")
_DEFINITION: tuple[Any, str] = (rules_block.reference, "[")
_HTML: tuple[Any, str] = (rules_block.html_block, "<")
_HEADING: tuple[Any, str] = (rules_block.heading, "#")


def order_rules(ruler: Ruler[Rule]) -> None:
    """Give markdown-it's ruler the rules for blocks, and for what ends a block without a blank."""
    tables = [read_html_table, read_pipe_table]
    in_item = [_FENCE, _QUOTE, _BREAK]
    in_quote = [*in_item, _LIST, _HTML, _HEADING]
    blocks = [_FENCE, _QUOTE, _BREAK, _LIST, _DEFINITION, _HTML, _HEADING]
    ruler.enableOnly([])
    ruler.before(
        "table", "block", _by_character([*tables, rules_block.code], blocks, [_read_prose])
    )
    ruler.push("ends_prose", _by_character(tables, in_quote), {"alt": ["paragraph", "reference"]})
    ruler.push("ends_quote", _by_character(tables[:1], in_quote), {"alt": ["blockquote"]})
    ruler.push("ends_item", _by_character(tables[:1], in_item), {"alt": ["list"]})
    ruler.enable("code")  # "block" leaves it nothing, but indentation counts where it is enabled


def _by_character(
    first: Sequence[Rule], bound: Sequence[tuple[Rule, str]], last: Sequence[Rule] = ()
) -> Rule:
    """Make one rule of many."""
    rules, others = order_by_character(first, bound, last)

    def read(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        at = state.bMarks[line] + state.tShift[line]
        for rule in rules.get(state.src[at : at + 1], others):
            if rule(state, line, end, silent):
                return True
        return False

    return read


def _read_prose(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Read a heading that is underlined, or a paragraph."""
    is_alone = line + 1 >= end or state.isEmpty(line + 1)
    if not is_alone and rules_block.lheading(state, line, end, silent):
        return True
    return rules_block.paragraph(state, line, end, silent)
