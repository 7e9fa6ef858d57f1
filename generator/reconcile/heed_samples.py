"""Tables held against the samples beside them: what only the samples show is heeded.

Where a page's own example differs from its table, the example is right more
often than not, because examples are never translated and mostly copied from
what really travelled. It decides where it leaves one reading only: a value
that has members, a lone required member that never comes under its name. All
of that is provisional. What a table requires stays required.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from rapidfuzz.distance import DamerauLevenshtein

from generator.diagnostics import Diagnostic, Severity
from generator.naming import is_ncname, pascal_case, split_words
from generator.reconcile.apply_declaration import learn_spelling
from generator.reconcile.declaration import DeclaredMember, DeclaredType
from generator.reconcile.reconciled import AddedField, DeclaredField
from generator.reconcile.sample_instances import Shapes, find_instances, find_words, is_simple
from generator.reconcile.type_names import XSD_BUILTINS, parse_type
from generator.reconcile.verdict import Evidence, Status
from generator.reconcile.walk_samples import distinct_samples

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.align.alignment import Alignment
    from generator.extract.page import Sample, SampleNode
    from generator.reconcile.apply_declaration import TypeSpelling
    from generator.reconcile.reconciled import Reconciled, ReconciledRow
    from generator.reconcile.sample_instances import Instance, Shape
    from generator.reconcile.verdict import Verdict

_CONFIDENCE = 0.83
"""How often an own example was right against its table: in ten cases of twelve."""
_WEIGHT = 1.6
"""Natural logarithm of the odds of that."""
_ROUNDS = 3
"""One correction opens the way to what stands below it."""
_SLIPS = 2
_SHORTEST = 5
"""Letters below which two names are near by chance."""
_FEWEST = 3
"""Arrays that make a convention."""
_MOST = 0.8
"""Share of the arrays that follow it."""
_COLLECTIONS = frozenset({"array", "list", "collection"})


def heed_samples(
    reconciled: Reconciled, alignment: Alignment
) -> tuple[Reconciled, tuple[Diagnostic, ...]]:
    """Correct what the samples show to be wrong, and add what only they show.

    Args:
        reconciled: What was decided; definitions that a schema declares stay as declared.
        alignment: The pages, aligned.

    Returns:
        What holds then, and a note for each member that no table lists.
    """
    declared = {own.name for own in reconciled.documented.definitions if own.sources or own.is_open}
    samples = distinct_samples(alignment)
    words = find_words(samples)
    judge = _Judge(reconciled, alignment, samples, words, declared)
    for _ in range(_ROUNDS):
        changed = judge.corrections()
        if not changed:
            break
        rows = tuple(changed.get(row.place.number, row) for row in reconciled.rows)
        reconciled = replace(reconciled, rows=rows)
        judge = _Judge(reconciled, alignment, samples, words, declared)
    added = judge.additions()
    notes = tuple(_note(own) for own in added)
    return replace(reconciled, added=(*reconciled.added, *added)), notes


def _note(added: AddedField) -> Diagnostic:
    name = f"{added.owner}.{added.field.member.name}"
    path, _, line = added.field.sources[0].rpartition(":")
    return Diagnostic(
        code="GS410",
        severity=Severity.NOTE,
        message=f"{name} stands in an example only, not in its table; it is taken as optional",
        path=path,
        evidence=(f"shown in the example at line {line}",),
        help="add a row for it, or correct the example",
    )


class _Judge:
    """What is decided at one time, and the samples against it."""

    def __init__(
        self,
        reconciled: Reconciled,
        alignment: Alignment,
        samples: Sequence[tuple[str, Sample]],
        words: Mapping[str, frozenset[str]],
        declared: set[str],
    ) -> None:
        self._shapes = Shapes(reconciled)
        self._spelling: TypeSpelling = learn_spelling(reconciled.rows, {})
        self._rows = reconciled.rows
        self._declared = declared
        self._words = words
        self._records = [d.name for d in reconciled.documented.definitions if not d.operation]
        self._pages = {d.name: d.page for d in reconciled.documented.definitions}
        self._instances = {
            name: own
            for name, own in find_instances(alignment, samples, self._shapes).items()
            if name not in declared
        }

    def corrections(self) -> dict[int, ReconciledRow]:
        """Give the rows that are otherwise, by number."""
        found = self._arrays()
        for owner, instances in self._instances.items():
            for row in (*self._retyped(owner, instances), *self._renamed(owner, instances)):
                found.setdefault(row.place.number, row)
        return found

    def _arrays(self) -> dict[int, ReconciledRow]:
        """Correct arrays by what all arrays have in common: their member's name, and their item.

        An array does not hold itself, nor a type that no page documents where one is
        documented that it is called after.
        """
        found: dict[int, ReconciledRow] = {}
        usual = self._usual_member()
        for owner, (name, shape) in self._array_members().items():
            if (row := shape.row) is None:
                continue
            item = self._shapes.folded.get(_item_name(owner).casefold(), "")
            # which of two near names is the slip, the other pages must tell
            is_lost = not self._shapes.definition_of(shape) and not is_simple(shape)
            is_lost = is_lost and not _are_near(shape.type, item)
            if item and shape.type != item and (shape.type == owner or (shape.type and is_lost)):
                row = _with_type(row, self._spelling.own + item, f"{owner!r} holds {item!r}")
            if usual and (name.casefold() == owner.casefold() or _differ_in_number(name, usual)):
                row = replace(row, name=_settle(row.name, usual, f"arrays have {usual!r}"))
            if row is not shape.row:
                found[row.place.number] = row
        return found

    def _array_members(self) -> dict[str, tuple[str, Shape]]:
        """Give the one member of each definition that is called an array."""
        return {
            owner: next(iter(members.items()))
            for owner, members in self._shapes.members.items()
            if len(members) == 1 and _item_name(owner) and owner not in self._declared
        }

    def _usual_member(self) -> str:
        """Give what nearly all arrays call their member; empty where they differ."""
        counts = Counter(name for name, _ in self._array_members().values())
        best = max(counts, key=lambda name: (counts[name], name), default="")
        usual = counts[best] >= _FEWEST and counts[best] >= _MOST * counts.total()
        return best if usual else ""

    def _retyped(self, owner: str, instances: Sequence[Instance]) -> list[ReconciledRow]:
        """Correct members that are said to be a value, and have members wherever they are shown."""
        found = []
        for name, shape in self._shapes.members.get(owner, {}).items():
            nodes = _nodes(instances, name)
            if shape.row is None or not nodes or not is_simple(shape):
                continue
            best = self._explain(name, nodes, shape.type) if all(n.children for n in nodes) else ""
            if best:
                note = f"samples show members of {best!r} in {owner}.{name}"
                found.append(_with_type(shape.row, self._spelling.own + best, note))
        return found

    def _explain(self, name: str, nodes: Sequence[SampleNode], said: str) -> str:
        """Choose the type that explains what samples show of a member: one, and the tightest."""
        fitting = [
            own for own in self._records if all(self._shapes.fits(node, own) for node in nodes)
        ]
        scores = {own: self._closeness(own, name, said) for own in fitting}
        ranked = sorted(fitting, key=lambda own: (scores[own], own), reverse=True)
        if len(ranked) > 1 and scores[ranked[0]] == scores[ranked[1]]:
            return ""
        return ranked[0] if ranked else ""

    def _closeness(self, definition: str, name: str, said: str) -> tuple[int, ...]:
        folded = definition.casefold()
        return (
            folded == name.casefold(),
            bool(said) and folded.startswith(said.casefold()),
            -len(self._shapes.members.get(definition, {})),
            self._shapes.types[definition],
        )

    def _renamed(self, owner: str, instances: Sequence[Instance]) -> list[ReconciledRow]:
        """Correct a member that samples always call otherwise: where only one can be meant."""
        members = self._shapes.members.get(owner, {})
        shown = Counter(child.name for own in instances for child in own.node.children)
        unknown = [name for name in shown if name not in members and is_ncname(name)]
        is_known = _item_name(owner) or any(shown[own] for own in members)
        if len(unknown) != 1 or self._shapes.lost[owner] or not is_known:
            return []
        name = unknown[0]
        nodes = _nodes(instances, name)
        absent = {own: shape for own, shape in members.items() if not shown[own] and shape.row}
        required = [own for own, shape in absent.items() if shape.is_required or len(members) == 1]
        is_usual = len(self._words.get(name, ())) > 1
        meant = required or [own for own in absent if is_usual and _are_near(own, name)]
        if len(meant) != 1 or not self._may_be(name, absent[meant[0]], nodes):
            return []
        row = absent[meant[0]].row
        note = f"samples show {name!r}, and {meant[0]!r} never, in {owner}"
        return [replace(row, name=_settle(row.name, name, note))] if row else []

    def _may_be(self, name: str, shape: Shape, nodes: Sequence[SampleNode]) -> bool:
        """Tell whether a member's type explains what samples show, or at least has the name."""
        definition = self._shapes.definition_of(shape)
        if definition:
            return all(self._shapes.fits(node, definition) for node in nodes)
        is_called_so = name.casefold() == shape.type.casefold()
        return is_called_so or not any(node.children for node in nodes)

    def additions(self) -> list[AddedField]:
        """Give the members that only samples show, in whole instances that agree otherwise."""
        known = {name for members in self._shapes.members.values() for name in members}
        found: dict[tuple[str, str], AddedField] = {}
        for owner, instances in sorted(self._instances.items()):
            members = self._shapes.members.get(owner, {})
            for instance in instances:
                unknown = [] if not members else self._unlisted(instance, members)
                for name in unknown:
                    is_word = name in known or name.casefold() in self._shapes.folded
                    if is_word or self._shapes.lost[owner]:
                        added = self._add(owner, name, instances, instance)
                        if added is not None:
                            found.setdefault((owner, name), added)
        return list(found.values())

    def _unlisted(self, instance: Instance, members: Mapping[str, Shape]) -> list[str]:
        """Give the unknown members of an instance that has what is required, and knows the most."""
        names = {child.name for child in instance.node.children}
        required = {name for name, shape in members.items() if shape.is_required}
        unknown = sorted(names - set(members))
        if not unknown or not required <= names or len(unknown) == len(names):
            return []
        if len(unknown) * 2 > len(names) and not self._shapes.are_listed_together(names):
            return []
        if any(_are_near(name, own) for name in unknown for own in members):
            return []
        return [name for name in unknown if is_ncname(name)]

    def _add(
        self, owner: str, name: str, instances: Sequence[Instance], instance: Instance
    ) -> AddedField | None:
        nodes = _nodes(instances, name)
        has_members = any(node.children for node in nodes)
        text = self._explained(name, nodes) if has_members else self._usual_type(name)
        if not text:
            return None
        local = parse_type(text).local
        repeats = any(
            sum(child.name == name for child in own.node.children) > 1 for own in instances
        )
        member = DeclaredMember(
            name=name,
            type=DeclaredType(name=local, is_builtin=local in XSD_BUILTINS),
            is_required=False,
            is_repeated=repeats,
            is_attribute=False,
        )
        field = DeclaredField(member=member, type_text=text, sources=(instance.source,))
        return AddedField(
            owner=owner,
            page=self._pages.get(owner, ""),
            field=field,
            confidence=_CONFIDENCE,
            is_from_example=True,
        )

    def _explained(self, name: str, nodes: Sequence[SampleNode]) -> str:
        best = self._explain(pascal_case(name), nodes, "")
        return self._spelling.own + best if best else ""

    def _usual_type(self, name: str) -> str:
        """Give the simple type that other tables have for a member of this name, else text."""
        counts = Counter(
            row.type.canonical
            for row in self._rows
            if row.name.canonical == name and row.type is not None and row.type.canonical
        )
        best = max(counts, key=lambda text: (counts[text], text), default="")
        is_text = parse_type(best).local in XSD_BUILTINS - {"anyType"}
        return best if is_text else f"{self._spelling.builtin}string"


