"""What is there to be labelled: every identifier's path with its texts in every locale."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from generator.locales import parse_locale
from generator.model.schema import ComplexType, Kind
from generator.naming import label_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.model.schema import (
        Enumeration,
        EnumerationValue,
        Field,
        LocalizedText,
        Operation,
        Schema,
    )

    Labelled = ComplexType | Enumeration | EnumerationValue | Field | Operation

_FOLDED = {"Cc", "Zl", "Zp"}
_DROPPED = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """One path and all that is said about it."""

    path: str
    """`Type`, `Type.field`, `Enumeration.value`, or an operation's name."""
    label: str
    """Its label in the reference locale: the pages', or its words."""
    description: str
    """Its description in the reference locale, or the first there is; empty for none."""
    labels: Mapping[str, LocalizedText]
    """Labels by normalised tag."""
    descriptions: Mapping[str, LocalizedText]
    """Descriptions by normalised tag."""
    sources: tuple[str, ...]
    """Where it is documented."""
    is_deprecated: bool = False
    """Said to be deprecated."""


def list_identifiers(schema: Schema) -> tuple[Identifier, ...]:
    """List every path once, sorted.

    Where several things share a path, the named type comes first, then the
    message, the enumeration, the operation: each supplies the texts that
    those before it lack.
    """
    found: dict[str, Identifier] = {}
    for path, name, part in _parts(schema):
        identifier = _identifier(path, name, part, schema.reference_locale)
        found[path] = _combine(found[path], identifier) if path in found else identifier
    return tuple(_complete(found[path], schema.reference_locale) for path in sorted(found))


def group_texts(schema: Schema) -> dict[str, dict[str, str]]:
    """Give what groups of states are called: group → normalised tag → text, the reference's first.

    They are no identifiers, so that they have no path and stand in no catalog.
    """
    return {
        str(each.group): {tag: text.text for tag, text in _by_tag(each.labels).items()}
        for each in schema.state_groups
    }


@cache
def normal_tag(locale: str) -> str:
    """Spell a locale as catalogs and tables do."""
    return parse_locale(locale) or locale.replace("_", "-")


def clean_text(text: str) -> str:
    """Fold white space and controls; drop what no catalog can hold and what reorders a line."""
    if text.isprintable():  # nothing to drop: the usual case
        return " ".join(text.split())
    kept = (
        " "
        if unicodedata.category(char) in _FOLDED
        else ""
        if char in _DROPPED or not _is_character(char)
        else char
        for char in text
    )
    return " ".join("".join(kept).split())


def _is_character(char: str) -> bool:
    """Tell surrogates and noncharacters from characters."""
    return unicodedata.category(char) != "Cs" and ord(char) & 0xFFFE != 0xFFFE


def _parts(schema: Schema) -> Iterator[tuple[str, str, Labelled]]:
    """Give path, identifier and record of everything that is labelled."""
    for kinds in ({Kind.RECORD, Kind.ARRAY}, set(Kind) - {Kind.RECORD, Kind.ARRAY}):
        for each in schema.types:
            if each.kind in kinds:
                yield each.name, each.name, each
                yield from ((f"{each.name}.{x.name}", x.name, x) for x in each.fields)
    for enumeration in schema.enumerations:
        name = enumeration.name
        yield name, name, enumeration
        yield from ((f"{name}.{x.value}", x.value, x) for x in enumeration.values)
    yield from ((each.name, each.name, each) for each in schema.operations)


def _identifier(path: str, name: str, part: Labelled, reference: str) -> Identifier:
    labels = _by_tag(part.labels)
    own = labels.get(normal_tag(reference))
    return Identifier(
        path=path,
        label=own.text if own else clean_text(label_words(name)) or clean_text(path),
        description="",
        labels=labels,
        descriptions=_by_tag(part.documentation),
        sources=tuple(filter(None, map(clean_text, part.sources))),
        is_deprecated=part.is_deprecated,
    )


def _by_tag(texts: Iterable[LocalizedText]) -> dict[str, LocalizedText]:
    """Key cleaned texts by locale; the first of a locale counts, an empty one does not."""
    found: dict[str, LocalizedText] = {}
    for text in texts:
        plain, fuzzy = clean_text(text.text), clean_text(text.fuzzy)
        if plain:
            is_clean = (plain, fuzzy) == (text.text, text.fuzzy)
            cleaned = text if is_clean else replace(text, text=plain, fuzzy=fuzzy)
            found.setdefault(normal_tag(text.locale), cleaned)
    return found


def _combine(first: Identifier, second: Identifier) -> Identifier:
    return replace(
        first,
        labels={**second.labels, **first.labels},
        descriptions={**second.descriptions, **first.descriptions},
        sources=tuple(dict.fromkeys((*first.sources, *second.sources))),
    )


def _complete(identifier: Identifier, reference: str) -> Identifier:
    tag = normal_tag(reference)
    label = identifier.labels.get(tag)
    described = identifier.descriptions
    first = described.get(tag) or next((described[key] for key in sorted(described)), None)
    return replace(
        identifier,
        label=label.text if label else identifier.label,
        description=first.text if first else "",
    )
