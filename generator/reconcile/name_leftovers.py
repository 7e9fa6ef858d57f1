"""Tables of fields that no page names → definitions with names made of headings, and marked so.

To leave them out would be worse: whoever reads the pages knows what they are
called, however it is said there.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Severity
from generator.extract.classify_columns import Role
from generator.locales import language_family
from generator.reconcile.definition import Definition, DefinitionKind
from generator.reconcile.sightings import find_ascii_identifiers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.align.alignment import AlignedPage, AlignedTable, Alignment
    from generator.extract.page import Sample
    from generator.reconcile.identify_definitions import Documented
    from generator.reconcile.section_rules import SectionRules

_KEPT = 0.8
"""Confidence of a name that translators left alone in a heading."""
_MADE = 0.6
"""Confidence of one that is made of a heading's words."""
_METHODS = frozenset(
    (method,) for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH")
)
_MOST_SHARED = 2
"""Pages with a heading from which more it is no part of a name."""
_MOST_WORDS = 6
"""Words of a heading that may be a name."""
_WORD = re.compile(r"[A-Za-z0-9]+")


def name_leftovers(
    alignment: Alignment, documented: Documented, rules: SectionRules
) -> tuple[Documented, tuple[Diagnostic, ...]]:
    """Name the tables of fields, with their types, that have no definition.

    Args:
        alignment: The pages, aligned.
        documented: What has its name.
        rules: What the configuration says that sections hold; there it is left at that.

    Returns:
        All definitions, and a finding for each of the new ones, and for each table that stays
        without.
    """
    headings = Counter(heading for page in alignment.pages for heading in {*_headings(page)})
    taken = {own.name.casefold() for own in documented.definitions}
    made: dict[tuple[str, str], Definition] = {}
    findings: list[Diagnostic] = []
    for page, table in _find_leftovers(alignment, documented, rules):
        name, confidence = _name(page, table, headings)
        key = (page.page, name)
        if not name or (name.casefold() in taken and key not in made):
            message = f"nothing says what this table documents; {len(table.rows)} rows left out"
            findings.append(_tell(table, "GS512", message))
            continue
        if key not in made:
            message = f"what this table documents is called {name!r} after its heading"
            findings.append(_tell(table, "GS511", message))
        taken.add(name.casefold())
        made[key] = _define(name, page, table, confidence, made.get(key))
    if not made:
        return documented, tuple(findings)
    order = {page.page: number for number, page in enumerate(alignment.pages)}
    every = (*documented.definitions, *made.values())
    every = tuple(sorted(every, key=lambda own: order.get(own.page, len(order))))
    return replace(documented, definitions=every), tuple(findings)


def _find_leftovers(
    alignment: Alignment, documented: Documented, rules: SectionRules
) -> Iterator[tuple[AlignedPage, AlignedTable]]:
    """Find the tables of fields without a definition, but for those shown once more elsewhere."""
    owned = {(own.page, index) for own in documented.definitions for index in own.tables}
    owned |= {*documented.value_tables}
    known: list[set[str]] = []
    for page in alignment.pages:
        for table in page.tables:
            is_owned = (page.page, table.index) in owned or rules.of_table(table)
            if is_owned or not _has_fields(page, table):
                continue
            known = known or [
                _names(other)
                for own in alignment.pages
                for other in own.tables
                if (own.page, other.index) in owned
            ]
            if not any(_names(table) <= names for names in known):
                yield page, table


def _define(
    name: str, page: AlignedPage, table: AlignedTable, confidence: float, former: Definition | None
) -> Definition:
    """Give a table its definition, or a definition one more table."""
    tables = (*(former.tables if former else ()), table.index)
    return Definition(
        name=name,
        kind=DefinitionKind.RECORD,
        operation="",
        page=page.page,
        tables=tables,
        attribute_tables=(),
        confidence=confidence,
        evidence=("called by its heading, for no page says its name",),
    )


