"""Definitions of the pages ↔ declarations of a contract: which are the same."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from generator.reconcile.definition import DefinitionKind
from generator.reconcile.match_members import fold_name, is_near

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from generator.reconcile.declaration import Declaration
    from generator.reconcile.definition import Definition

_SHARED = 0.5
"""Share of members that a definition must have of a declaration with a near name."""


def match_definitions(
    definitions: Sequence[Definition],
    members: Mapping[str, Sequence[str]],
    declarations: Sequence[Declaration],
) -> dict[str, Declaration]:
    """Pair definitions and declarations by name; a near name needs members that agree.

    Args:
        definitions: Those of the pages.
        members: Definition → names of its members as decided.
        declarations: Those of the contract.

    Returns:
        Name of the definition → its declaration, each declaration once.
    """
    by_name = {definition.name: definition for definition in definitions}
    pairs: dict[str, Declaration] = {}
    tests: tuple[Callable[[Definition, Declaration], bool], ...] = (
        lambda own, declared: own.name == declared.name,
        lambda own, declared: fold_name(own.name) == fold_name(declared.name),
        lambda own, declared: (
            is_near(own.name, declared.name)
            and _share(members.get(own.name, ()), declared) >= _SHARED
        ),
    )
    for test in tests:
        claims: dict[tuple[str, bool], list[str]] = defaultdict(list)
        found: dict[str, Declaration] = {}
        taken = {(own.name, own.is_element) for own in pairs.values()}
        free = [own for own in declarations if (own.name, own.is_element) not in taken]
        for name, definition in by_name.items():
            if name in pairs:
                continue
            fitting = [own for own in free if test(definition, own)]
            kind = definition.kind is not DefinitionKind.RECORD
            fitting = [own for own in fitting if own.is_element is kind] or fitting
            if len(fitting) == 1:
                found[name] = fitting[0]
                claims[fitting[0].name, fitting[0].is_element].append(name)
        pairs |= {names[0]: found[names[0]] for names in claims.values() if len(names) == 1}
    return pairs


def _share(names: Sequence[str], declared: Declaration) -> float:
    known = {fold_name(member.name) for member in declared.members}
    folded = {fold_name(name) for name in names}
    return len(folded & known) / len(folded) if folded else 0.0
