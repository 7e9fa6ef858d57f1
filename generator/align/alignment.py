"""What alignment hands on: every page with its editions side by side, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.extract.classify_columns import Role, Roles
    from generator.extract.page import Page, RawCell, RawRow, RawTable, ValueList


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedRow:
    """One field as its witnesses document it; a witness that lacks the row is not in it."""

    rows: Mapping[str, RawRow]
    """Locale → its row, in the order of the alignment's locales."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedTable:
    """One table as its witnesses have it."""

    page: str
    """Page key."""
    index: int
    """0-based among the page's aligned tables."""
    tables: Mapping[str, RawTable]
    """Locale → its table."""
    roles: Mapping[str, Roles]
    """Locale → the roles of its columns; empty where the table documents no fields."""
    rows: tuple[AlignedRow, ...]
    """Its rows in the pivot's order, rows only others have where they stand there."""
    holds_values: bool = False
    """Its rows are the values of an enumeration, not fields."""

    def cell(self, row: AlignedRow, locale: str, role: Role) -> RawCell | None:
        """Give a witness's cell of a role; None where it has no such cell."""
        raw = row.rows.get(locale)
        roles = self.roles.get(locale, ())
        if raw is None or role not in roles:
            return None
        column = roles.index(role)
        return raw.cells[column] if column < len(raw.cells) else None

    @property
    def has_names(self) -> bool:
        """Tell whether it documents fields, or values."""
        return any(any(roles) for roles in self.roles.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedPage:
    """One page as its witnesses have it."""

    page: str
    """Page key."""
    pages: Mapping[str, Page]
    """Locale → its page."""
    tables: tuple[AlignedTable, ...]
    """Its tables in the pivot's order."""
    lists: tuple[Mapping[str, ValueList], ...]
    """Its value lists outside tables: locale → list, each with as many values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """One API, aligned."""

    locales: tuple[str, ...]
    """All witnesses, the pivot first, then by name."""
    pivot: str
    """The locale whose order the alignment keeps: the reference, or the fullest edition."""
    pages: tuple[AlignedPage, ...]
    """Every page that any edition has, by page key."""
