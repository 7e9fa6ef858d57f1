"""The specs folder → APIs and their editions (design, section 3).

The folder is either one API, whose sub-folders are locales, or a folder of
such APIs. A sub-folder is a locale when its name is a BCP 47 tag in a common
spelling, or when the configuration says so.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.configuration import (
    FILE_NAME,
    Configuration,
    merge_configurations,
    read_configuration,
)
from generator.diagnostics import Diagnostic, Severity, sort_diagnostics
from generator.discovery.find_others import find_others, is_other
from generator.discovery.find_pages import display_path, find_pages, is_page_name
from generator.discovery.select_editions import select_editions
from generator.discovery.sources import ApiSource, Discovery, Edition
from generator.locales import parse_locale
from generator.naming import module_name


@dataclass(slots=True)
class _Search:
    """A discovery under way."""

    specs: Path
    shown: str
    found: list[Diagnostic] = field(default_factory=list)

    def add(  # noqa: PLR0913 - a finding has this many parts
        self,
        code: str,
        severity: Severity,
        message: str,
        *,
        path: str,
        help_: str | None = None,
        evidence: tuple[str, ...] = (),
    ) -> None:
        """Record a finding about a folder."""
        self.found.append(
            Diagnostic(
                code=code,
                severity=severity,
                message=message,
                path=path,
                help=help_,
                evidence=evidence,
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Folder:
    """What stands in a folder that may be an API."""

    path: Path
    configuration: Configuration
    locales: tuple[tuple[str, str], ...]
    """Names and tags of the sub-folders that are locales."""
    others: tuple[str, ...]
    """Names of the other sub-folders."""
    pages: tuple[str, ...]
    """Names of the pages directly in it, a README apart."""


def discover(specs: Path, *, locales: tuple[str, ...] = ()) -> Discovery:
    """Find out what a specs folder documents.

    Args:
        specs: The folder.
        locales: The locales to read, by folder name or tag; empty for those the
            configuration names, or all.

    Returns:
        The APIs and the findings. No API is left where the folder is unusable
        as a whole.
    """
    search = _Search(specs=Path(os.path.realpath(specs)), shown=specs.as_posix())
    if not search.specs.is_dir():
        what = "is a file, not a folder" if search.specs.exists() else "does not exist"
        search.add("GS101", Severity.ERROR, f"specs folder {what}", path=search.shown)
        return Discovery(apis=(), diagnostics=tuple(search.found))
    folders = _find_apis(search)
    apis = tuple(_read_others(search, _read_api(search, folder)) for folder in folders)
    apis, findings = select_editions(apis, locales)
    search.found += findings
    apis = _drop_empty(search, apis)
    _report_one_name(search, apis)
    apis = tuple(sorted(apis, key=lambda api: (api.identifier, api.path)))
    return Discovery(apis=apis, diagnostics=sort_diagnostics(search.found))


def _find_apis(search: _Search) -> tuple[_Folder, ...]:
    """Tell which folders are APIs."""
    top = _look_into(search, search.specs, Configuration())
    inner = [
        _look_into(search, search.specs / name, top.configuration)
        for name in sorted((*top.others, *(name for name, _ in top.locales)))
    ]
    supplies = [own for own in inner if _is_supply(own, (top, *inner))]
    inner = [own for own in inner if own not in supplies]
    apis = tuple(folder for folder in inner if folder.locales)
    locale_names = {name for name, _ in top.locales}
    is_one = bool(top.locales) and not (
        # names such as `is` or `os` are tags too: among APIs, a folder of locales is an API
        {folder.path.name for folder in apis} > locale_names
    )
    if is_one:
        _report_others(search, top, inner)
        return (top,)
    if not apis:
        _report_neither(search, top, inner)
    for folder in supplies if apis else ():
        if folder.locales:
            message = "folder supplies labels to another API; it is none of its own"
            path = display_path(folder.path, search.specs)
            search.add("GS102", Severity.NOTE, message, path=path)
    for folder in inner:
        if apis and not folder.locales and folder.pages:
            message = f"folder '{folder.path.name}' holds pages but no locale folders; not read"
            path = display_path(folder.path, search.specs)
            search.add("GS102", Severity.WARNING, message, path=path)
    return apis


def _is_supply(folder: _Folder, all_: tuple[_Folder, ...]) -> bool:
    """Tell whether a folder is no API, but holds an edition that only supplies labels to one."""
    givers = (other.configuration for other in all_ if other is not folder)
    return folder.path.name not in dict(all_[0].locales) and is_other(folder.path, givers)


def _look_into(search: _Search, path: Path, common: Configuration) -> _Folder:
    """List a folder that may be an API and read its configuration."""
    shown = (path / FILE_NAME).relative_to(search.specs).as_posix()
    own, findings = read_configuration(path / FILE_NAME, shown, within=search.specs)
    search.found += findings
    configuration = merge_configurations(common, own)
    tags = dict(configuration.editions)
    folders, pages = _list_entries(search, path)
    locales = [(name, tags.get(name) or parse_locale(name)) for name in folders]
    return _Folder(
        path=path,
        configuration=configuration,
        locales=tuple((name, tag) for name, tag in locales if tag),
        others=tuple(name for name, tag in locales if not tag),
        pages=pages,
    )


def _list_entries(search: _Search, path: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the names of a folder's visible sub-folders and pages."""
    folders, pages = [], []
    try:
        entries = sorted(path.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        shown = display_path(path, search.specs)
        message = f"folder cannot be read: {error.strerror}"
        search.add("GS103", Severity.WARNING, message, path=shown)
        return (), ()
    for entry in entries:
        name = entry.name
        if name.startswith("."):
            continue
        if not entry.is_dir():
            if is_page_name(name) and not name.lower().startswith("readme."):
                pages.append(name)
        elif Path(os.path.realpath(entry)).is_relative_to(search.specs):
            folders.append(name)
        else:
            shown = display_path(entry, search.specs)
            message = "link leads out of the specs folder; not followed"
            search.add("GS103", Severity.WARNING, message, path=shown)
    return tuple(folders), tuple(pages)


def _report_neither(search: _Search, top: _Folder, inner: list[_Folder]) -> None:
    """Say what was looked for and what is there instead."""
    named = [f"folder '{folder.path.name}'" for folder in inner[:5]]
    if len(inner) > len(named):
        named.append(f"{len(inner) - len(named)} more folders")
    if top.pages:
        named.append(f"{len(top.pages)} page{'s' if len(top.pages) > 1 else ''} outside any folder")
    search.add(
        "GS102",
        Severity.ERROR,
        "neither an API nor a folder of APIs: no sub-folder is named after a language",
        path=search.shown,
        evidence=(
            "looked for: folders such as 'en', 'fr-FR' or 'zh-Hans', here and one level down",
            f"found: {', '.join(named) or 'nothing'}",
        ),
        help_="name each edition's folder after its language, or say in"
        f' {FILE_NAME} which it is: [editions] english = "en"',
    )


def _report_others(search: _Search, top: _Folder, inner: list[_Folder]) -> None:
    """Report what stands beside locale folders and is not read."""
    for folder in inner:
        if folder.path.name not in top.others:
            continue
        shown = display_path(folder.path, search.specs)
        if folder.locales:
            names = ", ".join(f"'{name}'" for name, _ in folder.locales)
            message = f"folder holds locale folders ({names}) but stands beside some; not read"
            search.add("GS102", Severity.WARNING, message, path=shown)
        elif folder.pages:
            message = "folder holds pages but is not named after a language; not read"
            help_ = f'if it is an edition, say in {FILE_NAME}: [editions] {folder.path.name} = "en"'
            search.add("GS102", Severity.WARNING, message, path=shown, help_=help_)


def _read_api(search: _Search, folder: _Folder) -> ApiSource:
    """Find an API's pages, in every edition."""
    name = folder.configuration.name or folder.path.name
    editions = []
    for locale, tag in sorted(folder.locales, key=lambda pair: (pair[1], pair[0])):
        pages, findings = find_pages(folder.path / locale, search.specs)
        search.found += findings
        editions.append(Edition(locale=locale, tag=tag, folder=folder.path / locale, pages=pages))
    return ApiSource(
        name=name,
        identifier=module_name(name),
        folder=folder.path,
        path=display_path(folder.path, search.specs),
        configuration=folder.configuration,
        editions=tuple(editions),
    )


def _read_others(search: _Search, api: ApiSource) -> ApiSource:
    """Find the editions that only supply labels."""
    others, findings = find_others(api, search.specs)
    search.found += findings
    return replace(api, others=others)


def _drop_empty(search: _Search, apis: tuple[ApiSource, ...]) -> tuple[ApiSource, ...]:
    """Leave out editions without pages, and APIs without editions."""
    is_void = not any(edition.pages for api in apis for edition in api.editions)
    severity = Severity.ERROR if is_void else Severity.WARNING
    kept = []
    for api in apis:
        for edition in api.editions:
            if not edition.pages:
                shown = display_path(edition.folder, search.specs)
                message = "locale folder holds no pages"
                help_ = "pages are files named *.md, *.markdown, *.html or *.htm"
                search.add("GS106", severity, message, path=shown, help_=help_)
        editions = tuple(edition for edition in api.editions if edition.pages)
        if editions:
            kept.append(replace(api, editions=editions))
    return tuple(kept)


def _report_one_name(search: _Search, apis: tuple[ApiSource, ...]) -> None:
    """Report APIs whose names give one identifier."""
    folders: dict[str, list[str]] = {}
    for api in apis:
        folders.setdefault(api.identifier, []).append(api.path)
    for identifier, paths in folders.items():
        if len(paths) > 1:
            listed = ", ".join(f"'{path}'" for path in paths)
            message = f"{len(paths)} APIs have the name '{identifier}': {listed}"
            help_ = f"give each a name of its own in its {FILE_NAME}"
            search.add("GS109", Severity.ERROR, message, path=paths[-1], help_=help_)
