"""What pages and tables are called: titles, headings, anchors, links and file names together.

Titles and headings are translated; what two language families have in common
in them is the identifier. Anchors and file names are not translated, but have
lost their capitals: they choose a name, and the others spell it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from rapidfuzz.distance import DamerauLevenshtein

from generator.locales import language_family
from generator.naming import is_ncname
from generator.reconcile.sightings import find_ascii_identifiers, link_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from generator.align.alignment import AlignedPage, AlignedTable
    from generator.extract.page import Section
    from generator.reconcile.sightings import Sightings

_SLIPS = 2
"""Letters that a misspelt title may have wrong."""
_LONG = 10
"""Letters from which a title is too long for two slips to make another word of it."""
_HUMP = re.compile(r"[a-z0-9][A-Z]")


def find_titles(pages: Iterable[AlignedPage]) -> frozenset[str]:
    """List every title, first heading and anchor of it, case-folded."""
    found: set[str] = set()
    for page in pages:
        for own in page.pages.values():
            found.add(own.title.casefold())
            for section in own.sections[:1]:
                found.update((section.text.casefold(), *(a.casefold() for a in section.anchors)))
    return frozenset(found)


def name_page(
    page: AlignedPage, sightings: Sightings, known: Mapping[str, str], titles: frozenset[str]
) -> tuple[str, ...]:
    """List what a page may be called, best first.

    Args:
        page: The page.
        sightings: Untranslated identifiers.
        known: Type that cells refer to, case-folded → as spelled.
        titles: What all pages are called, as `find_titles` gives it.

    Returns:
        Names that an anchor, the file's name, a reference, or a second language family attests.
    """
    votes: Counter[str] = Counter()
    voices: dict[str, set[str]] = defaultdict(set)
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    anchors: set[str] = set()
    for locale, own in page.pages.items():
        heading = own.sections[0] if own.sections else None
        for text, weight in ((heading.text if heading else "", 2), (own.title, 1)):
            if is_ncname(text) and text.isascii():
                votes[text.casefold()] += weight
                spellings[text.casefold()][text] += weight
                voices[text.casefold()].add(language_family(locale))
        anchors.update(a.casefold() for a in (heading.anchors if heading else ()) if is_ncname(a))
    votes.update(dict.fromkeys(anchors, 3))
    stem = "".join(_stem_words(page.page)).casefold()
    for name in votes:
        votes[name] += 2 * (name in known) + (name in stem)
        if name in known:
            spellings[name][known[name]] += 2
        elif not spellings[name] and (spelled := sightings.spelling(name)):
            spellings[name][spelled] += 1
    for name in _missed_references(votes, stem, known, titles):
        votes[name] = sum(votes.values())
        spellings[name][known[name]] += 1
    alone = len({language_family(locale) for locale in page.pages}) == 1
    ranked = sorted(votes, key=lambda name: (-votes[name], name))
    return tuple(
        max(spellings[name].items(), key=lambda item: (item[1], item[0]))[0]
        for name in ranked
        if spellings[name]
        and (alone or name in anchors or name in stem or name in known or len(voices[name]) > 1)
    )


def _missed_references(
    votes: Mapping[str, int], stem: str, known: Mapping[str, str], titles: frozenset[str]
) -> list[str]:
    """Find the type without a page that a misspelt title must mean: one, and near in its letters.

    The file's name may confirm it; a plural at the end is another word, not a slip.
    """
    if any(title in known for title in votes):
        return []
    found = [
        name
        for name in known
        if name not in titles
        and any(
            DamerauLevenshtein.distance(name, title, score_cutoff=_SLIPS) <= _SLIPS
            and (stem.endswith(name) or (len(title) >= _LONG and f"{title}s" != name))
            for title in votes
        )
    ]
    return found if len(found) == 1 else []


def _stem_words(key: str) -> list[str]:
    """Split a file's stem into words: `types/r-task-log.md` gives r, task, log."""
    return re.split(r"[\W_]+", key.rpartition("/")[2].partition(".")[0])


