"""C# → the common tree, by tree-sitter: whole files, members, or statements alone."""

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
    from collections.abc import Sequence

    from tree_sitter import Node, Parser

    from generator.extract.lower_syntax import Rule

_INTERFACE = re.compile(r"I(?=[A-Z][a-z])")
_EQUALITY = frozenset({"==", "!="})
_LOGIC = frozenset({"&&", "||"})


def parse_csharp(code: str) -> tuple[CodeNode, int]:
    """Parse C#.

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
    import tree_sitter_c_sharp  # noqa: PLC0415 - of an extra
    from tree_sitter import Language, Parser  # noqa: PLC0415 - of an extra

    return Parser(Language(tree_sitter_c_sharp.language()))


def _type(node: Node | None) -> CodeType | None:
    """Say what type a type's syntax names."""
    if node is None or node.type == "implicit_type":
        return None
    if node.type == "array_type":
        return as_array(_type(node.child_by_field_name("type")))
    if node.type in {"nullable_type", "ref_type", "pointer_type"}:
        return _type(next(iter(named_children(node)), None))
    if node.type == "qualified_name":
        return _type(node.child_by_field_name("name"))
    if node.type == "generic_name":
        arguments = named_children(next(iter(named_children(node, "type_argument_list")), None))
        name = text_of(next(iter(named_children(node, "identifier")), None))
        return _named(name, [_type(each) for each in arguments])
    return _named(text_of(node)) if node.type in {"identifier", "predefined_type"} else None


def _named(name: str, arguments: Sequence[CodeType | None] = ()) -> CodeType | None:
    """Say what a name means; an interface stands for the data type that it is one of."""
    found = load_types("csharp").resolve(name, arguments)
    if found is None or found.is_builtin or arguments:
        return found
    return CodeType(name=_INTERFACE.sub("", found.name))


def _member(lowering: Lowering, node: Node) -> CodeNode:
    name = node.child_by_field_name("name")
    made = lowering.make(
        name or node,
        NodeKind.MEMBER,
        text_of(name),
        parts=(lowering.field(node, "expression"),),
    )
    return made if name is not None and name.type == "identifier" else lowering.other(node)


def _conditional(lowering: Lowering, node: Node) -> CodeNode:
    """Lower `a?.B`, with whatever the grammar drew into the condition kept beside it."""
    binding = next(iter(named_children(node, "member_binding_expression")), None)
    condition = lowering.field(node, "condition")
    if binding is None:
        return lowering.other(node)
    name = binding.child_by_field_name("name")
    beside = condition.parts[:-1] if condition.kind is NodeKind.OTHER else ()
    target = condition.parts[-1] if beside else condition
    target = target.parts[0] if target.kind is NodeKind.TRUTH else target
    made = lowering.make(name or binding, NodeKind.MEMBER, text_of(name), parts=(target,))
    return lowering.make(node, NodeKind.OTHER, parts=(*beside, made)) if beside else made


def _call(lowering: Lowering, node: Node) -> CodeNode:
    function = node.child_by_field_name("function")
    arguments = named_children(node.child_by_field_name("arguments"), "argument")
    receiver, name = NOTHING, text_of(function)
    if function is not None and function.type == "member_access_expression":
        receiver, name = lowering.field(function, "expression"), field_text(function, "name")
    elif function is not None and function.type != "identifier":
        receiver, name = lowering.lower(function), ""
    parts = (receiver, *lowering.all(arguments))
    return lowering.make(node, NodeKind.CALL, name.partition("<")[0], parts=parts)


def _text(lowering: Lowering, node: Node) -> CodeNode:
    """Lower a string to what it says, and to what is interpolated into it."""
    says = [text_of(c) for c in named_children(node, "string_literal_content", "string_content")]
    text = " ".join(says) if says else text_of(node).strip('@$"')
    inner = lowering.all(named_children(node, "interpolation"))
    return lowering.make(node, NodeKind.TEXT, " ".join(text.split()), parts=inner)


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
    kind = NodeKind.SAME if field_text(node, "operator") in {"", "="} else NodeKind.OTHER
    return lowering.make(node, kind, parts=parts)


def _not(lowering: Lowering, node: Node) -> CodeNode:
    parts = lowering.all(node.children)
    kind = NodeKind.TRUTH if text_of(node).startswith("!") else NodeKind.OTHER
    return lowering.make(node, kind, parts=parts)


def _cast(lowering: Lowering, node: Node) -> CodeNode:
    type_ = _type(node.child_by_field_name("type"))
    return lowering.make(node, NodeKind.CAST, type_=type_, parts=(lowering.field(node, "value"),))


