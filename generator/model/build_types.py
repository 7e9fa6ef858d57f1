"""Definitions and their rows → `ComplexType`s."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Severity
from generator.model.build_declared import (
    build_added_field,
    declared_ref,
    is_decided,
    takes_values,
)
from generator.model.build_labels import build_labels, build_texts
from generator.model.find_lost import find_lost, place_of, tell_lost
from generator.model.schema import ComplexType, Field, Kind, Status, TypeKind, TypeRef
from generator.naming import split_words
from generator.reconcile.definition import DefinitionKind
from generator.reconcile.type_names import TypeNotation, builtin_of, is_builtin_prefix, parse_type

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.extract.page import Page
    from generator.model.build_context import BuildContext
    from generator.model.build_enumerations import BuiltEnumerations
    from generator.reconcile.definition import Definition
    from generator.reconcile.reconciled import AddedField, ReconciledRow
    from generator.source import Span

_KINDS = {
    DefinitionKind.RECORD: Kind.RECORD,
    DefinitionKind.REQUEST: Kind.REQUEST,
    DefinitionKind.RESPONSE: Kind.RESPONSE,
    DefinitionKind.FAULT: Kind.FAULT,
    DefinitionKind.HEADER: Kind.HEADER,
}
_COLLECTIONS = frozenset({"array", "list", "collection", "arrays", "lists"})
_PROVISIONAL_BELOW = 0.9
_DECLARED = 0.99
"""Confidence of what a schema declares."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reference:
    """A place that refers to a type."""

    confidence: float
    span: Span | None
    source: str


def build_types(
    definitions: Sequence[Definition],
    rows: Mapping[str, Sequence[ReconciledRow]],
    enumerations: BuiltEnumerations,
    context: BuildContext,
    added: Sequence[AddedField] = (),
) -> tuple[tuple[ComplexType, ...], tuple[Diagnostic, ...]]:
    """Build the types and messages, and open types for what is referred to but never documented.

    Args:
        definitions: One for each name.
        rows: Definition → its rows.
        enumerations: The enumerations, by row and by path.
        context: The API.
        added: Fields that only schemas declare.

    Returns:
        The types by name, and a finding for each reference that resolves to nothing, and for each
        type with members whose names are lost.
    """
    built = _Types(definitions, enumerations, context)
    types = [
        built.build(definition, rows.get(definition.name, ()), _added_to(definition, added))
        for definition in definitions
    ]
    types += [_open_type(name, found, context) for name, found in sorted(built.missing.items())]
    unresolved = [_unresolved(name, found) for name, found in built.missing.items()]
    findings = (*built.findings, *unresolved)
    return tuple(sorted(types, key=lambda t: (t.name, t.kind))), findings


class _Types:
    """The types of one API on their way, with what is wrong with them."""

    def __init__(
        self,
        definitions: Sequence[Definition],
        enumerations: BuiltEnumerations,
        context: BuildContext,
    ) -> None:
        records = (d.name for d in definitions if d.kind is DefinitionKind.RECORD)
        self._named = {name.casefold(): name for name in records}
        self._enumerations = enumerations
        self._context = context
        self.missing: dict[str, list[_Reference]] = defaultdict(list)
        self.findings: list[Diagnostic] = []

    def build(
        self,
        definition: Definition,
        rows: Sequence[ReconciledRow],
        added: Sequence[AddedField],
    ) -> ComplexType:
        """Build one type: its rows in their order, then what only schemas declare."""
        attributes = {(definition.page, index) for index in definition.attribute_tables}
        fields: dict[str, Field] = {}
        for row in rows:
            ref = _type_ref(row, self._named, self._enumerations)
            self._refer(ref, _reference(row))
            field = _build_field(
                row, ref, definition.name, self._enumerations, self._context,
                is_attribute=row.place.key in attributes,
            )  # fmt: skip
            if field is None:
                continue
            twin = fields.setdefault(field.name, field)
            if _contradicts(twin, field):
                self.findings.append(_contradiction(definition.name, twin, row))
        for own in added:
            ref = declared_ref(own.field, self._named)
            self._refer(ref, _declared_reference(own))
            field = build_added_field(own, ref, self._enumerations, self._context)
            fields.setdefault(field.name, field)
        lost = find_lost(rows, has_fields=bool(fields))
        self.findings += [tell_lost(definition.name, lost)] if lost else []
        return _build_type(definition, tuple(fields.values()), lost, self._context)

    def _refer(self, ref: TypeRef, reference: _Reference) -> None:
        """Note a reference to what no page documents."""
        if ref.kind is TypeKind.COMPLEX and ref.name.casefold() not in self._named:
            self.missing[ref.name].append(reference)


