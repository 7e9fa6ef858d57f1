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
from collections import Counter, defaultdict
from functools import cache, lru_cache, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from generator.naming import fold
from generator.reconcile.wording import identifier_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.reconcile.prose import Prose
    from generator.reconcile.reading_links import Learned, ReadingLinks
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
"""Observations expected at each level of likeness to prose, see `_likeness`: of intact
readings, and of damaged ones in a Latin script or another."""
_NO_WORDS: Mapping[str, float] = MappingProxyType({})
_NO_NAMES: Mapping[str, int] = MappingProxyType({})
_HUMP = re.compile(r"[a-z0-9][A-Z]")
_MANNERS = {"letters": 0.1, "slip": 0.04, "words": 0.86}
"""Expected shares of damage, by manner."""


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

    def __init__(
        self, renderings: Iterable[tuple[Rendering, int]], prose: Prose, wording: Wording
    ) -> None:
        """Learn from renderings.

        Args:
            renderings: What stands in a place, and in how many, empty readings left out.
            prose: The editions' prose: an identifier made of its words is likelier to be a
                translation, unless the prose is in the identifiers' language.
            wording: How words go together by the glossary and their shapes.
        """
        self._prose = prose
        self._wording = wording
        own: dict[str, dict[Rendering, int]] = defaultdict(dict)
        for rendering, count in renderings:
            counts = own[rendering.locale]
            counts[rendering] = counts.get(rendering, 0) + count
        self._editions = {loc: EditionLexicon(loc, own[loc], prose, wording) for loc in own}

    def edition(self, locale: str) -> EditionLexicon:
        """Give what one edition makes of identifiers."""
        if locale not in self._editions:
            self._editions[locale] = EditionLexicon(locale, {}, self._prose, self._wording)
        return self._editions[locale]


