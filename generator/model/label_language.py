"""What is known of a locale's language, as far as its labels are judged by it.

Nothing of it is about one API: the glossary's words and articles, a small
table of grammar, and the words of the locale's own descriptions.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from generator.naming import split_words
from generator.reconcile.glossary import fold_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.reconcile.glossary import Glossary

_FUNCTION_TERMS = frozenset({"the", "one", "of", "is"})
"""Terms of the glossary that mean nothing at the head of a label, in whatever language."""
_SEEN = 2
"""Texts in which a word must stand to be the language's own."""
_RARE = 500
"""One more for every so many texts: some stay untranslated in any edition."""
_MARKS = ".,;:!?()[]{}\"'«»“”„‘’…。、，；：！？（）「」"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelLanguage:
    """One locale's language."""

    tag: str
    """The locale's tag."""
    own_words: frozenset[str]
    """Words of the language's own, also where English has them too; case-folded."""
    own_names: frozenset[str]
    """Proper names in its texts, as spelled there."""
    function_words: Mapping[str, frozenset[str]]
    """Words that nothing is called by, before others, → the terms they stand for; folded."""
    particles: tuple[str, ...]
    """The same in a language that leaves no space behind them; the longest first."""
    sentence_endings: tuple[str, ...]
    """How a word ends that closes a sentence."""

    @property
    def is_identifiers(self) -> bool:
        """Tell whether identifiers are its words: they are English by custom."""
        return _language(self.tag) == "en"


def describe_language(tag: str, texts: Iterable[str], glossary: Glossary) -> LabelLanguage:
    """Collect what is known of a locale's language.

    Args:
        tag: The locale's tag.
        texts: What its pages say in sentences.
        glossary: General vocabulary.
    """
    words, names = _count_words(texts)
    terms = glossary.words(tag)
    grammar = _grammar()
    heads = {
        word: frozenset(found) for word, found in terms.items() if _FUNCTION_TERMS & set(found)
    }
    heads |= {word: frozenset({"the"}) for word in grammar["articles"].get(_language(tag), ())}
    return LabelLanguage(
        tag=tag,
        own_words=words | {word for text in terms for word in text.split()},
        own_names=names,
        function_words=heads,
        particles=tuple(sorted(grammar["particles"].get(_language(tag), ()), key=len)[::-1]),
        sentence_endings=tuple(grammar["sentence_endings"].get(_language(tag), ())),
    )


def _language(tag: str) -> str:
    return tag.replace("_", "-").split("-", maxsplit=1)[0].casefold()


def _count_words(texts: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Give the words and the capitalised names that stand in several texts."""
    words: Counter[str] = Counter()
    names: Counter[str] = Counter()
    count = 0
    for text in texts:
        count += 1
        tokens = {token.strip(_MARKS) for token in text.split()}
        names.update(token for token in tokens if token[:1].isupper())
        words.update(set(filter(None, map(_latin_word, tokens))))
    least = _SEEN + count // _RARE
    return (
        frozenset(word for word, seen in words.items() if seen >= least),
        frozenset(name for name, seen in names.items() if seen >= least),
    )


@lru_cache(maxsize=65536)
def _latin_word(token: str) -> str:
    """Give the word that a token has in the Latin script (U+0041 to U+024F), if it has just one."""
    words = [word for word in split_words(token) if fold_text(word) and word[0] < "\u0250"]
    return words[0].casefold() if len(words) == 1 else ""


@cache
def _grammar() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    text = files("generator.model").joinpath("label_grammar.toml").read_text("utf-8")
    return {
        name: {language: tuple(words) for language, words in table.items()}
        for name, table in tomllib.loads(text).items()
    }