def _added_to(definition: Definition, added: Sequence[AddedField]) -> list[AddedField]:
    """Give the fields that a schema adds to a definition, wherever that is documented."""
    pages = {"", definition.page}
    return [own for own in added if own.owner == definition.name and own.page in pages]


def _declared_reference(added: AddedField) -> _Reference:
    """Give the place where a schema refers to a type."""
    source = next(iter(added.field.sources), "")
    return _Reference(confidence=_DECLARED, span=None, source=source)


def _contradicts(field: Field, other: Field) -> bool:
    """Tell whether a member is documented twice, surely, with types that exclude each other."""
    sure = {field.status, other.status} == {Status.INTACT}
    certain = min(field.confidence, other.confidence) >= _PROVISIONAL_BELOW
    known = TypeKind.UNKNOWN not in {field.type.kind, other.type.kind}
    return known and field.type.name != other.type.name and sure and certain


def _contradiction(owner: str, field: Field, row: ReconciledRow) -> Diagnostic:
    reading = row.name.readings[0]
    return Diagnostic(
        code="GS506",
        severity=Severity.ERROR,
        message=f"{owner}.{field.name} is {field.type.text!r} in one row "
        f"and {row.type.canonical if row.type else None!r} in another",
        span=reading.span,
        evidence=(f"the other stands at {field.sources[0]}",),
        help="delete the wrong row, or record an erratum in gen-schema.toml",
    )


def _type_ref(
    row: ReconciledRow, named: Mapping[str, str], enumerations: BuiltEnumerations
) -> TypeRef:
    """Say what a row's type refers to."""
    if row.declared is not None and is_decided(row):
        return declared_ref(row.declared, named)
    verdict = row.type
    text = (verdict.canonical if verdict is not None else None) or ""
    if row.members:
        return TypeRef(kind=TypeKind.COMPLEX, name=row.members, text=text)
    if not text or verdict is None:
        lists = row.place.number in enumerations.by_row
        kind = TypeKind.BUILTIN if lists else TypeKind.UNKNOWN
        return TypeRef(kind=kind, name="string" if lists else "", text="")
    return _said_ref(row, verdict.confidence, named, enumerations)


def _said_ref(
    row: ReconciledRow,
    confidence: float,
    named: Mapping[str, str],
    enumerations: BuiltEnumerations,
) -> TypeRef:
    """Say what a type cell refers to."""
    text = (row.type.canonical if row.type is not None else None) or ""
    parsed = parse_type(text)
    if defined := named.get(parsed.local.casefold()) or _in_plural(parsed, named):
        return TypeRef(kind=TypeKind.COMPLEX, name=defined, text=text)
    builtin = builtin_of(parsed.local, prefixed=parsed.has_colon)
    if builtin and (not parsed.has_colon or is_builtin_prefix(parsed.prefix)):
        return TypeRef(kind=TypeKind.BUILTIN, name=builtin, text=text)
    if parsed.local.casefold() in enumerations.by_type or row.place.number in enumerations.by_row:
        return TypeRef(kind=TypeKind.BUILTIN, name="string", text=text)
    sure = confidence >= _PROVISIONAL_BELOW and parsed.local
    if sure and parsed.local.isascii() and parsed.local.isidentifier():
        return TypeRef(kind=TypeKind.COMPLEX, name=parsed.local, text=text)
    return TypeRef(kind=TypeKind.UNKNOWN, name=parsed.local, text=text)


def _in_plural(parsed: TypeNotation, named: Mapping[str, str]) -> str:
    """Give the type whose plural stands where there are many: `array of Loans`."""
    return named.get(parsed.local.casefold().removesuffix("s"), "") if parsed.is_array else ""


def _build_field(  # noqa: PLR0913 - a row, and what it is seen against
    row: ReconciledRow,
    ref: TypeRef,
    owner: str,
    enumerations: BuiltEnumerations,
    context: BuildContext,
    *,
    is_attribute: bool,
) -> Field | None:
    """Build a field; None for a row whose name nobody could decide."""
    verdict, name = row.name, row.member
    if name is None:
        return None
    is_array = row.type is not None and parse_type(row.type.canonical or "").is_array
    if row.declared is not None:
        is_attribute, is_array = row.declared.member.is_attribute, False
    confidence = min(verdict.confidence, row.type.confidence if row.type else 1.0)
    texts = ((reading.locale, reading.description) for reading in verdict.readings)
    enumeration = _enumeration_of(row, owner, name, enumerations)
    return Field(
        name=name,
        type=ref,
        min_occurs=int(bool(row.occurrence.is_required)),
        max_occurs=None if (is_array or row.occurrence.is_repeated) and not is_attribute else 1,
        is_attribute=is_attribute,
        enumeration=enumeration if takes_values(ref) else "",
        status=verdict.status,
        confidence=confidence,
        labels=build_labels(
            verdict, context.reference, context.tags, context.others, member=row.member_name
        ),
        documentation=build_texts(texts, context.reference, context.tags),
        sources=tuple(f"{r.span.path}:{r.span.line}" for r in verdict.readings),
        is_deprecated=context.deprecations.of_readings(verdict.readings, verdict.canonical or ""),
    )


