"""Rows → verdicts on their types.

A type's local name is one of a closed set: the built-ins and what the pages
define or refer to. Prefixes follow from it. So a reading votes for what it
says exactly, or says in other letters, or is known to render.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from generator.locales import language_family
from generator.naming import fold, is_ncname
from generator.reconcile.type_glosses import as_written, simple_words, translated_type
from generator.reconcile.type_knowledge import (
    TypeKnowledge,
    TypeWords,
    count_arrays,
    count_written,
    learn_types,
)
from generator.reconcile.type_names import (
    COMMON_TYPES,
    XSD_BUILTINS,
    builtin_of,
    is_builtin_prefix,
    is_simple,
    is_translated,
    parse_type,
)
from generator.reconcile.verdict import Evidence, PlaceRole, Status, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.reconcile.places import RowPlace
    from generator.reconcile.type_names import TypeNotation
    from generator.reconcile.verdict import Reading
    from generator.reconcile.wording import Wording

PROVISIONAL_BELOW = 0.9
_EXACT, _FOLDED, _RENDERED, _GLOSSED, _NEAR, _FOREIGN = 6.0, 4.5, 4.0, 3.0, 2.5, 1.0
"""What a reading's vote weighs, by how it gets to a local name."""
_ALIASED = 4.0
_BY_NAME = 2.0
_ROUNDS = 2
_CHOSEN = 0.95
"""Confidence in a choice of types that all editions have."""
_SIGN = re.compile(r"[\[\](){}<>|/,!+]|\bor\b")
"""What no name of a type has."""
_CHOICE = re.compile(r"\s*[|/]\s*|\s+or\s+")
"""What stands between the types of a choice: `string | integer`."""


def reconcile_types(
    rows: Sequence[RowPlace],
    defined: Iterable[str],
    referred: Counter[str],
    names: Mapping[int, str],
    wording: Wording,
) -> tuple[Verdict | None, ...]:
    """Decide every row's type.

    Args:
        rows: All rows.
        defined: Names of the documented data types.
        referred: What `count_type_names` gives of the rows.
        names: Row number → name, where decided already; it is evidence for the type.
        wording: What the glossary says of words.

    Returns:
        One verdict a row, in the rows' order; None where the table has no type column.
    """
    decided: dict[int, str] = {}
    own = frozenset(defined)
    words = TypeWords(wording, count_written(rows), count_arrays(rows))
    choices: dict[int, _Choice] = {}
    for _ in range(_ROUNDS):
        knowledge = learn_types(rows, own, referred, names, decided, words=words)
        choices = {
            row.number: _choose(row, knowledge, names.get(row.number, ""))
            for row in rows
            if row.types
        }
        decided = {
            number: parse_type(choice.canonical).local
            for number, choice in choices.items()
            if choice.canonical and round(choice.confidence, 4) >= PROVISIONAL_BELOW
        }
    return tuple(_give_verdict(row, choices[row.number]) if row.types else None for row in rows)


class _Reason(NamedTuple):
    """What speaks for a local name."""

    kind: str
    weight: float
    note: str


class _Choice(NamedTuple):
    """What a row's type is taken for."""

    canonical: str
    """As the corpus writes it; empty where nothing can be said."""
    confidence: float
    reasons: Sequence[_Reason] = ()
    runner_up: str = ""
    """The second best local name."""
    runner_up_reasons: Sequence[_Reason] = ()


def _choose(row: RowPlace, knowledge: TypeKnowledge, name: str) -> _Choice:
    if _is_foreign_notation(row):
        choice = _agreed_choice(row, knowledge)
        return _Choice(choice, _CHOSEN if choice else 0.0)
    votes, reasons = _collect_votes(row, knowledge, name)
    ranked = sorted(votes, key=lambda local: (-votes[local], local))
    if not ranked:
        return _Choice("", 0.0)
    highest = votes[ranked[0]]
    mass = sum(math.exp(v - highest) for v in votes.values()) + math.exp(1.0 - highest)
    parsed = [parse_type(reading.evidence) for reading in row.types]
    canonical = _agreed_word(row, parsed) or _notation(ranked[0], parsed, knowledge)
    second = ranked[1] if len(ranked) > 1 else ""
    return _Choice(canonical, 1 / mass, reasons[ranked[0]], second, reasons.get(second, ()))


def _agreed_word(row: RowPlace, parsed: Sequence[TypeNotation]) -> str:
    """Give a word for a simple type that all editions have, however else the pages write it."""
    texts = {reading.evidence for reading in row.types if reading.evidence}
    is_word = all(not own.has_colon and fold(own.local) in COMMON_TYPES for own in parsed)
    return texts.pop() if len(texts) == 1 and is_word else ""


