"""Java → the common tree, by tree-sitter: whole files, members, or statements alone.

A getter without arguments is a member: `crate.getWeight()` reads `weight`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from generator.extract.code_facts import CodeType
from generator.extract.code_tree import NOTHING, CodeNode, NodeKind
from generator.extract.code_types import as_array, load_types
from generator.extract.lower_syntax import (
    Lowering,
    comment_text,
    count_errors,
    field_text,
    named_children,
    text_of,
)

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

    from generator.extract.lower_syntax import Rule

_GETTER = re.compile(r"(get|is)([A-Z]\w*)")
_EQUALITY = frozenset({"==", "!="})
_LOGIC = frozenset({"&&", "||"})
_BOOLEAN = CodeType(name="boolean", is_builtin=True)


def parse_java(code: str) -> tuple[CodeNode, int]:
    """Parse Java.

    Returns:
        The tree, and how many places could not be parsed.

    Raises:
        ImportError: The libraries of the extra `code` are missing.
    """
    source = code.encode("utf-8", "replace")
    root = _parser().parse(source).root_node
    return Lowering(_RULES, source).lower(root), count_errors(root)


@cache
def _parser() -> Parser:
    import tree_sitter_java  # noqa: PLC0415 - of an extra
    from tree_sitter import Language, Parser  # noqa: PLC0415 - of an extra

    return Parser(Language(tree_sitter_java.language()))


def _type(node: Node | None) -> CodeType | None:
    """Say what type a type's syntax names."""
    if node is None:
        return None
    if node.type == "array_type":
        return as_array(_type(node.child_by_field_name("element")))
    if node.type == "scoped_type_identifier":
        return _type(next(reversed(named_children(node)), None))
    known = load_types("java")
    if node.type == "generic_type":
        arguments = named_children(next(iter(named_children(node, "type_arguments")), None))
        name = text_of(next(iter(named_children(node, "type_identifier")), None))
        return known.resolve(name, [_type(each) for each in arguments])
    return known.resolve(text_of(node))


def _field(lowering: Lowering, node: Node) -> CodeNode:
    name = node.child_by_field_name("field")
    parts = (lowering.field(node, "object"),)
    return lowering.make(name or node, NodeKind.MEMBER, text_of(name), parts=parts)


def _call(lowering: Lowering, node: Node) -> CodeNode:
    """Lower a call: a getter is a member, `equals` a comparison."""
    name = field_text(node, "name")
    receiver = lowering.field(node, "object")
    arguments = lowering.all(named_children(node.child_by_field_name("arguments")))
    getter = _GETTER.fullmatch(name)
    if getter and receiver is not NOTHING and not arguments:
        member = getter[2][0].lower() + getter[2][1:]
        type_ = _BOOLEAN if getter[1] == "is" else None
        place = node.child_by_field_name("name") or node
        return lowering.make(place, NodeKind.MEMBER, member, type_=type_, parts=(receiver,))
    if name in {"equals", "equalsIgnoreCase"} and receiver is not NOTHING and len(arguments) == 1:
        return lowering.make(node, NodeKind.SAME, parts=(receiver, *arguments))
    return lowering.make(node, NodeKind.CALL, name, parts=(receiver, *arguments))


def _text(lowering: Lowering, node: Node) -> CodeNode:
    says = " ".join(text_of(child) for child in named_children(node, "string_fragment"))
    return lowering.make(node, NodeKind.TEXT, " ".join(says.split()))


def _literal(type_: CodeType | None) -> Rule:
    return lambda lowering, node: lowering.make(node, NodeKind.LITERAL, type_=type_)


def _binary(lowering: Lowering, node: Node) -> CodeNode:
    sign = field_text(node, "operator")
    parts = (lowering.field(node, "left"), lowering.field(node, "right"))
    if sign in _EQUALITY:
        return lowering.make(node, NodeKind.SAME, sign, parts=parts)
    if sign in _LOGIC:
        truths = (lowering.make(node, NodeKind.TRUTH, parts=(each,)) for each in parts)
        return lowering.make(node, NodeKind.OTHER, parts=tuple(truths))
    return lowering.make(node, NodeKind.OTHER, parts=parts)


def _assignment(lowering: Lowering, node: Node) -> CodeNode:
    parts = (lowering.field(node, "left"), lowering.field(node, "right"))
    kind = NodeKind.SAME if field_text(node, "operator") == "=" else NodeKind.OTHER
    return lowering.make(node, kind, parts=parts)


def _cast(lowering: Lowering, node: Node) -> CodeNode:
    type_ = _type(node.child_by_field_name("type"))
    return lowering.make(node, NodeKind.CAST, type_=type_, parts=(lowering.field(node, "value"),))


def _new(lowering: Lowering, node: Node) -> CodeNode:
    arguments = lowering.all(named_children(node.child_by_field_name("arguments")))
    type_ = _type(node.child_by_field_name("type"))
    return lowering.make(node, NodeKind.NEW, type_=type_, parts=arguments)


def _item(lowering: Lowering, node: Node) -> CodeNode:
    return lowering.make(node, NodeKind.ITEM, parts=(lowering.field(node, "array"),))


def _variables(lowering: Lowering, node: Node) -> CodeNode:
    type_ = _type(node.child_by_field_name("type"))
    parts = []
    for each in named_children(node, "variable_declarator"):
        value = each.child_by_field_name("value")
        inner = (lowering.lower(value),) if value is not None else ()
        name = field_text(each, "name")
        parts.append(lowering.make(each, NodeKind.DECLARE, name, type_=type_, parts=inner))
    return lowering.make(node, NodeKind.OTHER, parts=tuple(parts))


