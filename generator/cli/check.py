"""`gen-schema check`: what is damaged in which page."""

from __future__ import annotations

import os
import stat
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from generator.cli.checking import UNUSABLE, CheckOptions, run_check, shared_options
from generator.cli.speak import print_result

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.check.finding import Finding
    from generator.cli.checking import Outcome
    from generator.cli.console import Console
    from generator.cli.worker_options import WorkerOptions

_FOUND: Final = 1
_WEIGHTS: Final = ("note", "warning", "error")
_STYLES: Final[dict[str, dict[str, Any]]] = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "note": {"fg": "cyan", "bold": True},
    "fixable": {"fg": "green"},
}


@click.command("check")
@click.argument("specs", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "sarif", "github"]), default="text",
    show_default=True, help="How findings are written.",
)  # fmt: skip
@click.option(
    "--fail-on", type=click.Choice(["error", "warning", "note"]), default="error",
    show_default=True, help="The least severity that makes the exit code 1.",
)  # fmt: skip
@click.option(
    "--baseline", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Leave out what this file lists as known, and say what no longer occurs.",
)  # fmt: skip
@click.option("--write-baseline", is_flag=True, help="Write what is found to the baseline instead.")
@shared_options
@click.pass_context
def check_command(  # noqa: PLR0913 - one parameter for each option
    context: click.Context,
    specs: Path,
    *,
    form: str,
    fail_on: str,
    baseline: Path | None,
    write_baseline: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    locales: tuple[str, ...],
    min_confidence: float,
    protect: bool,
    working: WorkerOptions,
    quiet: bool,
) -> None:
    """Say which cells of which edition are damaged, and what belongs there.

    SPECS is a folder of language editions, or a folder of such folders. `gen-schema rule`
    explains the rules, `gen-schema fix` mends what is marked [*].
    """
    from generator.cli.console import Console  # noqa: PLC0415 - see the package's docstring

    if write_baseline and baseline is None:
        raise click.UsageError("--write-baseline needs --baseline FILE")
    known = {} if write_baseline or baseline is None else _load(baseline)
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
    if write_baseline and baseline is not None:
        _write_baseline(baseline, outcome, console)
        return
    if baseline is not None:
        outcome = _without_known(outcome, known, console)
    _say(outcome, form, specs)
    _count(outcome.findings, console)
    least = _WEIGHTS.index(fail_on)
    failing = any(_WEIGHTS.index(str(found.severity)) >= least for found in outcome.findings)
    context.exit(_FOUND if failing or outcome.has_errors else 0)


def _load(baseline: Path) -> Mapping[str, Mapping[str, str]]:
    """Read the baseline."""
    from generator.check.baseline import BaselineError, load_baseline  # noqa: PLC0415

    try:
        if stat.S_ISFIFO(baseline.stat().st_mode):
            return load_baseline("")  # to open it would wait for ever
        return load_baseline(baseline.read_text("utf-8"))
    except (OSError, BaselineError, UnicodeDecodeError) as error:
        raise click.BadParameter(f"{baseline}: {error}", param_hint="--baseline") from error


def _write_baseline(baseline: Path, outcome: Outcome, console: Console) -> None:
    """Write what was found down as known."""
    from generator.check.baseline import render_baseline  # noqa: PLC0415

    try:
        baseline.write_text(render_baseline(outcome.findings), "utf-8", newline="\n")
    except OSError as error:
        message = f"{baseline}: {error.strerror or error}"
        raise click.BadParameter(message, param_hint="--baseline") from error
    console.warn(f"{baseline}: {len(outcome.findings)} findings written")


def _without_known(
    outcome: Outcome, known: Mapping[str, Mapping[str, str]], console: Console
) -> Outcome:
    """Leave out what the baseline lists, and add what it lists in vain."""
    from generator.check.baseline import compare_baseline  # noqa: PLC0415

    editions = {
        path.removesuffix(file.page) for path, file in outcome.files.items()
    }  # fmt: skip
    compared = compare_baseline(outcome.findings, known, outcome.rules, editions)
    if compared.known:
        console.warn(f"{compared.known} findings of the baseline left out")
    stale = compared.stale if "GSC904" in outcome.rules else ()
    findings = sorted((*compared.new, *stale), key=lambda found: found.sort_key)
    return replace(outcome, findings=tuple(findings))


def _say(outcome: Outcome, form: str, specs: Path) -> None:
    """Print the findings."""
    from generator.check.git_state import find_repository  # noqa: PLC0415
    from generator.check.render_github import render_github  # noqa: PLC0415
    from generator.check.render_json import render_json  # noqa: PLC0415
    from generator.check.render_sarif import render_sarif  # noqa: PLC0415
    from generator.check.shown_paths import show_paths  # noqa: PLC0415

    here = Path.cwd()
    if form == "text":
        _say_text(outcome.findings, show_paths(outcome.files, here))
        return
    if form == "json":
        print_result(render_json(outcome.findings, show_paths(outcome.files, here)))
        return
    shown = show_paths(outcome.files, find_repository(specs) or here)
    render = render_sarif if form == "sarif" else render_github
    if text := render(outcome.findings, shown):
        print_result(text)


def _say_text(findings: Sequence[Finding], shown: Mapping[str, str]) -> None:
    """Print findings for people, an empty line between them."""
    from generator.check.render_text import render_finding  # noqa: PLC0415

    parts = [
        render_finding(found, shown.get(found.span.path, found.span.path), _style)
        for found in findings
    ]
    if parts:
        print_result("\n\n".join(parts))


def _style(text: str, what: str) -> str:
    """Colour a text on a terminal that wants it (no-color.org)."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return text
    return click.style(text, **_STYLES[what])


def _count(findings: Sequence[Finding], console: Console) -> None:
    """Say how many findings there are, and how many can be mended."""
    if not findings:
        console.warn("nothing found")
        return
    parts = []
    for weight in reversed(_WEIGHTS):
        count = sum(str(found.severity) == weight for found in findings)
        if count:
            parts.append(f"{count} {weight}{'s' if count > 1 else ''}")
    fixable = sum(found.is_fixable for found in findings)
    console.warn(f"{', '.join(parts)}; {fixable} fixable with `gen-schema fix`")
