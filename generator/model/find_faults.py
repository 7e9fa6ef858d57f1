"""Which faults an operation raises, where its page lists them.

Pages list the faults of an API, and seldom say which operation raises which.
A sentence that mentions one does not say that there is no other; a section
of the operation's page that is headed so, and names faults, does.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.reconcile.glossary import fold_text
from generator.reconcile.type_names import parse_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.align.alignment import AlignedPage, Alignment
    from generator.extract.page import Page, Section
    from generator.model.schema import Operation
    from generator.reconcile.definition import DocumentedOperation
    from generator.reconcile.glossary import Glossary

_WORD = re.compile(r"\w+")
_WORDS = frozenset({"fault", "faults", "exception", "exceptions", "error", "errors"})


def narrow_faults(
    operations: Sequence[Operation],
    alignment: Alignment,
    documented: Sequence[DocumentedOperation],
    glossary: Glossary,
    tags: Mapping[str, str],
) -> tuple[Operation, ...]:
    """Leave to an operation the faults that its page lists; where it lists none, all stay.

    Args:
        operations: The operations, each with all faults of the API.
        alignment: The pages, aligned.
        documented: The operations as documented; several on a page share its sections.
        glossary: General vocabulary, for headings.
        tags: Folder name → tag.
    """
    pages = {page.page: page for page in alignment.pages}
    counts = Counter(each.page for each in documented)
    own = {each.name: pages[each.page] for each in documented if counts[each.page] == 1}
    return tuple(
        replace(each, faults=_listed(own[each.name], each.faults, glossary, tags) or each.faults)
        if each.name in own and each.faults
        else each
        for each in operations
    )


def _listed(
    page: AlignedPage, faults: Iterable[str], glossary: Glossary, tags: Mapping[str, str]
) -> tuple[str, ...]:
    """Give the faults that a page names below headings that speak of them, sorted."""
    names = {name.casefold(): name for name in faults}
    found = set()
    for locale, own in page.pages.items():
        headed = {
            section
            for section in own.sections
            if _speaks_of_faults(section.text, tags[locale], glossary)
        }
        for text in _named_below(own, headed):
            name = names.get(parse_type(fold_text(text)).local)
            found |= {name} if name else set()
    return tuple(sorted(found))


def _speaks_of_faults(heading: str, tag: str, glossary: Glossary) -> bool:
    words = fold_text(heading).split()
    terms = {term for text in (heading, *words) for term in glossary.meanings(tag, text)}
    return bool(_WORDS & {*words, *terms})


def _named_below(page: Page, headed: set[Section]) -> Iterator[str]:
    """Give what may be a name below some headings: in tables, lists and sentences."""
    for table in page.tables:
        if headed & set(table.sections):
            yield from (cell.reading for row in table.rows for cell in row.cells if cell)
    for listed in page.lists:
        if headed & set(listed.sections):
            yield from (value.reading for value in listed.values)
    for paragraph in page.paragraphs:
        if headed & set(paragraph.sections):
            yield from _WORD.findall(paragraph.text)
