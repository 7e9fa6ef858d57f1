"""What the names of types mean in a language: built-ins, collections, and what is no API's."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from generator.extract.code_facts import CodeType

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageTypes:
    """The types that a language has of its own."""

    builtins: Mapping[str, str]
    """Its name → the built-in of XML Schema."""
    collections: frozenset[str]
    """Generic types that hold many of their argument."""
    wrappers: frozenset[str]
    """Generic types that hold one."""
    foreign: frozenset[str]
    """Types of its libraries, which no API documents."""

    def resolve(self, name: str, arguments: Sequence[CodeType | None] = ()) -> CodeType | None:
        """Say what a type is by its name and its arguments; None for one that tells nothing."""
        inner = arguments[-1] if arguments else None
        if arguments and name in self.collections:
            return as_array(inner)
        if arguments and name in self.wrappers:
            return inner
        if name in self.builtins:
            return CodeType(name=self.builtins[name], is_builtin=True)
        known = self.foreign | self.collections | self.wrappers
        return None if not name or name in known else CodeType(name=name)


def as_array(item: CodeType | None) -> CodeType | None:
    """Give the type of many of a thing; an array of arrays tells nothing."""
    if item is None or item.is_array:
        return None
    return CodeType(name=item.name, is_builtin=item.is_builtin, is_array=True)


def item_of(many: CodeType | None) -> CodeType | None:
    """Give the type of one item; None where it is no array."""
    if many is None or not many.is_array:
        return None
    return CodeType(name=many.name, is_builtin=many.is_builtin)


@cache
def load_types(language: str) -> LanguageTypes:
    """Read what is known of a language.

    Args:
        language: A table of `code_languages.toml`.
    """
    text = files("generator.extract").joinpath("code_languages.toml").read_text("utf-8")
    own = tomllib.loads(text)[language]
    return LanguageTypes(
        builtins=own["builtins"],
        collections=frozenset(own["words"]["collections"]),
        wrappers=frozenset(own["words"]["wrappers"]),
        foreign=frozenset(own["words"]["foreign"]),
    )
