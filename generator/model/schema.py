"""The model: what the pages document, by canonical identifiers. Emitters see nothing else.

Every record is frozen and carries tuples, so that one model can be rendered
by any number of emitters, in any order, to the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from generator.reconcile.verdict import Status

__all__ = [
    "ComplexType",
    "Enumeration",
    "EnumerationValue",
    "Field",
    "Kind",
    "LabeledGroup",
    "LocalizedText",
    "Operation",
    "Schema",
    "StateGroup",
    "Status",
    "TypeKind",
    "TypeRef",
    "reference_text",
]


class Kind(StrEnum):
    """What a complex type stands for."""

    RECORD = "record"
    """A documented data type."""
    ARRAY = "array"
    """A type whose one member repeats."""
    REQUEST = "request"
    """The message an operation takes; a global element."""
    RESPONSE = "response"
    """The message an operation returns; a global element."""
    FAULT = "fault"
    """An error message; a global element."""
    HEADER = "header"
    """A message header; a global element."""


class TypeKind(StrEnum):
    """What a type reference points to."""

    BUILTIN = "builtin"
    """An XML Schema built-in (XML Schema 1.0 part 2), by its local name."""
    COMPLEX = "complex"
    """A `ComplexType` of the model, by name."""
    UNKNOWN = "unknown"
    """Nothing that the pages define; accepts what comes."""


class StateGroup(StrEnum):
    """Where in the life of a thing a state stands."""

    INITIAL = "initial"
    """Nothing has been done yet."""
    IN_PROGRESS = "in-progress"
    """Being worked on, or waiting for it; the state will change."""
    SUCCESS = "success"
    """Ended as it should."""
    FAILURE = "failure"
    """Ended by an error."""
    CANCELED = "canceled"
    """Ended because somebody wanted it to."""

    @property
    def is_terminal(self) -> bool:
        """Tell whether no other state follows."""
        return self in {StateGroup.SUCCESS, StateGroup.FAILURE, StateGroup.CANCELED}


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalizedText:
    """A label or a description in one locale."""

    locale: str
    """BCP 47 tag as the edition's folder spells it, `_` replaced by `-`."""
    text: str
    """Plain text: no markup, white space folded, NFC, no character XML forbids."""
    fuzzy: str = ""
    """Why the text is doubtful; empty for a text that is not."""
    confidence: float = 1.0
    """0 to 1: of a label its identifier's, lowered by every doubt."""
    source: str = ""
    """Where it was taken from, `path:line`, if from elsewhere than the API's own editions;
    `gen-schema` if no page has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeRef:
    """What type a field has."""

    kind: TypeKind
    """What it points to."""
    name: str
    """Local name: `int`, `Order`; of an unknown type the name the pages give, or empty."""
    text: str
    """Canonical text in the pages' own notation: `xsd:int`, `types:Asset`, `Attachment[]`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One member of a complex type."""

    name: str
    """Canonical identifier, unique in its type: an NCName, or what JSON and HTTP have besides."""
    type: TypeRef
    """Its type; of a repeating member the type of one item."""
    min_occurs: int
    """0 or 1."""
    max_occurs: int | None
    """1, or None for unbounded."""
    is_attribute: bool
    """An XML attribute, not an element."""
    enumeration: str
    """Name of the `Enumeration` whose values it takes; empty for none."""
    status: Status
    """How its name was decided."""
    confidence: float
    """0 to 1: the lower of its name's and its type's."""
    labels: tuple[LocalizedText, ...]
    """Localized names, the reference locale's first; at most one a locale."""
    documentation: tuple[LocalizedText, ...]
    """Descriptions, the reference locale's first; at most one a locale."""
    sources: tuple[str, ...]
    """Where it is documented: `path:line`, the reference locale's first."""
    is_deprecated: bool = False
    """Said to be deprecated: by the reference edition, or by two others."""
    is_from_example: bool = False
    """In no table: an example alone shows it, and `sources` is its place there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplexType:
    """A record, an array, or a message."""

    name: str
    """Canonical identifier, an XML NCName, unique among types of its symbol space."""
    kind: Kind
    """What it stands for."""
    fields: tuple[Field, ...]
    """Its members, in the order of the reference page; empty for an empty message."""
    is_open: bool
    """Documented nowhere, as open, or with names that are lost: accepts any content."""
    status: Status
    """How its name was decided."""
    confidence: float
    """0 to 1."""
    labels: tuple[LocalizedText, ...]
    """As of a field."""
    documentation: tuple[LocalizedText, ...]
    """As of a field."""
    sources: tuple[str, ...]
    """As of a field."""
    namespace: str = ""
    """XML namespace of its own; empty for the schema's target namespace."""
    is_deprecated: bool = False
    """As of a field."""
    lost: tuple[str, ...] = ()
    """Where members are documented whose names are lost: `path:line`, the reference locale's."""

    @property
    def is_element(self) -> bool:
        """Tell whether it is a global element with a type of its own, not a named type."""
        return self.kind not in {Kind.RECORD, Kind.ARRAY}