def _enumeration_of(
    row: ReconciledRow, owner: str, name: str, enumerations: BuiltEnumerations
) -> str:
    """Give the enumeration that a row lists, that names it, or that is its type; empty for none."""
    local = parse_type(row.type.canonical or "").local if row.type is not None else ""
    return (
        enumerations.by_row.get(row.place.number)
        or enumerations.by_path.get((owner.casefold(), name.casefold()))
        or enumerations.by_type.get(local.casefold(), "")
    )


def _build_type(
    definition: Definition,
    fields: tuple[Field, ...],
    lost: Sequence[ReconciledRow],
    context: BuildContext,
) -> ComplexType:
    kind = _KINDS[definition.kind]
    if kind is Kind.RECORD and _is_collection(definition.name, fields):
        kind = Kind.ARRAY
        fields = (_repeated(fields[0]),)
    page = context.pages.get(definition.page)
    own_pages = page.pages if page is not None else {}
    heads = {locale: own.sections[0].text for locale, own in own_pages.items() if own.sections}
    texts = ((locale, own.description) for locale, own in own_pages.items())
    provisional = definition.confidence < _PROVISIONAL_BELOW
    tables = page.tables if page is not None else ()
    alone = len(definition.tables) > 0 and sum(table.has_names for table in tables) == 1
    is_message = kind in {Kind.REQUEST, Kind.RESPONSE}
    return ComplexType(
        name=definition.name,
        kind=kind,
        fields=fields,
        is_open=definition.is_open or bool(lost),
        lost=tuple(f"{span.path}:{span.line}" for span in map(place_of, lost)),
        status=Status.PROVISIONAL if provisional else Status.INTACT,
        confidence=definition.confidence,
        labels=context.title_labels(
            definition.name, heads if alone and not is_message else {}, definition.page
        ),
        documentation=build_texts(texts, context.reference, context.tags),
        sources=_sources(definition, own_pages),
        namespace=definition.namespace,
        is_deprecated=context.deprecations.of_definition(
            page, definition, context.documented.get(definition.page, ())
        ),
    )


def _sources(definition: Definition, pages: Mapping[str, Page]) -> tuple[str, ...]:
    """Say where a definition stands: at the head of its page, or where it is declared."""
    if definition.sources and not definition.tables:
        return definition.sources
    return tuple(
        f"{own.path}:{own.sections[0].span.line if own.sections else 1}" for own in pages.values()
    )


def _is_collection(name: str, fields: tuple[Field, ...]) -> bool:
    """Tell an array: its name says so, and it has one member."""
    words = split_words(name)
    return len(fields) == 1 and bool(words) and words[-1].casefold() in _COLLECTIONS


def _repeated(field: Field) -> Field:
    return replace(field, max_occurs=None)


def _reference(row: ReconciledRow) -> _Reference:
    """Give the place of a row's type, or of its name where it has no type cell."""
    verdict = row.type or row.name
    span = verdict.readings[0].span if verdict.readings else None
    return _Reference(
        confidence=verdict.confidence, span=span, source=f"{span.path}:{span.line}" if span else ""
    )


def _open_type(name: str, places: Sequence[_Reference], context: BuildContext) -> ComplexType:
    """Give a type that is referred to and documented nowhere: it accepts what comes."""
    return ComplexType(
        name=name,
        kind=Kind.RECORD,
        fields=(),
        is_open=True,
        status=Status.PROVISIONAL,
        confidence=max(place.confidence for place in places) * 0.5,
        labels=context.title_labels(name, {}),
        documentation=(),
        sources=tuple(sorted({place.source for place in places if place.source})),
    )


def _unresolved(name: str, places: Sequence[_Reference]) -> Diagnostic:
    return Diagnostic(
        code="GS501",
        severity=Severity.WARNING,
        message=f"type {name!r} is documented on no page; it accepts what comes",
        span=next((place.span for place in places if place.span is not None), None),
        evidence=(f"referred to in {len(places)} places",),
        help="add a page for it, or record an erratum in gen-schema.toml",
    )
