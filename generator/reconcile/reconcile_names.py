"""Rows → verdicts on their names, in rounds: decide what is sure, learn from it, decide the rest."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from generator.locales import language_family
from generator.naming import is_ncname
from generator.reconcile.knowledge import Knowledge
from generator.reconcile.prose import collect_prose
from generator.reconcile.propose_candidates import CandidateIndex
from generator.reconcile.verdict import PlaceRole, Status, Verdict
from generator.reconcile.walk_samples import MemberTypes, distinct_samples, walk_samples
from generator.reconcile.weigh_candidates import (
    TAKEN,
    explain_weights,
    weigh_candidate,
    weigh_nothing,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.align.alignment import Alignment
    from generator.reconcile.definition import Definition
    from generator.reconcile.places import RowPlace
    from generator.reconcile.sightings import Sightings

PROVISIONAL_BELOW = 0.9
"""Confidence below which a verdict is provisional."""
_LEARN_FROM = 0.9
"""Confidence from which a verdict teaches the next round."""
_ROUNDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class NameDecision:
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


def reconcile_names(
    alignment: Alignment,
    rows: Sequence[RowPlace],
    types: Mapping[int, str],
    definitions: Sequence[Definition],
    sightings: Sightings,
) -> tuple[Verdict, ...]:
    """Decide every row's name.

    Args:
        alignment: The pages, aligned.
        rows: Its rows.
        types: Row number → local name of its type, where decided.
        definitions: What the tables document.
        sightings: Untranslated identifiers.

    Returns:
        One verdict a row, in the rows' order.
    """
    samples = distinct_samples(alignment)
    local: dict[str, tuple[str, ...]] = {}
    for definition in definitions:
        local[definition.page] = (*local.get(definition.page, ()), definition.name)
    prose = collect_prose(alignment)
    decided = {row.number: name for row in rows if (name := _agreed(row, sightings))}
    decisions: dict[int, NameDecision] = {}
    knowledge = Knowledge(rows, decided, types, sightings, {}, prose)
    for _ in range(_ROUNDS):
        members = _member_types(rows, decided, types, definitions)
        shown = walk_samples(samples, members, local)
        knowledge = Knowledge(rows, decided, types, sightings, shown, prose)
        decisions = dict(_decide_all(rows, knowledge))
        decided = {
            number: decision.name
            for number, decision in decisions.items()
            if decision.confidence >= _LEARN_FROM and decision.name
        }
    return tuple(_verdict(row, decisions[row.number], knowledge) for row in rows)


def _agreed(row: RowPlace, sightings: Sightings) -> str:
    """Decide a row from its readings alone, where enough independent voices agree."""
    votes: Counter[str] = Counter()
    heard: set[tuple[str, str]] = set()
    for reading in row.names:
        if not is_ncname(reading.evidence) or not reading.evidence.isascii():
            continue
        family = language_family(reading.locale)
        votes[reading.evidence] += 0.3 if (family, reading.evidence) in heard else 1.0  # type: ignore[assignment]
        heard.add((family, reading.evidence))
    for name in votes:
        votes[name] += bool(sightings.samples[name]) + 0.7 * bool(sightings.code[name])  # type: ignore[assignment]
    ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < 1.5:
        return ""
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] - ranked[1][1] >= 0.7 else ""


def _member_types(
    rows: Sequence[RowPlace],
    decided: Mapping[int, str],
    types: Mapping[int, str],
    definitions: Sequence[Definition],
) -> MemberTypes:
    members: dict[str, dict[str, str]] = {definition.name: {} for definition in definitions}
    for row in rows:
        if row.owner and row.number in decided:
            members[row.owner][decided[row.number]] = types.get(row.number, "")
    return MemberTypes(members=members, folded={name.casefold(): name for name in members})


def _decide_all(
    rows: Sequence[RowPlace], knowledge: Knowledge
) -> Iterator[tuple[int, NameDecision]]:
    index = CandidateIndex(knowledge)
    for _, table in groupby(rows, key=lambda row: row.key):
        yield from _decide_table(tuple(table), index, knowledge)


def _decide_table(
    rows: Sequence[RowPlace], index: CandidateIndex, knowledge: Knowledge
) -> Iterator[tuple[int, NameDecision]]:
    """Decide a table's rows so that no two take one name on weak grounds.

    The surest row keeps a name that several claim; the others decide again
    knowing that it is taken.
    """
    waiting = {row.number: row for row in rows}
    taken: dict[str, int] = {}
    decisions: dict[int, NameDecision] = {}
    for _ in range(len(rows)):
        for number, row in waiting.items():
            decisions[number] = _decide(row, index.propose(row), knowledge, taken)
        claims: dict[str, list[int]] = {}
        for number, decision in decisions.items():
            if decision.name and decision.name not in taken:
                claims.setdefault(decision.name, []).append(number)
        contested = {
            name: sorted(numbers, key=lambda n: (-decisions[n].confidence, n))
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
    row: RowPlace, candidates: Sequence[str], knowledge: Knowledge, taken: Mapping[str, int]
) -> NameDecision:
    weighed = {name: weigh_candidate(row, name, knowledge) for name in candidates}
    for name in candidates:
        if taken.get(name, row.number) != row.number:
            weighed[name]["duplicate"] = TAKEN
    totals = {name: sum(weights.values()) for name, weights in weighed.items()}
    ranked = sorted(totals, key=lambda name: (-totals[name], name))
    if not ranked:
        return NameDecision(name="", confidence=0.0, weights={}, runner_up="", runner_up_weights={})
    nothing = weigh_nothing(row, knowledge)
    highest = max(totals[ranked[0]], nothing)
    mass = sum(math.exp(total - highest) for total in totals.values())
    mass += math.exp(nothing - highest)
    second = ranked[1] if len(ranked) > 1 else ""
    return NameDecision(
        name=ranked[0],
        confidence=math.exp(totals[ranked[0]] - highest) / mass,
        weights=weighed[ranked[0]],
        runner_up=second,
        runner_up_weights=weighed.get(second, {}),
    )


def _verdict(row: RowPlace, decision: NameDecision, knowledge: Knowledge) -> Verdict:
    return Verdict(
        page=row.page,
        owner=row.owner,
        role=PlaceRole.NAME,
        index=0,
        canonical=decision.name or None,
        status=_status(row, decision),
        confidence=round(decision.confidence, 4),
        readings=row.names,
        evidence=explain_weights(row, decision.name, decision.weights, knowledge),
        runner_up=decision.runner_up,
        runner_up_evidence=explain_weights(
            row, decision.runner_up, decision.runner_up_weights, knowledge
        )
        if decision.runner_up
        else (),
    )


def _status(row: RowPlace, decision: NameDecision) -> Status:
    if not decision.name:
        return Status.UNRESOLVED
    if decision.confidence < PROVISIONAL_BELOW:
        return Status.PROVISIONAL
    is_read = any(reading.evidence == decision.name for reading in row.names)
    return Status.INTACT if is_read else Status.REPAIRED
