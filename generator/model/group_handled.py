"""How code handles the values of an enumeration → the groups that this tells."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from generator.model.schema import StateGroup
from generator.model.state_words import groups_of_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.reconcile.reconciled import HandledValues

Inferred = tuple[StateGroup, str]
"""A group and from what it is inferred."""

_FROM_NAME = "inferred from its name"


def groups_in_code(handled: Iterable[HandledValues]) -> Mapping[str, Inferred]:
    """Find the group of every value that code handles.

    What a case says first decides: its own messages and comments stand before
    those of the methods it calls. The narrowest case of a value decides, since
    code that handles it alone is about it.
    """
    found: dict[str, tuple[int, Inferred]] = {}
    for case in handled:
        group = _group_of_case(case)
        if group is None:
            continue
        source = next(iter(case.sources), "code")
        told = (group, f"inferred from the code at {source}")
        for value in case.values:
            if value not in found or len(case.values) < found[value][0]:
                found[value] = (len(case.values), told)
    return {value: told for value, (_, told) in found.items()}


def combine(name: StateGroup | None, handled: Inferred | None) -> Inferred | None:
    """Settle what the words of a value and the code that handles it tell.

    Of two ways to end, the words know better: code often handles failures and
    cancellations alike. Where one says that it ends and the other that it does
    not, the words decide as well, since they are about this value alone.
    """
    if handled is None:
        return (name, _FROM_NAME) if name is not None else None
    group, reason = handled
    if name is None or name is group:
        return handled
    if name.is_terminal and group.is_terminal:
        return name, f"{_FROM_NAME}, an end by {reason.removeprefix('inferred from ')}"
    if not name.is_terminal and not group.is_terminal:
        return handled
    return name, _FROM_NAME


def _group_of_case(case: HandledValues) -> StateGroup | None:
    """Find the group of which most editions speak: the code is one, its comments differ."""
    votes = Counter(
        group
        for locale, texts in case.texts.items()
        if (group := _first_group(texts, locale)) is not None
    )
    best = votes.most_common(2)
    is_split = len(best) > 1 and best[0][1] == best[1][1]
    return best[0][0] if best and not is_split else None


def _first_group(texts: Iterable[str], locale: str) -> StateGroup | None:
    """Give the group of the first text that speaks of one alone, in its language or in English."""
    for text in texts:
        groups = groups_of_text(text, locale.replace("_", "-")) | groups_of_text(text, "en")
        if len(groups) == 1:
            return next(iter(groups))
    return None
