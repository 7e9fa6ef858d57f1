"""Rows and the fragments that declare their definitions → rows as declared."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Severity
from generator.naming import is_ncname
from generator.reconcile.apply_declaration import (
    DeclaringWitness,
    apply_declaration,
    learn_spelling,
)
from generator.reconcile.apply_values import DeclaredUse, apply_values
from generator.reconcile.rename_definitions import rename_definitions
from generator.reconcile.type_names import parse_type

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.reconcile.apply_declaration import Applied
    from generator.reconcile.attach_fragments import Attached
    from generator.reconcile.read_fragments import Fragment
    from generator.reconcile.reconciled import Reconciled, ReconciledRow

_WEIGHT = 6.0
"""Of a declaration that stands on the page itself: an untranslated line of code."""


def apply_fragments(
    reconciled: Reconciled, attached: Sequence[Attached]
) -> tuple[Reconciled, tuple[Diagnostic, ...]]:
    """Let the schemas that pages show decide what they declare.

    Args:
        reconciled: What was decided without them.
        attached: Which fragment declares which definition.

    Returns:
        What is decided with them, and where a table and a fragment differ.
    """
    owned: dict[tuple[str, str], list[ReconciledRow]] = defaultdict(list)
    for row in reconciled.rows:
        owned[row.place.page, row.place.owner].append(row)
    names = {a.fragment.declaration.name: a.definition for a in attached}
    spelling = learn_spelling(reconciled.rows, names)
    findings: list[Diagnostic] = []
    uses: list[DeclaredUse] = []
    added = list(reconciled.added)
    decided: dict[int, ReconciledRow] = {}
    values = reconciled.values
    for own in attached:
        witness = _witness(own.fragment)
        place = (own.page, own.definition)
        applied = apply_declaration(
            owned[place], own.fragment.declaration, place, witness, spelling
        )
        decided |= applied.rows
        added += applied.added
        findings += [*applied.findings, *_undeclared(applied, own, owned[place])]
        uses = list(_uses(applied, own))
        values, found = apply_values(values, uses, witness)
        findings += found
    rows = tuple(decided.get(row.place.number, row) for row in reconciled.rows)
    reconciled = replace(reconciled, rows=rows, values=values, added=tuple(added))
    return rename_definitions(reconciled, _names_of_anonymous(reconciled)), tuple(findings)


def _names_of_anonymous(reconciled: Reconciled) -> dict[str, str]:
    """Find what tables call the types that fragments leave without a name."""
    definitions = reconciled.documented.definitions
    known = {definition.name.casefold() for definition in definitions}
    unnamed = {definition.name for definition in definitions if not definition.tables}
    found: dict[str, str] = {}
    for row in reconciled.rows:
        if row.declared is None or not row.declared.member.type.is_anonymous:
            continue
        name = row.declared.member.type.name
        local = parse_type(row.declared.type_text).local
        if name in unnamed and local.casefold() not in known and is_ncname(local):
            found.setdefault(name, local)
            known.add(local.casefold())
    return found


def _witness(fragment: Fragment) -> DeclaringWitness:
    return DeclaringWitness(
        kind="fragment",
        called="the schema fragment",
        weight=_WEIGHT,
        code="GS503",
        only_pages="GS503",
        only_declared="GS503",
        sources=lambda member: fragment.sources(member.line),
    )


def _uses(applied: Applied, own: Attached) -> Iterator[DeclaredUse]:
    rows: dict[str, int] = {}
    for number, member in applied.members.items():
        rows.setdefault(member.name, number)
    for member in own.fragment.declaration.members:
        if member.type.values:
            yield DeclaredUse(
                owner=own.definition, page=own.page, row=rows.get(member.name), member=member
            )


def _undeclared(
    applied: Applied, own: Attached, rows: Sequence[ReconciledRow]
) -> Iterator[Diagnostic]:
    """Report what only one of a table and its fragment has."""
    declared = own.fragment.sources(own.fragment.declaration.line)[0]
    for row in applied.undeclared:
        yield Diagnostic(
            code="GS503",
            severity=Severity.NOTE,
            message=f"{own.definition}.{row.name.canonical} stands in the table only, "
            "not in the schema fragment",
            span=row.name.readings[0].span if row.name.readings else None,
            evidence=(f"declared at {declared}",),
        )
    inherited = own.fragment.declaration.inherited
    for field in applied.added if rows else ():
        if field.field.member.name in inherited:
            continue
        yield Diagnostic(
            code="GS503",
            severity=Severity.NOTE,
            message=f"{own.definition}.{field.field.member.name} stands in the schema fragment "
            "only, not in the table",
            span=rows[0].name.readings[0].span if rows[0].name.readings else None,
            evidence=(f"declared at {field.field.sources[0]}",),
        )
