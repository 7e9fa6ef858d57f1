"""Weigh one candidate for a row's name: the sum of what each kind of evidence says.

Every weight is a natural logarithm of a likelihood ratio, so that weights add
up; the factors in `weights.toml` say how far each kind is trusted.
"""

from __future__ import annotations

import math
import tomllib
from functools import cache
from importlib.resources import files
from operator import mul
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from generator.naming import fold, is_member_name
from generator.reconcile.type_names import is_simple
from generator.reconcile.verdict import Evidence
from generator.reconcile.weigh_witnesses import Witnesses
from generator.reconcile.wording import identifier_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.reconcile.knowledge import Knowledge, Tally
    from generator.reconcile.places import RowPlace
    from generator.reconcile.voices import Voice

KINDS: Final = (
    "witness", "prior", "sample", "type", "description", "neighbours", "lone", "style", "duplicate",
)  # fmt: skip
"""The kinds of evidence, in the order in which they are weighed."""
_TAKEN: Final = -8.0
"""What speaks against a name that another row of the table has."""
_UNSEEN_WORD = 0.002
_KNOWN_WORDS = 0.35
_INVENTED = -3.5
"""What speaks against an identifier made of translated words, where a reading is made of English
ones."""
_FOREIGN = 1e-6
"""Prior of an identifier with letters beyond ASCII that nothing shows untranslated."""


@cache
def load_factors() -> Mapping[str, float]:
    """Give how far each kind of evidence is trusted, as fitted."""
    text = files("generator.reconcile").joinpath("weights.toml").read_text("utf-8")
    return MappingProxyType(tomllib.loads(text)["factors"])


_NOTES: Final = MappingProxyType(
    {
        "description": "the same descriptions stand beside it elsewhere",
        "neighbours": "its neighbours stand beside it elsewhere",
        "lone": "as the only members of other types are called",
        "style": "the initial's case, as names have it here",
        "duplicate": "another row of the table has it already",
    }
)
"""What is said of the kinds of evidence of which there is no more to say."""


class Standing(NamedTuple):
    """What a candidate weighs in any row."""

    prior: float
    own_prior: float
    """The prior where the row itself is among those learned from."""
    share: float
    """Its share of all decided names."""
    folded: str
    """As types are compared with it."""
    style: float


class Scales:
    """What is weighed once in a round of decisions, for all rows that ask."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Weigh by what the rows decided so far teach."""
        self.knowledge = knowledge
        self.factors = tuple(knowledge.factors[kind] for kind in KINDS)
        self._witnesses: dict[tuple[Voice, ...], Witnesses] = {}
        self._standings: dict[str, Standing] = {}

    def witnesses(self, row: RowPlace) -> Witnesses:
        """Give what a row's voices say; rows that read alike share it."""
        voices = self.knowledge.heard.voices[row.number]
        if voices not in self._witnesses:
            self._witnesses[voices] = Witnesses(voices, self.knowledge)
        return self._witnesses[voices]

    def standing(self, candidate: str) -> Standing:
        """Give what a candidate weighs in any row."""
        found = self._standings.get(candidate)
        if found is None:
            found = self._standings[candidate] = _find_standing(candidate, self.knowledge)
        return found


class RowEvidence:
    """All evidence that bears on the name of one row."""

    def __init__(self, row: RowPlace, scales: Scales) -> None:
        """Look at a row, knowing what the other rows teach."""
        knowledge = scales.knowledge
        above, below = knowledge.neighbours.get(row.number, ("", ""))
        self._row = row
        self._scales = scales
        self._knowledge = knowledge
        self._witnesses = scales.witnesses(row)
        self._decided = knowledge.decided.get(row.number)
        self._type = knowledge.types.get(row.number, "")
        self._namesake = "" if is_simple(self._type) else fold(self._type)
        self._by_type = knowledge.by_type.get(self._type)
        heard = knowledge.heard
        self._descriptions = _find(knowledge.by_description, heard.descriptions[row.number])
        self._lone = knowledge.lone.get(heard.endings[row.number]) if heard.is_alone(row) else None
        self._is_sound = _is_sound(row, knowledge)
        self._neighbours = [*_find(knowledge.after, [above]), *_find(knowledge.before, [below])]

    @property
    def source(self) -> str:
        """The identifier that the editions were made from, as far as they show it."""
        return self._witnesses.source

    def weigh(self, candidate: str, *, is_taken: bool = False) -> list[float]:
        """Give each kind's weight for a candidate, in their order; kinds that say nothing are 0.

        Args:
            candidate: The identifier.
            is_taken: Another row of the table claims it with better reason.
        """
        own = self._decided == candidate
        standing = self._scales.standing(candidate)
        share = standing.share
        measured = (
            self._witnesses.weigh(self._row, candidate, own=own),
            (standing.own_prior if own else standing.prior) + self._weigh_invention(candidate),
            self._weigh_samples(candidate),
            self._weigh_type(standing, candidate, own=own),
            self._weigh_descriptions(candidate, share, own=own),
            self._weigh_neighbours(candidate, share, own=own),
            self._weigh_lone_member(candidate, share),
            standing.style,
            _TAKEN if is_taken or self._knowledge.has_other(self._row, candidate) else 0.0,
        )
        return [*map(mul, self._scales.factors, measured)]

    def weigh_nothing(self) -> float:
        """Weigh the possibility that the identifier is none of the candidates."""
        factors = self._knowledge.factors
        witnesses = factors["witness"] * self._witnesses.nothing
        return witnesses + factors["prior"] * math.log(self._knowledge.unseen)

    def _weigh_invention(self, candidate: str) -> float:
        """Say what speaks against an identifier that stands nowhere, where a reading may be one."""
        knowledge, readings = self._knowledge, self._row.names
        if not self._is_sound or knowledge.attests(self._row, candidate):
            return 0.0
        read = any(fold(reading.evidence) == fold(candidate) for reading in readings)
        return 0.0 if read else _INVENTED

    def _weigh_samples(self, candidate: str) -> float:
        """Say what the samples of the row's own definition show."""
        shown = self._knowledge.shown.get(self._row.owner)
        if not shown:
            return 0.0
        if candidate not in shown:
            return -0.4
        return 2.5 + (3.0 if self._knowledge.count_free(self._row) == 1 else 0.5)

    def _weigh_type(self, standing: Standing, candidate: str, *, own: bool) -> float:
        if not self._type:
            return 0.0
        named = self._knowledge.namesake if standing.folded == self._namesake else 0.0
        if self._by_type is None:
            return named
        count = self._by_type.counts.get(candidate, 0) - own
        return named + _ratio(count, self._by_type.total - own, standing.share, -1.5, 2.5)

    def _weigh_descriptions(self, candidate: str, share: float, *, own: bool) -> float:
        weights = [
            _ratio(tally.counts.get(candidate, 0) - own, tally.total - own, share, -1.0, 4.0)
            for tally in self._descriptions
            if tally.total > own
        ]
        return sum(weights) / len(weights) if weights else 0.0

    def _weigh_neighbours(self, candidate: str, share: float, *, own: bool) -> float:
        weight = 0.0
        for tally in self._neighbours:
            if tally.total > own:
                count = tally.counts.get(candidate, 0) - own
                weight += _ratio(count, tally.total - own, share, -0.7, 2.5)
        return weight

    def _weigh_lone_member(self, candidate: str, share: float) -> float:
        """Say how usual a name is for the only member of a definition of this sort."""
        if self._lone is None:
            return 0.0
        own = self._knowledge.lone_of.get(self._row.number)
        total = self._lone.total - (own is not None)
        if not total:
            return 0.0
        count = self._lone.counts.get(candidate, 0) - (own == candidate)
        return _ratio(count, total, share, -1.5, 4.0)


