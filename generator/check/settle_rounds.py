"""Findings → findings with edits after which nothing is left to be mended.

A mended page is better evidence than the damaged one: what was a guess may be
sure once its neighbours read right. So what was decided is decided again with the
edits made, in memory, until nothing new comes; and fixing twice is fixing once.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.check.damage_rules import find_damage
from generator.check.markup_rules import UNPROTECTED, find_unprotected
from generator.check.page_bytes import split_bytes
from generator.check.place_key import index_readings
from generator.check.settle_edits import settle_edits
from generator.check.table_shapes import find_equal_shapes
from generator.pages.read_page import PageBytes
from generator.pages.workers import ALONE
from generator.pipeline import decide_editions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from generator.check.finding import Edit, Finding
    from generator.check.place_key import PlaceKey
    from generator.check.settle_edits import FixSettings
    from generator.discovery import ApiSource, PageFile
    from generator.extract.page import Page
    from generator.pages.workers import Workers
    from generator.pipeline import Decided
    from generator.reconcile.verdict import Reading

_ROUNDS = 6
"""Most often that an API is decided anew; two or three times are usual."""
_LATE = "decided once the pages' other repairs are made"


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One API's pages and what was decided from them."""

    source: ApiSource
    """The API."""
    reference: str | None
    """Folder name of its reference edition; None where there is none."""
    editions: Mapping[str, Sequence[Page]]
    """Locale → its pages."""
    decided: Decided
    """What they say."""
    workers: Workers = ALONE
    """Who decides."""


def settle_rounds(
    first: Round,
    findings: Sequence[Finding],
    settings: FixSettings,
    is_wanted: Callable[[Finding], bool],
    files: Mapping[str, PageFile],
) -> tuple[Finding, ...]:
    """Give findings their edits, and add what only comes out once they are made.

    Args:
        first: What was decided from the pages as they stand.
        findings: What the rules found there.
        settings: What counts as fixable.
        is_wanted: Tells whether a finding is looked for and not suppressed.
        files: Path below the specs folder → page.
    """
    origin = index_readings(first.decided.reconciled)
    current = _settle(findings, settings, files)
    before: tuple[Finding, ...] = ()
    mended = _Mended(first, files)
    for _ in range(_ROUNDS):
        changed = _changed_paths(before, current)
        if not changed:
            break
        late = _find_late(first, current, settings, is_wanted, mended)
        before, current = (
            current,
            _settle(
                _merge(current, late, origin, settings.min_confidence), settings, files, current
            ),
        )
    return current


def _changed_paths(before: Iterable[Finding], now: Iterable[Finding]) -> frozenset[str]:
    """Give the pages whose edits are other ones now."""
    old, new = _edits_by_path(before), _edits_by_path(now)
    return frozenset(path for path in {*old, *new} if old.get(path) != new.get(path))


def _edits_by_path(findings: Iterable[Finding]) -> dict[str, set[Edit]]:
    found: dict[str, set[Edit]] = defaultdict(set)
    for each in findings:
        if each.edits:
            found[each.span.path].update(each.edits)
    return found


def _settle(
    findings: Iterable[Finding],
    settings: FixSettings,
    files: Mapping[str, PageFile],
    settled: Iterable[Finding] = (),
) -> tuple[Finding, ...]:
    """Settle the edits of the pages whose findings are not settled yet."""
    pages, done = _by_path(findings), _by_path(settled)
    return tuple(
        each
        for path in sorted(pages)
        for each in (
            done[path]
            if path in done and pages[path] == done[path]
            else settle_edits(files[path], pages[path], settings)
        )
    )


def _by_path(findings: Iterable[Finding]) -> Mapping[str, list[Finding]]:
    pages: dict[str, list[Finding]] = defaultdict(list)
    for each in findings:
        pages[each.span.path].append(each)
    return pages


