"""What each table documents, judged by structure: links, anchors, samples, order.

Headings and captions are translated and carry mistakes, so none of them
decides alone. An operation's messages are recognised by what the whole corpus
agrees on: the endings that its message names add to the operation's name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.extract.classify_columns import Role
from generator.naming import is_ncname, split_words
from generator.reconcile.definition import Definition, DefinitionKind, DocumentedOperation
from generator.reconcile.sightings import link_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.align.alignment import AlignedPage, AlignedTable, Alignment
    from generator.extract.page import Section
    from generator.reconcile.sightings import Sightings

_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_FAULT_WORDS = frozenset({"fault", "exception", "error"})
_ATTRIBUTE_WORDS = ("attribut", "atribut", "attributo", "特性", "속성", "属性", "атрибут")
_MIN_PAGES = 3
"""Pages that must agree before an ending counts as the corpus's convention."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageEndings:
    """What the corpus adds to an operation's name for its messages."""

    request: str
    """Ending of the input's name; empty where there is no convention."""
    response: str
    """Ending of the output's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Documented:
    """All definitions of one API."""

    definitions: tuple[Definition, ...]
    """By page, then by table."""
    operations: tuple[DocumentedOperation, ...]
    """By page."""
    endings: MessageEndings
    """The convention for message names."""


def identify_definitions(
    alignment: Alignment, sightings: Sightings, type_names: Counter[str]
) -> Documented:
    """Say what every table with a name column documents.

    Args:
        alignment: The pages, aligned.
        sightings: Untranslated identifiers.
        type_names: Local names of the types that type cells refer to → how often.

    Returns:
        Definitions and operations; a table that nothing names has none.
    """
    known = {name.casefold(): name for name, _ in reversed(type_names.most_common())}
    endings = _find_endings(alignment)
    definitions: list[Definition] = []
    operations: list[DocumentedOperation] = []
    for page in alignment.pages:
        names = _page_names(page, sightings, known)
        if operation := _operation_name(page, names, endings):
            found, documented = _define_messages(page, operation, endings, alignment.pivot)
            definitions += found
            operations.append(documented)
        else:
            definitions += _define_records(page, names, sightings, known)
    return Documented(definitions=tuple(definitions), operations=tuple(operations), endings=endings)


def _page_names(
    page: AlignedPage, sightings: Sightings, known: Mapping[str, str]
) -> tuple[str, ...]:
    """List what a page may be called, best first: every edition's title and first heading.

    Titles are translated, anchors and file names are not but have lost their
    capitals: the latter choose the name, the former and references its spelling.
    """
    names: Counter[str] = Counter()
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for own in page.pages.values():
        heading = own.sections[0] if own.sections else None
        for text, weight in ((heading.text if heading else "", 2), (own.title, 1)):
            if is_ncname(text):
                names[text.casefold()] += weight
                spellings[text.casefold()][text] += weight
        for anchor in heading.anchors if heading else ():
            if is_ncname(anchor):
                names[anchor.casefold()] += 3
    stem = "".join(_stem_words(page.page)).casefold()
    for name in names:
        names[name] += 2 * (name in known) + (name in stem)
        if name in known:
            spellings[name][known[name]] += 2
        elif not spellings[name] and (spelled := sightings.spelling(name)):
            spellings[name][spelled] += 1
    ranked = sorted(names, key=lambda name: (-names[name], not name.isascii(), name))
    return tuple(
        max(spellings[name].items(), key=lambda item: (item[1], item[0]))[0]
        for name in ranked
        if spellings[name]
    )


def _stem_words(key: str) -> list[str]:
    """Split a file's stem into words: `types/r-task-log.md` gives r, task, log."""
    return re.split(r"[\W_]+", key.rpartition("/")[2].partition(".")[0])


def _mentions(page: AlignedPage) -> Iterator[tuple[int, str]]:
    """Give every message name that captions and samples mention, with its position."""
    for own in page.pages.values():
        for paragraph in own.paragraphs:
            if paragraph.is_strong or len(paragraph.text) < 80:
                for word in _IDENTIFIER.findall(paragraph.text):
                    yield paragraph.position, word
        for sample in own.samples:
            for root in sample.roots:
                yield sample.position, root.name


def _find_endings(alignment: Alignment) -> MessageEndings:
    """Find the pair of endings that most pages add to their own anchor for their messages."""
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    for page in alignment.pages:
        anchors = _own_anchors(page)
        seen: dict[str, int] = {}
        for position, word in sorted(set(_mentions(page))):
            ending = next((word[len(a) :] for a in anchors if _extends(word, a)), "")
            if ending and ending not in seen:
                seen[ending] = position
        ordered = sorted(seen, key=lambda ending: (seen[ending], ending))
        first.update(ordered[:1])
        second.update(ordered[1:2])
    request = max(first, key=lambda e: (first[e] - second[e], e), default="")
    response = max(second, key=lambda e: (second[e] - first[e], e), default="")
    if not request or not response or request == response:
        return MessageEndings(request="", response="")
    enough = first[request] >= _MIN_PAGES and second[response] >= _MIN_PAGES
    return MessageEndings(request=request if enough else "", response=response if enough else "")


def _extends(word: str, anchor: str) -> bool:
    return len(word) > len(anchor) and word.casefold().startswith(anchor)


