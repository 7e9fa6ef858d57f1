"""Makes small API documentation in four editions, and damages it the way translation does.

Translation is invented, so that it is consistent and no glossary knows it:
each word of an identifier has one invented word in each language.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from generator.naming import split_words

if TYPE_CHECKING:
    from collections.abc import Mapping

LOCALES = ("en", "fr", "ja", "ko")
"""Four language families, or as good as."""
_HEADERS = {
    "en": ("Name", "Type", "Description"),
    "fr": ("Nom", "Type", "Description"),
    "ja": ("名前", "タイプ", "説明"),
    "ko": ("이름", "유형", "설명"),
}
_SYLLABLES = {
    "fr": "bé ca dô fu gi la mé no pi rê su ti vo zu".split(),  # noqa: SIM905
    "ja": list("あかさたなはまやらわいきしちにひみり"),
    "ko": list("가나다라마바사아자차카타파하고노도로"),
}
_PREFIXES = {"fr": "genres", "ja": "型名", "ko": "형식"}
_WORDS = (
    "parcel", "weight", "sender", "receiver", "depot", "street", "country", "stamp", "label",
    "crate", "van", "route", "driver", "signature",
)  # fmt: skip
_BUILTINS = ("string", "int", "boolean", "dateTime", "double")
_TYPES = ("Parcel", "Depot", "Route", "Driver", "Crate")


class Harm(StrEnum):
    """What is done to a cell."""

    TRANSLATE_NAME = "translate-name"
    TRANSLATE_WORD = "translate-word"
    CASE = "case"
    SPACING = "spacing"
    FULL_WIDTH = "full-width"
    DROP_NAME = "drop-name"
    PREFIX = "prefix"
    TYPE_SPACING = "type-spacing"
    DROP_TYPE = "drop-type"


@dataclass(frozen=True)
class Wound:
    """Harm done to one row of one edition."""

    locale: str
    page: int
    row: int
    harm: Harm


_IN_ANY_LANGUAGE = (Harm.CASE, Harm.SPACING, Harm.DROP_NAME, Harm.TYPE_SPACING, Harm.DROP_TYPE)
"""What happens to the pages in the identifiers' own language too."""

Fields = tuple[tuple[str, str], ...]
"""(Name, type) of the members of one documented type."""


@dataclass(frozen=True)
class Documentation:
    """What an API documents, before anybody translates it."""

    types: Mapping[str, Fields]
    """Type → its members."""

    def render(self, wounds: tuple[Wound, ...] = ()) -> dict[str, dict[str, str]]:
        """Write all editions, damaged where wounds say so: locale → page key → text."""
        return {
            locale: {
                f"types/{name.lower()}.md": self._page(locale, index, name, wounds)
                for index, name in enumerate(self.types)
            }
            for locale in LOCALES
        }

    def _page(self, locale: str, index: int, name: str, wounds: tuple[Wound, ...]) -> str:
        lines = [f"# {name} {{#{name.lower()}}}", ""]
        lines += [_line(_HEADERS[locale]), _line(("---",) * 3)]
        for row, (member, member_type) in enumerate(self.types[name]):
            cells = [member, member_type]
            for wound in wounds:
                if (wound.locale, wound.page, wound.row) == (locale, index, row):
                    cells = harm_cells(cells, wound.harm, locale)
            text = f"{_translate_words(member, locale)} {index}.{row}."
            lines.append(_line((*cells, text)))
        return "\n".join([*lines, ""])


def _line(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cells) + " |"


def translate(word: str, locale: str) -> str:
    """Give a word's invented translation: two or three syllables, told by its letters."""
    syllables = _SYLLABLES[locale]
    number = sum(ord(char) * 31**i for i, char in enumerate(word.lower()))
    chosen = [(number // len(syllables) ** i) % len(syllables) for i in range(3)]
    return "".join(syllables[index] for index in chosen)


def _translate_words(identifier: str, locale: str) -> str:
    words = [word.lower() for word in split_words(identifier)]
    return " ".join(words if locale == "en" else [translate(word, locale) for word in words])


def harm_cells(cells: list[str], harm: Harm, locale: str) -> list[str]:
    """Damage the cells of one row."""
    name, own_type = cells
    words = split_words(name)
    prefix, _, local = own_type.partition(":")
    match harm:
        case Harm.TRANSLATE_NAME:
            name = _translate_words(name, locale)
        case Harm.TRANSLATE_WORD:
            name = "".join(words[:-1]) + translate(words[-1], locale)
        case Harm.CASE:
            name = name.lower()
        case Harm.SPACING:
            name = " ".join(words)
        case Harm.FULL_WIDTH:
            name = "".join(chr(ord(char) + 0xFEE0) for char in name)
        case Harm.DROP_NAME:
            name = ""
        case Harm.PREFIX:
            own_type = f"{_PREFIXES[locale]}:{local}"
        case Harm.TYPE_SPACING:
            own_type = f"{prefix} :{local}" if locale == "fr" else f"{prefix}\uff1a{local}"
        case Harm.DROP_TYPE:
            own_type = f"{prefix}:"
    return [name, own_type]


@st.composite
def documentations(draw: st.DrawFn) -> Documentation:
    """Draw an API of two to four types with three to six members each."""
    count = draw(st.integers(2, 4))
    pairs = [
        first + second.capitalize() for first in _WORDS for second in _WORDS if first != second
    ]
    names = draw(
        st.lists(st.sampled_from(pairs), min_size=6 * count, max_size=6 * count, unique=True)
    )
    known = [f"xsd:{name}" for name in _BUILTINS] + [f"types:{name}" for name in _TYPES[:count]]
    types = {}
    for index, own in enumerate(_TYPES[:count]):
        size = draw(st.integers(3, 6))
        members = names[6 * index : 6 * index + size]
        types[own] = tuple((member, draw(st.sampled_from(known))) for member in members)
    return Documentation(types)


@st.composite
def wounded(draw: st.DrawFn) -> tuple[Documentation, tuple[Wound, ...]]:
    """Draw documentation and wounds that leave three witnesses of each row sound."""
    own = draw(documentations())
    rows = [
        (page, row) for page, fields in enumerate(own.types.values()) for row in range(len(fields))
    ]
    hurt = draw(st.lists(st.sampled_from(rows), unique=True, min_size=1))
    wounds = []
    for page, row in hurt:
        locale = draw(st.sampled_from(LOCALES))
        harms = list(Harm) if locale in _SYLLABLES else _IN_ANY_LANGUAGE
        wounds.append(Wound(locale, page, row, draw(st.sampled_from(harms))))
    return own, tuple(wounds)
