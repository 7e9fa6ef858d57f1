"""How each edition renders identifiers, learned from places whose identifier is decided.

A noisy channel: an edition leaves an identifier alone, or replaces it by
something it has used for it before, or by a translation word by word. The word
table is IBM model 1 (Brown et al. 1993, "The mathematics of statistical
machine translation"), fitted by expectation maximisation in both directions
over the words of identifiers; whole identifiers back off to it.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from generator.reconcile.wording import identifier_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.reconcile.prose import Prose
    from generator.reconcile.wording import Wording

_ROUNDS = 4
_DAMAGED = 0.2
"""Expected share of damaged identifiers in an edition nothing is known of."""
_KINDRED = 0.35
"""Share of the untranslated words that prose in the identifiers' language has."""
_INTACT = (1.8, 1.6, 0.7, 0.8, 0.1, 0.6, 0.05, 0.02)
_DAMAGED_IN = {
    False: (0.3, 0.4, 0.2, 0.3, 0.15, 2.0, 0.6, 1.5),
    True: (0.1, 0.05, 0.05, 0.05, 0.05, 0.05, 0.15, 5.0),
}
"""Observations expected at each level of likeness to prose, see `Lexicon._likeness`: of intact
readings, and of damaged ones in a Latin script or another."""
_NO_WORDS: Mapping[str, float] = MappingProxyType({})
_HUMP = re.compile(r"[a-z0-9][A-Z]")
_MANNERS = {"letters": 0.1, "slip": 0.04, "words": 0.86}
"""Expected shares of damage, by manner."""
_ONE_OF_SLIPS = 0.3
"""Chance of one slip among those possible."""
_FREE = 2e-3
"""Chance of a rendering that no words link: translations are free at times."""
_BACKOFF = 2.0
"""Observations that the word table counts for, against whole renderings seen."""
_TRUST = 0.6
"""How far a rendering's words are trusted: editions share a source, so their choices correlate."""


class Rendering(NamedTuple):
    """One decided place in one edition: what it has for which identifier."""

    locale: str
    is_code: bool
    reading: str
    canonical: str
    company: bool
    """Another edition's reading of the place is damaged as well."""


