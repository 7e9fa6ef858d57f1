"""Texts found by others that differ from them in a letter or two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA, DamerauLevenshtein

if TYPE_CHECKING:
    from collections.abc import Mapping


def find_near(text: str, choices: Mapping[str, str], limit: int) -> list[str]:
    """Give the keys of the texts that one slip of the pen, or two, make of a text.

    A slip is a letter too many, one lost, another one, or two exchanged. The
    quick distance, which only chooses, counts one more where a slip undoes
    the order that another leaves.
    """
    likely = process.extract(
        text, choices, scorer=OSA.distance, score_cutoff=2 * limit - 1, limit=None
    )
    return [
        key
        for choice, _, key in likely
        if DamerauLevenshtein.distance(text, choice, score_cutoff=limit) <= limit
    ]
