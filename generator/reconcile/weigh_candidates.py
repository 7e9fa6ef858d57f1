"""Weigh one candidate for a row's name: the sum of what each kind of evidence says.

Every weight is a natural logarithm of a likelihood ratio, so that weights add
up; the factors in `weights.toml` say how far each kind is trusted.
"""

from __future__ import annotations

import math
import tomllib
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from generator.reconcile.lexicon import fold
from generator.reconcile.type_names import is_simple
from generator.reconcile.verdict import Evidence
from generator.reconcile.weigh_witnesses import Witnesses
from generator.reconcile.wording import identifier_words

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping

    from generator.reconcile.knowledge import Knowledge
    from generator.reconcile.places import RowPlace

TAKEN = -8.0
"""What speaks against a name that another row of the table has."""
_UNSEEN_WORD = 0.002
_KNOWN_WORDS = 0.35
_FOREIGN = 1e-6
"""Prior of an identifier with letters beyond ASCII that nothing shows untranslated."""


@cache
def load_factors() -> Mapping[str, float]:
    """Give how far each kind of evidence is trusted, as fitted."""
    text = files("generator.reconcile").joinpath("weights.toml").read_text("utf-8")
    return MappingProxyType(tomllib.loads(text)["factors"])


class RowEvidence:
    """All evidence that bears on the name of one row."""

    def __init__(self, row: RowPlace, knowledge: Knowledge) -> None:
        """Look at a row, knowing what the other rows teach."""
        self._row = row
        self._knowledge = knowledge
        self._witnesses = Witnesses(row, knowledge)
        self._descriptions = _find_descriptions(row, knowledge)

    @property
    def source(self) -> str:
        """The identifier that the editions were made from, as far as they show it."""
        return self._witnesses.source

    def weigh(self, candidate: str) -> dict[str, float]:
        """Give each kind's weight for a candidate; kinds that say nothing are 0."""
        factors = self._knowledge.factors
        return {kind: factors[kind] * weight for kind, weight in self._measure(candidate).items()}

    def weigh_nothing(self) -> float:
        """Weigh the possibility that the identifier is none of the candidates."""
        factors = self._knowledge.factors
        witnesses = factors["witness"] * self._witnesses.weigh_nothing()
        return witnesses + factors["prior"] * math.log(self._knowledge.unseen)

    def _measure(self, candidate: str) -> dict[str, float]:
        """Give each kind's weight for a candidate, before it is said how far it is trusted."""
        row, knowledge = self._row, self._knowledge
        own = knowledge.decided.get(row.number) == candidate
        share = _share(candidate, knowledge)
        return {
            "witness": self._witnesses.weigh(candidate, own=own),
            "prior": _weigh_prior(candidate, knowledge, own=own),
            "sample": _weigh_samples(row, candidate, knowledge),
            "type": _weigh_type(row, candidate, knowledge, share, own=own),
            "description": _weigh_descriptions(self._descriptions, candidate, share, own=own),
            "neighbours": _weigh_neighbours(row, candidate, knowledge, share, own=own),
            "lone": _weigh_lone_member(row, candidate, knowledge, share),
            "style": _weigh_style(candidate, knowledge),
            "duplicate": _weigh_duplicates(row, candidate, knowledge),
        }


def _weigh_prior(candidate: str, knowledge: Knowledge, *, own: bool) -> float:
    """Say how likely an identifier is anywhere: seen elsewhere, or made of known words."""
    words = identifier_words(candidate)
    is_known = (knowledge.words[word] > 0 or word in knowledge.general for word in words)
    known = sum(is_known) / max(len(words), 1)
    base = _KNOWN_WORDS**known * _UNSEEN_WORD ** (1 - known)
    if not candidate.isascii() and not knowledge.sightings.count(candidate):
        return math.log(_FOREIGN)
    sightings = knowledge.sightings
    untranslated = 1.5 * sightings.samples[candidate] + 0.3 * min(sightings.code[candidate], 3)
    seen = knowledge.names[candidate] - own + untranslated
    return math.log(base + max(seen, 0))


def _weigh_samples(row: RowPlace, candidate: str, knowledge: Knowledge) -> float:
    """Say what the samples of the row's own definition show."""
    shown = knowledge.shown.get(row.owner)
    if not shown:
        return 0.0
    if candidate not in shown:
        return -0.4
    others = knowledge.in_table.get(row.key, {})
    free = [n for n in shown if n not in {v for k, v in others.items() if k != row.number}]
    return 2.5 + (3.0 if len(free) == 1 else 0.5)


