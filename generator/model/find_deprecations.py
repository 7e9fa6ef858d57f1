"""What the pages say of a thing, edition by edition → whether it is deprecated.

It is where the reference edition says so, or two editions do: a word of
another language alone may be a translator's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model.deprecation_phrases import DeprecationPhrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.align.alignment import AlignedPage
    from generator.extract.page import Page, Section
    from generator.reconcile.definition import Definition, DocumentedOperation
    from generator.reconcile.glossary import Glossary
    from generator.reconcile.verdict import Reading

_ENOUGH = 2
"""Editions that say so where the reference edition does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What one page says of one thing."""

    texts: tuple[str, ...]
    """Paragraphs and descriptions."""
    headings: tuple[str, ...]
    """Headings and titles that are its own."""


class Deprecations:
    """Judges things by all editions."""

    def __init__(self, glossary: Glossary, reference: str, tags: Mapping[str, str]) -> None:
        """Prepare.

        Args:
            glossary: The vocabulary.
            reference: Tag of the reference locale.
            tags: Folder name → tag.
        """
        self._phrases = DeprecationPhrases(glossary)
        self._reference = reference
        self._tags = tags

    def of_readings(self, readings: Iterable[Reading], name: str) -> bool:
        """Judge a member or a value by its rows: struck out, or said so beside it."""
        return self._decide(
            reading.locale
            for reading in readings
            if reading.is_struck
            or any(
                self._phrases.says(text, self._tags[reading.locale], name)
                for text in (reading.description, reading.remark)
            )
            or self._phrases.heads(reading.text, self._tags[reading.locale], name)
        )

    def of_texts(self, texts: Mapping[str, str], name: str) -> bool:
        """Judge by one text an edition."""
        return self._decide(
            locale for locale, text in texts.items() if self._says(locale, name, text)
        )

    def of_definition(
        self, page: AlignedPage | None, definition: Definition, others: Sequence[Definition]
    ) -> bool:
        """Judge a type by the section it stands in, or by its page where that is its own.

        Args:
            page: Its page; None for none.
            definition: The definition.
            others: Everything documented on that page.
        """
        if page is None or definition.operation:
            return False
        tables = {own.index: own for own in page.tables}
        found = []
        for locale, own in page.pages.items():
            table = next((tables[i].tables.get(locale) for i in definition.tables), None)
            said = []
            if all(each == definition for each in others):
                said.append(_of_page(own, table.position if table else None))
            if table is not None and table.sections:
                said.append(_of_section(own, table.sections, table.position, definition.name))
            if any(self._is_said(locale, definition.name, each) for each in said):
                found.append(locale)
        return self._decide(found)

    def of_operation(self, page: AlignedPage, operation: DocumentedOperation, count: int) -> bool:
        """Judge an operation by the head of its page, or by its section where it shares the page.

        Args:
            page: Its page.
            operation: The operation.
            count: How many operations that page documents.
        """
        found = []
        for locale, own in page.pages.items():
            if count == 1:
                said = _of_page(own, min((table.position for table in own.tables), default=None))
            else:
                said = _of_named_section(own, operation.name)
            if self._is_said(locale, operation.name, said):
                found.append(locale)
        return self._decide(found)

    def _is_said(self, locale: str, name: str, said: _Said) -> bool:
        tag = self._tags[locale]
        return any(self._phrases.says(text, tag, name) for text in said.texts) or any(
            self._phrases.heads(text, tag, name) for text in said.headings
        )

    def _says(self, locale: str, name: str, text: str) -> bool:
        return self._phrases.says(text, self._tags[locale], name)

    def _decide(self, locales: Iterable[str]) -> bool:
        tags = {self._tags[locale] for locale in locales}
        return self._reference in tags or len(tags) >= _ENOUGH


def _of_page(page: Page, limit: int | None) -> _Said:
    """Give what stands at the head of a page: below its first heading, above its first table."""
    first = page.sections[:1]
    texts = [
        paragraph.text
        for paragraph in page.paragraphs
        if paragraph.sections in ((), first) and (limit is None or paragraph.position < limit)
    ]
    return _Said(
        texts=(page.description, *texts), headings=(page.title, *(own.text for own in first))
    )


def _of_section(page: Page, sections: tuple[Section, ...], limit: int, name: str) -> _Said:
    """Give what stands above a table, below the nearest heading that has a thing's name."""
    named = [index for index, own in enumerate(sections) if name in own.text]
    trail = sections[: named[-1] + 1] if named else sections
    texts = [
        paragraph.text
        for paragraph in page.paragraphs
        if paragraph.sections == trail and paragraph.position < limit
    ]
    return _Said(texts=tuple(texts) if named else (), headings=(trail[-1].text,))


def _of_named_section(page: Page, name: str) -> _Said:
    """Give what stands directly below the headings that have a thing's name."""
    headings = [own for own in page.sections if name in own.text.split()]
    texts = [
        paragraph.text
        for paragraph in page.paragraphs
        if paragraph.sections and paragraph.sections[-1] in headings
    ]
    return _Said(texts=tuple(texts), headings=tuple(own.text for own in headings))


def group_by_page(definitions: Iterable[Definition]) -> Mapping[str, tuple[Definition, ...]]:
    """Group what is documented by page."""
    found: dict[str, tuple[Definition, ...]] = {}
    for own in definitions:
        found[own.page] = (*found.get(own.page, ()), own)
    return found
