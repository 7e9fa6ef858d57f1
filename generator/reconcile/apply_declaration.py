"""One declaration and the rows of its definition → the rows as declared, and where they differ.

A declaration is exact: it decides a member's spelling, its type and its
occurrence. What the table says against it is reported with both places.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Severity
from generator.reconcile.match_members import agrees, match_members
from generator.reconcile.reconciled import AddedField, DeclaredField
from generator.reconcile.type_names import is_builtin_prefix, parse_type
from generator.reconcile.verdict import Evidence, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from generator.reconcile.declaration import Declaration, DeclaredMember, DeclaredType
    from generator.reconcile.reconciled import ReconciledRow
    from generator.reconcile.verdict import Verdict
    from generator.source import Span

_CONFIDENCE = 0.99
_SURE = 0.9
"""Confidence from which a decision that a declaration contradicts is worth a warning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaringWitness:
    """Who declares: a fragment of the pages, or the reference contract."""

    kind: str
    """Of its evidence: `fragment` or `contract`."""
    called: str
    """How messages call it."""
    weight: float
    """Of its evidence."""
    code: str
    """Of a disagreement."""
    only_pages: str
    """Of what only the pages have."""
    only_declared: str
    """Of what only the declaration has."""
    sources: Callable[[DeclaredMember], tuple[str, ...]]
    """Where it declares a member: `path:line`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeSpelling:
    """How an API's pages write types."""

    builtin: str
    """Prefix of built-ins with its colon; empty where they have none."""
    own: str
    """Prefix of documented types with its colon; empty where they have none."""
    names: Mapping[str, str]
    """Declared definition → the pages' name of it, where it is another."""

    def spell(self, declared: DeclaredType) -> str:
        """Write a declared type in the pages' notation."""
        if declared.is_builtin:
            return self.builtin + declared.name
        return self.own + self.names.get(declared.name, declared.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What a declaration makes of its definition's rows."""

    rows: Mapping[int, ReconciledRow]
    """Number → the row as declared, of each that the declaration has."""
    members: Mapping[int, DeclaredMember]
    """Number → its member."""
    added: tuple[AddedField, ...]
    """Members that no row documents."""
    undeclared: tuple[ReconciledRow, ...]
    """Rows that the declaration does not have."""
    findings: tuple[Diagnostic, ...]
    """Where rows and declaration disagree."""


def learn_spelling(rows: Iterable[ReconciledRow], names: Mapping[str, str]) -> TypeSpelling:
    """Learn from the type cells which prefixes an API's pages use."""
    builtins: Counter[str] = Counter()
    own: Counter[str] = Counter()
    for row in rows:
        if row.type is not None and row.type.canonical:
            parsed = parse_type(row.type.canonical)
            prefix = parsed.prefix + ":" if parsed.has_colon else ""
            if is_builtin_prefix(parsed.prefix) or not prefix:
                builtins[prefix] += 1
            if not is_builtin_prefix(parsed.prefix):
                own[prefix] += 1
    best = [max(found, key=lambda p: (found[p], p), default="") for found in (builtins, own)]
    return TypeSpelling(builtin=best[0], own=best[1], names=names)


def apply_declaration(
    rows: Sequence[ReconciledRow],
    declaration: Declaration,
    place: tuple[str, str],
    witness: DeclaringWitness,
    spelling: TypeSpelling,
) -> Applied:
    """Let a declaration decide the rows of its definition.

    Args:
        rows: The definition's rows, in document order.
        declaration: What is declared.
        place: Page key and name of the definition.
        witness: Who declares it.
        spelling: How the pages write types.
    """
    pairs = match_members(rows, declaration.members)
    decided: dict[int, ReconciledRow] = {}
    findings: list[Diagnostic] = []
    for row in rows:
        if member := pairs.get(row.place.number):
            decided[row.place.number] = _decide(row, member, witness, spelling)
            findings += _disagreements(row, member, witness, spelling)
    documented = {member.name for member in pairs.values()}
    return Applied(
        rows=decided,
        members=pairs,
        added=tuple(
            AddedField(
                owner=place[1], page=place[0], field=_declared(member, None, witness, spelling)
            )
            for member in declaration.members
            if member.name not in documented
        ),
        undeclared=tuple(row for row in rows if row.place.number not in pairs),
        findings=tuple(findings),
    )


def _declared(
    member: DeclaredMember,
    text: str | None,
    witness: DeclaringWitness,
    spelling: TypeSpelling,
) -> DeclaredField:
    is_said = agrees(text, member.type, spelling.names)
    return DeclaredField(
        member=member,
        type_text=text if is_said and text else spelling.spell(member.type),
        sources=witness.sources(member),
    )


def _decide(
    row: ReconciledRow, member: DeclaredMember, witness: DeclaringWitness, spelling: TypeSpelling
) -> ReconciledRow:
    declared = _declared(member, row.type.canonical if row.type else None, witness, spelling)
    note = f"{witness.called} declares {member.name!r} at {', '.join(declared.sources[:1])}"
    evidence = Evidence(kind=witness.kind, weight=witness.weight, note=note)
    own_type = row.type
    return replace(
        row,
        name=settle(row.name, member.name, evidence),
        type=settle(own_type, declared.type_text, evidence) if own_type is not None else None,
        occurrence=replace(
            row.occurrence, is_required=member.is_required, is_repeated=member.is_repeated
        ),
        declared=declared,
    )


def settle(verdict: Verdict, canonical: str, evidence: Evidence) -> Verdict:
    """Decide a place by a declaration; what was decided before is the runner-up."""
    has_it = any(reading.text == canonical for reading in verdict.readings)
    changes = verdict.canonical not in {None, canonical}
    return replace(
        verdict,
        canonical=canonical,
        status=Status.INTACT if has_it else Status.REPAIRED,
        confidence=max(_CONFIDENCE, verdict.confidence if not changes else 0.0),
        evidence=(evidence, *verdict.evidence) if not changes else (evidence,),
        runner_up=(verdict.canonical or "") if changes else verdict.runner_up,
        runner_up_evidence=verdict.evidence if changes else verdict.runner_up_evidence,
    )


def _disagreements(
    row: ReconciledRow, member: DeclaredMember, witness: DeclaringWitness, spelling: TypeSpelling
) -> list[Diagnostic]:
    """Report what a row surely says against its declaration."""
    found: list[tuple[str, str, str]] = []
    if _is_sure(row.name) and row.name.canonical != member.name:
        found.append(("name", repr(row.name.canonical), repr(member.name)))
    text = row.type.canonical if row.type else None
    if row.type and _is_sure(row.type) and not agrees(text, member.type, spelling.names):
        found.append(("type", repr(text), repr(spelling.spell(member.type))))
    said = row.occurrence.is_required
    if said is not None and said != member.is_required:
        words = {True: "required", False: "optional"}
        found.append(("occurrence", words[said], words[member.is_required]))
    owner = row.place.owner
    return [
        Diagnostic(
            code=witness.code,
            severity=Severity.WARNING,
            message=f"{what} of {owner}.{member.name}: the table has {page}, "
            f"{witness.called} {declared}",
            span=_span(row, what),
            evidence=tuple(f"declared at {source}" for source in witness.sources(member)[:1]),
            help=f"{witness.called} decides; correct whichever is wrong",
        )
        for what, page, declared in found
    ]


def _span(row: ReconciledRow, what: str) -> Span | None:
    """Locate what a row says: its cell where that has one of its own."""
    readings = row.type.readings if what == "type" and row.type is not None else ()
    if what == "occurrence":
        readings = row.place.required
    found = next(iter(readings or row.name.readings), None)
    return found.span if found is not None else None


def _is_sure(verdict: Verdict) -> bool:
    return verdict.canonical is not None and (
        verdict.status in {Status.INTACT, Status.REPAIRED} and verdict.confidence >= _SURE
    )
