"""Enumerations that code shows, and the lists of the pages that document them.

The values are the code's, which nobody translates. A list in a table or in
prose is one of such an enumeration where an edition has its values intact, or
where the glossary knows its words for them; it gives the labels.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.extract.classify_columns import Role
from generator.naming import split_words
from generator.reconcile.match_values import Match, match_list
from generator.reconcile.reconciled import ReconciledValues
from generator.reconcile.value_sets import ValueSet
from generator.reconcile.verdict import Evidence, PlaceRole, Reading, Status, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.align.alignment import AlignedPage, AlignedTable, Alignment
    from generator.extract.code_facts import CodeEnumeration
    from generator.extract.page import RawValue, ValueList
    from generator.reconcile.glossary import Glossary
    from generator.reconcile.reconciled import Reconciled
    from generator.reconcile.shown_code import ShownCode

_SURE = 0.99
"""Confidence of a value that code names."""
_MOST = 2 / 3
"""Share of a table's list that code must name for the list to be of its enumeration."""
_PROVISIONAL_BELOW = 0.9

Uses = tuple[tuple[str, str, str], ...]
"""Structure, member and the type that the member has."""


def unite_values(
    reconciled: Reconciled,
    shown: Sequence[ShownCode],
    alignment: Alignment,
    glossary: Glossary,
    uses: Uses,
) -> tuple[ReconciledValues, ...]:
    """Give all lists of values, those that code shows and those in prose included.

    Args:
        reconciled: What is decided without code.
        shown: The code.
        alignment: The pages, aligned.
        glossary: General vocabulary.
        uses: The members that have types of their own.

    Returns:
        The lists of code, those there were, marked with the enumeration they document, and
        those in prose that document one.
    """
    in_code = tuple(_in_code(shown, uses))
    names: dict[str, list[str]] = {}
    for own in in_code:
        known = names.setdefault(own.source.enumeration, [])
        known += [v.canonical for v in own.values if v.canonical and v.canonical not in known]
    marked = tuple(_mark(own, names) for own in reconciled.values)
    in_prose = tuple(
        found for page in alignment.pages for found in _in_prose(page, names, glossary, reconciled)
    )
    return (*in_code, *marked, *in_prose)


def _in_code(shown: Sequence[ShownCode], uses: Uses) -> Iterator[ReconciledValues]:
    for code in shown:
        for number, enumeration in enumerate(code.facts.enumerations):
            yield _shown_values(code, number, enumeration, uses)


def _shown_values(
    code: ShownCode, number: int, enumeration: CodeEnumeration, uses: Uses
) -> ReconciledValues:
    note = "declared in code" if enumeration.is_declared else "used in code"
    verdicts = []
    for index, value in enumerate(enumeration.values):
        readings = tuple(
            Reading(locale=locale, text=value.name, span=span, is_code=True, table=None, row=None)
            for locale, sample in code.samples.items()
            if sample.code is not None
            and (span := sample.code.enumerations[number].values[index].span) is not None
        )
        evidence = Evidence(kind="code", weight=6.0, note=note)
        verdicts.append(_verdict(code.page, index, value.name, _SURE, readings, evidence))
    source = ValueSet(
        page=code.page,
        row=None,
        anchor=enumeration.name,
        used_by=tuple((owner, member) for owner, member, name in uses if name == enumeration.name),
        intros={},
        titles={},
        places=(),
        enumeration=enumeration.name,
        is_open=not enumeration.is_declared,
    )
    return ReconciledValues(source=source, values=tuple(verdicts))


def _verdict(  # noqa: PLR0913, PLR0917 - what a verdict is made of
    page: str,
    index: int,
    canonical: str | None,
    confidence: float,
    readings: tuple[Reading, ...],
    evidence: Evidence,
) -> Verdict:
    status = Status.INTACT
    if canonical is None:
        status = Status.UNRESOLVED
    elif confidence < _PROVISIONAL_BELOW:
        status = Status.PROVISIONAL
    elif all(reading.text != canonical for reading in readings):
        status = Status.REPAIRED
    return Verdict(
        page=page,
        owner="",
        role=PlaceRole.VALUE,
        index=index,
        canonical=canonical,
        status=status,
        confidence=confidence,
        readings=readings,
        evidence=(evidence,),
        runner_up="",
    )