def _is_foreign_notation(row: RowPlace) -> bool:
    """Tell whether all editions have one text in a notation that nobody can take apart.

    It is no damage, for damage differs; and no rendering of what else stands so.
    """
    texts = {reading.evidence for reading in row.types if reading.evidence}
    text = texts.pop() if len(texts) == 1 else ""
    parsed = parse_type(text)
    is_name = parsed.has_colon or is_simple(parsed.local) or not parsed.local.isascii()
    return not is_name and _SIGN.search(parsed.local) is not None


def _agreed_choice(row: RowPlace, knowledge: TypeKnowledge) -> str:
    """Take a choice of known types for what it is, where all editions have the very same."""
    texts = {reading.evidence for reading in row.types if reading.evidence}
    parts = [part for text in texts for part in _CHOICE.split(text)]
    locals_ = [parse_type(part).local for part in parts]
    known = all(is_simple(local) or local in knowledge.own for local in locals_)
    return texts.pop() if len(texts) == 1 and known else ""


def _give_verdict(row: RowPlace, choice: _Choice) -> Verdict:
    """Turn a choice into a verdict with its transcript."""
    is_read = any(reading.text == choice.canonical for reading in row.types)
    status = Status.INTACT if is_read else Status.REPAIRED
    if not choice.canonical:
        status = Status.UNRESOLVED
    elif choice.confidence < PROVISIONAL_BELOW:
        status = Status.PROVISIONAL
    return Verdict(
        page=row.page,
        owner=row.owner,
        role=PlaceRole.TYPE,
        index=0,
        canonical=choice.canonical or None,
        status=status,
        confidence=round(choice.confidence, 4),
        readings=row.types,
        evidence=_explain(choice.reasons),
        runner_up=choice.runner_up,
        runner_up_evidence=_explain(choice.runner_up_reasons),
    )


def _explain(reasons: Sequence[_Reason]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(kind=kind, weight=round(weight, 3), note=note) for kind, weight, note in reasons
    )


def _collect_votes(
    row: RowPlace, knowledge: TypeKnowledge, name: str
) -> tuple[dict[str, float], dict[str, list[_Reason]]]:
    """Let every reading vote, editions of one language family with one voice together."""
    votes: dict[str, float] = defaultdict(float)
    reasons: dict[str, list[_Reason]] = defaultdict(list)
    families = Counter(language_family(reading.locale) for reading in row.types if reading.evidence)
    for reading in row.types:
        share = 1 / math.sqrt(families[language_family(reading.locale)] or 1)
        for local, weight, note in _vote(reading, knowledge):
            votes[local] += weight * share
            reasons[local].append(_Reason("witness", weight * share, note))
    elsewhere = knowledge.by_name.get(name)
    if elsewhere:
        total = elsewhere.total()
        for local, count in elsewhere.items():
            if local in votes or not votes:
                weight = _BY_NAME * count / total + (0.0 if votes else 0.5)
                votes[local] += weight
                note = f"{name!r} has this type in {count} of {total} other places"
                reasons[local].append(_Reason("name", weight, note))
    namesake = knowledge.known.get(fold(name)) if name else None
    if namesake and not is_simple(namesake):
        weight = max(0.0, math.log(knowledge.namesake / (1 - knowledge.namesake))) + 0.5
        votes[namesake] += weight
        note = f"{knowledge.namesake:.0%} of the fields named like a type have it"
        reasons[namesake].append(_Reason("namesake", weight, note))
    return votes, reasons


def _vote(reading: Reading, knowledge: TypeKnowledge) -> list[tuple[str, float, str]]:
    """Give what a reading may mean: (local name, weight, reason)."""
    parsed = parse_type(reading.evidence)
    local = parsed.local
    where = f"{reading.locale} reads {reading.text!r}"
    if not local:
        return []
    if plain := _as_it_stands(parsed, knowledge, where):
        return plain
    found = _as_rendered(reading.locale, parsed, knowledge, where)
    if is_ncname(local) and local.isascii():
        found.append((local, _FOREIGN, f"{where}, defined nowhere"))
    return found


