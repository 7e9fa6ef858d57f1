"""`Alignment` → places: every cell an identifier stands in, with all its witnesses."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.extract.classify_columns import Role
from generator.extract.column_words import says_optional
from generator.extract.row_markers import split_note
from generator.reconcile.verdict import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.align.alignment import AlignedRow, AlignedTable, Alignment
    from generator.extract.classify_columns import Roles
    from generator.extract.page import RawCell, RawRow
    from generator.reconcile.definition import Definition
    from generator.source import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPlace:
    """One aligned row: a name, and a type where the table has them."""

    number: int
    """Its ordinal among all rows of the API."""
    page: str
    """Page key."""
    table: int
    """Index of the aligned table in its page."""
    row: int
    """Index of the row in its aligned table."""
    owner: str
    """The definition the table belongs to; empty where unknown."""
    names: tuple[Reading, ...]
    """What each witness has in the name cell, the pivot's first."""
    types: tuple[Reading, ...]
    """What each witness has in the type cell; empty where there is no type column."""
    required: tuple[Reading, ...] = ()
    """What each witness has in the column that says whether the field must be there."""
    inverted: frozenset[str] = frozenset()
    """Locales whose column says instead whether the field may be missing."""
    indent: int = 0
    """How deep it is nested, in most editions, counted in signs and fixed spaces."""
    notes: tuple[str, ...] = ()
    """What stands below or behind the name and the type in their cells."""

    @property
    def key(self) -> tuple[str, int]:
        """Name the aligned table."""
        return (self.page, self.table)


def collect_rows(alignment: Alignment) -> tuple[RowPlace, ...]:
    """List every row of every table that has a name column, in document order, without owners."""
    rows: list[RowPlace] = []
    for page in alignment.pages:
        for table in page.tables:
            if not table.has_names or table.holds_values:
                continue
            columns = {locale: _find_columns(roles) for locale, roles in table.roles.items()}
            inverted = _find_inverted(table, columns)
            for index, row in enumerate(table.rows):
                rows.append(
                    RowPlace(
                        number=len(rows),
                        page=page.page,
                        table=table.index,
                        row=index,
                        owner="",
                        names=tuple(_readings(table, row, Role.NAME, columns)),
                        types=tuple(_readings(table, row, Role.TYPE, columns)),
                        required=tuple(_readings(table, row, Role.REQUIRED, columns)),
                        inverted=inverted,
                        indent=_indent(row, columns),
                        notes=tuple(_notes(row, columns)),
                    )
                )
    return tuple(rows)


def give_owners(
    rows: Iterable[RowPlace], definitions: Sequence[Definition]
) -> tuple[RowPlace, ...]:
    """Say of rows to which definition their table belongs."""
    owners = {(d.page, index): d.name for d in definitions for index in d.tables}
    return tuple(replace(row, owner=owners[row.key]) if row.key in owners else row for row in rows)


def drop_junk(rows: Sequence[RowPlace]) -> tuple[RowPlace, ...]:
    """Take placeholders for what they are: a cell without an identifier.

    Two rows of a table that read alike in every edition, in words that are no
    identifier, hold what some tool left in the identifier's place. The same
    words are junk wherever they stand.
    """
    junk: set[str] = set()
    seen: dict[tuple[object, ...], RowPlace] = {}
    for row in rows:
        texts = tuple((reading.locale, reading.text) for reading in row.names)
        twin = seen.setdefault((row.key, texts), row)
        wordy = any(" " in text.strip() for _, text in texts)
        if twin is not row and wordy and any(text for _, text in texts):
            junk.update(text for _, text in texts if text)
    return tuple(
        replace(row, names=_without(row.names, junk), types=_without(row.types, junk))
        if _holds(row.names, junk) or _holds(row.types, junk)
        else row
        for row in rows
    )


def _holds(readings: Sequence[Reading], junk: set[str]) -> bool:
    return any(reading.text in junk for reading in readings)


def _without(readings: tuple[Reading, ...], junk: set[str]) -> tuple[Reading, ...]:
    """Mark a place's readings as junk where any of them is: they have one source."""
    if not _holds(readings, junk):
        return readings
    return tuple(replace(reading, is_junk=True) for reading in readings)


def _find_columns(roles: Roles) -> dict[Role, int]:
    found: dict[Role, int] = {}
    for index, role in enumerate(roles):
        if role is not None:
            found.setdefault(role, index)
    return found


def _find_inverted(
    table: AlignedTable, columns: Mapping[str, Mapping[Role, int]]
) -> frozenset[str]:
    """Find the editions in which a `yes` says that the field may be missing."""
    places = {locale: own[Role.REQUIRED] for locale, own in columns.items() if Role.REQUIRED in own}
    return frozenset(
        locale for locale, at in places.items() if says_optional(table.tables[locale].header[at])
    )


def _cell(raw: RawRow, column: int | None) -> RawCell | None:
    return raw.cells[column] if column is not None and column < len(raw.cells) else None


def _readings(
    table: AlignedTable, row: AlignedRow, role: Role, columns: Mapping[str, Mapping[Role, int]]
) -> Iterator[Reading]:
    for locale, raw in row.rows.items():
        own = columns[locale]
        cell = _cell(raw, own.get(role))
        ordinal = table.tables[locale].ordinal
        is_listed = ordinal < 0  # a list of fields stands nowhere among the page's tables
        if cell is None:
            if role is Role.NAME and role in own:
                yield Reading(
                    locale=locale, text="", span=raw.span, is_code=False,
                    table=None if is_listed else ordinal, row=None if is_listed else raw.ordinal,
                )  # fmt: skip
            continue
        description = _cell(raw, own.get(Role.DESCRIPTION))
        text, span = (cell.reading, cell.span) if role is not Role.NAME else _without_note(cell)
        yield Reading(
            locale=locale,
            text=text,
            span=span,
            is_code=cell.is_code,
            table=None if is_listed else ordinal,
            row=None if is_listed else raw.ordinal,
            description=description.text if description is not None else "",
            is_struck=cell.is_struck,
            remark=cell.trailer,
        )


def _without_note(cell: RawCell) -> tuple[str, Span]:
    """Give a name without the note behind it, and where it stands."""
    text, note = split_note(cell.reading)
    span = cell.span
    if note and span.end - span.start == len(cell.reading):
        span = replace(span, end=span.start + len(text))
    return text, span


def _indent(row: AlignedRow, columns: Mapping[str, Mapping[Role, int]]) -> int:
    cells = [_cell(raw, columns[locale].get(Role.NAME)) for locale, raw in row.rows.items()]
    indents = [cell.indent for cell in cells if cell is not None]
    if not any(indents):
        return 0
    counts = Counter(indents)
    return max(counts, key=lambda indent: (counts[indent], indent))


def _notes(row: AlignedRow, columns: Mapping[str, Mapping[Role, int]]) -> Iterator[str]:
    for locale, raw in row.rows.items():
        for role in (Role.NAME, Role.TYPE):
            cell = _cell(raw, columns[locale].get(role))
            if cell is None:
                continue
            if cell.trailer:
                yield cell.trailer
            if role is Role.NAME and (note := split_note(cell.reading)[1]):
                yield note
