"""One list of values in several editions → the values of a known enumeration."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.naming import split_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.reconcile.glossary import Glossary

_READ, _GLOSSED, _ORDERED, _LEFT = 0.98, 0.92, 0.92, 0.7
"""Confidence by what a value rests on: an intact reading, the glossary, the order of another list
on the page, or that it alone is left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Which value stands in each place of a list."""

    values: tuple[str | None, ...]
    """One a place; None where nothing tells."""
    confidences: tuple[float, ...]
    """One a place."""
    notes: tuple[str, ...]
    """Why, one a place."""
    is_read: bool
    """An edition has most of the values intact."""
    score: float
    """How many places are known; 0 for a list of something else."""

    @property
    def is_sound(self) -> bool:
        """Tell whether most of the places are known: two and more, and more than half."""
        known = sum(value is not None for value in self.values)
        return known >= 2 and known * 2 > len(self.values)

    def note(self, place: int) -> str:
        """Say why a place has its value."""
        return self.notes[place]

    def in_order(self, order: Sequence[str | None]) -> Match:
        """Take the order of another list, where nothing known of this one contradicts it."""
        if len(order) != len(self.values):
            return self
        pairs = list(zip(self.values, order, strict=True))
        if any(own and other and own != other for own, other in pairs):
            return self
        taken = [own is None and other is not None for own, other in pairs]
        return replace(
            self,
            values=tuple(own or other for own, other in pairs),
            confidences=tuple(
                _ORDERED if took else sure
                for took, sure in zip(taken, self.confidences, strict=True)
            ),
            notes=tuple(
                "its place in another list of the page" if took else note
                for took, note in zip(taken, self.notes, strict=True)
            ),
        )


def match_list(
    texts: Mapping[str, tuple[str, ...]], values: Sequence[str], glossary: Glossary
) -> Match:
    """Say which value of an enumeration stands in each place of a list.

    Args:
        texts: Locale → its readings, as many in each.
        values: The values of the enumeration.
        glossary: General vocabulary.
    """
    length = len(next(iter(texts.values())))
    read = _read(texts, values, length)
    is_read = len(read) >= 2 and len(read) * 2 > length
    found = {place: (value, _READ, "read so") for place, value in read.items()}
    for place, value in _gloss(texts, values, glossary, length).items():
        if place not in found and value not in read.values():
            found[place] = (value, _GLOSSED, "the glossary's word for it")
    score = float(len(found))
    left = [value for value in values if value not in {v for v, _, _ in found.values()}]
    open_ = [place for place in range(length) if place not in found]
    if length == len(values) and len(left) == len(open_) == 1:
        found[open_[0]] = (left[0], _LEFT, "the only one left")
    placed = [found.get(place, (None, 0.0, "nothing tells")) for place in range(length)]
    return Match(
        values=tuple(value for value, _, _ in placed),
        confidences=tuple(sure for _, sure, _ in placed),
        notes=tuple(note for _, _, note in placed),
        is_read=is_read,
        score=score,
    )


def _read(
    texts: Mapping[str, tuple[str, ...]], values: Sequence[str], length: int
) -> dict[int, str]:
    """Find the places in which an edition has a value intact; the most editions decide."""
    folded = {value.casefold(): value for value in values}
    found: dict[int, str] = {}
    for place in range(length):
        votes = Counter(
            folded[own[place].casefold()]
            for own in texts.values()
            if own[place].casefold() in folded
        )
        if votes:
            value = max(votes, key=lambda each: (votes[each], each))
            if value not in found.values():
                found[place] = value
    return found


def _gloss(
    texts: Mapping[str, tuple[str, ...]], values: Sequence[str], glossary: Glossary, length: int
) -> dict[int, str]:
    """Find the places in which editions have a glossary's word for one value, and for no other."""
    words = {" ".join(split_words(value)).casefold(): value for value in values}
    found: dict[int, str] = {}
    for place in range(length):
        meant = {
            words[meaning]
            for locale, own in texts.items()
            for meaning in glossary.meanings(locale, own[place])
            if meaning in words
        }
        if len(meant) == 1:
            (value,) = meant
            if value not in found.values():
                found[place] = value
    return found
