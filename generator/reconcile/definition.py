"""What a table documents: the definition it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DefinitionKind(StrEnum):
    """What the pages define."""

    RECORD = "record"
    """A data type."""
    REQUEST = "request"
    """An operation's input message."""
    RESPONSE = "response"
    """An operation's output message."""
    FAULT = "fault"
    """An error message."""
    HEADER = "header"
    """A message header."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A type or message that some table, or the absence of one, documents."""

    name: str
    """Canonical identifier."""
    kind: DefinitionKind
    """What it is."""
    operation: str
    """Of a request or response, its operation's name; else empty."""
    page: str
    """Page key."""
    tables: tuple[int, ...]
    """The aligned tables that document its fields, by index; empty for an empty message."""
    attribute_tables: tuple[int, ...]
    """Those of them whose rows are XML attributes."""
    confidence: float
    """0 to 1: how sure its name is."""
    evidence: tuple[str, ...]
    """Why it has this name, in words."""
    namespace: str = ""
    """The XML namespace it is shown in, where that is one of its own; empty for the API's."""
    is_open: bool = False
    """Declared to take what it does not name."""
    sources: tuple[str, ...] = ()
    """Where it is declared, `path:line`; empty for what only tables document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentedOperation:
    """An operation as its page documents it."""

    name: str
    """Canonical identifier."""
    page: str
    """Page key."""
    request: str
    """Name of its request's definition; empty for none."""
    response: str
    """Name of its response's definition; empty for none."""
    confidence: float
    """0 to 1: how sure its name is."""