def _as_it_stands(
    parsed: TypeNotation, knowledge: TypeKnowledge, where: str
) -> list[tuple[str, float, str]]:
    """Give what a known name means, exactly or in other letters."""
    local, folded = parsed.local, fold(parsed.local)
    known = knowledge.known.get(folded)
    if known is not None and known in knowledge.aliases:
        defined = knowledge.aliases[known]
        return [(defined, _ALIASED, f"{where}, documented on no page, but {defined!r} is")]
    if known == local:
        return [(local, _EXACT, where)]
    if not parsed.has_colon and builtin_of(local, prefixed=False) and local.isascii():
        return [(local, _EXACT, where)]
    if not parsed.has_colon and folded in COMMON_TYPES:
        written = as_written((folded,), knowledge.written, prefixed=False)
        return [(name, _FOLDED * share, f"{where}, spaced") for name, share in written.items()]
    if known and (parsed.has_colon or known not in XSD_BUILTINS):
        return [(known, _FOLDED, f"{where}, other letters")]
    return []


def _as_rendered(
    locale: str, parsed: TypeNotation, knowledge: TypeKnowledge, where: str
) -> list[tuple[str, float, str]]:
    """Give what no known name may mean: what it stands for elsewhere, its words, a slip."""
    folded = fold(parsed.local)
    found = []
    if rendered := knowledge.renderings.get((locale, folded)):
        total = rendered.total()
        for meaning, count in rendered.items():
            weight = _RENDERED * count / (total + 0.5)
            found.append((meaning, weight, f"{where}, which stands for it {count} times"))
    elif glossed := _glossed(locale, parsed, knowledge):
        found += [(name, _GLOSSED * share, f"{where}, a word for it") for name, share in glossed]
    elif near := knowledge.near(folded):
        found.append((near, _NEAR, f"{where}, a near spelling"))
    return found


def _glossed(
    locale: str, parsed: TypeNotation, knowledge: TypeKnowledge
) -> list[tuple[str, float]]:
    """Give what a translated type means by the glossary: (local name, share)."""
    wording = knowledge.wording
    words = simple_words(wording, locale, parsed.local)
    simple = as_written(words, knowledge.written, prefixed=parsed.has_colon)
    if simple:
        return sorted(simple.items())
    own = translated_type(wording, locale, parsed.local, knowledge.own, knowledge.referred)
    return [(own, 1.0)] if own else []


def _notation(local: str, parsed: Sequence[TypeNotation], knowledge: TypeKnowledge) -> str:
    """Write a type as the corpus writes its types."""
    telling = [p for p in parsed if p.local or p.has_colon]
    prefixed = sum(p.has_colon for p in telling) * 2 >= len(telling)
    if not telling:
        prefixed = knowledge.prefers_prefix
    before, after = _surroundings(local, telling, knowledge)
    if not prefixed:
        return before + local + after
    is_builtin = local in XSD_BUILTINS and local not in knowledge.defined
    prefix = knowledge.builtin_prefix if is_builtin else knowledge.type_prefix
    if not prefix:
        own = Counter(p.prefix for p in parsed if p.prefix.isascii() and p.prefix)
        prefix = max(own, key=lambda p: (own[p], p), default="")
    return before + (f"{prefix}:{local}" if prefix else local) + after


def _in_plural(parsed: TypeNotation, local: str) -> TypeNotation:
    """Take the plural of a type, where there are many, for the type: `array of Loans`."""
    if parsed.is_array and parsed.local == f"{local}s":
        return replace(parsed, local=local, after=f"s{parsed.after}")
    return parsed


def _surroundings(
    local: str, parsed: Sequence[TypeNotation], knowledge: TypeKnowledge
) -> tuple[str, str]:
    """Choose what stands around a name: as editions have it that left the name alone.

    One that is translated is given only where the pages never write it in English.
    """
    parsed = [_in_plural(p, local) for p in parsed]
    intact = [p for p in parsed if p.local == local] or parsed
    votes = Counter((p.before, p.after) for p in intact)
    sound = [p for p in intact if not is_translated(p)]
    if sound:
        return max(((p.before, p.after) for p in sound), key=lambda around: votes[around])
    if sum(p.is_array for p in parsed) * 2 > len(parsed) and knowledge.arrays:
        usual = knowledge.arrays
        return max(usual, key=lambda around: (usual[around], around))
    return max(((p.before, p.after) for p in intact), key=votes.__getitem__, default=("", ""))


def is_builtin_type(text: str) -> bool:
    """Tell whether a canonical type text refers to a built-in."""
    parsed = parse_type(text)
    if parsed.has_colon:
        return is_builtin_prefix(parsed.prefix) and parsed.local in XSD_BUILTINS
    return bool(builtin_of(parsed.local, prefixed=False))
