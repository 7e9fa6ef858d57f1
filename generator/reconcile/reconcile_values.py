"""Value lists → verdicts on their values, by the same evidence as names, as far as it applies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.reconcile.decide_rows import agree_rows, decide_rows, give_verdict, sure_names
from generator.reconcile.heard_rows import HeardRows
from generator.reconcile.knowledge import Knowledge
from generator.reconcile.verdict import PlaceRole
from generator.reconcile.weigh_candidates import load_factors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.reconcile.places import RowPlace
    from generator.reconcile.prose import Prose
    from generator.reconcile.sightings import Sightings
    from generator.reconcile.verdict import Verdict
    from generator.reconcile.wording import Wording

_ROUNDS = 2
_LONGEST = 64


def reconcile_values(
    places: Sequence[RowPlace], sightings: Sightings, prose: Prose, wording: Wording
) -> tuple[Verdict, ...]:
    """Decide every value of every list: one verdict a place, in their order.

    Args:
        places: The values, numbered from 0 throughout; those of one list stand together, and
            the row of each is its ordinal there.
        sightings: Untranslated identifiers.
        prose: The editions' prose.
        wording: How words go together by the glossary and their shapes.
    """
    agreed = agree_rows(places, sightings, is_value)
    heard = HeardRows(places)
    knowledge = Knowledge(heard, agreed, {}, sightings, {}, prose, wording, load_factors())
    decisions = decide_rows(knowledge, is_value)
    for _ in range(_ROUNDS - 1):
        decided = sure_names(decisions, agreed, sightings)
        knowledge = Knowledge(heard, decided, {}, sightings, {}, prose, wording, load_factors())
        decisions = decide_rows(knowledge, is_value, decisions)
    return tuple(
        give_verdict(place, PlaceRole.VALUE, place.row, decisions[place.number], knowledge)
        for place in places
    )


def is_value(text: str) -> bool:
    """Tell whether a text can be a value: printable, one line, not too long."""
    return 0 < len(text) <= _LONGEST and text.isprintable()
