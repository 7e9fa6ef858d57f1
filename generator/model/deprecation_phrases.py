"""Text → whether it says of the thing it describes that this is deprecated.

The word for it is the glossary's. It counts as a marker (`(deprecated)`,
`Deprecated.`, `Deprecated since 2.0`), as a sentence about the thing itself
(`This field is deprecated.`) or as a phrase that calls it so (`Deprecated
parameter.`); in running text, of another thing or on a condition, it does not.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from generator.naming import split_words
from generator.reconcile.glossary import REFERENCE, fold_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.reconcile.glossary import Glossary

TERM = "deprecated"
"""The glossary's term."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])\s*")
_LABEL = re.compile(r"([^\s:：]{1,16})\s*[:：]\s*")
_HEAD = re.compile(r"[.。!！,，、;；:：(（\[]|\s[-\u2013\u2014]\s|\u2014")
_COMMA = ",，、"
_BRACKETS = re.compile(r"[(（\[【]\s*([^()（）\[\]【】]{1,40}?)\s*[)）\]】]")
_AT_END = re.compile(r"\s*(?:[.。]|$)")
_OTHER_THING = re.compile(r"[a-z][A-Z]|[\w]_[\w]|\d[A-Za-z]")
"""What only names of things have."""
_LONGEST = 48
"""Characters between a sentence's subject and the word."""
_PARTICLES = "のな는은 "


@dataclass(frozen=True, slots=True, kw_only=True)
class _Language:
    """What is known of one locale's language."""

    forms: frozenset[str]
    """The forms of the word."""
    word: re.Pattern[str]
    """Any of them, as a word of its own."""
    subjects: frozenset[str]
    copulas: frozenset[str]
    doubts: frozenset[str]
    followers: frozenset[str]
    endings: tuple[str, ...]


