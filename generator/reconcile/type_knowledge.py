"""What the pages say of types as a whole: names, prefixes, renderings, ways to write arrays."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from generator.locales import language_family
from generator.naming import fold, is_ncname, split_words
from generator.reconcile.near_spellings import find_near
from generator.reconcile.type_glosses import simple_words
from generator.reconcile.type_names import (
    XSD_BUILTINS,
    is_builtin_prefix,
    is_simple,
    is_translated,
    parse_type,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from generator.reconcile.places import RowPlace
    from generator.reconcile.type_names import TypeNotation
    from generator.reconcile.wording import Wording

_RARE = 3
"""References up to which an undocumented name may be a slip; more are a type without a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeKnowledge:
    """What the corpus knows of types."""

    known: Mapping[str, str]
    """Folded local name → local name, of built-ins and of types defined or referred to."""
    defined: frozenset[str]
    """Local names that some page defines."""
    aliases: Mapping[str, str]
    """Local name that no page defines → the one defined name that it is a form of."""
    builtin_prefix: str
    """The prefix its built-ins have; empty where it writes none."""
    type_prefix: str
    """The prefix its own types have."""
    near: Callable[[str], str]
    """Gives the local name that a slip of the pen made a folded one of; nothing for none."""
    renderings: Mapping[tuple[str, str], Counter[str]]
    """(locale, folded local reading) → local names it stood for."""
    by_name: Mapping[str, Counter[str]]
    """Field name → local names of its types elsewhere."""
    prefers_prefix: bool
    """Most of its types are written with a prefix."""
    namesake: float
    """Share of the fields named like a type that have that type."""
    own: tuple[str, ...]
    """The types among the known ones that are the API's own, sorted."""
    wording: Wording
    """What the glossary says of words."""
    referred: Counter[str]
    """Local name of a type of the API's own → rows that refer to it."""
    written: Counter[str]
    """Simple type as the pages write it → how often."""
    arrays: Counter[tuple[str, str]]
    """What stands before and behind a type to say that there are many → how often."""


def count_type_names(rows: Iterable[RowPlace], wording: Wording) -> Counter[str]:
    """Count the rows that refer to a type by a local name, built-ins left out.

    A name with the prefix of the built-ins counts as none, and one without
    any prefix only where two language families have it: it could be a word.
    A translated word for a simple type counts as none either.
    """
    counts: Counter[str] = Counter()
    for row in rows:
        found: dict[str, set[str]] = defaultdict(set)
        for reading in row.types:
            parsed = parse_type(reading.evidence)
            local = parsed.local
            if not is_ncname(local) or not local.isascii() or is_simple(local):
                continue
            if simple_words(wording, reading.locale, local):
                continue
            if parsed.has_colon:
                if is_builtin_prefix(parsed.prefix) or not parsed.prefix:
                    continue
                found[local].update(("prefix", "prefixed"))
            found[local].add(language_family(reading.locale))
        enough = min(2, len({language_family(r.locale) for r in row.types if r.evidence}))
        counts.update(local for local, voices in found.items() if len(voices) >= enough)
    return counts


def _find_aliases(referred: Counter[str], defined: frozenset[str]) -> dict[str, str]:
    """Find the names that no page defines but for a form of a word: a plural, a noun for a verb."""
    by_initials: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in sorted(defined):
        by_initials[_initials(name)].append(name)
    aliases = {}
    missing = {name for name in referred if name not in defined}
    for name in missing - _with_companions(missing):
        words = split_words(name)
        forms = [d for d in by_initials[_initials(name)] if _are_forms(words, split_words(d))]
        if len(forms) == 1 and referred[name] <= _RARE:
            aliases[name] = forms[0]
    return aliases


def _with_companions(names: set[str]) -> set[str]:
    """Give the names that another begins or continues: references that agree are no slips."""
    begun = {(name, name[:end]) for name in names for end in range(len(name))}
    return {name for pair in begun if pair[1] in names for name in pair}


def _initials(name: str) -> tuple[str, ...]:
    """Give the first letters of a name's words, which forms of it have too."""
    return tuple(word[:1] for word in split_words(name))


def _are_forms(left: Sequence[str], right: Sequence[str]) -> bool:
    """Tell whether two names have the same words but for their endings."""
    return all(
        b in {a, f"{a}s"} or a == f"{b}s" or _is_inflected(a, b)
        for a, b in zip(left, right, strict=True)
    )


