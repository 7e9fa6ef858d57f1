"""Weigh one candidate for a row's name: the sum of what each kind of evidence says.

Every weight is a natural logarithm of a likelihood ratio, so that weights add
up; the factors in `weights.toml` say how far each kind is trusted.
"""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from generator.naming import is_ncname
from generator.reconcile.lexicon import damage_manner, fold, identifier_words
from generator.reconcile.verdict import Evidence
from generator.reconcile.voices import damaged_families, keeps_company

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.reconcile.knowledge import Knowledge
    from generator.reconcile.places import RowPlace
    from generator.reconcile.voices import Voice

TAKEN = -8.0
"""What speaks against a name that another row of the table has."""
_UNSEEN_WORD = 0.002
_KNOWN_WORDS = 0.35
_LOST = 0.003
"""Chance that the text all editions were made from had no identifier in a place."""
_SOURCE_SLIP, _SOURCE_SLIP_SHOWN, _SOURCE_ERROR = 1e-3, 4e-3, 5e-4
"""Chances that the common source has a slip in an identifier, one that a sample contradicts, or
another identifier that a sample contradicts."""
_ANYTHING = 1e-4
"""Chance of a reading where there was none."""
_LOST_TO_TEXT, _TEXT = 0.3, 1e-3
"""The same where the edition in the identifiers' language reads no identifier."""
_OWN_LANGUAGE = 0.35
"""Kinship from which an edition counts as written in the identifiers' language."""
_FOREIGN = 1e-6
"""Prior of an identifier with letters beyond ASCII that nothing shows untranslated."""
_NOWHERE = 1e-3
"""Chance of a reading under an identifier nobody thought of."""


@cache
def load_factors() -> Mapping[str, float]:
    """Give how far each kind of evidence is trusted; the temperature divides all alike."""
    text = files("generator.reconcile").joinpath("weights.toml").read_text("utf-8")
    fitted = tomllib.loads(text)
    return {kind: factor / fitted["temperature"] for kind, factor in fitted["factors"].items()}


def weigh_candidate(row: RowPlace, candidate: str, knowledge: Knowledge) -> dict[str, float]:
    """Give each kind's weight for a candidate; kinds that say nothing are 0."""
    factors = load_factors()
    raw = weigh_evidence(row, candidate, knowledge)
    return {kind: factors[kind] * weight for kind, weight in raw.items()}


def weigh_evidence(row: RowPlace, candidate: str, knowledge: Knowledge) -> dict[str, float]:
    """Give each kind's weight for a candidate, before it is said how far the kind is trusted."""
    own = knowledge.decided.get(row.number) == candidate
    return {
        "witness": _weigh_witnesses(row, candidate, knowledge, own=own),
        "prior": _weigh_prior(candidate, knowledge, own=own),
        "sample": _weigh_samples(row, candidate, knowledge),
        "type": _weigh_type(row, candidate, knowledge, own=own),
        "description": _weigh_descriptions(row, candidate, knowledge, own=own),
        "neighbours": _weigh_neighbours(row, candidate, knowledge, own=own),
        "lone": _weigh_lone_member(row, candidate, knowledge),
        "style": _weigh_style(candidate, knowledge),
        "duplicate": _weigh_duplicates(row, candidate, knowledge),
    }


def weigh_nothing(row: RowPlace, knowledge: Knowledge) -> float:
    """Weigh the possibility that the identifier is none of the candidates."""
    factors = load_factors()
    raw = weigh_no_evidence(row, knowledge)
    return sum(factors[kind] * weight for kind, weight in raw.items())


def weigh_no_evidence(row: RowPlace, knowledge: Knowledge) -> dict[str, float]:
    """Give the weights of that possibility by kind, before it is said how far each is trusted."""
    lexicon = knowledge.lexicon
    voices = knowledge.voices(row)
    damaged = damaged_families(voices, "")
    witnesses = 0.0
    for voice in voices:
        rate = lexicon.damage_rate(
            voice.locale, is_code=voice.is_code, company=keeps_company(voice, damaged)
        )
        tongue = lexicon.tongue(voice.locale, voice.text, is_intact=False)
        witnesses += voice.share * (math.log(_NOWHERE * rate) + tongue)
    if voices:
        witnesses = max(witnesses, _weigh_loss(voices, knowledge))
    return {"witness": witnesses, "prior": math.log(knowledge.unseen)}


def _weigh_witnesses(row: RowPlace, candidate: str, knowledge: Knowledge, *, own: bool) -> float:
    voices = knowledge.voices(row)
    if not voices:
        return 0.0
    rendered = _weigh_renderings(voices, candidate, knowledge, own=own)
    source = source_text(voices, knowledge)
    if source and (chance := _source_error(row, source, candidate, knowledge)):
        # the text that all editions were made from may have the error itself
        copied = _weigh_renderings(voices, source, knowledge, own=False)
        rendered = max(rendered, math.log(chance) + copied)
    return max(rendered, _weigh_loss(voices, knowledge))


