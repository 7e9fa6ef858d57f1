"""What each table documents, judged by structure: links, anchors, samples, order.

Headings and captions are translated and carry mistakes, so none of them
decides alone. An operation's messages are recognised by what the whole corpus
agrees on: the endings that its message names add to the operation's name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.naming import split_words
from generator.reconcile.definition import Definition, DefinitionKind, DocumentedOperation
from generator.reconcile.message_endings import (
    MIN_PAGES,
    PLAIN,
    find_endings,
    find_mentions,
    own_anchors,
    shares_sample,
)
from generator.reconcile.name_definitions import find_titles, name_page, name_table
from generator.reconcile.section_rules import KINDS, MESSAGES, VALUES, SectionRules
from generator.reconcile.shown_messages import shown_messages
from generator.reconcile.sightings import find_ascii_identifiers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.align.alignment import AlignedPage, AlignedTable, Alignment
    from generator.reconcile.message_endings import MessageEndings
    from generator.reconcile.sightings import Sightings

_FAULT_WORDS = frozenset({"fault", "exception", "error"})
_ATTRIBUTE_WORDS = ("attribut", "atribut", "attributo", "特性", "속성", "属性", "атрибут")
_NO_RULES = SectionRules()
_MESSAGE_KINDS = (DefinitionKind.REQUEST, DefinitionKind.RESPONSE)
_INVENTED = 0.6
"""Confidence of a message's name that no page shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Documented:
    """All definitions of one API."""

    definitions: tuple[Definition, ...]
    """By page, then by table."""
    operations: tuple[DocumentedOperation, ...]
    """By page."""
    endings: MessageEndings
    """The convention for message names."""
    value_tables: Mapping[tuple[str, int], str] = field(default_factory=dict)
    """(Page key, aligned table) → the enumeration whose values are its rows, where it is named."""


def identify_definitions(
    alignment: Alignment,
    sightings: Sightings,
    type_names: Counter[str],
    rules: SectionRules = _NO_RULES,
) -> Documented:
    """Say what every table with a name column documents.

    Args:
        alignment: The pages, aligned.
        sightings: Untranslated identifiers.
        type_names: Local names of the types that type cells refer to → how often.
        rules: What the configuration says that sections hold; it wins.

    Returns:
        Definitions and operations; a table that nothing names has none.
    """
    known = {name.casefold(): name for name, _ in reversed(type_names.most_common())}
    titles = find_titles(alignment.pages)
    mentions = {page.page: tuple(find_mentions(page)) for page in alignment.pages}
    endings = find_endings(alignment, mentions)
    definitions: list[Definition] = []
    operations: list[DocumentedOperation] = []
    captions = _find_captions(alignment, endings)
    value_tables: dict[tuple[str, int], str] = {}
    for page in alignment.pages:
        names = name_page(page, sightings, known, titles)
        said = {table.index: rules.of_table(table) for table in page.tables if table.has_names}
        listed = [t for t in page.tables if t.holds_values and not said.get(t.index)]
        said.update((table.index, VALUES) for table in listed)
        first, alone = len(definitions), len(said) == 1
        operation = _operation_name(page, names, endings, mentions[page.page])
        operation = operation or _captioned_operation(page, names, captions)
        if MESSAGES & set(said.values()):
            operation = operation or next(iter(names), "")
        elif said and all(said.values()):
            operation = ""
        if operation:
            found, documented = _define_messages(page, operation, endings, alignment.pivot, said)
            definitions += found
            operations.append(documented)
        elif shown := shown_messages(page, names, known)[1]:
            found, _ = shown_messages(page, names, known)
            definitions += found
            operations.append(shown)
            said.update((index, VALUES) for own in found for index in own.tables)
        rest = _own_tables(page, said, is_rest=bool(operation))
        definitions += _define_records(rest, names, sightings, known, said)
        taken = {own.name for own in definitions[first:]}
        for table in listed:
            name, _ = name_table(table, names, sightings, known, alone=alone)
            if name and name not in taken:  # else a heading above both names the other table
                value_tables[page.page, table.index] = name
    return Documented(
        definitions=tuple(definitions),
        operations=tuple(operations),
        endings=endings,
        value_tables=value_tables,
    )