def _has_fields(page: AlignedPage, table: AlignedTable) -> bool:
    """Tell whether a table lists fields with their types, in most editions, and in no cell."""
    is_listed = table.has_names and not table.holds_values
    return (
        is_listed
        and any(Role.TYPE in roles for roles in table.roles.values())
        and all(own.parent is None for own in table.tables.values())
        and len(table.tables) * 2 > len(page.pages)
    )


def _names(table: AlignedTable) -> set[str]:
    """Give what the first edition has in the column of names."""
    locale, own = next(iter(table.tables.items()))
    column = table.roles[locale].index(Role.NAME) if Role.NAME in table.roles[locale] else 0
    cells = (row.cells[column] for row in own.rows if column < len(row.cells))
    return {cell.reading for cell in cells if cell is not None}


def _headings(page: AlignedPage) -> Iterator[str]:
    for own in page.pages.values():
        for section in own.sections:
            yield section.text.casefold()


def _name(page: AlignedPage, table: AlignedTable, headings: Mapping[str, int]) -> tuple[str, float]:
    """Name a table after its headings: by a word that stayed in all, else by all words of one."""
    if kept := _kept_word(table):
        return kept, _KEPT
    own = next(iter(table.tables.values()))
    title = _first_heading(page)
    text = own.sections[-1].text if own.sections else ""
    if text in {"", title}:
        return _in_title(page, title), _MADE
    name = _pascal(_words(text))
    is_call = any(_is_call(sample) for own in page.pages.values() for sample in own.samples)
    pages = headings[text.casefold()]
    if name and (is_call or pages > 1):
        is_part = pages > _MOST_SHARED and not is_call  # `Properties`, of what the page is about
        name = _in_title(page, title) + ("" if is_part else name)
    return name, _MADE


def _is_call(sample: Sample) -> bool:
    """Tell whether a sample shows a request of HTTP (RFC 9110, 9)."""
    return sample.is_request or sample.words[:1] in _METHODS


def _kept_word(table: AlignedTable) -> str:
    """Find the one capitalised word that the headings have in common where they are translated."""
    trails = {locale: own.sections for locale, own in table.tables.items()}
    if len({language_family(locale) for locale in trails}) < 2:
        return ""
    for level in range(min(len(trail) for trail in trails.values())):
        texts = {trail[-1 - level].text for trail in trails.values()}
        words = [{*find_ascii_identifiers(text)} for text in texts]
        kept = {word for word in set.intersection(*words) if word[:1].isupper() and len(word) > 1}
        if len(texts) > 1 and len(kept) == 1:
            return kept.pop()
    return ""


def _first_heading(page: AlignedPage) -> str:
    own = next(iter(page.pages.values()))
    return own.sections[0].text if own.sections else own.title


def _in_title(page: AlignedPage, title: str) -> str:
    """Name a page by those words of its title that are its file's, else by all of them."""
    stem = [word.casefold() for word in _words(page.page.rpartition("/")[2].partition(".")[0])]
    words = _words(title)
    folded = [word.casefold() for word in words]
    for skipped in range(len(stem)):
        own = stem[skipped:]
        for at in range(len(words) - len(own) + 1):
            if folded[at : at + len(own)] == own:
                return _pascal(words[at : at + len(own)])
    return _pascal(words) or _pascal(stem)


def _words(text: str) -> list[str]:
    """Give the words of a text in plain letters; none of one that has others, or is a sentence."""
    words = _WORD.findall(text) if text.isascii() else []
    return words if len(words) <= _MOST_WORDS else []


def _pascal(words: Sequence[str]) -> str:
    name = "".join(word[:1].upper() + word[1:] for word in words)
    return name if name[:1].isalpha() else ""


def _tell(table: AlignedTable, code: str, message: str) -> Diagnostic:
    return Diagnostic(
        code=code,
        severity=Severity.WARNING,
        message=message,
        span=next(iter(table.tables.values())).span,
        help="write the name of the type into the heading",
    )
