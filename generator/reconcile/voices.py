"""How many voices the witnesses of a place are: kindred editions with cognates are one."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from generator.locales import language_family
from generator.naming import fold
from generator.reconcile.wording import cognate_similarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.reconcile.verdict import Reading

_KINSHIP = 0.75
"""How much of a voice kindred witnesses share: 0 none, 1 all of it."""


class Voice(NamedTuple):
    """One witness that has something in a place."""

    locale: str
    text: str
    is_code: bool
    family: str
    """Its language family."""
    share: float
    """How much of a voice it is, up to 1."""


def hear_voices(readings: Sequence[Reading]) -> tuple[Voice, ...]:
    """Give every reading its share of a voice; empty ones and junk say nothing."""
    spoken = [(r, language_family(r.locale), fold(r.evidence)) for r in readings if r.evidence]
    return tuple(
        Voice(
            reading.locale,
            reading.evidence,
            reading.is_code,
            family,
            sum(f == family and _are_alike(t, folded) for _, f, t in spoken) ** -_KINSHIP,
        )
        for reading, family, folded in spoken
    )


@lru_cache(maxsize=65536)
def _are_alike(left: str, right: str) -> bool:
    return left == right or cognate_similarity(left, right) > 0


def damaged_families(voices: Iterable[Voice], canonical: str) -> frozenset[str]:
    """Give the language families that do not have an identifier intact."""
    return frozenset(voice.family for voice in voices if voice.text != canonical)


def keeps_company(voice: Voice, damaged: frozenset[str]) -> bool:
    """Tell whether an edition of another language family is damaged as well."""
    return len(damaged) > (voice.family in damaged)