def _is_inflected(left: str, right: str) -> bool:
    shared = next(
        (i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b),
        min(len(left), len(right)),
    )
    return shared >= 4 and max(len(left), len(right)) - shared <= 4


def learn_types(  # noqa: PLR0913 - all there is to learn from
    rows: Sequence[RowPlace],
    defined: frozenset[str],
    referred: Counter[str],
    names: Mapping[int, str],
    decided: Mapping[int, str],
    *,
    words: TypeWords,
) -> TypeKnowledge:
    """Learn from all rows, and from what the round before made of them."""
    known: dict[str, str] = {}
    for name, _ in sorted(referred.items(), key=lambda item: (item[1], item[0])):
        known[fold(name)] = name
    known.update({fold(name): name for name in sorted(defined)})
    known.update({fold(name): name for name in sorted(XSD_BUILTINS) if fold(name) not in known})
    renderings: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    by_name: dict[str, Counter[str]] = defaultdict(Counter)
    prefixes: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    namesakes: Counter[bool] = Counter()
    colons: Counter[bool] = Counter()
    for row in rows:
        local = decided.get(row.number, "")
        if local and row.number in names:
            name = names[row.number]
            by_name[name][local] += 1
            if (knows := known.get(fold(name))) and not is_simple(knows):
                namesakes[knows == local] += 1
        for reading in row.types:
            parsed = parse_type(reading.evidence)
            if local and parsed.local:
                renderings[reading.locale, fold(parsed.local)][local] += 1
            colons[parsed.has_colon] += bool(parsed.local)
            if fold(parsed.local) in known and parsed.local:
                is_builtin = parsed.local in XSD_BUILTINS and parsed.local not in defined
                prefixes[is_builtin][parsed.prefix if parsed.has_colon else ""] += 1
    return TypeKnowledge(
        known=known,
        defined=defined,
        aliases=_find_aliases(referred, defined),
        builtin_prefix=_common_prefix(prefixes[True]),
        type_prefix=_common_prefix(prefixes[False]),
        near=_NearNames(known).find,
        renderings=renderings,
        by_name=by_name,
        prefers_prefix=colons[True] > colons[False],
        namesake=(namesakes[True] + 0.5) / (namesakes.total() + 2),
        own=tuple(sorted(name for name in known.values() if not is_simple(name))),
        wording=words.wording,
        referred=referred,
        written=words.written,
        arrays=words.arrays,
    )


class TypeWords(NamedTuple):
    """What the pages and the glossary say of the words in type cells."""

    wording: Wording
    written: Counter[str]
    arrays: Counter[tuple[str, str]]


def _notations(rows: Iterable[RowPlace]) -> Iterator[TypeNotation]:
    return (parse_type(reading.evidence) for row in rows for reading in row.types)


def count_written(rows: Iterable[RowPlace]) -> Counter[str]:
    """Count how the pages write simple types; what is translated is none of them."""
    return Counter(
        parsed.local
        for parsed in _notations(rows)
        if is_simple(parsed.local) and parsed.local.isascii()
    )


def count_arrays(rows: Iterable[RowPlace]) -> Counter[tuple[str, str]]:
    """Count how the pages write that there are many, a plural left out."""
    return Counter(
        (parsed.before, parsed.after)
        for parsed in _notations(rows)
        if parsed.is_array and not is_translated(parsed)
    )


def _common_prefix(counts: Counter[str]) -> str:
    ascii_only = {prefix: n for prefix, n in counts.items() if prefix.isascii() and prefix}
    return max(ascii_only, key=lambda prefix: (ascii_only[prefix], prefix), default="")


class _NearNames:
    """The known local names, by what a slip of the pen makes of one."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self._known = known
        self._by_length: dict[int, dict[str, str]] = defaultdict(dict)
        for folded in known:
            self._by_length[len(folded)][folded] = folded
        self.find = cache(self._find)

    def _find(self, folded: str) -> str:
        """Find the one known local name that a slip of the pen leads to; two are none."""
        limit = 1 if len(folded) < 8 else 2
        near: set[str] = set()
        for length in range(len(folded) - limit, len(folded) + limit + 1):
            choices = self._by_length.get(length, {})
            near.update(self._known[name] for name in find_near(folded, choices, limit))
        return near.pop() if len(near) == 1 else ""