def _as(lowering: Lowering, node: Node) -> CodeNode:
    type_ = _type(node.child_by_field_name("right"))
    return lowering.make(node, NodeKind.CAST, type_=type_, parts=(lowering.field(node, "left"),))


def _new(lowering: Lowering, node: Node) -> CodeNode:
    """Lower `new T(…) { A = b }`: what the braces assign are members of the new object."""
    made = lowering.make(node, NodeKind.NEW, type_=_type(node.child_by_field_name("type")))
    parts = [*lowering.all(named_children(node.child_by_field_name("arguments")))]
    for each in named_children(node.child_by_field_name("initializer")):
        left = each.child_by_field_name("left")
        if each.type == "assignment_expression" and left is not None and left.type == "identifier":
            member = lowering.make(left, NodeKind.MEMBER, text_of(left), parts=(made,))
            parts.append(
                lowering.make(each, NodeKind.SAME, parts=(member, lowering.field(each, "right")))
            )
        else:
            parts.append(lowering.lower(each))
    return lowering.make(node, NodeKind.NEW, type_=made.type, parts=tuple(parts))


def _item(lowering: Lowering, node: Node) -> CodeNode:
    return lowering.make(node, NodeKind.ITEM, parts=(lowering.field(node, "expression"),))


def _variables(lowering: Lowering, node: Node) -> CodeNode:
    type_ = _type(node.child_by_field_name("type"))
    parts = []
    for each in named_children(node, "variable_declarator"):
        name = each.child_by_field_name("name")
        values = [child for child in named_children(each) if child != name]
        parts.append(
            lowering.make(
                each,
                NodeKind.DECLARE,
                text_of(name),
                type_=type_,
                parts=(lowering.lower(values[-1]),) if values else (),
            )
        )
    return lowering.make(node, NodeKind.OTHER, parts=tuple(parts))


def _each(lowering: Lowering, node: Node) -> CodeNode:
    return lowering.make(
        node,
        NodeKind.EACH,
        field_text(node, "left"),
        type_=_type(node.child_by_field_name("type")),
        parts=(lowering.field(node, "right"), lowering.field(node, "body")),
    )


def _when(lowering: Lowering, node: Node) -> CodeNode:
    condition = lowering.make(node, NodeKind.TRUTH, parts=(lowering.field(node, "condition"),))
    body = lowering.field(node, "consequence")
    if body is NOTHING:
        body = lowering.field(node, "body")
    otherwise = lowering.field(node, "alternative")
    return lowering.make(node, NodeKind.WHEN, parts=(condition, body, otherwise))


def _is(lowering: Lowering, node: Node) -> CodeNode:
    """Lower `a is X.B or X.C` like comparisons, `a is T t` like a declaration."""
    value, pattern = lowering.field(node, "expression"), node.child_by_field_name("pattern")
    if pattern is not None and pattern.type == "declaration_pattern":
        type_ = _type(pattern.child_by_field_name("type"))
        name = field_text(pattern, "name")
        return lowering.make(node, NodeKind.DECLARE, name, type_=type_, parts=(value,))
    labels = _labels(lowering, [pattern] if pattern is not None else [])
    return lowering.make(node, NodeKind.SAME, parts=(value, *labels.parts))


def _switch(lowering: Lowering, node: Node) -> CodeNode:
    """Lower a switch; a section without a body falls through to the next one."""
    cases: list[CodeNode] = []
    waiting: list[Node] = []
    for section in named_children(node.child_by_field_name("body"), "switch_section"):
        inner = named_children(section)
        labels = [child for child in inner if child.type in _PATTERNS]
        rest = [child for child in inner if child.type not in {*_PATTERNS, "when_clause"}]
        waiting += labels
        if any(child.type != "comment" for child in rest):
            parts = (_labels(lowering, waiting), *lowering.all(rest))
            cases.append(lowering.make(section, NodeKind.CASE, parts=parts))
            waiting = []
    return lowering.make(node, NodeKind.SWITCH, parts=(lowering.field(node, "value"), *cases))


def _switch_value(lowering: Lowering, node: Node) -> CodeNode:
    value, *arms = named_children(node)
    cases = []
    for arm in (each for each in arms if each.type == "switch_expression_arm"):
        inner = named_children(arm)
        labels = [child for child in inner[:-1] if child.type in _PATTERNS]
        parts = (_labels(lowering, labels), *lowering.all(inner[-1:]))
        cases.append(lowering.make(arm, NodeKind.CASE, parts=parts))
    return lowering.make(node, NodeKind.SWITCH, parts=(lowering.lower(value), *cases))


