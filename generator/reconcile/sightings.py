"""Identifiers that stand where translation does not reach: samples, code markup, anchors.

A sighting proves that the identifier exists somewhere in the API, not that it
belongs to a given place; it raises what a candidate starts with.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.locales import language_family
from generator.naming import is_member_name, is_ncname, split_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.align.alignment import Alignment
    from generator.extract.page import Page, SampleNode
    from generator.reconcile.read_fragments import Fragment

_LATIN_WORD = re.compile(r"[A-Za-z_\xc0-\u024f][A-Za-z0-9_\xc0-\u024f]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sightings:
    """What was seen untranslated, and on how many pages."""

    samples: Counter[str]
    """Element, attribute and key names of samples → pages that show them."""
    code: Counter[str]
    """Identifiers in code markup and code blocks → pages that show them."""
    words: Counter[str]
    """Words of all of these, case-folded → how many identifiers have them."""
    spellings: Mapping[str, Counter[str]]
    """Case-folded identifier → its spellings."""
    link_names: Mapping[str, frozenset[str]]
    """Anchor (or file name) that links lead to → identifiers that stand on the links, in two
    language families where there are two."""
    anchor_endings: frozenset[str]
    """What the anchors of types add to their names, such as `-object`; always also nothing."""
    linked: frozenset[str]
    """All identifiers that stand on a link to an anchor."""

    def count(self, identifier: str) -> int:
        """Count the pages that show an identifier untranslated."""
        return self.samples[identifier] + self.code[identifier]

    def spelling(self, text: str) -> str:
        """Give the commonest spelling of an identifier, compared without case, or nothing."""
        found = self.spellings.get(text.casefold())
        return max(found.items(), key=lambda item: (item[1], item[0]))[0] if found else ""


def collect_sightings(alignment: Alignment, fragments: Sequence[Fragment] = ()) -> Sightings:
    """Look through all pages of all editions for untranslated identifiers.

    Args:
        alignment: The pages, aligned.
        fragments: The schemas that samples show; what they declare is named in attributes.
    """
    samples: Counter[str] = Counter()
    code: Counter[str] = Counter()
    links: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    declared: dict[str, set[str]] = defaultdict(set)
    for fragment in fragments:
        declared[fragment.page].update(fragment.names)
    for aligned in alignment.pages:
        in_samples: set[str] = declared[aligned.page]
        in_code: set[str] = set()
        for locale, page in aligned.pages.items():
            in_samples.update(_sample_names(page))
            in_code.update(_code_names(page))
            for text, target in page.links:
                for word in find_ascii_identifiers(text) if "#" in target else ():
                    links[link_key(target)][word].add(language_family(locale))
        samples.update(in_samples)
        code.update(in_code)
    enough = min(2, len({language_family(locale) for locale in alignment.locales}))
    names = {
        key: frozenset(word for word, voices in found.items() if len(voices) >= enough)
        for key, found in links.items()
    }
    words: Counter[str] = Counter()
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for name, count in (samples + code).items():
        spellings[name.casefold()][name] += count
        words.update({word.casefold() for word in split_words(name)})
    return Sightings(
        samples=samples,
        code=code,
        words=words,
        spellings=spellings,
        link_names=names,
        anchor_endings=_find_endings(names),
        linked=frozenset(word for found in names.values() for word in found),
    )


def _find_endings(names: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Find the endings that anchors add to names of several words, which are surely types."""
    endings = Counter(
        anchor[len(name) :]
        for anchor, found in names.items()
        for name in found
        if len(split_words(name)) > 1 and anchor.startswith(name.casefold())
    )
    return frozenset({"", *(ending for ending, count in endings.items() if count >= 3)})


def find_ascii_identifiers(text: str) -> list[str]:
    """List the identifiers of a text; a piece of an accented word is none."""
    found = _LATIN_WORD.findall(text)
    return found if text.isascii() else [word for word in found if word.isascii()]


def link_key(target: str) -> str:
    """Reduce a link's destination to its anchor, or to its file's stem."""
    path, _, anchor = target.partition("#")
    stem = path.rstrip("/").rpartition("/")[2].partition(".")[0]
    return (anchor or stem).casefold()


def _sample_names(page: Page) -> Iterator[str]:
    for sample in page.samples:
        for root in sample.roots:
            yield from _node_names(root)


def _node_names(node: SampleNode) -> Iterator[str]:
    if is_member_name(node.name):
        yield node.name
    for name, _ in node.attributes:
        if ":" not in name and is_ncname(name) and name != "xmlns":
            yield name
    for child in node.children:
        yield from _node_names(child)


def _code_names(page: Page) -> Iterator[str]:
    for paragraph in page.paragraphs:
        for literal in paragraph.literals:
            if literal.is_code:
                yield from find_ascii_identifiers(literal.text)
    for values in page.lists:
        yield from (v.reading for v in values.values if v.is_code and is_ncname(v.reading))
    for table in page.tables:
        for row in table.rows:
            for cell in row.cells:
                if cell is not None and cell.is_code and is_member_name(cell.reading):
                    yield cell.reading
    for sample in page.samples:
        yield from sample.words
