"""`gen-schema explain`: why an identifier was decided as it was."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from generator.cli.speak import print_message, print_result
from generator.cli.worker_options import WorkerOptions, worker_options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.cli.console import Console
    from generator.discovery import ApiSource, Discovery
    from generator.explain.collect_transcripts import Entry
    from generator.explain.transcript import Transcript
    from generator.pages.workers import Workers

_LIMIT: Final = 5
"""Decisions that are shown unless all are asked for."""
_NOT_FOUND: Final = 1
_UNUSABLE: Final = 2
_STYLES: Final[dict[str, dict[str, Any]]] = {
    "title": {"bold": True},
    "place": {"dim": True},
    "intact": {"fg": "green"},
    "repaired": {"fg": "cyan"},
    "provisional": {"fg": "yellow"},
    "unresolved": {"fg": "red"},
}


def _split(
    _context: click.Context, _parameter: click.Parameter, value: str | None
) -> tuple[str, ...]:
    """Split a list at commas."""
    return tuple(name.strip() for name in (value or "").split(",") if name.strip())


@click.command("explain")
@click.argument("specs", type=click.Path(path_type=Path))
@click.argument("identifier")
@click.option("--locales", callback=_split, metavar="fr,ko", help="Read these editions only.")
@worker_options
@click.option("--all", "show_all", is_flag=True, help=f"Show all, not only the first {_LIMIT}.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="Default: text."
)
@click.pass_context
def explain_command(  # noqa: PLR0913 - one parameter for each option
    context: click.Context,
    specs: Path,
    identifier: str,
    *,
    locales: tuple[str, ...],
    working: WorkerOptions,
    show_all: bool,
    form: str,
) -> None:
    """Say who read an identifier how, where, and what decided.

    IDENTIFIER is a type, an operation, a message, Type.field, a field, Enumeration.Value, a value,
    or what a page has in its place, in any language.
    """
    from generator.cli.console import Console  # noqa: PLC0415 - see the package's docstring
    from generator.discovery import discover  # noqa: PLC0415
    from generator.explain.find_transcripts import find_transcripts  # noqa: PLC0415

    console = Console(quiet=True)
    discovery = discover(specs, locales=locales)
    console.report(discovery.diagnostics)
    if not discovery.apis or _lacks_a_locale(discovery):
        context.exit(_UNUSABLE)
    with working.open() as workers:
        entries = {source.name: _read(source, workers, console) for source in discovery.apis}
    found = [
        (api, transcript)
        for api, own in entries.items()
        for transcript in find_transcripts(own, identifier)
    ]
    if not found:
        _say_none(specs, identifier, [entry for own in entries.values() for entry in own])
        context.exit(_NOT_FOUND)
    shown = found if show_all else found[:_LIMIT]
    if form == "json":
        _say_json(identifier, shown, len(found))
    else:
        _say_text(shown, len(found), is_one=len(entries) == 1)


def _lacks_a_locale(discovery: Discovery) -> bool:
    """Tell whether an edition was asked for that is not there."""
    from generator.diagnostics import Severity  # noqa: PLC0415

    return any(
        found.code == "GS110" and found.severity is Severity.ERROR
        for found in discovery.diagnostics
    )


def _read(source: ApiSource, workers: Workers, console: Console) -> tuple[Entry, ...]:
    """Read one API and decide everything about it."""
    from generator.explain.collect_transcripts import collect_transcripts  # noqa: PLC0415
    from generator.pipeline import decide_editions, read_editions  # noqa: PLC0415

    with console.progress() as progress:
        read = read_editions(source, workers, progress)
    console.report(found for pages in read.values() for page in pages for found in page.diagnostics)
    editions = {loc: tuple(p.page for p in pages if p.page) for loc, pages in read.items()}
    editions = {locale: pages for locale, pages in editions.items() if pages}
    if not editions:
        return ()
    decided = decide_editions(source, editions, workers)
    console.report(decided.diagnostics)
    return collect_transcripts(decided.alignment, decided.reconciled)


def _say_none(specs: Path, identifier: str, entries: Sequence[Entry]) -> None:
    """Say that nothing is called so, and what is nearly."""
    from generator.explain.find_transcripts import suggest_names  # noqa: PLC0415

    print_message(f"{specs}: nothing is called {identifier!r}, and no page reads so")
    near = suggest_names(entries, identifier)
    if near:
        print_message(f"  help: did you mean {', '.join(repr(name) for name in near)}?")


def _say_json(identifier: str, shown: Sequence[tuple[str, Transcript]], total: int) -> None:
    from generator.explain.transcript_json import render_json  # noqa: PLC0415

    print_result(render_json(identifier, shown, total))


def _say_text(shown: Sequence[tuple[str, Transcript]], total: int, *, is_one: bool) -> None:
    """Print the decisions, an empty line between them."""
    from generator.explain.render_transcript import render_transcript  # noqa: PLC0415

    parts = [
        ("" if is_one else f"API {api}\n") + render_transcript(transcript, _style)
        for api, transcript in shown
    ]
    print_result("\n\n".join(parts))
    if len(shown) < total:
        print_result(f"\n{len(shown)} of {total} shown; --all shows the others")


def _style(text: str, what: str) -> str:
    """Colour a text on a terminal that wants it (no-color.org)."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return text
    return click.style(text, **_STYLES[what])
