"""How pages write types: `types:Loan`, `Loan[]`, `array of strings`, `List<Loan>`, `string(32)`.

Around the name of a type stands what says that there are many of it, how long
it is, or in which format; all of that is kept beside the name, so that a type
is written again as the page writes it.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

COMMON_TYPES = {
    "string": "string", "str": "string", "text": "string", "char": "string", "character": "string",
    "varchar": "string", "nvarchar": "string", "enum": "string", "enumeration": "string",
    "uuid": "string", "guid": "string", "email": "string", "hostname": "string",
    "password": "string",
    "int": "int", "int32": "int", "integer": "integer", "int64": "long", "long": "long",
    "int16": "short", "int8": "byte", "uint8": "unsignedByte", "uint16": "unsignedShort",
    "uint32": "unsignedInt", "uint64": "unsignedLong", "uint": "unsignedInt",
    "ulong": "unsignedLong", "sint32": "int", "sint64": "long", "fixed32": "unsignedInt",
    "fixed64": "unsignedLong", "sfixed32": "int", "sfixed64": "long", "unsignedint": "unsignedInt",
    "unsignedlong": "unsignedLong", "unsignedshort": "unsignedShort", "longinteger": "long",
    "alphanumeric": "string", "shorttext": "string", "longtext": "string", "freetext": "string",
    "true/false": "boolean", "yes/no": "boolean",
    "localdate": "date", "localtime": "time", "localdatetime": "dateTime",
    "offsetdatetime": "dateTime", "zoneddatetime": "dateTime", "date/time": "dateTime",
    "bigint": "integer", "biginteger": "integer", "bigdecimal": "decimal", "numeric": "decimal",
    "short": "short", "byte": "byte", "number": "double", "float": "float", "double": "double",
    "float32": "float", "float64": "double", "single": "float",
    "decimal": "decimal", "bool": "boolean", "boolean": "boolean", "object": "anyType",
    "array": "anyType", "list": "anyType", "map": "anyType", "dictionary": "anyType",
    "dict": "anyType", "hash": "anyType", "hashmap": "anyType", "json": "anyType",
    "any": "anyType", "date": "date", "datetime": "dateTime", "date-time": "dateTime",
    "datetimeoffset": "dateTime", "instant": "dateTime",
    "timestamp": "dateTime", "time": "time", "duration": "duration", "timespan": "duration",
    "uri": "anyURI", "url": "anyURI", "binary": "base64Binary", "base64": "base64Binary",
    "bytes": "base64Binary", "stream": "base64Binary", "blob": "base64Binary",
}  # fmt: skip
"""Words that reference documentation uses for simple types, case-folded → XSD built-in."""

_QUOTES = " *`'\"\u00ab\u00bb\u201c\u201d\u2018\u2019\u200b"
_LONGEST = 200
"""Characters that the notation of a type may have."""
_SHORT = 60
"""Characters that a cell may have to be taken for a type by its looks."""
_LAYERS = 6
"""Notations around one name, at most."""
_PREFIXED = re.compile(r"(?:([^\W\d][\w.\-]*(?: [\w.\-]+)*)?\s*(:))?\s*(.*)")
_PREFIX = re.compile(r"\*?[^\W\d]\w*\s*[:：]\s*[^\s.]*(?:\[\])?\*?$")
_MANY_BEHIND = re.compile(r"(.*?)\s*((?:\[\s*\])+)")
_RANGE_BEHIND = re.compile(r"(.*?)(\s*[\[(]\s*(?:\d+\s*\.\.\s*(\d+|[*nN])|[*nN])\s*[\])])")
"""How many there are: `Loan[0..*]`, `Loan [*]`, `Loan (1..12)`."""
_POINTER = re.compile(r"(#/(?:[\w.\-]+/)*)([\w.\-]+)")
"""A JSON pointer (RFC 6901) to where a type is defined."""
_MANY_AROUND = re.compile(r"(\[\s*)([\w.:\-!?]+|\[.*\]!?)(\s*\])")
_REPEATED = re.compile(r"(repeated\s+)(\S.*)", re.IGNORECASE)
_MANY_BEFORE = re.compile(r"((?:\[\s*\])+)\s*(\S.*)")
_NULLABLE = re.compile(
    r"(nullable |optional |\?|null\s*[|/]\s*|)(.+?)(\s*\?|!|\s*[|/]\s*null|\s+or null|, nullable|)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"([^\W\d][\w.:\- ]*?)(\s*[<(\[]\s*)([^\s\])>].*?)(\s*[>)\]])")
_MAPPED = re.compile(r"(\w+)(\s*(?:[<(\[]| of ).*)")
_DOTTED = re.compile(r"((?:[A-Za-z]\w*\.)+)([A-Za-z]\w*)")
_NAME = re.compile(r"(?:[A-Za-z_][\w.\-]*:)?[A-Za-z_][\w.\-]*")
_UNION = re.compile(r"[:|/]|\bor\b")
_FORMAT = re.compile(
    r"(?:(?P<text>an|a|x)|n|9)"
    r"(?:(?: ?\.\. ?| )?\d{1,4}(?:[.,]\d{1,3})?| ?\( ?\d{1,4}(?:[.,]\d{1,3})? ?\))",
    re.IGNORECASE,
)
"""Characters or digits, and how many, as messages between companies have it: `AN..35`, `N(10)`."""
_HUMP = re.compile(r"[a-z0-9][A-Z]")
_MOST_WORDS = 4
"""Words of a phrase that says what a simple type is: `ISO 8601 date`."""


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
    """Written as many of it: `Loan[]`, `array of Loan`."""
    before: str = ""
    """What stands before the name and says more: `array of `."""
    after: str = ""
    """What stands behind it: `[]`, `(32)`."""


@lru_cache(maxsize=65536)
def parse_type(text: str) -> TypeNotation:
    """Take a type cell's text apart: full-width signs, stray spaces and stars are no matter."""
    plain = unicodedata.normalize("NFKC", text).strip(_QUOTES)
    if len(plain) > _LONGEST or "\n" in plain or _FORMAT.fullmatch(plain):
        return TypeNotation(prefix="", has_colon=False, local=plain, is_array=False)
    core, before, after, is_array = plain, "", "", False
    for _ in range(_LAYERS):
        found = next((f for peel in _PEELS if (f := peel(core)) is not None), None)
        if found is None:
            break
        core, before, after = found[1], before + found[0], found[2] + after
        is_array = is_array or found[3]
    match = _PREFIXED.fullmatch(core)
    if match is None:
        return TypeNotation(prefix="", has_colon=False, local=plain, is_array=False)
    return TypeNotation(
        prefix=match[1] or "",
        has_colon=bool(match[2]),
        local=match[3],
        is_array=is_array,
        before=before,
        after=after,
    )


