"""Whether a field must be there, and how often: from its column, or from notes beside its name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Severity
from generator.extract.answer_words import column_answers, plain_answers
from generator.naming import fold, is_several

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.reconcile.places import RowPlace
    from generator.reconcile.verdict import Reading

_QUOTE = "[\"'\u201c\u201d\u00ab\u00bb]?"
_MIN = re.compile(rf"minOccurs\s*=\s*{_QUOTE}\s*([0-9]+)", re.IGNORECASE)
_MAX = re.compile(rf"maxOccurs\s*=\s*{_QUOTE}\s*([0-9]+|unbounded)", re.IGNORECASE)
_RANGE = re.compile(
    r"[\[(]?\s*([0-9]+)\s*(?:\.{2,3}|[-\u2013:])\s*([0-9]+|[nm*∞]|unbounded)\s*[\])]?"
)
"""How often a field may stand, least and most: `0..1`, `[1..*]`, `0-n`."""
_LETTERS = {"m": True, "r": True, "o": False, "c": False}
"""What the letters of a column say in which any stands for mandatory, or required."""
_EDGES = " .*:;,!?()[]{}'\"\u00a0\u3002"
_BRACKETED = re.compile(r"[(（\[]([^()（）\[\]]{2,40})[)）\]]")
_STOP = re.compile(r"[.:;)\]。：；）,，、]\s*|\s[-\u2013\u2014]\s")
_SIGNS = {"*": True, "?": False}
"""What signs behind a name say."""
_SURE = 0.8
"""Share of the known rows from which a word's meaning counts as learned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """How often a field may stand."""

    is_required: bool | None
    """Whether it must be there; None where nothing says so."""
    is_repeated: bool
    """Whether it may stand more than once."""


def decide_occurrences(
    rows: Sequence[RowPlace],
) -> tuple[tuple[Occurrence, ...], tuple[Diagnostic, ...]]:
    """Decide every row's occurrence.

    Words that no list knows are learned from rows where another edition's
    word is known.

    Returns:
        One a row, and a finding for each cell that nobody understands.
    """
    cells = _Cells(rows)
    found: list[Occurrence] = []
    findings: list[Diagnostic] = []
    for row in rows:
        votes = Counter(
            meaning
            for reading in row.required
            if (meaning := cells.meaning(row, reading)) is not None
        )
        required = votes[True] > votes[False] if votes else _noted(row.notes)
        if required is None:
            required = _mentioned(row)
        found.append(Occurrence(is_required=required, is_repeated=_repeats(row)))
        if not votes:
            findings += (_not_understood(reading) for reading in row.required if reading.text)
    return _contrasted(rows, found), tuple(findings)


def _contrasted(rows: Sequence[RowPlace], found: Sequence[Occurrence]) -> tuple[Occurrence, ...]:
    """Take what is not called optional for required, where nothing but that is called anything.

    That is a custom of a whole API, and holds in tables most of whose rows follow it.
    """
    marked = {
        row.number: own.is_required
        for row, own in zip(rows, found, strict=True)
        if own.is_required is not None
    }
    if any(marked.values()) or any(row.required for row in rows):
        return tuple(found)
    sizes = Counter(row.key for row in rows)
    optional = Counter(row.key for row in rows if row.number in marked)
    return tuple(
        replace(own, is_required=True)
        if own.is_required is None and optional[row.key] * 2 >= sizes[row.key]
        else own
        for row, own in zip(rows, found, strict=True)
    )


def _not_understood(reading: Reading) -> Diagnostic:
    return Diagnostic(
        code="GS404",
        severity=Severity.WARNING,
        message=f"{reading.text!r} says neither yes nor no; the field counts as optional",
        span=reading.span,
        help="write yes or no, or explain a condition in the description",
    )


