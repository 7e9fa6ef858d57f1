"""Rows of a table ↔ members of a declaration: which documents which.

By name first, surest first; what is left over on both sides is paired only
where the table's own name is in doubt and type and order leave one way.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from rapidfuzz.distance import DamerauLevenshtein

from generator.reconcile.type_names import (
    TypeNotation,
    builtin_of,
    is_builtin_prefix,
    parse_type,
)
from generator.reconcile.verdict import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from generator.reconcile.declaration import DeclaredMember, DeclaredType
    from generator.reconcile.reconciled import ReconciledRow

_SLIPS = 2
"""Letters that may differ in two spellings of one name."""
_NUMBERS = frozenset(
    """byte decimal double float int integer long negativeInteger nonNegativeInteger
    nonPositiveInteger positiveInteger short unsignedByte unsignedInt unsignedLong
    unsignedShort""".split()  # noqa: SIM905 - a word list
)
_LETTERS_A_SLIP = 4
"""Letters that a name must have for each that differs."""


def match_members(
    rows: Sequence[ReconciledRow], members: Sequence[DeclaredMember]
) -> dict[int, DeclaredMember]:
    """Pair rows and members, each at most once.

    Args:
        rows: The rows of one definition, in document order.
        members: Its declared members, in order.

    Returns:
        Number of the row → its member.
    """
    pairs: dict[int, DeclaredMember] = {}
    for pass_ in (_same, _folded, _read, _near, _left_over):
        taken = {member.name for member in pairs.values()}
        free_rows = [row for row in rows if row.place.number not in pairs]
        free = [member for member in members if member.name not in taken]
        pairs |= pass_(free_rows, free, pairs)
    return pairs


_Pairs = dict[int, "DeclaredMember"]


def _same(rows: Sequence[ReconciledRow], free: Sequence[DeclaredMember], _: _Pairs) -> _Pairs:
    """Pair what is spelled alike."""
    return _by_key(rows, free, lambda row: [row.name.canonical or ""], str)


def _folded(rows: Sequence[ReconciledRow], free: Sequence[DeclaredMember], _: _Pairs) -> _Pairs:
    """Pair what differs in capitals and signs only."""
    return _by_key(rows, free, lambda row: [row.name.canonical or ""], fold_name)


def _read(rows: Sequence[ReconciledRow], free: Sequence[DeclaredMember], _: _Pairs) -> _Pairs:
    """Pair by what any one edition has, where the decision is another."""
    return _by_key(rows, free, lambda row: [reading.text for reading in row.name.readings], str)


def _by_key(
    rows: Sequence[ReconciledRow],
    free: Sequence[DeclaredMember],
    texts: Callable[[ReconciledRow], Iterable[str]],
    key: Callable[[str], str],
) -> _Pairs:
    """Pair by a key that one row and one member have."""
    by_key: dict[str, list[DeclaredMember]] = defaultdict(list)
    claims: dict[str, list[tuple[ReconciledRow, DeclaredMember]]] = defaultdict(list)
    for member in free:
        by_key[key(member.name)].append(member)
    for row in rows:
        found = {m.name: m for text in texts(row) if text for m in by_key.get(key(text), ())}
        if len(found) == 1:
            member = next(iter(found.values()))
            claims[member.name].append((row, member))
    # a row that stands twice describes one member twice
    return {
        row.place.number: member
        for rivals in claims.values()
        for row, member in (rivals if key is str else rivals[:1])
    }


def _near(rows: Sequence[ReconciledRow], free: Sequence[DeclaredMember], _: _Pairs) -> _Pairs:
    """Pair near spellings that have no rival on either side and types that agree."""
    close = {
        row.place.number: [
            member
            for member in free
            if is_near(row.name.canonical or "", member.name) and _may_be(row, member)
        ]
        for row in rows
    }
    wanted = [member.name for members in close.values() for member in members]
    return {
        number: members[0]
        for number, members in close.items()
        if len(members) == 1 and wanted.count(members[0].name) == 1
    }


def _left_over(
    rows: Sequence[ReconciledRow], free: Sequence[DeclaredMember], pairs: _Pairs
) -> _Pairs:
    """Pair a doubtful row with the one member of its type, where each is the only one."""
    doubtful = [row for row in rows if row.name.status in {Status.PROVISIONAL, Status.UNRESOLVED}]
    found: _Pairs = {}
    for row in doubtful:
        fitting = [m for m in free if row.type is not None and agrees(row.type.canonical, m.type)]
        rivals = [
            other
            for other in rows
            if fitting and other.type is not None
            and agrees(other.type.canonical, fitting[0].type)
        ]  # fmt: skip
        if len(fitting) == 1 and len(rivals) == 1 and _keeps_order(row, fitting[0], pairs):
            found[row.place.number] = fitting[0]
    return found


def _keeps_order(row: ReconciledRow, member: DeclaredMember, pairs: _Pairs) -> bool:
    """Tell whether a pair stands in the declaration's order, as far as the table keeps it."""
    ordered = [pairs[number] for number in sorted(pairs)]
    lines = [(other.path, other.line) for other in ordered]
    if lines != sorted(lines):
        return True
    before = [(m.path, m.line) for number, m in pairs.items() if number < row.place.number]
    behind = [(m.path, m.line) for number, m in pairs.items() if number > row.place.number]
    own = (member.path, member.line)
    return all(line <= own for line in before) and all(own <= line for line in behind)


def fold_name(text: str) -> str:
    """Reduce a name to its letters and digits."""
    return re.sub(r"[\W_]+", "", text).casefold()


def is_near(text: str, name: str) -> bool:
    """Tell whether two names differ by a slip or two, in proportion to their length."""
    slips = DamerauLevenshtein.distance(fold_name(text), fold_name(name))
    return 0 < slips <= min(_SLIPS, min(len(text), len(name)) // _LETTERS_A_SLIP)


def _may_be(row: ReconciledRow, member: DeclaredMember) -> bool:
    """Tell whether types leave it open that a row documents a member; numbers are numbers."""
    if row.type is None or not row.type.canonical or agrees(row.type.canonical, member.type):
        return True
    return {_builtin(parse_type(row.type.canonical)), member.type.name} <= _NUMBERS


def agrees(text: str | None, declared: DeclaredType, spelled: Mapping[str, str] = {}) -> bool:
    """Tell whether a type in the pages' notation is the declared one.

    Args:
        text: Canonical text; None where nothing was decided.
        declared: The declared type.
        spelled: Declared definition → the pages' name of it.
    """
    if not text:
        return False
    parsed = parse_type(text)
    if declared.simple_type and parsed.local.casefold() == declared.simple_type.casefold():
        return True
    if declared.is_anonymous:
        return not _builtin(parsed)
    if not declared.is_builtin:
        name = spelled.get(declared.name, declared.name)
        return parsed.local.casefold() == name.casefold()
    return _builtin(parsed) == declared.name


def _builtin(parsed: TypeNotation) -> str:
    """Give the built-in that a type cell means, or nothing."""
    if parsed.has_colon and not is_builtin_prefix(parsed.prefix):
        return ""
    return builtin_of(parsed.local, prefixed=parsed.has_colon)