K = TypeVar("K")


def _is_sound(row: RowPlace, knowledge: Knowledge) -> bool:
    """Tell whether a reading may be an identifier, made of the general vocabulary's words."""
    words = [identifier_words(r.evidence) for r in row.names if is_member_name(r.evidence)]
    return any(own and all(word in knowledge.general for word in own) for own in words)


def _find(tallies: Mapping[K, Tally], keys: Iterable[K]) -> list[Tally]:
    return [tallies[key] for key in keys if key in tallies]


def _ratio(count: int, total: int, share: float, low: float, high: float) -> float:
    """Give the log of how much more often something goes with an identifier than by chance."""
    found = math.log((count + share) / ((total + 1.0) * share))
    return low if found < low else min(found, high)


def _find_standing(candidate: str, knowledge: Knowledge) -> Standing:
    counts = knowledge.initials
    seen = knowledge.names.get(candidate, 0)
    base, untranslated = _find_base(candidate, knowledge)
    return Standing(
        prior=math.log(base + max(seen + untranslated, 0)),
        own_prior=math.log(base + max(seen - 1 + untranslated, 0)),
        share=(seen + 0.5) / (max(len(knowledge.decided), 1) + 1.0),
        folded=fold(candidate),
        style=math.log((counts[candidate[:1].isupper()] + 1) / (counts.total() + 2)),
    )


def _find_base(candidate: str, knowledge: Knowledge) -> tuple[float, float]:
    """Say how likely an identifier is anywhere: made of known words, and seen untranslated."""
    samples = knowledge.sightings.samples.get(candidate, 0)
    code = knowledge.sightings.code.get(candidate, 0)
    if not candidate.isascii() and not samples + code:
        return _FOREIGN, -math.inf
    words = identifier_words(candidate)
    known = sum([word in knowledge.words or word in knowledge.general for word in words])
    share = known / max(len(words), 1)
    return _KNOWN_WORDS**share * _UNSEEN_WORD ** (1 - share), 1.5 * samples + 0.3 * min(code, 3)


def explain_weights(
    row: RowPlace, candidate: str, weights: Mapping[str, float], knowledge: Knowledge
) -> tuple[Evidence, ...]:
    """Put weights into words, the weightiest first."""
    found = [
        Evidence(kind=kind, weight=round(weight, 3), note=_note(kind, row, candidate, knowledge))
        for kind, weight in weights.items()
        if weight
    ]
    return tuple(sorted(found, key=lambda e: (-abs(e.weight), e.kind)))


def _note(kind: str, row: RowPlace, candidate: str, knowledge: Knowledge) -> str:
    """Say what a kind of evidence is about."""
    if kind == "witness":
        intact = sorted(r.locale for r in row.names if r.evidence == candidate)
        return f"read so by {', '.join(intact)}" if intact else "as the editions render it"
    if kind == "prior":
        elsewhere = knowledge.sightings.count(candidate)
        return f"stands on {knowledge.names[candidate]} other pages, untranslated on {elsewhere}"
    if kind == "sample":
        shown = sorted(knowledge.shown.get(row.owner, ()))
        return f"samples of {row.owner!r} show {', '.join(shown)}"
    if kind == "type":
        return f"goes with the type {knowledge.types.get(row.number, '')!r}"
    return _NOTES[kind]
