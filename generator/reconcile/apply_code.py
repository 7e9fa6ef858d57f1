"""What code samples show → definitions and fields that no table has, values, handled states.

Tables come first: what they document of a type stays as they say it, and code
adds members. What code merely uses is a guess as a whole, since there may be
more of it; what it declares is not.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.extract.code_facts import Basis
from generator.reconcile.code_values import unite_values
from generator.reconcile.declaration import DeclaredMember, DeclaredType
from generator.reconcile.definition import Definition, DefinitionKind
from generator.reconcile.reconciled import AddedField, DeclaredField, HandledValues
from generator.reconcile.shown_code import unite_structures
from generator.reconcile.verdict import Evidence, PlaceRole, Status, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from generator.align.alignment import Alignment
    from generator.reconcile.glossary import Glossary
    from generator.reconcile.reconciled import Reconciled
    from generator.reconcile.shown_code import ShownCode, ShownMember, ShownStructure

_DECLARED = 0.99
_USED = 0.8
"""Confidence of a type of which only the use is shown: there may be more of it."""
_WEIGHT = 6.0
"""Of the evidence that code names a member, as of a value that it names."""
_CONFIDENCE = {
    Basis.DECLARED: 0.99,
    Basis.USED: 0.95,
    Basis.GUESSED: 0.7,
    Basis.UNKNOWN: 0.5,
}
"""Of a member, by what its type rests on; names in code are never translated."""


def apply_code(
    reconciled: Reconciled, shown: Sequence[ShownCode], alignment: Alignment, glossary: Glossary
) -> Reconciled:
    """Add what code samples show.

    Args:
        reconciled: What was decided without them.
        shown: The samples, each with the editions that show it.
        alignment: The pages, aligned.
        glossary: General vocabulary, for lists of values that every edition translated.
    """
    if not shown:
        return reconciled
    structures = unite_structures(shown)
    values = unite_values(reconciled, shown, alignment, glossary, tuple(_uses(structures)))
    names = {own.source.enumeration for own in values} - {""}
    definitions = list(reconciled.documented.definitions)
    known = {definition.name.casefold() for definition in definitions}
    definitions += [
        _define(structure) for structure in structures if structure.name.casefold() not in known
    ]
    order = {page.page: number for number, page in enumerate(alignment.pages)}
    definitions.sort(key=lambda definition: order[definition.page])
    added = tuple(_add_fields(reconciled, definitions, structures, names))
    return replace(
        reconciled,
        documented=replace(reconciled.documented, definitions=tuple(definitions)),
        values=values,
        added=(*reconciled.added, *added),
        handled=tuple(_handled(shown)),
    )


def _uses(structures: Sequence[ShownStructure]) -> Iterator[tuple[str, str, str]]:
    """Give every member that has a type of its own: structure, member, type."""
    for structure in structures:
        for own in structure.members:
            if own.member.type is not None and not own.member.type.is_builtin:
                yield structure.name, own.member.name, own.member.type.name


def _define(structure: ShownStructure) -> Definition:
    verb = "declares" if structure.is_declared else "uses"
    return Definition(
        name=structure.name,
        kind=DefinitionKind.RECORD,
        operation="",
        page=structure.page,
        tables=(),
        attribute_tables=(),
        confidence=_DECLARED if structure.is_declared else _USED,
        evidence=(f"{structure.language} code {verb} it",),
        sources=structure.sources,
    )


def _add_fields(
    reconciled: Reconciled,
    definitions: Sequence[Definition],
    structures: Sequence[ShownStructure],
    enumerations: Collection[str],
) -> Iterator[AddedField]:
    """Give the members that no table and no schema has, as fields."""
    spelled = {definition.name.casefold(): definition.name for definition in definitions}
    members: dict[str, set[str]] = {}
    for row in reconciled.rows:
        members.setdefault(row.place.owner.casefold(), set()).add(row.name.canonical or "")
    for own in reconciled.added:
        members.setdefault(own.owner.casefold(), set()).add(own.field.member.name)
    for structure in structures:
        known = members.get(structure.name.casefold(), set())
        folded = {name.casefold() for name in known}
        is_lower = bool(known) and all(name[:1].islower() for name in known if name)
        for shown in structure.members:
            if shown.member.name.casefold() not in folded:
                owner = spelled[structure.name.casefold()]
                field = _field(shown, enumerations, is_lower=is_lower)
                yield AddedField(
                    owner=owner,
                    page="",
                    field=field,
                    confidence=_CONFIDENCE[shown.member.basis],
                    verdict=_verdict(owner, field.member.name, shown),
                )


def _verdict(owner: str, name: str, shown: ShownMember) -> Verdict:
    """Decide a member's name: it is what the code says, capitals apart."""
    is_said = any(reading.text == name for reading in shown.readings)
    is_declared = shown.member.basis is Basis.DECLARED
    note = f"{'declared' if is_declared else 'used'} in code"
    return Verdict(
        page=shown.page,
        owner=owner,
        role=PlaceRole.NAME,
        index=0,
        canonical=name,
        status=Status.INTACT if is_said else Status.REPAIRED,
        confidence=_DECLARED,
        readings=shown.readings,
        evidence=(Evidence(kind="code", weight=_WEIGHT, note=note),),
        runner_up="",
    )


def _field(shown: ShownMember, enumerations: Collection[str], *, is_lower: bool) -> DeclaredField:
    """Turn a member into a field, its name spelled as tables spell those of its type."""
    member = shown.member
    name = member.name[:1].lower() + member.name[1:] if is_lower else member.name
    found = member.type
    type_ = DeclaredType(name="", is_builtin=False)
    if found is not None and found.name in enumerations:
        type_ = DeclaredType(name="string", is_builtin=True)
    elif found is not None:
        type_ = DeclaredType(name=found.name, is_builtin=found.is_builtin)
    is_array = found is not None and found.is_array
    text = (found.name + "[]" * is_array) if found is not None else ""
    return DeclaredField(
        member=DeclaredMember(
            name=name,
            type=type_,
            is_required=False,
            is_repeated=is_array,
            is_attribute=False,
        ),
        type_text=text,
        sources=shown.sources,
    )


def _handled(shown: Sequence[ShownCode]) -> Iterator[HandledValues]:
    """Give the ways in which code handles values, each with what every edition says there."""
    for code in shown:
        for index, case in enumerate(code.facts.cases):
            texts = {
                locale: sample.code.cases[index].texts
                for locale, sample in code.samples.items()
                if sample.code is not None
            }
            yield HandledValues(
                enumeration=case.enumeration,
                values=case.values,
                texts=texts,
                sources=code.sources(case.line),
            )
