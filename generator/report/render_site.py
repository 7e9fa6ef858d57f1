"""Everything about the APIs → the files of the site."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from babel import Locale, UnknownLocaleError

from generator.emit.artifact import Artifact
from generator.emit.environment import xml_environment
from generator.emit.py_layout import build_layout
from generator.locales import fallback_chain
from generator.reconcile.identifier_paths import call_verdicts
from generator.report.collect_items import collect_items, verdicts_of
from generator.report.count_readings import section_finder
from generator.report.file_names import name_files
from generator.report.find_declarations import find_declarations
from generator.report.item_json import ItemWriter
from generator.report.locate_erratum import ErratumLocator
from generator.report.overview_json import (
    write_findings,
    write_messages,
    write_overview,
    write_search,
)
from generator.report.report_view import ItemKey, ItemKind
from generator.report.script_data import render_data
from generator.report.ui_strings import LANGUAGES, load_strings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from generator.report.report_view import ApiRun

EMITTER: Final = "report"
"""Its name in the manifest."""
SCRIPTS: Final = (
    "core.js",
    "language.js",
    "text.js",
    "review.js",
    "evidence.js",
    "item.js",
    "overview.js",
    "findings.js",
    "search.js",
    "app.js",
)
"""Our scripts, in the order in which they are loaded."""
STYLES: Final = ("report.css",)

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Where what the site speaks of can be seen; empty for nowhere."""

    source: str = ""
    """URL of a page's line, with `{path}` and `{line}`."""
    contract: str = ""
    """URL of a generated file's line, with `{path}` and `{line}`."""


def render_site(
    runs: Sequence[ApiRun], *, version: str, links: Links, templates_dir: Path | None = None
) -> tuple[Artifact, ...]:
    """Render all files.

    Args:
        runs: The APIs.
        version: The generator's version.
        links: Where pages and generated files can be seen.
        templates_dir: A folder whose templates override ours.

    Returns:
        The files, sorted by path.
    """
    overviews: list[Json] = []
    found: list[Artifact] = list(_fixed_files(templates_dir))
    for run in runs:
        overview, artifacts = _render_api(run, templates_dir)
        overviews.append(overview)
        found += artifacts
    data = {
        "version": version,
        "links": {"source": links.source, "contract": links.contract},
        "languages": _languages(runs),
        "apis": overviews,
    }
    found.append(_data("overview", data, templates_dir))
    return tuple(sorted(found, key=lambda artifact: artifact.path))


def _fixed_files(templates_dir: Path | None) -> Iterator[Artifact]:
    """Give what is the same for all APIs: the page, its styles, scripts and words."""
    template = xml_environment(templates_dir).get_template("report/index.html.jinja")
    page = template.render(styles=STYLES, scripts=SCRIPTS)
    yield Artifact(path="index.html", content=page.encode(), emitter=EMITTER)
    for name in (*STYLES, *SCRIPTS):
        content = files("generator.report").joinpath("assets", name).read_bytes()
        yield Artifact(path=f"assets/{name}", content=content, emitter=EMITTER)
    strings = {language: dict(load_strings(language)) for language in LANGUAGES}
    yield _data("strings", strings, templates_dir)


def _data(name: str, value: object, templates_dir: Path | None) -> Artifact:
    content = render_data(name, value, templates_dir)
    return Artifact(path=f"data/{name}.js", content=content, emitter=EMITTER)


def _render_api(run: ApiRun, templates_dir: Path | None) -> tuple[Json, tuple[Artifact, ...]]:
    """Render the data of one API; what the overview shows of it is given apart."""
    items = collect_items(run)
    names = name_files(items)
    places = {own.key: number for number, own in enumerate(call_verdicts(run.reconciled))}
    shown = tuple(verdicts_of(items))
    sections = section_finder(own.verdict.page for own in shown)
    writer = ItemWriter(
        numbers=lambda place: places[place.key],
        locator=ErratumLocator(call_verdicts(run.reconciled), run.tags),
        links=names.get,
        types=lambda kind, name: names.get(ItemKey(kind=ItemKind(kind), name=name)),
    )
    declared = find_declarations(run.contract, build_layout(run.schema))
    folder = f"api-{run.schema.api}"
    artifacts = [
        _data(
            f"{folder}/{names[item.key]}",
            writer.item(item, [own.to_json() for own in declared.get(item.key, ())]),
            templates_dir,
        )
        for item in items
    ]
    artifacts += [
        _data(f"{folder}/findings", write_findings(items, places, sections), templates_dir),
        _data(f"{folder}/search", write_search(items, places), templates_dir),
        _data(f"{folder}/messages", write_messages(run.diagnostics), templates_dir),
    ]
    return write_overview(run, items, names), tuple(artifacts)


def _languages(runs: Sequence[ApiRun]) -> list[Json]:
    """Give the languages that the page can be switched to, ours and those of the editions."""
    tags = sorted({tag for run in runs for tag in run.tags.values()} | set(LANGUAGES))
    return [
        {
            "tag": tag,
            "name": _own_name(tag),
            "direction": _direction(tag),
            "words": fallback_chain(tag, LANGUAGES, "en")[0],
            "labels": {
                run.schema.api: fallback_chain(tag, run.schema.locales, run.schema.reference_locale)
                for run in runs
            },
        }
        for tag in tags
    ]


def _locale(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def _own_name(tag: str) -> str:
    """Give a language's name in itself."""
    locale = _locale(tag)
    name = (locale.get_display_name(locale) if locale else None) or tag
    return f"{name[:1].upper()}{name[1:]}"


def _direction(tag: str) -> str:
    locale = _locale(tag)
    return locale.text_direction if locale else "ltr"
