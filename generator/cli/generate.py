"""The main command: specs in, contract out."""

from __future__ import annotations

import os
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from generator import __version__
from generator.cli.default_group import DefaultCommand
from generator.cli.worker_options import WorkerOptions, worker_options

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.cli.console import Console
    from generator.diagnostics import Diagnostic
    from generator.output import OutputFolder, TreePlan
    from generator.pipeline import Generation

_UNUSABLE: Final = frozenset({"GS101", "GS102", "GS106", "GS110", "GS606"})
"""Errors that make the specs folder or the call unusable as a whole."""
_FAILED: Final = 1
_WRONG_USAGE: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Options:
    """What the command line asks for."""

    specs: Path
    out: Path
    locales: tuple[str, ...]
    emit: tuple[str, ...]
    working: WorkerOptions
    check: bool
    force: bool
    templates: Path | None
    use_fuzzy: bool
    scheduler: str


def _split(
    _context: click.Context, _parameter: click.Parameter, value: str | None
) -> tuple[str, ...]:
    """Split a list at commas."""
    if value is None:
        return ()
    names = tuple(dict.fromkeys(name.strip() for name in value.split(",") if name.strip()))
    if not names:
        raise click.BadParameter("names nothing")
    return names


@click.command(cls=DefaultCommand)
@click.argument("specs", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", "out", type=click.Path(path_type=Path), required=True, metavar="OUT",
    help="Folder to write; what is not generated in it stays.",
)  # fmt: skip
@click.option("--locales", callback=_split, metavar="fr,ko", help="Read these editions only.")
@click.option("--emit", callback=_split, metavar="xsd,python", help="Run these emitters only.")
@worker_options
@click.option(
    "--scheduler", default="", metavar="URL",
    help="Let a Dask cluster read, as tcp://host:8786.",
)  # fmt: skip
@click.option(
    "--templates", type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="DIR",
    help="Templates here override ours of the same name.",
)  # fmt: skip
@click.option("--use-fuzzy", is_flag=True, help="Use doubtful translations too.")
@click.option("--strict", is_flag=True, help="Count a warning as an error.")
@click.option("--check", is_flag=True, help="Write nothing; fail if OUT is not up to date.")
@click.option("--watch", is_flag=True, help="Run again whenever a page changes.")
@click.option("--force", is_flag=True, help="Overwrite files that were edited by hand.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
@click.option("-v", "--verbose", is_flag=True, help="Print notes too, and what was not done again.")
@click.pass_context
def generate_command(  # noqa: PLR0913 - one parameter for each option
    context: click.Context,
    specs: Path,
    out: Path,
    *,
    locales: tuple[str, ...],
    emit: tuple[str, ...],
    working: WorkerOptions,
    scheduler: str,
    templates: Path | None,
    use_fuzzy: bool,
    strict: bool,
    check: bool,
    watch: bool,
    force: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Generate a contract and its labels from localized API reference pages.

    SPECS is a folder whose sub-folders are language editions, such as en and fr-FR, or a
    folder of such folders, one for each API.
    """
    from generator.cli.console import Console  # noqa: PLC0415 - see the package's docstring

    _refuse_overlap(specs, out)
    options = _Options(
        specs=specs,
        out=out,
        locales=locales,
        emit=emit,
        working=working,
        check=check,
        force=force,
        templates=templates,
        use_fuzzy=use_fuzzy,
        scheduler=scheduler,
    )
    console = Console(strict=strict, quiet=quiet, verbose=verbose)
    context.exit(_watch(options, console) if watch else _run(options, console))


def _watch(options: _Options, console: Console) -> int:
    """Generate, and again whenever pages, configuration or templates change."""
    from generator.cli.watching import watch  # noqa: PLC0415

    if options.check:
        raise click.UsageError("--watch writes, --check does not: give one of them")
    folders = [each for each in (options.specs, options.templates) if each is not None]
    return watch(folders, lambda: _run(options, console), console)


def _refuse_overlap(specs: Path, out: Path) -> None:
    """Refuse to write among the pages, which would read the output at the next run."""
    source, target = Path(os.path.realpath(specs)), Path(os.path.realpath(out))
    if target.is_relative_to(source):
        raise click.UsageError(f"the output folder '{out}' lies in the specs folder '{specs}'")
    if source.is_relative_to(target):
        raise click.UsageError(f"the specs folder '{specs}' lies in the output folder '{out}'")


def _run(options: _Options, console: Console) -> int:
    """Generate, then check or write."""
    from generator.output import OutputError, OutputFolder  # noqa: PLC0415

    try:
        with nullcontext() if options.check else OutputFolder.open(options.out) as folder:
            generation = _generate(options, console)
            if folder is None:
                return _check(options, console, generation)
            return _write(options, console, generation, folder)
    except OutputError as error:
        console.report((error.diagnostic,))
        return _FAILED


def _generate(options: _Options, console: Console) -> Generation:
    """Run the pipeline, or tell what a former run said."""
    from generator.former_runs import generate_again  # noqa: PLC0415
    from generator.output import read_existing  # noqa: PLC0415
    from generator.pages.workers import SchedulerError  # noqa: PLC0415

    try:
        with console.progress() as progress, options.working.open(options.scheduler) as workers:
            return generate_again(
                options.specs,
                workers=workers,
                locales=options.locales,
                emit=options.emit,
                existing=lambda path: read_existing(options.out, path),
                progress=progress,
                templates_dir=options.templates,
                use_fuzzy=options.use_fuzzy,
            )
    except SchedulerError as error:
        raise click.UsageError(str(error)) from error


def _check(options: _Options, console: Console, generation: Generation) -> int:
    """Compare the output folder with what would be written."""
    from generator.output import check_output  # noqa: PLC0415

    if console.has_errors(generation.diagnostics):
        console.report(generation.diagnostics)
        return _exit_code(generation.diagnostics)
    differences = check_output(
        options.out,
        generation.artifacts,
        version=__version__,
        digest=generation.digest,
        emit=options.emit,
    )
    console.report((*generation.diagnostics, *differences))
    console.summarize(generation.summary)
    console.remark(generation.remarks)
    count = len(differences)
    state = f"{count} file{'s differ' if count > 1 else ' differs'}" if count else "up to date"
    console.say(f"{options.out}: {state}")
    return _FAILED if differences else 0


def _write(
    options: _Options, console: Console, generation: Generation, folder: OutputFolder
) -> int:
    """Write the output folder, unless an error stands against it."""
    if console.has_errors(generation.diagnostics):
        console.report(generation.diagnostics)
        console.warn("nothing was written")
        return _exit_code(generation.diagnostics)
    plan = folder.plan(
        generation.artifacts,
        version=__version__,
        digest=generation.digest,
        emit=options.emit,
        force=options.force,
    )
    console.report((*generation.diagnostics, *plan.diagnostics))
    if console.has_errors(plan.diagnostics):
        console.warn("nothing was written")
        return _FAILED
    folder.write(plan)
    console.summarize(generation.summary)
    console.remark(generation.remarks)
    console.say(f"{options.out}: {_describe(plan)}")
    return 0


def _exit_code(diagnostics: Iterable[Diagnostic]) -> int:
    """Tell an error in the pages from a call that makes no sense."""
    from generator.diagnostics import Severity  # noqa: PLC0415

    errors = {found.code for found in diagnostics if found.severity is Severity.ERROR}
    return _WRONG_USAGE if errors & _UNUSABLE else _FAILED


def _describe(plan: TreePlan) -> str:
    """Say what a plan did."""
    counts = {
        "written": len(plan.created) + len(plan.changed),
        "unchanged": len(plan.unchanged),
        "removed": len(plan.removed),
        "kept": len(plan.kept),
    }
    return ", ".join(f"{count} {what}" for what, count in counts.items())
