"""What the columns of tables mean, judged by what stands in them and above them.

Tables of one edition that share their header row are judged together: one
table may be too short to tell, all of them together are not. The header's
words are one witness; the shape of the cells is the other, and it alone
suffices in a language whose words nobody listed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import permutations
from typing import TYPE_CHECKING

from generator.extract.answer_words import column_answers, plain_answers
from generator.extract.column_words import Role, header_says
from generator.extract.row_markers import split_note
from generator.extract.type_notation import is_type_text
from generator.naming import fold, is_member_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from generator.extract.page import Page, RawCell, RawTable


__all__ = ["Role", "Roles", "classify_columns"]

Roles = tuple[Role | None, ...]
"""The role of every column of a table; None for one that has none."""

_CAMEL = re.compile(r"[a-z]+(?:[A-Z][a-z0-9]*)+|[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+")
_OCCURRENCE = re.compile(r"[\[(]?\s*\d+\s*\.{2,3}\s*(?:\d+|[nNmM*∞]|unbounded)\s*[\])]?")
_LETTERS = frozenset("MOCRmocr")
"""What stands for mandatory, optional, conditional and required."""
_SENTENCE = re.compile(r"[.。!?][\s\"”»)]*$")
_ANSWER = 40
"""Characters that an answer to a question of yes or no does not have."""
_MOSTLY = 0.8
"""Share of a column's cells that says how often fields stand, where the column says just that."""
_COLUMN_LIMIT = 7
"""Columns behind this many are not considered for a role."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _ColumnProfile:
    """What the cells of one column look like, as shares from 0 to 1."""

    header: str
    filled: float
    identifiers: float
    camel: float
    types: float
    prose: float
    distinct: float
    few: bool
    variety: float
    code: float
    numeric: float
    occurrences: float
    answers: float


def classify_columns(
    pages: Iterable[Page], configured: Mapping[str, str]
) -> dict[tuple[str, ...], Roles]:
    """Give the roles of the columns for every header row of an edition.

    Args:
        pages: All pages of one edition.
        configured: Header text → role, as the configuration has it; it decides.

    Returns:
        Header row → roles; a header whose tables document nothing gives no roles.
    """
    groups: dict[tuple[str, ...], list[RawTable]] = defaultdict(list)
    for page in pages:
        for table in page.tables:
            groups[table.header].append(table)
    return {header: _classify(header, tables, configured) for header, tables in groups.items()}


def _classify(
    header: tuple[str, ...], tables: Sequence[RawTable], configured: Mapping[str, str]
) -> Roles:
    profiles = [_profile(header, tables, column) for column in range(len(header))]
    columns = range(min(len(header), _COLUMN_LIMIT))
    if named := _configured_roles(header, configured):
        return named
    best: Roles = (None,) * len(header)
    best_score = 0.0
    scores = {(c, role): _score(role, c, profiles[c]) for c in columns for role in Role}
    for count in range(1, min(len(header), 4) + 1):
        for chosen in permutations(columns, count):
            for roles in _role_sets(count):
                score = sum(scores[pair] for pair in zip(chosen, roles, strict=True))
                name_score = scores[chosen[roles.index(Role.NAME)], Role.NAME]
                if score > best_score and name_score > 0 and _is_sound(chosen, roles):
                    best_score = score
                    assigned = dict(zip(chosen, roles, strict=True))
                    best = tuple(assigned.get(c) for c in range(len(header)))
    return best


def _configured_roles(header: tuple[str, ...], configured: Mapping[str, str]) -> Roles:
    if not any(text in configured for text in header):
        return ()
    return tuple(Role(configured[text]) if text in configured else None for text in header)


@cache
def _role_sets(count: int) -> tuple[tuple[Role, ...], ...]:
    """List the role sets that make a reference table, in one order: a name and what it means."""
    sets = [
        (Role.NAME, Role.TYPE, Role.REQUIRED, Role.DESCRIPTION),
        (Role.NAME, Role.TYPE, Role.DESCRIPTION),
        (Role.NAME, Role.TYPE, Role.REQUIRED),
        (Role.NAME, Role.REQUIRED, Role.DESCRIPTION),
        (Role.NAME, Role.TYPE),
        (Role.NAME, Role.DESCRIPTION),
    ]
    return tuple(roles for roles in sets if len(roles) == count)


def _is_sound(chosen: Sequence[int], roles: Sequence[Role]) -> bool:
    """Reject a description before the name: nobody writes tables so."""
    order = dict(zip(roles, chosen, strict=True))
    return order[Role.NAME] <= min(order.values()) + 1


def _profile(header: tuple[str, ...], tables: Sequence[RawTable], column: int) -> _ColumnProfile:
    cells = [cell for t in tables for row in t.rows[:200] if (cell := _cell(row.cells, column))]
    filled = [cell for cell in cells if cell.text]
    count = max(len(filled), 1)
    texts = Counter(cell.reading for cell in filled)
    in_table = [
        len({cell.reading for r in t.rows if (cell := _cell(r.cells, column))}) / len(t.rows)
        for t in tables
        if t.rows
    ]

    def share(is_so: Callable[[str], bool]) -> float:
        return sum(found for text, found in texts.items() if is_so(text)) / count

    return _ColumnProfile(
        header=header[column],
        filled=len(filled) / max(len(cells), 1),
        identifiers=share(_is_identifier),
        camel=share(lambda text: _CAMEL.fullmatch(text) is not None),
        types=share(_is_type),
        prose=sum(_is_prose(cell) for cell in filled) / count,
        distinct=sum(in_table) / max(len(in_table), 1),
        few=len(texts) <= 4 and all(len(text) <= 16 for text in texts),
        variety=len(texts) / count,
        code=sum(cell.is_code for cell in filled) / count,
        numeric=share(str.isdigit),
        occurrences=1.0
        if len(_LETTERS.intersection(texts)) > 1 and _LETTERS.issuperset(texts)
        else share(_is_occurrence),
        answers=share(lambda text: len(text) < _ANSWER and fold(text) in column_answers()),
    )


def _cell(cells: Sequence[RawCell | None], column: int) -> RawCell | None:
    return cells[column] if column < len(cells) else None


def _is_identifier(reading: str) -> bool:
    name, _ = split_note(reading)
    return is_member_name(name) and not name.isdigit()


def _is_type(reading: str) -> bool:
    return reading.endswith("[]") or is_type_text(reading)


def _is_occurrence(reading: str) -> bool:
    """Tell whether a text can say nothing but how often a field stands."""
    is_short = len(reading) < _ANSWER
    return is_short and (
        _OCCURRENCE.fullmatch(reading) is not None or fold(reading) in plain_answers()
    )


def _is_prose(cell: RawCell) -> bool:
    return len(cell.text) > 40 or (" " in cell.text and bool(_SENTENCE.search(cell.text)))


def _score(role: Role, column: int, profile: _ColumnProfile) -> float:
    """Weigh a column for a role; above 0 speaks for it."""
    word = 2.0 if header_says(role, profile.header) else 0.0
    wrong = 1.0 if not word and any(header_says(r, profile.header) for r in Role) else 0.0
    p = profile
    match role:
        case Role.NAME:
            shape = 2 * p.identifiers + 1.5 * p.camel + p.distinct - 2.5 * p.prose - 1.5 * p.types
            shape += 0.5 * (column == 0) - 3 * p.numeric - 1.4 - 2 * (p.filled < 0.5)
            shape -= 3 * (p.identifiers + p.camel < 0.15 and not word) + 1.5 * (not p.header)
            is_question = p.variety <= 0.5 or header_says(Role.REQUIRED, p.header)
            shape -= 4 * (p.answers > _MOSTLY and is_question)  # yes and no are no names
        case Role.TYPE:
            shape = 3 * p.types + 0.5 * p.code - 1.5 * p.prose - 1.0 - 0.5 * p.camel
            shape -= 2 * (column == 0)
        case Role.REQUIRED:
            shape = (
                1.0
                - 3 * p.prose
                - 2 * p.types
                - 3 * p.camel
                - (0 if p.few else 6) * min(p.variety, 0.5)
            )
            is_said = word or p.occurrences > _MOSTLY
            shape -= 2 * (column == 0) + (0.0 if is_said else 1.0)
            shape += 0.5 * (p.occurrences > _MOSTLY)
        case Role.DESCRIPTION:
            shape = 2 * p.prose + p.variety - 1.5 * p.camel - 2 * p.types - 0.7 - (column == 0)
    return shape + word - wrong
