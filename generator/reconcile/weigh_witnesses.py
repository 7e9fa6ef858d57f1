"""Weigh what the witnesses of one row say: how each would come to have what it has.

An edition renders an identifier, or copies what the text that all were made
from has wrong, or translates what that text had lost.
"""

from __future__ import annotations

import math
from functools import cached_property
from typing import TYPE_CHECKING

from generator.naming import is_member_name
from generator.reconcile.lexicon import damage_manner
from generator.reconcile.voices import damaged_families, keeps_company
from generator.reconcile.wording import identifier_words

if TYPE_CHECKING:
    from generator.reconcile.heard_reading import HeardReading
    from generator.reconcile.knowledge import Knowledge
    from generator.reconcile.places import RowPlace
    from generator.reconcile.voices import Voice

_LOST = 0.003
"""Chance that the text all editions were made from had no identifier in a place."""
_SOURCE_SLIP, _SOURCE_SLIP_SHOWN, _SOURCE_ERROR = 1e-3, 4e-3, 5e-4
"""Chances that the common source has a slip in an identifier, one that a sample contradicts, or
another identifier that a sample contradicts."""
_SOURCE_NUMBER = 1e-5
"""Chance that the source has a plural for a singular, or the reverse, and no sample says so."""
_ANYTHING = 1e-4
"""Chance of a reading where there was none."""
_LOST_TO_TEXT, _TEXT = 0.3, 1e-3
"""The same where the edition in the identifiers' language reads no identifier."""
_CAPITAL_AS_WELL = math.log(0.5)
"""Log chance that a translation begins a name with a capital where another does: a custom."""
_OWN_LANGUAGE = 0.35
"""Kinship from which an edition counts as written in the identifiers' language."""
_NOWHERE = 1e-3
"""Chance of a reading under an identifier nobody thought of."""


class Witnesses:
    """What voices have, wherever they stand so: in a row, or in several alike."""

    def __init__(self, voices: tuple[Voice, ...], knowledge: Knowledge) -> None:
        """Hear voices, knowing what the rows decided so far teach."""
        self._knowledge = knowledge
        self._voices = voices
        self._heard = [_hear(voice, knowledge) for voice in voices]
        self._texts = {voice.text for voice in voices}
        self._families = frozenset(voice.family for voice in voices)
        self.source = find_source(voices, knowledge)
        self._loss = _weigh_loss(voices, knowledge) if voices else 0.0
        self._rendered: dict[tuple[str, bool], float] = {}

    def weigh(self, row: RowPlace, candidate: str, *, own: bool) -> float:
        """Give the log chance of what the witnesses have, if a candidate is the identifier.

        Args:
            row: Where they stand.
            candidate: The identifier.
            own: The row itself is among those learned from: leave it out.
        """
        if not self._voices:
            return 0.0
        rendered = self._weigh_renderings(candidate, own=own)
        if self.source and (chance := self._source_error(row, candidate)):
            # the text that all editions were made from may have the error itself
            copied = self._weigh_renderings(self.source, own=False)
            rendered = max(rendered, math.log(chance) + copied)
        return max(rendered, self._loss)

    @cached_property
    def nothing(self) -> float:
        """The log chance of what they have, if nobody thought of the identifier."""
        if not self._voices:
            return 0.0
        witnesses = 0.0
        for voice, reading, rates in self._heard:
            rate = rates[keeps_company(voice, self._families)]
            witnesses += voice.share * (math.log(_NOWHERE * rate) + reading.tongue)
        return max(witnesses, self._loss)

    def _weigh_renderings(self, candidate: str, *, own: bool) -> float:
        key = (candidate, own)
        if key in self._rendered:
            return self._rendered[key]
        damaged = self._families
        if candidate in self._texts:
            damaged = damaged_families(self._voices, candidate)
        rendered = 0.0
        is_capital = False
        for voice, reading, rates in self._heard:
            rate = rates[keeps_company(voice, damaged)]
            chance = reading.log_chance(candidate, rate=rate, own=own)
            if _is_capitalised(voice.text, candidate) and self._is_foreign(voice):
                if is_capital:
                    chance = max(chance, _CAPITAL_AS_WELL + reading.tongue)
                is_capital = True
            rendered += voice.share * chance
        self._rendered[key] = rendered
        return rendered

    def _is_foreign(self, voice: Voice) -> bool:
        """Tell whether an edition is in another language than identifiers are."""
        return self._knowledge.prose.kinship(voice.locale) < _OWN_LANGUAGE

    def _source_error(self, row: RowPlace, candidate: str) -> float:
        """Give the chance that the source has one identifier where another belongs; 0 for none.

        A slip of the pen happens; another identifier stands there only where a
        sample that has most of the other rows shows the one and not the other,
        they share a word, and no other row is still without its name.
        """
        source = self.source
        if source == candidate:
            return 0.0
        shown = self._knowledge.shown.get(row.owner, ())
        contradicted = candidate in shown and source not in shown
        if damage_manner(source, candidate) != "words":
            if not contradicted and (source == f"{candidate}s" or candidate == f"{source}s"):
                return _SOURCE_NUMBER
            return _SOURCE_SLIP_SHOWN if contradicted else _SOURCE_SLIP
        if not contradicted or {*identifier_words(source)}.isdisjoint(identifier_words(candidate)):
            return 0.0
        return _SOURCE_ERROR if self._knowledge.is_shown_whole(row) else 0.0


def _is_capitalised(text: str, name: str) -> bool:
    """Tell whether a text is a name but for the capital it begins with."""
    return text[:1] != name[:1] and text[1:] == name[1:] and text[:1].isupper()


def _hear(voice: Voice, knowledge: Knowledge) -> tuple[Voice, HeardReading, list[float]]:
    """Give a voice's reading, and how often its edition damages identifiers: alone, in company."""
    lexicon = knowledge.lexicon.edition(voice.locale)
    rates = [lexicon.damage_rate(is_code=voice.is_code, company=own) for own in (False, True)]
    return voice, knowledge.hear(voice), rates


def find_source(voices: tuple[Voice, ...], knowledge: Knowledge) -> str:
    """Give the identifier that the editions were made from, as far as they show it.

    It is what the edition in the identifiers' own language has, or what
    editions of two language families have in common.
    """
    own = {v.text for v in voices if knowledge.prose.kinship(v.locale) >= _OWN_LANGUAGE}
    if len(own) == 1 and is_member_name(text := next(iter(own))):
        return text
    families: dict[str, set[str]] = {}
    for voice in voices:
        if voice.text.isascii() and is_member_name(voice.text):
            families.setdefault(voice.text, set()).add(voice.family)
    common = [text for text, found in families.items() if len(found) > 1]
    return common[0] if len(common) == 1 else ""


def _weigh_loss(voices: tuple[Voice, ...], knowledge: Knowledge) -> float:
    """Weigh that the source had lost the identifier before it was translated.

    Where the edition in the identifiers' own language has no identifier, that
    is as likely as a slip of the pen.
    """
    shares = sum(voice.share for voice in voices)
    own = [v for v in voices if knowledge.prose.kinship(v.locale) >= _OWN_LANGUAGE]
    if any(not is_member_name(voice.text) for voice in own):
        return math.log(_LOST_TO_TEXT) + shares * math.log(_TEXT)
    return math.log(_LOST) + shares * math.log(_ANYTHING)
