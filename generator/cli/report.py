"""`gen-schema report`: a static site on which anyone can look at what was decided."""

from __future__ import annotations

import os
import re
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from generator import __version__
from generator.cli.worker_options import WorkerOptions, worker_options

if TYPE_CHECKING:
    from generator.cli.console import Console
    from generator.output import OutputFolder
    from generator.pipeline import Generation
    from generator.report.render_site import Links

_FAILED: Final = 1
_UNUSABLE: Final = 2
_LINK: Final = re.compile(r"(?:https?://|\.{0,2}/(?!/))[^\s\\\"'<>]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Options:
    """What the command line asks for."""

    specs: Path
    site: Path
    locales: tuple[str, ...]
    working: WorkerOptions
    links: Links
    check: bool
    force: bool
    templates: Path | None


def _split(
    _context: click.Context, _parameter: click.Parameter, value: str | None
) -> tuple[str, ...]:
    """Split a list at commas."""
    return tuple(name.strip() for name in (value or "").split(",") if name.strip())


def _link(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str:
    """Take a URL pattern that can only lead to the web, or to a neighbouring folder."""
    if value is None:
        return ""
    if not _LINK.fullmatch(value) or "{path}" not in value:
        raise click.BadParameter(
            "must start with http://, https://, / or ./ and hold {path}, and may hold {line}"
        )
    return value


@click.command("report")
@click.argument("specs", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", "site", type=click.Path(path_type=Path), required=True, metavar="SITE",
    help="Folder to write; what the report did not write in it stays.",
)  # fmt: skip
@click.option("--locales", callback=_split, metavar="fr,ko", help="Read these editions only.")
@worker_options
@click.option(
    "--source-url", callback=_link, metavar="URL",
    help="Where pages can be seen, with {path} and {line}: links lead there.",
)  # fmt: skip
@click.option(
    "--contract-url", callback=_link, metavar="URL",
    help="Where generated files can be seen, with {path} and {line}.",
)  # fmt: skip
@click.option(
    "--templates", type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="DIR",
    help="Templates here override ours of the same name.",
)  # fmt: skip
@click.option("--check", is_flag=True, help="Write nothing; fail if SITE is not up to date.")
@click.option("--force", is_flag=True, help="Overwrite files that were edited by hand.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
@click.option("-v", "--verbose", is_flag=True, help="Print notes too.")
@click.pass_context
def report_command(  # noqa: PLR0913 - one parameter for each option
    context: click.Context,
    specs: Path,
    site: Path,
    *,
    locales: tuple[str, ...],
    working: WorkerOptions,
    source_url: str,
    contract_url: str,
    templates: Path | None,
    check: bool,
    force: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Write a static site that shows every decision with its readings and its evidence.

    It opens from the disk or from any web server and loads nothing from elsewhere. It is
    written where findings are errors too, for then it is needed most.
    """
    from generator.cli.console import Console  # noqa: PLC0415 - see the package's docstring
    from generator.report.render_site import Links  # noqa: PLC0415

    _refuse_overlap(specs, site)
    options = _Options(
        specs=specs,
        site=site,
        locales=locales,
        working=working,
        links=Links(source=source_url, contract=contract_url),
        check=check,
        force=force,
        templates=templates,
    )
    context.exit(_run(options, Console(quiet=quiet, verbose=verbose)))


def _refuse_overlap(specs: Path, site: Path) -> None:
    """Refuse to write among the pages, which would read the site at the next run."""
    source, target = Path(os.path.realpath(specs)), Path(os.path.realpath(site))
    if target.is_relative_to(source) or source.is_relative_to(target):
        raise click.UsageError(f"'{specs}' and '{site}' lie in one another")


def _run(options: _Options, console: Console) -> int:
    """Make the site, then check or write."""
    from generator.output import OutputError, OutputFolder  # noqa: PLC0415

    try:
        with nullcontext() if options.check else OutputFolder.open(options.site) as folder:
            made = _generate(options, console)
            if not made.artifacts:
                console.report(made.diagnostics)
                console.warn("nothing was written")
                return _UNUSABLE
            if folder is None:
                return _check(options, console, made)
            return _write(options, console, made, folder)
    except OutputError as error:
        console.report((error.diagnostic,))
        return _FAILED


def _generate(options: _Options, console: Console) -> Generation:
    """Run the pipeline."""
    from generator.report_run import generate_report  # noqa: PLC0415

    with console.progress() as progress, options.working.open() as workers:
        return generate_report(
            options.specs,
            locales=options.locales,
            jobs=workers,
            links=options.links,
            progress=progress,
            templates_dir=options.templates,
        )


def _check(options: _Options, console: Console, made: Generation) -> int:
    """Compare the site with what would be written."""
    from generator.output import check_output  # noqa: PLC0415

    differences = check_output(
        options.site, made.artifacts, version=__version__, digest=made.digest
    )
    console.report((*made.diagnostics, *differences))
    count = len(differences)
    console.say(f"{options.site}: {f'{count} files differ' if count else 'up to date'}")
    return _FAILED if differences or console.has_errors(made.diagnostics) else 0


def _write(options: _Options, console: Console, made: Generation, folder: OutputFolder) -> int:
    """Write the site; what is wrong with the pages stands in it, and in the exit code."""
    plan = folder.plan(made.artifacts, version=__version__, digest=made.digest, force=options.force)
    console.report((*made.diagnostics, *plan.diagnostics))
    if console.has_errors(plan.diagnostics):
        console.warn("nothing was written")
        return _FAILED
    written = folder.write(plan)
    console.summarize(made.summary)
    index = options.site / "index.html"
    console.say(f"{index}: {written.written} written, {written.unchanged} unchanged")
    return _FAILED if console.has_errors(made.diagnostics) else 0
