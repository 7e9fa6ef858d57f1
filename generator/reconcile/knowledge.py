"""What the places decided so far teach about the others.

Every count can leave one place out, so that no place argues for itself.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.naming import split_words
from generator.reconcile.lexicon import Lexicon, Rendering, fold
from generator.reconcile.voices import damaged_families, hear_voices, keeps_company

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.reconcile.glossary import Glossary
    from generator.reconcile.places import RowPlace
    from generator.reconcile.prose import Prose
    from generator.reconcile.sightings import Sightings
    from generator.reconcile.voices import Voice
    from generator.reconcile.wording import Wording


class Knowledge:
    """Counts over decided rows, and the lexicon learned from them."""

    def __init__(  # noqa: PLR0913, PLR0917 - everything that is counted
        self,
        rows: Sequence[RowPlace],
        decided: Mapping[int, str],
        types: Mapping[int, str],
        sightings: Sightings,
        shown: Mapping[str, Counter[str]],
        prose: Prose,
        wording: Wording,
        factors: Mapping[str, float],
    ) -> None:
        """Count.

        Args:
            rows: All rows.
            decided: Row number → identifier, of the rows sure enough to learn from.
            types: Row number → local name of the type.
            sightings: Untranslated identifiers.
            shown: Definition → members that samples show.
            prose: The editions' prose.
            wording: How words go together by the glossary and their shapes.
            factors: How far each kind of evidence is trusted.
        """
        self._voices: dict[int, tuple[Voice, ...]] = {}
        self.prose = prose
        self.wording = wording
        self.factors = factors
        self.decided = decided
        self.types = types
        self.sightings = sightings
        self.shown = shown
        self.names: Counter[str] = Counter()
        self.by_type: dict[str, Counter[str]] = defaultdict(Counter)
        self.by_description: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self.before: dict[str, Counter[str]] = defaultdict(Counter)
        self.after: dict[str, Counter[str]] = defaultdict(Counter)
        self.in_table: dict[tuple[str, int], dict[int, str]] = defaultdict(dict)
        self.words: Counter[str] = Counter(sightings.words)
        self.neighbours: dict[int, tuple[str, str]] = {}
        self.unseen = 1.0
        self.namesake = 2.0
        self.lone: dict[str, Counter[str]] = defaultdict(Counter)
        self.initials: Counter[bool] = Counter()
        self._count(rows)
        self.general = general_terms(wording.glossary, tuple(sorted(prose.words)))
        self.lexicon = Lexicon(
            (rendering for row in rows for rendering in self._renderings(row)), prose, wording
        )

    def _renderings(self, row: RowPlace) -> Iterator[Rendering]:
        """Give what each edition has for a decided row."""
        name = self.decided.get(row.number)
        if name is None:
            return
        voices = self.voices(row)
        damaged = damaged_families(voices, name)
        for voice in voices:
            company = keeps_company(voice, damaged)
            yield Rendering(voice.locale, voice.is_code, voice.text, name, company)

    def voices(self, row: RowPlace) -> tuple[Voice, ...]:
        """Give the witnesses of a row that have something in its name cell."""
        if row.number not in self._voices:
            self._voices[row.number] = hear_voices(row.names)
        return self._voices[row.number]

    def _count(self, rows: Sequence[RowPlace]) -> None:
        pages: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            name = self.decided.get(row.number)
            if name is None:
                continue
            pages[name].add(row.page)
            self.in_table[row.key][row.number] = name
            self.initials[name[:1].isupper()] += 1
            if row.number in self.types:
                self.by_type[self.types[row.number]][name] += 1
            for reading in row.names:
                if len(reading.description) > 3:
                    self.by_description[reading.locale, fold(reading.description)][name] += 1
        self.type_totals = {name: counts.total() for name, counts in self.by_type.items()}
        self._count_lone_members(rows)
        alike = Counter(
            fold(self.types[number]) == fold(name)
            for number, name in self.decided.items()
            if self.types.get(number, "")[:1].isupper()
        )
        share = (alike[True] + 1) / (alike.total() + 4)
        self.namesake = min(max(math.log(share / (1 - share)) + 3, 0.0), 4.5)
        for name in pages:
            self.words.update({word.casefold() for word in split_words(name)})
        for name, seen in pages.items():
            self.names[name] = len(seen)
        once = sum(count == 1 for count in self.names.values())
        mass = sum(self.names.values()) + 1.5 * sum(map(self.sightings.count, self.names))
        self.unseen = max(1.0, mass * once / max(len(self.decided), 1))
        self._count_neighbours(rows)

    @staticmethod
    def ending(row: RowPlace) -> str:
        """Give the last word of a row's definition, which says what sort of definition it is."""
        words = split_words(row.owner)
        return words[-1].casefold() if words else ""

    def _count_lone_members(self, rows: Sequence[RowPlace]) -> None:
        """Count the names of only members: arrays call theirs alike throughout an API."""
        self.sizes = Counter(row.key for row in rows)
        self.alone = {row.number for row in rows if self.sizes[row.key] == 1}
        self.lone_of: dict[int, str] = {}
        for row in rows:
            members = self.shown.get(row.owner, ())
            name = self.decided.get(row.number, next(iter(members)) if len(members) == 1 else "")
            if row.number in self.alone and name:
                self.lone_of[row.number] = name
                self.lone[self.ending(row)][name] += 1

    def _count_neighbours(self, rows: Sequence[RowPlace]) -> None:
        previous: RowPlace | None = None
        for row in rows:
            if previous is not None and previous.key == row.key:
                above = self.decided.get(previous.number, "")
                name = self.decided.get(row.number, "")
                if above and name:
                    self.after[above][name] += 1
                    self.before[name][above] += 1
                self.neighbours[row.number] = (above, "")
                self.neighbours[previous.number] = (
                    self.neighbours.get(previous.number, ("", ""))[0],
                    name,
                )
            previous = row


@lru_cache(maxsize=8)
def general_terms(glossary: Glossary, locales: tuple[str, ...]) -> frozenset[str]:
    """Give the English words of the glossary, as far as the editions' languages have them."""
    return frozenset(
        term for locale in locales for terms in glossary.words(locale).values() for term in terms
    )
