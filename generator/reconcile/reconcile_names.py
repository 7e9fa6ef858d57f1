"""Rows → verdicts on their names, in rounds: decide the sure ones, learn, decide the rest."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.naming import is_member_name
from generator.reconcile.decide_rows import agree_rows, decide_rows, give_verdict, sure_names
from generator.reconcile.heard_rows import HeardRows
from generator.reconcile.knowledge import Knowledge
from generator.reconcile.verdict import PlaceRole
from generator.reconcile.walk_samples import MemberTypes, walk_samples
from generator.reconcile.weigh_candidates import load_factors
from generator.work_in_step import work_in_step

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.reconcile.decide_rows import Decision
    from generator.reconcile.places import RowPlace
    from generator.reconcile.prose import Prose
    from generator.reconcile.sightings import Sightings
    from generator.reconcile.verdict import Verdict
    from generator.reconcile.walk_samples import PageTrees
    from generator.reconcile.wording import Wording

_ROUNDS = 3
_WORTH_COPYING = 250
"""Rows from which another process is worth its while."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameEvidence:
    """Everything that bears on the names of an API's rows."""

    rows: Sequence[RowPlace]
    """The rows."""
    types: Mapping[int, str]
    """Row number → local name of its type, where decided."""
    definitions: Sequence[tuple[str, str]]
    """(Page key, name) of what the tables document."""
    samples: Sequence[PageTrees]
    """What samples show, each once."""
    referred: Sequence[tuple[str, str]]
    """(Definition, member) that prose names."""
    sightings: Sightings
    """Untranslated identifiers."""
    prose: Prose
    """The editions' prose."""
    wording: Wording
    """How words go together by the glossary and their shapes."""
    factors: Mapping[str, float] = field(default_factory=load_factors)
    """How far each kind of evidence is trusted."""
    copies: int = 1
    """How many processes decide, as far as there are rows enough for each."""


def reconcile_names(evidence: NameEvidence) -> tuple[Verdict, ...]:
    """Decide every row's name: one verdict a row, in the rows' order."""
    decisions, knowledge = decide_names(evidence)
    return tuple(
        give_verdict(row, PlaceRole.NAME, 0, decisions[row.number], knowledge)
        for row in evidence.rows
    )


def decide_names(evidence: NameEvidence) -> tuple[dict[int, Decision], Knowledge]:
    """Give the last round's decisions by row number, and what they were taken on."""
    agreed = decided = agree_rows(evidence.rows, evidence.sightings, is_member_name)
    rounds = _Rounds(evidence, min(evidence.copies, 1 + len(evidence.rows) // _WORTH_COPYING))
    with work_in_step(rounds.decide, rounds.shares) as shares:
        for _ in range(_ROUNDS):
            for found in shares.step(decided):
                rounds.decisions.update(found)
            decided = sure_names(rounds.decisions, agreed, evidence.sightings)
    return rounds.decisions, rounds.knowledge


class _Rounds:
    """The rounds of decisions, each of which knows what the one before has decided."""

    knowledge: Knowledge
    """What the last round's decisions were taken on."""

    def __init__(self, evidence: NameEvidence, shares: int) -> None:
        self.decisions: dict[int, Decision] = {}
        self.shares = shares
        self._evidence = evidence
        self._heard = HeardRows(evidence.rows)
        self._local: dict[str, tuple[str, ...]] = defaultdict(tuple)
        for page, name in evidence.definitions:
            self._local[page] += (name,)

    def decide(self, share: int, decided: Mapping[int, str]) -> dict[int, Decision]:
        """Decide one share of the rows, knowing what is sure of all of them."""
        self.knowledge = self._learn(decided)
        found = decide_rows(self.knowledge, is_member_name, self.decisions, (share, self.shares))
        self.decisions.update(found)
        return found

    def _learn(self, decided: Mapping[int, str]) -> Knowledge:
        own = self._evidence
        members = _member_types(own.rows, decided, own.types, own.definitions)
        shown = walk_samples(own.samples, members, self._local)
        for owner, member in own.referred:
            shown[owner][member] += 1
        return Knowledge(
            self._heard, decided, own.types, own.sightings, shown, own.prose, own.wording,
            own.factors,
        )  # fmt: skip


def _member_types(
    rows: Sequence[RowPlace],
    decided: Mapping[int, str],
    types: Mapping[int, str],
    definitions: Sequence[tuple[str, str]],
) -> MemberTypes:
    members: dict[str, dict[str, str]] = {name: {} for _, name in definitions}
    for row in rows:
        if row.owner and row.number in decided:
            members[row.owner][decided[row.number]] = types.get(row.number, "")
    return MemberTypes(members=members, folded={name.casefold(): name for name in members})
