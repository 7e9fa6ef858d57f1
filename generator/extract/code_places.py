"""Where in its page a value or a member stands that code names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from generator.extract.code_facts import CodeMember, CodeValue

if TYPE_CHECKING:
    from generator.extract.code_facts import CodeFacts
    from generator.read.document import Document
    from generator.source import Span

_Named = TypeVar("_Named", CodeMember, CodeValue)


def locate_names(facts: CodeFacts, document: Document, block: Span) -> CodeFacts:
    """Give the values of every enumeration and the members of every structure their places.

    Args:
        facts: What a code block shows.
        document: The page.
        block: Where the block's code begins, behind its indentation.
    """
    enumerations = tuple(
        replace(each, values=tuple(_located(value, document, block) for value in each.values))
        for each in facts.enumerations
    )
    structures = tuple(
        replace(each, members=tuple(_located(member, document, block) for member in each.members))
        for each in facts.structures
    )
    return replace(facts, enumerations=enumerations, structures=structures)


def _located(named: _Named, document: Document, block: Span) -> _Named:
    """Find a name on its line; code in a list or a quotation is indented in the page.

    The member `state` may stand there as `getState`.
    """
    index = block.line - 1 + named.line
    if index >= len(document.line_starts):
        return replace(named, span=block)
    begin = document.line_starts[index]
    end = begin + len(document.lines[index])
    capital = named.name[:1].upper() + named.name[1:]
    places = (
        document.text.find(name, min(begin + named.column, end), end)
        for name in (named.name, capital)
    )
    found = min((place for place in places if place >= 0), default=None)
    if found is None:
        return replace(named, span=document.span(begin, begin))
    return replace(named, span=document.span(found, found + len(named.name)))