def _labels(lowering: Lowering, patterns: list[Node]) -> CodeNode:
    """Collect the constants of patterns, those joined by `or` one by one."""
    found: list[CodeNode] = []
    for pattern in patterns:
        if pattern.type in {"or_pattern", "parenthesized_pattern", "negated_pattern"}:
            found += _labels(lowering, named_children(pattern)).parts
        elif pattern.type == "constant_pattern":
            found += lowering.all(pattern.children)
    return CodeNode(kind=NodeKind.OTHER, parts=tuple(found))


def _method(lowering: Lowering, node: Node) -> CodeNode:
    returned = node.child_by_field_name("returns") or node.child_by_field_name("type")
    parameters = lowering.all(named_children(node.child_by_field_name("parameters"), "parameter"))
    parts = (CodeNode(kind=NodeKind.OTHER, parts=parameters), lowering.field(node, "body"))
    name = field_text(node, "name")
    return lowering.make(node, NodeKind.METHOD, name, type_=_type(returned), parts=parts)


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
    """Lower a class, record, struct or interface; members that are not public are variables."""
    is_interface = node.type == "interface_declaration"
    parts: list[CodeNode] = []
    for each in named_children(node.child_by_field_name("body")):
        modifiers = {text_of(child) for child in named_children(each, "modifier")}
        is_public = is_interface or "public" in modifiers
        if each.type == "property_declaration" and is_public and "static" not in modifiers:
            type_ = _type(each.child_by_field_name("type"))
            name = field_text(each, "name")
            place = each.child_by_field_name("name") or each
            parts.append(lowering.make(place, NodeKind.PROPERTY, name, type_=type_))
        elif each.type == "field_declaration" and is_public and "static" not in modifiers:
            fields = lowering.other(each)
            found = [part for part in fields.walk() if part.kind is NodeKind.DECLARE]
            parts += [replace(part, kind=NodeKind.PROPERTY, parts=()) for part in found]
        else:
            parts.append(lowering.lower(each))
    name = field_text(node, "name")
    name = _INTERFACE.sub("", name) if is_interface else name
    return lowering.make(node, NodeKind.STRUCTURE, name, parts=tuple(parts))


def _enumeration(lowering: Lowering, node: Node) -> CodeNode:
    members = named_children(node.child_by_field_name("body"), "enum_member_declaration")
    parts = tuple(lowering.make(each, NodeKind.NAME, field_text(each, "name")) for each in members)
    return lowering.make(node, NodeKind.ENUMERATION, field_text(node, "name"), parts=parts)


_PATTERNS = frozenset(
    {
        "constant_pattern",
        "declaration_pattern",
        "discard",
        "negated_pattern",
        "or_pattern",
        "parenthesized_pattern",
        "type_pattern",
        "var_pattern",
    }
)
_STRING = CodeType(name="string", is_builtin=True)
_BOOLEAN = CodeType(name="boolean", is_builtin=True)
_RULES: dict[str, Rule] = {
    "as_expression": _as,
    "assignment_expression": _assignment,
    "binary_expression": _binary,
    "boolean_literal": _literal(_BOOLEAN),
    "cast_expression": _cast,
    "character_literal": _literal(_STRING),
    "class_declaration": _structure,
    "comment": _comment,
    "conditional_access_expression": _conditional,
    "do_statement": _when,
    "element_access_expression": _item,
    "enum_declaration": _enumeration,
    "foreach_statement": _each,
    "identifier": _name,
    "if_statement": _when,
    "integer_literal": _literal(None),
    "interface_declaration": _structure,
    "interpolated_string_expression": _text,
    "invocation_expression": _call,
    "is_pattern_expression": _is,
    "local_function_statement": _method,
    "member_access_expression": _member,
    "method_declaration": _method,
    "null_literal": _literal(None),
    "object_creation_expression": _new,
    "parameter": _parameter,
    "prefix_unary_expression": _not,
    "raw_string_literal": _text,
    "real_literal": _literal(None),
    "record_declaration": _structure,
    "return_statement": _return,
    "string_literal": _text,
    "struct_declaration": _structure,
    "switch_expression": _switch_value,
    "switch_statement": _switch,
    "using_directive": lambda lowering, node: lowering.make(node, NodeKind.OTHER),
    "variable_declaration": _variables,
    "verbatim_string_literal": _text,
    "while_statement": _when,
}
"""Syntax → rule; names as of tree-sitter-c-sharp 0.23."""