def _find_late(
    first: Round,
    current: Sequence[Finding],
    settings: FixSettings,
    is_wanted: Callable[[Finding], bool],
    mended: _Mended,
) -> list[Finding]:
    """Decide anew with the edits made, and give what could be mended then."""
    editions = mended.read(_edits_by_path(current))
    decided = decide_editions(first.source, editions, first.workers)
    shapes = find_equal_shapes(decided.alignment, first.reference)
    bare = find_unprotected(decided.reconciled) if settings.protect else ()
    return [
        found
        for found in (*find_damage(decided.reconciled, first.reference, shapes), *bare)
        if is_wanted(found)
        and found.replacement is not None
        and found.confidence >= settings.min_confidence
    ]


class _Mended:
    """The pages as they are once edits are made."""

    def __init__(self, first: Round, files: Mapping[str, PageFile]) -> None:
        self._first = first
        self._files = files
        self._edits: dict[str, set[Edit]] = {}
        self._pages: dict[str, Page] = {}

    def read(self, edits: dict[str, set[Edit]]) -> dict[str, tuple[Page, ...]]:
        """Give the editions; only pages whose edits are other ones than before are read."""
        editions = self._first.editions
        new = [
            page
            for pages in editions.values()
            for page in pages
            if edits.get(page.path) != self._edits.get(page.path)
        ]
        sources = (_edited(page, self._files[page.path], edits.get(page.path, ())) for page in new)
        for page, found in zip(new, self._first.workers.read_loaded(sources), strict=True):
            self._pages[page.path] = found.page or page
        self._edits = edits
        return {
            locale: tuple(self._pages.get(page.path, page) for page in pages)
            for locale, pages in editions.items()
        }


def _edited(page: Page, file: PageFile, edits: Iterable[Edit]) -> PageBytes:
    """Give a page's bytes as they are once edits are made."""
    return PageBytes(
        data=split_bytes(file.file.read_bytes()).edited(edits).content,
        suffix=file.file.suffix,
        path=page.path,
        page=page.page,
        locale=page.locale,
    )


def _merge(
    current: Sequence[Finding],
    late: Iterable[Finding],
    origin: Mapping[PlaceKey, Reading],
    least: float,
) -> list[Finding]:
    """Bring late findings to the pages as they stand; one takes the place of an earlier one.

    Args:
        current: What is found so far.
        late: What is found on the mended pages.
        origin: Every reading of the pages as they stand, by its place.
        least: How sure a finding must be to have a fix.
    """
    merged: dict[tuple[object, ...], Finding] = {_identity(found): found for found in current}
    for found in late:
        reading = origin.get(found.place) if found.place is not None else None
        if reading is None or found.place is None:
            continue
        if found.rule == UNPROTECTED:
            if found.subject == reading.text and not _has_edits(merged, found):
                merged[_identity(found)] = replace(found, span=reading.span)
            continue
        merged.pop((*found.place, UNPROTECTED), None)
        earlier = merged.pop(found.place, None)
        if (
            earlier is not None
            and earlier.confidence >= least
            and earlier.replacement == found.replacement
        ):
            merged[_identity(found)] = earlier
        elif found.replacement != reading.text:
            merged[_identity(found)] = replace(
                found,
                rule=found.rule if earlier is None else earlier.rule,
                span=reading.span,
                subject=reading.text,
                evidence=(*found.evidence, _LATE),
            )
    return sorted(merged.values(), key=lambda each: each.sort_key)


def _has_edits(merged: Mapping[tuple[object, ...], Finding], found: Finding) -> bool:
    """Tell whether a finding's place is edited already."""
    there = (merged.get(key) for key in (found.place or (), _identity(found)))
    return any(own is not None and own.is_fixable for own in there)


def _identity(found: Finding) -> tuple[object, ...]:
    if found.place is not None:
        return (*found.place, UNPROTECTED) if found.rule == UNPROTECTED else found.place
    return (found.span, found.rule, found.message)
