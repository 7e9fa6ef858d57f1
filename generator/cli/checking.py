"""What `check` and `fix` share: their options, and one run over all APIs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import click

from generator.cli.worker_options import WorkerOptions, worker_options

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from generator.check.finding import Finding
    from generator.cli.console import Console
    from generator.discovery import PageFile

UNUSABLE: Final = 2
"""Exit code of a call that makes no sense, or of specs that cannot be read at all."""
_UNUSABLE_CODES: Final = frozenset({"GS101", "GS102", "GS106", "GS110"})


def _split(
    _context: click.Context, _parameter: click.Parameter, value: tuple[str, ...]
) -> tuple[str, ...]:
    """Split lists at commas; an option may be given more than once."""
    return tuple(name.strip() for part in value for name in part.split(",") if name.strip())


def _split_rules(
    context: click.Context, parameter: click.Parameter, value: tuple[str, ...]
) -> tuple[str, ...]:
    """Split a list of rules, each of which must be one."""
    from generator.check.rules import find_rules  # noqa: PLC0415 - see the package's docstring

    selectors = _split(context, parameter, value)
    for selector in selectors:
        if not find_rules(selector):
            raise click.BadParameter(f"no rule is called {selector!r}; `gen-schema rule` lists all")
    return selectors


SHARED_OPTIONS: Final = (
    click.option(
        "--select", callback=_split_rules, multiple=True, metavar="GSC1,…",
        help="Apply these rules only: codes, their beginnings, names, or ALL.",
    ),
    click.option(
        "--ignore", callback=_split_rules, multiple=True, metavar="GSC3,…",
        help="Leave these rules out.",
    ),
    click.option(
        "--locales", callback=_split, multiple=True, metavar="fr,ko",
        help="Read these editions only.",
    ),
    click.option(
        "--min-confidence", type=click.FloatRange(0, 1), default=0.9, show_default=True,
        help="How sure a replacement must be to count as a fix.",
    ),
    click.option("--protect", is_flag=True, help="Put identifiers into code markup, too."),
    worker_options,
    click.option("-q", "--quiet", is_flag=True, help="Results only, and errors."),
)  # fmt: skip


def shared_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that check and fix share."""
    for option in reversed(SHARED_OPTIONS):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOptions:
    """What the command line asks for."""

    specs: Path
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    locales: tuple[str, ...]
    min_confidence: float
    protect: bool
    working: WorkerOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What all APIs came to."""

    findings: tuple[Finding, ...]
    """In path-line order."""
    files: Mapping[str, PageFile]
    """Path below the specs folder → page."""
    rules: frozenset[str]
    """Codes of the rules that were applied."""
    has_errors: bool
    """The run itself met an error."""


def run_check(options: CheckOptions, console: Console) -> Outcome | None:
    """Check every API; None where the specs cannot be used as a whole."""
    from generator.check.check_specs import CheckSettings, check_api  # noqa: PLC0415
    from generator.check.rules import select_rules  # noqa: PLC0415
    from generator.check.settle_edits import FixSettings  # noqa: PLC0415
    from generator.diagnostics import Severity  # noqa: PLC0415
    from generator.discovery import discover  # noqa: PLC0415

    select = (*options.select, *(("GSC501",) if options.protect and options.select else ()))
    rules = select_rules(select, options.ignore)
    rules |= select_rules(("GSC501",), options.ignore) if options.protect else frozenset()
    fixing = FixSettings(min_confidence=options.min_confidence, protect=options.protect)
    discovery = discover(options.specs, locales=options.locales)
    problems = list(discovery.diagnostics)
    findings: list[Finding] = []
    files: dict[str, PageFile] = {}
    unusable = {found.code for found in problems if found.severity is Severity.ERROR}
    if not discovery.apis or unusable & _UNUSABLE_CODES:
        console.report(problems)
        return None
    with console.progress() as progress, options.working.open() as workers:
        settings = CheckSettings(rules=rules, fixing=fixing, workers=workers)
        for source in discovery.apis:
            checked = check_api(source, settings, progress)
            findings += checked.findings
            files |= checked.files
            problems += checked.diagnostics
    told = [found for found in problems if _is_told(found.code, found.severity is Severity.ERROR)]
    console.report(told)
    return Outcome(
        findings=tuple(sorted(findings, key=lambda found: found.sort_key)),
        files=files,
        rules=rules,
        has_errors=any(found.severity is Severity.ERROR for found in told),
    )


def _is_told(code: str, is_error: bool) -> bool:
    """Tell whether a message is about the run, not about what the rules report themselves."""
    return is_error or code.startswith("GS1") or code == "GS405"
