"""What a header's words say that a column holds: whole headers first, then the words in them."""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Role(StrEnum):
    """What a column holds."""

    NAME = "name"
    """Identifiers of fields."""
    TYPE = "type"
    """Their types."""
    REQUIRED = "required"
    """Whether they must be there."""
    DESCRIPTION = "description"
    """What they mean."""


_MODIFIED = (Role.REQUIRED, Role.TYPE, Role.DESCRIPTION, Role.NAME)
"""Which role counts where a header has words of several: `parameter type` is a type."""
_SHORTEST = 2
"""Letters of a word that is looked for inside a header without spaces."""


@cache
def _header_words() -> dict[str, frozenset[str]]:
    text = files("generator.extract").joinpath("column_headers.toml").read_text("utf-8")
    found = {
        role: frozenset(word.casefold() for word in words)
        for role, words in tomllib.loads(text).items()
    }
    return found | {Role.REQUIRED: found[Role.REQUIRED] | found["optional"]}


@cache
def header_says(role: Role, header: str) -> bool:
    """Tell whether a header names a role: as a whole, or by one of its words."""
    text = _plain(header)
    if any(text in words for words in _header_words().values()):
        return text in _header_words()[role]
    return role is _said_inside(text)


def says_value(header: str) -> bool:
    """Tell whether a header says that its column lists the values of something."""
    return _plain(header) in _header_words()["value"]


def says_optional(header: str) -> bool:
    """Tell whether a header says that what its column affirms is that a field may be missing."""
    return _plain(header) in _header_words()["optional"]


def _plain(header: str) -> str:
    """Leave of a header its words, case-folded, without signs around them."""
    return re.sub(r"[\s*_:：?？¿()（）/]+", " ", header).strip().casefold()


@cache
def _said_inside(text: str) -> Role | None:
    """Give the role that a word of a short header names; of several, what the others modify."""
    words = text.split()
    if len(words) > 4:
        return None
    for role in _MODIFIED:
        known = _header_words()[role]
        if any(word in known for word in words) or any(_is_inside(word, text) for word in known):
            return role
    return None


def _is_inside(word: str, text: str) -> bool:
    """Tell whether a text without spaces holds a word: in scripts that write none."""
    return len(word) >= _SHORTEST and word in text and all(char > "\u2fff" for char in word)
