"""Definitions that bear another name than the pages give them: renamed wherever they are meant."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.reconcile.type_names import parse_type
from generator.reconcile.verdict import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.reconcile.reconciled import Reconciled, ReconciledRow
    from generator.reconcile.verdict import Verdict


def rename_definitions(reconciled: Reconciled, names: Mapping[str, str]) -> Reconciled:
    """Rename definitions, and with them who owns what and which type refers to them.

    Args:
        reconciled: What was decided.
        names: Definition → its name.
    """
    if not names:
        return reconciled
    documented = reconciled.documented
    return replace(
        reconciled,
        rows=tuple(_rename_row(row, names) for row in reconciled.rows),
        added=tuple(
            replace(added, owner=names.get(added.owner, added.owner)) for added in reconciled.added
        ),
        documented=replace(
            documented,
            definitions=tuple(
                replace(own, name=names.get(own.name, own.name)) for own in documented.definitions
            ),
            operations=tuple(
                replace(
                    own,
                    request=names.get(own.request, own.request),
                    response=names.get(own.response, own.response),
                )
                for own in documented.operations
            ),
        ),
    )


def _rename_row(row: ReconciledRow, names: Mapping[str, str]) -> ReconciledRow:
    owner = names.get(row.place.owner, row.place.owner)
    return replace(
        row,
        place=replace(row.place, owner=owner),
        name=replace(row.name, owner=owner),
        type=_rename_type(row.type, owner, names) if row.type is not None else None,
    )


def _rename_type(verdict: Verdict, owner: str, names: Mapping[str, str]) -> Verdict:
    """Let a type refer to its definition by the new name."""
    text = verdict.canonical or ""
    local = parse_type(text).local
    if local not in names:
        return replace(verdict, owner=owner)
    at = text.rindex(local)
    canonical = text[:at] + names[local] + text[at + len(local) :]
    has_it = any(reading.text == canonical for reading in verdict.readings)
    status = verdict.status
    if status in {Status.INTACT, Status.REPAIRED}:
        status = Status.INTACT if has_it else Status.REPAIRED
    return replace(verdict, owner=owner, canonical=canonical, status=status)
