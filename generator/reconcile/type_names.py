"""The notation of types: `xsd:string`, `types:Asset`, `Attachment[]`, `string`."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

XSD_BUILTINS = frozenset(
    """anyType anySimpleType anyURI base64Binary boolean byte date dateTime decimal double duration
    ENTITIES ENTITY float gDay gMonth gMonthDay gYear gYearMonth hexBinary ID IDREF IDREFS int
    integer language long Name NCName negativeInteger NMTOKEN NMTOKENS nonNegativeInteger
    nonPositiveInteger normalizedString NOTATION positiveInteger QName short string time token
    unsignedByte unsignedInt unsignedLong unsignedShort""".split()  # noqa: SIM905 - a word list
)
"""The built-in types (XML Schema 1.0 part 2, section 3)."""

COMMON_TYPES = {
    "string": "string", "str": "string", "text": "string", "char": "string",
    "uuid": "string", "guid": "string", "email": "string",
    "int": "int", "int32": "int", "integer": "integer", "int64": "long", "long": "long",
    "short": "short", "byte": "byte", "number": "double", "float": "float", "double": "double",
    "decimal": "decimal", "bool": "boolean", "boolean": "boolean", "object": "anyType",
    "array": "anyType", "list": "anyType",
    "any": "anyType", "date": "date", "datetime": "dateTime", "date-time": "dateTime",
    "timestamp": "dateTime", "time": "time", "duration": "duration", "timespan": "duration",
    "uri": "anyURI", "url": "anyURI", "binary": "base64Binary", "base64": "base64Binary",
}  # fmt: skip
"""Words that reference documentation uses for simple types, case-folded → XSD built-in."""

_QUOTES = " *`'\"\u00ab\u00bb\u201c\u201d\u2018\u2019\u200b"
_LONGEST = 200
"""Characters that the notation of a type may have."""
_XSD_PREFIXES = frozenset({"xs", "xsd"})
_NOTATION = re.compile(r"(?:([^\W\d][\w.\-]*(?: [\w.\-]+)*)?\s*(:))?\s*(.*?)\s*((?:\[\s*\])*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeNotation:
    """A type cell's text, taken apart."""

    prefix: str
    """Before the colon; empty for none."""
    has_colon: bool
    """It is written as a prefixed name, even where the prefix or the name is lost."""
    local: str
    """The local name."""
    is_array: bool
    """Followed by `[]`."""


@lru_cache(maxsize=65536)
def parse_type(text: str) -> TypeNotation:
    """Take a type cell's text apart: full-width signs, stray spaces and stars are no matter."""
    plain = unicodedata.normalize("NFKC", text).strip(_QUOTES)
    match = _NOTATION.fullmatch(plain) if len(plain) <= _LONGEST else None
    if match is None:
        return TypeNotation(prefix="", has_colon=False, local=plain, is_array=False)
    return TypeNotation(
        prefix=match[1] or "",
        has_colon=bool(match[2]),
        local=match[3],
        is_array=bool(match[4]),
    )


def is_builtin_prefix(prefix: str) -> bool:
    """Tell whether a prefix is one that stands for XML Schema by custom."""
    return prefix.casefold() in _XSD_PREFIXES


def builtin_of(local: str, *, prefixed: bool) -> str:
    """Give the XSD built-in a local name stands for, or nothing.

    With a prefix only the closed list counts; without one the words of
    reference documentation do too.
    """
    if local in XSD_BUILTINS:
        return local
    return "" if prefixed else COMMON_TYPES.get(local.casefold(), "")


def is_simple(local: str) -> bool:
    """Tell whether a local name is a built-in, or a word for one."""
    return local in XSD_BUILTINS or local.casefold() in COMMON_TYPES
