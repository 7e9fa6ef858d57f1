"""One `Page` per locale → `AlignedPage`: tables and value lists side by side."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from generator.align.align_rows import align_rows, fold_identifier
from generator.align.align_sequences import align_sequences
from generator.align.alignment import AlignedPage, AlignedTable
from generator.naming import is_ncname, split_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from generator.extract.classify_columns import Roles
    from generator.extract.page import Page, RawTable, ValueList

T = TypeVar("T", "RawTable", "ValueList")
Looks = TypeVar("Looks", "_TableLooks", "_ListLooks")

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
        {loc: page.tables for loc, page in pages.items()}, _look_at_table, _table_similarity
    )
    tables = tuple(_align_table(key, i, group, roles) for i, group in enumerate(groups))
    lists = _align_groups(
        {loc: page.lists for loc, page in pages.items()}, _look_at_list, _list_similarity
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
    """Let the editions outvote one that reads its columns otherwise; one width, one meaning.

    One that has its columns in another order is not outvoted: what stands in them is
    what stands in the others' columns of that meaning.
    """
    agreed: dict[str, Roles] = {}
    for locale, table in tables.items():
        width = len(table.header)
        alike = [loc for loc in tables if len(tables[loc].header) == width]
        votes = Counter(own[loc] for loc in alike if any(own[loc]))
        silent = sum(not any(own[loc]) for loc in alike)
        winner, count = max(votes.items(), key=lambda vote: vote[1], default=((), 0))
        if own[locale] == winner and any(winner):
            agreed[locale] = winner
            continue
        others = [tables[loc] for loc in alike if own[loc] == winner]
        is_outvoted = count > silent and not _is_moved(table, own[locale], others, winner)
        if count <= silent and not any(own[locale]):
            agreed[locale] = (None,) * width
        else:
            agreed[locale] = winner if is_outvoted else own[locale]
    return agreed


def _is_moved(table: RawTable, own: Roles, others: Sequence[RawTable], winner: Roles) -> bool:
    """Tell whether a table's columns hold more of what others' do as it reads them itself."""
    return _count_shared(table, own, others, winner) > _count_shared(table, winner, others, winner)


def _count_shared(table: RawTable, roles: Roles, others: Sequence[RawTable], theirs: Roles) -> int:
    """Count what columns have in common with others' columns of the same role."""
    return sum(
        len(_texts(table, roles.index(role)) & _texts(other, at))
        for other in others
        for at, role in enumerate(theirs)
        if role is not None and role in roles
    )


def _texts(table: RawTable, column: int) -> set[str]:
    cells = (row.cells[column] for row in table.rows if column < len(row.cells))
    return {cell.reading for cell in cells if cell is not None and cell.reading}


class _Group(Generic[T, Looks]):
    """Tables or lists of several editions that are one."""

    def __init__(self) -> None:
        self.items: dict[str, T] = {}
        self.looks: list[Looks] = []
        self.names: frozenset[str] = frozenset()

    def add(self, locale: str, item: T, looks: Looks) -> None:
        """Take in what an edition has."""
        self.items[locale] = item
        self.looks.append(looks)
        self.names |= looks.names


def _align_groups(
    sequences: Mapping[str, Sequence[T]],
    look: Callable[[T], Looks],
    similarity: Callable[[Looks, Looks], float],
) -> list[dict[str, T]]:
    """Merge the editions one after the other into groups, in the first one's order.

    An item fits a group as the mean over what this holds. A group is refused by
    an item whose names stand in another group, and none in it.
    """
    groups: list[_Group[T, Looks]] = []
    everywhere: set[str] = set()

    def fit(group: _Group[T, Looks], own: Looks) -> float:
        if group.names.isdisjoint(own.names) and not everywhere.isdisjoint(own.names):
            return _ELSEWHERE
        return sum([similarity(other, own) for other in group.looks]) / len(group.looks)

    for locale, items in sequences.items():
        seen = [look(item) for item in items]
        pairs = align_sequences(groups, seen, fit, gap=_GAP)
        merged: list[_Group[T, Looks]] = []
        for left, right in pairs:
            group = groups[left] if left is not None else _Group[T, Looks]()
            if right is not None:
                group.add(locale, items[right], seen[right])
            merged.append(group)
        groups = merged
        everywhere.update(*(looks.names for looks in seen))
    return [group.items for group in groups]


class _TableLooks(NamedTuple):
    """What tables are compared by."""

    width: int
    rows: int
    is_inner: bool
    is_list: bool
    anchors: frozenset[str]
    contents: frozenset[str]
    """What stands in the first two columns, as far as it may be an identifier."""
    names: frozenset[str]
    """What can only be identifiers in the first: of several words, and untranslated."""


def _look_at_table(table: RawTable) -> _TableLooks:
    cells = [cell for row in table.rows for cell in row.cells[:2] if cell is not None]
    first = {row.cells[0].reading for row in table.rows if row.cells and row.cells[0] is not None}
    return _TableLooks(
        width=len(table.header),
        rows=len(table.rows),
        is_inner=table.parent is not None,
        is_list=table.ordinal < 0,
        anchors=_innermost_anchors(table),
        contents=frozenset(
            fold_identifier(reading)
            for reading in {cell.reading for cell in cells}
            if reading.isascii() and 0 < len(reading) < 60
        ),
        names=frozenset(
            fold_identifier(reading)
            for reading in first
            if is_ncname(reading) and reading.isascii() and len(split_words(reading)) > 1
        ),
    )


def _table_similarity(left: _TableLooks, right: _TableLooks) -> float:
    """Weigh two tables: width, anchors above, rows and what stands in them."""
    score = 0.3 if left.width == right.width else -0.5
    score += _anchor_similarity(left.anchors, right.anchors)
    score += 0.3 - abs(left.rows - right.rows) / max(left.rows, right.rows, 1)
    x, y = left.contents, right.contents
    if len(x) > 1 and len(y) > 1:
        score += 2.0 * len(x & y) / min(len(x), len(y)) - 0.7
    score -= left.is_list != right.is_list
    return score + (0.0 if left.is_inner == right.is_inner else -1.0)


def _innermost_anchors(place: RawTable | ValueList) -> frozenset[str]:
    """Give the anchors of the heading that something stands below; translation leaves them."""
    return frozenset(anchor for section in place.sections[-1:] for anchor in section.anchors)


def _anchor_similarity(left: frozenset[str], right: frozenset[str]) -> float:
    if not left or not right:
        return 0.0
    return -0.4 if left.isdisjoint(right) else 0.8


class _ListLooks(NamedTuple):
    """What lists of values are compared by."""

    length: int
    is_list: bool
    anchors: frozenset[str]
    values: frozenset[str]
    names: frozenset[str] = frozenset()
    """None is sure enough to be looked for elsewhere."""


def _look_at_list(values: ValueList) -> _ListLooks:
    return _ListLooks(
        length=len(values.values),
        is_list=values.is_list,
        anchors=_innermost_anchors(values),
        values=frozenset(fold_identifier(value.reading) for value in values.values),
    )


def _list_similarity(left: _ListLooks, right: _ListLooks) -> float:
    """Weigh two value lists: only lists of one length are ever paired."""
    if left.length != right.length or left.is_list != right.is_list:
        return -2.0
    shared = len(left.values & right.values) / max(len(left.values), 1)
    return 0.3 + _anchor_similarity(left.anchors, right.anchors) + shared
