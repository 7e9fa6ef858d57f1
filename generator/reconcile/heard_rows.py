"""Rows → what every round of decisions asks of them, whatever has been learned until then."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from generator.naming import fold, split_words
from generator.reconcile.voices import hear_voices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.reconcile.places import RowPlace
    from generator.reconcile.verdict import Reading
    from generator.reconcile.voices import Voice

_SHORTEST = 4
"""Characters that a description has at least, to say anything."""


class HeardRows:
    """An API's rows, or its values, with their witnesses heard."""

    def __init__(self, rows: Sequence[RowPlace]) -> None:
        """Hear the witnesses of rows, which are numbered from 0 in their order."""
        self.rows = rows
        alike: dict[tuple[tuple[str, str, bool], ...], tuple[Voice, ...]] = {}
        self.voices = [_hear(row.names, alike) for row in rows]
        """The voices of each row; rows that read alike share them."""
        self.descriptions = [
            [found for found in own if found is not None] for own in shared_descriptions(rows)
        ]
        """Locale and folded text of each row's descriptions that another row has as well."""
        self.sizes = Counter(row.key for row in rows)
        """How many rows each table has."""
        self.endings = [_ending(row.owner) for row in rows]
        """The last word of each row's definition, which says what sort of definition it is."""

    def is_alone(self, row: RowPlace) -> bool:
        """Tell whether a row is its table's only one."""
        return self.sizes[row.key] == 1


def shared_descriptions(rows: Sequence[RowPlace]) -> list[list[tuple[str, str] | None]]:
    """Give locale and folded text of each reading's description; None where no other row has it."""
    described = [
        [
            (reading.locale, fold(reading.description))
            if len(reading.description) >= _SHORTEST
            else None
            for reading in row.names
        ]
        for row in rows
    ]
    counts = Counter(found for own in described for found in {*own} if found is not None)
    return [[found if found and counts[found] > 1 else None for found in own] for own in described]


def _hear(
    readings: Sequence[Reading],
    alike: dict[tuple[tuple[str, str, bool], ...], tuple[Voice, ...]],
) -> tuple[Voice, ...]:
    key = tuple((reading.locale, reading.evidence, reading.is_code) for reading in readings)
    found = alike.get(key)
    if found is None:
        found = alike[key] = hear_voices(readings)
    return found


def _ending(owner: str) -> str:
    words = split_words(owner)
    return words[-1].casefold() if words else ""
