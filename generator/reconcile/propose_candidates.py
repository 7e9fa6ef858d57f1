"""Candidates for a row's name: whatever any kind of evidence could point to."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from itertools import product
from typing import TYPE_CHECKING

from generator.reconcile.lexicon import damage_manner, fold
from generator.reconcile.wording import cognate_similarity, form_stem, is_form, reading_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from generator.reconcile.knowledge import Knowledge
    from generator.reconcile.places import RowPlace
    from generator.reconcile.verdict import Reading

_WORD_CHOICES = 3
_WORD_LIMIT = 5
_MATCHES = 8
_COMPOSED_LIMIT = 4
_COMPOSED_CHOICES = 2


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
        self._by_word: dict[str, set[str]] = {}
        self._by_fold: dict[str, set[str]] = {}
        self._by_initial: dict[str, list[str]] = {}
        self._slip_cache: dict[str, tuple[str, ...]] = {}
        self._form_cache: dict[str, tuple[str, ...]] = {}
        self._cognate_cache: dict[str, tuple[tuple[str, float], ...]] = {}
        sightings = knowledge.sightings
        for name in sorted({*knowledge.names, *sightings.samples, *sightings.code}):
            if not name.isascii():
                continue
            self._by_initial.setdefault(name[:1].casefold(), []).append(name)
            self._by_fold.setdefault(fold(name), set()).add(name)
            for word in reading_words(name):
                self._by_word.setdefault(word, set()).add(name)
        self._words = sorted(self._by_word)

    def propose(self, row: RowPlace) -> tuple[str, ...]:
        """List candidates for a row's name, sorted; none twice."""
        found: set[str] = set()
        texts = {reading.evidence for reading in row.names}
        alike = len({fold(text) for text in texts}) == 1 and len(row.names) > 1
        if alike and any(self._is_legal(text) for text in texts):
            return self._propose_agreed(row, sorted(texts))
        for reading in row.names:
            found.update(_forms(reading.evidence))
            found.update(self._by_fold.get(fold(reading.evidence), ()))
            found.update(self._knowledge.lexicon.meanings(reading.locale, reading.evidence))
            found.update(self._from_words(reading))
        found.update(self._from_context(row))
        return self._legal(found)

    def _propose_agreed(self, row: RowPlace, texts: Sequence[str]) -> tuple[str, ...]:
        """List candidates where the editions are of one mind but for capitals and spaces.

        Only the definition's samples, a slip that all copied, or what lone
        members are called elsewhere can contradict them.
        """
        shown = self._knowledge.shown.get(row.owner) or dict.fromkeys(texts, 1)
        found = {name for name in shown if not self._is_taken(row, name)}
        if any(text in shown for text in texts):
            found = set()
        for text in texts:
            found.update(_forms(text))
            found.update(self._by_fold.get(fold(text), ()))
            found.update(self._slips_of(text))
        if row.number in self._knowledge.alone:
            found.update(_top(self._knowledge.lone.get(self._knowledge.ending(row), {}), 2))
        return self._legal(found)

    def _legal(self, found: Iterable[str]) -> tuple[str, ...]:
        """Keep what can be an identifier; one that ends in a hyphen or dot was cut off."""
        return tuple(
            sorted(name for name in found if self._is_legal(name) and name[-1] not in "-.")
        )

    def _from_words(self, reading: Reading) -> Iterator[str]:
        """Translate a reading's words back, and find the identifiers made of them."""
        words = self._knowledge.wording.words(reading.locale, reading.evidence)[:_WORD_LIMIT]
        if not words:
            return
        choices = [self._choices(reading.locale, word) for word in words]
        hits: dict[str, float] = {}
        for options in choices:
            best: dict[str, float] = {}
            for word, chance in options.items():
                for name in self._by_word.get(word, ()):
                    best[name] = max(best.get(name, 0.0), chance)
            for name, chance in best.items():
                hits[name] = hits.get(name, 0.0) + chance
        spread = {name: score / len(reading_words(name)) for name, score in hits.items()}
        ranked = sorted(spread, key=lambda name: (-spread[name] * hits[name], name))
        yield from ranked[:_MATCHES]
        if all(choices) and len(words) <= _COMPOSED_LIMIT:
            yield from _compose(choices, is_upper=reading.evidence[:1].isupper())

    def _choices(self, locale: str, word: str) -> dict[str, float]:
        """Give the identifier words that a word may stand for, likeliest first."""
        options = dict(self._knowledge.lexicon.word_meanings(locale, word))
        if word in self._by_word:
            options[word] = max(options.get(word, 0.0), 0.5)
        for term in self._knowledge.wording.glosses(locale, word):
            options[term] = max(options.get(term, 0.0), 0.3)
            for form in self._forms_of(term):
                options[form] = max(options.get(form, 0.0), 0.2)
        for cognate, similarity in self._cognates(word):
            options[cognate] = max(options.get(cognate, 0.0), 0.2 * similarity)
        ranked = sorted(options.items(), key=lambda item: (-item[1], item[0]))
        return dict(ranked[: _WORD_CHOICES + 2])

    def _slips_of(self, text: str) -> tuple[str, ...]:
        """Find the identifiers decided elsewhere that a slip of the pen makes of a text."""
        if text not in self._slip_cache:
            first = text[:1].casefold()
            self._slip_cache[text] = tuple(
                name
                for name in self._by_initial.get(first, ())
                if name != text
                and abs(len(name) - len(text)) <= 2
                and damage_manner(text, name) == "slip"
            )
        return self._slip_cache[text]

    def _forms_of(self, term: str) -> tuple[str, ...]:
        """Find the identifier words that are forms of a term."""
        if term not in self._form_cache:
            self._form_cache[term] = tuple(
                w for w in self._beginning_with(form_stem(term)) if is_form(w, term)
            )
        return self._form_cache[term]

    def _cognates(self, word: str) -> tuple[tuple[str, float], ...]:
        """Find the identifier words that look like a word."""
        if word not in self._cognate_cache:
            found = [(w, cognate_similarity(word, w)) for w in self._beginning_with(word[:1])]
            self._cognate_cache[word] = tuple((w, s) for w, s in found if s > 0)
        return self._cognate_cache[word]

    def _beginning_with(self, start: str) -> Sequence[str]:
        """Give the identifier words that begin so, sorted."""
        first = bisect_left(self._words, start)
        return self._words[first : bisect_left(self._words, start + "\U0010ffff", first)]

    def _from_context(self, row: RowPlace) -> Iterator[str]:
        """Propose what descriptions, samples, the type and the neighbours suggest."""
        knowledge = self._knowledge
        for reading in row.names:
            known = knowledge.by_description.get((reading.locale, fold(reading.description)))
            if known and len(reading.description) > 3:
                yield from _top(known, 4)
        shown = sorted(knowledge.shown.get(row.owner, ()))
        yield from (name for name in shown if not self._is_taken(row, name))
        own_type = knowledge.types.get(row.number, "")
        if own_type:
            yield own_type[:1].lower() + own_type[1:]
            yield from _top(knowledge.by_type.get(own_type, {}), 6)
        above, below = knowledge.neighbours.get(row.number, ("", ""))
        yield from _top(knowledge.after.get(above, {}), 4)
        yield from _top(knowledge.before.get(below, {}), 4)

    def _is_taken(self, row: RowPlace, name: str) -> bool:
        """Tell whether another row of the table has a name already."""
        others = self._knowledge.in_table.get(row.key, {})
        return any(name == other and number != row.number for number, other in others.items())


def _top(counts: Mapping[str, int], limit: int) -> Iterable[str]:
    return sorted(counts, key=lambda name: (-counts[name], name))[:limit]


def _forms(text: str) -> Iterator[str]:
    """Give a reading as it stands, and without spaces and full-width signs."""
    yield text
    closed = "".join(unicodedata.normalize("NFKC", text).split())
    yield closed
    if (bare := closed.rstrip("-:;,")) != closed:
        yield bare
    if closed.isascii():
        yield closed[:1].lower() + closed[1:]


def _compose(choices: Sequence[Mapping[str, float]], *, is_upper: bool) -> Iterator[str]:
    """Make identifiers of the likeliest words, as they stand and turned round.

    None says a word twice: that is a sentence's way, not an identifier's.
    """
    for combination in product(*([*c][:_COMPOSED_CHOICES] for c in choices)):
        if len({*combination}) < len(combination):
            continue
        for ordered in dict.fromkeys((combination, combination[::-1])):
            name = _camel(ordered)
            yield name
            if is_upper:
                yield name[:1].upper() + name[1:]


def _camel(words: Iterable[str]) -> str:
    first, *others = words
    return first + "".join(word[:1].upper() + word[1:] for word in others)
