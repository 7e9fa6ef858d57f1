"""Decide rows by the sum of the evidence, a table at a time: names of fields, or values of a list.

The candidate with the greatest weight wins; its confidence is its share of all
candidates' likelihood, the unknown one's included.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby, islice
from types import MappingProxyType
from typing import TYPE_CHECKING

from generator.locales import language_family
from generator.naming import fold
from generator.reconcile.propose_candidates import CandidateIndex
from generator.reconcile.verdict import Status, Verdict
from generator.reconcile.weigh_candidates import KINDS, RowEvidence, Scales, explain_weights

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from generator.reconcile.knowledge import Knowledge
    from generator.reconcile.places import RowPlace
    from generator.reconcile.sightings import Sightings
    from generator.reconcile.verdict import PlaceRole

PROVISIONAL_BELOW = 0.9
"""Confidence below which a verdict is provisional."""
_LEARN_FROM = 0.9
"""Confidence from which a verdict teaches the next round."""
_BEYOND_DOUBT = 0.9999
"""Confidence from which a decision is not taken again."""
_WORTH_SAYING = 0.5
"""Confidence from which a guess without any reading behind it is given at all."""
_NOISE = 0.05
"""Confidence below which such a guess is never given: the pages say nothing of it."""
_UNATTESTED = 0.6
"""Most confidence of an identifier that is made of translated words, and stands nowhere."""
_ENOUGH, _MARGIN = 1.5, 0.7
"""Voices, and the lead over the next candidate, that decide a row from its readings alone."""
_WITNESS = KINDS.index("witness")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a round made of one row."""

    name: str
    """The best candidate; empty for none."""
    confidence: float
    """Its share of all candidates' likelihood."""
    weights: Mapping[str, float]
    """What spoke for it."""
    runner_up: str
    """The second best candidate."""
    runner_up_weights: Mapping[str, float]
    """What spoke for that."""


def agree_rows(
    rows: Sequence[RowPlace], sightings: Sightings, is_legal: Callable[[str], bool]
) -> dict[int, str]:
    """Decide the rows whose readings alone suffice: enough independent voices agree.

    Returns:
        Row number → identifier.
    """
    found = ((row.number, _agreed(row, sightings, is_legal)) for row in rows)
    return {number: name for number, name in found if name}


def _agreed(row: RowPlace, sightings: Sightings, is_legal: Callable[[str], bool]) -> str:
    votes: dict[str, float] = defaultdict(float)
    heard: set[tuple[str, str]] = set()
    for reading in row.names:
        text = reading.evidence
        if not is_legal(text) or not text.isascii():
            continue
        family = language_family(reading.locale)
        votes[text] += 0.2 if (family, text) in heard else 1.0
        heard.add((family, text))
    for name in votes:
        votes[name] += bool(sightings.samples[name]) + 0.7 * bool(sightings.code[name])
    ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < _ENOUGH:
        return ""
    if any(name[:1].islower() and _is_capitalised(ranked[0][0], name) for name in votes):
        return ""  # translators begin with a capital; they never take one away
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] - ranked[1][1] >= _MARGIN else ""


def _is_capitalised(text: str, name: str) -> bool:
    """Tell whether a text is a name but for the capital it begins with."""
    return text != name and text[:1].isupper() and text[1:] == name[1:]


def decide_rows(
    knowledge: Knowledge,
    is_legal: Callable[[str], bool],
    former: Mapping[int, Decision] = MappingProxyType({}),
    share: tuple[int, int] = (0, 1),
) -> dict[int, Decision]:
    """Decide rows on what is known.

    Args:
        knowledge: What the rows decided so far teach; the rows of one table stand together.
        is_legal: Whether a text can be an identifier of their kind.
        former: The decisions of the round before; one beyond doubt that no sample
            contradicts stands.
        share: Number of the share that is asked for, from 0, and of how many: pages go
            round among them, and their rows stay together.

    Returns:
        Row number → decision.
    """
    index, scales = CandidateIndex(knowledge, is_legal), Scales(knowledge)
    decisions: dict[int, Decision] = {}
    pages = groupby(knowledge.heard.rows, key=lambda row: row.page)
    for _, page in islice(pages, share[0], None, share[1]):
        for _, table in groupby(page, key=lambda row: row.key):
            decisions.update(_decide_table(tuple(table), index, scales, former))
    return decisions


def _stands(row: RowPlace, decision: Decision | None, knowledge: Knowledge) -> bool:
    shown = knowledge.shown.get(row.owner)
    return (
        decision is not None
        and decision.confidence >= _BEYOND_DOUBT
        and (not shown or decision.name in shown)
    )


