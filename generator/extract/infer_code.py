"""The common tree of a sample → `CodeFacts`: what its use of names shows of types.

Nothing is known by name alone. A variable has the type it is declared with; a
member, the type of what it is compared with, assigned to, passed for, or
looped over by; an enumeration is what labels of a `switch` and comparisons
take their values from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.extract.code_facts import (
    Basis,
    CodeCase,
    CodeEnumeration,
    CodeFacts,
    CodeMember,
    CodeStructure,
    CodeType,
    CodeValue,
)
from generator.extract.code_tree import NOTHING, CodeNode, NodeKind
from generator.extract.code_types import as_array, item_of
from generator.extract.guess_siblings import guess_siblings
from generator.naming import split_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.extract.code_facts import CodeLanguage

_ROUNDS = 3
"""Passes over a sample, each with what the one before learned."""
_TYPE_NAME = re.compile(r"[A-Z]\w*")
_BOOLEAN = CodeType(name="boolean", is_builtin=True)
_STRING = CodeType(name="string", is_builtin=True)

Slot = tuple[str, str]
"""A structure and one of its members."""
Seen = tuple[CodeType | None, CodeNode]
"""A member's type as far as it is known, and where the member stands first."""


@dataclass(slots=True)
class _Known:
    """What has been learned of a sample so far."""

    members: dict[str, dict[str, Seen]] = field(default_factory=dict)
    declared: dict[str, dict[str, Seen]] = field(default_factory=dict)
    values: dict[str, dict[str, CodeNode]] = field(default_factory=dict)
    enumerations: dict[str, bool] = field(default_factory=dict)
    methods: dict[str, CodeNode] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    cases: list[CodeCase] = field(default_factory=list)


Scope = dict[str, tuple[CodeType | None, Slot | None]]


def infer_facts(tree: CodeNode, language: CodeLanguage, foreign: frozenset[str]) -> CodeFacts:
    """Find out what a sample shows.

    Args:
        tree: The sample.
        language: What it was read as.
        foreign: Types of the language's libraries, which are no API's.
    """
    inference = _Inference(foreign)
    for _ in range(_ROUNDS):
        inference.known.cases.clear()
        inference.visit(tree, {})
    return inference.facts(language)


