"""Letters of other scripts that look like Latin ones, in what should be an identifier.

From Unicode Technical Standard #39, as far as Cyrillic, Greek and Armenian
letters go whose usual shape is that of a Latin letter.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.reconcile.reconciled import Reconciled
    from generator.reconcile.verdict import Reading, Verdict

_ALIKE = str.maketrans(
    "аесорхуіјѕһԁԛԝгАВЕЅІЈКМНОРСТУХԌԚԜαικνορτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧϳօոսցհԼՍՏ",
    "aecopxyijshdqwrABESIJKMHOPCTYXGQWaiKvoptuxABEZHIKMNOPTYXjonughLUS",
)


def latin_shape(text: str) -> str:
    """Give a text with Latin letters in the place of those that look like them."""
    return text.translate(_ALIKE)


def find_lookalikes(reconciled: Reconciled) -> Iterator[Diagnostic]:
    """Report every reading that looks like a Latin identifier and is none.

    A word all in another script is that language's own, unless it looks Latin
    letter by letter and the identifier that was decided is just what it looks like.
    """
    for row in reconciled.rows:
        yield from _findings(row.name)
        if row.type is not None:
            yield from _findings(row.type)
    for values in reconciled.values:
        for verdict in values.values:
            yield from _findings(verdict)


def _findings(verdict: Verdict) -> Iterator[Diagnostic]:
    for reading in verdict.readings:
        if not reading.text.isascii() and _is_disguised(reading.text, verdict.canonical):
            yield _finding(verdict, reading)


def _is_disguised(text: str, canonical: str | None) -> bool:
    """Tell whether a text is ASCII by its looks alone."""
    shape = latin_shape(text)
    if shape == text or not shape.isascii():
        return False
    is_mixed = any(char.isascii() and char.isalpha() for char in text)
    return is_mixed or shape == canonical


def _finding(verdict: Verdict, reading: Reading) -> Diagnostic:
    strange = [char for char in dict.fromkeys(reading.text) if not char.isascii()]
    named = ", ".join(f"U+{ord(char):04X} {unicodedata.name(char)}" for char in strange)
    shape = latin_shape(reading.text)
    return Diagnostic(
        code="GS411",
        severity=Severity.WARNING,
        message=f"{verdict.role} {reading.text!r} looks like {shape!r}: {named}",
        span=reading.span,
        help="write Latin letters",
    )
