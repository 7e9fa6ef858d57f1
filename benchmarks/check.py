#!/usr/bin/env python3
"""Measures what `check` finds and what `fix` makes of it, against a sound edition.

    python benchmarks/check.py CORPUS [--reference en] [--jobs N] [--protect] [--verbose]

Works on a copy of the corpus in a fresh git repository: checks it, lets git try the diff, writes
the fixes, compares every byte, and checks again. Exit 0: measured; 2: CORPUS is unusable.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if not __package__:  # run as a file
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.measure_check import CheckFigures, judge_findings, measure_findings
from benchmarks.recovery import UnusableError, measure_corpus
from benchmarks.text_table import render_text, share
from generator.check.apply_fixes import apply_fixes
from generator.check.check_specs import CheckSettings, check_api
from generator.check.render_diff import render_diff
from generator.check.rules import select_rules
from generator.check.settle_edits import FixSettings
from generator.check.write_pages import write_page
from generator.discovery import discover
from generator.pages.workers import Workers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from benchmarks.measure_check import JudgedPlace
    from generator.check.apply_fixes import FixedPage
    from generator.check.check_specs import Checked
    from generator.check.finding import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixing:
    """What became of the pages of a corpus."""

    pages: int
    """Pages in all."""
    changed: int
    """Pages that were edited."""
    strayed: int
    """Of these, those that differ outside the replaced spans."""
    is_applicable: bool
    """git takes the diff."""
    left: tuple[Finding, ...]
    """Fixable findings after fixing."""
    changed_again: int
    """Pages that fixing once more would edit."""


def check_corpus(corpus: Path, jobs: int = 1, *, protect: bool = False) -> Iterator[Checked]:
    """Check every API of a corpus, as the command line does."""
    rules = select_rules((), ()) | (select_rules(("GSC501",), ()) if protect else frozenset())
    settings = CheckSettings(
        rules=rules, fixing=FixSettings(protect=protect), workers=Workers(jobs=jobs)
    )
    for source in discover(corpus).apis:
        yield check_api(source, settings)


def fix_copy(
    corpus: Path, folder: Path, jobs: int = 1, *, protect: bool = False
) -> tuple[tuple[Finding, ...], Fixing]:
    """Check and fix a copy of a corpus in a git repository.

    Args:
        corpus: The pages.
        folder: An empty folder for the copy.
        jobs: Processes to read with.
        protect: Put identifiers into code markup, too.

    Returns:
        What was found first, and what became of the pages.
    """
    copy = folder / corpus.name
    shutil.copytree(corpus, copy)
    _git(copy, "init", "-q")
    checked = list(check_corpus(copy, jobs, protect=protect))
    fixed = [page for own in checked for page in apply_fixes(own.findings, own.files)]
    diff = b"".join(render_diff(page.file.path, page.before, page.after) for page in fixed)
    is_applicable = not diff or _git(copy, "apply", "--check", "-", diff)
    findings = tuple(found for own in checked for found in own.findings)
    strayed = sum(strays(page, findings) for page in fixed)
    for page in fixed:
        write_page(page.file.file, page.before, page.after)
    again = list(check_corpus(copy, jobs, protect=protect))
    twice = [page for own in again for page in apply_fixes(own.findings, own.files)]
    return findings, Fixing(
        pages=sum(len(own.files) for own in checked),
        changed=len(fixed),
        strayed=strayed,
        is_applicable=is_applicable,
        left=tuple(found for own in again for found in own.findings if found.is_fixable),
        changed_again=len(twice),
    )


def strays(page: FixedPage, findings: Iterable[Finding]) -> bool:
    """Tell whether a page's bytes differ anywhere but where findings said."""
    mark = 3 if page.before.startswith(b"\xef\xbb\xbf") else 0
    text = page.before[mark:].decode()
    edits = sorted(
        {edit for found in findings if found.span.path == page.file.path for edit in found.edits}
    )
    at, kept = mark, page.before[:mark]
    if page.after[:mark] != kept:
        return True
    cursor = 0
    for edit in edits:
        between = text[cursor : edit.start].encode()
        new = edit.text.encode()
        if page.after[at : at + len(between)] != between:
            return True
        at += len(between)
        if page.after[at : at + len(new)] != new:
            return True
        at += len(new)
        cursor = edit.end
    return page.after[at:] != text[cursor:].encode()


