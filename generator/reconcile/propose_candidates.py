"""Candidates for a row's name: whatever any kind of evidence could point to."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections import defaultdict
from functools import cache, partial
from heapq import nsmallest
from itertools import combinations, product
from typing import TYPE_CHECKING, NamedTuple

from generator.naming import fold
from generator.reconcile.knowledge import NO_TALLY
from generator.reconcile.lexicon import damage_manner, most_slips
from generator.reconcile.near_spellings import find_near
from generator.reconcile.wording import find_cognates, form_stem, is_form, reading_words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from generator.reconcile.knowledge import Knowledge
    from generator.reconcile.places import RowPlace

_WORD_CHOICES = 3
_WORD_LIMIT = 5
_MATCHES = 8
_CROWD = 64
"""Names that two words have in common, at most, for all of them to be looked at."""
_COMPOSED_LIMIT = 4
_COMPOSED_CHOICES = 2


class WordChoices(NamedTuple):
    """What a word of an edition may stand for."""

    words: Sequence[str]
    """The likeliest of the identifier words, in that order."""
    names: Mapping[str, float]
    """Name that has one of them → the chance of its likeliest."""
    best: Sequence[str]
    """The names that the word fits best."""


class CandidateIndex:
    """The identifiers of the API, found by their words."""

    def __init__(self, knowledge: Knowledge, is_legal: Callable[[str], bool]) -> None:
        """Index every identifier decided or sighted.

        Args:
            knowledge: What is known.
            is_legal: Whether a text can be an identifier of the kind asked for.
        """
        self._knowledge = knowledge
        self._is_legal = is_legal
        self._can_be = cache(lambda name: is_legal(name) and name[-1] not in "-.")
        self._by_word: dict[str, set[str]] = {}
        self._by_fold: dict[str, set[str]] = {}
        self._by_start: dict[tuple[str, str, int], dict[str, str]] = defaultdict(dict)
        self._lengths: dict[str, int] = {}
        self._choice_cache: dict[tuple[str, str], WordChoices] = {}
        self._pair_cache: dict[tuple[int, int], Collection[str]] = {}
        """By the identities of choices, which are kept as well."""
        self._reading_cache: dict[tuple[str, str, str], Collection[str]] = {}
        self._slip_cache: dict[str, Collection[str]] = {}
        self._form_cache: dict[str, tuple[str, ...]] = {}
        self._cognate_cache: dict[str, Sequence[tuple[str, float]]] = {}
        sightings = knowledge.sightings
        for name in sorted({*knowledge.names, *sightings.samples, *sightings.code}):
            if not name.isascii():
                continue
            self._by_start[*_start(name), len(name)][name] = fold(name)
            self._by_fold.setdefault(fold(name), set()).add(name)
            words = reading_words(name)
            self._lengths[name] = len(words)
            for word in words:
                self._by_word.setdefault(word, set()).add(name)
        self._words = sorted(self._by_word)

    def propose(self, row: RowPlace) -> tuple[str, ...]:
        """List candidates for a row's name, sorted; none twice."""
        found: set[str] = set()
        texts = {reading.evidence for reading in row.names}
        alike = len({fold(text) for text in texts}) == 1 and len(row.names) > 1
        if alike and any(self._is_legal(text) for text in texts):
            return tuple(sorted(self._propose_agreed(row, sorted(texts))))
        found.update(self._legal(self._from_context(row)))
        for reading in row.names:
            found.update(self._of_reading(row, reading.locale, reading.evidence))
        return tuple(sorted(found))

    def _propose_agreed(self, row: RowPlace, texts: Sequence[str]) -> Iterator[str]:
        """List candidates where the editions are of one mind but for capitals and spaces.

        Only the definition's samples, a slip that all copied, or what lone
        members are called elsewhere can contradict them.
        """
        shown = self._knowledge.shown.get(row.owner) or dict.fromkeys(texts, 1)
        found = {name for name in shown if not self._knowledge.has_other(row, name)}
        if any(text in shown for text in texts):
            found = set()
        for text in texts:
            found.update(_forms(text))
            found.update(self._by_fold.get(fold(text), ()))
            found.update(self._slips_of(text))
        heard = self._knowledge.heard
        if heard.is_alone(row):
            lone = self._knowledge.lone.get(heard.endings[row.number], NO_TALLY)
            found.update(lone.ranked[:2])
        return self._legal(found)

    def _legal(self, found: Iterable[str]) -> Iterator[str]:
        """Keep what can be an identifier; one that ends in a hyphen or dot was cut off."""
        return filter(self._can_be, found)

    def _of_reading(self, row: RowPlace, locale: str, text: str) -> Collection[str]:
        """List what a reading of an edition may stand for, where names are written so."""
        joiner = self._knowledge.styles.joiner(row.key)
        key = (locale, text, joiner)
        if key not in self._reading_cache:
            found = {*_forms(text), *self._by_fold.get(fold(text), ())}
            found.update(self._knowledge.lexicon.edition(locale).meanings(text))
            found.update(self._from_words(row, locale, text))
            self._reading_cache[key] = frozenset(self._legal(found))
        return self._reading_cache[key]

    def _from_words(self, row: RowPlace, locale: str, text: str) -> Iterator[str]:
        """Translate a reading's words back, and find the identifiers made of them."""
        words = self._knowledge.wording.words(locale, text)[:_WORD_LIMIT]
        if not words:
            return
        choices = [self._choices(locale, word) for word in words]
        yield from self._find_fitting(choices)
        if len(words) <= _COMPOSED_LIMIT:
            write = partial(self._knowledge.styles.write, row.key)
            likeliest = [choice.words for choice in choices]
            yield from _compose(likeliest, write, is_upper=text[:1].isupper())

    def _find_fitting(self, choices: Sequence[WordChoices]) -> list[str]:
        """Find the names that have the likeliest of the words' meanings, and few other words.

        A name that only one of the words stands for is among the best only if it is among
        the best of that word; and so with two of them, where very many have both.
        """
        hits: dict[str, float] = {}
        for choice in choices:
            for name in choice.best:
                hits.setdefault(name, 0.0)
        for one, other in combinations(choices, 2):
            hits.update(dict.fromkeys(self._fit_both(one, other), 0.0))
        for choice in choices:
            chances = choice.names
            for name in hits.keys() & chances.keys():
                hits[name] += chances[name]
        fit = {name: self._fit(name, score) for name, score in hits.items()}
        return sorted(fit, key=lambda name: (-fit[name], name))[:_MATCHES]

    def _fit_both(self, one: WordChoices, other: WordChoices) -> Collection[str]:
        """Give the names that two words stand for; the best of them, where there are very many."""
        key = (id(one), id(other))
        found = self._pair_cache.get(key)
        if found is None:
            shared = one.names.keys() & other.names.keys()
            if len(shared) > _CROWD:
                score = {name: one.names[name] + other.names[name] for name in shared}
                shared = {*nsmallest(_CROWD, shared, key=lambda n: (-self._fit(n, score[n]), n))}
            found = self._pair_cache[key] = shared
        return found

    def _fit(self, name: str, score: float) -> float:
        """Say how well a name fits, some of whose words have a score together."""
        return score / self._lengths[name] * score

    def _choices(self, locale: str, word: str) -> WordChoices:
        """Give the identifier words that a word stands for, and the names that have them."""
        key = (locale, word)
        if key not in self._choice_cache:
            ranked = self._rank_choices(locale, word)
            names: dict[str, float] = {}
            for chosen, chance in reversed(ranked):  # of a name's words the likeliest comes last
                names.update(dict.fromkeys(self._by_word.get(chosen, ()), chance))
            best = nsmallest(_MATCHES, names, key=lambda n: (-self._fit(n, names[n]), n))
            likeliest = [chosen for chosen, _ in ranked[:_COMPOSED_CHOICES]]
            self._choice_cache[key] = WordChoices(words=likeliest, names=names, best=best)
        return self._choice_cache[key]

    def _rank_choices(self, locale: str, word: str) -> Sequence[tuple[str, float]]:
        """Give the identifier words that a word may stand for, likeliest first."""
        options = dict(self._knowledge.lexicon.edition(locale).word_meanings(word))
        if word in self._by_word:
            options[word] = max(options.get(word, 0.0), 0.5)
        for term in self._knowledge.wording.glosses(locale, word):
            options[term] = max(options.get(term, 0.0), 0.3)
            for form in self._forms_of(term):
                options[form] = max(options.get(form, 0.0), 0.2)
        for cognate, similarity in self._cognates(word):
            options[cognate] = max(options.get(cognate, 0.0), 0.2 * similarity)
        return sorted(options.items(), key=lambda item: (-item[1], item[0]))[: _WORD_CHOICES + 2]

    def _slips_of(self, text: str) -> Collection[str]:
        """Find the identifiers decided elsewhere that a slip of the pen makes of a text.

        Another number makes another name, and there may be as many as there are numbers.
        """
        if text not in self._slip_cache:
            found: list[str] = []
            for length in range(len(text) - 2, len(text) + 3):
                names = self._by_start.get((*_start(text), length), {})
                near = find_near(fold(text), names, most_slips(max(length, len(text))))
                found += (name for name in near if damage_manner(text, name) == "slip")
            self._slip_cache[text] = found
        return self._slip_cache[text]

    def _forms_of(self, term: str) -> tuple[str, ...]:
        """Find the identifier words that are forms of a term."""
        if term not in self._form_cache:
            self._form_cache[term] = tuple(
                w for w in self._beginning_with(form_stem(term)) if is_form(w, term)
            )
        return self._form_cache[term]

    def _cognates(self, word: str) -> Sequence[tuple[str, float]]:
        """Find the identifier words that look like a word."""
        if word not in self._cognate_cache:
            self._cognate_cache[word] = find_cognates(word, self._beginning_with(word[:1]))
        return self._cognate_cache[word]

    def _beginning_with(self, start: str) -> Sequence[str]:
        """Give the identifier words that begin so, sorted."""
        first = bisect_left(self._words, start)
        return self._words[first : bisect_left(self._words, start + "\U0010ffff", first)]

    def _from_context(self, row: RowPlace) -> Iterator[str]:
        """Propose what descriptions, samples, the type and the neighbours suggest."""
        knowledge = self._knowledge
        for key in knowledge.heard.descriptions[row.number]:
            yield from knowledge.by_description.get(key, NO_TALLY).ranked[:4]
        shown = sorted(knowledge.shown.get(row.owner, ()))
        yield from (name for name in shown if not knowledge.has_other(row, name))
        own_type = knowledge.types.get(row.number, "")
        if own_type:
            yield own_type[:1].lower() + own_type[1:]
            yield from knowledge.by_type.get(own_type, NO_TALLY).ranked[:6]
        above, below = knowledge.neighbours.get(row.number, ("", ""))
        yield from knowledge.after.get(above, NO_TALLY).ranked[:4]
        yield from knowledge.before.get(below, NO_TALLY).ranked[:4]


def _start(name: str) -> tuple[str, str]:
    """Give what a slip leaves alone: the first letter, and all digits."""
    return name[:1].casefold(), "".join(filter(str.isdigit, name))


def _forms(text: str) -> Iterator[str]:
    """Give a reading as it stands, and without spaces and full-width signs."""
    yield text
    closed = "".join(unicodedata.normalize("NFKC", text).split())
    yield closed
    if (bare := closed.rstrip("-:;,")) != closed:
        yield bare
    if closed.isascii():
        yield closed[:1].lower() + closed[1:]


def _compose(
    choices: Sequence[Sequence[str]], write: Callable[[Sequence[str]], str], *, is_upper: bool
) -> Iterator[str]:
    """Make identifiers of the likeliest words, as they stand and turned round.

    None says a word twice: that is a sentence's way, not an identifier's.
    """
    for combination in product(*choices):
        if len({*combination}) < len(combination):
            continue
        for ordered in dict.fromkeys((combination, combination[::-1])):
            name = write(ordered)
            yield name
            if is_upper:
                yield name[:1].upper() + name[1:]
