"""`Alignment` → lists of values: those in a field's description, and pages of constants."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.extract.classify_columns import Role
from generator.naming import is_ncname
from generator.reconcile.cross_references import find_paths, has_path
from generator.reconcile.places import RowPlace
from generator.reconcile.section_rules import VALUES, SectionRules
from generator.reconcile.verdict import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.align.alignment import AlignedPage, AlignedTable, Alignment
    from generator.extract.page import RawCell, RawValue, ValueList

_NO_RULES = SectionRules()
_LONGEST = 64
"""Characters that a value may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueSet:
    """One list of values with all its witnesses."""

    page: str
    """Page key."""
    row: int | None
    """Number of the row whose description lists them; None for a page of constants."""
    anchor: str
    """Of a page of constants, what it is called: its anchor or its title; else empty."""
    used_by: tuple[tuple[str, str], ...]
    """Of a page of constants, the (definition, member) paths that it names."""
    intros: Mapping[str, str]
    """Locale → the text that introduces the values."""
    titles: Mapping[str, str]
    """Of a page of constants, locale → its title."""
    places: tuple[RowPlace, ...]
    """One a value; its names are the readings of it."""
    sources: tuple[str, ...] = ()
    """Where a schema declares the values, `path:line`; then they are all there are."""
    enumeration: str = ""
    """Name of the enumeration as code has it; empty where only pages list the values."""
    is_open: bool = False
    """Values that code uses: there may be others."""


def collect_value_sets(
    alignment: Alignment,
    rows: Sequence[RowPlace],
    rules: SectionRules = _NO_RULES,
    tabled: Sequence[ValueSet] = (),
) -> tuple[ValueSet, ...]:
    """Find every list of values, in page order.

    Args:
        alignment: The pages, aligned.
        rows: The rows of its tables.
        rules: What the configuration says that pages hold; it wins.
        tabled: The tables whose rows are values.

    Returns:
        The sets; their places are numbered from 0 throughout.
    """
    numbers = {(row.page, row.table, row.row): row.number for row in rows}
    constants = _constants_pages(alignment, rules)
    sets: list[ValueSet] = []
    count = 0
    for page in alignment.pages:
        found = [*_sets_in_tables(page, numbers)]
        if page.page in constants:
            found += _sets_in_lists(page)
        found += [own for own in tabled if own.page == page.page]
        for raw in found:
            sets.append(_numbered(raw, len(sets), count))
            count += len(raw.places)
    return tuple(sets)


def _numbered(raw: ValueSet, ordinal: int, first: int) -> ValueSet:
    places = tuple(
        RowPlace(
            number=first + i, page=raw.page, table=ordinal, row=i, owner="",
            names=place.names, types=(),
        )
        for i, place in enumerate(raw.places)
    )  # fmt: skip
    return ValueSet(
        page=raw.page, row=raw.row, anchor=raw.anchor, used_by=raw.used_by,
        intros=raw.intros, titles=raw.titles, places=places,
    )  # fmt: skip


def _sets_in_tables(
    page: AlignedPage, numbers: Mapping[tuple[str, int, int], int]
) -> Iterator[ValueSet]:
    for table in page.tables:
        for index, row in enumerate(table.rows):
            number = numbers.get((page.page, table.index, index))
            cells = {
                locale: cell
                for locale in row.rows
                if (cell := table.cell(row, locale, Role.DESCRIPTION)) is not None and cell.values
            }
            if number is not None and cells:
                yield _set_of_cells(page, table, number, cells)


def _set_of_cells(
    page: AlignedPage, table: AlignedTable, number: int, cells: Mapping[str, RawCell]
) -> ValueSet:
    """Line up the values by their order; editions that list fewer or more are left out."""
    lengths = Counter(len(cell.values) for cell in cells.values())
    length = max(lengths, key=lambda n: (lengths[n], n))
    kept = {locale: cell for locale, cell in cells.items() if len(cell.values) == length}
    ordinals = {
        locale: (table.tables[locale].ordinal, _row_ordinal(table, locale, cell))
        for locale, cell in kept.items()
        if table.tables[locale].ordinal >= 0
    }
    places = tuple(
        _place(page, i, {locale: cell.values[i] for locale, cell in kept.items()}, ordinals)
        for i in range(length)
    )
    return ValueSet(
        page=page.page, row=number, anchor="", used_by=(),
        intros={locale: cell.intro for locale, cell in kept.items()}, titles={}, places=places,
    )  # fmt: skip