def _mark(own: ReconciledValues, names: Mapping[str, Sequence[str]]) -> ReconciledValues:
    """Mark a list of the tables as one of an enumeration that code has, where it is one."""
    found = {v.canonical for v in own.values if v.canonical}
    if own.source.enumeration or own.source.sources or len(found) < 2:
        return own
    shares = {name: len(found & set(values)) / len(found) for name, values in names.items()}
    best = max(shares, key=lambda name: (shares[name], name), default="")
    if not best or shares[best] < _MOST or len(found) * 2 < len(names[best]):
        return own
    return replace(own, source=replace(own.source, enumeration=best))


def _in_prose(
    page: AlignedPage,
    names: Mapping[str, Sequence[str]],
    glossary: Glossary,
    reconciled: Reconciled,
) -> Iterator[ReconciledValues]:
    """Find the lists in sentences and bullets that document an enumeration of code."""
    orders: dict[str, tuple[str | None, ...]] = {}
    groups = [(group, _match(group, names, glossary)) for group in page.lists]
    for _, (name, match) in groups:
        if match is not None and match.is_read:
            orders.setdefault(name, match.values)
    for group, (name, match) in groups:
        if match is not None and not match.is_read and name in orders:
            match = match.in_order(orders[name])  # noqa: PLW2901 - what the page says elsewhere
        if match is not None and match.is_sound:
            yield _prose_values(page, group, name, match, reconciled)


def _match(
    group: Mapping[str, ValueList], names: Mapping[str, Sequence[str]], glossary: Glossary
) -> tuple[str, Match | None]:
    """Find the enumeration that a list fits best."""
    texts = {loc: tuple(v.reading for v in own.values) for loc, own in group.items()}
    found = {name: match_list(texts, values, glossary) for name, values in names.items()}
    best = max(found, key=lambda name: (found[name].score, name), default="")
    return (best, found[best]) if best and found[best].score else ("", None)


def _prose_values(
    page: AlignedPage,
    group: Mapping[str, ValueList],
    name: str,
    match: Match,
    reconciled: Reconciled,
) -> ReconciledValues:
    verdicts = []
    for index, canonical in enumerate(match.values):
        readings = tuple(_reading(locale, own.values[index]) for locale, own in group.items())
        evidence = Evidence(kind="code", weight=4.0, note=f"a value of {name}: {match.note(index)}")
        confidence = match.confidences[index]
        verdicts.append(_verdict(page.page, index, canonical, confidence, readings, evidence))
    source = ValueSet(
        page=page.page,
        row=None,
        anchor=name,
        used_by=_fields_before(page, group, name, reconciled),
        intros={},
        titles={},
        places=(),
        enumeration=name,
    )
    return ReconciledValues(source=source, values=tuple(verdicts))


def _reading(locale: str, value: RawValue) -> Reading:
    return Reading(
        locale=locale,
        text=value.reading,
        span=value.span,
        is_code=value.is_code,
        table=None,
        row=None,
        description=value.description,
        gloss=value.gloss,
    )


def _fields_before(
    page: AlignedPage, group: Mapping[str, ValueList], name: str, reconciled: Reconciled
) -> tuple[tuple[str, str], ...]:
    """Find the fields of the table before a list whose names end like the enumeration's."""
    last = _last_word(name)
    tables = Counter(
        table.index
        for locale, own in group.items()
        if (table := _table_before(page, locale, own)) is not None
    )
    if not tables:
        return ()
    index = max(tables, key=lambda each: (tables[each], -each))
    return tuple(
        (row.place.owner, row.name.canonical)
        for row in reconciled.rows
        if (row.place.page, row.place.table) == (page.page, index)
        and row.place.owner
        and row.name.canonical
        and _last_word(row.name.canonical) == last
    )


def _table_before(page: AlignedPage, locale: str, own: ValueList) -> AlignedTable | None:
    """Give the last table before a list below the same heading, if it documents fields."""
    before = [
        table
        for table in page.tables
        if locale in table.tables
        and table.tables[locale].position < own.position
        and table.tables[locale].sections == own.sections
    ]
    last = max(before, key=lambda table: table.tables[locale].position, default=None)
    return last if last is not None and Role.NAME in last.roles.get(locale, ()) else None


def _last_word(name: str) -> str:
    words = split_words(name)
    return words[-1].casefold() if words else ""
