"""Where in its page a value stands that code names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.extract.code_facts import CodeFacts, CodeValue
    from generator.read.document import Document
    from generator.source import Span


def locate_values(facts: CodeFacts, document: Document, block: Span) -> CodeFacts:
    """Give the values of every enumeration their places.

    Args:
        facts: What a code block shows.
        document: The page.
        block: Where the block's code begins, behind its indentation.
    """
    enumerations = tuple(
        replace(each, values=tuple(_located(value, document, block) for value in each.values))
        for each in facts.enumerations
    )
    return replace(facts, enumerations=enumerations)


def _located(value: CodeValue, document: Document, block: Span) -> CodeValue:
    """Find a value on its line; code in a list or a quotation is indented in the page."""
    index = block.line - 1 + value.line
    if index >= len(document.line_starts):
        return replace(value, span=block)
    begin = document.line_starts[index]
    end = begin + len(document.lines[index])
    found = document.text.find(value.name, min(begin + value.column, end), end)
    start = found if found >= 0 else begin
    return replace(value, span=document.span(start, start + len(value.name) * (found >= 0)))
