"""Words of inflecting languages are known in forms that no dictionary lists."""

from __future__ import annotations

import pytest

from generator.reconcile.read_glossary import load_glossary
from generator.reconcile.word_forms import inflected_terms


@pytest.mark.parametrize(
    ("locale", "word", "term"),
    [("ru", "пользователя", "user"), ("pl", "użytkownika", "user"), ("cs", "souboru", "files")],
)
def test_a_form_stands_for_what_the_dictionary_has(locale: str, word: str, term: str) -> None:
    """By what both begin with."""
    assert term in inflected_terms(load_glossary(()), locale, word)


@pytest.mark.parametrize(("locale", "word"), [("en", "files"), ("fr", "fichiers"), ("pl", "x")])
def test_other_languages_and_short_words_have_no_forms(locale: str, word: str) -> None:
    """Where words hardly change, what begins alike is another word."""
    assert inflected_terms(load_glossary(()), locale, word) == ()
