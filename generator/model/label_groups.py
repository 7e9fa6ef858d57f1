"""What the groups of states are called in the languages of an API.

No page speaks of groups, so the words are ours, one table for all APIs, and
marked so. A language that the table lacks has none: the reference stands in,
as for any other label.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from generator.locales import fallback_chain
from generator.model.schema import LabeledGroup, LocalizedText, StateGroup

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

OURS = "gen-schema"
"""The source of a label that no page gives."""
_ENGLISH = "en"


def label_groups(locales: Iterable[str], reference: str) -> tuple[LabeledGroup, ...]:
    """Label every group.

    Args:
        locales: Tags of the API's editions.
        reference: Tag of the reference locale, whose labels come first; in English where its
            language has no words here.
    """
    words = {tag: _words(tag) for tag in (reference, *sorted(set(locales) - {reference}))}
    words[reference] = words[reference] or _table()[_ENGLISH]
    return tuple(
        LabeledGroup(
            group=group,
            labels=tuple(
                LocalizedText(locale=tag, text=own[group], source=OURS)
                for tag, own in words.items()
                if own
            ),
        )
        for group in StateGroup
    )


def _words(tag: str) -> Mapping[str, str]:
    """Give a locale's words: those of its language, in its script; none where there are none."""
    table = _table()
    if tag in table:
        return table[tag]
    chain = fallback_chain(tag, tuple(table), _ENGLISH)
    nearest = chain[0]
    is_own = nearest.partition("-")[0] == tag.partition("-")[0].lower()
    return table[nearest] if is_own else {}


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    text = files("generator.model").joinpath("group_labels.toml").read_text("utf-8")
    return tomllib.loads(text)