class Lexicon:
    """What the editions make of identifiers."""

    def __init__(self, renderings: Iterable[Rendering], prose: Prose, wording: Wording) -> None:
        """Learn from renderings.

        Args:
            renderings: One a place and locale, empty readings left out.
            prose: The editions' prose: an identifier made of its words is likelier to be a
                translation, unless the prose is in the identifiers' language.
            wording: How words go together by the glossary and their shapes.
        """
        self._prose = prose
        self._wording = wording
        self._tongue: Counter[tuple[str, bool, int]] = Counter()
        self._whole: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self._meanings: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self._totals: Counter[tuple[str, bool, bool]] = Counter()
        self._damaged: Counter[tuple[str, bool, bool]] = Counter()
        self._manners: Counter[tuple[str, str]] = Counter()
        for locale, is_code, reading, canonical, company in renderings:
            self._whole[locale, canonical][reading] += 1
            self._meanings[locale, reading][canonical] += 1
            self._totals[locale, is_code, company] += 1
            self._damaged[locale, is_code, company] += reading != canonical
            if reading != canonical:
                self._manners[locale, damage_manner(reading, canonical)] += 1
            self._tongue[locale, reading == canonical, self._likeness(locale, reading)] += 1
        self._forward, self._backward = self._fit()
        self._cache: dict[tuple[str, str, str], float] = {}
        self._chances: dict[tuple[str, str, str, bool, bool, bool], float] = {}
        self._tongues: dict[tuple[str, str, bool], float] = {}

    def damage_rate(self, locale: str, *, is_code: bool, company: bool) -> float:
        """Give the chance that an edition damages an identifier in such markup.

        Damage keeps company: what one edition translates, others do as well.
        """
        key = (locale, is_code, company)
        expected = _DAMAGED * max(0.05, 1 - self._prose.kinship(locale) / _KINDRED)
        expected = min(0.5, 4 * expected) if company else expected
        return (self._damaged[key] + 4 * expected) / (self._totals[key] + 4)

    def meanings(self, locale: str, reading: str) -> Mapping[str, int]:
        """Give the identifiers a reading stood for, and how often."""
        return self._meanings.get((locale, reading), {})

    def word_meanings(self, locale: str, word: str) -> Mapping[str, float]:
        """Give the identifier words that a word of an edition stands for, with their chances."""
        return self._backward.get((locale, word), {})

    def log_chance(  # noqa: PLR0913 - what an observation is made of
        self, locale: str, reading: str, canonical: str, *, is_code: bool, company: bool, own: bool
    ) -> float:
        """Give the log chance that an edition has a reading for an identifier.

        Args:
            locale: The edition.
            reading: The reading, not empty.
            canonical: The identifier.
            is_code: Whether the reading stands in code markup.
            company: Whether another edition's reading would be damaged as well.
            own: The observation itself is among those learned from: leave it out.
        """
        key = (locale, reading, canonical, is_code, company, own)
        if key not in self._chances:
            self._chances[key] = self._log_chance(*key)
        return self._chances[key]

    def _log_chance(  # noqa: PLR0913, PLR0917 - the key of the cache
        self, locale: str, reading: str, canonical: str, is_code: bool, company: bool, own: bool
    ) -> float:
        seen = self._whole.get((locale, canonical))
        count = seen[reading] - own if seen else 0
        total = seen.total() - own if seen else 0
        rate = self.damage_rate(locale, is_code=is_code, company=company)
        if reading == canonical:
            backoff = 1 - rate
        else:
            backoff = rate * math.exp(self._translation(locale, reading, canonical))
        found = math.log((max(count, 0) + _BACKOFF * backoff) / (max(total, 0) + _BACKOFF))
        return found + self.tongue(locale, reading, is_intact=reading == canonical)

    def tongue(self, locale: str, reading: str, *, is_intact: bool) -> float:
        """Give the log chance that an intact, or a damaged, reading looks so much like prose."""
        key = (locale, reading, is_intact)
        if key not in self._tongues:
            self._tongues[key] = self._log_tongue(*key)
        return self._tongues[key]

    def _log_tongue(self, locale: str, reading: str, is_intact: bool) -> float:
        likeness = self._likeness(locale, reading)
        expected = _INTACT if is_intact else _DAMAGED_IN[locale in self._prose.foreign]
        if self._prose.kinship(locale) >= _KINDRED:
            expected = (
                *_INTACT[:6],
                *expected[6:],
            )  # its prose and identifiers are of one language
        counts = [self._tongue[locale, is_intact, i] + n for i, n in enumerate(expected)]
        return math.log(counts[likeness] / sum(counts))

    def _likeness(self, locale: str, reading: str) -> int:
        """Say how much a reading looks like text of its edition, in levels.

        0 to 2: capitals inside, and none, some, or all of its words stand in the
        prose; 3 to 5: the same without capitals inside, as words of a language
        are; 6: it holds a space; 7: it holds letters beyond ASCII.
        """
        if not reading.isascii():
            return 7
        if " " in reading:
            return 6
        prose = self._prose.words.get(locale, frozenset())
        words = identifier_words(reading)
        known = sum(word in prose for word in words)
        level = 0 if not known else 2 if known == len(words) else 1
        return level if _HUMP.search(reading) else level + 3

    def _translation(self, locale: str, reading: str, canonical: str) -> float:
        """Give the log chance of a rendering by its words, both directions in balance."""
        key = (locale, reading, canonical)
        if key not in self._cache:
            self._cache[key] = self._translate(locale, reading, canonical)
        return self._cache[key]

    def _translate(self, locale: str, reading: str, canonical: str) -> float:
        manner = damage_manner(reading, canonical)
        if manner == "letters":
            return math.log(self._share_of(locale, manner))
        theirs, ours = self._wording.words(locale, reading), identifier_words(canonical)
        if not theirs or not ours:
            return math.log(_FREE)
        if manner == "words" and {*theirs} <= {*ours}:
            return math.log(_FREE)  # its own words, fewer or in another order: no translation
        forward = _pooled(
            math.log(sum(self._chance(locale, w, o) for o in ours) / len(ours)) for w in theirs
        )
        backward = _pooled(
            math.log(max(self._reverse_chance(locale, w, o) for w in theirs)) for o in ours
        )
        score = _TRUST * 0.5 * (forward + backward)
        free = _ONE_OF_SLIPS * self._share_of(locale, manner) if manner == "slip" else _FREE
        return max(score, math.log(free))

    def _share_of(self, locale: str, manner: str) -> float:
        """Give the share of an edition's damage that is of a manner."""
        total = sum(self._manners[locale, m] for m in ("letters", "slip", "words"))
        return (self._manners[locale, manner] + 20 * _MANNERS[manner]) / (total + 20)

    def _chance(self, locale: str, theirs: str, ours: str) -> float:
        learned = self._forward.get((locale, ours), _NO_WORDS).get(theirs, 0.0)
        return max(0.9 * learned, self._wording.link(locale, theirs, ours))

    def _reverse_chance(self, locale: str, theirs: str, ours: str) -> float:
        learned = self._backward.get((locale, theirs), _NO_WORDS).get(ours, 0.0)
        return max(0.9 * learned, self._wording.link(locale, theirs, ours))

    def _fit(
        self,
    ) -> tuple[dict[tuple[str, str], dict[str, float]], dict[tuple[str, str], dict[str, float]]]:
        pairs: dict[str, list[tuple[tuple[str, ...], tuple[str, ...], float]]] = defaultdict(list)
        for (locale, canonical), readings in sorted(self._whole.items()):
            ours = identifier_words(canonical)
            for reading, count in sorted(readings.items()):
                theirs = self._wording.words(locale, reading)
                if reading != canonical and theirs and ours:
                    pairs[locale].append((theirs, ours, 1 + math.log(count)))
        forward: dict[tuple[str, str], dict[str, float]] = {}
        backward: dict[tuple[str, str], dict[str, float]] = {}
        for locale, examples in pairs.items():
            for ours_word, table in _fit_model_1(examples).items():
                forward[locale, ours_word] = table
            turned = [(ours, theirs, count) for theirs, ours, count in examples]
            for theirs_word, table in _fit_model_1(turned).items():
                backward[locale, theirs_word] = table
        return forward, backward