def _row_ordinal(table: AlignedTable, locale: str, cell: RawCell) -> int:
    return next(
        row.ordinal for row in table.tables[locale].rows if any(own is cell for own in row.cells)
    )


def _place(
    page: AlignedPage,
    index: int,
    values: Mapping[str, RawValue],
    ordinals: Mapping[str, tuple[int, int]],
) -> RowPlace:
    readings = tuple(
        Reading(
            locale=locale,
            text=value.reading,
            span=value.span,
            is_code=value.is_code,
            table=ordinals[locale][0] if locale in ordinals else None,
            row=ordinals[locale][1] if locale in ordinals else None,
            description=value.description,
            is_struck=value.is_struck,
            remark=value.gloss,
        )
        for locale, value in values.items()
    )
    return RowPlace(
        number=0, page=page.page, table=0, row=index, owner="", names=readings, types=()
    )


def _constants_pages(alignment: Alignment, rules: SectionRules) -> frozenset[str]:
    """Find the pages of constants: no fields, a list of values, and who uses them.

    Where most list pages of a folder say who uses them, the others of the
    folder are pages of constants as well.
    """
    listing: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    said = {page.page: word for page in alignment.pages if (word := rules.of_page(page))}
    for page in alignment.pages:
        if (
            page.page in said
            or any(table.has_names for table in page.tables)
            or not any(
                _is_constants(values, _link_texts(page))
                for g in page.lists
                for values in g.values()
            )
        ):
            continue
        folder = page.page.rpartition("/")[0]
        listing[folder].append((page.page, bool(find_paths(page))))
    found = {page for page, word in said.items() if word == VALUES}
    for members in listing.values():
        share = sum(used for _, used in members) / len(members)
        found.update(page for page, used in members if used or share > 0.5)
    return frozenset(found)


def _is_constants(values: ValueList, links: frozenset[str]) -> bool:
    """Tell whether a list can be one of constants: short words, no links, no paths."""
    return (
        values.is_list
        and all(len(v.reading) <= _LONGEST and v.reading not in links for v in values.values)
        and not any(has_path(f"{v.reading} {v.description}") for v in values.values)
        and sum(v.is_code or is_ncname(v.reading) for v in values.values) * 2 > len(values.values)
    )


def _link_texts(page: AlignedPage) -> frozenset[str]:
    return frozenset(text for own in page.pages.values() for text, _ in own.links)


def _sets_in_lists(page: AlignedPage) -> Iterator[ValueSet]:
    links = _link_texts(page)
    groups = [
        group
        for group in page.lists
        if any(_is_constants(values, links) for values in group.values())
    ]
    title = {loc: own.sections[0].text if own.sections else "" for loc, own in page.pages.items()}
    for ordinal, group in enumerate(groups):
        length = len(next(iter(group.values())).values)
        places = tuple(
            _place(page, i, {locale: values.values[i] for locale, values in group.items()}, {})
            for i in range(length)
        )
        yield ValueSet(
            page=page.page,
            row=None,
            anchor=_anchor(page) + (f"-{ordinal + 1}" if ordinal else ""),
            used_by=find_paths(page),
            intros={locale: values.intro for locale, values in group.items()},
            titles=title,
            places=places,
        )


def _anchor(page: AlignedPage) -> str:
    """Give what a page of constants is called: its first heading's anchor, else its file's name."""
    anchors = Counter(
        anchor for own in page.pages.values() if own.sections for anchor in own.sections[0].anchors
    )
    stem = page.page.rpartition("/")[2].partition(".")[0]
    return max(anchors, key=lambda a: (anchors[a], a), default=stem)
