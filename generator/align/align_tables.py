"""One `Page` per locale → `AlignedPage`: tables and value lists side by side."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from generator.align.align_rows import align_rows, fold_identifier
from generator.align.align_sequences import align_sequences
from generator.align.alignment import AlignedPage, AlignedTable
from generator.naming import is_ncname, split_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from generator.extract.classify_columns import Roles
    from generator.extract.page import Page, RawTable, ValueList

T = TypeVar("T", "RawTable", "ValueList")

RolesOf = dict[str, dict[tuple[str, ...], "Roles"]]
"""Locale → header row → roles, as `classify_columns` gives them."""

_GAP = -0.05
"""What leaving a table or list alone costs: next to nothing, for a wrong pair costs more."""
_ELSEWHERE = -2.0
"""What pairing a table costs whose rows stand in another one, and none of them here."""


def align_page(key: str, pages: Mapping[str, Page], roles: RolesOf) -> AlignedPage:
    """Line up one page's tables and value lists across its editions.

    Args:
        key: The page key.
        pages: Locale → page, the pivot first; only editions that have the page.
        roles: What each edition's columns mean.

    Returns:
        The aligned page.
    """
    groups = _align_groups(
        {loc: page.tables for loc, page in pages.items()}, _table_similarity, _names
    )
    tables = tuple(_align_table(key, i, group, roles) for i, group in enumerate(groups))
    lists = _align_groups(
        {loc: page.lists for loc, page in pages.items()}, _list_similarity, lambda _: frozenset()
    )
    return AlignedPage(page=key, pages=pages, tables=tables, lists=tuple(lists))


def _align_table(
    key: str, index: int, tables: Mapping[str, RawTable], roles: RolesOf
) -> AlignedTable:
    own = {loc: roles[loc].get(table.header, ()) for loc, table in tables.items()}
    agreed = _agree(tables, own)
    return AlignedTable(
        page=key,
        index=index,
        tables=tables,
        roles=agreed,
        rows=align_rows(tables, agreed),
    )


def _agree(tables: Mapping[str, RawTable], own: Mapping[str, Roles]) -> dict[str, Roles]:
    """Let the editions outvote one that reads its columns otherwise; one width, one meaning."""
    agreed = {}
    for locale, table in tables.items():
        width = len(table.header)
        votes = Counter(
            roles for loc, roles in own.items() if len(tables[loc].header) == width and any(roles)
        )
        silent = sum(not any(own[loc]) for loc in tables if len(tables[loc].header) == width)
        winner, count = max(votes.items(), key=lambda v: (v[1], repr(v[0])), default=((), 0))
        agreed[locale] = winner if count > silent or own[locale] == winner else own[locale]
        if count <= silent and not any(own[locale]):
            agreed[locale] = (None,) * width
    return agreed


def _align_groups(
    sequences: Mapping[str, Sequence[T]],
    similarity: Callable[[T, T], float],
    names: Callable[[T], frozenset[str]],
) -> list[dict[str, T]]:
    """Merge the editions one after the other into groups, in the first one's order.

    A group is refused by an item whose names stand in another group, and none in it.
    """
    merged: list[dict[str, T]] = []
    for locale, items in sequences.items():
        if not merged:
            merged = [{locale: item} for item in items]
            continue
        pairs = _pair(_score(merged, items, similarity, names), len(items))
        result = []
        for left, right in pairs:
            group = dict(merged[left]) if left is not None else {}
            if right is not None:
                group[locale] = items[right]
            result.append(group)
        merged = result
    return merged


def _pair(scores: Sequence[Sequence[float]], items: int) -> list[tuple[int | None, int | None]]:
    return align_sequences(
        range(len(scores)), range(items), lambda group, item: scores[group][item], gap=_GAP
    )


def _score(
    merged: Sequence[Mapping[str, T]],
    items: Sequence[T],
    similarity: Callable[[T, T], float],
    names: Callable[[T], frozenset[str]],
) -> list[list[float]]:
    """Weigh every item against every group: the mean over what the group holds."""
    held = [frozenset[str]().union(*map(names, group.values())) for group in merged]
    everywhere = frozenset[str]().union(*held)
    own = [names(item) for item in items]
    return [
        [
            _ELSEWHERE
            if its & everywhere and not its & here
            else sum(similarity(other, item) for other in group.values()) / len(group)
            for its, item in zip(own, items, strict=True)
        ]
        for here, group in zip(held, merged, strict=True)
    ]


def _table_similarity(left: RawTable, right: RawTable) -> float:
    """Weigh two tables: width, anchors above, rows and what stands in them."""
    score = 0.3 if len(left.header) == len(right.header) else -0.5
    score += _anchor_similarity(left, right)
    rows = max(len(left.rows), len(right.rows), 1)
    score += 0.3 - abs(len(left.rows) - len(right.rows)) / rows
    x, y = _contents(left), _contents(right)
    if len(x) > 1 and len(y) > 1:
        score += 2.0 * len(x & y) / min(len(x), len(y)) - 0.7
    return score + (0.0 if (left.parent is None) == (right.parent is None) else -1.0)


def _anchor_similarity(left: RawTable | ValueList, right: RawTable | ValueList) -> float:
    """Compare the innermost anchors; translation leaves them alone."""
    x = {a for s in left.sections[-1:] for a in s.anchors}
    y = {a for s in right.sections[-1:] for a in s.anchors}
    if not x or not y:
        return 0.0
    return 0.8 if x & y else -0.4


def _names(table: RawTable) -> frozenset[str]:
    """Give what can only be identifiers in the first column: of several words, and untranslated."""
    readings = [row.cells[0].reading for row in table.rows if row.cells and row.cells[0]]
    return frozenset(
        fold_identifier(reading)
        for reading in readings
        if is_ncname(reading) and reading.isascii() and len(split_words(reading)) > 1
    )


def _contents(table: RawTable) -> frozenset[str]:
    return frozenset(
        fold_identifier(cell.reading)
        for row in table.rows
        for cell in row.cells[:2]
        if cell is not None and cell.reading.isascii() and 0 < len(cell.reading) < 60
    )


def _list_similarity(left: ValueList, right: ValueList) -> float:
    """Weigh two value lists: only lists of one length are ever paired."""
    if len(left.values) != len(right.values) or left.is_list != right.is_list:
        return -2.0
    x = {fold_identifier(value.reading) for value in left.values}
    y = {fold_identifier(value.reading) for value in right.values}
    return 0.3 + _anchor_similarity(left, right) + len(x & y) / max(len(x), 1)
