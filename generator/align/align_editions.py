"""All pages of all editions → `Alignment`, with a finding for everything that stands alone."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from generator.align.align_tables import align_page
from generator.align.alignment import AlignedPage, AlignedTable, Alignment
from generator.align.find_value_tables import mark_value_tables
from generator.diagnostics import Diagnostic, Severity
from generator.extract.classify_columns import Role, classify_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.extract.page import Page


def align_editions(
    editions: Mapping[str, Sequence[Page]],
    reference: str | None,
    configured_columns: Mapping[str, str],
) -> tuple[Alignment, tuple[Diagnostic, ...]]:
    """Line up the editions of one API.

    Args:
        editions: Locale → its pages.
        reference: The reference locale, if it is among the editions.
        configured_columns: Header text → role, as the configuration has it.

    Returns:
        The alignment, and a finding for each page, table or row that some edition lacks.
    """
    pivot = reference or max(sorted(editions), key=lambda loc: _fullness(editions[loc]))
    locales = (pivot, *(loc for loc in sorted(editions) if loc != pivot))
    roles = {loc: classify_columns(editions[loc], configured_columns) for loc in locales}
    by_key: dict[str, dict[str, Page]] = defaultdict(dict)
    for locale in locales:
        for page in editions[locale]:
            by_key[page.page][locale] = page
    pages = mark_value_tables([align_page(key, by_key[key], roles) for key in sorted(by_key)])
    alignment = Alignment(locales=locales, pivot=pivot, pages=pages)
    return alignment, tuple(_find_gaps(alignment))


def _fullness(pages: Sequence[Page]) -> tuple[int, int]:
    return (len(pages), sum(len(table.rows) for page in pages for table in page.tables))


def _find_gaps(alignment: Alignment) -> Iterator[Diagnostic]:
    for page in alignment.pages:
        yield from _missing_pages(alignment, page)
        for table in page.tables:
            if table.has_names:
                yield from _missing_tables(page, table)
                yield from _missing_rows(table)


def _missing_pages(alignment: Alignment, page: AlignedPage) -> Iterator[Diagnostic]:
    have = list(page.pages)
    if len(have) == len(alignment.locales):
        return
    lone = len(have) == 1
    missing = [locale for locale in alignment.locales if locale not in page.pages]
    yield Diagnostic(
        code="GS301" if lone else "GS302",
        severity=Severity.WARNING if lone else Severity.NOTE,
        message=f"page is in {_listed(have)} only"
        if lone
        else f"page is missing in {_listed(missing)}",
        path=page.pages[have[0]].path,
        help="nothing else can confirm what it says" if lone else None,
    )


def _missing_tables(page: AlignedPage, table: AlignedTable) -> Iterator[Diagnostic]:
    missing = [locale for locale in page.pages if locale not in table.tables]
    if missing:
        first = next(iter(table.tables.values()))
        yield Diagnostic(
            code="GS303",
            severity=Severity.NOTE,
            message=f"table has no counterpart in {_listed(missing)}",
            span=first.span,
        )


def _missing_rows(table: AlignedTable) -> Iterator[Diagnostic]:
    """Report a row that the pivot has and others lack, and one that the pivot lacks."""
    pivot = next(iter(table.tables))
    for row in table.rows:
        missing = [locale for locale in table.tables if locale not in row.rows]
        if not missing:
            continue
        locale, raw = next(iter(row.rows.items()))
        name = table.cell(row, locale, Role.NAME)
        reading = name.reading if name is not None else ""
        code = "GS305" if pivot in missing else "GS304"
        yield Diagnostic(
            code=code,
            severity=Severity.WARNING,
            message=f"row {reading!r} has no counterpart in {_listed(missing)}",
            span=raw.span,
        )


def _listed(locales: Sequence[str]) -> str:
    return ", ".join(repr(locale) for locale in sorted(locales))
