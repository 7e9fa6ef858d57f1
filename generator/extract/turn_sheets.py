"""Tables whose headers stand in the first column: the sheet of one field, turned.

| Name | deviceId |         | Name     | Type   |
| Type | string   |  gives  | deviceId | string |
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.extract.column_words import Role, header_says

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.extract.split_cells import PlacedRow
    from generator.read.document import Cell

_FEWEST = 3
"""Headers that make a sheet."""
_MOST_ROWS = 12


def turn_sheet(
    header: Sequence[str], first: Sequence[Cell], rows: Sequence[PlacedRow], labels: Sequence[str]
) -> tuple[tuple[str, ...], PlacedRow] | None:
    """Turn a table of two columns whose first column has the headers of a field's parts.

    Args:
        header: The first row's texts.
        first: The first row's cells.
        rows: The other rows.
        labels: The texts of the other rows' first cells.

    Returns:
        The header, and the one row; None for any other table.
    """
    if len(header) != 2 or len(first) != 2 or len(rows) > _MOST_ROWS:
        return None
    names = (header[0], *labels)
    said = [next((role for role in Role if header_says(role, name)), None) for name in names]
    roles = [role for role in said if role is not None]
    is_sheet = said[0] is Role.NAME and len(set(roles)) == len(roles) >= _FEWEST
    if not is_sheet or len(roles) * 2 < len(names):
        return None
    if any(header_says(role, header[1]) for role in Role):
        return None
    return names, [first[1], *(row[1] if len(row) > 1 else None for row in rows)]
