"""The class of the difference between a reading and its identifier."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from generator.naming import split_words
from generator.reconcile.verdict import Damage, PlaceRole

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


def classify_damage(reading: str, canonical: str | None, role: PlaceRole) -> Damage | None:
    """Name the heaviest difference between a reading and the identifier decided on.

    Returns:
        None where they are equal; `JUNK` where nothing was decided.
    """
    if reading == canonical:
        return None
    if canonical is None:
        return Damage.JUNK if reading else Damage.DROPPED
    if not _visible(reading):
        return Damage.DROPPED
    return (_classify_type if role is PlaceRole.TYPE else _classify_name)(reading, canonical)


def _visible(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).translate(_INVISIBLE).split())


@lru_cache(maxsize=65536)
def _classify_name(reading: str, canonical: str) -> Damage:
    found, expected = _visible(reading), _visible(canonical)
    if found == expected:
        return Damage.SPACING
    if found.casefold() == expected.casefold():
        return Damage.CASE
    theirs = [word.casefold() for word in split_words(reading)]
    ours = [word.casefold() for word in split_words(canonical)]
    if DamerauLevenshtein.distance(found.casefold(), expected.casefold()) <= _typo_limit(expected):
        return Damage.SPELLING
    return Damage.PARTIAL if set(theirs) & set(ours) else Damage.TRANSLATED


def _typo_limit(text: str) -> int:
    """Allow one slip in a short word, two in a long one."""
    return 1 if len(text) < 8 else 2


@lru_cache(maxsize=65536)
def _classify_type(reading: str, canonical: str) -> Damage:
    found, expected = _visible(reading), _visible(canonical)
    if found == expected:
        return Damage.SPACING
    _, _, their_local = found.rpartition(":")
    _, _, our_local = expected.rpartition(":")
    if not their_local:
        return Damage.LOCAL_NAME
    if found.casefold() == expected.casefold():
        return Damage.CASE
    if their_local.casefold() == our_local.casefold():
        return Damage.PREFIX
    if DamerauLevenshtein.distance(their_local, our_local) <= _typo_limit(our_local):
        return Damage.SPELLING
    return Damage.LOCAL_NAME if ":" in expected else Damage.TRANSLATED
