"""A typed walk through the samples: which members each definition shows.

A sample's root names a message; its table gives the types of its members, and
so on downwards. What no table explains is matched to the definition whose
members it shares most. Samples are the same in every edition and are never
translated, so what they show of a definition belongs to it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.align.alignment import Alignment
    from generator.extract.page import Sample, SampleNode

_DEPTH = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberTypes:
    """What the tables say so far: the members of each definition and their types."""

    members: Mapping[str, Mapping[str, str]]
    """Definition → member → local name of its type, possibly empty."""
    folded: Mapping[str, str]
    """Definition, case-folded → definition."""


PageTrees = tuple[str, tuple["SampleNode", ...]]
"""A page's key, and the trees of a sample on it."""


def distinct_samples(alignment: Alignment) -> tuple[tuple[str, Sample], ...]:
    """List (page key, sample), each sample once however many editions repeat it."""
    found: dict[tuple[str, object], Sample] = {}
    for page in alignment.pages:
        for own in page.pages.values():
            for sample in own.samples:
                if sample.roots:
                    found.setdefault((page.page, sample.roots), sample)
    return tuple((page, sample) for (page, _), sample in found.items())


def sample_trees(alignment: Alignment) -> tuple[PageTrees, ...]:
    """List the trees of samples, each once however many editions repeat it."""
    return tuple((page, sample.roots) for page, sample in distinct_samples(alignment))


def walk_samples(
    samples: Iterable[PageTrees],
    types: MemberTypes,
    local: Mapping[str, tuple[str, ...]],
) -> defaultdict[str, Counter[str]]:
    """Collect the members that samples show of each definition.

    Args:
        samples: As `sample_trees` gives them.
        types: The tables as decided so far.
        local: Page key → definitions documented on that page.

    Returns:
        Definition → member → in how many places a sample shows it.
    """
    shown: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for page, roots in samples:
        for root in roots:
            whole = "" if root.name else _guess(root, types, local.get(page, ()))
            for node in (root,) if whole else _outermost(root, types):
                owner = whole or types.folded.get(node.name.casefold())
                owner = owner or _guess(node, types, local.get(page, ()))
                if owner:
                    _walk(node, owner, types, shown, 0)
    return shown


def _outermost(node: SampleNode, types: MemberTypes, depth: int = 0) -> Iterator[SampleNode]:
    """Give the nodes at which a walk starts: below an envelope, the messages in it."""
    if node.name.casefold() in types.folded or not node.children or depth > _DEPTH:
        yield node
        return
    inner = [n for child in node.children for n in _outermost(child, types, depth + 1)]
    named = [n for n in inner if n.name.casefold() in types.folded]
    if named:
        yield from named
    else:
        yield node


def _guess(node: SampleNode, types: MemberTypes, local: Iterable[str]) -> str:
    """Find the definition of the same page whose members a node shares most."""
    names = {child.name for child in node.children if child.name}
    best, score = "", 0.0
    for owner in local:
        members = types.members.get(owner, {})
        shared = len(names & set(members))
        fit = shared / len(names) if names else 0.0
        if shared >= 2 and fit > max(score, 0.4):
            best, score = owner, fit
    return best


def _walk(
    node: SampleNode,
    owner: str,
    types: MemberTypes,
    shown: dict[str, Counter[str]],
    depth: int,
) -> None:
    members = types.members.get(owner, {})
    for name, _ in node.attributes:
        if ":" not in name and name != "xmlns":
            shown[owner][name] += 1
    for child in node.children:
        if child.name and child.name != owner:
            shown[owner][child.name] += 1
        member_type = members.get(child.name, owner if not child.name else "")
        below = types.folded.get(member_type.casefold(), "")
        if below and child.children and depth < _DEPTH:
            _walk(child, below, types, shown, depth + 1)
