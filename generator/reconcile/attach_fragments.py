"""Fragments and what tables document → definitions: of one name one definition, with both.

A table that nothing names describes the fragment it stands beside, or whose
name its heading has, where it lists the fragment's members.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Severity
from generator.extract.classify_columns import Role
from generator.reconcile.definition import Definition, DefinitionKind
from generator.reconcile.sightings import find_ascii_identifiers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.align.alignment import AlignedPage, AlignedTable, Alignment
    from generator.extract.page import Section
    from generator.reconcile.declaration import Declaration
    from generator.reconcile.identify_definitions import Documented
    from generator.reconcile.read_fragments import Fragment

_MOST = 0.5
"""Share of a table's names that a fragment must have for the table to describe it."""
_REFERRED = 0.95
"""Confidence of a definition that fields refer to, from which its name is no guess."""
_ROWS = 3
"""Rows that a table needs for none of them declared to mean that it lists something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A fragment and the definition it declares."""

    fragment: Fragment
    """What is declared, where."""
    definition: str
    """The definition's name."""
    page: str
    """The definition's page key: the fragment's own, or that of the tables of its name."""


def attach_fragments(
    documented: Documented,
    fragments: Sequence[Fragment],
    headers: Mapping[str, str],
    alignment: Alignment,
) -> tuple[Documented, tuple[Attached, ...], tuple[Diagnostic, ...]]:
    """Find the definition of every fragment, or make it one.

    Args:
        documented: What the tables document.
        fragments: What samples declare.
        headers: Elements below a SOAP header → their namespace.
        alignment: The pages, aligned.

    Returns:
        The definitions with those that only fragments declare, which fragment is whose, and
        a finding for each table that is taken from the definition its heading names.
        A fragment that repeats an earlier one of its page is left out.
    """
    definitions = [_as_header(definition, headers) for definition in documented.definitions]
    pages = {page.page: page for page in alignment.pages}
    attached: dict[tuple[str, str], Attached] = {}
    for fragment in fragments:
        index = _find(definitions, fragment)
        if index is None:
            definitions.append(_new(fragment, headers, documented))
            index = len(definitions) - 1
        own = definitions[index]
        if (own.page, own.name) not in attached:
            attached[own.page, own.name] = Attached(
                fragment=fragment, definition=own.name, page=own.page
            )
            definitions[index] = replace(
                own, is_open=fragment.declaration.is_open,
                sources=fragment.sources(fragment.declaration.line),
            )  # fmt: skip
    findings = _attach_tables(definitions, attached, pages)
    definitions = _without_emptied(definitions, documented)
    order = {page.page: number for number, page in enumerate(alignment.pages)}
    definitions.sort(key=lambda definition: order[definition.page])
    documented = replace(documented, definitions=tuple(definitions))
    return documented, tuple(attached.values()), findings


def _without_emptied(definitions: Sequence[Definition], documented: Documented) -> list[Definition]:
    """Leave out definitions that had nothing but a table, and have lost it."""
    had_tables = {(own.page, own.name) for own in documented.definitions if own.tables}
    return [
        own
        for own in definitions
        if own.tables or own.sources or own.operation or (own.page, own.name) not in had_tables
    ]


def _as_header(definition: Definition, headers: Mapping[str, str]) -> Definition:
    """Turn what tables document into a header, where samples show it as one."""
    if definition.kind is not DefinitionKind.RECORD or definition.name not in headers:
        return definition
    namespace = headers[definition.name]
    return replace(definition, kind=DefinitionKind.HEADER, namespace=namespace)


def _find(definitions: Sequence[Definition], fragment: Fragment) -> int | None:
    """Find a definition by its name: on the fragment's page, else one that tables document."""
    name = fragment.declaration.name.casefold()
    named = [i for i, own in enumerate(definitions) if own.name.casefold() == name]
    here = [i for i in named if definitions[i].page == fragment.page]
    others = [i for i in named if not definitions[i].sources]
    return next(iter([*here, *others]), None)


def _new(fragment: Fragment, headers: Mapping[str, str], documented: Documented) -> Definition:
    declared = fragment.declaration
    kind = _kind(declared, headers, documented)
    return Definition(
        name=declared.name,
        kind=kind,
        operation="",
        page=fragment.page,
        tables=(),
        attribute_tables=(),
        confidence=0.99,
        evidence=("an XML Schema fragment declares it",),
        namespace=headers[declared.name] if kind is DefinitionKind.HEADER else "",
    )


def _kind(
    declared: Declaration, headers: Mapping[str, str], documented: Documented
) -> DefinitionKind:
    """Tell a header by the samples, and a message by the ending of its name."""
    endings = documented.endings
    if declared.is_element and declared.name in headers:
        return DefinitionKind.HEADER
    if declared.is_element and endings.request and declared.name.endswith(endings.request):
        return DefinitionKind.REQUEST
    if declared.is_element and endings.response and declared.name.endswith(endings.response):
        return DefinitionKind.RESPONSE
    return DefinitionKind.RECORD


