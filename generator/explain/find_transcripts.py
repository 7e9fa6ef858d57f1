"""An identifier, or what a page has in its place → the decisions that are meant."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.explain.collect_transcripts import Entry
    from generator.explain.transcript import Transcript

_NEAR = 60.0
"""Similarity, of 100, from which a name is worth suggesting."""
_SUGGESTED = 5


def find_transcripts(entries: Iterable[Entry], identifier: str) -> tuple[Transcript, ...]:
    """Give the decisions called so, in their order; where there is none, regardless of case.

    Args:
        entries: All decisions.
        identifier: `Type.field`, `Type`, `field`, a value, an operation, or a reading.
    """
    entries = tuple(entries)
    exact = unicodedata.normalize("NFC", identifier).strip()
    found = tuple(own.transcript for own in entries if exact in own.keys)
    if found:
        return found
    wanted = fold_name(identifier)
    return tuple(
        own.transcript for own in entries if any(fold_name(key) == wanted for key in own.keys)
    )


def suggest_names(entries: Iterable[Entry], identifier: str) -> tuple[str, ...]:
    """Give the names most like one that nothing is called, the likest first."""
    known: dict[str, str] = {}
    for key in sorted({key for own in entries for key in own.keys if _is_telling(key, own)}):
        known.setdefault(fold_name(key), key)
    names: Sequence[str] = sorted(known)
    ranked = process.extract(
        fold_name(identifier), names, scorer=fuzz.ratio, limit=None, score_cutoff=_NEAR
    )
    best = sorted(ranked, key=lambda found: (-found[1], found[0]))[:_SUGGESTED]
    return tuple(known[name] for name, _, _ in best)


def _is_telling(key: str, entry: Entry) -> bool:
    """Tell a name from a path that nobody would write: an owner and a damaged reading."""
    return "." not in key or key == entry.transcript.title


def fold_name(text: str) -> str:
    """Fold a name for comparison: full-width signs, capitals and white space are no matter."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
