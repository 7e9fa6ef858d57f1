"""The model without what most emitters do not show: other languages, and how sure a decision is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from generator.emit.parts import with_placeholder
from generator.emit.render_runtime import names_share
from generator.model.schema import LocalizedText

if TYPE_CHECKING:
    from generator.emit.emitter import EmitContext
    from generator.model.schema import (
        ComplexType,
        Enumeration,
        EnumerationValue,
        Field,
        Operation,
        Schema,
    )

    _Documented = TypeVar(
        "_Documented", ComplexType, Enumeration, EnumerationValue, Field, Operation
    )


def reference_view(schema: Schema, context: EmitContext) -> Schema:
    """Give the model in its reference language, made once a run; all of it without a cache.

    Emitters show the same of both, which tests hold.
    """
    if context.cache is None:
        return schema
    return context.once(schema, "reference view", lambda: _view(schema))


def _view(schema: Schema) -> Schema:
    locale = schema.reference_locale

    def bare(part: _Documented, **changes: Any) -> _Documented:  # noqa: ANN401 - fields of any kind
        shown = {"documentation": _texts(part.documentation, locale), **changes}
        return replace(part, labels=_texts(part.labels, locale), **shown)

    def bare_field(each: Field) -> Field:
        if names_share(each.name):  # told by its figures, in any language
            return bare(each, confidence=0.0, documentation=_texts(each.documentation))
        return bare(each, confidence=0.0)

    def bare_type(each: ComplexType) -> ComplexType:
        return bare(each, confidence=0.0, fields=tuple(map(bare_field, each.fields)))

    def bare_enumeration(each: Enumeration) -> Enumeration:
        return bare(each, values=tuple(bare(value, confidence=0.0) for value in each.values))

    return with_placeholder(
        replace(
            schema,
            types=tuple(map(bare_type, schema.types)),
            enumerations=tuple(map(bare_enumeration, schema.enumerations)),
            operations=tuple(map(bare, schema.operations)),
        )
    )


def _texts(texts: tuple[LocalizedText, ...], locale: str = "") -> tuple[LocalizedText, ...]:
    """Give the bare texts of one locale, or of all."""
    return tuple(
        LocalizedText(locale=each.locale, text=each.text)
        for each in texts
        if not locale or each.locale == locale
    )
