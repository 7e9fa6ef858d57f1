"""English words by their translations: the general glossary, and the user's own on top of it.

The data that ships with the package is general vocabulary of programming
interfaces, one CSV file a language under `glossaries/`; only the languages
that are asked for are read.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.locales import fallback_chain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.diagnostics import Diagnostic
    from generator.reconcile.glossary_source import GlossarySource

REFERENCE = "en"
"""The language of the terms."""
_ARTICLES = ("the", "one")
"""Terms whose translations are no part of what follows them: `le nom` is asked for as `nom`."""
_BARE = {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"}
"""Letters that decompose to nothing, and what they become without their stroke."""
_ELIDED = re.compile(r"(?<=\w)(['’])(?=\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    """What one locale's texts stand for."""

    words: Mapping[str, tuple[str, ...]]
    """Folded alternative → terms."""
    loose: Mapping[str, tuple[str, ...]]
    """The same without accents, spaces and punctuation."""
    articles: frozenset[str]
    """Folded alternatives of the articles."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Glossary:
    """English words and what other languages call them."""

    sources: tuple[GlossarySource, ...]
    """The user's files in their order, then what ships with the package."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """What was wrong with the user's files."""
    _indexes: dict[str, _Index] = field(default_factory=dict, repr=False)
    """The locales asked for so far: an index is made once, on demand."""

    def meanings(self, locale: str, text: str) -> tuple[str, ...]:
        """Give the English words that a text may stand for, the likeliest first.

        The text is compared as a whole, in NFKC and without regard to case:
        as it stands first, then without accents, spaces and punctuation (as
        identifiers lose them), then without a leading article.
        """
        index = self._index(locale)
        folded = fold_text(text)
        found = dict.fromkeys(index.words.get(folded, ()))
        found |= dict.fromkeys(index.loose.get(loosen(folded), ()))
        bare = _without_article(folded, index.articles)
        if bare != folded:
            found |= dict.fromkeys(index.words.get(bare, ()))
            found |= dict.fromkeys(index.loose.get(loosen(bare), ()))
        return tuple(found)

    def words(self, locale: str) -> Mapping[str, tuple[str, ...]]:
        """Give all of a locale: folded alternative → terms, the likeliest first."""
        return self._index(locale).words

    def _index(self, locale: str) -> _Index:
        if locale not in self._indexes:
            self._indexes[locale] = _build_index(self.sources, locale)
        return self._indexes[locale]


def fold_text(text: str) -> str:
    """Bring a text to the form that is compared: NFKC, no case, single spaces."""
    if not text.isascii():
        folded = unicodedata.normalize("NFKC", text).casefold()
        text = unicodedata.normalize("NFKC", folded)
    return " ".join(text.casefold().split())


def loosen(folded: str) -> str:
    """Drop accents, spaces and punctuation from a folded text.

    Accents go where a letter of the Latin, Greek or Cyrillic script may be
    without: a mark of another script (か and が, a Thai vowel) is a letter.
    """
    return folded.translate(_PLAIN_LETTERS)


class _PlainLetters(dict[int, str]):
    """Letter → what it is without its accent, and nothing for what is no letter or digit."""

    def __missing__(self, code: int) -> str:
        found = self[code] = _plain_letter(chr(code))
        return found


_PLAIN_LETTERS = _PlainLetters()


def _plain_letter(char: str) -> str:
    if unicodedata.category(char)[0] in "PZSC" or "\u0300" <= char <= "\u036f":
        return ""
    base = unicodedata.normalize("NFD", char)[0]
    is_plain = "a" <= base <= "z" or "α" <= base <= "ω" or "а" <= base <= "я"
    return base if is_plain else _BARE.get(char, char)


def _without_article(folded: str, articles: frozenset[str]) -> str:
    """Drop a leading article: a word of its own, or elided before an apostrophe."""
    head, separator, tail = _ELIDED.sub(r"' ", folded).partition(" ")
    return tail if separator and head in articles else folded


def _build_index(sources: tuple[GlossarySource, ...], locale: str) -> _Index:
    """Rank the terms of every alternative: by file, nearness of the locale, place in the row."""
    words: dict[str, dict[str, None]] = {}
    loose: dict[str, dict[str, None]] = {}
    articles = set()
    for rows in (source.rows(tag) for source in sources for tag in _chain(source, locale)):
        for rank in range(max((len(alternatives) for _, alternatives in rows), default=0)):
            for term, alternatives in rows:
                if rank < len(alternatives):
                    folded = fold_text(alternatives[rank])
                    words.setdefault(folded, {})[term] = None
                    loose.setdefault(loosen(folded), {})[term] = None
                    if term in _ARTICLES:
                        articles.add(folded)
    return _Index(
        words={text: tuple(terms) for text, terms in words.items()},
        loose={text: tuple(terms) for text, terms in loose.items()},
        articles=frozenset(articles),
    )


def _chain(source: GlossarySource, locale: str) -> Iterator[str]:
    """Give a source's locales that serve a locale: of one language, the nearest first.

    A close language serves only where the locale's own is missing.
    """
    chain = fallback_chain(locale, source.locales, REFERENCE)[:-1]
    for tag in chain:
        if tag.split("-")[0] == chain[0].split("-")[0]:
            yield tag
