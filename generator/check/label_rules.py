"""Verdicts → findings about the labels that translated identifiers give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.check.finding import Finding
from generator.check.page_words import quote
from generator.diagnostics import Severity
from generator.model.build_labels import build_labels
from generator.reconcile.classify_damage import classify_damage
from generator.reconcile.verdict import Damage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.reconcile.reconciled import Reconciled
    from generator.reconcile.verdict import Reading, Verdict

_HALF, _DUPLICATE = "GSC401", "GSC402"


def find_label_faults(
    reconciled: Reconciled, reference: str, tags: Mapping[str, str]
) -> Iterator[Finding]:
    """Give a finding for every label that is half translated, or shared by two members.

    Args:
        reconciled: What was decided.
        reference: Tag of the reference locale.
        tags: Folder name → tag.
    """
    groups: dict[object, list[Verdict]] = {}
    for row in reconciled.rows:
        groups.setdefault(row.place.key, []).append(row.name)
    for number, values in enumerate(reconciled.values):
        groups[number] = list(values.values)
    for verdicts in groups.values():
        yield from _faults_of(verdicts, reference, tags)


def _faults_of(
    verdicts: Sequence[Verdict], reference: str, tags: Mapping[str, str]
) -> Iterator[Finding]:
    seen: dict[tuple[str, str], Verdict] = {}
    for verdict in verdicts:
        texts = {
            label.locale: label.text
            for label in build_labels(verdict, reference, tags)
            if label.locale != reference
        }
        for reading in verdict.readings:
            text = texts.pop(tags[reading.locale], "")
            if not text:
                continue
            if classify_damage(reading.text, verdict.canonical, verdict.role) is Damage.PARTIAL:
                message = f"label {quote(text)} of {verdict.canonical!r} is half translated"
                yield _finding(_HALF, verdict, reading, message)
            twin = seen.setdefault((reading.locale, text), verdict)
            if twin.canonical != verdict.canonical:
                message = (
                    f"label {quote(text)} of {verdict.canonical!r} is that of {twin.canonical!r}"
                )
                yield _finding(_DUPLICATE, verdict, reading, f"{message} too")


def _finding(rule: str, verdict: Verdict, reading: Reading, message: str) -> Finding:
    return Finding(
        rule=rule,
        severity=Severity.NOTE,
        span=reading.span,
        page=verdict.page,
        locale=reading.locale,
        message=message,
        subject=reading.text,
        help="give the label in the catalog",
    )