class _Inference:
    """One sample being understood."""

    def __init__(self, foreign: frozenset[str]) -> None:
        self.known = _Known()
        self._foreign = foreign
        self._returns: CodeType | None = None

    def visit(self, node: CodeNode, scope: Scope) -> None:
        """Learn from a node and from all that stands in it."""
        match node.kind:
            case NodeKind.METHOD:
                self._visit_method(node, scope)
                return
            case NodeKind.STRUCTURE:
                self._declare_structure(node)
                scope = dict(scope)
            case NodeKind.ENUMERATION:
                self._declare_enumeration(node)
                return
            case NodeKind.EACH:
                self._visit_loop(node, scope)
                return
            case NodeKind.CASE:
                self._visit_parts(node.parts[1:], dict(scope))
                return
        self._visit_parts(node.parts, scope)
        self._learn(node, scope)

    def _visit_parts(self, parts: Iterable[CodeNode], scope: Scope) -> None:
        for part in parts:
            self.visit(part, scope)

    def _learn(self, node: CodeNode, scope: Scope) -> None:
        """Learn from one node whose parts have been visited."""
        match node.kind:
            case NodeKind.MEMBER:
                self._slot(node, scope)
            case NodeKind.DECLARE:
                self._declare(node, scope)
            case NodeKind.SAME:
                self._unite(node.parts, scope)
            case NodeKind.TRUTH:
                self._give(node.parts[0] if node.parts else node, _BOOLEAN, scope)
            case NodeKind.CALL:
                self._pass_arguments(node, scope)
            case NodeKind.RETURN:
                for part in node.parts:
                    self._give(part, self._returns, scope)
            case NodeKind.SWITCH:
                self._choose(node, scope)
            case NodeKind.WHEN:
                self._handle_condition(node, scope)

    # declarations

    def _visit_method(self, node: CodeNode, scope: Scope) -> None:
        if node.name:
            self.known.methods.setdefault(node.name, node)
        outer, self._returns = self._returns, node.type
        self._visit_parts(node.parts, dict(scope))
        self._returns = outer

    def _visit_loop(self, node: CodeNode, scope: Scope) -> None:
        source, *body = node.parts
        self.visit(source, scope)
        if node.type is not None:
            self._give(source, as_array(node.type), scope)
        inner = dict(scope)
        inner[node.name] = (node.type or item_of(self._type(source, scope)), None)
        self._visit_parts(body, inner)

    def _declare(self, node: CodeNode, scope: Scope) -> None:
        value = node.parts[0] if node.parts else None
        slot = self._slot(value, scope) if value is not None else None
        if value is not None and node.type is not None:
            self._give(value, node.type, scope)
        known = node.type or (self._type(value, scope) if value is not None else None)
        scope[node.name] = (known, slot if node.type is None else None)

    def _declare_structure(self, node: CodeNode) -> None:
        members = {
            part.name: (part.type, part) for part in node.parts if part.kind is NodeKind.PROPERTY
        }
        if members and node.name:
            self.known.declared.setdefault(node.name, members)
            self.known.lines.setdefault(node.name, node.line)

    def _declare_enumeration(self, node: CodeNode) -> None:
        values = {part.name: part for part in node.parts if part.name}
        if values and node.name:
            self.known.values[node.name] = values
            self.known.enumerations[node.name] = True

    # expressions

    def _type(self, node: CodeNode, scope: Scope) -> CodeType | None:
        """Give the type of a value as far as it is known."""
        found = node.type
        match node.kind:
            case NodeKind.TEXT:
                found = _STRING
            case NodeKind.NAME:
                type_, slot = scope.get(node.name, (None, None))
                found = type_ or self._type_of_slot(slot)
            case NodeKind.ITEM:
                found = item_of(self._type(node.parts[0], scope))
            case NodeKind.CALL:
                method = self.known.methods.get(node.name) if self._is_own(node) else None
                found = method.type if method is not None else None
            case NodeKind.MEMBER:
                value = self._value(node, scope)
                is_value = value is not None and value[0] in self.known.enumerations
                found = CodeType(name=value[0]) if value is not None and is_value else found
                found = found or self._type_of_slot(self._slot(node, scope))
        return found

    def _type_of_slot(self, slot: Slot | None) -> CodeType | None:
        if slot is None:
            return None
        owner, name = slot
        declared = self.known.declared.get(owner, {})
        used = self.known.members.get(owner, {})
        return (declared.get(name) or used.get(name) or (None, NOTHING))[0]

    def _slot(self, node: CodeNode, scope: Scope) -> Slot | None:
        """Find which structure's member a value is, and note that there is such a member."""
        if node.kind is NodeKind.NAME:
            return scope.get(node.name, (None, None))[1]
        if node.kind is not NodeKind.MEMBER:
            return None
        owner = self._type(node.parts[0], scope)
        if owner is None or owner.is_builtin or owner.is_array:
            return None
        if owner.name in self.known.enumerations:
            return None
        members = self.known.members.setdefault(owner.name, {})
        members.setdefault(node.name, (node.type, node))
        self.known.lines.setdefault(owner.name, node.line)
        return owner.name, node.name

    def _value(self, node: CodeNode, scope: Scope) -> Slot | None:
        """Read `Type.Name`, where nothing but a type can be called so."""
        if node.kind is not NodeKind.MEMBER:
            return None
        owner = node.parts[0]
        is_static = owner.kind is NodeKind.NAME and owner.name not in scope
        is_qualified = owner.kind is NodeKind.MEMBER and self._is_path(owner, scope)
        if not (is_static or is_qualified) or not _TYPE_NAME.fullmatch(owner.name):
            return None
        return None if owner.name in self._foreign else (owner.name, node.name)

    def _is_path(self, node: CodeNode, scope: Scope) -> bool:
        """Tell whether a member is a type in its namespace: nothing of it is a variable."""
        names = [each for each in node.walk() if each.kind is NodeKind.NAME]
        kinds = {each.kind for each in node.walk()}
        return kinds == {NodeKind.MEMBER, NodeKind.NAME} and names[0].name not in scope

    def _give(self, node: CodeNode, type_: CodeType | None, scope: Scope) -> None:
        """Note the type of a member; the first one stays."""
        slot = self._slot(node, scope)
        if slot is None or type_ is None:
            return
        owner, name = slot
        known, place = self.known.members.setdefault(owner, {}).get(name, (None, node))
        self.known.members[owner][name] = (known or type_, place)

    def _unite(self, values: Sequence[CodeNode], scope: Scope) -> None:
        """Give values of one type that type; a static member compared is an enumeration's."""
        for value in values:
            if (static := self._value(value, scope)) is not None:
                self._note_value(static, value)
        type_ = next((found for v in values if (found := self._type(v, scope)) is not None), None)
        for value in values:
            self._give(value, type_, scope)

    def _note_value(self, static: Slot, node: CodeNode) -> None:
        owner, name = static
        if self.known.enumerations.setdefault(owner, False):
            return  # declared: it has the values that it declares
        self.known.values.setdefault(owner, {}).setdefault(name, node)

    def _is_own(self, node: CodeNode) -> bool:
        """Tell whether a call is of a method of the sample itself."""
        receiver = node.parts[0] if node.parts else None
        is_bare = receiver is None or not (receiver.name or receiver.parts or receiver.type)
        return is_bare or (receiver is not None and receiver.name == "this")

    def _pass_arguments(self, node: CodeNode, scope: Scope) -> None:
        method = self.known.methods.get(node.name) if self._is_own(node) else None
        if method is None or not method.parts:
            return
        for parameter, argument in zip(method.parts[0].parts, node.parts[1:], strict=False):
            self._give(argument, parameter.type, scope)

    # choices

    def _choose(self, node: CodeNode, scope: Scope) -> None:
        """Learn from a switch: labels are values of the type of what is chosen by."""
        subject, *cases = node.parts
        for case in cases:
            found = self._labels(subject, case.parts[0].parts, scope)
            for owner, label in found:
                self._note_value((owner, label.name), label)
                self._give(subject, CodeType(name=owner), scope)
            self._note_case(found, case.parts[1:])

    def _labels(
        self, subject: CodeNode, labels: Iterable[CodeNode], scope: Scope
    ) -> list[tuple[str, CodeNode]]:
        """Give labels with the enumeration they are of; bare names are of the subject's."""
        known = self._type(subject, scope)
        owner = known.name if known is not None and not known.is_builtin else ""
        statics = [(label, self._value(label, scope)) for label in labels]
        owner = owner or next((static[0] for _, static in statics if static is not None), "")
        return [
            (static[0] if static is not None else owner, label)
            for label, static in statics
            if static is not None or (owner and label.kind is NodeKind.NAME)
        ]

    def _handle_condition(self, node: CodeNode, scope: Scope) -> None:
        """Learn how values are handled from what happens where one is compared with them."""
        condition, body, *_ = node.parts
        found = [
            (static[0], value)
            for same in _alternatives(condition)
            for value in same.parts
            if (static := self._value(value, scope)) is not None
        ]
        self._note_case(found, (body,))

    def _note_case(self, found: Sequence[tuple[str, CodeNode]], body: Sequence[CodeNode]) -> None:
        owners = {owner for owner, _ in found}
        texts = tuple(self._texts(body))
        if len(owners) == 1 and texts:
            (owner,) = owners
            values = tuple(dict.fromkeys(label.name for _, label in found))
            line = min(label.line for _, label in found)
            self.known.cases.append(
                CodeCase(enumeration=owner, values=values, texts=texts, line=line)
            )

    def _texts(self, body: Iterable[CodeNode], *, follows: bool = True) -> Iterator[str]:
        """Give what comments and messages say, then what the sample's own methods say."""
        called: dict[str, CodeNode] = {}
        for part in body:
            for node in part.walk():
                if node.kind in {NodeKind.TEXT, NodeKind.COMMENT} and node.name:
                    yield node.name
                elif node.kind is NodeKind.CALL and node.name in self.known.methods:
                    called[node.name] = self.known.methods[node.name]
        for name, method in called.items() if follows else ():
            yield " ".join(split_words(name))
            yield from self._texts(method.parts[1:], follows=False)

    # results

    def facts(self, language: CodeLanguage) -> CodeFacts:
        """Give everything that was learned and can be an API's."""
        known = self.known
        enumerations = tuple(
            CodeEnumeration(
                name=name,
                values=tuple(
                    CodeValue(name=value, line=node.line, column=node.column)
                    for value, node in sorted(
                        known.values[name].items(), key=lambda item: (item[1].line, item[1].column)
                    )
                ),
                is_declared=is_declared,
            )
            for name, is_declared in known.enumerations.items()
            if known.values.get(name)
        )
        names = {each.name for each in enumerations}
        structures = tuple(
            self._structure(name, line, names)
            for name, line in sorted(known.lines.items(), key=lambda item: item[1])
            if name not in names
        )
        cases = tuple(case for case in known.cases if case.enumeration in names)
        return CodeFacts(
            language=language, structures=structures, enumerations=enumerations, cases=cases
        )

    def _structure(self, name: str, line: int, enumerations: set[str]) -> CodeStructure:
        declared = self.known.declared.get(name)
        members = declared or self.known.members.get(name, {})
        basis = Basis.DECLARED if declared else Basis.USED
        made = [
            CodeMember(
                name=member,
                type=type_,
                basis=basis if type_ is not None else Basis.UNKNOWN,
                line=place.line,
                column=place.column,
            )
            for member, (type_, place) in members.items()
        ]
        made.sort(key=lambda member: member.line)
        return CodeStructure(
            name=name,
            members=tuple(guess_siblings(made, enumerations)),
            is_declared=declared is not None,
            line=line,
        )


def _alternatives(condition: CodeNode) -> Iterator[CodeNode]:
    """Give the comparisons of which one is enough or the only one; a denial tells nothing."""
    for node in condition.walk():
        if node.kind is NodeKind.SAME and node.name != "!=":
            yield node
