"""Rows → verdicts on their names, in rounds: decide the sure ones, learn, decide the rest."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.naming import is_ncname
from generator.reconcile.cross_references import collect_references
from generator.reconcile.decide_rows import agree_rows, decide_rows, give_verdict, sure_names
from generator.reconcile.knowledge import Knowledge
from generator.reconcile.propose_candidates import CandidateIndex
from generator.reconcile.verdict import PlaceRole
from generator.reconcile.walk_samples import MemberTypes, distinct_samples, walk_samples
from generator.reconcile.weigh_candidates import RowEvidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.align.alignment import Alignment
    from generator.reconcile.decide_rows import Decision
    from generator.reconcile.definition import Definition
    from generator.reconcile.places import RowPlace
    from generator.reconcile.prose import Prose
    from generator.reconcile.sightings import Sightings
    from generator.reconcile.verdict import Verdict
    from generator.reconcile.wording import Wording

_ROUNDS = 3


def reconcile_names(  # noqa: PLR0913, PLR0917 - everything that bears on a name
    alignment: Alignment,
    rows: Sequence[RowPlace],
    types: Mapping[int, str],
    definitions: Sequence[Definition],
    sightings: Sightings,
    prose: Prose,
    wording: Wording,
) -> tuple[Verdict, ...]:
    """Decide every row's name.

    Args:
        alignment: The pages, aligned.
        rows: Its rows.
        types: Row number → local name of its type, where decided.
        definitions: What the tables document.
        sightings: Untranslated identifiers.
        prose: The editions' prose.
        wording: How words go together by the glossary and their shapes.

    Returns:
        One verdict a row, in the rows' order.
    """
    decisions, knowledge = _decide_in_rounds(
        alignment, rows, types, definitions, sightings, prose, wording
    )
    return tuple(
        give_verdict(row, PlaceRole.NAME, 0, decisions[row.number], knowledge) for row in rows
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedRow:
    """What the evidence says of a row's candidates, before it is said how far it is trusted."""

    row: RowPlace
    """The row."""
    candidates: Mapping[str, Mapping[str, float]]
    """Candidate → kind of evidence → weight."""
    nothing: Mapping[str, float]
    """Kind of evidence → weight of the identifier's being none of them."""


def weigh_names(  # noqa: PLR0913, PLR0917 - everything that bears on a name
    alignment: Alignment,
    rows: Sequence[RowPlace],
    types: Mapping[int, str],
    definitions: Sequence[Definition],
    sightings: Sightings,
    prose: Prose,
    wording: Wording,
) -> Iterator[WeighedRow]:
    """Give what the last round weighs, for the factors to be fitted; arguments as above."""
    _, knowledge = _decide_in_rounds(alignment, rows, types, definitions, sightings, prose, wording)
    index = CandidateIndex(knowledge, is_ncname)
    for row in rows:
        evidence = RowEvidence(row, knowledge)
        yield WeighedRow(
            row=row,
            candidates={name: evidence.measure(name) for name in index.propose(row)},
            nothing=evidence.measure_nothing(),
        )


def _decide_in_rounds(  # noqa: PLR0913, PLR0917 - everything that bears on a name
    alignment: Alignment,
    rows: Sequence[RowPlace],
    types: Mapping[int, str],
    definitions: Sequence[Definition],
    sightings: Sightings,
    prose: Prose,
    wording: Wording,
) -> tuple[dict[int, Decision], Knowledge]:
    """Give the last round's decisions, and what they were taken on."""
    samples = distinct_samples(alignment)
    local: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for definition in definitions:
        local[definition.page] += (definition.name,)
    folded = {d.name.casefold(): d.name for d in definitions}
    referred = tuple(collect_references(alignment.pages, folded))
    agreed = decided = agree_rows(rows, sightings, is_ncname)
    knowledge = Knowledge(rows, decided, types, sightings, {}, prose, wording)
    decisions: dict[int, Decision] = {}
    for _ in range(_ROUNDS):
        members = _member_types(rows, decided, types, definitions)
        shown = walk_samples(samples, members, local)
        for owner, member in referred:
            shown[owner][member] += 1
        knowledge = Knowledge(rows, decided, types, sightings, shown, prose, wording)
        decisions = decide_rows(rows, knowledge, is_ncname, decisions)
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
