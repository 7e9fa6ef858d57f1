"""Paragraphs side by side → findings: inline code that an edition does not have as the reference.

Translation reorders a sentence, so that places say nothing: the code spans of a paragraph are a
collection. Where exactly one is missing and exactly one is new, the new one was the missing one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.check.finding import Finding
from generator.check.page_words import quote
from generator.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.align.alignment import AlignedPage, Alignment
    from generator.extract.page import Literal, Page, RawParagraph

_CHANGED = "GSC502"
_MOST_NAMED = 5
"""Pieces of code that a message names."""
_SURE, _GUESS = 0.95, 0.5
_MARKER = re.compile(r"\[![A-Za-z-]+\s*$")

_Unit = tuple[int, int]
"""Ordinal of a section in its page and of a paragraph in its section."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Code:
    """The code spans of one paragraph in one edition."""

    literals: tuple[Literal, ...]

    @property
    def texts(self) -> Counter[str]:
        return Counter(literal.text for literal in self.literals)


def find_changed_code(alignment: Alignment, reference: str | None) -> Iterator[Finding]:
    """Compare the code spans of every paragraph with those of the reference edition.

    Args:
        alignment: The editions side by side.
        reference: Folder name of the reference edition; nothing is found without one.
    """
    if reference is None:
        return
    known = frozenset(
        literal.text
        for page in alignment.pages
        if reference in page.pages
        for code in _units(page.pages[reference]).values()
        for literal in code.literals
    )
    for page in alignment.pages:
        if reference in page.pages:
            yield from _compare_page(page, reference, known)


def _compare_page(page: AlignedPage, reference: str, known: frozenset[str]) -> Iterator[Finding]:
    own = page.pages[reference]
    expected, shape = _units(own), _shape(own)
    for locale, other in page.pages.items():
        if locale == reference or _shape(other) != shape:
            continue
        units = _units(other)
        for unit, code in expected.items():
            yield from _compare(page.page, locale, code, units[unit], known)


def _shape(page: Page) -> tuple[int, ...]:
    """Count the paragraphs of every section; pages of another shape are not compared."""
    counts = Counter(_section(page, paragraph) for paragraph in page.paragraphs)
    return tuple(counts[ordinal] for ordinal in range(-1, len(page.sections)))


def _section(page: Page, paragraph: RawParagraph) -> int:
    """Give the ordinal of the section that a paragraph stands in; -1 above the first."""
    if not paragraph.sections:
        return -1
    return next(
        ordinal
        for ordinal, section in enumerate(page.sections)
        if section.position == paragraph.sections[-1].position
    )


def _units(page: Page) -> Mapping[_Unit, _Code]:
    """Give the code spans of every paragraph."""
    counts: dict[int, int] = defaultdict(int)
    found = {}
    for paragraph in page.paragraphs:
        section = _section(page, paragraph)
        literals = tuple(filter(_is_code, paragraph.literals))
        found[section, counts[section]] = _Code(literals=literals)
        counts[section] += 1
    return found


def _is_code(literal: Literal) -> bool:
    """Tell code markup from a do-not-translate marker, which also stands around product names."""
    before = literal.span.context[: literal.span.column - 1]
    return literal.is_code and not _MARKER.search(before)


def _compare(
    page: str, locale: str, expected: _Code, found: _Code, known: frozenset[str]
) -> Iterator[Finding]:
    """Compare one paragraph's code spans; only an exchange of one for one has a fix."""
    missing, new = expected.texts - found.texts, found.texts - expected.texts
    if not missing or not new:
        return
    is_exchange = missing.total() == new.total() == 1
    wanted = next(iter(missing)) if is_exchange else None
    for literal in found.literals:
        if literal.text not in new:
            continue
        elsewhere = literal.text in known
        yield Finding(
            rule=_CHANGED,
            severity=Severity.ERROR if is_exchange and not elsewhere else Severity.WARNING,
            span=literal.span,
            page=page,
            locale=locale,
            message=_message(literal, wanted, missing),
            subject=literal.text,
            is_marked=True,
            confidence=_GUESS if elsewhere or not is_exchange else _SURE,
            replacement=wanted,
            help="code of the reference edition, but not in this place" if elsewhere else None,
        )


def _message(literal: Literal, wanted: str | None, missing: Counter[str]) -> str:
    if wanted is not None:
        return f"code {quote(literal.text)} should be {quote(wanted)}"
    lacking = ", ".join(map(quote, sorted(missing)[:_MOST_NAMED]))
    if len(missing) > _MOST_NAMED:
        lacking += f" and {len(missing) - _MOST_NAMED} more"
    found = f"code {quote(literal.text)} is not in the reference edition's paragraph"
    return f"{found}, which has {lacking}"
