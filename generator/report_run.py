"""The run behind the report: read → extract → align → reconcile → model → the files of the site."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator import __version__
from generator.diagnostics import sort_diagnostics
from generator.discovery import discover
from generator.emit.emitter import EmitContext
from generator.emit.registry import render_api
from generator.pipeline import (
    Generation,
    LocaleSummary,
    Summary,
    digest_parts,
    model_api,
    summarize,
)
from generator.reconcile.apply_errata import drop_used
from generator.report.render_site import Links, render_site
from generator.report.report_view import ApiRun, EditionCount

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.diagnostics import Diagnostic
    from generator.discovery import ApiSource
    from generator.pages.workers import Workers

CONTRACT = ("model", "xsd", "python")
"""The emitters whose files the report shows declarations of."""


def generate_report(  # noqa: PLR0913 - the options of the command line
    specs: Path,
    *,
    locales: tuple[str, ...] = (),
    jobs: Workers | int = 1,
    links: Links | None = None,
    progress: Callable[[str, int, int], None] | None = None,
    templates_dir: Path | None = None,
) -> Generation:
    """Run the pipeline over a specs folder, up to a site that shows what was decided.

    Args:
        specs: One API or a folder of them.
        locales: The witnesses to hear, by folder name or tag; none for all.
        jobs: Processes to work with, or who does; the result is the same.
        links: Where pages and generated files can be seen.
        progress: Called with a stage's name, steps done and steps in all.
        templates_dir: A folder whose templates override ours.

    Returns:
        The files of the site and everything there is to say. There are no files where
        no API could be read.
    """
    discovery = discover(specs, locales=locales)
    findings = list(discovery.diagnostics)
    made = [_run_api(source, jobs, progress, templates_dir) for source in discovery.apis]
    findings += [finding for own in made for finding in own.diagnostics]
    findings = list(drop_used(findings, (source.configuration for source in discovery.apis)))
    runs = tuple(own.run for own in made if own.run is not None)
    counts = (
        replace(count, locale=f"{own.api}/{count.locale}") if len(made) > 1 else count
        for own in made
        for count in own.counts
    )
    site = (
        render_site(runs, version=__version__, links=links or Links(), templates_dir=templates_dir)
        if runs
        else ()
    )
    return Generation(
        artifacts=site,
        diagnostics=sort_diagnostics(findings),
        summary=Summary(locales=tuple(counts)),
        digest=digest_parts(run.schema.digest for run in runs),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """What one API gave."""

    api: str
    run: ApiRun | None
    counts: tuple[LocaleSummary, ...]
    diagnostics: tuple[Diagnostic, ...]


def _run_api(
    source: ApiSource,
    jobs: Workers | int,
    progress: Callable[[str, int, int], None] | None,
    templates_dir: Path | None,
) -> _Made:
    """Take one API through the stages, up to what the site shows of it."""
    model, findings = model_api(source, jobs, progress)
    if model is None:
        return _Made(api=source.identifier, run=None, counts=(), diagnostics=findings)
    contract = render_api(model.schema, CONTRACT, EmitContext(templates_dir=templates_dir))
    findings = (*findings, *contract.diagnostics)
    counts = tuple(summarize(model.pages, model.decided.reconciled, ""))
    run = ApiRun(
        schema=model.schema,
        alignment=model.decided.alignment,
        reconciled=model.decided.reconciled,
        tags={own.locale: own.tag for own in source.editions if own.locale in model.pages},
        counts=tuple(
            EditionCount(locale=own.locale, pages=own.pages, tables=own.tables, rows=own.rows)
            for own in counts
        ),
        contract=contract.artifacts,
        diagnostics=sort_diagnostics(findings),
    )
    return _Made(api=source.identifier, run=run, counts=counts, diagnostics=findings)
