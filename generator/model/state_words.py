"""Words → `StateGroup`: what identifiers and sentences tell of where a thing stands in its life."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from generator.model.schema import StateGroup
from generator.naming import split_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SHORTEST_PARTICIPLE = 5
"""Letters of a word in -ing that tells of something going on; `Ping` does not."""


def names_state(identifier: str) -> bool:
    """Tell whether an identifier is one of a state: its last word says so."""
    words = split_words(identifier)
    return bool(words) and words[-1].casefold() in _kinds()


def group_of_name(value: str) -> StateGroup | None:
    """Find the group that the words of a value name; None where they name none, or several.

    What is asked for or going on has not ended, whatever the other words
    say: `CancelRequested`, `Stopping`.
    """
    words = [word.casefold() for word in split_words(value)]
    found = set(_groups_of_phrases(words))
    if "not" in words:
        return StateGroup.INITIAL if StateGroup.INITIAL in found else None
    going_on = any(w.endswith("ing") and len(w) >= _SHORTEST_PARTICIPLE for w in words)
    if StateGroup.IN_PROGRESS in found or (going_on and StateGroup.INITIAL not in found):
        return StateGroup.IN_PROGRESS
    return found.pop() if len(found) == 1 else None


def groups_of_text(text: str, locale: str) -> frozenset[StateGroup]:
    """List the groups of which a sentence speaks, in the words of its language."""
    folded = " ".join(text.casefold().split())
    patterns = _patterns(locale.partition("-")[0])
    return frozenset(group for group, pattern in patterns.items() if pattern.search(folded))


def _groups_of_phrases(words: Iterable[str]) -> Iterable[StateGroup]:
    spaced = f" {' '.join(words)} "
    for group, phrases in _names().items():
        if any(f" {phrase} " in spaced for phrase in phrases):
            yield group


@cache
def _tree() -> Mapping[str, dict[str, dict[str, list[str]]]]:
    text = files("generator.model").joinpath("state_words.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def _kinds() -> frozenset[str]:
    return frozenset(_tree()["kinds"])


@cache
def _names() -> Mapping[StateGroup, tuple[str, ...]]:
    names: Mapping[str, Iterable[str]] = _tree()["names"]
    return {StateGroup(group): tuple(phrases) for group, phrases in names.items()}


@cache
def _patterns(language: str) -> Mapping[StateGroup, re.Pattern[str]]:
    groups = _tree()["texts"].get(language, {})
    return {StateGroup(group): _pattern(phrases) for group, phrases in groups.items()}


def _pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """Match the beginnings of words; scripts without spaces have no beginnings."""
    parts = (rf"\b{re.escape(p)}" if p[0] < "\u1100" else re.escape(p) for p in phrases)
    return re.compile("|".join(parts))
