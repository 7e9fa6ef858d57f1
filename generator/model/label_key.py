"""`Schema` ↔ its labels: what each belongs to, so that all of one locale can be judged together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.model.schema import ComplexType, Enumeration, LocalizedText, Schema


class Part(StrEnum):
    """What is labelled."""

    TYPE = "type"
    """A type or a message."""
    FIELD = "field"
    """A field of one."""
    ENUMERATION = "enumeration"
    """A list of values."""
    VALUE = "value"
    """One of its values."""
    OPERATION = "operation"
    """An operation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelKey:
    """One identifier of the model."""

    part: Part
    """What it is."""
    owner: str
    """The kind and name of its type, or its enumeration's name; of a type its kind; else empty."""
    name: str
    """The identifier."""

    @property
    def has_siblings(self) -> bool:
        """Tell whether it stands in a list in which each must have a label of its own."""
        return self.part in {Part.FIELD, Part.VALUE}


def list_labels(schema: Schema) -> dict[LabelKey, tuple[LocalizedText, ...]]:
    """List all labels, in the order of the model."""
    found: dict[LabelKey, tuple[LocalizedText, ...]] = {}

    def note(key: LabelKey, labels: tuple[LocalizedText, ...]) -> tuple[LocalizedText, ...]:
        found.setdefault(key, labels)
        return labels

    replace_labels(schema, note)
    return found


def replace_labels(
    schema: Schema,
    relabel: Callable[[LabelKey, tuple[LocalizedText, ...]], tuple[LocalizedText, ...]],
) -> Schema:
    """Give a model other labels.

    Args:
        schema: The model.
        relabel: Gives an identifier's new labels for its old ones.
    """
    return replace(
        schema,
        types=tuple(_relabel_type(own, relabel) for own in schema.types),
        enumerations=tuple(_relabel_enumeration(own, relabel) for own in schema.enumerations),
        operations=tuple(
            replace(own, labels=relabel(_key(Part.OPERATION, "", own.name), own.labels))
            for own in schema.operations
        ),
    )


def _relabel_type(
    own: ComplexType,
    relabel: Callable[[LabelKey, tuple[LocalizedText, ...]], tuple[LocalizedText, ...]],
) -> ComplexType:
    owner = f"{own.kind} {own.name}"
    return replace(
        own,
        labels=relabel(_key(Part.TYPE, own.kind, own.name), own.labels),
        fields=tuple(
            replace(each, labels=relabel(_key(Part.FIELD, owner, each.name), each.labels))
            for each in own.fields
        ),
    )


def _relabel_enumeration(
    own: Enumeration,
    relabel: Callable[[LabelKey, tuple[LocalizedText, ...]], tuple[LocalizedText, ...]],
) -> Enumeration:
    return replace(
        own,
        labels=relabel(_key(Part.ENUMERATION, "", own.name), own.labels),
        values=tuple(
            replace(each, labels=relabel(_key(Part.VALUE, own.name, each.value), each.labels))
            for each in own.values
        ),
    )


def _key(part: Part, owner: str, name: str) -> LabelKey:
    return LabelKey(part=part, owner=owner, name=name)
