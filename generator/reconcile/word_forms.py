"""Words that a glossary has in another form.

A glossary lists what stands in a dictionary. In running text Slavic, Uralic and
Turkic languages add endings to it.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.locales import language_family

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.reconcile.glossary import Glossary

_INFLECTING = frozenset({"slavic", "baltic", "uralic", "turkic", "el", "ka", "hy", "eu"})
"""Families, and languages without one, that add endings to nouns."""
_START = 3
"""Letters that two forms of a word share at least."""
_LOST, _GAINED = 2, 4
"""Letters that the dictionary's form may lose at its end, and a form may have instead."""


@lru_cache(maxsize=65536)
def inflected_terms(glossary: Glossary, locale: str, word: str) -> tuple[str, ...]:
    """Give the English words of the dictionary's word that a word is nearest to, as its form."""
    if language_family(locale) not in _INFLECTING or len(word) < _START:
        return ()
    words, meanings = _singles(glossary, locale)
    first = bisect_left(words, word[:_START])
    last = bisect_left(words, word[:_START] + "\U0010ffff")
    best: tuple[int, int] = (0, 0)
    found: dict[str, None] = {}
    for known in words[first:last]:
        shared = _shared(known, word)
        if len(known) - shared > _LOST or len(word) - shared > _GAINED or shared * 2 < len(word):
            continue
        rank = (shared, -abs(len(known) - len(word)))
        if rank > best:
            best, found = rank, {}
        if rank == best:
            found |= dict.fromkeys(meanings[known])
    return tuple(found)


def _shared(left: str, right: str) -> int:
    length = min(len(left), len(right))
    return next((i for i in range(length) if left[i] != right[i]), length)


@lru_cache(maxsize=64)
def _singles(glossary: Glossary, locale: str) -> tuple[list[str], Mapping[str, tuple[str, ...]]]:
    """Give the single words of a locale, sorted, and what they mean."""
    meanings = {text: terms for text, terms in glossary.words(locale).items() if " " not in text}
    return sorted(meanings), meanings