_Layer = tuple[str, str, str, bool]
"""Before, inside, behind; and whether it says that there are many."""


def _peel_brackets(text: str) -> _Layer | None:
    """Take off `[]`, behind the name, before it, or around it, and what stands for it."""
    if match := _MANY_BEHIND.fullmatch(text):
        return ("", match[1], "".join(match[2].split()), True)
    if match := _MANY_BEFORE.fullmatch(text):
        return ("".join(match[1].split()), match[2], "", True)
    if match := _RANGE_BEHIND.fullmatch(text):
        is_length = (match[3] or "").isdigit() and match[1].casefold() in COMMON_TYPES
        return ("", match[1], match[2], not is_length and match[3] not in {"0", "1"})
    if match := _MANY_AROUND.fullmatch(text):
        return (match[1], match[2], match[3], True)
    if match := _REPEATED.fullmatch(text):
        return (match[1], match[2], "", True)
    return None


def _peel_null(text: str) -> _Layer | None:
    """Take off what says that there may be nothing, or must be something."""
    match = _NULLABLE.fullmatch(text)
    return (match[1], match[2], match[3], False) if match and match[2] != text else None


def _peel_map(text: str) -> _Layer | None:
    """Take off what a map leads from and to: `map[string]Loan`."""
    match = _MAPPED.fullmatch(text)
    if match is None or match[1].casefold() not in _words("map"):
        return None
    return ("", match[1], match[2], False)


def _peel_parameter(text: str) -> _Layer | None:
    """Take off a type's parameter, or what it is the parameter of: `List<Loan>`, `string(32)`."""
    match = _BRACKETED.fullmatch(text)
    if match is None:
        return None
    outer, opening, inner, closing = match.groups()
    if inner.startswith("$"):
        opening, inner = opening + "$", inner[1:]
    word = outer.casefold()
    if word in _words("array"):
        return (outer + opening, inner, closing, True)
    is_name = _NAME.fullmatch(inner) is not None
    are_many = is_name and inner[:1].isupper() and _are_objects(outer)
    if are_many or (word in _words("wrapper") and is_name):
        return (outer + opening, inner, closing, are_many)
    if COMMON_TYPES.get(inner.casefold(), "anyType") != "anyType" and _may_have_format(word):
        return (outer + opening, inner, closing, False)
    is_foreign = not outer.isascii() and is_name and _HUMP.search(inner) is not None
    if is_foreign and "(" in opening:
        return (outer + opening, inner, closing, False)
    return ("", outer, opening + inner + closing, False)


def _are_objects(text: str) -> bool:
    """Tell whether a text says that there are many of what follows: `array of objects`."""
    match = _array_before().fullmatch(text)
    return match is not None and match[2].casefold() in _words("items")


def _may_have_format(word: str) -> bool:
    """Tell whether a simple type has a narrower one in brackets: text, numbers, or no English."""
    return COMMON_TYPES.get(word) in {"string", "integer", "double"} or word not in COMMON_TYPES


