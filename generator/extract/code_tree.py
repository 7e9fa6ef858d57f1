"""Code as far as it tells of data: the one tree that every language is reduced to.

A reader of a language lowers its own syntax tree to this one; `infer_code`
finds out the rest, so that inference is written once.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.extract.code_facts import CodeType


class NodeKind(StrEnum):
    """What a node is; `parts` are named in brackets."""

    NAME = "name"
    """A variable or a type by its name."""
    MEMBER = "member"
    """A member of an object [object]; a type where the language says it."""
    CALL = "call"
    """A call by its last name [receiver or `OTHER`, arguments]."""
    TEXT = "text"
    """A string; the name is what it says."""
    COMMENT = "comment"
    """A comment; the name is what it says."""
    LITERAL = "literal"
    """Another literal, of a type where it has one."""
    CAST = "cast"
    """A value taken for a type [value]."""
    NEW = "new"
    """A new object of a type [arguments]."""
    ITEM = "item"
    """An item of a collection [collection]."""
    SAME = "same"
    """Values that have one type, being compared or assigned; named `!=` for a denial [values]."""
    TRUTH = "truth"
    """A value that is true or false [value]."""
    DECLARE = "declare"
    """A variable or parameter, of a type or of its value's [value]."""
    EACH = "each"
    """A loop over a collection, its variable of a type [collection, body]."""
    SWITCH = "switch"
    """A choice by a value [value, cases]."""
    CASE = "case"
    """One way of it [`OTHER` of labels, body]."""
    WHEN = "when"
    """What happens under a condition [condition, body, otherwise]."""
    RETURN = "return"
    """What a method gives [value]."""
    METHOD = "method"
    """A method by its name and what it gives [`OTHER` of parameters, body]."""
    STRUCTURE = "structure"
    """A declared type by its name [`PROPERTY`s, methods]."""
    PROPERTY = "property"
    """A public member of a declared type."""
    ENUMERATION = "enumeration"
    """A declared enumeration by its name [`NAME`s]."""
    OTHER = "other"
    """Anything else [whatever stands in it]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeNode:
    """One node of the tree."""

    kind: NodeKind
    """What it is."""
    name: str = ""
    """Its name or text, where its kind has one."""
    type: CodeType | None = None
    """Its type, where the code says it."""
    parts: tuple[CodeNode, ...] = ()
    """What it consists of."""
    line: int = 0
    """0-based."""
    column: int = 0
    """Characters before it on its line."""

    def walk(self) -> Iterator[CodeNode]:
        """Give the node and all below it, in the order of the code."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.parts))


NOTHING = CodeNode(kind=NodeKind.OTHER)
"""Stands for what is not there."""
