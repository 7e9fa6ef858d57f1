"""Verdicts → findings: every reading that is not its identifier."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.check.finding import Finding
from generator.check.page_words import quote, shorten
from generator.check.place_key import key_of
from generator.diagnostics import Severity
from generator.naming import is_member_name, split_words
from generator.reconcile.classify_damage import classify_damage
from generator.reconcile.identifier_paths import call_verdicts
from generator.reconcile.type_names import builtin_of, parse_type
from generator.reconcile.verdict import Damage, PlaceRole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.check.table_shapes import Shapes
    from generator.reconcile.identifier_paths import CalledVerdict
    from generator.reconcile.reconciled import Reconciled
    from generator.reconcile.verdict import Reading, Verdict

SURE = 0.9
"""Confidence from which a replacement is more than a guess."""
_DOUBTFUL = 0.85
"""Confidence of a decision against a sound reference that no sample bears out."""
_RULES = {
    Damage.SPACING: "GSC105",
    Damage.CASE: "GSC103",
    Damage.PREFIX: "GSC106",
    Damage.SPELLING: "GSC104",
    Damage.PARTIAL: "GSC102",
    Damage.LOCAL_NAME: "GSC107",
    Damage.TRANSLATED: "GSC101",
    Damage.DROPPED: "GSC108",
    Damage.JUNK: "GSC109",
}
_PROOFS = frozenset({"sample", "erratum", "contract", "fragment"})
_EVIDENCE_LINES = 3
_LONGEST_LINE = 400


def find_damage(
    reconciled: Reconciled, reference: str | None, shapes: Shapes = frozenset()
) -> Iterator[Finding]:
    """Give a finding for every reading that differs from what was decided, or had to stay open.

    Args:
        reconciled: What was decided.
        reference: Folder name of the reference edition; None where there is none.
        shapes: Tables that have the reference's rows.
    """
    for place in call_verdicts(reconciled):
        path = next(iter(place.paths), "")
        doubt = _doubt(place.verdict, reference)
        for reading in place.verdict.readings:
            if reading.text != place.verdict.canonical and not _is_blank(place.verdict, reading):
                yield _judge(
                    place.verdict,
                    reading,
                    path,
                    doubt,
                    is_vouched=_is_vouched(place, reading, reference, shapes, reconciled),
                )


def _is_blank(verdict: Verdict, reading: Reading) -> bool:
    """Tell whether nothing stands there and nothing is known to belong there."""
    return verdict.canonical is None and not reading.text


def _doubt(verdict: Verdict, reference: str | None) -> str:
    """Say why a decision against the reference edition needs a person's word; empty for none.

    Its identifiers may be wrong, but where one is sound in form and no sample shows for what
    it is a slip, a fix would put an opinion into every edition.
    """
    if verdict.role is PlaceRole.TYPE or verdict.canonical is None:
        return ""
    own = [reading for reading in verdict.readings if reading.locale == reference]
    sound = [each for each in own if is_member_name(each.text) and not each.is_junk]
    if not sound or sound[0].text == verdict.canonical:
        return ""
    if _has_proof(verdict) and _is_slip(sound[0].text, verdict.canonical):
        return ""
    return f"edition {reference!r} reads {quote(sound[0].text)}, and no sample proves it wrong"


def _is_slip(reading: str, canonical: str) -> bool:
    """Tell whether one may be a slip for the other: a few signs, or one end of the name."""
    damage = classify_damage(reading, canonical, PlaceRole.NAME)
    if damage in {Damage.SPACING, Damage.CASE, Damage.SPELLING}:
        return True
    theirs, ours = (
        [word.casefold() for word in split_words(text)] for text in (reading, canonical)
    )
    return bool(theirs and ours) and (theirs[0] == ours[0] or theirs[-1] == ours[-1])


def _has_proof(verdict: Verdict) -> bool:
    """Tell whether something stronger than readings decided."""
    return any(own.kind in _PROOFS and own.weight > 0 for own in verdict.evidence)


def _is_vouched(
    place: CalledVerdict,
    reading: Reading,
    reference: str | None,
    shapes: Shapes,
    reconciled: Reconciled,
) -> bool:
    """Tell whether the reference edition has the identifier in the same row of the same table.

    A translation has to read as its source does, however weak the other evidence is; unless
    something stronger than readings speaks for another identifier, or a few letters are all the
    difference, which the reference may have wrong itself.
    """
    role, number, _ = place.key
    if role is PlaceRole.VALUE:
        return False
    row = reconciled.rows[number].place
    if (row.page, row.table, reading.locale) not in shapes:
        return False
    if any(own.kind in _PROOFS for own in place.verdict.runner_up_evidence):
        return False
    canonical = place.verdict.canonical
    if classify_damage(reading.text, canonical, role) is Damage.SPELLING:
        return False
    return any(own.locale == reference and own.text == canonical for own in place.verdict.readings)


def _judge(
    verdict: Verdict, reading: Reading, path: str, doubt: str, *, is_vouched: bool
) -> Finding:
    """Give the finding for one reading that is not what was decided."""
    canonical = verdict.canonical
    confidence = min(verdict.confidence, _DOUBTFUL) if doubt else verdict.confidence
    vouched = is_vouched and confidence < SURE
    confidence = SURE if vouched else confidence
    is_sure = canonical is not None and confidence >= SURE
    return Finding(
        rule=_rule_of(verdict, reading),
        severity=Severity.ERROR if is_sure else Severity.WARNING,
        span=reading.span,
        page=verdict.page,
        locale=reading.locale,
        message=_message(verdict, reading, path),
        place=key_of(verdict, reading),
        subject=reading.text,
        is_marked=reading.is_code,
        confidence=confidence,
        replacement=canonical,
        evidence=(
            *_evidence(verdict),
            *((doubt,) if doubt else ()),
            *(("the reference edition reads so in this row",) if vouched else ()),
        ),
        help=_help(canonical, is_sure=is_sure),
    )


def _rule_of(verdict: Verdict, reading: Reading) -> str:
    damage = classify_damage(reading.text, verdict.canonical, verdict.role)
    if damage is None or reading.is_junk:
        return "GSC109"
    if damage in {Damage.DROPPED, Damage.JUNK}:
        return _RULES[damage]
    if _contradicts_sample(verdict, reading):
        return "GSC202"
    if verdict.role is PlaceRole.VALUE and damage is not Damage.SPACING:
        return "GSC110"
    if verdict.role is PlaceRole.TYPE and damage is Damage.TRANSLATED:
        return "GSC107"
    return _RULES[damage]


def _contradicts_sample(verdict: Verdict, reading: Reading) -> bool:
    """Tell whether every edition reads alike, and something stronger than readings decided."""
    canonical = verdict.canonical or ""
    agree = all(own.text in {reading.text, canonical} for own in verdict.readings)
    untouched = not any(own.text == canonical for own in verdict.readings)
    return (
        agree
        and untouched
        and _has_proof(verdict)
        and re.fullmatch(r"[A-Za-z_][\w.:\[\]-]*", reading.text) is not None
    )


def _message(verdict: Verdict, reading: Reading, path: str) -> str:
    what = {"name": "identifier", "value": "value"}.get(str(verdict.role), "type")
    called = f" of {path}" if path and verdict.role is PlaceRole.TYPE else ""
    if verdict.canonical is None:
        return f"{what} {quote(reading.text)}{called} is not understood"
    if not reading.text:
        return f"{what}{called} is lost; {quote(verdict.canonical)} belongs here"
    owner = f" in {verdict.owner}" if verdict.owner and verdict.role is PlaceRole.NAME else ""
    built_in = ""
    if verdict.role is PlaceRole.TYPE:
        parsed = parse_type(verdict.canonical)
        built_in = "built-in " if builtin_of(parsed.local, prefixed=bool(parsed.prefix)) else ""
    found = f"{built_in}{what} {quote(reading.text)}{called}{owner}"
    return f"{found} should be {quote(verdict.canonical)}"


def _evidence(verdict: Verdict) -> Iterator[str]:
    """Say who reads what, then what weighed most."""
    found: dict[str, list[str]] = {}
    for reading in verdict.readings:
        found.setdefault(reading.text, []).append(reading.locale)
    parts = [f"{quote(text)} ({', '.join(sorted(locales))})" for text, locales in found.items()]
    yield shorten(f"readings: {', '.join(parts)}", _LONGEST_LINE)
    for own in verdict.evidence[:_EVIDENCE_LINES]:
        yield shorten(f"{own.kind} {own.weight:+.1f}: {own.note}", _LONGEST_LINE)
    if verdict.canonical is not None:
        yield f"confidence: {verdict.confidence:.4f}"


def _help(canonical: str | None, *, is_sure: bool) -> str | None:
    if canonical is None:
        return "write the identifier, or record an erratum in gen-schema.toml"
    return None if is_sure else "a guess; confirm it, or record an erratum in gen-schema.toml"
