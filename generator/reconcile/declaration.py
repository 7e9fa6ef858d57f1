"""What an XML Schema declares: definitions and their members, wherever the declaration stands.

Fragments in pages and a reference contract are read into the same records.
They say what a table says, and are exact where a table is prose: on types, on
occurrence, and on what is an attribute.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

XML_SCHEMA: Final = "http://www.w3.org/2001/XMLSchema"
"""The namespace of XML Schema 1.0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredType:
    """What type a member is declared with."""

    name: str
    """Local name of a built-in or of a definition."""
    is_builtin: bool
    """A built-in; of a simple type, the built-in that it restricts."""
    simple_type: str = ""
    """Name of the simple type that restricts it; empty for none or an anonymous one."""
    is_anonymous: bool = False
    """A complex type without a name, called after its element here; pages may call it otherwise."""
    values: tuple[str, ...] = ()
    """The values it is restricted to; empty where it is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredMember:
    """One element or attribute of a declared definition."""

    name: str
    """Its name, an XML NCName."""
    type: DeclaredType
    """Its type; of a repeated member the type of one item."""
    is_required: bool
    """Must be there."""
    is_repeated: bool
    """May stand more than once."""
    is_attribute: bool
    """An attribute."""
    path: str = ""
    """The file it stands in; empty in a sample."""
    line: int = 0
    """Its line: 1-based in a file, in a sample below the sample's first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """One declared complex type, or a global element with one of its own."""

    name: str
    """Its name, an XML NCName."""
    is_element: bool
    """A global element, whatever the name of its type."""
    members: tuple[DeclaredMember, ...]
    """Its members, inherited ones first, each name once."""
    is_open: bool
    """Takes elements that it does not name."""
    inherited: frozenset[str] = frozenset()
    """Names of the members that it has from the types it extends."""
    namespace: str = ""
    """Target namespace; empty where none is said."""
    path: str = ""
    """As of a member."""
    line: int = 0
    """As of a member."""

    def member(self, name: str) -> DeclaredMember | None:
        """Give the member of a name."""
        return next((member for member in self.members if member.name == name), None)
