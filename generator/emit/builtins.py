"""The XML Schema built-ins: what each one is in Python, and which texts it takes.

Source: XML Schema 1.0 part 2, section 3. One table, so that every emitter
agrees on what a documented `xsd:` name means.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_INTEGER = r"[+-]?[0-9]+"
_DECIMAL = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
_FLOAT = rf"{_DECIMAL}(?:[eE]{_INTEGER})?|-?INF|NaN"
_ZONE = r"(?:Z|[+-][0-9]{2}:[0-9]{2})?"
_DATE = r"-?[0-9]{4,}-[0-9]{2}-[0-9]{2}"
_TIME = r"[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?"
_DURATION = r"-?P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Builtin:
    """One built-in simple type."""

    name: str
    """Its local name."""
    python: str
    """The Python type of its values."""
    module: str = ""
    """The standard library's module of that type; empty for a built-in of Python."""
    encoding: str = ""
    """How the generated XML binding is told to read and write it; empty for no need."""
    pattern: str = ""
    """Regular expression for its texts; empty where any text will do."""
    lowest: int | None = None
    """Least value of an integer type; None for no bound."""
    highest: int | None = None
    """Greatest value of an integer type; None for no bound."""

    @property
    def is_text(self) -> bool:
        """Tell whether its values are text, so that any enumeration fits it."""
        return not self.pattern

    def accepts(self, text: str) -> bool:
        """Tell whether a text is one of its values; of a text type, every text is."""
        if not self.pattern:
            return True
        if re.fullmatch(self.pattern, text, re.ASCII) is None:
            return False
        low, high = self.lowest, self.highest
        return not (
            (low is not None and int(text) < low) or (high is not None and int(text) > high)
        )


def _texts(*names: str) -> list[Builtin]:
    return [Builtin(name=name, python="str") for name in names]


def _patterned(pattern: str, *names: str) -> list[Builtin]:
    return [Builtin(name=name, python="str", pattern=pattern) for name in names]


def _integer(name: str, lowest: int | None = None, highest: int | None = None) -> Builtin:
    return Builtin(name=name, python="int", pattern=_INTEGER, lowest=lowest, highest=highest)


def _moment(name: str, python: str, pattern: str) -> Builtin:
    return Builtin(
        name=name, python=python, module="datetime", encoding=f"xs:{name}", pattern=pattern + _ZONE
    )


_ALL = [
    *_texts("string", "normalizedString", "token", "anyURI", "anySimpleType", "QName"),
    *_texts("language", "Name", "NCName", "NMTOKEN", "NMTOKENS", "ID", "IDREF", "IDREFS"),
    *_texts("ENTITY", "ENTITIES", "NOTATION"),
    _integer("integer"),
    _integer("long", -(2**63), 2**63 - 1),
    _integer("int", -(2**31), 2**31 - 1),
    _integer("short", -(2**15), 2**15 - 1),
    _integer("byte", -(2**7), 2**7 - 1),
    _integer("nonNegativeInteger", 0),
    _integer("positiveInteger", 1),
    _integer("nonPositiveInteger", None, 0),
    _integer("negativeInteger", None, -1),
    _integer("unsignedLong", 0, 2**64 - 1),
    _integer("unsignedInt", 0, 2**32 - 1),
    _integer("unsignedShort", 0, 2**16 - 1),
    _integer("unsignedByte", 0, 2**8 - 1),
    Builtin(name="decimal", python="Decimal", module="decimal", pattern=_DECIMAL),
    Builtin(name="float", python="float", pattern=_FLOAT),
    Builtin(name="double", python="float", pattern=_FLOAT),
    Builtin(name="boolean", python="bool", pattern="true|false|1|0"),
    Builtin(name="base64Binary", python="bytes", encoding="base64", pattern=r"[A-Za-z0-9+/= ]*"),
    Builtin(name="hexBinary", python="bytes", encoding="base16", pattern=r"(?:[0-9A-Fa-f]{2})*"),
    _moment("dateTime", "datetime", f"{_DATE}T{_TIME}"),
    _moment("date", "date", _DATE),
    _moment("time", "time", _TIME),
    *_patterned(_DURATION, "duration"),
    *_patterned(r"-?[0-9]{4,}-[0-9]{2}" + _ZONE, "gYearMonth"),
    *_patterned(r"-?[0-9]{4,}" + _ZONE, "gYear"),
    *_patterned(r"--[0-9]{2}-[0-9]{2}" + _ZONE, "gMonthDay"),
    *_patterned(r"---[0-9]{2}" + _ZONE, "gDay"),
    *_patterned(r"--[0-9]{2}" + _ZONE, "gMonth"),
]

BUILTINS: dict[str, Builtin] = {builtin.name: builtin for builtin in _ALL}
"""Every built-in simple type of XML Schema 1.0 by its local name; `anyType` is none."""