def _git(folder: Path, *words: str | bytes) -> bool:
    data = words[-1] if isinstance(words[-1], bytes) else None
    arguments = [word for word in words if isinstance(word, str)]
    done = subprocess.run(["git", *arguments], cwd=folder, input=data, check=False)
    return done.returncode == 0


def main(arguments: list[str] | None = None) -> int:
    """Measure, and print the result."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpus", type=Path, metavar="CORPUS")
    parser.add_argument("--reference", default="en", help="the edition to compare with")
    parser.add_argument("--jobs", type=int, default=1, help="processes to read with")
    parser.add_argument("--protect", action="store_true", help="add code markup, too")
    parser.add_argument("--verbose", action="store_true", help="list every departure")
    options = parser.parse_args(arguments)
    try:
        measured = measure_corpus(options.corpus, reference=options.reference, jobs=options.jobs)
    except UnusableError as error:
        print(f"check.py: {error}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        findings, fixing = fix_copy(
            options.corpus, Path(folder), options.jobs, protect=options.protect
        )
    for recovery in measured:
        judged = judge_findings(recovery.judged, findings)
        for title, is_corrected in (("as it stands", False), ("corrected", True)):
            figures = measure_findings(judged, recovery.reference, is_corrected=is_corrected)
            print(f"\n{recovery.api} against {recovery.reference} {title}")
            print(render_text(_HEADER, [_row(each) for each in figures]))
        if options.verbose:
            print("\n".join(_departures(judged)))
    print()
    print(render_text(("pages", ""), _fixing_rows(fixing)))
    for found in fixing.left if options.verbose else ():
        print(f"left: {found.span}: {found.rule} {found.confidence:.4f} {found.message}")
    return 0


_HEADER = (
    "locale", "damaged", "listed", "%", "mended", "%", "fixable", "right", "%",
    "equal after fixing", "of", "%",
)  # fmt: skip


def _row(own: CheckFigures) -> tuple[object, ...]:
    return (
        own.locale,
        own.damaged, own.listed, share(own.listed, own.damaged, decimals=2),
        own.mended, share(own.mended, own.damaged, decimals=2),
        own.fixable, own.right, share(own.right, own.fixable, decimals=2),
        own.equal, own.cells, share(own.equal, own.cells, decimals=2),
    )  # fmt: skip


def _fixing_rows(own: Fixing) -> list[tuple[object, ...]]:
    return [
        ("all", own.pages),
        ("edited", own.changed),
        ("edited outside the replaced spans", own.strayed),
        ("git apply --check takes the diff", "yes" if own.is_applicable else "no"),
        ("fixable findings left after fixing", len(own.left)),
        ("edited when fixed once more", own.changed_again),
    ]


def _departures(judged: Iterable[JudgedPlace]) -> Iterator[str]:
    """List what is not listed, not right or not mended in the corrected view."""
    for place in judged:
        own = place.judged
        if not own.cell.is_identifier or place.is_settled:
            continue
        found = place.finding
        said = "no finding" if found is None else f"{found.rule} {found.confidence:.4f}"
        wanted = "" if found is None else f" -> {found.replacement!r}"
        fixed = "fixed" if found is not None and found.edits else "not fixed"
        read = f"{own.reading.text!r}, reference {own.cell.text!r}"
        yield f"{own.reading.span}: {read}: {said}{wanted}, {fixed}"


if __name__ == "__main__":
    sys.exit(main())
