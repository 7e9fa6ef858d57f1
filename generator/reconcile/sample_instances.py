"""Samples and what is decided → the instances of each definition, to hold tables against.

Names and types are taken as decided, so that an instance is what a validator
would check against the definition.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from generator.reconcile.type_names import builtin_of, parse_type

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from generator.align.alignment import Alignment
    from generator.extract.page import Sample, SampleNode
    from generator.reconcile.reconciled import Reconciled, ReconciledRow

_DEPTH = 24
_NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One member of a definition, as far as samples can be held against it."""

    type: str
    """Local name of its type; empty for an unknown one."""
    is_required: bool
    """Must be there."""
    row: ReconciledRow | None
    """The row that documents it; None for what only a schema declares."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """One place of one sample that shows a definition."""

    page: str
    """Page key."""
    source: str
    """Where the sample stands, `path:line`."""
    node: SampleNode
    """What it shows."""


class Shapes:
    """The definitions of one API by name, with their members."""

    def __init__(self, reconciled: Reconciled) -> None:
        self.members: dict[str, dict[str, Shape]] = defaultdict(dict)
        self.lost: Counter[str] = Counter()
        """Definition → rows whose name nobody could decide."""
        self.types: Counter[str] = Counter()
        """Local name of a type → how many rows refer to it."""
        for row in reconciled.rows:
            if row.place.owner and row.member is None:
                self.lost[row.place.owner] += 1
            elif row.place.owner and row.member:
                shape = _shape(row)
                self.types[shape.type] += 1
                self.members[row.place.owner].setdefault(row.member, shape)
        for added in reconciled.added:
            member = added.field.member
            self.members[added.owner].setdefault(
                member.name, Shape(type=member.type.name, is_required=member.is_required, row=None)
            )
        self.folded = {d.name.casefold(): d.name for d in reconciled.documented.definitions}

    def definition_of(self, shape: Shape) -> str:
        """Give the definition that a member has as its type; empty for none."""
        return self.folded.get(shape.type.casefold(), "")

    def are_listed_together(self, names: Collection[str]) -> bool:
        """Tell whether a definition has all of some members."""
        owners = [self._owners.get(name, _NOBODY) for name in names]
        return bool(frozenset.intersection(*owners))

    @cached_property
    def _owners(self) -> Mapping[str, frozenset[str]]:
        """Member → the definitions that have it."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for owner, members in self.members.items():
            for name in members:
                found[name].add(owner)
        return {name: frozenset(owners) for name, owners in found.items()}

    def fits(self, node: SampleNode, definition: str, depth: int = 0) -> bool:
        """Tell whether a definition explains all that a sample shows, with all that it requires."""
        members = self.members.get(definition, {})
        names = {child.name for child in node.children}
        required = {name for name, shape in members.items() if shape.is_required}
        if (
            depth > _DEPTH
            or (node.text and not node.children)
            or not names <= set(members)
            or not required <= names
        ):
            return False
        for child in node.children:
            below = self.definition_of(members[child.name])
            if child.children and not (below and self.fits(child, below, depth + 1)):
                return False
            if below and child.text and not child.children:
                return False
        return True


def _shape(row: ReconciledRow) -> Shape:
    parsed = parse_type(row.type.canonical) if row.type and row.type.canonical else None
    local = "" if parsed is None or parsed.is_array else parsed.local
    return Shape(
        type=row.members if row.members and not row.occurrence.is_repeated else local,
        is_required=bool(row.occurrence.is_required),
        row=row,
    )


def is_simple(shape: Shape) -> bool:
    """Tell whether a member has a built-in as its type, text or number, not anything."""
    found = builtin_of(shape.type, prefixed=True)
    return bool(found) and found != "anyType"


def find_instances(
    alignment: Alignment, samples: Iterable[tuple[str, Sample]], shapes: Shapes
) -> Mapping[str, list[Instance]]:
    """Find every place of a sound sample that shows a definition, from the messages down.

    What a broken one shows may stand in the wrong place.
    """
    found: defaultdict[str, list[Instance]] = defaultdict(list)
    paths = {page.page: page for page in alignment.pages}
    for page, sample in samples:
        if sample.is_broken:
            continue
        own = next(iter(paths[page].pages.values()))
        source = f"{own.path}:{sample.span.line}"
        for root in sample.roots:
            for node in _messages(root, shapes):
                start = Instance(page=page, source=source, node=node)
                _collect(start, shapes.folded[node.name.casefold()], shapes, found, 0)
    return found


def find_words(samples: Iterable[tuple[str, Sample]]) -> Mapping[str, frozenset[str]]:
    """Find on which pages samples have an element of a name, broken ones too."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for page, sample in samples:
        waiting = list(sample.roots)
        while waiting:
            node = waiting.pop()
            found[node.name].add(page)
            waiting += node.children
    return {name: frozenset(pages) for name, pages in found.items()}


def _messages(node: SampleNode, shapes: Shapes, depth: int = 0) -> Iterator[SampleNode]:
    """Give the outermost elements that are called like a definition."""
    if shapes.folded.get(node.name.casefold()) == node.name:
        yield node
    elif depth < _DEPTH:
        for child in node.children:
            yield from _messages(child, shapes, depth + 1)


def _collect(
    instance: Instance,
    definition: str,
    shapes: Shapes,
    found: defaultdict[str, list[Instance]],
    depth: int,
) -> None:
    found[definition].append(instance)
    members = shapes.members.get(definition, {})
    for child in instance.node.children:
        shape = members.get(child.name)
        below = shapes.definition_of(shape) if shape is not None else ""
        if below and child.children and depth < _DEPTH:
            inner = Instance(page=instance.page, source=instance.source, node=child)
            _collect(inner, below, shapes, found, depth + 1)
