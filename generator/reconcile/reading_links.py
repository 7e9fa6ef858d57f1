"""The words of one reading → how far they go with the words of an identifier.

By what is given of words beforehand and what was learned of them; see
`wording` and `lexicon`.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LEARNED = 0.9
"""How far what was learned is trusted."""
_TRUST = 0.6
"""How far a rendering's words are trusted: editions share a source, so their choices correlate."""

Learned = dict[str, tuple[float, float]]
"""Identifier word → the chance learned of an edition's word for it, and of it for that word."""


class ReadingLinks:
    """How far the words of one reading go with those of identifiers."""

    def __init__(self, given: Sequence[Mapping[str, float]], learned: Sequence[Learned]) -> None:
        """Take what is known of each word of the reading.

        Args:
            given: The chance that it renders an identifier's word, never 0.
            learned: What was learned of it.
        """
        self.learned = learned
        self._words = tuple(zip(given, learned, strict=True))
        self._links: dict[str, tuple[list[float], float]] = {}
        self._scores: dict[tuple[str, ...], float] = {}

    def score(self, ours: tuple[str, ...]) -> float:
        """Give the log chance of the words for an identifier's, both directions in balance."""
        found = self._scores.get(ours)
        if found is None:
            found = self._scores[ours] = self._score(ours)
        return found

    def _score(self, ours: tuple[str, ...]) -> float:
        links = [self._links.get(word) or self._link(word) for word in ours]
        backward = [chance for _, chance in links]
        words = zip(*[chances for chances, _ in links], strict=True)
        forward = [log(sum(chances) / len(ours)) for chances in words]
        return _TRUST * 0.5 * (_pooled(forward) + _pooled(backward))

    def _link(self, ours: str) -> tuple[list[float], float]:
        """Give the chances of the words for an identifier's, and the log of its chance for them."""
        forward, backward = [], 0.0
        for given, learned in self._words:
            chance = given[ours]
            there, back = learned.get(ours, (0.0, 0.0))
            forward.append(max(_LEARNED * there, chance))
            backward = max(_LEARNED * back, chance, backward)
        found = self._links[ours] = forward, log(backward)
        return found


def _pooled(logs: Sequence[float]) -> float:
    """Pool the words' logs so that no script weighs more for having shorter words."""
    return sum(logs) / len(logs) * min(len(logs), 2)
