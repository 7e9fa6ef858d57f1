"""Brings a parser's rules in an order by the character they begin with, so that few are asked.

The result is that of asking all of them in turn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

_Rule = TypeVar("_Rule")


def order_by_character(
    first: Sequence[_Rule], bound: Sequence[tuple[_Rule, str]], last: Sequence[_Rule] = ()
) -> tuple[dict[str, tuple[_Rule, ...]], tuple[_Rule, ...]]:
    """Give the rules to ask for every character that some are bound to, and those for others.

    Args:
        first: Rules that are asked everywhere, before the others.
        bound: Rules in order, each with the characters it can begin with.
        last: Rules that are asked everywhere, behind the others.
    """
    characters = {character for _, own in bound for character in own}
    rules = {
        character: (*first, *(rule for rule, own in bound if character in own), *last)
        for character in characters
    }
    return rules, (*first, *last)
