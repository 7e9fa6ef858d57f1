"""Lists of values → `Enumeration`s, and which fields take them."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Severity
from generator.model.build_labels import build_labels, build_texts
from generator.model.schema import Enumeration, EnumerationValue
from generator.model.unite_lists import unite_lists
from generator.naming import is_ncname, pascal_case, split_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.model.build_context import BuildContext
    from generator.reconcile.reconciled import ReconciledValues

_FEWEST = 2
"""Values that make a list; one alone is an example."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltEnumerations:
    """The enumerations of an API."""

    enumerations: tuple[Enumeration, ...]
    """By name."""
    by_row: Mapping[int, str]
    """Row number → the enumeration listed in its own description."""
    by_path: Mapping[tuple[str, str], str]
    """(Definition, member), case-folded → the enumeration whose page names the path."""
    by_type: Mapping[str, str]
    """What types of fields call an enumeration that a table lists, case-folded → its name."""
    diagnostics: tuple[Diagnostic, ...]
    """Pages of constants that name no member there is."""


@dataclass(slots=True)
class _Draft:
    """An enumeration whose name is not settled."""

    name: str
    alternative: str
    source: ReconciledValues
    rows: list[int]
    used_by: set[str]


def build_enumerations(
    values: Sequence[ReconciledValues], context: BuildContext
) -> BuiltEnumerations:
    """Build an enumeration for every list of values.

    A list in a field's description is named after the field, and after type
    and field where two fields of one name list different values; a page of
    constants after its anchor.
    """
    drafts = [draft for source in values if (draft := _draft(source, context))]
    merged = _merge_alike(drafts)
    names = _settle_names(merged, context.type_names)
    findings = [_unused(draft, context) for draft in merged if not draft.used_by]
    return BuiltEnumerations(
        enumerations=tuple(
            sorted(
                (_build(draft, name, context) for draft, name in zip(merged, names, strict=True)),
                key=lambda enumeration: enumeration.name,
            )
        ),
        by_row={row: name for draft, name in zip(merged, names, strict=True) for row in draft.rows},
        by_path={
            (owner.casefold(), member.casefold()): name
            for draft, name in zip(merged, names, strict=True)
            if draft.source.source.row is None or draft.source.source.enumeration
            for path in draft.used_by
            for owner, _, member in [path.partition(".")]
        },
        by_type={
            draft.source.source.anchor.casefold(): name
            for draft, name in zip(merged, names, strict=True)
            if draft.source.source.row is None
        },
        diagnostics=tuple(findings),
    )


def _draft(source: ReconciledValues, context: BuildContext) -> _Draft | None:
    values = {verdict.canonical for verdict in source.values if verdict.canonical}
    if len(values) < _FEWEST:
        return None
    row = source.source.row
    if row is None:
        name = source.source.enumeration or _class_like(source.source.anchor)
        paths = {
            f"{owner}.{member}"
            for path in source.source.used_by
            if (found := context.find_member(*path))
            for owner, member in [found]
        }
        return _Draft(name, name, source, [], paths)
    field = context.row_names.get(row, "")
    owner = context.row_owners.get(row, "")
    if not field or not owner:
        return None
    name = source.source.enumeration or _class_like(field)
    return _Draft(name, _class_like(owner) + name, source, [row], {f"{owner}.{field}"})


def _class_like(text: str) -> str:
    name = "".join(word[:1].upper() + word[1:] for word in split_words(text))
    name = name or pascal_case(text) or "Values"
    return name if is_ncname(name) else f"_{name}"


def _merge_alike(drafts: Sequence[_Draft]) -> list[_Draft]:
    """Merge lists of one name with the very same values, and all of one enumeration of code.

    The first one's texts come first.
    """
    merged: dict[tuple[str, tuple[str | None, ...]], _Draft] = {}
    for draft in drafts:
        in_code = bool(draft.source.source.enumeration)
        key = (draft.name, () if in_code else tuple(v.canonical for v in draft.source.values))
        if key in merged:
            merged[key].rows += draft.rows
            merged[key].used_by |= draft.used_by
            if in_code:
                merged[key].source = unite_lists(merged[key].source, draft.source)
        else:
            merged[key] = draft
    return list(merged.values())


def _settle_names(drafts: Sequence[_Draft], taken: frozenset[str]) -> list[str]:
    """Give every list a name that no type and no other list has."""
    wanted: dict[str, int] = defaultdict(int)
    for draft in drafts:
        wanted[draft.name] += 1
    used = {name.casefold() for name in taken}
    names = []
    for draft in drafts:
        name = draft.name if wanted[draft.name] == 1 else draft.alternative
        while name.casefold() in used:
            name = draft.alternative if name != draft.alternative else f"{name}Value"
            draft.alternative = f"{draft.alternative}Value"
        used.add(name.casefold())
        names.append(name)
    return names


def _build(draft: _Draft, name: str, context: BuildContext) -> Enumeration:
    source = draft.source.source
    values: dict[str, EnumerationValue] = {}
    for verdict in draft.source.values:
        if verdict.canonical and verdict.canonical not in values:
            texts = ((r.locale, r.description) for r in verdict.readings)
            values[verdict.canonical] = EnumerationValue(
                value=verdict.canonical,
                status=verdict.status,
                confidence=verdict.confidence,
                labels=build_labels(verdict, context.reference, context.tags, context.others),
                documentation=build_texts(texts, context.reference, context.tags),
                sources=tuple(f"{r.span.path}:{r.span.line}" for r in verdict.readings)
                or source.sources,
                is_deprecated=context.deprecations.of_readings(verdict.readings, verdict.canonical),
            )
    readings = [reading for verdict in draft.source.values for reading in verdict.readings]
    return Enumeration(
        name=name,
        values=tuple(values.values()),
        is_open=source.is_open
        or (
            not source.sources
            and (_is_open(source.intros) or len(values) < len(draft.source.values))
        ),
        used_by=tuple(sorted(draft.used_by)),
        labels=context.title_labels(name, source.titles, source.page),
        documentation=build_texts(source.intros.items(), context.reference, context.tags),
        sources=tuple(dict.fromkeys(f"{r.span.path}:{r.span.line}" for r in readings[:1]))
        or source.sources,
        is_deprecated=source.row is None and context.deprecations.of_texts(source.intros, name),
    )


def _unused(draft: _Draft, context: BuildContext) -> Diagnostic:
    readings = draft.source.values[0].readings
    del context
    return Diagnostic(
        code="GS507",
        severity=Severity.NOTE,
        message=f"constants {draft.name!r} name no member that uses them",
        span=readings[0].span if readings else None,
    )


@cache
def _open_words() -> tuple[str, ...]:
    text = files("generator.model").joinpath("open_lists.toml").read_text("utf-8")
    return tuple(word.casefold() for word in tomllib.loads(text)["open"])


def _is_open(intros: Mapping[str, str]) -> bool:
    """Tell whether a list is introduced as examples, in most of the editions that say so."""
    said = [any(_says(word, text) for word in _open_words()) for text in intros.values() if text]
    return sum(said) * 2 >= len(said) and any(said)


def _says(word: str, text: str) -> bool:
    folded = text.casefold()
    if word.isascii():
        return re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", folded) is not None
    return word in folded
