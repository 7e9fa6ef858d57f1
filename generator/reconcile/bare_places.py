"""Places with no more than their identifiers depend on, so that nothing else can decide them.

Where a cell stands, and what a description says that no other row has, is not
evidence: a page that changed in nothing but that is decided as before.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.reconcile.heard_rows import shared_descriptions
from generator.reconcile.places import RowPlace
from generator.reconcile.verdict import Reading
from generator.reconcile.wording import identifier_words
from generator.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.reconcile.prose import Prose
    from generator.reconcile.sightings import Sightings

_NOWHERE = Span(path="", line=1, column=1, start=0, end=0, context="")


def bare_names(rows: Sequence[RowPlace]) -> tuple[RowPlace, ...]:
    """Leave of rows their names, and the descriptions that others share."""
    shared = shared_descriptions(rows)
    return tuple(
        RowPlace(
            number=row.number,
            page=row.page,
            table=row.table,
            row=row.row,
            owner=row.owner,
            names=tuple(
                _bare(reading, found[1] if found else "")
                for reading, found in zip(row.names, own, strict=True)
            ),
            types=(),
        )
        for row, own in zip(rows, shared, strict=True)
    )


def bare_types(rows: Iterable[RowPlace]) -> tuple[RowPlace, ...]:
    """Leave of rows their types."""
    return tuple(
        RowPlace(
            number=row.number, page="", table=0, row=0, owner="",
            names=(), types=tuple(_bare(reading) for reading in row.types),
        )
        for row in rows
    )  # fmt: skip


def _bare(reading: Reading, description: str = "") -> Reading:
    return Reading(
        locale=reading.locale,
        text=reading.text,
        span=_NOWHERE,
        is_code=reading.is_code,
        table=None,
        row=None,
        description=description,
        is_junk=reading.is_junk,
    )


def bare_sightings(sightings: Sightings) -> Sightings:
    """Leave of sightings what was seen where, without the links that name definitions."""
    return replace(
        sightings, spellings={}, link_names={}, anchor_endings=frozenset(), linked=frozenset()
    )


def bare_prose(prose: Prose, rows: Iterable[RowPlace]) -> Prose:
    """Leave of prose the words that names have as well."""
    texts = {reading.evidence for row in rows for reading in row.names}
    asked = {word for text in texts for word in identifier_words(text)}
    return replace(prose, words={locale: own & asked for locale, own in prose.words.items()})
