"""Rows nested in another row → members of a type of their own: by paths, or by indents.

`customer.email`, `customer->email` or `customer[email]`, and `» email` below `customer`,
are members of what `customer` holds, not of what the table documents.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from generator.naming import pascal_case
from generator.reconcile.declaration import DeclaredMember, DeclaredType
from generator.reconcile.definition import Definition, DefinitionKind
from generator.reconcile.reconciled import AddedField, DeclaredField
from generator.reconcile.type_names import builtin_of, parse_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.reconcile.reconciled import Reconciled, ReconciledRow

_INDEX = re.compile(r"\[\d*\]")
_BRACKETED = re.compile(r"\[([^\[\]\d][^\[\]]*)\]")
"""A member as forms name it: `card[number]`."""
_MANY = re.compile(r".*\[\d*\]")
_STEP = re.compile(r"\.|->")
_ARRAYS = frozenset({"array", "list"})
_FEWEST = 2
"""Paths below a member without a row of its own that show that it is one."""


def nest_rows(reconciled: Reconciled) -> Reconciled:
    """Give the members of members types of their own, and members the names they have there."""
    nest = _Nest({own.name.casefold() for own in reconciled.documented.definitions})
    rows = [
        row
        for _, table in groupby(reconciled.rows, key=lambda row: row.place.key)
        for row in nest.table([*table])
    ]
    documented = reconciled.documented
    return replace(
        reconciled,
        rows=tuple(rows),
        documented=replace(documented, definitions=(*documented.definitions, *nest.made)),
        added=(*reconciled.added, *nest.implied),
    )


class _Nest:
    """The types that nested rows make, table by table."""

    def __init__(self, taken: set[str]) -> None:
        self._taken = taken
        self.made: list[Definition] = []
        self.implied: list[AddedField] = []

    def table(self, rows: Sequence[ReconciledRow]) -> list[ReconciledRow]:
        """Nest the rows of one table."""
        if not rows or not rows[0].place.owner:
            return list(rows)
        parents = _parents(rows)
        owners: dict[int, str] = {}
        for parent in sorted(set(parents.values())):
            holder = owners.get(parents.get(parent, -1), rows[parent].place.owner)
            owners[parent] = self._define(rows[parent], holder, _last(rows[parent]))
        orphans = self._imply([(i, row) for i, row in enumerate(rows) if i not in parents])
        above = {i: owners[parent] for i, parent in parents.items()} | orphans
        return [
            _as_member(row, above.get(i, row.place.owner), owners.get(i, ""))
            for i, row in enumerate(rows)
        ]

    def _define(self, row: ReconciledRow, owner: str, member: str) -> str:
        """Name the type of what a member holds after its owner and the member."""
        name = owner + pascal_case(member)
        while name.casefold() in self._taken:
            name += "Value"
        self._taken.add(name.casefold())
        self.made.append(
            Definition(
                name=name,
                kind=DefinitionKind.RECORD,
                operation="",
                page=row.place.page,
                tables=(),
                attribute_tables=(),
                confidence=row.name.confidence,
                evidence=(f"rows nested below {member!r}",),
            )
        )
        return name

    def _imply(self, rows: Sequence[tuple[int, ReconciledRow]]) -> dict[int, str]:
        """Make the members that paths lead through, where no row documents them.

        An arrow always leads through a member; a dot may be part of a name, unless several
        paths go the same way.
        """
        counts = Counter(_way(row)[:-1] for _, row in rows)
        made: dict[tuple[str, ...], str] = {}
        found: dict[int, str] = {}
        for i, row in rows:
            way = _way(row)[:-1]
            if not way or (counts[way] < _FEWEST and "->" not in (row.name.canonical or "")):
                continue
            for length in range(1, len(way) + 1):
                owner = made.get(way[: length - 1], row.place.owner)
                if way[:length] not in made:
                    made[way[:length]] = self._define(row, owner, way[length - 1])
                    self._add(row, owner, way[length - 1], made[way[:length]])
            found[i] = made[way]
        return found

    def _add(self, row: ReconciledRow, owner: str, name: str, definition: str) -> None:
        """Add a member that only paths name."""
        member = DeclaredMember(
            name=name,
            type=DeclaredType(name=definition, is_builtin=False),
            is_required=bool(row.occurrence.is_required),
            is_repeated=False,
            is_attribute=False,
        )
        sources = tuple(f"{r.span.path}:{r.span.line}" for r in row.name.readings[:1])
        field = DeclaredField(member=member, type_text=definition, sources=sources)
        self.implied.append(
            AddedField(
                owner=owner, page=row.place.page, field=field, confidence=row.name.confidence
            )
        )


def _way(row: ReconciledRow) -> tuple[str, ...]:
    """Give the steps of a row's path, what says that there are many left out."""
    name = row.name.canonical or ""
    return tuple(_STEP.split(_bare(_dotted(name)))) if "@" not in name else (name,)


def _last(row: ReconciledRow) -> str:
    return _way(row)[-1]


def _as_member(row: ReconciledRow, owner: str, members: str) -> ReconciledRow:
    name = row.name.canonical or ""
    own = _last(row) if owner != row.place.owner else _bare(_dotted(name))
    is_repeated = _MANY.fullmatch(name) is not None or (bool(members) and _is_array(row))
    if own == name and owner == row.place.owner and not members and not is_repeated:
        return row
    return replace(
        row,
        place=replace(row.place, owner=owner),
        occurrence=replace(row.occurrence, is_repeated=row.occurrence.is_repeated or is_repeated),
        member_name=own if own != name else "",
        members=members,
    )


def _dotted(path: str) -> str:
    """Write a path with dots where it has brackets."""
    return _BRACKETED.sub(r".\1", path)


def _bare(name: str) -> str:
    """Leave out of a path what says that there are many, and a placeholder's braces."""
    return _INDEX.sub("", name).strip("{}")


def _is_array(row: ReconciledRow) -> bool:
    text = (row.type.canonical or "") if row.type is not None else ""
    parsed = parse_type(text)
    return parsed.is_array or parsed.local.casefold() in _ARRAYS


def _parents(rows: Sequence[ReconciledRow]) -> dict[int, int]:
    """Give each nested row's parent, by their ordinals: from paths, else from indents."""
    found = dict(_parents_by_path(rows)) or dict(_parents_by_indent(rows))
    return {child: parent for child, parent in found.items() if _may_hold(rows[parent])}


def _parents_by_path(rows: Sequence[ReconciledRow]) -> Iterator[tuple[int, int]]:
    places = {_way(row): i for i, row in enumerate(rows)}
    for i, row in enumerate(rows):
        above = _way(row)[:-1]
        if above and above in places and places[above] != i:
            yield i, places[above]


def _parents_by_indent(rows: Iterable[ReconciledRow]) -> Iterator[tuple[int, int]]:
    stack: list[tuple[int, int]] = []
    for i, row in enumerate(rows):
        indent = row.place.indent
        while stack and stack[-1][0] >= indent:
            stack.pop()
        if stack:
            yield i, stack[-1][1]
        stack.append((indent, i))


def _may_hold(row: ReconciledRow) -> bool:
    """Tell whether a member can hold others: nothing says that it is a plain value."""
    if row.name.canonical is None:
        return False
    if row.type is None or row.type.canonical is None:
        return True
    parsed = parse_type(row.type.canonical)
    return builtin_of(parsed.local, prefixed=parsed.has_colon) in {"", "anyType"}
