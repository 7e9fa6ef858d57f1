"""What an API adds to an operation's name for its messages: `getAsset`, `getAssetParam`.

Captions and samples mention the messages; what most pages have in common is
the API's custom. Where samples show only the one message, the other's ending
is a guess, and marked as one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.extract.classify_columns import Role
from generator.naming import is_ncname
from generator.reconcile.sightings import find_ascii_identifiers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.align.alignment import AlignedPage, AlignedTable, Alignment

MIN_PAGES = 3
"""Pages that must agree before something counts as the corpus's convention."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageEndings:
    """What the corpus adds to an operation's name for its messages."""

    request: str
    """Ending of the input's name; empty where there is no convention."""
    response: str
    """Ending of the output's name."""
    guessed: frozenset[str] = frozenset()
    """Those of the two that no page shows."""


PLAIN = MessageEndings(
    request="Request", response="Response", guessed=frozenset({"Request", "Response"})
)
"""The names of messages where no page shows any."""
_NONE = MessageEndings(request="", response="")


def find_mentions(page: AlignedPage) -> Iterator[tuple[int, str]]:
    """Give every message name that captions and samples of a page mention, with its position."""
    for own in page.pages.values():
        for paragraph in own.paragraphs:
            if paragraph.is_strong or len(paragraph.text) < 80:
                for word in find_ascii_identifiers(paragraph.text):
                    yield paragraph.position, word
        for sample in own.samples:
            for root in sample.roots:
                yield sample.position, root.name


def find_endings(
    alignment: Alignment, mentions: Mapping[str, Iterable[tuple[int, str]]]
) -> MessageEndings:
    """Find the pair of endings that most pages add to their own anchor for their messages.

    Args:
        alignment: The pages, aligned.
        mentions: Page key → what `find_mentions` gives of it.
    """
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    for page in alignment.pages:
        anchors = own_anchors(page)
        seen: dict[str, int] = {}
        for position, word in sorted(set(mentions[page.page])):
            ending = next((word[len(a) :] for a in anchors if _extends(word, a)), "")
            if ending and ending not in seen:
                seen[ending] = position
        ordered = sorted(seen, key=lambda ending: (seen[ending], ending))
        first.update(ordered[:1])
        second.update(ordered[1:2])
    request = max(first, key=lambda e: (first[e] - second[e], e), default="")
    response = max(second, key=lambda e: (second[e] - first[e], e), default="")
    enough = first[request] >= MIN_PAGES and second[response] >= MIN_PAGES
    if request and response and request != response and enough:
        return MessageEndings(request=request, response=response)
    return _find_lone_ending(alignment)


def _find_lone_ending(alignment: Alignment) -> MessageEndings:
    """Find the ending of the one message that samples show, beside a table of either message."""
    requests: Counter[str] = Counter()
    responses: Counter[str] = Counter()
    for page in alignment.pages:
        tables = [table for table in page.tables if table.has_names]
        anchors = own_anchors(page) if len(tables) > 1 else ()
        for root in sorted({root.name for own in page.pages.values() for s in own.samples
                            for root in s.roots}):  # fmt: skip
            ending = next((root[len(a) :] for a in anchors if _extends(root, a)), "")
            shows = [bool(ending) and shares_sample(page, t, root, alignment.pivot) for t in tables]
            requests[ending] += shows[:1] == [True] and not any(shows[1:])
            responses[ending] += shows[:1] == [False] and any(shows[1:])
    request = max(requests, key=lambda e: (requests[e], e), default="")
    response = max(responses, key=lambda e: (responses[e], e), default="")
    if requests[request] >= max(MIN_PAGES, responses[response]) and request != PLAIN.response:
        return MessageEndings(
            request=request, response=PLAIN.response, guessed=frozenset({PLAIN.response})
        )
    if responses[response] >= MIN_PAGES and response != PLAIN.request:
        return MessageEndings(
            request=PLAIN.request, response=response, guessed=frozenset({PLAIN.request})
        )
    return _NONE


def _extends(word: str, anchor: str) -> bool:
    return len(word) > len(anchor) and word.casefold().startswith(anchor)


def own_anchors(page: AlignedPage) -> tuple[str, ...]:
    """Give the page's own anchors, titles and first headings, case-folded, as operation names."""
    found = []
    for own in page.pages.values():
        if own.sections:
            found += list(own.sections[0].anchors)
            found.append(own.sections[0].text)
        found.append(own.title)
    folded = dict.fromkeys(text.casefold() for text in found if is_ncname(text) and text.isascii())
    return tuple(folded)


def shares_sample(page: AlignedPage, table: AlignedTable, root: str, pivot: str) -> bool:
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
