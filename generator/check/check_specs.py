"""A specs folder → everything that its pages' rules find, once through the pipeline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.check.damage_rules import find_damage
from generator.check.settle_rounds import Round, settle_rounds
from generator.pipeline import decide_editions, read_editions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from generator.check.finding import Finding
    from generator.check.settle_edits import FixSettings
    from generator.diagnostics import Diagnostic
    from generator.discovery import ApiSource, PageFile
    from generator.pipeline import Decided


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSettings:
    """What is looked for, and what counts as fixable."""

    rules: frozenset[str]
    """Codes of the rules that are applied."""
    fixing: FixSettings
    """What counts as fixable."""
    jobs: int = 1
    """Processes to read with."""


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
    read = read_editions(source, settings.jobs, progress)
    diagnostics = [found for own in read.values() for page in own for found in page.diagnostics]
    editions = {loc: tuple(p.page for p in own if p.page) for loc, own in read.items()}
    editions = {locale: pages for locale, pages in editions.items() if pages}
    files = {file.path: file for edition in source.editions for file in edition.pages}
    if not editions:
        return Checked(findings=(), diagnostics=tuple(diagnostics), files=files)
    round_ = Round(source=source, editions=editions, decided=decide_editions(source, editions))
    return Checked(
        findings=find_faults(round_, settings, files),
        diagnostics=(*diagnostics, *round_.decided.diagnostics),
        files=files,
    )


def find_faults(
    first: Round, settings: CheckSettings, files: Mapping[str, PageFile]
) -> tuple[Finding, ...]:
    """Apply the rules to what was decided, and settle what mends what they find.

    Args:
        first: What was decided from the pages as they stand.
        settings: What is looked for.
        files: Path below the specs folder → page.
    """
    found = [each for each in _all_findings(first.decided) if each.rule in settings.rules]
    settled = settle_rounds(first, found, settings.fixing, settings.rules, files)
    return tuple(sorted(settled, key=lambda each: each.sort_key))


def _all_findings(decided: Decided) -> Iterator[Finding]:
    yield from find_damage(decided.reconciled)
