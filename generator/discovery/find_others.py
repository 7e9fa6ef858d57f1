"""The configuration's `[[edition]]`s → the editions that supply labels, with their pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Severity
from generator.discovery.find_pages import find_pages
from generator.discovery.select_editions import match_editions
from generator.discovery.sources import OtherSource

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator.configuration import Configuration, OtherEdition
    from generator.discovery.sources import ApiSource


def find_others(
    api: ApiSource, specs: Path
) -> tuple[tuple[OtherSource, ...], tuple[Diagnostic, ...]]:
    """Find the other editions of an API, before `--locales` leaves any of its own out.

    Args:
        api: The API with all its editions.
        specs: The specs folder.

    Returns:
        Those that can supply labels, and a finding for each that cannot.
    """
    others: list[OtherSource] = []
    found: list[Diagnostic] = []
    keys = {page.page for edition in api.editions for page in edition.pages}
    for given in api.configuration.others:
        beside = match_editions(given.locale, api.editions)
        pages, findings = find_pages(given.folder, specs)
        found += findings
        if any(edition.folder.resolve() == given.folder for edition in api.editions):
            found.append(_unused("GS107", given, f"is an edition of '{api.name}' already"))
        elif not beside:
            present = ", ".join(edition.locale for edition in api.editions)
            message = f"is in the locale '{given.locale}', which no edition of '{api.name}' is in"
            found.append(_unused("GS110", given, message, f"locales present: {present}"))
        elif not pages:
            help_ = "pages are files named *.md, *.markdown, *.html or *.htm"
            found.append(_unused("GS106", given, "holds no pages", help_))
        elif not keys & {page.page for page in pages}:
            help_ = "pages belong together that have one path below their locale folders"
            message = f"has no page in common with '{api.name}'"
            found.append(_unused("GS306", given, message, help_))
        else:
            locales = tuple(edition.locale for edition in beside)
            name = f"{given.locale}-@{given.display}"
            others.append(OtherSource(locale=name, beside=locales, pages=pages))
    return tuple(others), tuple(found)


def is_other(folder: Path, configurations: Iterable[Configuration]) -> bool:
    """Tell whether a folder holds an edition that one of some configurations names."""
    return any(
        folder in {given.folder, given.folder.parent}
        for configuration in configurations
        for given in configuration.others
    )


def _unused(code: str, given: OtherEdition, message: str, help_: str | None = None) -> Diagnostic:
    return Diagnostic(
        code=code,
        severity=Severity.WARNING,
        message=f"edition '{given.display}' {message}; it supplies no label",
        span=given.span,
        help=help_,
    )
