"""Verdicts → findings: what was repaired, what is a guess, what nobody could decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Severity
from generator.reconcile.lookalikes import find_lookalikes
from generator.reconcile.verdict import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.reconcile.reconciled import Reconciled
    from generator.reconcile.verdict import Reading, Verdict

_CODES = {
    Status.REPAIRED: ("GS401", Severity.NOTE),
    Status.PROVISIONAL: ("GS402", Severity.WARNING),
    Status.UNRESOLVED: ("GS403", Severity.WARNING),
}


def collect_findings(reconciled: Reconciled) -> Iterator[Diagnostic]:
    """Give a finding for every place where the pages and the verdict differ.

    A repair is one finding for each damaged reading; a guess, or a place left
    open, is one finding for the place, at its first reading.
    """
    for row in reconciled.rows:
        yield from _findings(row.name)
        if row.type is not None:
            yield from _findings(row.type)
    for values in reconciled.values:
        for verdict in values.values:
            yield from _findings(verdict)
    yield from _duplicates(reconciled)
    yield from find_lookalikes(reconciled)


def _findings(verdict: Verdict) -> Iterator[Diagnostic]:
    if verdict.status in {Status.PROVISIONAL, Status.UNRESOLVED}:
        if verdict.readings:
            yield _finding(verdict, verdict.readings[0], verdict.status)
        return
    for reading in verdict.readings:
        if verdict.status_of(reading) is Status.REPAIRED:
            yield _finding(verdict, reading, Status.REPAIRED)


def _finding(verdict: Verdict, reading: Reading, status: Status) -> Diagnostic:
    code, severity = _CODES[status]
    return Diagnostic(
        code=code,
        severity=severity,
        message=_message(verdict, reading, status),
        span=reading.span,
        evidence=(_readings(verdict), *_by_hand(verdict)),
        help="fix the cell, or record an erratum in gen-schema.toml"
        if status is not Status.REPAIRED
        else None,
    )


def _by_hand(verdict: Verdict) -> Iterator[str]:
    """Give the reason of the erratum that decided, if one did."""
    yield from (f"erratum: {own.note}" for own in verdict.evidence[:1] if own.kind == "erratum")


def _message(verdict: Verdict, reading: Reading, status: Status) -> str:
    read = f"{verdict.role} {reading.text!r}"
    match status:
        case Status.REPAIRED:
            return f"{read} read as {verdict.canonical!r}"
        case Status.PROVISIONAL:
            return f"{read} taken for {verdict.canonical!r} at {verdict.confidence:.0%} confidence"
        case _:
            return f"{read} could not be resolved"


def _readings(verdict: Verdict) -> str:
    """Say which locales read what: `readings: userNmae (ja), userName (de, en)`."""
    found: dict[str, list[str]] = {}
    for reading in verdict.readings:
        found.setdefault(reading.text, []).append(reading.locale)
    parts = [f"{text!r} ({', '.join(sorted(locales))})" for text, locales in found.items()]
    return "readings: " + ", ".join(parts)


def _duplicates(reconciled: Reconciled) -> Iterator[Diagnostic]:
    """Report rows of one table that came out under one name."""
    first: dict[tuple[str, int, str], Verdict] = {}
    for row in reconciled.rows:
        if not row.name.canonical or not row.name.readings:
            continue
        twin = first.setdefault((*row.place.key, row.name.canonical), row.name)
        if twin is not row.name:
            yield Diagnostic(
                code="GS406",
                severity=Severity.WARNING,
                message=f"another row of the table is {row.name.canonical!r} already",
                span=row.name.readings[0].span,
                evidence=(f"the other stands at {twin.readings[0].span}", _readings(row.name)),
            )