def name_table(
    table: AlignedTable,
    names: Sequence[str],
    sightings: Sightings,
    known: Mapping[str, str],
    *,
    alone: bool,
) -> tuple[str, str]:
    """Name the type a table documents.

    Args:
        table: The table.
        names: What its page may be called.
        sightings: Untranslated identifiers.
        known: Type that cells refer to, case-folded → as spelled.
        alone: It is the only table of its page.

    Returns:
        The name and the reason, or two empty strings.
    """
    trails = {locale: own.sections for locale, own in table.tables.items()}
    stem = table.page.rpartition("/")[2].partition(".")[0].casefold()

    def is_file(name: str) -> bool:
        """Tell whether the page is a file of this very name."""
        return name.casefold() == stem

    for level in range(max(len(trail) for trail in trails.values())):
        sections = {loc: trail[-1 - level] for loc, trail in trails.items() if level < len(trail)}
        if name := _name_section(sections, sightings, known, is_file):
            return name, f"heading or anchor names {name!r}"
    if names and (alone or names[0].casefold() in known) and is_ncname(names[0]):
        return names[0], f"page is called {names[0]!r}"
    return "", ""


def _is_whole(name: str, sections: Mapping[str, Section]) -> bool:
    """Tell whether a heading is the name and nothing else."""
    return any(own.text.strip().casefold() == name.casefold() for own in sections.values())


def _name_section(
    sections: Mapping[str, Section],
    sightings: Sightings,
    known: Mapping[str, str],
    is_file: Callable[[str], bool],
) -> str:
    """Find the type a heading names: by links to its anchor, its anchor, or its words."""
    votes: Counter[str] = Counter()
    voices: dict[str, set[str]] = defaultdict(set)
    linked: set[str] = set()
    for locale, section in sections.items():
        for anchor in section.anchors:
            linked.update(sightings.link_names.get(link_key("#" + anchor), ()))
            if spelled := known.get(anchor.casefold()):
                votes[spelled] += 4
        for word in find_ascii_identifiers(section.text):
            voices[known.get(word.casefold(), word)].add(language_family(locale))
            votes[known.get(word.casefold(), word)] += word == section.text
    families = len({language_family(locale) for locale in sections})
    for name in {*voices, *linked}:
        is_known, is_linked = name.casefold() in known, name in linked
        votes[name] += 3 * is_known + 3 * is_linked + len(voices[name]) + bool(_HUMP.search(name))
    eligible = {
        name: count
        for name, count in votes.items()
        if _is_attested(name, sections, sightings, linked)
        and (name.casefold() in known or len(voices[name]) >= min(2, families))
        and (
            name.casefold() in known
            or _HUMP.search(name)
            or _is_anchor(name, sections, sightings)
            or (is_file(name) and _is_whole(name, sections))
        )
    }
    if not eligible:
        return ""
    best = max(eligible.items(), key=lambda item: (item[1], item[0]))[0]
    own = Counter(s.text for s in sections.values() if s.text.casefold() == best.casefold())
    return max(own.items(), key=lambda item: (item[1], item[0]))[0] if own else best


def _is_anchor(name: str, sections: Mapping[str, Section], sightings: Sightings) -> bool:
    """Tell whether a plain word is a name: capital, linked, and anchored as types are here."""
    anchors = {anchor.casefold() for s in sections.values() for anchor in s.anchors}
    expected = {name.casefold() + ending for ending in sightings.anchor_endings}
    return name[:1].isupper() and name in sightings.linked and bool(anchors & expected)


def _is_attested(
    name: str, sections: Mapping[str, Section], sightings: Sightings, linked: set[str]
) -> bool:
    """Tell whether a heading can be the one of a name: the linked one, where there are links."""
    if name in linked or any(s.text.casefold() == name.casefold() for s in sections.values()):
        return True
    anchors = {anchor.casefold() for s in sections.values() for anchor in s.anchors}
    return name.casefold() in anchors or name not in sightings.linked
