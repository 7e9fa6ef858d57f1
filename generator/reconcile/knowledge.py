"""What the places decided so far teach about the others.

Every count can leave one place out, so that no place argues for itself.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from generator.naming import fold, split_words
from generator.reconcile.heard_reading import HeardReading
from generator.reconcile.lexicon import Lexicon, Rendering
from generator.reconcile.name_style import NameStyles
from generator.reconcile.voices import damaged_families, keeps_company

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.reconcile.glossary import Glossary
    from generator.reconcile.heard_rows import HeardRows
    from generator.reconcile.places import RowPlace
    from generator.reconcile.prose import Prose
    from generator.reconcile.sightings import Sightings
    from generator.reconcile.voices import Voice
    from generator.reconcile.wording import Wording


class Tally:
    """How often each name stands beside something."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        """Add up counts."""
        self.counts = counts
        self.total = sum(counts.values())

    @cached_property
    def ranked(self) -> list[str]:
        """The names, the most frequent first."""
        return sorted(self.counts, key=lambda name: (-self.counts[name], name))


class TableNames(NamedTuple):
    """The names decided in one table, beside what samples show of its definition."""

    counts: Mapping[str, int]
    """Name → rows that have it."""
    rows: int
    """Rows that have one."""
    shown: int
    """Rows whose name samples show."""
    free: int
    """Members that samples show and no row has."""


NO_TALLY = Tally({})


class Knowledge:
    """Counts over decided rows, and the lexicon learned from them."""

    def __init__(  # noqa: PLR0913, PLR0917 - everything that is counted
        self,
        heard: HeardRows,
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
            heard: All rows.
            decided: Row number → identifier, of the rows sure enough to learn from.
            types: Row number → local name of the type.
            sightings: Untranslated identifiers.
            shown: Definition → members that samples show.
            prose: The editions' prose.
            wording: How words go together by the glossary and their shapes.
            factors: How far each kind of evidence is trusted.
        """
        self.heard = heard
        self.prose = prose
        self.wording = wording
        self.factors = factors
        self.decided = decided
        self.types = types
        self.sightings = sightings
        self.shown = shown
        self.names: Counter[str] = Counter()
        self.words: Counter[str] = Counter(sightings.words)
        self.initials: Counter[bool] = Counter()
        self.styles = NameStyles()
        self.general = general_terms(wording.glossary, tuple(sorted(prose.words)))
        self._count_names()
        self.tables = self._count_tables()
        self.by_type, self.by_description = self._count_company()
        self.namesake = self._weigh_namesakes()
        self.lone_of: dict[int, str] = {}
        self.lone = self._count_lone_members()
        self.neighbours: dict[int, tuple[str, str]] = {}
        self.before, self.after = self._count_neighbours()
        self._readings: dict[tuple[str, str], HeardReading] = {}
        self.lexicon = Lexicon(self._renderings(), prose, wording)

    def hear(self, voice: Voice) -> HeardReading:
        """Give a voice's reading under what its edition makes of identifiers."""
        key = (voice.locale, voice.text)
        found = self._readings.get(key)
        if found is None:
            lexicon = self.lexicon.edition(voice.locale)
            found = self._readings[key] = HeardReading(voice.text, lexicon)
        return found

    def has_other(self, row: RowPlace, name: str) -> bool:
        """Tell whether another row of a row's table has a name already."""
        rows = self.tables[row.key].counts.get(name, 0)
        return rows > (self.decided.get(row.number) == name)

    def count_free(self, row: RowPlace) -> int:
        """Count the members that samples show of a row's definition and no other row has."""
        table = self.tables[row.key]
        own = self.decided.get(row.number, "")
        is_lone = table.counts.get(own) == 1 and own in self.shown[row.owner]
        return table.free + is_lone

    def is_shown_whole(self, row: RowPlace) -> bool:
        """Tell whether samples have most of what the other rows of the table are decided to be."""
        table = self.tables[row.key]
        own = self.decided.get(row.number)
        others = table.rows - (own is not None)
        if others < self.heard.sizes[row.key] - 1:
            return False  # what is shown may be another row's
        shown = table.shown - (own in self.shown.get(row.owner, ()))
        return others > 0 and 2 * shown >= others

    def _renderings(self) -> Iterator[tuple[Rendering, int]]:
        """Give what each edition has for the decided rows, and in how many that read alike."""
        alike = {id(voices): voices for voices in self.heard.voices}
        heard = Counter((id(self.heard.voices[row]), name) for row, name in self.decided.items())
        for (own, name), count in heard.items():
            voices = alike[own]
            damaged = damaged_families(voices, name)
            for voice in voices:
                company = keeps_company(voice, damaged)
                yield Rendering(voice.locale, voice.is_code, voice.text, name, company), count

    def _count_names(self) -> None:
        """Count the pages that have a name, and its words; tell how likely another is new."""
        pages: dict[str, set[str]] = defaultdict(set)
        for row, name in self._decided_rows():
            pages[name].add(row.page)
            self.initials[name[:1].isupper()] += 1
            self.styles.count(row.key, name)
        for name, seen in pages.items():
            self.words.update({word.casefold() for word in split_words(name)})
            self.names[name] = len(seen)
        once = sum(count == 1 for count in self.names.values())
        mass = sum(self.names.values()) + 1.5 * sum(map(self.sightings.count, self.names))
        self.unseen = max(1.0, mass * once / max(len(self.decided), 1))

    def _decided_rows(self) -> Iterator[tuple[RowPlace, str]]:
        for row in self.heard.rows:
            name = self.decided.get(row.number)
            if name is not None:
                yield row, name

    def _count_tables(self) -> dict[tuple[str, int], TableNames]:
        """Count the names of each table."""
        owners = {row.key: row.owner for row in self.heard.rows}
        names: dict[tuple[str, int], dict[str, int]] = {key: {} for key in owners}
        for row, name in self._decided_rows():
            _count(names, row.key, name)
        return {
            key: _name_table(names[key], self.shown.get(owner, {})) for key, owner in owners.items()
        }

    def _count_company(self) -> tuple[dict[str, Tally], dict[tuple[str, str], Tally]]:
        """Count the names beside each type and each description."""
        by_type: dict[str, dict[str, int]] = {}
        by_description: dict[tuple[str, str], dict[str, int]] = {}
        for row, name in self._decided_rows():
            if row.number in self.types:
                _count(by_type, self.types[row.number], name)
            for key in self.heard.descriptions[row.number]:
                _count(by_description, key, name)
        return _tallied(by_type), _tallied(by_description)

    def _weigh_namesakes(self) -> float:
        """Weigh that a field is called as its type, by how many are."""
        alike = Counter(
            fold(self.types[number]) == fold(name)
            for number, name in self.decided.items()
            if self.types.get(number, "")[:1].isupper()
        )
        share = (alike[True] + 1) / (alike.total() + 4)
        return min(max(math.log(share / (1 - share)) + 3, 0.0), 4.5)

    def attests(self, row: RowPlace, name: str) -> bool:
        """Tell whether anything but a row has its name: another row, a sample, code, an owner."""
        others = self.names[name] - (self.decided.get(row.number) == name)
        return others > 0 or self.sightings.count(name) > 0 or name in self.shown.get(row.owner, ())

    def _count_lone_members(self) -> dict[str, Tally]:
        """Count the names of only members: arrays call theirs alike throughout an API."""
        lone: dict[str, dict[str, int]] = {}
        for row in filter(self.heard.is_alone, self.heard.rows):
            members = self.shown.get(row.owner, ())
            name = self.decided.get(row.number, next(iter(members)) if len(members) == 1 else "")
            if name:
                self.lone_of[row.number] = name
                _count(lone, self.heard.endings[row.number], name)
        return _tallied(lone)

    def _count_neighbours(self) -> tuple[dict[str, Tally], dict[str, Tally]]:
        """Count the names above and below each name, and note those of every row."""
        before: dict[str, dict[str, int]] = {}
        after: dict[str, dict[str, int]] = {}
        for upper, lower in pairwise(self.heard.rows):
            if upper.key != lower.key:
                continue
            above = self.decided.get(upper.number, "")
            below = self.decided.get(lower.number, "")
            if above and below:
                _count(after, above, below)
                _count(before, below, above)
            self.neighbours[lower.number] = (above, "")
            self.neighbours[upper.number] = (self.neighbours.get(upper.number, ("", ""))[0], below)
        return _tallied(before), _tallied(after)


K = TypeVar("K")


def _count(counted: dict[K, dict[str, int]], key: K, name: str) -> None:
    """Count a name; plain dictionaries, for most hold one name, and there are many."""
    counts = counted.setdefault(key, {})
    counts[name] = counts.get(name, 0) + 1


def _tallied(counted: Mapping[K, Mapping[str, int]]) -> dict[K, Tally]:
    return {key: Tally(counts) for key, counts in counted.items()}


def _name_table(counts: Mapping[str, int], shown: Mapping[str, int]) -> TableNames:
    return TableNames(
        counts=counts,
        rows=sum(counts.values()),
        shown=sum(count for name, count in counts.items() if name in shown),
        free=sum(name not in counts for name in shown),
    )


@lru_cache(maxsize=8)
def general_terms(glossary: Glossary, locales: tuple[str, ...]) -> frozenset[str]:
    """Give the English words of the glossary, as far as the editions' languages have them."""
    return frozenset(
        term for locale in locales for terms in glossary.words(locale).values() for term in terms
    )
