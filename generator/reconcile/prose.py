"""The words of each edition's prose: an identifier made of them may be a translation."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.extract.classify_columns import Role
from generator.naming import split_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.align.alignment import Alignment
    from generator.extract.page import Page
    from generator.reconcile.sightings import Sightings


_CUSTOM = 20
"""Words that the custom of English identifiers counts for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """The editions' prose."""

    words: Mapping[str, frozenset[str]]
    """Locale → the words of its prose, case-folded."""
    shared: Mapping[str, float]
    """Locale → the share of the untranslated identifiers' words that its prose has."""

    foreign: frozenset[str]
    """Locales whose prose is in a script other than Latin: their translations are never ASCII."""

    def kinship(self, locale: str) -> float:
        """Say how much an edition's language is the identifiers' own, 0 to 1.

        Identifiers are taken for English, as they are by custom, until enough
        untranslated words tell otherwise.
        """
        return self.shared.get(locale, 0.0)


def collect_prose(alignment: Alignment, sightings: Sightings) -> Prose:
    """Collect the words of paragraphs and descriptions.

    What looks like an identifier (capitals inside a word) is no prose and is
    left out.
    """
    tokens: dict[str, set[str]] = defaultdict(set)
    for aligned in alignment.pages:
        for locale, page in aligned.pages.items():
            for text in _texts(page):
                tokens[locale].update(text.split())
        for table in aligned.tables:
            for row in table.rows:
                for locale in row.rows:
                    cell = table.cell(row, locale, Role.DESCRIPTION)
                    if cell is not None:
                        tokens[locale].update(cell.text.split())
    words = {locale: set(_prose_words(found)) for locale, found in tokens.items()}
    untranslated = [word for word in sightings.words if len(word) > 2 and word.isascii()]
    return Prose(
        words={locale: frozenset(found) for locale, found in words.items()},
        foreign=frozenset(locale for locale, found in words.items() if _is_foreign(found)),
        shared={
            locale: _share(sum(word in found for word in untranslated), len(untranslated), locale)
            for locale, found in words.items()
        },
    )


def _share(found: int, words: int, locale: str) -> float:
    """Give the share of the words found, English by custom having had so many before."""
    custom = _CUSTOM if locale.casefold()[:2] == "en" else 0
    return (found + custom) / max(words + custom, 1)


def _is_foreign(words: set[str]) -> bool:
    """Tell whether most of a prose's words are in a script other than Latin (U+0000 to U+024F)."""
    return sum(max(word) > "\u024f" for word in words) * 2 > len(words)


def _texts(page: Page) -> Iterator[str]:
    for paragraph in page.paragraphs:
        if not paragraph.is_strong and len(paragraph.text) > 20:
            yield paragraph.text


def _prose_words(tokens: set[str]) -> Iterator[str]:
    for token in tokens:
        words = split_words(token)
        if len(words) == 1:
            yield words[0].casefold()
