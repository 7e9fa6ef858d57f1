"""Which tables list the values of an enumeration, where fields are tables too.

Either the header says so, or the rows do: names that begin with capitals in an
API whose fields do not, all of them text, below a heading that is one word.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.extract.column_words import Role, says_value
from generator.extract.type_notation import COMMON_TYPES, parse_type
from generator.naming import is_ncname

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.align.alignment import AlignedPage, AlignedTable
    from generator.extract.page import RawCell

_FEWEST_NAMES = 8
"""Names of fields that show how an API writes them."""
_CUSTOM = 0.8
"""Share of them that must begin with a small letter."""


def mark_value_tables(pages: Sequence[AlignedPage]) -> tuple[AlignedPage, ...]:
    """Mark the tables of all pages that list values."""
    told = tuple(_mark(page, {t.index for t in page.tables if _is_headed(t)}) for page in pages)
    if not _has_small_initials(told):
        return told
    return tuple(_mark(page, {t.index for t in page.tables if _is_capital(t)}) for page in told)


def _mark(page: AlignedPage, indexes: set[int]) -> AlignedPage:
    if not indexes:
        return page
    tables = (
        replace(table, holds_values=True) if table.index in indexes else table
        for table in page.tables
    )
    return replace(page, tables=tuple(tables))


def _is_headed(table: AlignedTable) -> bool:
    """Tell whether most headers say that the rows are values, and no column has types."""
    columns = {
        locale: roles.index(Role.NAME)
        for locale, roles in table.roles.items()
        if Role.NAME in roles
    }
    said = [says_value(table.tables[locale].header[at]) for locale, at in columns.items()]
    has_types = any(Role.TYPE in roles for roles in table.roles.values())
    return bool(said) and sum(said) * 2 > len(said) and not has_types


def _first_cells(table: AlignedTable, role: Role) -> Iterator[RawCell]:
    """Give the cells of a role as the first edition that has the row has them."""
    for row in table.rows:
        cell = table.cell(row, next(iter(row.rows)), role)
        if cell is not None:
            yield cell


def _has_small_initials(pages: Sequence[AlignedPage]) -> bool:
    names = [
        cell.reading
        for page in pages
        for table in page.tables
        if table.has_names and not table.holds_values and not _is_capital(table)
        for cell in _first_cells(table, Role.NAME)
        if is_ncname(cell.reading)
    ]
    small = sum(name[:1].islower() for name in names)
    return len(names) >= _FEWEST_NAMES and small >= _CUSTOM * len(names)


def _is_capital(table: AlignedTable) -> bool:
    """Tell whether all rows are text and begin with a capital, below a heading of one word."""
    if not table.has_names or any(Role.REQUIRED in roles for roles in table.roles.values()):
        return False
    pivot = next(iter(table.tables.values()))
    heading = pivot.sections[-1].text if pivot.sections else ""
    names = [cell.reading for cell in _first_cells(table, Role.NAME)]
    types = [parse_type(cell.reading) for cell in _first_cells(table, Role.TYPE)]
    are_text = [COMMON_TYPES.get(t.local.casefold()) == "string" and not t.is_array for t in types]
    return (
        len(names) > 1
        and len(are_text) == len(names)
        and all(are_text)
        and all(is_ncname(name) and name[:1].isupper() for name in names)
        and is_ncname(heading)
        and heading[:1].isupper()
    )
