"""The model and the verdicts → items, so that every verdict stands in at least one of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model.schema import TypeKind
from generator.reconcile.identifier_paths import call_verdicts
from generator.reconcile.verdict import PlaceRole
from generator.report.report_view import (
    EditionPlace,
    Item,
    ItemKey,
    ItemKind,
    ItemText,
    ShownRow,
    ShownTable,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.align.alignment import AlignedPage
    from generator.model.schema import ComplexType, Enumeration, Operation
    from generator.reconcile.definition import Definition
    from generator.reconcile.identifier_paths import CalledVerdict, PlaceKey
    from generator.reconcile.reconciled import ReconciledValues
    from generator.report.report_view import ApiRun


@dataclass(frozen=True, slots=True, kw_only=True)
class _Api:
    """What items are made from."""

    run: ApiRun
    pages: Mapping[str, AlignedPage]
    called: Mapping[PlaceKey, CalledVerdict]
    rows: Mapping[str, Sequence[int]]
    """Owner → ordinals of its rows; an empty owner for the rows of none."""
    values: Mapping[str, Sequence[int]]
    """Enumeration → ordinals of its lists; an empty name for the lists of none."""
    definitions: Mapping[str, Sequence[Definition]]
    users: Mapping[str, Sequence[ItemKey]]
    """Type → what has a field of it."""


def collect_items(run: ApiRun) -> tuple[Item, ...]:
    """Give all items of an API by kind and name: types, messages, enumerations, operations, pages.

    A row that belongs to no type of the model, and a list of values that made no
    enumeration, are shown with their page: nothing is dropped.
    """
    api = _index(run)
    items = [
        *(_type_item(own, api) for own in run.schema.types),
        *(_enumeration_item(own, api) for own in run.schema.enumerations),
        *(_operation_item(own, api) for own in run.schema.operations),
        *_page_items(api),
    ]
    return tuple(sorted(items, key=lambda item: item.key))


def _index(run: ApiRun) -> _Api:
    reconciled = run.reconciled
    known = {own.name for own in run.schema.types}
    rows: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(reconciled.rows):
        rows[row.place.owner if row.place.owner in known else ""].append(number)
    values: dict[str, list[int]] = defaultdict(list)
    find = _EnumerationFinder(run)
    for number, own in enumerate(reconciled.values):
        values[find.find(own)].append(number)
    definitions: dict[str, list[Definition]] = defaultdict(list)
    for definition in reconciled.documented.definitions:
        definitions[definition.name].append(definition)
    return _Api(
        run=run,
        pages={page.page: page for page in run.alignment.pages},
        called={place.key: place for place in call_verdicts(reconciled)},
        rows=rows,
        values=values,
        definitions=definitions,
        users=_index_users(run),
    )


class _EnumerationFinder:
    """Finds the enumeration that a list of values became."""

    def __init__(self, run: ApiRun) -> None:
        self._places = {row.place.number: row for row in run.reconciled.rows}
        self._by_field = {
            (own.name, field.name): field.enumeration
            for own in run.schema.types
            for field in own.fields
            if field.enumeration
        }
        self._by_source = {
            source: own.name for own in run.schema.enumerations for source in own.sources
        }
        self._by_values: dict[frozenset[str], str] = {}
        for own in reversed(run.schema.enumerations):
            self._by_values[frozenset(value.value for value in own.values)] = own.name

    def find(self, values: ReconciledValues) -> str:
        """Give its name; empty where the list became none."""
        row = self._places.get(-1 if values.source.row is None else values.source.row)
        if row is not None:
            return self._by_field.get((row.place.owner, row.name.canonical or ""), "")
        for verdict in values.values:
            for reading in verdict.readings[:1]:
                source = f"{reading.span.path}:{reading.span.line}"
                if found := self._by_source.get(source):
                    return found
        return self._by_values.get(
            frozenset(verdict.canonical for verdict in values.values if verdict.canonical), ""
        )


def _type_item(own: ComplexType, api: _Api) -> Item:
    definitions = [
        found
        for found in api.definitions.get(own.name, ())
        if (found.kind == "record") is not own.is_element
    ]
    definition = max(definitions, key=lambda d: (len(d.tables), d.confidence), default=None)
    page = definition.page if definition else ""
    fields = {field.name: field for field in own.fields}
    tables = _row_tables(api, api.rows.get(own.name, ()), fields)
    documented = {row.name.verdict.canonical for table in tables for row in table.rows}
    operations = dict.fromkeys(found.operation for found in definitions if found.operation)
    users = () if own.is_element else api.users.get(own.name, ())
    return Item(
        key=ItemKey(kind=ItemKind.MESSAGE if own.is_element else ItemKind.TYPE, name=own.name),
        page=page,
        headings=_headings(api, page),
        text=ItemText(
            subkind=str(own.kind),
            status=str(own.status),
            confidence=own.confidence,
            is_open=own.is_open,
            labels=own.labels,
            documentation=own.documentation,
            sources=own.sources,
            evidence=tuple(dict.fromkeys(why for d in definitions for why in d.evidence)),
            links=(
                *(("operation", ItemKey(kind=ItemKind.OPERATION, name=o)) for o in operations),
                *(("used-by", key) for key in users),
            ),
            extra=tuple(
                f"{name}: {field.type.text}".removesuffix(": ")
                for name, field in fields.items()
                if name not in documented
            ),
        ),
        tables=tables,
    )


def _index_users(run: ApiRun) -> Mapping[str, Sequence[ItemKey]]:
    """Say for each type what has a field of it."""
    users: dict[str, dict[ItemKey, None]] = defaultdict(dict)
    for own in run.schema.types:
        kind = ItemKind.MESSAGE if own.is_element else ItemKind.TYPE
        for field in own.fields:
            if field.type.kind is TypeKind.COMPLEX:
                users[field.type.name][ItemKey(kind=kind, name=own.name)] = None
    return {name: tuple(keys) for name, keys in users.items()}


def _row_tables(
    api: _Api, numbers: Sequence[int], fields: Mapping[str, object]
) -> tuple[ShownTable, ...]:
    """Group rows by the table they stand in."""
    grouped: dict[tuple[str, int], list[int]] = defaultdict(list)
    for number in numbers:
        grouped[api.run.reconciled.rows[number].place.key].append(number)
    return tuple(
        ShownTable(
            page=page,
            mentions=tuple(_table_mentions(api.pages.get(page), index)),
            rows=tuple(_field_row(api, number, fields) for number in own),
        )
        for (page, index), own in grouped.items()
    )


def _field_row(api: _Api, number: int, fields: Mapping[str, object]) -> ShownRow:
    name = api.called[PlaceRole.NAME, number, 0]
    member = fields.get(name.verdict.canonical or "")
    return ShownRow(
        name=name,
        type=api.called.get((PlaceRole.TYPE, number, 0)),
        member=member,  # type: ignore[arg-type]  # a field, as the caller has it
    )


def _enumeration_item(own: Enumeration, api: _Api) -> Item:
    numbers = api.values.get(own.name, ())
    sets = [api.run.reconciled.values[number] for number in numbers]
    page = next((values.source.page for values in sets if values.source.row is None), "")
    values = {value.value: value for value in own.values}
    owners = tuple(dict.fromkeys(path.rpartition(".")[0] for path in own.used_by if "." in path))
    return Item(
        key=ItemKey(kind=ItemKind.ENUMERATION, name=own.name),
        page=page or next((found.source.page for found in sets), ""),
        headings=_headings(api, page),
        text=ItemText(
            subkind="enumeration",
            is_open=own.is_open,
            labels=own.labels,
            documentation=own.documentation,
            sources=own.sources,
            links=tuple(("used-by", key) for name in owners for key in _type_keys(api, name)),
        ),
        tables=tuple(_value_table(api, number, values) for number in numbers),
    )


def _type_keys(api: _Api, name: str) -> Iterator[ItemKey]:
    for own in api.run.schema.types:
        if own.name == name:
            kind = ItemKind.MESSAGE if own.is_element else ItemKind.TYPE
            yield ItemKey(kind=kind, name=name)


def _value_table(api: _Api, number: int, values: Mapping[str, object]) -> ShownTable:
    own = api.run.reconciled.values[number]
    rows = []
    for index, verdict in enumerate(own.values):
        called = api.called[PlaceRole.VALUE, number, index]
        member = values.get(verdict.canonical or "")
        rows.append(ShownRow(name=called, member=member))  # type: ignore[arg-type]
    return ShownTable(
        page=own.source.page,
        mentions=tuple(_value_mentions(own)),
        rows=tuple(rows),
    )


def _value_mentions(own: ReconciledValues) -> Iterator[EditionPlace]:
    """Give where each edition's list begins, with what introduces it."""
    for reading in own.values[0].readings if own.values else ():
        text = own.source.intros.get(reading.locale, "")
        yield EditionPlace(locale=reading.locale, text=text, span=reading.span)


