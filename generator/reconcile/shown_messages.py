"""Tables that nothing names, but a sample beside them shows: the element that has their rows.

Where messages follow no custom of endings, the sample's element is the only
place that has the message's name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.extract.classify_columns import Role
from generator.extract.page import Dialect
from generator.naming import is_ncname, split_words
from generator.reconcile.definition import Definition, DefinitionKind, DocumentedOperation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.align.alignment import AlignedPage, AlignedTable
    from generator.extract.page import SampleNode

_WRAPPERS = frozenset({"Envelope", "Body", "Header"})
_SHARE = 0.5
"""Share of an element's members that a table must have as rows."""
_CONFIDENCE = 0.95
_STEP = re.compile(r"\.|->|\[")


def shown_messages(
    page: AlignedPage, names: Sequence[str], known: Mapping[str, str]
) -> tuple[list[Definition], DocumentedOperation | None]:
    """Name an operation's messages after the elements that samples show for its tables.

    The page must be called as operations are, and the elements must have its name in theirs.

    Args:
        page: The page.
        names: What it may be called, best first.
        known: Types that cells refer to, case-folded.
    """
    own = next((name for name in names if name[:1].islower() and len(split_words(name)) > 1), "")
    if not own or own.casefold() in known:
        return [], None
    elements = [node for node in _elements(page) if own.casefold() in node.name.casefold()]
    found: dict[str, int] = {}
    for table in page.tables:
        name = _shown_element(table, elements) if table.has_names else ""
        if name and name != own:
            found.setdefault(name, table.index)
    kinds = (DefinitionKind.REQUEST, DefinitionKind.RESPONSE)
    definitions = [
        _message(page, own, name, kind, index)
        for (name, index), kind in zip(found.items(), kinds, strict=False)
    ]
    called = [definition.name for definition in definitions]
    operation = DocumentedOperation(
        name=own,
        page=page.page,
        request=called[0] if called else "",
        response=called[1] if len(called) > 1 else "",
        confidence=_CONFIDENCE,
    )
    return definitions, operation if called else None


def _message(
    page: AlignedPage, operation: str, name: str, kind: DefinitionKind, table: int
) -> Definition:
    return Definition(
        name=name,
        kind=kind,
        operation=operation,
        page=page.page,
        tables=(table,),
        attribute_tables=(),
        confidence=_CONFIDENCE,
        evidence=(f"a sample shows {name!r} with the members of the table",),
    )


def _shown_element(table: AlignedTable, elements: Sequence[SampleNode]) -> str:
    """Give the element that has most of a table's rows as members, and few others."""
    names = {_STEP.split(name, maxsplit=1)[0] for name in _names(table)}
    best, most = "", 0
    for node in elements:
        members = {child.name for child in node.children}
        shared = len(names & members)
        enough = shared >= _SHARE * len(members) and is_ncname(node.name)
        if shared and enough and shared > most:
            best, most = node.name, shared
    return best


def _names(table: AlignedTable) -> Iterator[str]:
    for row in table.rows:
        for locale in row.rows:
            cell = table.cell(row, locale, Role.NAME)
            if cell is not None and cell.reading.isascii() and cell.reading:
                yield cell.reading


def _elements(page: AlignedPage) -> Iterator[SampleNode]:
    """Give the outermost elements of XML samples, below an envelope those of its body."""
    for own in page.pages.values():
        for sample in own.samples:
            if sample.dialect is Dialect.XML and not sample.is_broken:
                for root in sample.roots:
                    yield from _unwrapped(root)


def _unwrapped(node: SampleNode) -> Iterator[SampleNode]:
    if node.name not in _WRAPPERS:
        yield node
        return
    for child in node.children:
        if child.name != "Header":
            yield from _unwrapped(child)
