"""The reference edition's own rows: what each witness's reading ought to come out as.

Rows are paired by the tool's own alignment, with the reference among the
editions even where it is no witness. Whether a reference reading is an
identifier at all is judged from the reference edition alone, by rules that
share nothing with reconciliation: XML's names, its built-ins, and the names
that headings document.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from generator.extract.classify_columns import Role
from generator.naming import is_ncname
from generator.reconcile.type_names import builtin_of, parse_type
from generator.reconcile.verdict import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.align.alignment import AlignedRow, AlignedTable, Alignment
    from generator.extract.page import Page
    from generator.reconcile.reconciled import Reconciled

_USUAL: Final = 0.05
"""Share of the types from which a prefix counts as the corpus's notation, not as a slip."""
_SHORT_HEADING: Final = 3
"""Words of a heading that may name a type beside other words: `Invoice object`."""

Place = tuple[str, str, int, int]
"""Page, locale, ordinal of the table, ordinal of the row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceCell:
    """One cell of the reference edition that ought to hold an identifier."""

    page: str
    """Page key."""
    table: int
    """Ordinal of the table."""
    row: int
    """Ordinal of the row."""
    role: str
    """`name` or `type`."""
    text: str
    """What stands there, NFC."""
    is_identifier: bool
    """It can be right: a name XML allows, or a type that exists in the corpus's notation."""
    shown: frozenset[str]
    """Names of the elements and keys in the samples of its page."""


def collect_reference(
    alignment: Alignment, reference: str
) -> Mapping[tuple[Place, str], ReferenceCell]:
    """Give the reference cell of every witness's cell, by its place and role.

    Args:
        alignment: The editions, the reference among them.
        reference: The reference locale.
    """
    rows = list(_reference_rows(alignment, reference))
    pages = [page.pages[reference] for page in alignment.pages if reference in page.pages]
    is_type = _TypeRule(pages, [text for _, _, role, text in rows if role is Role.TYPE])
    shown = {page.page: frozenset(_sample_names(page)) for page in pages}
    found: dict[tuple[Place, str], ReferenceCell] = {}
    for table, row, role, text in rows:
        cell = ReferenceCell(
            page=table.page,
            table=table.tables[reference].ordinal,
            row=row.rows[reference].ordinal,
            role=str(role),
            text=text,
            is_identifier=is_ncname(text) if role is Role.NAME else is_type(text),
            shown=shown[table.page],
        )
        for locale, raw in row.rows.items():
            place = (table.page, locale, table.tables[locale].ordinal, raw.ordinal)
            found[place, str(role)] = cell
    return found


def agree_cells(
    cells: Mapping[tuple[Place, str], ReferenceCell], together: Reconciled, reference: str
) -> Mapping[tuple[Place, str], ReferenceCell]:
    """Put what all editions together are sure of in place of the reference's own text.

    Args:
        cells: The reference cell of every witness's cell.
        together: What was decided with all editions heard.
        reference: The reference locale.

    Returns:
        The same for the places of which they are sure.
    """
    sure = {
        (verdict.page, reading.table, reading.row, str(verdict.role)): verdict.canonical
        for row in together.rows
        for verdict in (row.name, row.type)
        if verdict is not None and verdict.canonical
        if verdict.status in {Status.INTACT, Status.REPAIRED}
        for reading in verdict.readings
        if reading.locale == reference
    }
    return {
        place: replace(cell, text=sure[key])
        for place, cell in cells.items()
        if (key := (cell.page, cell.table, cell.row, cell.role)) in sure
    }


def _reference_rows(
    alignment: Alignment, reference: str
) -> Iterator[tuple[AlignedTable, AlignedRow, Role, str]]:
    for page in alignment.pages:
        for table in page.tables:
            if reference not in table.tables or not table.has_names:
                continue
            for row in table.rows:
                for role in (Role.NAME, Role.TYPE):
                    cell = table.cell(row, reference, role)
                    if cell is not None:
                        yield table, row, role, unicodedata.normalize("NFC", cell.reading)


def _sample_names(page: Page) -> Iterator[str]:
    """List what the samples of a page call things."""
    nodes = [node for sample in page.samples for node in sample.roots]
    while nodes:
        node = nodes.pop()
        yield node.name
        nodes += node.children


class _TypeRule:
    """Tells a type that exists, in the notation that the corpus uses, from anything else."""

    def __init__(self, pages: Sequence[Page], types: Sequence[str]) -> None:
        self._documented = frozenset(_documented_names(pages))
        builtin, documented = Counter[str](), Counter[str]()
        for text in types:
            parsed = parse_type(text)
            if builtin_of(parsed.local, prefixed=bool(parsed.prefix)):
                builtin[parsed.prefix] += 1
            if parsed.local in self._documented:
                documented[parsed.prefix] += 1
        self._builtin_prefixes = _usual(builtin)
        self._documented_prefixes = _usual(documented)

    def __call__(self, text: str) -> bool:
        parsed = parse_type(text)
        prefix = f"{parsed.prefix}:" if parsed.prefix else ""
        if text != f"{prefix}{parsed.local}{'[]' if parsed.is_array else ''}":
            return False
        if builtin_of(parsed.local, prefixed=bool(parsed.prefix)):
            return parsed.prefix in self._builtin_prefixes
        return parsed.local in self._documented and parsed.prefix in self._documented_prefixes


def _usual(prefixes: Counter[str]) -> frozenset[str]:
    least = _USUAL * prefixes.total()
    return frozenset(prefix for prefix, count in prefixes.items() if count >= least)


def _documented_names(pages: Sequence[Page]) -> Iterator[str]:
    """List what headings and titles name: `Invoice`, `Invoice object`."""
    for page in pages:
        for text in (page.title, *(section.text for section in page.sections)):
            words = text.split()
            if len(words) <= _SHORT_HEADING:
                yield from filter(is_ncname, words)
