"""Code samples of all editions → what they show, editions that show the same being one witness.

Code is never translated: what every edition repeats is one statement, and
differs, if at all, because an edition is of another revision.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.extract.code_facts import Basis, CodeMember
from generator.reconcile.verdict import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.align.alignment import AlignedPage, Alignment
    from generator.extract.code_facts import CodeFacts
    from generator.extract.page import Sample

_WORTH = (Basis.UNKNOWN, Basis.GUESSED, Basis.USED, Basis.DECLARED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCode:
    """One code sample with the editions that show it."""

    page: str
    """Page key."""
    facts: CodeFacts
    """What it shows."""
    samples: Mapping[str, Sample]
    """Locale → the sample, the pivot's first."""

    def sources(self, line: int) -> tuple[str, ...]:
        """Give `path:line` in every edition, of a line below the sample's first."""
        return tuple(f"{s.span.path}:{s.span.line + line}" for s in self.samples.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMember:
    """A member of a structure and where it is seen first."""

    member: CodeMember
    """The member, its type the best founded one."""
    page: str
    """Page key of the sample."""
    readings: tuple[Reading, ...]
    """Its name in every edition, the pivot's first."""

    @property
    def sources(self) -> tuple[str, ...]:
        """Give `path:line`, the pivot's first."""
        return tuple(f"{each.span.path}:{each.span.line}" for each in self.readings)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownStructure:
    """One structure as all samples together show it."""

    name: str
    """As spelled first."""
    page: str
    """Page key of the sample that declares it, or shows it first."""
    members: tuple[ShownMember, ...]
    """Each name once."""
    is_declared: bool
    """A sample declares it."""
    language: str
    """The language of the sample."""
    sources: tuple[str, ...]
    """Where it is declared, or seen first."""


def read_shown_code(alignment: Alignment) -> tuple[ShownCode, ...]:
    """Collect what code shows, in page order."""
    return tuple(shown for page in alignment.pages for shown in _read_page(page))


def _read_page(page: AlignedPage) -> Iterator[ShownCode]:
    found: dict[tuple[CodeFacts, int], dict[str, Sample]] = {}
    for locale, own in page.pages.items():
        seen: dict[CodeFacts, int] = {}
        for sample in own.samples:
            if sample.code is not None:
                seen[sample.code] = seen.get(sample.code, -1) + 1
                found.setdefault((sample.code, seen[sample.code]), {})[locale] = sample
    for (facts, _), samples in found.items():
        yield ShownCode(page=page.page, facts=facts, samples=samples)


def unite_structures(shown: Sequence[ShownCode]) -> tuple[ShownStructure, ...]:
    """Unite what samples show of one structure; a declaration is all there is to it."""
    found: dict[str, ShownStructure] = {}
    for code in shown:
        for number in range(len(code.facts.structures)):
            own = _shown(code, number)
            key = own.name.casefold()
            found[key] = _unite(found[key], own) if key in found else own
    return tuple(found.values())


def _shown(code: ShownCode, number: int) -> ShownStructure:
    structure = code.facts.structures[number]
    members = tuple(
        ShownMember(member=member, page=code.page, readings=tuple(_readings(code, number, index)))
        for index, member in enumerate(structure.members)
    )
    return ShownStructure(
        name=structure.name,
        page=code.page,
        members=members,
        is_declared=structure.is_declared,
        language=str(code.facts.language),
        sources=code.sources(structure.line),
    )


def _readings(code: ShownCode, number: int, index: int) -> Iterator[Reading]:
    """Give what every edition has in the place of a member."""
    for locale, sample in code.samples.items():
        if sample.code is None:
            continue
        member = sample.code.structures[number].members[index]
        if member.span is not None:
            begin = member.span.column - 1
            found = member.span.context[begin : begin + member.span.end - member.span.start]
            text = found or member.name
            yield Reading(
                locale=locale, text=text, span=member.span, is_code=True, table=None, row=None
            )


def _unite(first: ShownStructure, second: ShownStructure) -> ShownStructure:
    if first.is_declared:
        return first
    if second.is_declared:
        return second
    return replace(first, members=tuple(_unite_members((*first.members, *second.members))))


def _unite_members(members: Iterable[ShownMember]) -> Iterator[ShownMember]:
    """Keep every member once, with the type that is founded best."""
    found: dict[str, ShownMember] = {}
    for own in members:
        other = found.setdefault(own.member.name, own)
        if _WORTH.index(own.member.basis) > _WORTH.index(other.member.basis):
            found[own.member.name] = replace(other, member=own.member)
    yield from found.values()
