"""One reading of one edition: how likely it is what the edition makes of an identifier."""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING

from generator.reconcile.lexicon import damage_manner
from generator.reconcile.wording import identifier_words

if TYPE_CHECKING:
    from generator.reconcile.lexicon import EditionLexicon

_LOWERED = 0.25
"""How much rarer damage takes an initial's capital away than it gives one."""
_ONE_OF_SLIPS = 0.3
"""Chance of one slip among those possible."""
_FREE = log(2e-3)
"""Log chance of a rendering that no words link: translations are free at times."""
_BACKOFF = 2.0
"""Observations that the word table counts for, against whole renderings seen."""


class HeardReading:
    """A reading, under what its edition makes of identifiers."""

    def __init__(self, reading: str, lexicon: EditionLexicon) -> None:
        """Hear a reading, which is not empty, of the edition whose lexicon it is."""
        self.tongue = lexicon.tongue(reading, is_intact=False)
        """Log chance that a damaged reading looks so much like prose."""
        self._reading = reading
        self._lexicon = lexicon
        self._words = lexicon.wording.words(lexicon.locale, reading)
        self._links = lexicon.links(reading)
        self._translations: dict[str, float] = {}

    def log_chance(self, canonical: str, *, rate: float, own: bool) -> float:
        """Give the log chance that the edition has the reading for an identifier.

        Args:
            canonical: The identifier.
            rate: Chance that the edition damages it.
            own: The observation itself is among those learned from: leave it out.
        """
        if self._reading == canonical:
            backoff, tongue = 1 - rate, self._lexicon.tongue(canonical, is_intact=True)
        else:
            backoff, tongue = rate * self._translation(canonical), self.tongue
        count, total = self._lexicon.count(self._reading, canonical)
        count, total = max(count - own, 0), max(total - own, 0)
        return log((count + _BACKOFF * backoff) / (total + _BACKOFF)) + tongue

    def _translation(self, canonical: str) -> float:
        """Give the chance of a rendering by its words, both directions in balance."""
        found = self._translations.get(canonical)
        if found is None:
            found = self._translations[canonical] = exp(self._translate(canonical))
        return found

    def _translate(self, canonical: str) -> float:
        manner = damage_manner(self._reading, canonical)
        if manner == "letters":
            is_lowered = self._reading[:1].islower() and canonical[:1].isupper()
            return log((_LOWERED if is_lowered else 1.0) * self._lexicon.shares[manner])
        ours = identifier_words(canonical)
        if not self._words or not ours:
            return _FREE
        if manner == "words" and {*self._words} <= {*ours}:
            return _FREE  # its own words, fewer or in another order: no translation
        score = self._links.score(ours)
        if manner == "slip":
            return max(score, log(_ONE_OF_SLIPS * self._lexicon.shares[manner]))
        return max(score, _FREE)
