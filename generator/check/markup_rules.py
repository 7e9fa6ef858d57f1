"""Verdicts → findings: identifiers that stand without code markup, the cause of most damage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.check.finding import Finding
from generator.check.page_words import quote
from generator.check.place_key import key_of, list_verdicts
from generator.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.reconcile.reconciled import Reconciled

UNPROTECTED = "GSC501"
"""The rule whose findings `--protect` mends."""


def find_unprotected(reconciled: Reconciled) -> Iterator[Finding]:
    """Give a finding for every sound identifier that translation may take for text."""
    for verdict in list_verdicts(reconciled):
        for reading in verdict.readings:
            if not reading.is_code and reading.text and reading.text == verdict.canonical:
                yield Finding(
                    rule=UNPROTECTED,
                    severity=Severity.NOTE,
                    span=reading.span,
                    page=verdict.page,
                    locale=reading.locale,
                    message=f"{verdict.role} {quote(reading.text)} stands without code markup",
                    place=key_of(verdict, reading),
                    subject=reading.text,
                    confidence=verdict.confidence,
                    replacement=reading.text,
                )
