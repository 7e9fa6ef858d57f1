"""The labels of one locale → which of them are hardly right, and why.

Each marker knows one sign of a mistranslation, and says what it saw in words
that a translator can use. All labels of a locale are judged together and
apart from other locales.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from generator.naming import label_words, split_words
from generator.reconcile.glossary import fold_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.model.label_key import LabelKey
    from generator.model.label_language import LabelLanguage

_ELIDED = re.compile(r"(?<=\w)(['’])(?=\w)")
_CLOSING = re.compile(r"[.!?](\s|$)|[。！？।؟]")
_HIRAGANA = re.compile("[\u3041-\u309f]")
_WORDS_MORE: Final = 6
"""Words that a label may have beyond twice its identifier's."""
EMPTY: Final = "holds no word"
"""The reason to doubt a label without one."""
UNTRANSLATED: Final = "untranslated"
"""The reason to doubt a label that is none in its language."""
_ACRONYM: Final = 5
"""Capitals up to which a word is an acronym, the same in every language."""


def mark_labels(
    labels: Mapping[LabelKey, str], language: LabelLanguage, vocabulary: frozenset[str]
) -> dict[LabelKey, tuple[str, ...]]:
    """Say what is wrong with the labels of one locale.

    Args:
        labels: Identifier → label.
        language: The locale's language.
        vocabulary: The words of the API's identifiers, case-folded.

    Returns:
        The reasons, for each label that there are any for.
    """
    found: dict[LabelKey, list[str]] = defaultdict(list)
    for marker in (_mark_empty, _mark_left_words, _mark_shared, _mark_sentences, _mark_heads):
        for key, reason in marker(labels, language, vocabulary):
            found[key].append(reason)
    return {key: tuple(reasons) for key, reasons in found.items()}


def _mark_empty(
    labels: Mapping[LabelKey, str], _language: LabelLanguage, _vocabulary: frozenset[str]
) -> Iterator[tuple[LabelKey, str]]:
    """Mark a label without a letter or a digit."""
    for key, text in labels.items():
        if not any(char.isalnum() for char in text):
            yield key, EMPTY


def _mark_left_words(
    labels: Mapping[LabelKey, str], language: LabelLanguage, vocabulary: frozenset[str]
) -> Iterator[tuple[LabelKey, str]]:
    """Mark words of identifiers that the language does not have: all of a label, or part of it."""
    if language.is_identifiers:
        return
    for key, text in labels.items():
        left, others = _split_left(text, language, vocabulary)
        if left and not others:
            yield key, UNTRANSLATED
        elif left:
            listed = ", ".join(f"'{word}'" for word in left)
            yield key, f"half translated: {listed} left as in the identifiers"
        elif text == label_words(key.name) and not any(char > "\u024f" for char in text):
            is_own = all(w.casefold() in language.own_words for w in split_words(text))
            if not is_own and not text.isupper():
                yield key, UNTRANSLATED


def _split_left(
    text: str, language: LabelLanguage, vocabulary: frozenset[str]
) -> tuple[list[str], list[str]]:
    """Tell a label's words that are left as they were from its others; numbers are neither."""
    left, others = [], []
    for token in re.split(r"[\s/-]+", text):
        is_name = token.strip("’'.,:()") in language.own_names
        for word in split_words(token):
            folded = word.casefold()
            is_acronym = word.isupper() and len(word) <= _ACRONYM
            is_foreign = folded in vocabulary and folded not in language.own_words
            if word.isdigit():
                continue
            if is_foreign and len(word) > 1 and not is_acronym and not is_name:
                left.append(word)
            else:
                others.append(word)
    return left, others


def _mark_shared(
    labels: Mapping[LabelKey, str], _language: LabelLanguage, _vocabulary: frozenset[str]
) -> Iterator[tuple[LabelKey, str]]:
    """Mark a label that two fields of a type, or two values of an enumeration, have."""
    groups: dict[tuple[str, str, str], list[LabelKey]] = defaultdict(list)
    for key, text in labels.items():
        if key.has_siblings:
            groups[key.part, key.owner, text.casefold()].append(key)
    for (part, _, _), keys in groups.items():
        for key in keys if len(keys) > 1 else ():
            listed = ", ".join(f"'{other.name}'" for other in keys if other is not key)
            yield key, f"the label of another {part} too: {listed}"


def _mark_sentences(
    labels: Mapping[LabelKey, str], language: LabelLanguage, _vocabulary: frozenset[str]
) -> Iterator[tuple[LabelKey, str]]:
    """Mark a sentence: closed by a mark or a finite verb, or much longer than what it names."""
    for key, text in labels.items():
        words = text.split()
        is_closed = len(words) > 1 and _CLOSING.search(text) is not None
        is_closed = is_closed or any(mark in text for mark in "。！？")
        if is_closed or text.endswith(language.sentence_endings or ("\0",)):
            yield key, "a whole sentence"
        elif len(words) > 2 * len(split_words(key.name)) + _WORDS_MORE:
            yield key, "a whole sentence, or nearly"


def _mark_heads(
    labels: Mapping[LabelKey, str], language: LabelLanguage, _vocabulary: frozenset[str]
) -> Iterator[tuple[LabelKey, str]]:
    """Mark an article or a particle left at the head, unless most labels here have one."""
    heads = {key: head for key, text in labels.items() if (head := _find_head(key, text, language))}
    phrases = sum(len(_tokens(text)) > 1 for text in labels.values())
    if len(heads) * 2 > phrases and len(heads) > 2:
        return
    for key, head in heads.items():
        yield key, f"begins with '{head}', left over from a sentence"


def _tokens(text: str) -> list[str]:
    return _ELIDED.sub(r"' ", text).split()


def _find_head(key: LabelKey, text: str, language: LabelLanguage) -> str:
    """Give the word at a label's head that is no part of a name; empty for none."""
    tokens = _tokens(text)
    if len(tokens) > 1:
        terms = language.function_words.get(fold_text(tokens[0]), frozenset())
        if terms and not terms & {word.casefold() for word in split_words(key.name)}:
            return text[: len(tokens[0])]
        if tokens[0] in language.particles:
            return tokens[0]
    for particle in language.particles:
        rest = text.removeprefix(particle)
        is_cut = rest != text and (not rest or not _HIRAGANA.match(rest))
        if is_cut and (not rest or _HIRAGANA.match(particle)):
            return particle
    return ""
