"""How the words of an edition and of identifiers go together before anything is learned.

By the glossary, and by the words' own shapes: cognates, forms of one word. One
`Wording` serves a whole run, so that every round of learning finds what the
first has looked up.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from generator.naming import split_words
from generator.reconcile.reading_links import ReadingLinks
from generator.reconcile.word_forms import inflected_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.reconcile.glossary import Glossary
    from generator.reconcile.reading_links import Learned

_FLOOR = 2e-4
"""Chance of a word that nothing links to its identifier's word."""
_SELF = 0.25
"""Chance that a word of a damaged identifier was left alone."""
_GLOSSED, _GLOSSED_FORM = 0.2, 0.08
"""Chance of a rendering that the glossary has, of the very word or of a form of it."""
_PHRASE = 5
"""Most words of a phrase that is looked up in the glossary."""
_COGNATE = 0.88
"""Similarity from which two Latin words pass for cognates (Jaro-Winkler)."""


class Wording:
    """The editions' words, what the glossary says of them, and what they look like."""

    def __init__(self, glossary: Glossary) -> None:
        """Look words up in a glossary."""
        self.glossary = glossary
        self._glosses: dict[tuple[str, str], tuple[str, ...]] = {}
        self._split: dict[tuple[str, str], tuple[str, ...]] = {}
        self._given: dict[tuple[str, str], WordLinks] = {}
        self._links: dict[tuple[str, str], ReadingLinks] = {}

    def glosses(self, locale: str, word: str) -> tuple[str, ...]:
        """Give the English words that the glossary has for a word or phrase of an edition."""
        key = (locale, word)
        found = self._glosses.get(key)
        if found is None:
            found = () if locale[:2].casefold() == "en" else self.glossary.meanings(locale, word)
            self._glosses[key] = found
        return found

    def words(self, locale: str, reading: str) -> tuple[str, ...]:
        """Split a reading into its words; a phrase that the glossary knows stays one."""
        key = (locale, reading)
        found = self._split.get(key)
        if found is None:
            found = self._split[key] = self._join_phrases(locale, reading_words(reading))
        return found

    def _join_phrases(self, locale: str, words: tuple[str, ...]) -> tuple[str, ...]:
        joined: list[str] = []
        index = 0
        while index < len(words):
            for length in range(min(_PHRASE, len(words) - index), 1, -1):
                phrase = _phrase(words[index : index + length])
                if self.glosses(locale, phrase):
                    break
            else:
                length = 1
                phrase = words[index]
            joined.append(phrase)
            index += length
        return tuple(joined)

    def inflected(self, locale: str, word: str) -> tuple[str, ...]:
        """Give the English words that the glossary has for another form of a word."""
        if self.glosses(locale, word):
            return ()
        return inflected_terms(self.glossary, locale, word)

    def links(self, locale: str, reading: str, learned: Sequence[Learned]) -> ReadingLinks:
        """Give how far a reading's words go with those of identifiers.

        Args:
            locale: The edition.
            reading: What it reads.
            learned: What was learned of each of its words; while that is the same in the
                next round, what was found stays.
        """
        key = (locale, reading)
        found = self._links.get(key)
        if found is None or found.learned != learned:
            given = [self._word_links(locale, word) for word in self.words(locale, reading)]
            found = self._links[key] = ReadingLinks(given, learned)
        return found

    def link(self, locale: str, theirs: str, ours: str) -> float:
        """Give the chance that an edition's word renders an identifier's word; never 0."""
        return self._word_links(locale, theirs)[ours]

    def _word_links(self, locale: str, word: str) -> WordLinks:
        key = (locale, word)
        found = self._given.get(key)
        if found is None:
            terms, forms = self.glosses(locale, word), self.inflected(locale, word)
            found = self._given[key] = WordLinks(word, terms, forms)
        return found


class WordLinks(dict[str, float]):
    """Word of identifiers → the chance that one word of an edition renders it.

    What the glossary lends, of the word or of a form of it, or what the words'
    shapes do; never 0. Chances are found when they are asked for.
    """

    def __init__(self, word: str, terms: Sequence[str], forms: Sequence[str] = ()) -> None:
        """Ask for a word that the glossary knows as these terms, another form of it as others."""
        super().__init__()
        self._plain = _plain(word)
        self._terms = terms
        self._all = (*terms, *forms)
        self[word] = max(_SELF, self._glossed(word))

    def __missing__(self, ours: str) -> float:
        similarity = _cognate_similarity(self._plain, ours)
        shaped = 0.08 * similarity + 0.02 if similarity else _FLOOR
        found = self[ours] = max(shaped, self._glossed(ours))
        return found

    def _glossed(self, ours: str) -> float:
        if ours in self._terms:
            return _GLOSSED
        is_near = any(ours == term or is_form(ours, term) for term in self._all)
        return _GLOSSED_FORM if is_near else 0.0


def _phrase(words: tuple[str, ...]) -> str:
    """Join words as their script does: ideographs without a space."""
    return ("" if any("\u3040" <= w[:1] <= "\u9fff" for w in words) else " ").join(words)


def form_stem(term: str) -> str:
    """Give what all forms of an English term begin with."""
    return term[:-1] if term.endswith(("e", "y")) else term


def is_form(word: str, term: str) -> bool:
    """Tell whether an English word is a form of a term: a plural, a participle."""
    stem = form_stem(term)
    return 0 < len(word) - len(stem) <= 4 and len(stem) > 2 and word.startswith(stem)


def cognate_similarity(theirs: str, ours: str) -> float:
    """Say how much two words look like cognates, 0 to 1; only Latin words of some length do."""
    return _cognate_similarity(_plain(theirs), ours)


def find_cognates(theirs: str, choices: Iterable[str]) -> list[tuple[str, float]]:
    """Give the words that look like cognates of a word, with how much they do."""
    plain = _plain(theirs)
    likely = process.extract(
        plain, choices, scorer=JaroWinkler.similarity, score_cutoff=_COGNATE, limit=None
    )
    found = ((word, _cognate_similarity(plain, word)) for word, _, _ in likely)
    return [(word, similarity) for word, similarity in found if similarity > 0]


def _cognate_similarity(plain: str, ours: str) -> float:
    if len(ours) < 4 or not plain.isascii() or not ours.isascii():
        return 0.0
    similarity = JaroWinkler.similarity(plain, ours, score_cutoff=_COGNATE)
    return max(0.0, (similarity - _COGNATE) / (1 - _COGNATE))


@lru_cache(maxsize=65536)
def _plain(word: str) -> str:
    """Strip diacritics: `état` gives `etat`."""
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def identifier_words(canonical: str) -> tuple[str, ...]:
    """Split an identifier into its words, case-folded."""
    return tuple(word.casefold() for word in split_words(canonical))


@lru_cache(maxsize=65536)
def reading_words(reading: str) -> tuple[str, ...]:
    """Split a reading into its words, case-folded; ideographs stand for themselves."""
    words: list[str] = []
    for word in split_words(unicodedata.normalize("NFKC", reading)):
        if any("\u3400" <= char <= "\u9fff" for char in word):
            words += list(word)
        else:
            words.append(word.casefold())
    return tuple(words)