def _find_captions(alignment: Alignment, endings: MessageEndings) -> frozenset[str]:
    """Find what captions of messages say beside the message's name: `Input (…)` gives input."""
    if not endings.request:
        return frozenset()
    found: Counter[str] = Counter()
    for page in alignment.pages:
        for text in {text for table in page.tables for text in _captions(table)}:
            names = [word for word in find_ascii_identifiers(text) if _is_message(word, endings)]
            if len(names) == 1:
                found[_bare(text.replace(names[0], ""))] += 1
    return frozenset(text for text, count in found.items() if text and count >= MIN_PAGES)


def _captions(table: AlignedTable) -> Iterator[str]:
    return (own.caption.text for own in table.tables.values() if own.caption is not None)


def _is_message(word: str, endings: MessageEndings) -> bool:
    return any(
        word.endswith(ending) and len(word) > len(ending)
        for ending in (endings.request, endings.response)
    )


def _bare(text: str) -> str:
    return text.strip(" ()[]:：（）*.").casefold()


def _captioned_operation(page: AlignedPage, names: Sequence[str], captions: frozenset[str]) -> str:
    """Recognise an operation whose captions have lost its messages' names, by what they keep."""
    own = next((name for name in names if name.isascii() and name[:1].islower()), "")
    tables = [table for table in page.tables if table.has_names]
    kept = [any(_bare(text) in captions for text in _captions(table)) for table in tables]
    return own if tables and all(kept) else ""


def _operation_name(
    page: AlignedPage,
    names: Sequence[str],
    endings: MessageEndings,
    mentions: Iterable[tuple[int, str]],
) -> str:
    """Recognise an operation's page: one whose messages bear its name and the endings."""
    if not endings.request:
        return ""
    votes: Counter[str] = Counter()
    for _, word in mentions:
        for ending in (endings.request, endings.response):
            if word.endswith(ending) and len(word) > len(ending):
                votes[word[: -len(ending)]] += 1
    anchors = own_anchors(page)
    for name in sorted(votes, key=lambda name: (-votes[name], name)):
        if name.casefold() in anchors:
            return name
    tables = sum(table.has_names for table in page.tables)
    own = next((name for name in names if name.isascii() and name[:1].islower()), "")
    return own if own and tables and votes else ""


def _define_messages(
    page: AlignedPage, operation: str, endings: MessageEndings, pivot: str, said: Mapping[int, str]
) -> tuple[list[Definition], DocumentedOperation]:
    """Give an operation its request and its response, an empty one where no table is."""
    tables = [table for table in _field_tables(page) if said[table.index] in {"", *MESSAGES}]
    kinds = _message_kinds(page, tables, operation, endings, pivot)
    kinds = _apply_said(kinds, [said[table.index] for table in tables])
    endings = endings if endings.request else PLAIN
    definitions = []
    for kind, ending in (
        (DefinitionKind.REQUEST, endings.request),
        (DefinitionKind.RESPONSE, endings.response),
    ):
        own = tuple(t.index for t, k in zip(tables, kinds, strict=True) if k is kind)
        definitions.append(
            Definition(
                name=operation + ending,
                kind=kind,
                operation=operation,
                page=page.page,
                tables=own[:1],
                attribute_tables=(),
                confidence=_INVENTED if ending in endings.guessed else 0.99 if own else 0.95,
                evidence=(f"message of operation {operation!r}",),
            )
        )
    documented = DocumentedOperation(
        name=operation,
        page=page.page,
        request=definitions[0].name,
        response=definitions[1].name,
        confidence=0.99,
    )
    return definitions, documented


def _field_tables(page: AlignedPage) -> list[AlignedTable]:
    """List the tables that document fields, apart from those inside another's cell."""
    return [
        table
        for table in page.tables
        if table.has_names and all(own.parent is None for own in table.tables.values())
    ]