def _fit_model_1(
    examples: list[tuple[tuple[str, ...], tuple[str, ...], float]],
) -> dict[str, dict[str, float]]:
    """Fit word chances t(made | source) to (made words, source words, count) examples."""
    table: dict[str, dict[str, float]] = defaultdict(dict)
    for made, source, _ in examples:
        for s in source:
            for m in made:
                table[s][m] = 1.0
    for _ in range(_ROUNDS):
        counts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for made, source, count in examples:
            for m in made:
                total = sum(table[s][m] for s in source)
                for s in source:
                    counts[s][m] += count * table[s][m] / total
        # one observation is held back, so that a word seen once is not certain
        table = defaultdict(dict)
        for s, row in counts.items():
            mass = sum(row.values()) + 0.5
            table[s] = {m: c / mass for m, c in row.items()}
    return dict(table)


def _pooled(logs: Iterable[float]) -> float:
    """Pool the words' logs so that no script weighs more for having shorter words."""
    values = list(logs)
    return sum(values) / len(values) * min(len(values), 2)


@lru_cache(maxsize=65536)
def damage_manner(reading: str, canonical: str) -> str:
    """Say how a reading is damaged: in case and spacing, by a slip, or in whole words."""
    left, right = fold(reading), fold(canonical)
    if left == right:
        return "letters"
    return "slip" if _is_near(left, right) else "words"


def _is_near(left: str, right: str) -> bool:
    """Tell whether two folded identifiers differ by a slip of the pen."""
    longest = max(len(left), len(right))
    return longest >= 5 and DamerauLevenshtein.distance(
        left, right, score_cutoff=2
    ) <= (1 if longest < 9 else 2)  # fmt: skip


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Reduce an identifier to what spacing, case and width leave: NFKC, case-folded."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
