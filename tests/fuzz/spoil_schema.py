"""Puts hostile names and texts into a model, wherever the model allows any."""

from __future__ import annotations

import itertools
import keyword
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.naming import is_ncname
from tests.fuzz.mutate import snippet

if TYPE_CHECKING:
    from random import Random

    from generator.model.schema import (
        ComplexType,
        Enumeration,
        Field,
        LocalizedText,
        Operation,
        Schema,
    )

_NAMES = (
    *keyword.kwlist,
    *[
        "self",
        "cls",
        "items",
        "Meta",
        "int",
        "str",
        "list",
        "field",
        "type",
        "Order",
        "order",
        "ORDER",
        "_",
        "__",
        "mro",
        "constructor",
        "prototype",
        "default",
        "con",
        "nul",
        "aux",
        "init",
        "a.b",
        "a-b",
        "a_b",
        "aB",
        "été",
        "이름",
        "тип",
        "имя",
        "label",
    ],
)


def _name_of(record: ComplexType | Enumeration | Operation) -> str:
    return record.name


class Spoiler:
    """Spoils one model; equal names stay equal, so that references hold."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._names: dict[str, str] = {}

    def schema(self, schema: Schema) -> Schema:
        """Spoil all of it."""
        names = [each.name for each in schema.types]
        names += [each.name for each in schema.enumerations]
        names += [each.name for each in schema.operations]
        for name in names:
            self._rename(name)
        types = [self._type(each) for each in schema.types]
        enumerations = [self._enumeration(each) for each in schema.enumerations]
        operations = [self._operation(each) for each in schema.operations]
        return replace(
            schema,
            title=self._text(),
            types=tuple(sorted(types, key=_name_of)),
            enumerations=tuple(sorted(enumerations, key=_name_of)),
            operations=tuple(sorted(operations, key=_name_of)),
        )

    def _text(self) -> str:
        return snippet(self._random)

    def _name(self) -> str:
        made = snippet(self._random)
        return made if is_ncname(made) else self._random.choice(_NAMES)

    def _free(self, taken: set[str]) -> str:
        name = self._name()
        found = next(
            each
            for each in itertools.chain([name], (f"{name}{n}" for n in itertools.count(2)))
            if each not in taken
        )
        taken.add(found)
        return found

    def _rename(self, name: str) -> None:
        if name not in self._names:
            self._names[name] = self._free(set(self._names.values()))

    def _texts(self, texts: tuple[LocalizedText, ...]) -> tuple[LocalizedText, ...]:
        return tuple(replace(each, text=self._text()) for each in texts)

    def _type(self, declared: ComplexType) -> ComplexType:
        taken: set[str] = set()
        fields = tuple(self._field(each, self._free(taken)) for each in declared.fields)
        return replace(
            declared,
            name=self._names[declared.name],
            fields=fields,
            labels=self._texts(declared.labels),
            documentation=self._texts(declared.documentation),
            sources=(self._text(),),
        )

    def _field(self, field: Field, name: str) -> Field:
        own = field.type
        return replace(
            field,
            name=name,
            type=replace(own, name=self._names.get(own.name, own.name), text=self._text()),
            enumeration=self._names.get(field.enumeration, ""),
            labels=self._texts(field.labels),
            documentation=self._texts(field.documentation),
        )

    def _enumeration(self, listed: Enumeration) -> Enumeration:
        taken: set[str] = set()
        values = []
        for each in listed.values:
            value = self._text() or "x"
            if value in taken:
                continue
            taken.add(value)
            values.append(
                replace(
                    each, value=value, labels=self._texts(each.labels), group_reason=self._text()
                )
            )
        return replace(
            listed,
            name=self._names[listed.name],
            values=tuple(values),
            documentation=self._texts(listed.documentation),
        )

    def _operation(self, operation: Operation) -> Operation:
        return replace(
            operation,
            name=self._names[operation.name],
            request=self._names.get(operation.request, ""),
            response=self._names.get(operation.response, ""),
            faults=tuple(sorted(self._names[each] for each in operation.faults)),
            documentation=self._texts(operation.documentation),
        )
