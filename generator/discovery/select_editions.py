"""Which editions take part: `--locales`, or the configuration's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Severity
from generator.locales import parse_locale

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.discovery.sources import ApiSource, Edition


def select_editions(
    apis: tuple[ApiSource, ...], locales: tuple[str, ...]
) -> tuple[tuple[ApiSource, ...], tuple[Diagnostic, ...]]:
    """Keep the editions that were asked for.

    A locale is asked for by its folder's name or its tag; `fr` means every
    edition in French, unless one is plainly `fr`. The command line's wish
    comes before the configuration's and may name locales of one API only.

    Args:
        apis: Every API with all its editions.
        locales: What the command line asks for; empty for nothing.

    Returns:
        The APIs with the editions left, and the findings.
    """
    found = [*_report_twins(apis), *_report_references(apis)]
    editions = [edition for api in apis for edition in api.editions]
    found += [
        _unknown(wanted, editions) for wanted in locales if not match_editions(wanted, editions)
    ]
    kept = []
    for api in apis:
        asked = locales
        if not locales:
            asked = api.configuration.locales
            found += [
                _unknown(wanted, api.editions, api)
                for wanted in asked
                if not match_editions(wanted, api.editions)
            ]
        chosen = {
            edition.locale for wanted in asked for edition in match_editions(wanted, api.editions)
        }
        left = tuple(edition for edition in api.editions if not asked or edition.locale in chosen)
        if left:
            kept.append(replace(api, editions=left))
    return tuple(kept), tuple(found)


def match_editions(wanted: str, editions: Iterable[Edition]) -> tuple[Edition, ...]:
    """Give the editions that a folder name or a tag means."""
    editions = tuple(editions)
    tag = parse_locale(wanted)
    exact = tuple(edition for edition in editions if edition.locale == wanted or edition.tag == tag)
    if exact or tag is None:
        return exact
    return tuple(edition for edition in editions if edition.tag.startswith(f"{tag}-"))


def _unknown(wanted: str, editions: Iterable[Edition], api: ApiSource | None = None) -> Diagnostic:
    """Report a locale that is not there, with those that are."""
    present = ", ".join(sorted({edition.locale for edition in editions})) or "none"
    return Diagnostic(
        code="GS110",
        severity=Severity.ERROR,
        message=f"no edition is in the locale '{wanted}'",
        span=api.configuration.place("locales") if api else None,
        help=f"locales present: {present}",
    )


def _report_references(apis: tuple[ApiSource, ...]) -> list[Diagnostic]:
    """Report reference locales that no edition is in."""
    return [
        Diagnostic(
            code="GS110",
            severity=Severity.WARNING,
            message=f"no edition of '{api.name}' is in the reference locale"
            f" '{api.configuration.reference_locale}'",
            span=api.configuration.place("reference_locale"),
            help=f"locales present: {', '.join(edition.locale for edition in api.editions)}",
        )
        for api in apis
        if api.configuration.reference_locale
        and not match_editions(api.configuration.reference_locale, api.editions)
    ]


def _report_twins(apis: tuple[ApiSource, ...]) -> list[Diagnostic]:
    """Report folders that are one locale in two spellings."""
    found = []
    for api in apis:
        names: dict[str, list[str]] = {}
        for edition in api.editions:
            names.setdefault(edition.tag, []).append(edition.locale)
        for tag, folders in names.items():
            if len(folders) > 1:
                listed = " and ".join(f"'{name}'" for name in folders)
                found.append(
                    Diagnostic(
                        code="GS113",
                        severity=Severity.ERROR,
                        message=f"folders {listed} are both the locale '{tag}'",
                        path=api.path,
                        help="leave one edition per locale",
                    )
                )
    return found
