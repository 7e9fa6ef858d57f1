"""Findings → pages with their edits made."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.check.page_bytes import split_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.check.finding import Edit, Finding
    from generator.discovery import PageFile


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedPage:
    """One page before and after."""

    file: PageFile
    """The page."""
    before: bytes
    """Its bytes as they are."""
    after: bytes
    """Its bytes with the edits made."""
    findings: int
    """How many findings that mends."""


def apply_fixes(findings: Iterable[Finding], files: Mapping[str, PageFile]) -> Iterator[FixedPage]:
    """Make the edits of findings, page by page in path order; nothing else of a page changes.

    Args:
        findings: What check found.
        files: Path below the specs folder → page.
    """
    edits: dict[str, list[Edit]] = defaultdict(list)
    counts: dict[str, int] = defaultdict(int)
    for found in findings:
        if found.edits:
            edits[found.span.path] += found.edits
            counts[found.span.path] += 1
    for path in sorted(edits):
        before = files[path].file.read_bytes()
        after = split_bytes(before).edited(edits[path]).content
        if after != before:
            yield FixedPage(file=files[path], before=before, after=after, findings=counts[path])