def _source_error(row: RowPlace, source: str, candidate: str, knowledge: Knowledge) -> float:
    """Give the chance that the source has one identifier where another belongs; 0 for none.

    A slip of the pen happens; another identifier stands there only where a
    sample of the definition shows the one and not the other, and they share a word.
    """
    if source == candidate:
        return 0.0
    shown = knowledge.shown.get(row.owner) or Counter[str]()
    contradicted = candidate in shown and source not in shown
    if damage_manner(source, candidate) != "words":
        return _SOURCE_SLIP_SHOWN if contradicted else _SOURCE_SLIP
    related = {*identifier_words(source)} & {*identifier_words(candidate)}
    return _SOURCE_ERROR if contradicted and related else 0.0


def source_text(voices: tuple[Voice, ...], knowledge: Knowledge) -> str:
    """Give the identifier that the editions were made from, as far as they show it.

    It is what the edition in the identifiers' own language has, or what
    editions of two language families have in common.
    """
    own = {v.text for v in voices if knowledge.prose.kinship(v.locale) >= _OWN_LANGUAGE}
    if len(own) == 1 and is_ncname(text := next(iter(own))):
        return text
    families: dict[str, set[str]] = {}
    for voice in voices:
        if voice.text.isascii() and is_ncname(voice.text):
            families.setdefault(voice.text, set()).add(voice.family)
    common = [text for text, found in families.items() if len(found) > 1]
    return common[0] if len(common) == 1 else ""


def _weigh_renderings(
    voices: tuple[Voice, ...], candidate: str, knowledge: Knowledge, *, own: bool
) -> float:
    damaged = damaged_families(voices, candidate)
    rendered = 0.0
    for voice in voices:
        company = keeps_company(voice, damaged)
        rendered += voice.share * knowledge.lexicon.log_chance(
            voice.locale, voice.text, candidate, is_code=voice.is_code, company=company, own=own
        )
    return rendered


def _weigh_loss(voices: tuple[Voice, ...], knowledge: Knowledge) -> float:
    """Weigh that the source had lost the identifier before it was translated.

    Where the edition in the identifiers' own language has no identifier, that
    is as likely as a slip of the pen.
    """
    shares = sum(voice.share for voice in voices)
    own = [v for v in voices if knowledge.prose.kinship(v.locale) >= _OWN_LANGUAGE]
    if any(not is_ncname(voice.text) for voice in own):
        return math.log(_LOST_TO_TEXT) + shares * math.log(_TEXT)
    return math.log(_LOST) + shares * math.log(_ANYTHING)


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


def _weigh_type(row: RowPlace, candidate: str, knowledge: Knowledge, *, own: bool) -> float:
    own_type = knowledge.types.get(row.number, "")
    if not own_type:
        return 0.0
    named = knowledge.namesake if fold(own_type) == fold(candidate) else 0.0
    counts = knowledge.by_type.get(own_type)
    if not counts:
        return named
    total = counts.total() - own
    share = _share(candidate, knowledge)
    return named + _ratio(counts[candidate] - own, total, share, -1.5, 2.5)


def _weigh_descriptions(row: RowPlace, candidate: str, knowledge: Knowledge, *, own: bool) -> float:
    weights = []
    share = _share(candidate, knowledge)
    for reading in row.names:
        if len(reading.description) <= 3:
            continue
        counts = knowledge.by_description.get((reading.locale, fold(reading.description)))
        total = counts.total() - own if counts else 0
        if counts and total > 0:
            weights.append(_ratio(counts[candidate] - own, total, share, -1.0, 4.0))
    return sum(weights) / len(weights) if weights else 0.0


def _weigh_neighbours(row: RowPlace, candidate: str, knowledge: Knowledge, *, own: bool) -> float:
    above, below = knowledge.neighbours.get(row.number, ("", ""))
    weight = 0.0
    share = _share(candidate, knowledge)
    for counts in (knowledge.after.get(above), knowledge.before.get(below)):
        if counts and (total := counts.total() - own) > 0:
            weight += _ratio(counts[candidate] - own, total, share, -0.7, 2.5)
    return weight


def _weigh_lone_member(row: RowPlace, candidate: str, knowledge: Knowledge) -> float:
    """Say how usual a name is for the only member of a definition of this sort."""
    lone = knowledge.lone.get(knowledge.ending(row))
    if row.number not in knowledge.alone or not lone:
        return 0.0
    own = knowledge.lone_of.get(row.number)
    total = lone.total() - (own is not None)
    if not total:
        return 0.0
    share = _share(candidate, knowledge)
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
