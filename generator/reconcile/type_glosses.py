"""What a translated type means by the glossary: `ciąg znaków` is text, `clave de cifrado` a type.

A word for a simple type is written as the pages write theirs; a type of the
API's own is found where all its words are rendered.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from generator.extract.type_notation import COMMON_TYPES
from generator.reconcile.glossary import fold_text
from generator.reconcile.wording import identifier_words

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Mapping, Sequence

    from generator.reconcile.glossary import Glossary
    from generator.reconcile.wording import Wording

_LINKED = 0.05
"""Chance from which a word counts as a rendering of another."""
_ENDING = 3
"""Letters that an inflected word may have at its end instead of others."""
_STEM = 4
"""Letters that all forms of a word share, at least."""
_WHOLE_NUMBERS = frozenset({"int", "integer", "long", "short"})


def simple_words(wording: Wording, locale: str, text: str) -> tuple[str, ...]:
    """Give the words for simple types that a text stands for, the likeliest first."""
    return _simple_words(wording.glossary, locale, fold_text(text))


@lru_cache(maxsize=4096)
def _simple_words(glossary: Glossary, locale: str, folded: str) -> tuple[str, ...]:
    whole = _known(glossary.meanings(locale, folded))
    words = folded.split()
    if whole or not words:
        return whole
    alike = _vocabulary(glossary, locale).get((len(words), words[0][:_STEM]), ())
    forms = (terms for known, terms in alike if all(map(_is_form, known, words)))
    if inflected := _known(term for terms in forms for term in terms):
        return inflected
    parts = [_known(glossary.meanings(locale, word)) for word in words] if len(words) > 1 else []
    return next((part for part in parts if part), ())


def _known(terms: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term for term in terms if term in COMMON_TYPES))


@lru_cache(maxsize=64)
def _vocabulary(
    glossary: Glossary, locale: str
) -> Mapping[tuple[int, str], Sequence[tuple[Sequence[str], tuple[str, ...]]]]:
    """List what a language calls the simple types: words and terms.

    They stand by what all forms have in common: how many words, and how the first begins.
    """
    found: dict[tuple[int, str], list[tuple[Sequence[str], tuple[str, ...]]]] = {}
    for text, terms in glossary.words(locale).items():
        if known := _known(terms):
            words = text.split()
            found.setdefault((len(words), words[0][:_STEM]), []).append((words, known))
    return found


def _is_form(known: str, word: str) -> bool:
    shared = min(len(known), len(word))
    shared = next((i for i in range(shared) if known[i] != word[i]), shared)
    longest = max(len(known), len(word))
    return known == word or (shared >= _STEM and longest - shared <= _ENDING)


def as_written(
    words: tuple[str, ...], written: Mapping[str, int], *, prefixed: bool
) -> dict[str, float]:
    """Give how the pages write the simple types that words stand for, with their shares.

    Args:
        words: Words for simple types.
        written: How the pages write simple types → how often.
        prefixed: They have a prefix, so that only built-ins of XML Schema count.
    """
    for kin in (_same_word, _same_builtin):
        found = {name: count for name, count in written.items() if kin(name, words)}
        if total := sum(found.values()):
            return {name: count / total for name, count in found.items()}
    return {COMMON_TYPES[words[0]] if prefixed else words[0]: 1.0} if words else {}


def _same_word(name: str, words: tuple[str, ...]) -> bool:
    return name.casefold() in words


def _same_builtin(name: str, words: tuple[str, ...]) -> bool:
    """Tell whether a type is of a sort with one of the words: whole numbers are one sort."""
    ours = COMMON_TYPES.get(name.casefold(), name)
    theirs = {COMMON_TYPES[word] for word in words}
    return ours in theirs or (ours in _WHOLE_NUMBERS and bool(theirs & _WHOLE_NUMBERS))


def translated_type(
    wording: Wording, locale: str, text: str, known: Iterable[str], referred: Counter[str]
) -> str:
    """Find the API's own type whose words a text renders: one, or the one most referred to."""
    theirs = wording.words(locale, text)
    fitting = [name for name in known if _renders(wording, locale, theirs, identifier_words(name))]
    ranked = sorted(fitting, key=lambda name: (-len(identifier_words(name)), -referred[name], name))
    return ranked[0] if ranked else ""


def _renders(wording: Wording, locale: str, theirs: tuple[str, ...], ours: tuple[str, ...]) -> bool:
    """Tell whether all words of a type are rendered, and all but one of a text are renderings."""
    if not theirs or not ours:
        return False
    rendered = all(any(wording.link(locale, t, o) >= _LINKED for t in theirs) for o in ours)
    idle = sum(all(wording.link(locale, t, o) < _LINKED for o in ours) for t in theirs)
    return rendered and idle <= (len(theirs) > len(ours))