@dataclass(frozen=True, slots=True, kw_only=True)
class EnumerationValue:
    """One value a field may take."""

    value: str
    """Canonical value as it travels."""
    status: Status
    """How it was decided."""
    confidence: float
    """0 to 1."""
    labels: tuple[LocalizedText, ...]
    """As of a field."""
    documentation: tuple[LocalizedText, ...]
    """As of a field."""
    sources: tuple[str, ...]
    """As of a field."""
    group: StateGroup | None = None
    """Of a state, the group it belongs to; None for a value that is no state or an unknown one."""
    group_reason: str = ""
    """From what the group was inferred; empty where the configuration declares it."""
    is_deprecated: bool = False
    """As of a field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enumeration:
    """A list of values."""

    name: str
    """Name of its type, an XML NCName, distinct from every complex type's."""
    values: tuple[EnumerationValue, ...]
    """Its values in the order of the page; distinct."""
    is_open: bool
    """Introduced as examples: unknown values are legal."""
    used_by: tuple[str, ...]
    """The fields that take it, `Type.field`, sorted."""
    labels: tuple[LocalizedText, ...]
    """As of a field."""
    documentation: tuple[LocalizedText, ...]
    """As of a field."""
    sources: tuple[str, ...]
    """As of a field."""
    is_deprecated: bool = False
    """As of a field."""

    @property
    def has_groups(self) -> bool:
        """Tell whether it lists states: a value at least belongs to a group."""
        return any(each.group for each in self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabeledGroup:
    """A group of states and what it is called."""

    group: StateGroup
    """The group."""
    labels: tuple[LocalizedText, ...]
    """Our own words, the reference locale's first; at most one a locale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One documented operation."""

    name: str
    """Canonical identifier, an XML NCName, unique among operations."""
    request: str
    """Name of the request's `ComplexType`; empty where none is documented."""
    response: str
    """Name of the response's `ComplexType`; empty where none is documented."""
    faults: tuple[str, ...]
    """Names of the faults it may raise, sorted."""
    labels: tuple[LocalizedText, ...]
    """As of a field."""
    documentation: tuple[LocalizedText, ...]
    """As of a field."""
    sources: tuple[str, ...]
    """As of a field."""
    is_deprecated: bool = False
    """As of a field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """One API's whole contract."""

    api: str
    """One lower-case Python identifier; folders, files and modules are named after it."""
    title: str
    """The API's name as found: the folder's, or the configured one."""
    namespace: str
    """Target namespace URI."""
    service_address: str
    """Where the service answers; empty where unknown."""
    reference_locale: str
    """The edition whose text is the msgid and the docstring."""
    locales: tuple[str, ...]
    """Every edition read, sorted, as BCP 47 tags."""
    types: tuple[ComplexType, ...]
    """Sorted by name."""
    enumerations: tuple[Enumeration, ...]
    """Sorted by name."""
    operations: tuple[Operation, ...]
    """Sorted by name."""
    digest: str
    """SHA-256 of the input pages and the configuration, as hexadecimal digits."""
    version: str = ""
    """The release that the namespace belongs to, as the pages call it; empty where unknown."""
    state_groups: tuple[LabeledGroup, ...] = ()
    """What the groups are called, all of them; empty where no enumeration lists states."""


def reference_text(texts: tuple[LocalizedText, ...], locale: str) -> str:
    """Give the text in a locale, or an empty string."""
    return next((text.text for text in texts if text.locale == locale), "")
