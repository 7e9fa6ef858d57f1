"""One reading of one edition: how likely it is what the edition makes of an identifier."""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING

from generator.reconcile.lexicon import damage_manner
from generator.reconcile.wording import identifier_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.reconcile.lexicon import EditionLexicon

_ONE_OF_SLIPS = 0.3
"""Chance of one slip among those possible."""
_FREE = log(2e-3)
"""Log chance of a rendering that no words link: translations are free at times."""
_BACKOFF = 2.0
"""Observations that the word table counts for, against whole renderings seen."""
_TRUST = 0.6
"""How far a rendering's words are trusted: editions share a source, so their choices correlate."""


class HeardReading:
    """A reading, under what its edition makes of identifiers."""

    def __init__(self, reading: str, *, is_code: bool, lexicon: EditionLexicon) -> None:
        """Hear a reading.

        Args:
            reading: The text, not empty.
            is_code: Whether it stands in code markup.
            lexicon: What its edition makes of identifiers.
        """
        self.reading = reading
        self.rates = [
            lexicon.damage_rate(is_code=is_code, company=company) for company in (False, True)
        ]
        """Chance that the edition damages an identifier: alone, and where others do as well."""
        self.tongue = lexicon.tongue(reading, is_intact=False)
        """Log chance that a damaged reading looks so much like prose."""
        self._lexicon = lexicon
        self._words = lexicon.wording.words(lexicon.locale, reading)
        self._links = [lexicon.links(word) for word in self._words]
        self._translations: dict[str, float] = {}

    def log_chance(self, canonical: str, *, company: bool, own: bool) -> float:
        """Give the log chance that the edition has the reading for an identifier.

        Args:
            canonical: The identifier.
            company: Whether another edition's reading would be damaged as well.
            own: The observation itself is among those learned from: leave it out.
        """
        rate = self.rates[company]
        if self.reading == canonical:
            backoff, tongue = 1 - rate, self._lexicon.tongue(canonical, is_intact=True)
        else:
            backoff, tongue = rate * self._translation(canonical), self.tongue
        count, total = self._lexicon.count(self.reading, canonical)
        count, total = max(count - own, 0), max(total - own, 0)
        return log((count + _BACKOFF * backoff) / (total + _BACKOFF)) + tongue

    def _translation(self, canonical: str) -> float:
        """Give the chance of a rendering by its words, both directions in balance."""
        found = self._translations.get(canonical)
        if found is None:
            found = self._translations[canonical] = exp(self._translate(canonical))
        return found

    def _translate(self, canonical: str) -> float:
        manner = damage_manner(self.reading, canonical)
        if manner == "letters":
            return log(self._lexicon.share_of(manner))
        ours = identifier_words(canonical)
        if not self._words or not ours:
            return _FREE
        if manner == "words" and {*self._words} <= {*ours}:
            return _FREE  # its own words, fewer or in another order: no translation
        forward = [log(sum([chances[o] for o in ours]) / len(ours)) for chances, _ in self._links]
        backward = [log(max([chances[o] for _, chances in self._links])) for o in ours]
        score = _TRUST * 0.5 * (_pooled(forward) + _pooled(backward))
        if manner == "slip":
            return max(score, log(_ONE_OF_SLIPS * self._lexicon.share_of(manner)))
        return max(score, _FREE)


def _pooled(logs: Sequence[float]) -> float:
    """Pool the words' logs so that no script weighs more for having shorter words."""
    return sum(logs) / len(logs) * min(len(logs), 2)