def _item_name(owner: str) -> str:
    """Give what an array is called after: `LoanArray` gives `Loan`; nothing for no array."""
    words = split_words(owner)
    is_array = len(words) > 1 and words[-1].casefold() in _COLLECTIONS
    return owner[: -len(words[-1])] if is_array else ""


def _differ_in_number(name: str, usual: str) -> bool:
    """Tell whether one name is the other's plural."""
    return usual in {f"{name}s", f"{name}es"} or name in {f"{usual}s", f"{usual}es"}


def _nodes(instances: Sequence[Instance], name: str) -> list[SampleNode]:
    return [child for own in instances for child in own.node.children if child.name == name]


def _are_near(name: str, other: str) -> bool:
    """Tell whether two names may be one and a slip."""
    if min(len(name), len(other)) < _SHORTEST:
        return False
    return DamerauLevenshtein.distance(name, other, score_cutoff=_SLIPS) <= _SLIPS


def _with_type(row: ReconciledRow, text: str, note: str) -> ReconciledRow:
    return replace(row, type=_settle(row.type, text, note) if row.type is not None else None)


def _settle(verdict: Verdict, canonical: str, note: str) -> Verdict:
    """Decide a place by the samples; what was decided before is the runner-up."""
    return replace(
        verdict,
        canonical=canonical,
        status=Status.PROVISIONAL,
        confidence=_CONFIDENCE,
        evidence=(Evidence(kind="sample", weight=_WEIGHT, note=note),),
        runner_up=verdict.canonical or "",
        runner_up_evidence=verdict.evidence,
    )
