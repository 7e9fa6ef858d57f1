"""What the names of types mean: the built-ins of XML Schema, and words that stand for them."""

from __future__ import annotations

from generator.extract.type_notation import (
    COMMON_TYPES,
    TypeNotation,
    builtin_of_format,
    is_translated,
    parse_type,
)

__all__ = [
    "COMMON_TYPES",
    "XSD_BUILTINS",
    "TypeNotation",
    "builtin_of",
    "is_builtin_prefix",
    "is_simple",
    "is_translated",
    "parse_type",
]

XSD_BUILTINS = frozenset(
    """anyType anySimpleType anyURI base64Binary boolean byte date dateTime decimal double duration
    ENTITIES ENTITY float gDay gMonth gMonthDay gYear gYearMonth hexBinary ID IDREF IDREFS int
    integer language long Name NCName negativeInteger NMTOKEN NMTOKENS nonNegativeInteger
    nonPositiveInteger normalizedString NOTATION positiveInteger QName short string time token
    unsignedByte unsignedInt unsignedLong unsignedShort""".split()  # noqa: SIM905 - a word list
)
"""The built-in types (XML Schema 1.0 part 2, section 3)."""

_ABOUT_DOCUMENTS = frozenset(
    """ENTITIES ENTITY ID IDREF IDREFS Name NCName NMTOKEN NMTOKENS NOTATION QName""".split()  # noqa: SIM905
)
"""Built-ins that say something of an XML document: a word, where nothing says XML Schema."""
_XSD_PREFIXES = frozenset({"xs", "xsd"})


def is_builtin_prefix(prefix: str) -> bool:
    """Tell whether a prefix is one that stands for XML Schema by custom."""
    return prefix.casefold() in _XSD_PREFIXES


def builtin_of(local: str, *, prefixed: bool) -> str:
    """Give the XSD built-in a local name stands for, or nothing.

    With a prefix only the closed list counts; without one the words of
    reference documentation do too.
    """
    if local in XSD_BUILTINS:
        return "string" if not prefixed and local in _ABOUT_DOCUMENTS else local
    if prefixed:
        return ""
    return COMMON_TYPES.get("".join(local.casefold().split()), "") or builtin_of_format(local)


def is_simple(local: str) -> bool:
    """Tell whether a local name is a built-in, or a word for one."""
    return local in XSD_BUILTINS or bool(builtin_of(local, prefixed=False))
