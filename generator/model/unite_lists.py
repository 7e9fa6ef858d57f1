"""Two lists of one enumeration → one: code names the values, pages list and describe them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.reconcile.reconciled import ReconciledValues
    from generator.reconcile.verdict import Verdict


def unite_lists(first: ReconciledValues, second: ReconciledValues) -> ReconciledValues:
    """Unite two lists; values of the second that the first lacks come behind.

    Readings of one value come together, so that a translation in the second
    list is a label of the value that the first has intact. A list that is all
    there is closes the other where it has every value of it.
    """
    found: dict[str, Verdict] = {v.canonical: v for v in first.values if v.canonical}
    for verdict in second.values:
        if verdict.canonical in found:
            known = found[verdict.canonical]
            readings = tuple(dict.fromkeys((*known.readings, *verdict.readings)))
            found[verdict.canonical] = replace(known, readings=readings)
        elif verdict.canonical:
            found[verdict.canonical] = verdict
    complete = _closes(first, found) or _closes(second, found)
    source = replace(
        first.source,
        is_open=not complete,
        intros={**second.source.intros, **first.source.intros},
    )
    return replace(first, source=source, values=tuple(found.values()))


def _closes(own: ReconciledValues, values: dict[str, Verdict]) -> bool:
    """Tell whether a list is not introduced as examples and has all the values."""
    return not own.source.is_open and set(values) <= {v.canonical for v in own.values}
