"""What lowering has in common in all languages: walking a tree-sitter tree, and making nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.extract.code_tree import NOTHING, CodeNode, NodeKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tree_sitter import Node

    from generator.extract.code_facts import CodeType

    Rule = Callable[["Lowering", Node], CodeNode]

_DEPTH = 100
"""Deepest nesting that is followed; what lies deeper tells nothing."""


class Lowering:
    """One tree on its way, by the rules of its language."""

    def __init__(self, rules: Mapping[str, Rule], source: bytes) -> None:
        self._rules = rules
        self._lines = source.split(b"\n")
        self._depth = 0

    def lower(self, node: Node | None) -> CodeNode:
        """Lower one node; one without a rule is what stands in it."""
        if node is None or self._depth > _DEPTH:
            return NOTHING
        self._depth += 1
        try:
            rule = self._rules.get(node.type)
            return rule(self, node) if rule else self.other(node)
        finally:
            self._depth -= 1

    def all(self, nodes: Iterable[Node]) -> tuple[CodeNode, ...]:
        """Lower nodes, in order; punctuation is left out."""
        return tuple(self.lower(node) for node in nodes if node.is_named)

    def other(self, node: Node) -> CodeNode:
        """Give a node for what stands in this one."""
        parts = self.all(node.children)
        return parts[0] if len(parts) == 1 else self.make(node, NodeKind.OTHER, parts=parts)

    def make(
        self,
        node: Node,
        kind: NodeKind,
        name: str = "",
        *,
        type_: CodeType | None = None,
        parts: tuple[CodeNode, ...] = (),
    ) -> CodeNode:
        """Make a node that stands where another does."""
        line, offset = node.start_point
        before = self._lines[line][:offset] if line < len(self._lines) else b""
        return CodeNode(
            kind=kind,
            name=name,
            type=type_,
            parts=parts,
            line=line,
            column=len(before.decode("utf-8", "replace")),
        )

    def field(self, node: Node, name: str) -> CodeNode:
        """Lower the child of a field; nothing where it has none."""
        return self.lower(node.child_by_field_name(name))


def text_of(node: Node | None) -> str:
    """Give the source of a node; empty for none."""
    return node.text.decode("utf-8", "replace") if node is not None and node.text else ""


def field_text(node: Node, name: str) -> str:
    """Give the source of the child of a field."""
    return text_of(node.child_by_field_name(name))


def named_children(node: Node | None, *types: str) -> list[Node]:
    """List the named children, of some types where any are given."""
    if node is None:
        return []
    return [child for child in node.named_children if not types or child.type in types]


def comment_text(text: str) -> str:
    """Strip the signs off a comment."""
    return " ".join(text.strip("/* \t\r\n").split())


def count_errors(root: Node) -> int:
    """Count the places that a parser could not make sense of."""
    if not root.has_error:
        return 0
    count, stack = 0, [root]
    while stack:
        node = stack.pop()
        count += node.is_error or node.is_missing
        stack.extend(child for child in node.children if child.has_error)
    return count