class EditionLexicon:
    """What one edition makes of identifiers."""

    def __init__(
        self, locale: str, renderings: Mapping[Rendering, int], prose: Prose, wording: Wording
    ) -> None:
        """Learn from an edition's renderings, each with how often it stands there."""
        self.locale = locale
        self.wording = wording
        self._kinship = prose.kinship(locale)
        self._likeness = cache(partial(_likeness, prose.words.get(locale, frozenset())))
        self._names: dict[str, dict[str, int]] = defaultdict(dict)
        self._meanings: dict[str, dict[str, int]] = defaultdict(dict)
        self._totals: Counter[tuple[bool, bool]] = Counter()
        self._damaged: Counter[tuple[bool, bool]] = Counter()
        manners: Counter[str] = Counter()
        looks: Counter[tuple[bool, int]] = Counter()
        for (_, is_code, reading, canonical, company), count in renderings.items():
            is_intact = reading == canonical
            names, meanings = self._names[canonical], self._meanings[reading]
            names[reading] = names.get(reading, 0) + count
            meanings[canonical] = meanings.get(canonical, 0) + count
            self._totals[is_code, company] += count
            looks[is_intact, self._likeness(reading)] += count
            if not is_intact:
                self._damaged[is_code, company] += count
                manners[damage_manner(reading, canonical)] += count
        self.shares = {
            manner: (manners[manner] + 20 * expected) / (manners.total() + 20)
            for manner, expected in _MANNERS.items()
        }
        """Manner → its share of the edition's damage."""
        self._tongues = self._weigh_looks(looks, is_foreign=locale in prose.foreign)
        self._name_totals = {name: sum(seen.values()) for name, seen in self._names.items()}
        self._forward, self._backward = self._fit()
        self._learned = cache(self._find_learned)

    def damage_rate(self, *, is_code: bool, company: bool) -> float:
        """Give the chance that the edition damages an identifier in such markup.

        Damage keeps company: what one edition translates, others do as well.
        """
        key = (is_code, company)
        expected = _DAMAGED * max(0.05, 1 - self._kinship / _KINDRED)
        expected = min(0.5, 4 * expected) if company else expected
        return (self._damaged[key] + 4 * expected) / (self._totals[key] + 4)

    def meanings(self, reading: str) -> Mapping[str, int]:
        """Give the identifiers a reading stood for, and how often."""
        return self._meanings.get(reading, _NO_NAMES)

    def word_meanings(self, word: str) -> Mapping[str, float]:
        """Give the identifier words that a word of the edition stands for, with their chances."""
        return self._backward.get(word, _NO_WORDS)

    def count(self, reading: str, canonical: str) -> tuple[int, int]:
        """Tell how often a reading stood for an identifier, of how many that did."""
        seen = self._names.get(canonical)
        return (seen.get(reading, 0), self._name_totals[canonical]) if seen else (0, 0)

    def tongue(self, reading: str, *, is_intact: bool) -> float:
        """Give the log chance that an intact, or a damaged, reading looks so much like prose."""
        return self._tongues[is_intact][self._likeness(reading)]

    def links(self, reading: str) -> ReadingLinks:
        """Give how far a reading's words go with those of identifiers."""
        words = self.wording.words(self.locale, reading)
        return self.wording.links(self.locale, reading, [*map(self._learned, words)])

    def _find_learned(self, word: str) -> Learned:
        """Give what was learned of a word, in both directions."""
        meanings = self.word_meanings(word)
        return {ours: (self._forward[ours][word], chance) for ours, chance in meanings.items()}

    def _weigh_looks(
        self, looks: Mapping[tuple[bool, int], int], *, is_foreign: bool
    ) -> dict[bool, list[float]]:
        """Give the log chance of each level of likeness to prose, intact or not."""
        tongues = {}
        for is_intact in (False, True):
            expected = _INTACT if is_intact else _DAMAGED_IN[is_foreign]
            if self._kinship >= _KINDRED:  # its prose and identifiers are of one language
                expected = (*_INTACT[:6], *expected[6:])
            counts = [looks[is_intact, i] + n for i, n in enumerate(expected)]
            tongues[is_intact] = [math.log(count / sum(counts)) for count in counts]
        return tongues

    def _fit(self) -> tuple[_WordTable, _WordTable]:
        pairs: list[tuple[tuple[str, ...], tuple[str, ...], float]] = []
        for canonical, readings in sorted(self._names.items()):
            ours = identifier_words(canonical)
            for reading, count in sorted(readings.items()):
                theirs = self.wording.words(self.locale, reading)
                if reading != canonical and theirs and ours:
                    pairs.append((theirs, ours, 1 + math.log(count)))
        turned = [(ours, theirs, count) for theirs, ours, count in pairs]
        return _fit_model_1(pairs), _fit_model_1(turned)


_WordTable = dict[str, dict[str, float]]
"""Word → words made of it, with their chances."""


def _fit_model_1(
    examples: list[tuple[tuple[str, ...], tuple[str, ...], float]],
) -> _WordTable:
    """Fit word chances t(made | source) to (made words, source words, count) examples."""
    table: _WordTable = defaultdict(dict)
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


def _likeness(prose: frozenset[str], reading: str) -> int:
    """Say how much a reading looks like text of its edition, in levels.

    0 to 2: capitals inside, and none, some, or all of its words stand in the
    prose; 3 to 5: the same without capitals inside, as words of a language
    are; 6: it holds a space; 7: it holds letters beyond ASCII.
    """
    if not reading.isascii():
        return 7
    if " " in reading:
        return 6
    words = identifier_words(reading)
    known = sum(word in prose for word in words)
    level = 0 if not known else 2 if known == len(words) else 1
    return level if _HUMP.search(reading) else level + 3


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
    limit = most_slips(longest)
    if longest < 5 or abs(len(left) - len(right)) > limit:
        return False
    return DamerauLevenshtein.distance(left, right, score_cutoff=limit) <= limit


def most_slips(length: int) -> int:
    """Give how many slips of the pen an identifier of a length may have."""
    return 1 if length < 9 else 2