class _Cells:
    """What the cells of the columns say: by lists of words, else by what other editions have."""

    def __init__(self, rows: Sequence[RowPlace]) -> None:
        mandatory = {letter for letter, answer in _LETTERS.items() if answer}
        self._lettered = {
            (row.key, reading.locale)
            for row in rows
            for reading in row.required
            if _key(reading.text) in mandatory
        }
        """Tables, and editions, in which letters stand for words."""
        self._learned = self._learn(rows)

    def meaning(self, row: RowPlace, reading: Reading) -> bool | None:
        """Tell whether a cell says that the field must be there; None where nobody knows."""
        listed = self._listed(row, reading)
        if listed is not None:
            return listed
        return self._learned.get((reading.locale, _key(reading.text)))

    def _listed(self, row: RowPlace, reading: Reading) -> bool | None:
        """Give what a cell says by itself."""
        key = _key(reading.text)
        if (row.key, reading.locale) in self._lettered and key in _LETTERS:
            return _LETTERS[key]
        if found := _read_range(reading.text):
            return found[1].strip("0") != ""
        listed = _listed(reading.text)
        is_answer = listed is not None and key not in plain_answers()
        return not listed if is_answer and reading.locale in row.inverted else listed

    def _learn(self, rows: Sequence[RowPlace]) -> dict[tuple[str, str], bool]:
        """Learn what an edition's words mean from what the others have in the same rows."""
        seen: dict[tuple[str, str], Counter[bool]] = defaultdict(Counter)
        for row in rows:
            known = Counter(
                meaning
                for reading in row.required
                if (meaning := self._listed(row, reading)) is not None
            )
            if not known:
                continue
            answer = known[True] > known[False]
            for reading in row.required:
                seen[reading.locale, _key(reading.text)][answer] += 1
        return {
            key: counts[True] > counts[False]
            for key, counts in seen.items()
            if key[1] and max(counts.values()) >= _SURE * counts.total()
        }


def _read_range(text: str) -> re.Match[str] | None:
    return _RANGE.fullmatch(fold(text))


def _key(text: str) -> str:
    return fold(text.strip(_EDGES))


@cache
def _listed(text: str) -> bool | None:
    """Give what a cell says: all of it, or its first word before a comma or a note."""
    whole = column_answers().get(_key(text))
    if whole is not None or not text:
        return whole
    first = re.split(r"[\s,;:.(（、。]", text.strip(_EDGES), maxsplit=1)[0]
    return column_answers().get(_key(first)) if len(first) > 1 else None


def _noted(notes: Sequence[str]) -> bool | None:
    """Read an occurrence in the notes: `minOccurs="1"`, or a word that says required."""
    for note in notes:
        if match := _MIN.search(note):
            return match[1].strip("0") != ""
        if note in _SIGNS:
            return _SIGNS[note]
    votes = Counter(meaning for note in notes for meaning in _note_words(note))
    return votes[True] > votes[False] if votes else None


def _note_words(note: str) -> Iterator[bool]:
    """Read a note that is one word or phrase of the list, and nothing shorter than it."""
    if len(note) > 2 and (meaning := column_answers().get(_key(note))) is not None:
        yield meaning


def _mentioned(row: RowPlace) -> bool | None:
    """Read an occurrence beside a type, or alone in a description: `Loan!`, `Required. Who.`."""
    votes = Counter(
        meaning
        for reading in row.names
        for piece in _pieces(reading.description)
        if (meaning := plain_answers().get(_key(piece))) is not None
    )
    votes.update(
        meaning
        for reading in row.types
        for word in re.split(r"[\s,;()\[\]<>（）、，]+", reading.evidence)
        if (meaning := plain_answers().get(_key(word))) is not None and _key(word)
    )
    if any(reading.evidence.endswith("!") for reading in row.types):
        votes[True] += 1  # as GraphQL writes it
    return votes[True] > votes[False] if votes else None


def _pieces(description: str) -> Iterator[str]:
    """Give what stands alone in a description: its head, its last sentence, what is in brackets."""
    yield from _BRACKETED.findall(description)
    sentences = [piece for piece in _STOP.split(description) if piece.strip(_EDGES)]
    yield from dict.fromkeys((*sentences[:1], *sentences[-1:]))


def _repeats(row: RowPlace) -> bool:
    """Read in notes, and in the column, that a field may stand more than once."""
    most = [match[1] for note in row.notes if (match := _MAX.search(note))]
    ranges = [_read_range(reading.text) for reading in row.required]
    most += [match[2] for match in ranges if match]
    return any(not count.isdigit() or is_several(count) for count in most)
