"""What the configuration says a section holds: a heading, an anchor, a caption or a folder.

Headings are translated and carry mistakes, so nothing depends on a list of
them; but whoever knows the pages can say what theirs mean.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.reconcile.definition import DefinitionKind
from generator.reconcile.glossary import fold_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.align.alignment import AlignedPage, AlignedTable

VALUES = "values"
"""What a section of constants is said to hold."""
KINDS = {
    "type": DefinitionKind.RECORD,
    "input": DefinitionKind.REQUEST,
    "output": DefinitionKind.RESPONSE,
    "fault": DefinitionKind.FAULT,
    "header": DefinitionKind.HEADER,
}
"""What the other words of the configuration make of a table."""
MESSAGES = frozenset({"input", "output"})
"""Those that make an operation of a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRules:
    """What headings, anchors, captions and folders mean."""

    meanings: Mapping[str, str] = field(default_factory=dict)
    """Folded text → `type`, `input`, `output`, `fault`, `header` or `values`."""

    def of_table(self, table: AlignedTable) -> str:
        """Say what a table holds; empty where nothing is said. What stands nearest to it counts."""
        return self._first(_above(table)) if self.meanings else ""

    def of_page(self, page: AlignedPage) -> str:
        """Say what a page holds as a whole: by its first heading, or its folder."""
        return self._first(_above_page(page)) if self.meanings else ""

    def _first(self, texts: Iterable[str]) -> str:
        return next((found for text in texts if (found := self.meanings.get(_fold(text)))), "")


def section_rules(configured: Iterable[tuple[str, str]]) -> SectionRules:
    """Take the rules of a configuration: text and what it means."""
    return SectionRules(meanings={_fold(text): meaning for text, meaning in configured})


def _fold(text: str) -> str:
    return fold_text(text).strip(" :*")


def _above(table: AlignedTable) -> Iterator[str]:
    """Give what stands above a table, from the nearest outwards, in every edition."""
    for own in table.tables.values():
        if own.caption is not None:
            yield own.caption.text
            yield own.caption.text.partition("(")[0]
    trails = [own.sections[::-1] for own in table.tables.values()]
    for level in range(max(map(len, trails), default=0)):
        for trail in trails:
            if level < len(trail):
                yield trail[level].text
                yield trail[level].text.partition("(")[0]
                yield from trail[level].anchors
    yield from _folders(table.page)


def _above_page(page: AlignedPage) -> Iterator[str]:
    for own in page.pages.values():
        if own.sections:
            yield own.sections[0].text
            yield from own.sections[0].anchors
    yield from _folders(page.page)


def _folders(key: str) -> Iterator[str]:
    """Give the folders of a page, the innermost first."""
    yield from key.split("/")[-2::-1]
