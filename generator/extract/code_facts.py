"""What a code sample shows of an API: types with members, enumerations, how states are handled.

Readers of all languages hand on these records. Two samples that differ in
comments and messages alone show the same: only what a compiler sees is compared.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.source import Span


class CodeLanguage(StrEnum):
    """A programming language that can be read."""

    CSHARP = "c#"
    """C#, as published samples have it: whole files, members, or statements alone."""
    JAVA = "java"
    """Java, with getters read as members."""


class Basis(StrEnum):
    """On what something rests that a sample says."""

    DECLARED = "declared"
    """The sample declares it."""
    USED = "used"
    """The sample uses it in a way that leaves no choice."""
    GUESSED = "guessed"
    """The sample suggests it: a sibling of the same last word has it."""
    UNKNOWN = "unknown"
    """The sample does not show it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeType:
    """A type as code names it."""

    name: str
    """Its name without arguments; of a built-in the one of XML Schema."""
    is_builtin: bool = False
    """One that the language itself has."""
    is_array: bool = False
    """Many of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeMember:
    """A member of a structure."""

    name: str
    """As the code spells it."""
    type: CodeType | None
    """Its type; None where the code does not show it."""
    basis: Basis
    """On what the type rests."""
    line: int = field(default=0, compare=False)
    """Below the sample's first."""
    column: int = field(default=0, compare=False)
    """Characters before it on its line of code."""
    span: Span | None = field(default=None, compare=False)
    """Where it stands in its page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeStructure:
    """A type with data members."""

    name: str
    """As the code spells it, without the mark of an interface."""
    members: tuple[CodeMember, ...]
    """In order of their first appearance."""
    is_declared: bool
    """The sample declares it, with all its members."""
    line: int = field(default=0, compare=False)
    """As of a member."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeValue:
    """A member of an enumeration where it appears first."""

    name: str
    """As the code spells it."""
    line: int = field(default=0, compare=False)
    """Below the sample's first."""
    column: int = field(default=0, compare=False)
    """Characters before it on its line of code."""
    span: Span | None = field(default=None, compare=False)
    """Where it stands in its page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeEnumeration:
    """An enumeration."""

    name: str
    """As the code spells it."""
    values: tuple[CodeValue, ...]
    """In order of their first appearance."""
    is_declared: bool
    """The sample declares it, with all its values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeCase:
    """Values of an enumeration that the code handles in one way."""

    enumeration: str
    """The enumeration's name."""
    values: tuple[str, ...]
    """The values, in order."""
    texts: tuple[str, ...] = field(default=(), compare=False)
    """What comments, messages and the methods that are called say there, in order."""
    line: int = field(default=0, compare=False)
    """Below the sample's first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeFacts:
    """All that one sample shows."""

    language: CodeLanguage
    """What it was read as."""
    structures: tuple[CodeStructure, ...] = ()
    """In order of their first appearance."""
    enumerations: tuple[CodeEnumeration, ...] = ()
    """In order of their first appearance."""
    cases: tuple[CodeCase, ...] = ()
    """In order."""

    @property
    def is_empty(self) -> bool:
        """Tell whether it shows nothing."""
        return not (self.structures or self.enumerations)
