"""What a schema declares → types and fields: exact where a table is prose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.schema import Field, LocalizedText, Status, TypeKind, TypeRef
from generator.naming import label_words
from generator.reconcile.type_names import parse_type

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.build_context import BuildContext
    from generator.model.build_enumerations import BuiltEnumerations
    from generator.reconcile.reconciled import AddedField, DeclaredField, ReconciledRow

_PROVISIONAL_BELOW = 0.9


def declared_ref(declared: DeclaredField, named: Mapping[str, str]) -> TypeRef:
    """Say what a declared type refers to.

    Args:
        declared: The declaration.
        named: Documented type, case-folded → as spelled.
    """
    own = declared.member.type
    if not own.name:
        return TypeRef(kind=TypeKind.UNKNOWN, name="", text="")
    if own.is_builtin:
        return TypeRef(kind=TypeKind.BUILTIN, name=own.name, text=declared.type_text)
    local = parse_type(declared.type_text).local
    name = named.get(local.casefold(), local)
    return TypeRef(kind=TypeKind.COMPLEX, name=name, text=declared.type_text)


def is_decided(row: ReconciledRow) -> bool:
    """Tell whether a row's type is the declared one: a correction by hand is above it."""
    if row.declared is None:
        return False
    return row.type is None or row.type.canonical == row.declared.type_text


def takes_values(ref: TypeRef) -> bool:
    """Tell whether a type can be restricted to listed values."""
    return ref.kind is TypeKind.BUILTIN and ref.name in {"string", "token", "int"}


def build_added_field(
    added: AddedField, ref: TypeRef, enumerations: BuiltEnumerations, context: BuildContext
) -> Field:
    """Build a field that no table has."""
    member = added.field.member
    path = (added.owner.casefold(), member.name.casefold())
    label = LocalizedText(locale=context.reference, text=label_words(member.name))
    return Field(
        name=member.name,
        type=ref,
        min_occurs=int(member.is_required),
        max_occurs=None if member.is_repeated else 1,
        is_attribute=member.is_attribute,
        enumeration=enumerations.by_path.get(path, "") if takes_values(ref) else "",
        status=Status.PROVISIONAL if added.confidence < _PROVISIONAL_BELOW else Status.INTACT,
        confidence=added.confidence,
        labels=(label,),
        documentation=(),
        sources=added.field.sources,
        is_from_example=added.is_from_example,
    )
