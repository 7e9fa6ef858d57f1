"""The words of each edition's prose: an identifier made of them may be a translation."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from generator.extract.classify_columns import Role
from generator.naming import split_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.align.alignment import Alignment
    from generator.extract.page import Page


def collect_prose(alignment: Alignment) -> dict[str, frozenset[str]]:
    """Collect the words of paragraphs and descriptions, case-folded.

    What looks like an identifier (capitals inside a word, code markup) is no
    prose and is left out.

    Returns:
        Locale → its words.
    """
    words: dict[str, set[str]] = defaultdict(set)
    for aligned in alignment.pages:
        for locale, page in aligned.pages.items():
            for text in _texts(page):
                words[locale].update(_prose_words(text))
        for table in aligned.tables:
            for row in table.rows:
                for locale in row.rows:
                    cell = table.cell(row, locale, Role.DESCRIPTION)
                    if cell is not None:
                        words[locale].update(_prose_words(cell.text))
    return {locale: frozenset(found) for locale, found in words.items()}


def _texts(page: Page) -> Iterator[str]:
    for paragraph in page.paragraphs:
        if not paragraph.is_strong and len(paragraph.text) > 20:
            yield paragraph.text


def _prose_words(text: str) -> Iterator[str]:
    for token in text.split():
        words = split_words(token)
        if len(words) == 1:
            yield words[0].casefold()
