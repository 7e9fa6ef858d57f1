"""What is there to be labelled: every identifier's path with its texts in every locale."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from generator.emit.parts import with_placeholder
from generator.locales import parse_locale
from generator.model.schema import ComplexType, Kind, LocalizedText
from generator.naming import label_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.model.schema import (
        Enumeration,
        EnumerationValue,
        Field,
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


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelTexts:
    """What there is to be labelled in one API, in the reference locale."""

    api: str
    """Its identifier."""
    title: str
    """Its name."""
    reference: str
    """Normalised tag of the reference locale."""
    locales: tuple[str, ...]
    """Normalised tags of all locales that have a catalog, sorted."""
    identifiers: tuple[Identifier, ...]
    """All paths, without texts of single locales."""
    groups: Mapping[str, Mapping[str, str]]
    """What groups of states are called: group → normalised tag → text; empty for none."""
    digest: str = ""
    """Digest of the input, or what stands in its place: a digest of all this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocaleTexts:
    """How one locale labels an API."""

    common: LabelTexts = field(repr=False)
    """What there is to be labelled; `basis` is its digest."""
    basis: str
    """Digest of what there is to be labelled."""
    locale: str
    """Normalised tag; empty for none, whose catalog is the template."""
    labels: Mapping[str, LocalizedText]
    """Labels by path."""
    descriptions: Mapping[str, LocalizedText]
    """Descriptions by path."""

    @property
    def is_reference(self) -> bool:
        """Tell whether this is the reference locale."""
        return self.locale == self.common.reference


def view_labels(schema: Schema) -> tuple[LabelTexts, tuple[LocaleTexts, ...]]:
    """Divide what there is to be labelled: what all locales have in common, and each of them."""
    identifiers = list_identifiers(schema)
    tags = {normal_tag(tag) for tag in (*schema.locales, schema.reference_locale)}
    common = with_placeholder(
        LabelTexts(
            api=schema.api,
            title=schema.title,
            reference=normal_tag(schema.reference_locale),
            locales=tuple(sorted(tag for tag in tags if parse_locale(tag))),
            identifiers=tuple(replace(e, labels={}, descriptions={}) for e in identifiers),
            groups=group_texts(schema),
        )
    )
    return common, tuple(locale_texts(common, tag, identifiers) for tag in common.locales)


def locale_texts(
    common: LabelTexts, tag: str, identifiers: Iterable[Identifier] = ()
) -> LocaleTexts:
    """Take the texts of one locale; without identifiers that have any, it has none."""
    found = tuple(identifiers)
    return LocaleTexts(
        common=common,
        basis=common.digest,
        locale=tag,
        labels={each.path: each.labels[tag] for each in found if tag in each.labels},
        descriptions={
            each.path: each.descriptions[tag] for each in found if tag in each.descriptions
        },
    )


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
        tag, plain = normal_tag(text.locale), clean_text(text.text)
        if plain and tag not in found:
            fuzzy = clean_text(text.fuzzy)
            found[tag] = LocalizedText(locale=tag, text=plain, fuzzy=fuzzy, source=text.source)
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