def sure_names(
    decisions: Mapping[int, Decision], agreed: Mapping[int, str], sightings: Sightings
) -> dict[int, str]:
    """Give the decisions to learn from: sure ones, for identifiers that something else attests.

    What only one reading has may be a translation; learned from, it would
    attest itself in the next round.

    Returns:
        Row number → identifier.
    """
    attested = {*agreed.values(), *sightings.samples, *sightings.code}
    return {
        number: decision.name
        for number, decision in decisions.items()
        if decision.confidence >= _LEARN_FROM and decision.name in attested
    }


def _decide_table(
    rows: Sequence[RowPlace],
    index: CandidateIndex,
    scales: Scales,
    former: Mapping[int, Decision],
) -> Iterator[tuple[int, Decision]]:
    """Decide a table's rows so that no two take one name on weak grounds.

    The row whose readings suit a name best keeps it where several claim it; the
    others decide again knowing that it is taken.
    """
    standing = {r.number for r in rows if _stands(r, former.get(r.number), scales.knowledge)}
    waiting = {row.number: row for row in rows if row.number not in standing}
    taken: dict[str, int] = {}
    decisions: dict[int, Decision] = {number: former[number] for number in standing}
    for _ in range(len(rows)):
        for number, row in waiting.items():
            decisions[number] = _decide(row, index.propose(row), scales, taken)
        claims: dict[str, list[int]] = {}
        for number, decision in decisions.items():
            if decision.name and decision.name not in taken:
                claims.setdefault(decision.name, []).append(number)
        contested = {
            name: sorted(numbers, key=lambda n: (-decisions[n].weights["witness"], n))
            for name, numbers in claims.items()
            if len(numbers) > 1
        }
        if not contested:
            break
        taken.update({name: numbers[0] for name, numbers in contested.items()})
        losers = {number for numbers in contested.values() for number in numbers[1:]}
        waiting = {row.number: row for row in rows if row.number in losers}
    yield from decisions.items()


def _decide(
    row: RowPlace, candidates: Sequence[str], scales: Scales, taken: Mapping[str, int]
) -> Decision:
    evidence = RowEvidence(row, scales)
    weighed = {
        name: evidence.weigh(name, is_taken=taken.get(name, row.number) != row.number)
        for name in candidates
    }
    totals = {name: sum(weights) for name, weights in weighed.items()}
    ranked = sorted(totals, key=lambda name: (-totals[name], name))
    if not ranked:
        return Decision(name="", confidence=0.0, weights={}, runner_up="", runner_up_weights={})
    nothing = evidence.weigh_nothing()
    highest = max(totals[ranked[0]], nothing)
    mass = sum(math.exp(total - highest) for total in totals.values())
    mass += math.exp(nothing - highest)
    shares = {name: math.exp(totals[name] - highest) / mass for name in ranked}
    best = ranked[0]
    if shares[best] < _WORTH_SAYING and not _is_suggested(row, best):
        # a weak guess that explains the readings no better than they do themselves is none
        own = next((name for name in ranked if _is_suggested(row, name)), "")
        if not own or weighed[best][_WITNESS] < weighed[own][_WITNESS]:
            best = own
        elif shares[best] < _NOISE:
            best = ""
    if evidence.source in shares and shares.get(best, 0.0) < PROVISIONAL_BELOW:
        best = evidence.source  # what the editions agree in is given up only for something sure
    second = next((name for name in ranked if name != best), "")
    confidence = shares.get(best, 0.0)
    if not _is_suggested(row, best) and not scales.knowledge.attests(row, best):
        confidence = min(confidence, _UNATTESTED)
    return Decision(
        name=best,
        confidence=confidence,
        weights=dict(zip(KINDS, weighed.get(best, ()), strict=False)),
        runner_up=second,
        runner_up_weights=dict(zip(KINDS, weighed.get(second, ()), strict=False)),
    )


def give_verdict(
    row: RowPlace, role: PlaceRole, index: int, decision: Decision, knowledge: Knowledge
) -> Verdict:
    """Turn a decision into a verdict with its transcript."""
    second = decision.runner_up
    return Verdict(
        page=row.page,
        owner=row.owner,
        role=role,
        index=index,
        canonical=decision.name or None,
        status=_status(row, decision),
        confidence=round(decision.confidence, 4),
        readings=row.names,
        evidence=explain_weights(row, decision.name, decision.weights, knowledge),
        runner_up=second,
        runner_up_evidence=explain_weights(row, second, decision.runner_up_weights, knowledge)
        if second
        else (),
    )


def _is_suggested(row: RowPlace, name: str) -> bool:
    return any(fold(reading.evidence) == fold(name) for reading in row.names)


def _status(row: RowPlace, decision: Decision) -> Status:
    if not decision.name:
        return Status.UNRESOLVED
    if decision.confidence < PROVISIONAL_BELOW:
        return Status.PROVISIONAL
    is_read = any(reading.evidence == decision.name for reading in row.names)
    return Status.INTACT if is_read else Status.REPAIRED
