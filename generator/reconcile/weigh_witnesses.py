"""Weigh what the witnesses of one row say: how each would come to have what it has.

An edition renders an identifier, or copies what the text that all were made
from has wrong, or translates what that text had lost.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from generator.naming import is_ncname
from generator.reconcile.lexicon import damage_manner
from generator.reconcile.voices import damaged_families, keeps_company
from generator.reconcile.wording import identifier_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.reconcile.knowledge import Knowledge
    from generator.reconcile.places import RowPlace
    from generator.reconcile.voices import Voice

_LOST = 0.003
"""Chance that the text all editions were made from had no identifier in a place."""
_SOURCE_SLIP, _SOURCE_SLIP_SHOWN, _SOURCE_ERROR = 1e-3, 4e-3, 5e-4
"""Chances that the common source has a slip in an identifier, one that a sample contradicts, or
another identifier that a sample contradicts."""
_ANYTHING = 1e-4
"""Chance of a reading where there was none."""
_LOST_TO_TEXT, _TEXT = 0.3, 1e-3
"""The same where the edition in the identifiers' language reads no identifier."""
_OWN_LANGUAGE = 0.35
"""Kinship from which an edition counts as written in the identifiers' language."""
_NOWHERE = 1e-3
"""Chance of a reading under an identifier nobody thought of."""


class Witnesses:
    """The witnesses of one row."""

    def __init__(self, row: RowPlace, knowledge: Knowledge) -> None:
        """Hear the witnesses of a row, knowing what the other rows teach."""
        self._row = row
        self._knowledge = knowledge
        self._voices = knowledge.voices(row)
        self.source = find_source(self._voices, knowledge)
        self._loss = _weigh_loss(self._voices, knowledge) if self._voices else 0.0
        self._copied: float | None = None

    def weigh(self, candidate: str, *, own: bool) -> float:
        """Give the log chance of what the witnesses have, if a candidate is the identifier.

        Args:
            candidate: The identifier.
            own: The row itself is among those learned from: leave it out.
        """
        if not self._voices:
            return 0.0
        rendered = self._weigh_renderings(candidate, own=own)
        if self.source and (chance := self._source_error(candidate)):
            # the text that all editions were made from may have the error itself
            if self._copied is None:
                self._copied = self._weigh_renderings(self.source, own=False)
            rendered = max(rendered, math.log(chance) + self._copied)
        return max(rendered, self._loss)

    def weigh_nothing(self) -> float:
        """Give the log chance of what they have, if nobody thought of the identifier."""
        if not self._voices:
            return 0.0
        lexicon = self._knowledge.lexicon
        damaged = damaged_families(self._voices, "")
        witnesses = 0.0
        for voice in self._voices:
            rate = lexicon.damage_rate(
                voice.locale, is_code=voice.is_code, company=keeps_company(voice, damaged)
            )
            tongue = lexicon.tongue(voice.locale, voice.text, is_intact=False)
            witnesses += voice.share * (math.log(_NOWHERE * rate) + tongue)
        return max(witnesses, self._loss)

    def _weigh_renderings(self, candidate: str, *, own: bool) -> float:
        lexicon = self._knowledge.lexicon
        damaged = damaged_families(self._voices, candidate)
        rendered = 0.0
        for voice in self._voices:
            company = keeps_company(voice, damaged)
            rendered += voice.share * lexicon.log_chance(
                voice.locale, voice.text, candidate, is_code=voice.is_code, company=company, own=own
            )
        return rendered

    def _source_error(self, candidate: str) -> float:
        """Give the chance that the source has one identifier where another belongs; 0 for none.

        A slip of the pen happens; another identifier stands there only where a
        sample that has most of the other rows shows the one and not the other,
        they share a word, and no other row is still without its name.
        """
        source = self.source
        if source == candidate:
            return 0.0
        shown = self._knowledge.shown.get(self._row.owner) or Counter[str]()
        contradicted = candidate in shown and source not in shown
        if damage_manner(source, candidate) != "words":
            return _SOURCE_SLIP_SHOWN if contradicted else _SOURCE_SLIP
        related = {*identifier_words(source)} & {*identifier_words(candidate)}
        return _SOURCE_ERROR if contradicted and related and self._is_shown_whole(shown) else 0.0

    def _is_shown_whole(self, shown: Mapping[str, int]) -> bool:
        """Tell whether samples have most of what the other rows of the table are decided to be."""
        table = self._knowledge.in_table.get(self._row.key, {})
        others = [name for number, name in table.items() if number != self._row.number]
        if len(others) < self._knowledge.sizes[self._row.key] - 1:
            return False  # what is shown may be another row's
        return bool(others) and 2 * sum(name in shown for name in others) >= len(others)


def find_source(voices: tuple[Voice, ...], knowledge: Knowledge) -> str:
    """Give the identifier that the editions were made from, as far as they show it.

    It is what the edition in the identifiers' own language has, or what
    editions of two language families have in common.
    """
    own = {v.text for v in voices if knowledge.prose.kinship(v.locale) >= _OWN_LANGUAGE}
    if len(own) == 1 and is_ncname(text := next(iter(own))):
        return text
    families: dict[str, set[str]] = {}
    for voice in voices:
        if voice.text.isascii() and is_ncname(voice.text):
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
    if any(not is_ncname(voice.text) for voice in own):
        return math.log(_LOST_TO_TEXT) + shares * math.log(_TEXT)
    return math.log(_LOST) + shares * math.log(_ANYTHING)
