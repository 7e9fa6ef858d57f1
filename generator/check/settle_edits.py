"""Findings of one page → the same with the edits that mend them, each proved on the page.

An edit is taken only where the page, read anew with it, says what it said before
but for that one text. What cannot be proved stays a finding without a fix.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.check.damage_rules import SURE
from generator.check.markup_rules import UNPROTECTED
from generator.check.page_bytes import PageBytes, split_bytes
from generator.check.page_outline import outline_page
from generator.check.plan_edits import PageText
from generator.read.read_document import SUFFIXES, Dialect, read_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.check.finding import Edit, Finding
    from generator.discovery import PageFile
    from generator.read.document import Document

_UNSAFE = "no safe edit is known; write it by hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class FixSettings:
    """What counts as fixable."""

    min_confidence: float = SURE
    """How sure a replacement must be to be offered as a fix."""
    protect: bool = False
    """Put what is mended, and what is not marked yet, into code markup."""


def settle_edits(
    file: PageFile, findings: Sequence[Finding], settings: FixSettings
) -> tuple[Finding, ...]:
    """Give the findings of one page their edits.

    Args:
        file: The page.
        findings: What was found there.
        settings: What counts as fixable; findings that are less sure get no edits.
    """
    wanted = [
        found.replacement is not None and found.confidence >= settings.min_confidence
        for found in findings
    ]
    if not any(wanted):
        return tuple(findings)
    page = split_bytes(file.file.read_bytes())
    proof = _Proof(file, page)
    plans = [
        proof.plan(found, protect=settings.protect) if is_wanted else ()
        for found, is_wanted in zip(findings, wanted, strict=True)
    ]
    plans = proof.keep_provable(_without_conflicts(plans))
    return tuple(
        _with_edits(found, plan) if is_wanted else found
        for found, plan, is_wanted in zip(findings, plans, wanted, strict=True)
    )


def _with_edits(found: Finding, plan: tuple[Edit, ...]) -> Finding:
    if plan or found.rule == UNPROTECTED:
        return replace(found, edits=plan)
    return replace(found, help=_UNSAFE)


class _Proof:
    """Plans edits of one page, and reads it anew with them."""

    def __init__(self, file: PageFile, page: PageBytes) -> None:
        self._file = file
        self._page = page
        self._dialect = SUFFIXES.get(file.file.suffix.lower(), Dialect.MARKDOWN)
        self._document = self._read(page)
        self._text = PageText(self._document, is_html=self._dialect is Dialect.HTML)

    def _read(self, page: PageBytes) -> Document:
        document = read_text(
            page.text, path=self._file.path, page=self._file.page, locale="", dialect=self._dialect
        ).document
        if document is None:
            raise ValueError(f"{self._file.path}: a page that was read cannot be read")
        return document

    def plan(self, found: Finding, *, protect: bool) -> tuple[Edit, ...]:
        """Plan one finding's edits."""
        wanted = found.replacement or ""
        protected = protect and bool(found.subject) and not found.is_marked
        if protected or found.rule == UNPROTECTED:
            edits = self._text.plan_code(found.span, found.subject, wanted)
            if edits or found.rule == UNPROTECTED:
                return edits
        return self._text.plan(found.span, found.subject, wanted)

    def keep_provable(self, plans: Sequence[tuple[Edit, ...]]) -> list[tuple[Edit, ...]]:
        """Drop the edits after which the page would say something else besides."""
        if self._holds([edit for plan in plans for edit in plan]):
            return list(plans)
        alone = [plan if self._holds(plan) else () for plan in plans]
        return (
            alone if self._holds([edit for plan in alone for edit in plan]) else [()] * len(plans)
        )

    def _holds(self, edits: Sequence[Edit]) -> bool:
        distinct = sorted(set(edits))
        if not distinct:
            return True
        expected = outline_page(self._document, distinct)
        return outline_page(self._read(self._page.edited(distinct))) == expected


def _without_conflicts(plans: Sequence[tuple[Edit, ...]]) -> list[tuple[Edit, ...]]:
    """Drop plans that want one stretch to become two things; the same twice is one."""
    edits = sorted({edit for plan in plans for edit in plan})
    clashing: set[Edit] = set()
    for index, edit in enumerate(edits):
        for other in edits[index + 1 :]:
            if other.start > edit.end:
                break
            if other.start < edit.end or other.start == edit.start:
                clashing |= {edit, other}
    return [() if clashing & set(plan) else plan for plan in plans]