def _peel_array(text: str) -> _Layer | None:
    """Take off a word for many: `array of Loan`, `Loan list`, `Loanの配列`."""
    if not _has_array_word(text.casefold()):
        return None
    if match := _array_before().fullmatch(text):
        return _without_plural(match[1], match[2], "")
    if match := _array_behind().fullmatch(text):
        return _without_plural("", match[1], match[2])
    return None


def _has_array_word(folded: str) -> bool:
    return any(word in folded for word in _words("array"))


def _without_plural(before: str, inside: str, after: str) -> _Layer:
    """Leave the plural of a simple type, and a word for things, outside the name."""
    if (match := _items().fullmatch(inside)) and _NAME.fullmatch(match[1]):
        return (before, match[1], match[2] + after, True)
    if inside.casefold() not in COMMON_TYPES and inside[-1:] == "s":
        singular = inside[:-1].casefold()
        if singular in COMMON_TYPES:
            return (before, inside[:-1], "s" + after, True)
    return (before, inside, after, True)


def _peel_namespace(text: str) -> _Layer | None:
    """Take off the namespace of a simple type, or a pointer: `Edm.String`, `#/schemas/Loan`."""
    if match := _POINTER.fullmatch(text):
        return (match[1], match[2], "", False)
    match = _DOTTED.fullmatch(text)
    if match is None or match[2].casefold() not in COMMON_TYPES:
        return None
    return (match[1], match[2], "", False)


def _peel_phrase(text: str) -> _Layer | None:
    """Take off the words beside the one that names a type: `ISO 8601 date`, `Loan object`."""
    words = [match.span() for match in re.finditer(r"[\w\-]+", text)]
    if not 1 < len(words) <= _MOST_WORDS or not text.isascii() or _UNION.search(text):
        return None
    known = [span for span in words if text[slice(*span)].casefold() in COMMON_TYPES]
    if not known or "".join(text.casefold().split()) in COMMON_TYPES:  # `Date Time` is one
        return None
    telling = [s for s in known if COMMON_TYPES[text[slice(*s)].casefold()] != "string"]
    start, end = (telling or known)[0]
    others = [span for span in words if span != (start, end)]
    if len(others) == 1 and text[start:end].casefold() in _words("wrapper"):
        name = text[slice(*others[0])]
        if name[:1].isupper() or _HUMP.search(name) or "_" in name:
            start, end = others[0]
    return (text[:start], text[start:end], text[end:], False)


_PEELS: tuple[Callable[[str], _Layer | None], ...] = (
    _peel_brackets,
    _peel_null,
    _peel_map,
    _peel_parameter,
    _peel_array,
    _peel_namespace,
    _peel_phrase,
)


def builtin_of_format(text: str) -> str:
    """Give the XSD built-in that a format of characters or digits stands for; empty for none."""
    found = _FORMAT.fullmatch(text)
    return "" if found is None else "string" if found["text"] else "decimal"


def is_type_text(text: str) -> bool:
    """Tell whether a short text can be the notation of a type, whatever it is called."""
    if not 0 < len(text) < _SHORT:
        return False
    if _PREFIX.match(text):
        return True
    parsed = parse_type(text)
    local = parsed.local
    return parsed.is_array or local.casefold() in COMMON_TYPES or bool(builtin_of_format(local))


@cache
def _lists() -> Mapping[str, Mapping[str, list[str]]]:
    text = files("generator.extract").joinpath("type_words.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(word.casefold() for words in _lists()[kind].values() for word in words)


@cache
def _foreign_words() -> frozenset[str]:
    """Give the words of the lists that are not English."""
    english = {word for lists in _lists().values() for word in lists["en"]}
    return frozenset(
        word.casefold() for lists in _lists().values() for word in lists["other"]
    ) - frozenset(english)


def is_translated(notation: TypeNotation) -> bool:
    """Tell whether what stands around a name is in another language than English."""
    around = f"{notation.before} {notation.after}".casefold()
    words = re.findall(r"\w+", around)
    return not around.isascii() or any(word in _foreign_words() for word in words)


def _alternatives(kind: str) -> str:
    ordered = sorted(_words(kind), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) for word in ordered)


@cache
def _array_before() -> re.Pattern[str]:
    of = rf"(?:(?:{_alternatives('of')})\s*)?"
    return re.compile(rf"((?:an? )?(?:{_alternatives('array')})\s+{of})(\S.*)", re.IGNORECASE)


@cache
def _array_behind() -> re.Pattern[str]:
    """Match a word for many behind the name, without a space where the script has none."""
    joined = "|".join(re.escape(w) for w in sorted(_words("array")) if not w.isascii())
    return re.compile(
        rf"(\S.*?)(\s+(?:{_alternatives('array')})|(?:\s*[の的])?(?:{joined}))", re.IGNORECASE
    )


@cache
def _items() -> re.Pattern[str]:
    return re.compile(rf"(\S+)(\s+(?:{_alternatives('items')}))", re.IGNORECASE)
