#!/usr/bin/env python3
"""Writes the documentation of an API that does not exist, in any size and any number of locales.

    python benchmarks/synthesize.py OUT [--pages 100] [--locales en,fr] [--damage 0.15] [--seed 1]

Names and translations are made of the general vocabulary that ships with the
package. Editions other than the first are damaged as translation damages
pages: an identifier has one damaged form in an edition, translated as a whole
or in part, with other capitals or spacing, and prefixes of types are
translated; samples are not. The same options give the same pages.
"""

from __future__ import annotations

import argparse
import random
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

if not __package__:  # run as a file
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from generator.reconcile.glossary_source import GeneralVocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

REFERENCE: Final = "en"
_BUILT_IN: Final = ("string", "int", "boolean", "dateTime", "long", "double")
_PER_OPERATION: Final = 3
"""Of so many pages one is an operation's."""
_WORDS: Final = 260
"""Words that names are made of; more of them stand for an API of any size."""
_SENTENCES: Final = ("The {} of the {}.", "Says which {} the {} has.", "How the {} and the {} go.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One row of a table."""

    words: tuple[str, str]
    """The words of its name."""
    type: str
    """Its type as pages write it."""
    required: bool
    """It must be there."""
    sentence: int
    """Which sentence describes it."""

    @property
    def name(self) -> str:
        """Give its name."""
        return self.words[0] + self.words[1].capitalize()


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One page: a type with one table, or an operation with two."""

    name: str
    """Its name."""
    words: tuple[str, ...]
    """The words of its name."""
    tables: tuple[tuple[Member, ...], ...]
    """Its members."""


@dataclass(slots=True, kw_only=True)
class _Edition:
    """How one locale renders identifiers."""

    locale: str
    damage: float
    chance: random.Random
    translations: Mapping[str, str]
    prefix: str
    forms: dict[str, str] = field(default_factory=dict)

    def render(self, member: Member) -> str:
        """Give the one form that an identifier has in this edition."""
        if member.name not in self.forms:
            self.forms[member.name] = self._damaged(member)
        return self.forms[member.name]

    def _damaged(self, member: Member) -> str:
        if self.locale == REFERENCE or self.chance.random() >= self.damage:
            return member.name
        first, second = (self.translations.get(word, word) for word in member.words)
        kind = self.chance.choices(("whole", "part", "case", "spacing"), (6, 2, 1, 1))[0]
        if kind == "case":
            return member.name[0].upper() + member.name[1:]
        if kind == "spacing":
            return " ".join(member.words)
        if kind == "part":
            return f"{member.words[0]} {second}"
        return f"{second} {first}"

    def type_of(self, member: Member) -> str:
        """Give a type as this edition writes it."""
        local = member.type.rpartition(":")[2]
        if self.locale != REFERENCE and self.chance.random() < self.damage / 3:
            return f"{self.prefix}: {local}"
        return member.type

    def describe(self, member: Member) -> str:
        """Give a description in the edition's words."""
        first, second = (self.translations.get(word, word) for word in member.words)
        return _SENTENCES[member.sentence].format(second, first)


def synthesize(
    pages: int,
    locales: Sequence[str] = (REFERENCE, "fr", "ko"),
    *,
    damage: float = 0.15,
    seed: int = 1,
) -> dict[str, dict[str, str]]:
    """Make documentation.

    Args:
        pages: Pages of each edition.
        locales: Languages of the vocabulary, the undamaged reference among them or not.
        damage: Share of an edition's identifiers that are damaged.
        seed: Another one gives another API.

    Returns:
        Locale → page key → text.
    """
    definitions = define(pages, seed)
    return {locale: _write_edition(definitions, locale, damage, seed) for locale in locales}


def define(pages: int, seed: int = 1) -> tuple[Definition, ...]:
    """Make up an API: the truth that all editions are written from."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    words = sorted(
        {term for term, _ in GeneralVocabulary().rows("fr") if term.isascii() and term.isalpha()}
    )
    chance.shuffle(words)
    stock = [word.lower() for word in words[:_WORDS]]
    names = _names(pages, stock, chance)
    types = [name for index, name in enumerate(names) if index % _PER_OPERATION]
    return tuple(
        Definition(
            name="".join(map(str.capitalize, name)),
            words=name,
            tables=tuple(
                _members(stock, types, chance) for _ in range(1 if index % _PER_OPERATION else 2)
            ),
        )
        for index, name in enumerate(names)
    )


def _names(count: int, stock: Sequence[str], chance: random.Random) -> list[tuple[str, ...]]:
    """Give distinct names of as many words as it takes."""
    found: dict[tuple[str, ...], None] = {}
    size = 2
    while len(found) < count:
        found.setdefault(tuple(chance.sample(stock, size)))
        size = 2 if len(found) < len(stock) * len(stock) // 8 else 3
    return list(found)


def _members(
    stock: Sequence[str], types: Sequence[tuple[str, ...]], chance: random.Random
) -> tuple[Member, ...]:
    found: dict[str, Member] = {}
    for _ in range(chance.randint(2, 9)):
        own = f"xsd:{chance.choice(_BUILT_IN)}"
        if types and chance.random() < 0.25:
            own = "types:" + "".join(map(str.capitalize, chance.choice(types)))
        first, second = chance.sample(stock[: len(stock) // 2], 2)
        member = Member(
            words=(first, second),
            type=own,
            required=chance.random() < 0.5,
            sentence=chance.randrange(len(_SENTENCES)),
        )
        found.setdefault(member.name, member)
    return tuple(found.values())


def _write_edition(
    definitions: Sequence[Definition], locale: str, damage: float, seed: int
) -> dict[str, str]:
    is_reference = locale == REFERENCE
    rows = () if is_reference else GeneralVocabulary().rows(locale)
    translations = {term.lower(): own[0] for term, own in rows}
    edition = _Edition(
        locale=locale,
        damage=damage,
        chance=random.Random(f"{seed} {locale}"),  # noqa: S311 - no secret
        translations=translations,
        prefix=translations.get("type", "type"),
    )
    return {_key(definition): _write_page(definition, edition) for definition in definitions}


def _key(definition: Definition) -> str:
    folder = "types" if len(definition.tables) == 1 else "operations"
    return f"{folder}/{'-'.join(definition.words)}.md"


def _write_page(definition: Definition, edition: _Edition) -> str:
    """Write one page; names are as they are in its heading, its anchor and its sample."""
    words = [edition.translations.get(word, word) for word in definition.words]
    parts = [
        f"---\ntitle: {definition.name}\ndescription: {' '.join(words)}\n---",
        f"# [!DNL {definition.name}]{{#{definition.name.lower()}}}",
        " ".join(words).capitalize() + ".",
    ]
    heads = ["parameters"] if len(definition.tables) == 1 else ["input", "output"]
    for head, members in zip(heads, definition.tables, strict=True):
        title = edition.translations.get(head, head).capitalize()
        parts.append(f"## {title} {{#section-{head}}}")
        parts.append(_write_table(members, edition, is_html=head == "output"))
    if len(definition.tables) > 1:
        parts += ["## Examples {#section-examples}", _write_sample(definition)]
    return "\n\n".join(parts) + "\n"


def _write_table(members: Sequence[Member], edition: _Edition, *, is_html: bool) -> str:
    heads = ("name", "type", "required", "description")
    header = [edition.translations.get(head, head).capitalize() for head in heads]
    rows = [
        (
            edition.render(member),
            edition.type_of(member),
            edition.translations.get(answer, answer).capitalize(),
            edition.describe(member),
        )
        for member in members
        for answer in ["yes" if member.required else "no"]
    ]
    if is_html:
        lines = [f"<tr>{''.join(f'<td><p>{cell}</p></td>' for cell in row)}</tr>" for row in rows]
        head = "".join(f"<th>{cell}</th>" for cell in header)
        return "\n".join(
            [
                "<table>",
                f"<thead><tr>{head}</tr></thead>",
                "<tbody>",
                *lines,
                "</tbody>",
                "</table>",
            ]
        )
    table = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in table)


def _write_sample(definition: Definition) -> str:
    """Write a request, which no translator touches."""
    request = definition.name[0].lower() + definition.name[1:]
    lines = [f"   <{member.name}>value</{member.name}>" for member in definition.tables[0]]
    start = f'<{request}Request xmlns="urn:example:synthetic">'
    return "\n".join(["```xml", start, *lines, f"</{request}Request>", "```"])


def write_synthetic(folder: Path, editions: Mapping[str, Mapping[str, str]]) -> None:
    """Write editions below a folder."""
    for locale, pages in editions.items():
        for key, text in pages.items():
            path = folder / locale / key
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Write documentation into a folder."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("out", type=Path, help="the API's folder")
    parser.add_argument("--pages", type=int, default=100, help="of each edition")
    parser.add_argument("--locales", default="en,fr,ko", help="editions, by language")
    parser.add_argument("--damage", type=float, default=0.15, help="share of damaged identifiers")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    locales = options.locales.split(",")
    known = {REFERENCE, *GeneralVocabulary().locales}
    if unknown := sorted(set(locales) - known):
        parser.error(f"no vocabulary in {', '.join(unknown)}; there is {', '.join(sorted(known))}")
    made = synthesize(options.pages, locales, damage=options.damage, seed=options.seed)
    write_synthetic(options.out, made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
