"""Rows → verdicts on their names, in rounds: decide the sure ones, learn, decide the rest."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.naming import is_member_name
from generator.reconcile.cross_references import collect_references
from generator.reconcile.decide_rows import agree_rows, decide_rows, give_verdict, sure_names
from generator.reconcile.heard_rows import HeardRows
from generator.reconcile.knowledge import Knowledge
from generator.reconcile.verdict import PlaceRole
from generator.reconcile.walk_samples import MemberTypes, distinct_samples, walk_samples
from generator.reconcile.weigh_candidates import load_factors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.align.alignment import Alignment
    from generator.reconcile.decide_rows import Decision
    from generator.reconcile.definition import Definition
    from generator.reconcile.places import RowPlace
    from generator.reconcile.prose import Prose
    from generator.reconcile.sightings import Sightings
    from generator.reconcile.verdict import Verdict
    from generator.reconcile.wording import Wording

_ROUNDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class NameEvidence:
    """Everything that bears on the names of an API's rows."""

    alignment: Alignment
    """The pages, aligned."""
    rows: Sequence[RowPlace]
    """Its rows."""
    types: Mapping[int, str]
    """Row number → local name of its type, where decided."""
    definitions: Sequence[Definition]
    """What the tables document."""
    sightings: Sightings
    """Untranslated identifiers."""
    prose: Prose
    """The editions' prose."""
    wording: Wording
    """How words go together by the glossary and their shapes."""
    factors: Mapping[str, float] = field(default_factory=load_factors)
    """How far each kind of evidence is trusted."""


def reconcile_names(evidence: NameEvidence) -> tuple[Verdict, ...]:
    """Decide every row's name: one verdict a row, in the rows' order."""
    decisions, knowledge = decide_names(evidence)
    return tuple(
        give_verdict(row, PlaceRole.NAME, 0, decisions[row.number], knowledge)
        for row in evidence.rows
    )


def decide_names(evidence: NameEvidence) -> tuple[dict[int, Decision], Knowledge]:
    """Give the last round's decisions by row number, and what they were taken on."""
    rows, types, sightings = evidence.rows, evidence.types, evidence.sightings
    samples = distinct_samples(evidence.alignment)
    local: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for definition in evidence.definitions:
        local[definition.page] += (definition.name,)
    folded = {d.name.casefold(): d.name for d in evidence.definitions}
    referred = tuple(collect_references(evidence.alignment.pages, folded))
    agreed = decided = agree_rows(rows, sightings, is_member_name)
    decisions: dict[int, Decision] = {}
    heard = HeardRows(rows)
    for _ in range(_ROUNDS):
        members = _member_types(rows, decided, types, evidence.definitions)
        shown = walk_samples(samples, members, local)
        for owner, member in referred:
            shown[owner][member] += 1
        knowledge = Knowledge(
            heard, decided, types, sightings, shown, evidence.prose, evidence.wording,
            evidence.factors,
        )  # fmt: skip
        decisions = decide_rows(knowledge, is_member_name, decisions)
        decided = sure_names(decisions, agreed, sightings)
    return decisions, knowledge


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
