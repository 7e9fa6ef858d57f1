"""Paths in prose: `Used by Order/state` says that Order has a member state.

Prose is translated, paths are not; their owners are spelled loosely.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.align.alignment import AlignedPage

_PATH = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)\)?/([A-Za-z_][A-Za-z0-9_]*)")


def find_paths(page: AlignedPage) -> tuple[tuple[str, str], ...]:
    """List the (owner, member) paths that a page's prose and lists name, in any edition."""
    found: dict[tuple[str, str], None] = {}
    for own in page.pages.values():
        for paragraph in own.paragraphs:
            found.update(dict.fromkeys(has_path(paragraph.text)))
    return tuple(found)


def has_path(text: str) -> list[tuple[str, str]]:
    """List the (owner, member) paths of a text."""
    return _PATH.findall(text) if "/" in text else []


def match_owner(owner: str, definitions: Mapping[str, str]) -> Iterator[str]:
    """Give the definitions that a path's owner may mean, the likeliest first.

    Args:
        owner: As the path has it: a definition, its plural, or an operation.
        definitions: Definition, case-folded → definition.
    """
    folded = owner.casefold()
    for name in (folded, folded.removesuffix("s")):
        if name in definitions:
            yield definitions[name]
    if folded:
        yield from (
            spelled for name, spelled in definitions.items()
            if name.startswith(folded) and name != folded
        )  # fmt: skip


def collect_references(
    pages: Iterable[AlignedPage], definitions: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Give every (definition, member) that prose names, where the owner is one definition."""
    for page in pages:
        for owner, member in find_paths(page):
            found = tuple(match_owner(owner, definitions))
            exact = owner.casefold() in definitions
            if found and (exact or len(found) == 1):
                yield found[0], member