def _each(lowering: Lowering, node: Node) -> CodeNode:
    return lowering.make(
        node,
        NodeKind.EACH,
        field_text(node, "name"),
        type_=_type(node.child_by_field_name("type")),
        parts=(lowering.field(node, "value"), lowering.field(node, "body")),
    )


def _when(lowering: Lowering, node: Node) -> CodeNode:
    condition = lowering.make(node, NodeKind.TRUTH, parts=(lowering.field(node, "condition"),))
    body = lowering.field(node, "consequence")
    if body is NOTHING:
        body = lowering.field(node, "body")
    otherwise = lowering.field(node, "alternative")
    return lowering.make(node, NodeKind.WHEN, parts=(condition, body, otherwise))


def _switch(lowering: Lowering, node: Node) -> CodeNode:
    """Lower a switch; a group without a body falls through to the next one."""
    cases: list[CodeNode] = []
    waiting: list[CodeNode] = []
    groups = named_children(
        node.child_by_field_name("body"), "switch_block_statement_group", "switch_rule"
    )
    for group in groups:
        labels = named_children(group, "switch_label")
        rest = [child for child in named_children(group) if child.type != "switch_label"]
        waiting += [part for label in labels for part in lowering.all(label.children)]
        if any(not child.type.endswith("_comment") for child in rest):
            parts = (CodeNode(kind=NodeKind.OTHER, parts=tuple(waiting)), *lowering.all(rest))
            cases.append(lowering.make(group, NodeKind.CASE, parts=parts))
            waiting = []
    return lowering.make(node, NodeKind.SWITCH, parts=(lowering.field(node, "condition"), *cases))


def _method(lowering: Lowering, node: Node) -> CodeNode:
    parameters = named_children(node.child_by_field_name("parameters"), "formal_parameter")
    inner = CodeNode(kind=NodeKind.OTHER, parts=lowering.all(parameters))
    return lowering.make(
        node,
        NodeKind.METHOD,
        field_text(node, "name"),
        type_=_type(node.child_by_field_name("type")),
        parts=(inner, lowering.field(node, "body")),
    )


def _parameter(lowering: Lowering, node: Node) -> CodeNode:
    type_ = _type(node.child_by_field_name("type"))
    return lowering.make(node, NodeKind.DECLARE, field_text(node, "name"), type_=type_)


def _return(lowering: Lowering, node: Node) -> CodeNode:
    return lowering.make(node, NodeKind.RETURN, parts=lowering.all(node.children))


def _comment(lowering: Lowering, node: Node) -> CodeNode:
    return lowering.make(node, NodeKind.COMMENT, comment_text(text_of(node)))


def _name(lowering: Lowering, node: Node) -> CodeNode:
    return lowering.make(node, NodeKind.NAME, text_of(node))


def _structure(lowering: Lowering, node: Node) -> CodeNode:
    """Lower a class: what is public, and what its getters give, are its members."""
    parts: list[CodeNode] = []
    for each in named_children(node.child_by_field_name("body")):
        modifiers = " ".join(text_of(child) for child in named_children(each, "modifiers")).split()
        is_shown = "public" in modifiers and "static" not in modifiers
        getter = _GETTER.fullmatch(field_text(each, "name"))
        if each.type == "field_declaration" and is_shown:
            found = [p for p in lowering.lower(each).walk() if p.kind is NodeKind.DECLARE]
            parts += [replace(part, kind=NodeKind.PROPERTY, parts=()) for part in found]
        elif each.type == "method_declaration" and is_shown and getter:
            name = getter[2][0].lower() + getter[2][1:]
            type_ = _type(each.child_by_field_name("type"))
            place = each.child_by_field_name("name") or each
            parts.append(lowering.make(place, NodeKind.PROPERTY, name, type_=type_))
        else:
            parts.append(lowering.lower(each))
    return lowering.make(node, NodeKind.STRUCTURE, field_text(node, "name"), parts=tuple(parts))


def _enumeration(lowering: Lowering, node: Node) -> CodeNode:
    members = named_children(node.child_by_field_name("body"), "enum_constant")
    parts = tuple(lowering.make(each, NodeKind.NAME, field_text(each, "name")) for each in members)
    return lowering.make(node, NodeKind.ENUMERATION, field_text(node, "name"), parts=parts)


_RULES: dict[str, Rule] = {
    "array_access": _item,
    "assignment_expression": _assignment,
    "binary_expression": _binary,
    "block_comment": _comment,
    "cast_expression": _cast,
    "class_declaration": _structure,
    "decimal_integer_literal": _literal(None),
    "do_statement": _when,
    "enhanced_for_statement": _each,
    "enum_declaration": _enumeration,
    "false": _literal(_BOOLEAN),
    "field_access": _field,
    "field_declaration": _variables,
    "formal_parameter": _parameter,
    "identifier": _name,
    "if_statement": _when,
    "import_declaration": lambda lowering, node: lowering.make(node, NodeKind.OTHER),
    "line_comment": _comment,
    "local_variable_declaration": _variables,
    "method_declaration": _method,
    "method_invocation": _call,
    "null_literal": _literal(None),
    "object_creation_expression": _new,
    "return_statement": _return,
    "string_literal": _text,
    "switch_expression": _switch,
    "switch_statement": _switch,
    "true": _literal(_BOOLEAN),
    "while_statement": _when,
}
"""Syntax → rule; names as of tree-sitter-java 0.23."""
