"""Verdicts and the corrections given by hand → corrected verdicts, and what is wrong with those.

A correction is matched against what was decided without any of them, so that
their order says nothing, and it replaces the decision: confidence 1, its reason
first in the transcript, the former decision the runner-up.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from generator.diagnostics import Diagnostic, Severity
from generator.naming import is_member_name, is_ncname
from generator.reconcile.identifier_paths import call_verdicts
from generator.reconcile.reconcile_values import is_value
from generator.reconcile.type_names import (
    TypeNotation,
    builtin_of,
    is_builtin_prefix,
    parse_type,
)
from generator.reconcile.verdict import Evidence, PlaceRole, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.configuration.settings import Configuration, Erratum
    from generator.reconcile.identifier_paths import CalledVerdict, PlaceKey
    from generator.reconcile.reconciled import Reconciled
    from generator.reconcile.verdict import Reading, Verdict

BY_HAND: Final = 100.0
"""Weight of a correction: more than all evidence of the pages together."""
_SHOWN = 5
"""Places that a message names at most."""

Found = tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Matched:
    """A correction that may be made, and its places."""

    erratum: Erratum
    places: tuple[CalledVerdict, ...]


def apply_errata(
    reconciled: Reconciled, errata: Sequence[Erratum], tags: Mapping[str, str]
) -> tuple[Reconciled, Found]:
    """Correct what was decided.

    A place is corrected as a whole: `locale`, `table` and `row` only say by which
    edition's reading it is found.

    Args:
        reconciled: What was decided without them.
        errata: The corrections.
        tags: Folder name of each edition that is read → its BCP 47 tag.

    Returns:
        What is decided with them; an error for each correction that cannot be made,
        and a finding for each that is stale.
    """
    if not errata:
        return reconciled, ()
    called = tuple(call_verdicts(reconciled))
    prefixes = _prefixes(called)
    findings: list[Diagnostic] = []
    matched: list[_Matched] = []
    for erratum in errata:
        own = _Matched(erratum=erratum, places=_match(erratum, called, tags))
        found = tuple(_refuse(own, prefixes)) or tuple(_stale(own, tags))
        findings += found
        if not any(finding.severity is Severity.ERROR for finding in found):
            matched.append(own)
    settled, contradictions = _settle(matched)
    verdicts = {
        place.key: _correct(place.verdict, settled[place.key])
        for place in called
        if place.key in settled
    }
    return _replace(reconciled, verdicts), (*findings, *contradictions)


def drop_used(
    findings: Iterable[Diagnostic], configurations: Iterable[Configuration]
) -> tuple[Diagnostic, ...]:
    """Drop what is said of a common correction that is stale for one API and used by another.

    Args:
        findings: The findings of all APIs, each with its own.
        configurations: One for each API.
    """
    findings = tuple(findings)
    given = Counter(erratum.span for own in configurations for erratum in own.errata)
    stale = Counter(found.span for found in findings if found.code == "GS405")
    return tuple(
        found
        for found in findings
        if found.code != "GS405" or found.span is None or stale[found.span] >= given[found.span]
    )


def _match(
    erratum: Erratum, called: Sequence[CalledVerdict], tags: Mapping[str, str]
) -> tuple[CalledVerdict, ...]:
    """Find the places that a correction means."""
    locales = _locales(erratum, tags)
    return tuple(
        place
        for place in called
        if place.verdict.role == erratum.role
        and erratum.page in {"", place.verdict.page}
        and (not erratum.identifier or erratum.identifier in place.paths)
        and any(_is_meant(erratum, reading, locales) for reading in place.verdict.readings)
    )


def _locales(erratum: Erratum, tags: Mapping[str, str]) -> frozenset[str]:
    """Give the editions that a correction is about; `fr` means those in France too."""
    wanted = erratum.locale
    exact = frozenset(locale for locale, tag in tags.items() if wanted in {"", tag})
    alike = (locale for locale, tag in tags.items() if tag.startswith(f"{wanted}-"))
    return exact or frozenset(alike)


def _is_meant(erratum: Erratum, reading: Reading, locales: frozenset[str]) -> bool:
    return (
        (not erratum.reading or reading.text == erratum.reading)
        and (not erratum.locale or reading.locale in locales)
        and erratum.table in {None, reading.table}
        and erratum.row in {None, reading.row}
    )


def _refuse(matched: _Matched, prefixes: frozenset[str]) -> Iterator[Diagnostic]:
    """Report a correction that gives no identifier, or does not say which place it corrects."""
    erratum = matched.erratum
    if wrong := _illegal(erratum, prefixes):
        yield _error(erratum, wrong)
    if not erratum.reading and not erratum.identifier and len(matched.places) > 1:
        yield _error(
            erratum,
            "erratum means several places",
            evidence=_places(matched),
            help_="give the reading, the identifier or the locale",
        )


def _illegal(erratum: Erratum, prefixes: frozenset[str]) -> str:
    """Say why a correction is no identifier of its role; empty where it is."""
    canonical = erratum.canonical
    match PlaceRole(erratum.role):
        case PlaceRole.NAME:
            wrong = "" if is_member_name(canonical) else "is no XML NCName, so it can be no name"
        case PlaceRole.VALUE:
            wrong = "" if is_value(canonical) else "is too long or not printable for a value"
        case _:
            wrong = _illegal_type(canonical, parse_type(canonical), prefixes)
    return wrong and f"{canonical!r} {wrong}"


def _illegal_type(text: str, parsed: TypeNotation, prefixes: frozenset[str]) -> str:
    """Hold a type against the pages' notation: a known prefix, a name, `[]` for several."""
    prefix = f"{parsed.prefix}:" if parsed.has_colon else ""
    plain = f"{parsed.before}{prefix}{parsed.local}{parsed.after}"
    if text != plain or not is_ncname(parsed.local):
        return "is no type: write it as the pages do, with prefix, name and '[]' for several"
    if prefixes and prefix not in prefixes:
        listed = ", ".join(repr(known) if known else "no prefix" for known in sorted(prefixes))
        return f"is no type in the pages' notation, which has {listed}"
    if is_builtin_prefix(parsed.prefix) and not builtin_of(parsed.local, prefixed=True):
        return "is no built-in type of XML Schema"
    return ""


