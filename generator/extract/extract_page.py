"""`Document` → `Page`: one walk over the blocks, every element with the headings above it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Severity
from generator.extract.code_places import locate_names
from generator.extract.extract_samples import (
    detect_dialect,
    find_identifiers,
    read_json_sample,
    read_xml_sample,
)
from generator.extract.extract_tables import TablePlace, caption_of, extract_tables
from generator.extract.extract_values import value_of_item, values_in_sentence
from generator.extract.field_lists import find_field_lists
from generator.extract.find_endpoint import find_endpoint
from generator.extract.page import (
    Dialect,
    Page,
    RawParagraph,
    RawTable,
    RawValue,
    Sample,
    SampleNode,
    Section,
    ValueList,
)
from generator.extract.read_code import CodeReading, detect_language, read_code_sample
from generator.read.document import (
    Cell,
    CodeBlock,
    Document,
    Heading,
    ListItem,
    Paragraph,
    Run,
    Table,
    plain_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.extract.field_lists import FieldList
    from generator.read.document import Block
    from generator.source import Span


@dataclass(slots=True)
class _Walk:
    """What has been seen of a page so far."""

    document: Document
    sections: list[Section] = field(default_factory=list)
    trail: tuple[Section, ...] = ()
    paragraphs: list[RawParagraph] = field(default_factory=list)
    tables: list[RawTable] = field(default_factory=list)
    lists: list[ValueList] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    findings: list[Diagnostic] = field(default_factory=list)
    caption: RawParagraph | None = None
    items: list[tuple[int, ListItem]] = field(default_factory=list)
    listed: int = -1
    """Position of the last block that belongs to a list of fields."""


def extract_page(document: Document) -> tuple[Page, tuple[Diagnostic, ...]]:
    """Extract everything later stages need of a page.

    Returns:
        The page, and what was found wrong with its tables and samples.
    """
    walk = _Walk(document)
    fields = {own.first: own for own in find_field_lists(document.blocks)}
    for position, block in enumerate(document.blocks):
        if walk.items and not _continues_list(walk, block):
            _end_list(walk)
        if position in fields:
            _extract_fields(walk, fields[position])
        _extract_block(walk, position, block)
    if walk.items:
        _end_list(walk)
    page = Page(
        path=document.path,
        page=document.page,
        locale=document.locale,
        title=document.front("title"),
        description=document.front("description"),
        sections=tuple(walk.sections),
        paragraphs=tuple(walk.paragraphs),
        tables=tuple(walk.tables),
        lists=tuple(walk.lists),
        samples=tuple(walk.samples),
        links=tuple(dict.fromkeys(_find_links(document.blocks))),
    )
    return page, tuple(walk.findings)


def _extract_block(walk: _Walk, position: int, block: Block) -> None:
    match block:
        case Heading():
            _enter_section(walk, position, block)
        case Paragraph():
            _extract_paragraph(walk, position, block)
        case ListItem():
            walk.items.append((position, block))
        case CodeBlock():
            _extract_sample(walk, position, block)
        case Table():
            place = TablePlace(position=position, sections=walk.trail, caption=walk.caption)
            ordinal = sum(table.ordinal >= 0 for table in walk.tables)
            tables, found = extract_tables(walk.document, block, place, ordinal)
            walk.tables += tables
            walk.findings += found
            walk.caption = None


def _extract_fields(walk: _Walk, fields: FieldList) -> None:
    """Take a list of fields for a table; its text stays what it is as well."""
    place = TablePlace(position=fields.first, sections=walk.trail, caption=walk.caption)
    tables, _ = extract_tables(walk.document, fields.table, place, -1)
    walk.tables += tables
    walk.listed = fields.last


def _enter_section(walk: _Walk, position: int, block: Heading) -> None:
    text = plain_text(block.runs)
    section = Section(
        level=block.level,
        text=text,
        anchors=block.anchors or _implied_anchors(text),
        span=walk.document.span(block.start, block.end),
        position=position,
    )
    walk.sections.append(section)
    walk.trail = (*(above for above in walk.trail if above.level < block.level), section)
    walk.caption = None


def _implied_anchors(text: str) -> tuple[str, ...]:
    """Give the anchor that renderers derive from a heading that declares none."""
    slug = re.sub(r"[^\w\- ]", "", text.casefold()).strip().replace(" ", "-")
    return (slug,) if slug.isascii() and slug else ()


def _extract_paragraph(walk: _Walk, position: int, block: Paragraph) -> None:
    paragraph = caption_of(walk.document, block, walk.trail, position)
    if not paragraph.text:
        return
    walk.paragraphs.append(paragraph)
    # a bold line stays the caption when notes follow it
    if walk.caption is None or paragraph.is_strong or not walk.caption.is_strong:
        walk.caption = paragraph
    if values := values_in_sentence(walk.document, block.runs):
        walk.lists.append(
            ValueList(
                intro=paragraph.text,
                values=values,
                is_list=False,
                sections=walk.trail,
                position=position,
            )
        )


def _continues_list(walk: _Walk, block: Block) -> bool:
    return isinstance(block, ListItem) and (
        block.depth > 0 or any(block.list_ordinal == item.list_ordinal for _, item in walk.items)
    )


def _end_list(walk: _Walk) -> None:
    """Turn the items collected into a value list where each is one, else into prose."""
    items, walk.items = walk.items, []
    values = [value_of_item(walk.document, item) for _, item in items if item.depth == 0]
    are_fields = bool(items) and items[0][0] <= walk.listed
    if values and all(value is not None for value in values) and not are_fields:
        _add_value_list(walk, items[0][0], [value for value in values if value is not None])
    for position, item in items:
        paragraph = caption_of(walk.document, item, walk.trail, position)
        if paragraph.text:
            walk.paragraphs.append(paragraph)


def _add_value_list(walk: _Walk, position: int, values: Sequence[RawValue]) -> None:
    intro = walk.paragraphs[-1] if walk.paragraphs else None
    same_section = intro is not None and intro.sections == walk.trail
    walk.lists.append(
        ValueList(
            intro=intro.text if intro is not None and same_section else "",
            values=tuple(values),
            is_list=True,
            sections=walk.trail,
            position=position,
        )
    )


def _extract_sample(walk: _Walk, position: int, block: CodeBlock) -> None:
    read = (_read_once if len(block.text) <= _SHARED else _read_sample)(block.text)
    facts, language = read.code.facts, read.code.language
    span = walk.document.span(block.start, block.end)
    endpoint, is_request = find_endpoint(block.text)
    walk.samples.append(
        Sample(
            ordinal=len(walk.samples),
            dialect=read.dialect,
            roots=read.roots,
            is_broken=read.is_broken,
            code=locate_names(facts, walk.document, span) if facts else None,
            words=read.words,
            sections=walk.trail,
            span=span,
            position=position,
            endpoint=endpoint,
            is_request=is_request,
        )
    )
    if read.is_broken:
        _find(walk, span, "GS203", f"{language or read.dialect} sample is not well-formed; {_REST}")
    if read.code.is_missing:
        what = f"{language} sample is not read: the libraries for it are not installed"
        _find(walk, span, "GS206", what, help_="pip install 'gen-schema[code]'")


_REST = "what could be read was"


@dataclass(frozen=True, slots=True, kw_only=True)
class _SampleReading:
    """What a code block says, wherever it stands."""

    dialect: Dialect
    roots: tuple[SampleNode, ...]
    is_broken: bool
    code: CodeReading
    words: tuple[str, ...]


_SHARED = 20_000
"""Characters of the longest code block that is expected in several editions."""


def _read_sample(text: str) -> _SampleReading:
    """Read a code block."""
    dialect = detect_dialect(text)
    if not text.lstrip().startswith("<") and detect_language(text):
        dialect = Dialect.CODE  # markup in its comments
    reader = {Dialect.XML: read_xml_sample, Dialect.JSON: read_json_sample}.get(dialect)
    roots, is_broken = reader(text) if reader else ((), False)
    code = read_code_sample(text) if dialect is Dialect.CODE else CodeReading()
    return _SampleReading(
        dialect=dialect,
        roots=roots,
        is_broken=is_broken or code.is_broken,
        code=code,
        words=find_identifiers(text) if dialect is Dialect.CODE else (),
    )


_read_once = lru_cache(maxsize=1024)(_read_sample)


def _find(walk: _Walk, span: Span, code: str, message: str, *, help_: str | None = None) -> None:
    severity = Severity.WARNING if help_ else Severity.NOTE
    walk.findings.append(
        Diagnostic(code=code, severity=severity, message=message, span=span, help=help_)
    )


def _find_links(blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """Give every link as (text, destination)."""
    for block in blocks:
        match block:
            case Heading() | Paragraph() | ListItem():
                yield from _links_of_runs(block.runs)
            case Table():
                for row in block.rows:
                    for cell in row.cells:
                        yield from _links_of_cell(cell)


def _links_of_cell(cell: Cell) -> Iterator[tuple[str, str]]:
    yield from _find_links(cell.blocks)


def _links_of_runs(runs: Sequence[Run]) -> Iterator[tuple[str, str]]:
    group: list[Run] = []
    if not any(run.target for run in runs):
        return
    for run in [*runs, None]:
        if group and (run is None or run.target != group[0].target):
            if text := plain_text(group):
                yield text, group[0].target
            group = []
        if run is not None and run.target:
            group.append(run)
