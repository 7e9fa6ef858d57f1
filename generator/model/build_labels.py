"""Readings and prose → localized texts: what was wrong as an identifier is right as a label."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.model.schema import LocalizedText, Status
from generator.naming import label_words
from generator.reconcile.classify_damage import classify_damage
from generator.reconcile.verdict import Damage, PlaceRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.reconcile.verdict import Verdict

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STEP = re.compile(r"\s*(?:\.|->|[\[\]])+\s*")
_TRANSLATIONS = frozenset({Damage.PARTIAL, Damage.TRANSLATED, Damage.LOCAL_NAME})


def xml_text(text: str) -> str:
    """Reduce a text to one line that XML can carry (XML 1.0, production 2), NFC."""
    return unicodedata.normalize("NFC", " ".join(_ILLEGAL.sub("\ufffd", text).split()))


def build_labels(
    verdict: Verdict,
    reference: str,
    tags: Mapping[str, str],
    others: frozenset[str] = frozenset(),
    *,
    member: str = "",
) -> tuple[LocalizedText, ...]:
    """Give the label that each edition's reading makes.

    The reference locale's label is the identifier's words, unless it is in
    another language than they are and translates them. Another locale has a
    label where its reading is a translation; an identifier left alone is no
    label, so that the fallback works.

    Args:
        verdict: The decision, with the readings.
        reference: Tag of the reference locale.
        tags: Folder name → tag.
        others: Those of them that are no editions of the API itself.
        member: What a path leads to, where the identifier is one; empty for none.

    Returns:
        At most one label a locale, the reference locale's first.
    """
    verdict = _at_the_end(verdict, member) if member else verdict
    canonical = verdict.canonical or ""
    sure = verdict.confidence
    found = {
        reference: LocalizedText(locale=reference, text=label_words(canonical), confidence=sure)
    }
    found |= _glosses(verdict, reference, tags)
    shared = _shared_readings(verdict)
    guessed = verdict.status is Status.PROVISIONAL
    for reading in verdict.readings:
        tag = tags[reading.locale]
        damage = classify_damage(reading.text, canonical, verdict.role)
        is_translation = damage in _TRANSLATIONS or (guessed and reading.text == canonical)
        if reading.is_junk or not is_translation or (tag in found and tag != reference):
            continue
        fuzzy = "its identifier is a guess" if _doubts(verdict, damage) else ""
        if reading.text in shared:
            fuzzy = fuzzy or "two editions of different languages share it"
        text = label_words(reading.text) if " " not in reading.text else reading.text
        text = xml_text(text)
        if tag == reference and not guessed and _is_identifiers_language(tag):
            continue
        found[tag] = LocalizedText(
            locale=tag,
            text=text[:1].upper() + text[1:],
            fuzzy=fuzzy,
            confidence=sure,
            source=f"{reading.span.path}:{reading.span.line}" if reading.locale in others else "",
        )
    return sort_texts(found.values(), reference)


def _at_the_end(verdict: Verdict, member: str) -> Verdict:
    """Leave of a path, and of the readings that have as many steps, the last step."""
    steps = len(_steps(verdict.canonical or ""))
    readings = tuple(
        replace(reading, text=own[-1]) if len(own := _steps(reading.text)) == steps else reading
        for reading in verdict.readings
    )
    return replace(verdict, canonical=member, readings=readings)


def _steps(path: str) -> list[str]:
    return [step for step in _STEP.split(path) if step.strip()]


def _glosses(verdict: Verdict, reference: str, tags: Mapping[str, str]) -> dict[str, LocalizedText]:
    """Give the translations that stand beside identifiers left alone."""
    found = {}
    for reading in verdict.readings:
        tag, text = tags[reading.locale], xml_text(reading.gloss)
        if not text or reading.text != verdict.canonical or _is_identifiers_language(tag):
            continue
        if tag == reference or tag not in found:
            found[tag] = LocalizedText(
                locale=tag, text=text[:1].upper() + text[1:], confidence=verdict.confidence
            )
    return found


def _doubts(verdict: Verdict, damage: Damage | None) -> bool:
    """Tell whether a guessed identifier makes its translation doubtful.

    The places of a list are the same in every edition, so that translations of
    a value belong together whatever the value is.
    """
    if verdict.status is not Status.PROVISIONAL:
        return False
    return verdict.role is not PlaceRole.VALUE or damage not in _TRANSLATIONS


def _is_identifiers_language(tag: str) -> bool:
    """Tell whether identifiers are words of a language: they are English by custom."""
    return tag.split("-", maxsplit=1)[0].casefold() == "en"


def _shared_readings(verdict: Verdict) -> frozenset[str]:
    """Give the damaged readings that editions of two languages share: hardly translations."""
    seen: dict[str, set[str]] = {}
    for reading in verdict.readings:
        seen.setdefault(reading.text, set()).add(reading.locale.replace("_", "-").split("-")[0])
    return frozenset(text for text, languages in seen.items() if len(languages) > 1)


def build_texts(
    texts: Iterable[tuple[str, str]], reference: str, tags: Mapping[str, str]
) -> tuple[LocalizedText, ...]:
    """Give (folder name, text) pairs as localized texts; empty ones are left out."""
    found: dict[str, LocalizedText] = {}
    for locale, text in texts:
        tag, clean = tags[locale], xml_text(text)
        if clean and tag not in found:
            found[tag] = LocalizedText(locale=tag, text=clean)
    return sort_texts(found.values(), reference)


def sort_texts(texts: Iterable[LocalizedText], reference: str) -> tuple[LocalizedText, ...]:
    """Sort texts by locale, the reference locale's first."""
    return tuple(sorted(texts, key=lambda text: (text.locale != reference, text.locale)))