def _operation_item(own: Operation, api: _Api) -> Item:
    documented = api.run.reconciled.documented.operations
    found = next((one for one in documented if one.name == own.name), None)
    page = found.page if found else ""
    messages = [("request", own.request), ("response", own.response)]
    messages += [("fault", name) for name in own.faults]
    return Item(
        key=ItemKey(kind=ItemKind.OPERATION, name=own.name),
        page=page,
        headings=_headings(api, page),
        text=ItemText(
            subkind="operation",
            confidence=found.confidence if found else None,
            labels=own.labels,
            documentation=own.documentation,
            sources=own.sources,
            links=tuple(
                (what, ItemKey(kind=ItemKind.MESSAGE, name=name)) for what, name in messages if name
            ),
        ),
        tables=(),
    )


def _page_items(api: _Api) -> Iterator[Item]:
    """Give an item for each page whose tables or lists belong to nothing in the model."""
    reconciled = api.run.reconciled
    rows, values = api.rows.get("", ()), api.values.get("", ())
    pages = {reconciled.rows[number].place.page for number in rows}
    pages |= {reconciled.values[number].source.page for number in values}
    for page in sorted(pages):
        own_rows = [n for n in rows if reconciled.rows[n].place.page == page]
        own_values = [n for n in values if reconciled.values[n].source.page == page]
        yield Item(
            key=ItemKey(kind=ItemKind.PAGE, name=page),
            page=page,
            headings=_headings(api, page),
            text=ItemText(subkind="page"),
            tables=(
                *_row_tables(api, own_rows, {}),
                *(_value_table(api, number, {}) for number in own_values),
            ),
        )


def _headings(api: _Api, page: str) -> tuple[EditionPlace, ...]:
    """Give each edition's first heading of a page."""
    found = api.pages.get(page)
    return tuple(
        EditionPlace(locale=locale, text=section.text, span=section.span)
        for locale, own in (found.pages.items() if found else ())
        for section in own.sections[:1]
    )


def _table_mentions(page: AlignedPage | None, index: int) -> Iterator[EditionPlace]:
    for table in page.tables if page else ():
        if table.index == index:
            for locale, own in table.tables.items():
                text = own.caption.text if own.caption else ""
                yield EditionPlace(locale=locale, text=text, span=own.span)


def verdicts_of(items: Iterable[Item]) -> Iterator[CalledVerdict]:
    """Give every verdict shown, by item."""
    for item in items:
        for table in item.tables:
            for row in table.rows:
                yield row.name
                if row.type is not None:
                    yield row.type
