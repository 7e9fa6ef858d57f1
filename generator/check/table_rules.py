"""Aligned tables → findings: rows that came or went, identifiers that read alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.check.finding import Finding
from generator.check.page_words import quote
from generator.diagnostics import Severity
from generator.extract.classify_columns import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.align.alignment import AlignedTable, Alignment
    from generator.reconcile.reconciled import Reconciled
    from generator.reconcile.verdict import Reading, Verdict
    from generator.source import Span

_MISSING, _OBSOLETE, _DUPLICATE = "GSC302", "GSC303", "GSC301"


def find_row_gaps(alignment: Alignment, reconciled: Reconciled) -> Iterator[Finding]:
    """Give a finding for every row that the pivot has and another edition lacks, or the reverse.

    Args:
        alignment: The editions side by side.
        reconciled: What was decided, for the names.
    """
    names = {
        (row.place.page, row.place.table, row.place.row): row.name.canonical or ""
        for row in reconciled.rows
    }
    for page in alignment.pages:
        for table in page.tables:
            if table.has_names and alignment.pivot in table.tables:
                for locale in table.tables:
                    if locale != alignment.pivot:
                        yield from _gaps_of(table, locale, alignment.pivot, names)


def _gaps_of(
    table: AlignedTable, locale: str, pivot: str, names: Mapping[tuple[str, int, int], str]
) -> Iterator[Finding]:
    """Compare one edition's table with the pivot's."""
    before: Span | None = None
    for index, row in enumerate(table.rows):
        name = names.get((table.page, table.index, index), "")
        own = row.rows.get(locale)
        if own is None and pivot in row.rows:
            span = before or table.tables[locale].span
            where = "behind this one" if before is not None else "at the head of this table"
            message = f"row {quote(name)} of edition {pivot!r} is missing {where}"
            yield Finding(
                rule=_MISSING, severity=Severity.WARNING, span=span, page=table.page,
                locale=locale, message=message, subject=name,
            )  # fmt: skip
        elif own is not None:
            cell = table.cell(row, locale, Role.NAME)
            before = cell.span if cell is not None else own.span
            if pivot not in row.rows:
                reading = cell.reading if cell is not None else ""
                message = f"row {quote(reading)} is not in edition {pivot!r}"
                yield Finding(
                    rule=_OBSOLETE, severity=Severity.WARNING, span=before, page=table.page,
                    locale=locale, message=message, subject=reading,
                )  # fmt: skip


def find_duplicates(reconciled: Reconciled) -> Iterator[Finding]:
    """Give a finding where two identifiers of one table or list read alike in an edition."""
    tables: dict[tuple[str, int], list[Verdict]] = {}
    for row in reconciled.rows:
        tables.setdefault(row.place.key, []).append(row.name)
    lists = [values.values for values in reconciled.values]
    for verdicts in (*tables.values(), *lists):
        yield from _duplicates_of(verdicts)


def _duplicates_of(verdicts: Sequence[Verdict]) -> Iterator[Finding]:
    first: dict[tuple[str, str], tuple[Verdict, Reading]] = {}
    for verdict, reading in _readings(verdicts):
        earlier, twin = first.setdefault((reading.locale, reading.text), (verdict, reading))
        if earlier.canonical == verdict.canonical or twin.span == reading.span:
            continue
        one, two = earlier.canonical, verdict.canonical
        message = f"{quote(reading.text)} stands for both {one!r} and {two!r} here"
        yield Finding(
            rule=_DUPLICATE, severity=Severity.ERROR, span=reading.span, page=verdict.page,
            locale=reading.locale, message=message, subject=reading.text,
            evidence=(f"the other stands in line {twin.span.line}",),
        )  # fmt: skip


def _readings(verdicts: Iterable[Verdict]) -> Iterator[tuple[Verdict, Reading]]:
    """Give what stands for a decided identifier; junk stands for none."""
    for verdict in verdicts:
        for reading in verdict.readings:
            if reading.text and not reading.is_junk and verdict.canonical:
                yield verdict, reading
