"""Tables of values → lists of values: an enumeration whose values are rows.

What it is called comes from its heading, as a type's name does; who takes it,
from the types of fields, or from the field that heading or caption names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.extract.classify_columns import Role
from generator.reconcile.places import RowPlace
from generator.reconcile.sightings import find_ascii_identifiers
from generator.reconcile.value_sets import ValueSet
from generator.reconcile.verdict import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.align.alignment import AlignedPage, AlignedRow, AlignedTable, Alignment
    from generator.extract.page import RawTable
    from generator.reconcile.verdict import Verdict


def collect_value_tables(
    alignment: Alignment,
    rows: Sequence[RowPlace],
    names: Mapping[tuple[str, int], str],
    decided: Sequence[Verdict],
    types: Mapping[int, str],
) -> Iterator[ValueSet]:
    """Find the tables whose rows are values, in page order.

    Args:
        alignment: The pages, aligned.
        rows: The rows of its other tables.
        names: (page, aligned table) → what the enumeration is called, where a heading says it.
        decided: The names of the rows.
        types: Row number → local name of its type.
    """
    by_type: dict[str, list[tuple[str, str]]] = {}
    by_page: dict[str, list[tuple[RowPlace, str]]] = {}
    for row, verdict in zip(rows, decided, strict=True):
        if not verdict.canonical:
            continue
        by_page.setdefault(row.page, []).append((row, verdict.canonical))
        if row.owner and (local := types.get(row.number)):
            by_type.setdefault(local.casefold(), []).append((row.owner, verdict.canonical))
    for page in alignment.pages:
        on_page = by_page.get(page.page, [])
        for table in page.tables:
            if not table.holds_values:
                continue
            parent = _parent_row(page, table, on_page)
            name = names.get((page.page, table.index), "")
            used = list(by_type.get(name.casefold(), ())) if name else []
            named = "" if name or parent is not None else _named_member(table, on_page)
            used += [(row.owner, own) for row, own in on_page if named == own and row.owner]
            yield ValueSet(
                page=page.page,
                row=parent,
                anchor="" if parent is not None else name or named or _heading(table),
                used_by=tuple(dict.fromkeys(used)),
                intros=_captions(table),
                titles={
                    loc: own.sections[-1].text for loc, own in table.tables.items() if own.sections
                },
                places=tuple(_place(page, table, row, i) for i, row in enumerate(table.rows)),
            )


def _place(page: AlignedPage, table: AlignedTable, row: AlignedRow, index: int) -> RowPlace:
    return RowPlace(
        number=0, page=page.page, table=table.index, row=index, owner="",
        names=tuple(_readings(table, row)), types=(),
    )  # fmt: skip


def _readings(table: AlignedTable, row: AlignedRow) -> Iterator[Reading]:
    for locale, raw in row.rows.items():
        cell = table.cell(row, locale, Role.NAME)
        described = table.cell(row, locale, Role.DESCRIPTION)
        yield Reading(
            locale=locale,
            text=cell.reading if cell is not None else "",
            span=cell.span if cell is not None else raw.span,
            is_code=cell is not None and cell.is_code,
            table=table.tables[locale].ordinal,
            row=raw.ordinal,
            description=described.text if described is not None else "",
            is_struck=cell is not None and cell.is_struck,
        )


def _parent_row(
    page: AlignedPage, table: AlignedTable, on_page: Sequence[tuple[RowPlace, str]]
) -> int | None:
    """Give the number of the row in whose cell a table stands."""
    for locale, own in table.tables.items():
        if own.parent is None:
            return None
        outer = next((t for t in page.tables if _stands_as(t, locale, own.parent[0])), None)
        if outer is None:
            continue
        for row, _ in on_page:
            raw = outer.rows[row.row].rows.get(locale) if row.table == outer.index else None
            if raw is not None and raw.ordinal == own.parent[1]:
                return row.number
    return None


def _stands_as(table: AlignedTable, locale: str, ordinal: int) -> bool:
    return locale in table.tables and table.tables[locale].ordinal == ordinal


def _named_member(table: AlignedTable, on_page: Sequence[tuple[RowPlace, str]]) -> str:
    """Find the one field of the page that a table's heading or caption names."""
    words = {
        word
        for own in table.tables.values()
        for text in _texts_above(own)
        for word in find_ascii_identifiers(text)
    }
    found = {name for _, name in on_page if name in words}
    return found.pop() if len(found) == 1 else ""


def _texts_above(own: RawTable) -> Iterator[str]:
    yield from (section.text for section in own.sections[-1:])
    if own.caption is not None:
        yield own.caption.text


def _captions(table: AlignedTable) -> dict[str, str]:
    return {
        locale: own.caption.text for locale, own in table.tables.items() if own.caption is not None
    }


def _heading(table: AlignedTable) -> str:
    """Give what stands above a table, in the pivot's words, or the name of its column."""
    own = next(iter(table.tables.values()))
    return own.sections[-1].text if own.sections else own.header[0]