def _own_anchors(page: AlignedPage) -> tuple[str, ...]:
    """Give the page's own anchors, titles and first headings, case-folded, as operation names."""
    found = []
    for own in page.pages.values():
        if own.sections:
            found += list(own.sections[0].anchors)
            found.append(own.sections[0].text)
        found.append(own.title)
    folded = dict.fromkeys(text.casefold() for text in found if is_ncname(text) and text.isascii())
    return tuple(folded)


def _operation_name(page: AlignedPage, names: Sequence[str], endings: MessageEndings) -> str:
    """Recognise an operation's page: one whose messages bear its name and the endings."""
    if not endings.request:
        return ""
    votes: Counter[str] = Counter()
    for _, word in _mentions(page):
        for ending in (endings.request, endings.response):
            if word.endswith(ending) and len(word) > len(ending):
                votes[word[: -len(ending)]] += 1
    anchors = _own_anchors(page)
    for name in sorted(votes, key=lambda name: (-votes[name], name)):
        if name.casefold() in anchors:
            return name
    tables = sum(table.has_names for table in page.tables)
    own = next((name for name in names if name.isascii() and name[:1].islower()), "")
    return own if own and tables and votes else ""


def _define_messages(
    page: AlignedPage, operation: str, endings: MessageEndings, pivot: str
) -> tuple[list[Definition], DocumentedOperation]:
    """Give an operation its request and its response, an empty one where no table is."""
    tables = [table for table in page.tables if table.has_names and _is_outermost(table)]
    kinds = _message_kinds(page, tables, operation, endings, pivot)
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
                confidence=0.99 if own else 0.95,
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


def _is_outermost(table: AlignedTable) -> bool:
    return all(own.parent is None for own in table.tables.values())


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
            for word in _IDENTIFIER.findall(paragraph.text)
        ]
        votes[DefinitionKind.REQUEST] += 2 * any(w.endswith(endings.response) for w in after)
        response = votes[DefinitionKind.RESPONSE] > votes[DefinitionKind.REQUEST]
        response = response and not _shares_sample(page, table, operation + endings.request, pivot)
        kinds.append(DefinitionKind.RESPONSE if response else DefinitionKind.REQUEST)
    return kinds


def _shares_sample(page: AlignedPage, table: AlignedTable, root: str, pivot: str) -> bool:
    """Tell whether a sample of a message has the names of a table."""
    own = page.pages.get(pivot) or next(iter(page.pages.values()))
    children = {
        child.name
        for sample in own.samples
        for node in sample.roots
        if node.name.casefold() == root.casefold()
        for child in node.children
    }
    names = {
        cell.reading
        for row in table.rows
        for locale in row.rows
        if (cell := table.cell(row, locale, Role.NAME))
    }
    return bool(children & names)


def _define_records(
    page: AlignedPage,
    names: Sequence[str],
    sightings: Sightings,
    known: Mapping[str, str],
) -> list[Definition]:
    """Give every table of a page that is no operation's the type it documents."""
    tables = [table for table in page.tables if table.has_names and _is_outermost(table)]
    owned: dict[str, list[AlignedTable]] = defaultdict(list)
    reasons: dict[str, str] = {}
    for table in tables:
        name, reason = _owner(table, names, sightings, known, alone=len(tables) == 1)
        if name:
            owned[name].append(table)
            reasons.setdefault(name, reason)
    return [
        Definition(
            name=name,
            kind=_record_kind(name, known),
            operation="",
            page=page.page,
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


def _owner(
    table: AlignedTable,
    names: Sequence[str],
    sightings: Sightings,
    known: Mapping[str, str],
    *,
    alone: bool,
) -> tuple[str, str]:
    """Name the type a table documents, with the reason, or nothing."""
    trails = [own.sections for own in table.tables.values()]
    depth = max(len(trail) for trail in trails)
    for level in range(depth):
        sections = [trail[-1 - level] for trail in trails if level < len(trail)]
        if name := _section_name(sections, sightings, known):
            return name, f"heading or anchor names {name!r}"
    if names and (alone or names[0].casefold() in known) and is_ncname(names[0]):
        return names[0], f"page is called {names[0]!r}"
    return "", ""


def _section_name(
    sections: Sequence[Section], sightings: Sightings, known: Mapping[str, str]
) -> str:
    """Find the type a heading names: by links to its anchor, its anchor, or its words."""
    votes: Counter[str] = Counter()
    for section in sections:
        for anchor in section.anchors:
            linked = sightings.link_names.get(link_key("#" + anchor), Counter())
            for name, count in linked.items():
                votes[name] += 2 * min(count, 3) * (2 if name.casefold() in known else 1)
            if spelled := known.get(anchor.casefold()):
                votes[spelled] += 4
        for word in _IDENTIFIER.findall(section.text):
            if word.casefold() in known and known[word.casefold()] == word:
                votes[word] += 3
    if not votes:
        return ""
    best = max(votes.items(), key=lambda item: (item[1], item[0]))[0]
    own = Counter(s.text for s in sections if s.text.casefold() == best.casefold())
    return max(own.items(), key=lambda item: (item[1], item[0]))[0] if own else best


def _has_attributes(table: AlignedTable) -> bool:
    """Tell whether a table lists XML attributes: its innermost heading says so."""
    return any(
        any(word in (own.sections[-1].text + " ".join(own.sections[-1].anchors)).casefold()
            for word in _ATTRIBUTE_WORDS)
        for own in table.tables.values()
        if own.sections
    )  # fmt: skip
