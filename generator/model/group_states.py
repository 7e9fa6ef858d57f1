"""Gives the values of enumerations that list states their groups, and says from what.

The configuration decides; else what is inferred: from how code handles the
value, from its words, then from its descriptions. Code tells what ends a job
and what does not, its words tell one end from another.
"""

from __future__ import annotations

import difflib
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Severity
from generator.model.group_handled import combine, groups_in_code
from generator.model.schema import StateGroup
from generator.model.state_words import group_of_name, groups_of_text, names_state

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.configuration import GroupedState
    from generator.model.group_handled import Inferred
    from generator.model.schema import Enumeration, EnumerationValue
    from generator.reconcile.reconciled import HandledValues

_FEWEST = 3
"""Values of a list that is one of states by its values alone."""


def group_states(
    enumerations: Sequence[Enumeration],
    configured: Sequence[GroupedState] = (),
    handled: Sequence[HandledValues] = (),
) -> tuple[tuple[Enumeration, ...], tuple[Diagnostic, ...]]:
    """Group the states of every enumeration.

    Args:
        enumerations: The API's enumerations.
        configured: States whose groups are given.
        handled: How code handles values.

    Returns:
        The enumerations, in their order, and what the configuration names that is not there.
    """
    given: dict[str, dict[str, StateGroup]] = {}
    for state in configured:
        given.setdefault(state.enumeration, {})[state.value] = StateGroup(state.group)
    in_code: dict[str, list[HandledValues]] = {}
    for own in handled:
        in_code.setdefault(own.enumeration, []).append(own)
    grouped = tuple(
        _group(each, given.get(each.name, {}), groups_in_code(in_code.get(each.name, ())))
        for each in enumerations
    )
    return grouped, tuple(_unknown(configured, {each.name: each for each in enumerations}))


def _group(
    enumeration: Enumeration,
    given: Mapping[str, StateGroup],
    in_code: Mapping[str, Inferred],
) -> Enumeration:
    inferred = _infer(enumeration, in_code)
    values = []
    for value in enumeration.values:
        group, reason = inferred.get(value.value, (None, ""))
        if value.value in given:
            group, reason = given[value.value], ""
        values.append(replace(value, group=group, group_reason=reason))
    return replace(enumeration, values=tuple(values))


def _infer(enumeration: Enumeration, in_code: Mapping[str, Inferred]) -> Mapping[str, Inferred]:
    """Infer groups where the values are states: some ends and some that are none."""
    found: dict[str, Inferred] = {}
    for value in enumeration.values:
        name = group_of_name(value.value)
        told = combine(name, in_code.get(value.value))
        if told is not None:
            found[value.value] = told
    if not (_is_named(enumeration) or in_code):
        sure = len(found) == len(enumeration.values) >= _FEWEST
        return found if sure and _has_ends(found) else {}
    for value in enumeration.values:
        if value.value not in found and (told := _told(value)):
            found[value.value] = told
    return found if _has_ends(found) else {}


def _is_named(enumeration: Enumeration) -> bool:
    fields = (path.partition(".")[2] for path in enumeration.used_by)
    return any(names_state(name) for name in (enumeration.name, *fields))


def _has_ends(found: Mapping[str, Inferred]) -> bool:
    """Tell whether some states are terminal and some are not."""
    return {group.is_terminal for group, _ in found.values()} == {True, False}


def _told(value: EnumerationValue) -> Inferred | None:
    """Find the one group of which descriptions speak, by most of the editions that speak of any."""
    said: Counter[StateGroup] = Counter()
    locales: dict[StateGroup, list[str]] = {}
    for text in value.documentation:
        groups = groups_of_text(text.text, text.locale)
        if len(groups) == 1:
            (group,) = groups
            said[group] += 1
            locales.setdefault(group, []).append(text.locale)
    best = said.most_common(2)
    if not best or (len(best) > 1 and best[0][1] == best[1][1]):
        return None
    group = best[0][0]
    return group, f"inferred from its description ({', '.join(sorted(locales[group]))})"


def _unknown(
    configured: Iterable[GroupedState], enumerations: Mapping[str, Enumeration]
) -> Iterator[Diagnostic]:
    """Report the states that are given a group and are not there; an enumeration once."""
    missing: set[str] = set()
    for state in configured:
        enumeration = enumerations.get(state.enumeration)
        if enumeration is None:
            if state.enumeration not in missing:
                yield _fault(state, f"no enumeration is called '{state.enumeration}'", enumerations)
            missing.add(state.enumeration)
            continue
        values = [value.value for value in enumeration.values]
        if state.value not in values:
            message = f"'{state.enumeration}' has no value '{state.value}'"
            yield _fault(state, message, values, word=state.value)


def _fault(
    state: GroupedState, message: str, known: Iterable[str], *, word: str = ""
) -> Diagnostic:
    names = sorted(known)
    near = difflib.get_close_matches(word or state.enumeration, names, n=1, cutoff=0.6)
    listed = ", ".join(names[:10]) or "none"
    return Diagnostic(
        code="GS508",
        severity=Severity.ERROR,
        message=message,
        span=state.span,
        help=f"did you mean '{near[0]}'?" if near else f"known: {listed}",
    )
