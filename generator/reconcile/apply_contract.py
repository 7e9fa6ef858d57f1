"""What was decided and a reference contract → what holds, and where pages and contract differ.

The contract is the strongest witness: what it declares is decided by it. What
only the pages have stays, what only the contract has is listed, and added
where something that the pages have needs it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Severity
from generator.reconcile.apply_declaration import (
    DeclaringWitness,
    apply_declaration,
    learn_spelling,
)
from generator.reconcile.apply_values import DeclaredUse, apply_values
from generator.reconcile.definition import Definition, DefinitionKind
from generator.reconcile.match_definitions import match_definitions
from generator.reconcile.rename_definitions import rename_definitions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.reconcile.apply_declaration import TypeSpelling
    from generator.reconcile.contract import Contract
    from generator.reconcile.declaration import Declaration, DeclaredMember
    from generator.reconcile.reconciled import AddedField, Reconciled, ReconciledRow

_WEIGHT = 20.0
"""Of a declaration of the contract: above all that pages say, below a correction by hand."""


@dataclass(slots=True)
class _Settled:
    """What the contract has settled so far."""

    rows: dict[int, ReconciledRow] = field(default_factory=dict)
    added: list[AddedField] = field(default_factory=list)
    uses: list[DeclaredUse] = field(default_factory=list)
    findings: list[Diagnostic] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)


def apply_contract(
    reconciled: Reconciled, contract: Contract | None
) -> tuple[Reconciled, tuple[Diagnostic, ...]]:
    """Let a reference contract decide what it declares.

    Args:
        reconciled: What was decided by the pages alone.
        contract: The contract; None for none.

    Returns:
        What is decided with it; a warning for each difference, and a note for each thing that
        only one of the two has.
    """
    if contract is None or not contract.declarations:
        return reconciled, ()
    pairs = match_definitions(
        reconciled.documented.definitions, _members(reconciled), contract.declarations
    )
    renamed = {name: own.name for name, own in pairs.items() if name != own.name}
    known = {definition.name for definition in reconciled.documented.definitions}
    renamed = {old: new for old, new in renamed.items() if new not in known}
    findings = [
        _other_name(old, new, pairs[old], reconciled, contract) for old, new in renamed.items()
    ]
    reconciled = rename_definitions(reconciled, renamed)
    pairs = {renamed.get(name, name): own for name, own in pairs.items()}
    settled = _settle(reconciled, contract, pairs)
    _complete(settled, reconciled, contract, pairs)
    values, found = apply_values(reconciled.values, settled.uses, _WITNESS)
    findings += [*settled.findings, *found, *_unmatched(reconciled, contract, pairs, settled)]
    declared = {(own.owner, own.field.member.name) for own in settled.added}
    declared |= {(row.place.owner, row.name.canonical or "") for row in settled.rows.values()}
    kept = [a for a in reconciled.added if (a.owner, a.field.member.name) not in declared]
    return replace(
        reconciled,
        rows=tuple(settled.rows.get(row.place.number, row) for row in reconciled.rows),
        values=values,
        added=(*kept, *settled.added),
        documented=replace(
            reconciled.documented,
            definitions=(*reconciled.documented.definitions, *settled.definitions),
        ),
    ), tuple(findings)


def _members(reconciled: Reconciled) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in reconciled.rows:
        if row.name.canonical:
            found[row.place.owner].append(row.name.canonical)
    for added in reconciled.added:
        found[added.owner].append(added.field.member.name)
    return found


def _sources(member: DeclaredMember) -> tuple[str, ...]:
    return (f"{member.path}:{member.line}",)


_WITNESS = DeclaringWitness(
    kind="contract",
    called="the contract",
    weight=_WEIGHT,
    code="GS407",
    only_pages="GS409",
    only_declared="GS408",
    sources=_sources,
)


def _settle(
    reconciled: Reconciled, contract: Contract, pairs: Mapping[str, Declaration]
) -> _Settled:
    """Decide the rows of every definition that the contract declares."""
    settled = _Settled()
    owned: dict[str, list[ReconciledRow]] = defaultdict(list)
    for row in reconciled.rows:
        owned[row.place.owner].append(row)
    spelling = _spelling(reconciled, pairs)
    pages = {d.name: d.page for d in reversed(reconciled.documented.definitions)}
    for name, declared in pairs.items():
        applied = apply_declaration(owned[name], declared, ("", name), _WITNESS, spelling)
        settled.rows |= applied.rows
        settled.added += applied.added
        settled.findings += applied.findings
        settled.findings += [_pages_only(row, name) for row in applied.undeclared]
        settled.findings += [
            _contract_only(f"{name}.{own.field.member.name}", own.field.member, contract)
            for own in applied.added
        ]
        rows = {member.name: number for number, member in reversed(tuple(applied.members.items()))}
        settled.uses += [
            DeclaredUse(owner=name, page=pages[name], row=rows.get(member.name), member=member)
            for member in declared.members
            if member.type.values
        ]
    return settled


def _spelling(reconciled: Reconciled, pairs: Mapping[str, Declaration]) -> TypeSpelling:
    """Learn how the pages write types, and which names they have for declared ones."""
    names = {own.name: name for name, own in pairs.items() if not own.is_element}
    return learn_spelling(reconciled.rows, names)


def _complete(
    settled: _Settled, reconciled: Reconciled, contract: Contract, pairs: Mapping[str, Declaration]
) -> None:
    """Add the types that what is there refers to, and those that they refer to."""
    declared = {own.name: own for own in contract.declarations if not own.is_element}
    elements = {own.name: own for own in contract.declarations if own.is_element}
    taken = {d.name.casefold() for d in reconciled.documented.definitions}
    taken |= {own.name.casefold() for own in pairs.values()}
    spelling = _spelling(reconciled, pairs)
    waiting = [row.declared.member for row in settled.rows.values() if row.declared is not None]
    waiting += [own.field.member for own in settled.added]
    while waiting:
        own_type = waiting.pop(0).type
        own = declared.get(own_type.name) or elements.get(own_type.name)
        if own_type.is_builtin or own is None or own.name.casefold() in taken:
            continue
        taken.add(own.name.casefold())
        applied = apply_declaration((), own, ("", own.name), _WITNESS, spelling)
        settled.added += applied.added
        settled.definitions.append(_new_definition(own))
        settled.uses += [
            DeclaredUse(owner=own.name, page="", row=None, member=member)
            for member in own.members
            if member.type.values
        ]
        waiting += own.members


def _new_definition(declared: Declaration) -> Definition:
    return Definition(
        name=declared.name,
        kind=DefinitionKind.RECORD,
        operation="",
        page="",
        tables=(),
        attribute_tables=(),
        confidence=0.99,
        evidence=("the contract declares it",),
        is_open=declared.is_open,
        sources=(f"{declared.path}:{declared.line}",),
    )


def _other_name(
    old: str, new: str, declared: Declaration, reconciled: Reconciled, contract: Contract
) -> Diagnostic:
    rows = [row for row in reconciled.rows if row.place.owner == old and row.name.readings]
    return Diagnostic(
        code="GS407",
        severity=Severity.WARNING,
        message=f"name of a definition: the pages have {old!r}, the contract {new!r}",
        span=rows[0].name.readings[0].span if rows else contract.span(declared.path, declared.line),
        evidence=(f"declared at {declared.path}:{declared.line}",),
        help="the contract decides; correct whichever is wrong",
    )


def _pages_only(row: ReconciledRow, owner: str) -> Diagnostic:
    return Diagnostic(
        code="GS409",
        severity=Severity.NOTE,
        message=f"{owner}.{row.name.canonical} stands on the pages only",
        span=row.name.readings[0].span if row.name.readings else None,
    )


def _contract_only(
    what: str, declared: DeclaredMember | Declaration, contract: Contract
) -> Diagnostic:
    return Diagnostic(
        code="GS408",
        severity=Severity.NOTE,
        message=f"{what} stands in the contract only",
        span=contract.span(declared.path, declared.line),
    )


def _unmatched(
    reconciled: Reconciled,
    contract: Contract,
    pairs: Mapping[str, Declaration],
    settled: _Settled,
) -> Iterator[Diagnostic]:
    """List definitions and operations that only one of the two has."""
    taken = {(own.name, own.is_element) for own in pairs.values()}
    for own in contract.declarations:
        if (own.name, own.is_element) not in taken:
            what = "element" if own.is_element else "type"
            is_added = any(d.name == own.name for d in settled.definitions)
            added = "; it is added, because fields refer to it" if is_added else ""
            found = _contract_only(f"{what} {own.name!r}", own, contract)
            yield replace(found, message=found.message + added)
    documented = {operation.name for operation in reconciled.documented.operations}
    for name, line in contract.operations:
        if name not in documented:
            yield Diagnostic(
                code="GS408",
                severity=Severity.NOTE,
                message=f"operation {name!r} stands in the contract only",
                span=contract.span(contract.path, line),
            )
    spans = {
        row.place.owner: row.name.readings[0].span
        for row in reversed(reconciled.rows)
        if row.name.readings
    }
    for definition in reconciled.documented.definitions:
        if definition.name not in pairs:
            yield Diagnostic(
                code="GS409",
                severity=Severity.NOTE,
                message=f"{definition.kind} {definition.name!r} stands on the pages only",
                span=spans.get(definition.name),
                path=definition.page,
            )
