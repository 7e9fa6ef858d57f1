"""`gen-schema fix`: what check finds, mended in place."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from generator.cli.checking import UNUSABLE, CheckOptions, run_check, shared_options
from generator.cli.speak import print_message, print_result

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.check.apply_fixes import FixedPage
    from generator.cli.checking import Outcome
    from generator.cli.console import Console
    from generator.cli.worker_options import WorkerOptions

_FAILED: Final = 1


@click.command("fix")
@click.argument("specs", type=click.Path(path_type=Path))
@click.option("--write", is_flag=True, help="Edit the pages instead of printing a diff.")
@click.option(
    "--allow-dirty", is_flag=True,
    help="Edit pages that have uncommitted changes or are in no git repository, too.",
)  # fmt: skip
@shared_options
@click.pass_context
def fix_command(  # noqa: PLR0913 - one parameter for each option
    context: click.Context,
    specs: Path,
    *,
    write: bool,
    allow_dirty: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    locales: tuple[str, ...],
    min_confidence: float,
    protect: bool,
    working: WorkerOptions,
    quiet: bool,
) -> None:
    """Mend what check finds: a diff for `git apply`, or with --write the pages themselves.

    Only the characters that are wrong change; line ends, encoding and everything else
    stay as they are. Guesses are left alone (--min-confidence).
    """
    from generator.check.apply_fixes import apply_fixes  # noqa: PLC0415
    from generator.cli.console import Console  # noqa: PLC0415 - see the package's docstring

    options = CheckOptions(
        specs=specs,
        select=select,
        ignore=ignore,
        locales=locales,
        min_confidence=min_confidence,
        protect=protect,
        working=working,
    )
    console = Console(quiet=quiet)
    outcome = run_check(options, console)
    if outcome is None:
        context.exit(UNUSABLE)
    pages = tuple(apply_fixes(outcome.findings, outcome.files))
    if write:
        is_done = _write(pages, console, allow_dirty=allow_dirty)
    else:
        is_done = True
        _say_diff(pages, outcome, specs)
        _say_count(pages, console, "would be changed")
    context.exit(0 if is_done and not outcome.has_errors else _FAILED)


def _say_diff(pages: Sequence[FixedPage], outcome: Outcome, specs: Path) -> None:
    """Print the changes; a terminal gets control characters shown, a file or pipe the bytes."""
    from generator.check.git_state import find_repository  # noqa: PLC0415
    from generator.check.render_diff import render_diff  # noqa: PLC0415
    from generator.check.shown_paths import show_paths  # noqa: PLC0415
    from generator.diagnostics import printable  # noqa: PLC0415

    shown = show_paths(outcome.files, find_repository(specs) or Path.cwd())
    for page in pages:
        diff = render_diff(shown[page.file.path], page.before, page.after)
        if sys.stdout.isatty():
            print_result(printable(diff.decode("utf-8", "replace")), nl=False)
        else:
            print_result(diff, nl=False)


def _write(pages: Sequence[FixedPage], console: Console, *, allow_dirty: bool) -> bool:
    """Write the pages, unless that would lose what is not committed."""
    from generator.check.git_state import find_uncommitted  # noqa: PLC0415
    from generator.check.write_pages import write_page  # noqa: PLC0415

    refused = {} if allow_dirty else find_uncommitted(page.file for page in pages)
    written = []
    is_done = not refused
    for page in pages:
        if reason := refused.get(page.file.path):
            print_message(f"{_line(page)}: not written: {reason} (--allow-dirty)")
            continue
        try:
            write_page(page.file.file, page.before, page.after)
        except OSError as error:
            is_done = False
            print_message(f"{_line(page)}: not written: {error.strerror or error}")
        else:
            written.append(page)
    _say_count(written, console, "changed")
    return is_done


def _line(page: FixedPage) -> str:
    """Name a page so that its name does nothing to a terminal."""
    from generator.diagnostics import printable  # noqa: PLC0415

    return printable(page.file.path).replace("\n", " ")


def _say_count(pages: Sequence[FixedPage], console: Console, what: str) -> None:
    """Say how much was mended."""
    findings = sum(page.findings for page in pages)
    fixes = f"{findings} fix{'' if findings == 1 else 'es'}"
    console.warn(f"{len(pages)} file{'' if len(pages) == 1 else 's'} {what}, {fixes}")