def _attach_tables(
    definitions: list[Definition],
    attached: Mapping[tuple[str, str], Attached],
    pages: Mapping[str, AlignedPage],
) -> tuple[Diagnostic, ...]:
    """Give every table to the fragment it describes, one that has another's name included."""
    findings: list[Diagnostic] = []
    for key in {page: None for page, _ in attached}:
        fragments = {n: a.fragment for (page, n), a in attached.items() if page == key}
        own = [index for index, definition in enumerate(definitions) if definition.page == key]
        for table in pages[key].tables:
            if not table.has_names:
                continue
            holder = next((i for i in own if table.index in definitions[i].tables), None)
            held = fragments.get(definitions[holder].name) if holder is not None else None
            if holder is not None and not _may_move(table, definitions[holder], held):
                continue
            best = _choose(table, fragments, is_held=holder is not None)
            if holder is not None and (
                best or _is_foreign(table, definitions[holder], held, pages[key])
            ):
                findings += [_removed(table, definitions[holder].name, best)] if held else []
                definitions[holder] = _without(definitions[holder], table.index)
            for index in own:
                if definitions[index].name == best:
                    definitions[index] = _with(definitions[index], table.index)
    return tuple(findings)


def _removed(table: AlignedTable, holder: str, other: str) -> Diagnostic:
    reason = f"it describes {other!r}" if other else "it lists nothing that the fragment declares"
    return Diagnostic(
        code="GS503",
        severity=Severity.NOTE,
        message=f"table headed as {holder!r} is none of its fields: {reason}",
        span=next(iter(table.tables.values())).span,
    )


def _may_move(table: AlignedTable, holder: Definition, held: Fragment | None) -> bool:
    """Tell whether a table can be another's: declared nowhere in its own, or named by its page."""
    if held is not None:
        return not _overlap(table, held)
    return holder.kind is DefinitionKind.RECORD and holder.confidence < _REFERRED


def _choose(table: AlignedTable, fragments: Mapping[str, Fragment], *, is_held: bool) -> str:
    """Choose the fragment that a table describes best; to leave its own it needs all names."""
    scores = {
        name: _overlap(table, own) if is_held else _describes(table, own)
        for name, own in fragments.items()
    }
    best = max(scores, key=lambda name: (scores[name], name))
    rivals = sum(score == scores[best] for score in scores.values())
    if is_held:
        return best if scores[best] >= 1.0 and rivals == 1 and len(table.rows) > 1 else ""
    return best if scores[best] >= _MOST else ""


def _is_foreign(
    table: AlignedTable, holder: Definition, held: Fragment | None, page: AlignedPage
) -> bool:
    """Tell whether a table lists something else: nothing declared, beside one that has it all."""
    others = [page.tables[index] for index in holder.tables if index != table.index]
    if held is None:
        return False
    has_other = any(_overlap(other, held) >= _MOST for other in others)
    return has_other and len(table.rows) >= _ROWS


def _without(definition: Definition, table: int) -> Definition:
    return replace(
        definition,
        tables=tuple(index for index in definition.tables if index != table),
        attribute_tables=tuple(i for i in definition.attribute_tables if i != table),
    )


def _with(definition: Definition, table: int) -> Definition:
    return replace(definition, tables=tuple(sorted({*definition.tables, table})))


def _overlap(table: AlignedTable, fragment: Fragment) -> float:
    """Give the share of a table's names that a fragment has, in the edition with most."""
    members = {member.name.casefold() for member in fragment.declaration.members}
    return max(_share(_names(table, locale), members) for locale in table.tables)


def _names(table: AlignedTable, locale: str) -> set[str]:
    """Give what one edition has in a table's name column, without regard to capitals."""
    cells = (table.cell(row, locale, Role.NAME) for row in table.rows)
    return {cell.reading.casefold() for cell in cells if cell is not None and cell.reading}


def _share(names: set[str], members: set[str]) -> float:
    return len(names & members) / len(names) if names else 0.0


def _describes(table: AlignedTable, fragment: Fragment) -> float:
    """Weigh whether a table describes a fragment: the share of its names that it has.

    A table in another section must be headed by the fragment's name.
    """
    declared = fragment.declaration
    members = {member.name.casefold() for member in declared.members}
    shares = [0.0]
    for locale, own in table.tables.items():
        sample = fragment.samples.get(locale)
        beside = sample is not None and sample.sections == own.sections
        headed = _is_headed(own.sections, declared.name)
        share = _share(_names(table, locale), members)
        if beside or headed:
            shares.append(share + headed * bool(share))
    return max(shares)


def _is_headed(sections: Sequence[Section], name: str) -> bool:
    return any(name in words for words in map(_words, sections))


def _words(section: Section) -> Iterator[str]:
    yield from (anchor.strip() for anchor in section.anchors)
    yield from find_ascii_identifiers(section.text)