class DeprecationPhrases:
    """Reads texts of any locale that the glossary has the word in."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary
        self._languages: dict[str, _Language | None] = {}
        self._has_word = cache(self._find_word)

    def says(self, text: str, locale: str, name: str) -> bool:
        """Tell whether a text says that what is called `name` is deprecated."""
        language = self._language(locale)
        if language is None or not self._has_word(text, locale):
            return False
        if language.word.search(" ".join(split_words(name)).casefold()):
            return False  # the word is what the thing is called, not what is said of it
        rest = self._without_labels(" ".join(text.split()), locale)
        return _is_marked(rest, language) or any(
            self._is_said(sentence, locale, language, name, is_first=not index)
            for index, sentence in enumerate(_SENTENCE.split(rest))
        )

    def _find_word(self, text: str, locale: str) -> bool:
        language = self._language(locale)
        folded = fold_text(text)
        return (
            language is not None
            and any(form in folded for form in language.forms)  # which takes less than to search
            and language.word.search(folded) is not None
        )

    def heads(self, heading: str, locale: str, name: str) -> bool:
        """Tell whether a heading, its own name taken out, says so."""
        if heading == name:
            return False
        bare = heading
        if name in heading:
            bare = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", heading)
        bare = bare.strip(" -\u2013\u2014:：")
        return bare != heading and self.says(bare, locale, "")

    def _without_labels(self, text: str, locale: str) -> str:
        while (found := _LABEL.match(text)) and self._means(found[1], locale, "labels"):
            text = text[found.end() :]
        return text

    def _means(self, text: str, locale: str, words: str) -> bool:
        folded = fold_text(text)
        meant = {folded} if _is_reference(locale) else set(self._glossary.meanings(locale, folded))
        return not meant.isdisjoint(_words()[words])

    def _is_said(
        self, sentence: str, locale: str, language: _Language, name: str, *, is_first: bool
    ) -> bool:
        found = _HEAD.search(sentence)
        head = fold_text(sentence[: found.start()] if found else sentence)
        behind = sentence[found.end() :] if found and found[0].strip() in _COMMA else None
        if _is_marker(head, behind, language):
            return True
        if _is_about_itself(sentence, head, language, name):
            return True
        return is_first and behind is None and self._is_phrase(head, locale, language)

    def _is_phrase(self, head: str, locale: str, language: _Language) -> bool:
        """Tell a phrase that is the word and what the thing is called in general."""
        found = language.word.match(head) or _last(language.word, head)
        if found is None:
            return False
        other = (head[: found.start()] + head[found.end() :]).strip(_PARTICLES)
        return bool(other) and self._means(other, locale, "things")

    def _language(self, locale: str) -> _Language | None:
        if locale not in self._languages:
            self._languages[locale] = self._read(locale)
        return self._languages[locale]

    def _read(self, locale: str) -> _Language | None:
        forms = {own for own, terms in self._glossary.words(locale).items() if TERM in terms}
        forms |= {TERM} if _is_reference(locale) else set()
        if not forms:
            return None
        known = _words().get(locale.split("-", maxsplit=1)[0].casefold(), {})
        return _Language(
            forms=frozenset(forms),
            word=re.compile("|".join(map(_form, sorted(forms, key=lambda own: (-len(own), own))))),
            subjects=frozenset(known.get("subjects", ())),
            copulas=frozenset(known.get("copulas", ())),
            doubts=frozenset(known.get("doubts", ())),
            followers=frozenset(known.get("followers", ())),
            endings=tuple(known.get("endings", ())),
        )


def _is_marked(text: str, language: _Language) -> bool:
    """Tell whether brackets at the head of a text or at a sentence's end hold the word alone.

    Behind a list it may be said of the last item only.
    """
    for found in _BRACKETS.finditer(text):
        before = _SENTENCE.split(text[: found.start()])[-1]
        is_placed = not text[: found.start()].strip() or (
            _AT_END.match(text, found.end()) and not any(sign in before for sign in _COMMA)
        )
        if is_placed and _is_marker(fold_text(found[1]), None, language):
            return True
    return False


def _is_marker(head: str, behind: str | None, language: _Language) -> bool:
    """Tell whether a text up to its first stop is the word, and what may follow it."""
    found = language.word.match(head)
    if found is None:
        return False
    rest = head[found.end() :].strip()
    if behind is not None and not rest:  # else a list that begins with the word
        rest = fold_text(behind) or "?"
    return not rest or _follows(rest, language)


def _is_about_itself(sentence: str, head: str, language: _Language, name: str) -> bool:
    """Tell a sentence about the thing itself: `This field is deprecated`, `keyA is deprecated`."""
    found = language.word.search(head)
    if found is None:
        return False
    if name and head.startswith(fold_text(name)):
        between = head[len(fold_text(name)) : found.start()]
    elif subject := _subject(head, language):
        between = head[len(subject) : found.start()]
    else:
        return False
    words = set(re.findall(r"\w+", between))
    raw = sentence[: found.start()].replace(name, "") if name else sentence[: found.start()]
    is_plain = len(between) <= _LONGEST and not _OTHER_THING.search(raw)
    is_sure = not words & language.doubts and not any(
        doubt in between for doubt in language.doubts if not doubt.isascii() and not _spaced(doubt)
    )
    is_said = not language.copulas or bool(words & language.copulas)
    rest = head[found.end() :].strip()
    ends = not rest or rest in language.endings or _follows(rest, language) or _joins(rest)
    return is_plain and is_sure and is_said and ends


def _joins(rest: str) -> bool:
    """Tell whether what follows says more of the same thing: `… is deprecated and will go`."""
    return rest.split(" ", 1)[0] in {"and", "et", "und", "y", "e", "en", "och"}


def _subject(head: str, language: _Language) -> str:
    """Give the word that a sentence about the thing itself begins with; empty for none."""
    for own in sorted(language.subjects, key=len, reverse=True):
        if head.startswith(own) and (
            not _spaced(own) or not head[len(own) : len(own) + 1].isalnum()
        ):
            return own
    return ""


def _follows(rest: str, language: _Language) -> bool:
    if rest[:1].isdigit() or re.match(r"v\d", rest) or rest in language.endings:
        return True
    first = re.split(r"\W", rest, maxsplit=1)[0]
    return any(first == own if _spaced(own) else rest.startswith(own) for own in language.followers)


def _spaced(word: str) -> bool:
    """Tell whether a word is of a script that separates words: below the scripts of East Asia."""
    return all(char < "\u1100" for char in word)


def _form(form: str) -> str:
    own = re.escape(form)
    return rf"(?<!\w){own}(?!\w)" if _spaced(form) else own


def _last(word: re.Pattern[str], head: str) -> re.Match[str] | None:
    """Find the word at the end of a text."""
    found: Iterator[re.Match[str]] = word.finditer(head)
    return next((own for own in found if own.end() == len(head)), None)


def _is_reference(locale: str) -> bool:
    return locale.split("-", maxsplit=1)[0].casefold() == REFERENCE


@cache
def _words() -> Mapping[str, Any]:
    text = files("generator.model").joinpath("deprecation_words.toml").read_text("utf-8")
    return tomllib.loads(text)
