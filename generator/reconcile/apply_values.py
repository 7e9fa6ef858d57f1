"""Declared values and the lists of the pages → lists of values, and where they differ."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Severity
from generator.naming import pascal_case
from generator.reconcile.apply_declaration import settle
from generator.reconcile.match_members import fold_name, is_near
from generator.reconcile.places import RowPlace
from generator.reconcile.reconciled import ReconciledValues
from generator.reconcile.value_sets import ValueSet
from generator.reconcile.verdict import Evidence, PlaceRole, Status, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.reconcile.apply_declaration import DeclaringWitness
    from generator.reconcile.declaration import DeclaredMember


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredUse:
    """A member with declared values."""

    owner: str
    """Name of its definition, as the pages have it."""
    page: str
    """Page key of its definition; empty for a definition on no page."""
    row: int | None
    """Number of its row; None where no table has it."""
    member: DeclaredMember
    """Its declaration."""


def apply_values(
    values: Sequence[ReconciledValues], uses: Sequence[DeclaredUse], witness: DeclaringWitness
) -> tuple[tuple[ReconciledValues, ...], tuple[Diagnostic, ...]]:
    """Let declared values decide the lists of the pages, and stand where there is none.

    Args:
        values: The lists of the pages.
        uses: Members with declared values.
        witness: Who declares them.
    """
    lists = list(values)
    findings: list[Diagnostic] = []
    unlisted: dict[tuple[str, tuple[str, ...]], list[DeclaredUse]] = defaultdict(list)
    done: set[int] = set()
    for use in uses:
        index = next((i for i, own in enumerate(lists) if _is_list_of(own.source, use)), None)
        if index is None:
            declared = use.member.type
            name = declared.simple_type or pascal_case(use.member.name)
            unlisted[name, declared.values].append(use)
        elif index not in done:
            done.add(index)
            lists[index], found = _decide(lists[index], use, witness)
            findings += found
    lists += [_new(name, uses, witness) for (name, _), uses in unlisted.items()]
    return tuple(lists), tuple(findings)


def _is_list_of(source: ValueSet, use: DeclaredUse) -> bool:
    if source.row is not None:
        return source.row == use.row
    path = (use.owner.casefold(), use.member.name.casefold())
    return path in {(owner.casefold(), member.casefold()) for owner, member in source.used_by}


def _evidence(value: str, use: DeclaredUse, witness: DeclaringWitness) -> Evidence:
    place = ", ".join(witness.sources(use.member)[:1])
    note = f"{witness.called} declares {value!r} at {place}"
    return Evidence(kind=witness.kind, weight=witness.weight, note=note)


def _decide(
    own: ReconciledValues, use: DeclaredUse, witness: DeclaringWitness
) -> tuple[ReconciledValues, list[Diagnostic]]:
    """Decide a list of the pages; a value that only they have stays and is reported."""
    free = [v for v in use.member.type.values if v not in {d.canonical for d in own.values}]
    decided: list[Verdict] = []
    findings: list[Diagnostic] = []
    for verdict in own.values:
        value = verdict.canonical
        if value not in use.member.type.values:
            value = _nearest(verdict, free)
            findings.append(_finding(verdict, value, use, witness))
            free = [other for other in free if other != value]
        known = value is not None
        decided.append(
            settle(verdict, value, _evidence(value, use, witness)) if known and value else verdict
        )
    if free:
        findings.append(_only_declared(own, free, use, witness))
    for value in free:
        decided.append(_undocumented(value, use, len(decided), witness))
    source = replace(own.source, sources=witness.sources(use.member))
    return ReconciledValues(source=source, values=tuple(decided)), findings


def _nearest(verdict: Verdict, free: Sequence[str]) -> str | None:
    """Find the one declared value that a documented one can mean."""
    texts = {verdict.canonical or "", *(reading.text for reading in verdict.readings)}
    for test in (lambda a, b: fold_name(a) == fold_name(b), is_near):
        found = [value for value in free if any(text and test(text, value) for text in texts)]
        if len(found) == 1:
            return found[0]
    return None


def _finding(
    verdict: Verdict, value: str | None, use: DeclaredUse, witness: DeclaringWitness
) -> Diagnostic:
    path = f"{use.owner}.{use.member.name}"
    only = value is None
    return Diagnostic(
        code=witness.only_pages if only else witness.code,
        severity=Severity.NOTE if only else Severity.WARNING,
        message=f"value {verdict.canonical!r} of {path} stands on the pages only"
        if only
        else f"value of {path}: the page has {verdict.canonical!r}, {witness.called} {value!r}",
        span=verdict.readings[0].span if verdict.readings else None,
        evidence=tuple(f"declared at {source}" for source in witness.sources(use.member)[:1]),
    )


def _only_declared(
    own: ReconciledValues, free: Sequence[str], use: DeclaredUse, witness: DeclaringWitness
) -> Diagnostic:
    readings = own.values[0].readings
    return Diagnostic(
        code=witness.only_declared,
        severity=Severity.NOTE,
        message=f"values of {use.owner}.{use.member.name} that only {witness.called} has: "
        + ", ".join(map(repr, free)),
        span=readings[0].span if readings else None,
        evidence=tuple(f"declared at {source}" for source in witness.sources(use.member)[:1]),
    )


def _undocumented(value: str, use: DeclaredUse, index: int, witness: DeclaringWitness) -> Verdict:
    return Verdict(
        page=use.page,
        owner=use.owner,
        role=PlaceRole.VALUE,
        index=index,
        canonical=value,
        status=Status.INTACT,
        confidence=0.99,
        readings=(),
        evidence=(_evidence(value, use, witness),),
        runner_up="",
    )


def _new(name: str, uses: Sequence[DeclaredUse], witness: DeclaringWitness) -> ReconciledValues:
    """Give a list that no page has, for all members that take it."""
    first = uses[0]
    listed = first.member.type.values
    empty = RowPlace(number=0, page=first.page, table=0, row=0, owner="", names=(), types=())
    source = ValueSet(
        page=first.page,
        row=None,
        anchor=name,
        used_by=tuple((use.owner, use.member.name) for use in uses),
        intros={},
        titles={},
        places=tuple(replace(empty, row=index) for index in range(len(listed))),
        sources=witness.sources(first.member),
    )
    return ReconciledValues(
        source=source,
        values=tuple(_undocumented(value, first, i, witness) for i, value in enumerate(listed)),
    )
