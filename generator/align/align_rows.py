"""One `RawTable` per locale → aligned rows.

Structure pairs rows first; identifiers only confirm or refuse a pair, because
a damaged identifier may match nothing.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.align.align_sequences import align_sequences
from generator.align.alignment import AlignedRow
from generator.extract.classify_columns import Role
from generator.naming import is_member_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.extract.classify_columns import Roles
    from generator.extract.page import RawCell, RawRow, RawTable

_GAP = -0.4
"""What leaving a row alone costs; two rows pair from twice that."""
_ELSEWHERE = -2.0
"""What pairing a row costs whose own name stands in another row: it was moved there."""


def align_rows(
    tables: Mapping[str, RawTable], roles: Mapping[str, Roles]
) -> tuple[AlignedRow, ...]:
    """Line up the rows that describe the same field in every locale.

    Args:
        tables: Locale → table, the pivot first; its row order is kept.
        roles: Locale → the roles of its columns.

    Returns:
        One row per field; a witness is left out of the rows it lacks.
    """
    merged: list[dict[str, RawRow]] = []
    for locale, table in tables.items():
        if not merged:
            merged = [{locale: row} for row in table.rows]
            continue
        pairs = _pair_rows(merged, table.rows, roles, locale)
        merged = _merge(merged, locale, table.rows, pairs)
    return tuple(AlignedRow(rows=group) for group in merged)


def _pair_rows(
    merged: Sequence[Mapping[str, RawRow]],
    rows: Sequence[RawRow],
    roles: Mapping[str, Roles],
    locale: str,
) -> list[tuple[int | None, int | None]]:
    """Pair by position where that holds, else by similarity, then rows that were moved."""
    places = _places(merged, rows, roles, locale)
    if len(merged) == len(rows) and all(not at or i in at for i, at in enumerate(places)):
        return [(i, i) for i in range(len(rows))]
    names = Counter(_name(row, roles[locale]) for row in rows)
    moved = [
        at if names[_name(r, roles[locale])] == 1 else set()
        for r, at in zip(rows, places, strict=True)
    ]

    def similarity(left: int, right: int) -> float:
        if moved[right] and left not in moved[right]:
            return _ELSEWHERE
        return _fit(merged[left], roles, rows[right], roles[locale])

    pairs = align_sequences(range(len(merged)), range(len(rows)), similarity, gap=_GAP)
    return _pair_moved(pairs, merged, rows, roles, locale)


def _places(
    merged: Sequence[Mapping[str, RawRow]],
    rows: Sequence[RawRow],
    roles: Mapping[str, Roles],
    locale: str,
) -> list[set[int]]:
    """Say for each row where its very name stands already: positions may not be trusted."""
    places: dict[str, set[int]] = {}
    for index, group in enumerate(merged):
        for other, row in group.items():
            if name := _name(row, roles[other]):
                places.setdefault(name, set()).add(index)
    return [places.get(_name(row, roles[locale]), set()) for row in rows]


def _merge(
    merged: list[dict[str, RawRow]],
    locale: str,
    rows: Sequence[RawRow],
    pairs: Sequence[tuple[int | None, int | None]],
) -> list[dict[str, RawRow]]:
    result = []
    for left, right in pairs:
        group = dict(merged[left]) if left is not None else {}
        if right is not None:
            group[locale] = rows[right]
        result.append(group)
    return result


def _pair_moved(
    pairs: list[tuple[int | None, int | None]],
    merged: Sequence[Mapping[str, RawRow]],
    rows: Sequence[RawRow],
    roles: Mapping[str, Roles],
    locale: str,
) -> list[tuple[int | None, int | None]]:
    """Pair rows that stand alone on both sides under the very same name: they were moved."""
    lonely: dict[str, int] = {}
    for _, right in pairs:
        if right is not None and (right_name := _name(rows[right], roles[locale])):
            lonely[right_name] = right
    taken = {right for left, right in pairs if left is not None and right is not None}
    found: dict[int, int] = {}
    for left, right in pairs:
        if left is None or right is not None:
            continue
        for other, row in merged[left].items():
            match = lonely.get(_name(row, roles[other]))
            if match is not None and match not in taken:
                found[left] = match
                taken.add(match)
                break
    moved = set(found.values())
    return [
        (left, found.get(left, right) if left is not None else right)
        for left, right in pairs
        if not (left is None and right in moved)
    ]


def _fit(group: Mapping[str, RawRow], roles: Mapping[str, Roles], row: RawRow, own: Roles) -> float:
    """Say how well a row fits what its would-be counterparts have: the mean over them."""
    scores = [row_similarity(other, roles[locale], row, own) for locale, other in group.items()]
    return sum(scores) / len(scores)


def row_similarity(left: RawRow, left_roles: Roles, right: RawRow, right_roles: Roles) -> float:
    """Weigh two rows of two editions: above 0 they may be one field, below 0 hardly.

    Equal names and types speak for it. Different names speak against it only
    where both look like identifiers of one script, and then weakly, for
    either may be a translation.
    """
    score = 0.1
    a, b = _cell(left, left_roles, Role.NAME), _cell(right, right_roles, Role.NAME)
    if a is not None and b is not None and a.reading and b.reading:
        x, y = fold_identifier(a.reading), fold_identifier(b.reading)
        if x == y:
            score += 2.0
        elif a.is_code and b.is_code:
            score -= 1.0
        elif (
            x.isascii() and y.isascii() and is_member_name(a.reading) and is_member_name(b.reading)
        ):
            score -= 0.25
    score += _type_similarity(
        _cell(left, left_roles, Role.TYPE), _cell(right, right_roles, Role.TYPE)
    )
    return score + _description_similarity(
        _cell(left, left_roles, Role.DESCRIPTION), _cell(right, right_roles, Role.DESCRIPTION)
    )


def _type_similarity(left: RawCell | None, right: RawCell | None) -> float:
    if left is None or right is None or not left.reading or not right.reading:
        return 0.0
    x, y = _type_key(left.reading), _type_key(right.reading)
    if x == y:
        return 0.6
    return -0.6 if x.isascii() and y.isascii() and x and y else 0.0


def _description_similarity(left: RawCell | None, right: RawCell | None) -> float:
    """Compare what translation leaves alone: emptiness, values, numbers, length."""
    if left is None or right is None:
        return 0.0
    if not left.text or not right.text:
        return 0.1 if left.text == right.text else -0.2
    score = 0.0
    if len(left.values) != len(right.values):
        score -= 0.3
    elif left.values:
        score += 0.4
    x, y = _tokens(left.text), _tokens(right.text)
    if x or y:
        score += 0.5 * len(x & y) / len(x | y) - 0.1
    return score


@lru_cache(maxsize=65536)
def _tokens(text: str) -> frozenset[str]:
    """Give the words of a description that no translation touches: camel case and numbers."""
    words = "".join(char if char.isascii() and char.isalnum() else " " for char in text).split()
    return frozenset(w for w in words if any(c.isdigit() or c.isupper() for c in w[1:]))


def _cell(row: RawRow, roles: Roles, role: Role) -> RawCell | None:
    if role not in roles:
        return None
    column = roles.index(role)
    return row.cells[column] if column < len(row.cells) else None


def _name(row: RawRow, roles: Roles) -> str:
    cell = _cell(row, roles, Role.NAME)
    return fold_identifier(cell.reading) if cell is not None else ""


@lru_cache(maxsize=65536)
def fold_identifier(text: str) -> str:
    """Reduce an identifier to what spacing, case and width leave: NFKC, case-folded."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


@lru_cache(maxsize=65536)
def _type_key(text: str) -> str:
    """Reduce a type to its local name, folded."""
    return fold_identifier(text).rpartition(":")[2].strip("*")
