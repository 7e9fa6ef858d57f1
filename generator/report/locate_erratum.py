"""A place → what an erratum for `gen-schema.toml` must say so that it means this place alone."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.reconcile.identifier_paths import CalledVerdict
    from generator.reconcile.verdict import Reading

Locator = dict[str, str | int]
"""Keys of an erratum, without `canonical` and `reason`."""

_LONGEST: Final = 200
"""Characters of a reading that an erratum repeats."""


class ErratumLocator:
    """Knows all places of an API, to tell which words mean one of them alone."""

    def __init__(self, places: Iterable[CalledVerdict], tags: Mapping[str, str]) -> None:
        self._tags = tags
        unique = {place.key: place for place in places}
        self._taken = Counter(
            _freeze(self._of_reading(place, reading))
            for place in unique.values()
            for reading in place.verdict.readings
        )

    def locate(self, place: CalledVerdict) -> Locator | None:
        """Give the words; None where a correction by hand stands already, or no words would do."""
        if is_by_hand(place):
            return None
        for reading in sorted(place.verdict.readings, key=lambda own: not _is_quotable(own)):
            own = self._of_reading(place, reading)
            if self._taken[_freeze(own)] == 1 and _says_enough(own):
                return own
        canonical = place.verdict.canonical
        for reading in place.verdict.readings[:1] if canonical else ():
            # the same words twice in one list: what is decided tells them apart
            return {**self._of_reading(place, reading), "identifier": str(canonical)}
        return None

    def _of_reading(self, place: CalledVerdict, reading: Reading) -> Locator:
        words: Locator = {"page": place.verdict.page, "role": str(place.verdict.role)}
        words["locale"] = self._tags.get(reading.locale, reading.locale)
        if reading.table is not None and reading.row is not None:
            words |= {"table": reading.table, "row": reading.row}
        if _is_quotable(reading):
            words["reading"] = reading.text
        return words


def is_by_hand(place: CalledVerdict) -> bool:
    """Tell whether an erratum decided a place."""
    return any(reason.kind == "erratum" for reason in place.verdict.evidence[:1])


def _is_quotable(reading: Reading) -> bool:
    """Tell whether a configuration can repeat a reading: one line, NFC, as long as is readable."""
    text = reading.text
    return (
        0 < len(text) <= _LONGEST
        and text == unicodedata.normalize("NFC", text).strip()
        and not any(unicodedata.category(char) in {"Cc", "Cs"} for char in text)
    )


def _says_enough(words: Locator) -> bool:
    return "reading" in words or {"table", "row"} <= set(words)


def _freeze(words: Locator) -> frozenset[tuple[str, str | int]]:
    return frozenset(words.items())