def _ratio(count: float, total: float, share: float, low: float, high: float) -> float:
    """Give the log of how much more often something goes with an identifier than by chance."""
    strength = 1.0
    found = math.log((count + strength * share) / ((total + strength) * share))
    return min(max(found, low), high)


def _share(candidate: str, knowledge: Knowledge) -> float:
    total = max(len(knowledge.decided), 1)
    return (knowledge.names[candidate] + 0.5) / (total + 1.0)


def _weigh_type(
    row: RowPlace, candidate: str, knowledge: Knowledge, share: float, *, own: bool
) -> float:
    own_type = knowledge.types.get(row.number, "")
    if not own_type:
        return 0.0
    is_namesake = fold(own_type) == fold(candidate) and not is_simple(own_type)
    named = knowledge.namesake if is_namesake else 0.0
    counts = knowledge.by_type.get(own_type)
    if not counts:
        return named
    total = knowledge.type_totals[own_type] - own
    return named + _ratio(counts[candidate] - own, total, share, -1.5, 2.5)


def _find_descriptions(row: RowPlace, knowledge: Knowledge) -> tuple[tuple[Counter[str], int], ...]:
    """Give what each of a row's descriptions stands beside elsewhere, and how often it does."""
    readings = [reading for reading in row.names if len(reading.description) > 3]
    keys = [(reading.locale, fold(reading.description)) for reading in readings]
    found = [counts for key in keys if (counts := knowledge.by_description.get(key))]
    return tuple((counts, counts.total()) for counts in found)


def _weigh_descriptions(
    descriptions: tuple[tuple[Counter[str], int], ...], candidate: str, share: float, *, own: bool
) -> float:
    weights = [
        _ratio(counts[candidate] - own, total - own, share, -1.0, 4.0)
        for counts, total in descriptions
        if total > own
    ]
    return sum(weights) / len(weights) if weights else 0.0


def _weigh_neighbours(
    row: RowPlace, candidate: str, knowledge: Knowledge, share: float, *, own: bool
) -> float:
    above, below = knowledge.neighbours.get(row.number, ("", ""))
    weight = 0.0
    for counts in (knowledge.after.get(above), knowledge.before.get(below)):
        if counts and (total := counts.total() - own) > 0:
            weight += _ratio(counts[candidate] - own, total, share, -0.7, 2.5)
    return weight


def _weigh_lone_member(row: RowPlace, candidate: str, knowledge: Knowledge, share: float) -> float:
    """Say how usual a name is for the only member of a definition of this sort."""
    if row.number not in knowledge.alone:
        return 0.0
    lone = knowledge.lone.get(knowledge.ending(row))
    if not lone:
        return 0.0
    own = knowledge.lone_of.get(row.number)
    total = lone.total() - (own is not None)
    if not total:
        return 0.0
    return _ratio(lone[candidate] - (own == candidate), total, share, -1.5, 4.0)


def _weigh_style(candidate: str, knowledge: Knowledge) -> float:
    """Say how usual the initial's case is in the API."""
    counts = knowledge.initials
    return math.log((counts[candidate[:1].isupper()] + 1) / (counts.total() + 2))


def _weigh_duplicates(row: RowPlace, candidate: str, knowledge: Knowledge) -> float:
    others = knowledge.in_table.get(row.key, {})
    taken = any(name == candidate and number != row.number for number, name in others.items())
    return TAKEN if taken else 0.0


def explain_weights(
    row: RowPlace, candidate: str, weights: Mapping[str, float], knowledge: Knowledge
) -> tuple[Evidence, ...]:
    """Put weights into words, the weightiest first."""
    intact = sorted(r.locale for r in row.names if r.evidence == candidate)
    sightings = knowledge.sightings
    shown = sorted(knowledge.shown.get(row.owner, ()))
    notes = {
        "witness": f"read so by {', '.join(intact)}" if intact else "as the editions render it",
        "prior": f"stands on {knowledge.names[candidate]} other pages, "
        f"untranslated on {sightings.count(candidate)}",
        "sample": f"samples of {row.owner!r} show {', '.join(shown)}",
        "type": f"goes with the type {knowledge.types.get(row.number, '')!r}",
        "description": "the same descriptions stand beside it elsewhere",
        "neighbours": "its neighbours stand beside it elsewhere",
        "lone": "as the only members of other types are called",
        "style": "the initial's case, as names have it here",
        "duplicate": "another row of the table has it already",
    }
    found = [
        Evidence(kind=kind, weight=round(weight, 3), note=notes[kind])
        for kind, weight in weights.items()
        if weight
    ]
    return tuple(sorted(found, key=lambda e: (-abs(e.weight), e.kind)))
