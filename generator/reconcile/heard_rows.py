"""Rows → what every round of decisions asks of them, whatever has been learned until then."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from generator.naming import split_words
from generator.reconcile.lexicon import fold
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
            [
                (reading.locale, fold(reading.description))
                for reading in row.names
                if len(reading.description) >= _SHORTEST
            ]
            for row in rows
        ]
        """Locale and folded text of each row's descriptions."""
        self.sizes = Counter(row.key for row in rows)
        """How many rows each table has."""
        self.endings = [_ending(row.owner) for row in rows]
        """The last word of each row's definition, which says what sort of definition it is."""

    def is_alone(self, row: RowPlace) -> bool:
        """Tell whether a row is its table's only one."""
        return self.sizes[row.key] == 1


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