def _apply_said(kinds: Sequence[DefinitionKind], said: Sequence[str]) -> list[DefinitionKind]:
    """Let what is said of some tables win; where all that is one message, the rest is the other."""
    given = {KINDS[word] for word in said if word}
    rest = set(_MESSAGE_KINDS) - given
    other = next(iter(rest)) if len(given) == len(rest) == 1 else None
    return [KINDS[word] if word else other or kind for kind, word in zip(kinds, said, strict=True)]


def _message_kinds(
    page: AlignedPage,
    tables: Sequence[AlignedTable],
    operation: str,
    endings: MessageEndings,
    pivot: str,
) -> list[DefinitionKind]:
    """Tell the input from the output: by order where there are two, else by what mentions it."""
    if len(tables) >= 2:
        return [DefinitionKind.REQUEST, *[DefinitionKind.RESPONSE] * (len(tables) - 1)]
    kinds = []
    for table in tables:
        votes: Counter[DefinitionKind] = Counter()
        for own in table.tables.values():
            text = own.caption.text if own.caption else ""
            votes[DefinitionKind.REQUEST] += operation + endings.request in text
            votes[DefinitionKind.RESPONSE] += operation + endings.response in text
        # an introduction of the other message behind the table proves which one it is
        after = [
            word
            for locale, own in table.tables.items()
            for paragraph in page.pages[locale].paragraphs
            if own.position < paragraph.position < own.position + 3
            for word in find_ascii_identifiers(paragraph.text)
        ]
        votes[DefinitionKind.REQUEST] += 2 * any(w.endswith(endings.response) for w in after)
        response = votes[DefinitionKind.RESPONSE] > votes[DefinitionKind.REQUEST]
        # samples of the messages themselves are never mistranslated, as captions are
        if shares_sample(page, table, operation + endings.request, pivot):
            response = False
        elif shares_sample(page, table, operation + endings.response, pivot):
            response = True
        kinds.append(DefinitionKind.RESPONSE if response else DefinitionKind.REQUEST)
    return kinds


def _own_tables(page: AlignedPage, said: Mapping[int, str], *, is_rest: bool) -> list[AlignedTable]:
    """List the tables that document no message: of an operation's page, those said to be others."""
    excluded = {VALUES, *MESSAGES, *([""] if is_rest else [])}
    return [table for table in _field_tables(page) if said[table.index] not in excluded]


def _define_records(
    tables: Sequence[AlignedTable],
    names: Sequence[str],
    sightings: Sightings,
    known: Mapping[str, str],
    said: Mapping[int, str],
) -> list[Definition]:
    """Give every table of a page that is no message the type it documents."""
    owned: dict[str, list[AlignedTable]] = defaultdict(list)
    reasons: dict[str, str] = {}
    for table in tables:
        name, reason = name_table(table, names, sightings, known, alone=len(tables) == 1)
        if name:
            owned[name].append(table)
            reasons.setdefault(name, reason)
    return [
        Definition(
            name=name,
            kind=KINDS[word] if (word := said[own[0].index]) else _record_kind(name, known),
            operation="",
            page=own[0].page,
            tables=tuple(table.index for table in own),
            attribute_tables=tuple(table.index for table in own if _has_attributes(table)),
            confidence=0.99 if name.casefold() in known else 0.9,
            evidence=(reasons[name],),
        )
        for name, own in owned.items()
    ]


def _record_kind(name: str, known: Mapping[str, str]) -> DefinitionKind:
    """Tell a fault from a record: it is called so, and no field has it as its type."""
    words = split_words(name)
    is_fault = bool(words) and words[-1].casefold() in _FAULT_WORDS
    if is_fault and name.casefold() not in known and name[:1].islower():
        return DefinitionKind.FAULT
    return DefinitionKind.RECORD


def _has_attributes(table: AlignedTable) -> bool:
    """Tell whether a table lists XML attributes: its innermost heading says so in most editions.

    In some a property is called so as well.
    """
    headings = [
        (own.sections[-1].text + " ".join(own.sections[-1].anchors)).casefold()
        for own in table.tables.values()
        if own.sections
    ]
    said = sum(any(word in heading for word in _ATTRIBUTE_WORDS) for heading in headings)
    return said * 2 > len(headings)
