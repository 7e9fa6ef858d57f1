"""Which editions have a table row for row as the reference has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.align.alignment import Alignment

Shapes = frozenset[tuple[str, int, str]]
"""Page, index of the aligned table, locale."""


def find_equal_shapes(alignment: Alignment, reference: str | None) -> Shapes:
    """Find the tables that have the reference's rows and no others, so that rows match for sure.

    Args:
        alignment: The editions side by side.
        reference: Folder name of the reference edition; None where there is none.
    """
    return frozenset(
        (table.page, table.index, locale)
        for page in alignment.pages
        for table in page.tables
        if reference is not None and reference in table.tables
        for locale in table.tables
        if all((locale in row.rows) == (reference in row.rows) for row in table.rows)
    )