def _prefixes(called: Iterable[CalledVerdict]) -> frozenset[str]:
    """Give the prefixes that the types have as decided, with their colon; empty for none."""
    parsed = (
        parse_type(place.verdict.canonical)
        for place in called
        if place.verdict.role is PlaceRole.TYPE and place.verdict.canonical
    )
    return frozenset(f"{own.prefix}:" if own.has_colon else "" for own in parsed)


def _stale(matched: _Matched, tags: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Report a correction that matches nothing, or changes nothing where it matches."""
    erratum = matched.erratum
    if erratum.locale and not _locales(erratum, tags):
        message = f"erratum is for the locale '{erratum.locale}', which is not read"
        yield _finding("GS405", Severity.NOTE, erratum, message)
    elif not matched.places:
        yield _finding(
            "GS405",
            Severity.WARNING,
            erratum,
            f"erratum is stale: no {erratum.role} is {_description(erratum)}",
            help_="delete it, or correct what it is to match",
        )
    elif not any(_changes(place.verdict, erratum) for place in matched.places):
        yield _finding(
            "GS405",
            Severity.WARNING,
            erratum,
            f"erratum is stale: {erratum.canonical!r} is decided without it",
            evidence=_places(matched),
            help_="delete it",
        )


def _description(erratum: Erratum) -> str:
    """Say what a correction is to match: `'a' in page 'p.md', table 0, row 3`."""
    named = [
        *([f"called {erratum.identifier!r}"] if erratum.identifier else []),
        *([f"read {erratum.reading!r}"] if erratum.reading else []),
    ]
    where = [
        *([f"page {erratum.page!r}"] if erratum.page else []),
        *([f"table {erratum.table}"] if erratum.table is not None else []),
        *([f"row {erratum.row}"] if erratum.row is not None else []),
        *([f"locale {erratum.locale!r}"] if erratum.locale else []),
    ]
    place = "in " + ", ".join(where) if where else ""
    return " ".join(part for part in (" and ".join(named), place) if part)


def _changes(verdict: Verdict, erratum: Erratum) -> bool:
    """Tell whether a correction decides otherwise, or for sure what is a guess without it."""
    return verdict.canonical != erratum.canonical or verdict.status is Status.PROVISIONAL


def _settle(matched: Iterable[_Matched]) -> tuple[dict[PlaceKey, Erratum], list[Diagnostic]]:
    """Give each place its correction; one that two correct differently has none."""
    claims: dict[PlaceKey, dict[str, Erratum]] = defaultdict(dict)
    places: dict[PlaceKey, CalledVerdict] = {}
    for own in matched:
        for place in own.places:
            claims[place.key].setdefault(own.erratum.canonical, own.erratum)
            places[place.key] = place
    findings: dict[tuple[Erratum, ...], Diagnostic] = {}
    for key, by_canonical in claims.items():
        first, *others = by_canonical.values()
        for other in others:
            where = places[key].verdict.readings[0].span
            contradiction = _error(
                other,
                f"erratum says {other.canonical!r} where another says {first.canonical!r}",
                evidence=(f"the other stands at {first.span}", f"both match {where}"),
                help_="delete one, or restrict it to a page, a table and a row",
            )
            findings.setdefault((first, other), contradiction)
    settled = {
        key: next(iter(by_canonical.values()))
        for key, by_canonical in claims.items()
        if len(by_canonical) == 1
    }
    return settled, list(findings.values())


def _correct(verdict: Verdict, erratum: Erratum) -> Verdict:
    """Replace a decision; what had been decided is the runner-up."""
    reason = Evidence(kind="erratum", weight=BY_HAND, note=f"{erratum.reason} ({erratum.span})")
    canonical = erratum.canonical
    is_read = any(reading.text == canonical for reading in verdict.readings)
    own: tuple[Evidence, ...] = ()
    runner_up, against = verdict.canonical or "", verdict.evidence
    if canonical == verdict.canonical:
        own, runner_up, against = verdict.evidence, verdict.runner_up, verdict.runner_up_evidence
    elif canonical == verdict.runner_up:
        own = verdict.runner_up_evidence
    return replace(
        verdict,
        canonical=canonical,
        status=Status.INTACT if is_read else Status.REPAIRED,
        confidence=1.0,
        evidence=(reason, *own),
        runner_up=runner_up,
        runner_up_evidence=against if runner_up else (),
    )


def _replace(reconciled: Reconciled, verdicts: Mapping[PlaceKey, Verdict]) -> Reconciled:
    """Put verdicts into their places."""
    return replace(
        reconciled,
        rows=tuple(
            replace(
                row,
                name=verdicts.get((PlaceRole.NAME, number, 0), row.name),
                type=verdicts.get((PlaceRole.TYPE, number, 0), row.type),
            )
            for number, row in enumerate(reconciled.rows)
        ),
        values=tuple(
            replace(
                values,
                values=tuple(
                    verdicts.get((PlaceRole.VALUE, number, index), verdict)
                    for index, verdict in enumerate(values.values)
                ),
            )
            for number, values in enumerate(reconciled.values)
        ),
    )


def _places(matched: _Matched) -> tuple[str, ...]:
    """Name the places that a correction matches, the first few of many."""
    spans = [str(place.verdict.readings[0].span) for place in matched.places]
    more = [f"{len(spans) - _SHOWN} more"] if len(spans) > _SHOWN else []
    return ("it matches " + ", ".join([*spans[:_SHOWN], *more]),)


def _error(
    erratum: Erratum, message: str, *, evidence: tuple[str, ...] = (), help_: str | None = None
) -> Diagnostic:
    return _finding("GS107", Severity.ERROR, erratum, message, evidence=evidence, help_=help_)


def _finding(  # noqa: PLR0913 - a finding has this many parts
    code: str,
    severity: Severity,
    erratum: Erratum,
    message: str,
    *,
    evidence: tuple[str, ...] = (),
    help_: str | None = None,
) -> Diagnostic:
    return Diagnostic(
        code=code,
        severity=severity,
        message=message,
        span=erratum.span,
        evidence=evidence,
        help=help_,
    )
