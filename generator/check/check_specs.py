"""A specs folder → everything that its pages' rules find, once through the pipeline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.check.find_faults import find_faults
from generator.check.settle_rounds import Round, settle_rounds
from generator.check.suppressions import read_suppressions
from generator.pages.workers import ALONE
from generator.pipeline import choose_reference, decide_editions, read_editions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.check.finding import Finding
    from generator.check.settle_edits import FixSettings
    from generator.diagnostics import Diagnostic
    from generator.discovery import ApiSource, PageFile
    from generator.pages.workers import Workers


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSettings:
    """What is looked for, and what counts as fixable."""

    rules: frozenset[str]
    """Codes of the rules that are applied."""
    fixing: FixSettings
    """What counts as fixable."""
    workers: Workers = ALONE
    """Who reads and decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What one API's pages came to."""

    findings: tuple[Finding, ...]
    """In path-line order."""
    diagnostics: tuple[Diagnostic, ...]
    """What was wrong with the run: pages that cannot be read, and the like."""
    files: Mapping[str, PageFile]
    """Path below the specs folder → page."""


def check_api(
    source: ApiSource,
    settings: CheckSettings,
    progress: Callable[[str, int, int], None] | None = None,
) -> Checked:
    """Check one API's pages."""
    read = read_editions(source, settings.workers, progress)
    diagnostics = [found for own in read.values() for page in own for found in page.diagnostics]
    editions = {loc: tuple(p.page for p in own if p.page) for loc, own in read.items()}
    editions = {locale: pages for locale, pages in editions.items() if pages}
    files = {file.path: file for edition in source.editions for file in edition.pages}
    if not editions:
        return Checked(findings=(), diagnostics=tuple(diagnostics), files=files)
    first = Round(
        source=source,
        reference=choose_reference(source, editions),
        editions=editions,
        decided=decide_editions(source, editions, settings.workers),
        workers=settings.workers,
    )
    return Checked(
        findings=_check(first, settings, files),
        diagnostics=(*diagnostics, *first.decided.diagnostics),
        files=files,
    )


def _check(
    first: Round, settings: CheckSettings, files: Mapping[str, PageFile]
) -> tuple[Finding, ...]:
    """Apply the rules, leave out what comments suppress, and settle what mends the rest."""
    suppressions = read_suppressions(first.editions, files)

    def is_wanted(found: Finding) -> bool:
        return found.rule in settings.rules and not suppressions.covers(found)

    found = [each for each in find_faults(first, settings.rules) if is_wanted(each)]
    settled = settle_rounds(first, found, settings.fixing, is_wanted, files)
    faults = suppressions.find_faults(settings.rules)
    everything = (*settled, *(fault for fault in faults if fault.rule in settings.rules))
    return tuple(sorted(everything, key=lambda each: each.sort_key))
