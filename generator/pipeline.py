"""The whole run on one page: read → extract → align → reconcile → model → emit."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator import __version__
from generator.align.align_editions import align_editions
from generator.diagnostics import Diagnostic, Severity, sort_diagnostics
from generator.discovery import discover
from generator.emit.artifact import Artifact
from generator.emit.emitter import EmitContext
from generator.emit.registry import LEDGER, check_names, render_api, render_package
from generator.generation import Generation, LocaleSummary, Summary
from generator.ledger import render_ledger
from generator.model.build_schema import build_schema
from generator.pages.read_page import ReadPage, read_page
from generator.pages.workers import Workers, as_workers
from generator.reconcile.apply_errata import drop_used
from generator.reconcile.hear_edition import hear_editions
from generator.reconcile.read_contract import load_contract
from generator.reconcile.read_glossary import load_glossary
from generator.reconcile.reconcile_editions import reconcile_editions
from generator.reconcile.verdict import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.align.alignment import Alignment
    from generator.discovery import ApiSource, Edition, OtherSource, PageFile
    from generator.extract.page import Page
    from generator.model.schema import Schema
    from generator.reconcile.glossary import Glossary
    from generator.reconcile.reconciled import Reconciled


__all__ = [
    "Decided",
    "Generation",
    "LocaleSummary",
    "Model",
    "ReadPage",
    "Summary",
    "Workers",
    "choose_reference",
    "decide_editions",
    "digest_parts",
    "generate",
    "model_api",
    "read_editions",
    "read_page",
    "summarize",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """One API with its identifiers decided."""

    alignment: Alignment
    """Its editions side by side."""
    reconciled: Reconciled
    """The verdicts."""
    diagnostics: tuple[Diagnostic, ...]
    """What both found."""
    contract_digest: str
    """SHA-256 of the reference contract's files, as hexadecimal digits; empty for none."""
    glossary: Glossary
    """General vocabulary, with what the configuration adds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One API as far as its model."""

    pages: Mapping[str, Sequence[Page]]
    """Its editions' pages."""
    decided: Decided
    """Its identifiers."""
    schema: Schema
    """The model."""


def generate(  # noqa: PLR0913 - the options of the command line
    specs: Path,
    *,
    locales: tuple[str, ...] = (),
    emit: tuple[str, ...] = (),
    jobs: Workers | int = 1,
    existing: Callable[[str], bytes | None] = lambda _: None,
    progress: Callable[[str, int, int], None] | None = None,
    templates_dir: Path | None = None,
    use_fuzzy: bool = False,
) -> Generation:
    """Run the pipeline over a specs folder.

    Args:
        specs: One API or a folder of them.
        locales: The witnesses to hear, by folder name or tag; none for all.
        emit: The emitters to run; none for all.
        jobs: Processes to read and extract with, or who does; the result is the same.
        existing: Gives a file of the former output by its path, for catalogs to be merged.
        progress: Called with a stage's name, steps done and steps in all.
        templates_dir: A folder whose templates override ours.
        use_fuzzy: Let doubtful translations count.

    Returns:
        The files to write and everything there is to say. Where a finding is an
        error there may be no files.
    """
    if unknown := check_names(emit):
        return _failed(unknown)
    context = EmitContext(
        existing=existing,
        templates_dir=templates_dir,
        use_fuzzy=use_fuzzy,
        emit=emit,
        cache=as_workers(jobs).cache,
    )
    discovery = discover(specs, locales=locales)
    findings = list(discovery.diagnostics)
    artifacts: list[Artifact] = []
    schemas: list[Schema] = []
    counts: list[LocaleSummary] = []
    remarks: list[str] = []
    for source in discovery.apis:
        made = _generate_api(source, emit, jobs, context, progress)
        artifacts += made.artifacts
        remarks += made.remarks
        findings += made.diagnostics
        if made.model is not None:
            schemas.append(made.model.schema)
            prefix = f"{source.identifier}/" if len(discovery.apis) > 1 else ""
            counts += summarize(made.model.pages, made.model.decided.reconciled, prefix)
    findings = list(drop_used(findings, (source.configuration for source in discovery.apis)))
    if schemas:
        shared = render_package(tuple(schemas), emit, context)
        artifacts += shared.artifacts
        findings += shared.diagnostics
    return Generation(
        artifacts=tuple(sorted(artifacts, key=lambda artifact: artifact.path)),
        diagnostics=sort_diagnostics(findings),
        summary=Summary(locales=tuple(counts)),
        digest=digest_parts(schema.digest for schema in schemas),
        remarks=tuple(remarks),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """What one API gave."""

    artifacts: tuple[Artifact, ...]
    diagnostics: tuple[Diagnostic, ...]
    model: Model | None
    remarks: tuple[str, ...] = ()


def _generate_api(
    source: ApiSource,
    emit: tuple[str, ...],
    jobs: Workers | int,
    context: EmitContext,
    progress: Callable[[str, int, int], None] | None,
) -> _Made:
    """Take one API through all the stages."""
    model, findings = model_api(source, jobs, progress)
    if model is None:
        return _Made(artifacts=(), diagnostics=findings, model=None)
    emission = render_api(model.schema, emit, context, as_workers(jobs).copies)
    ledger = Artifact(
        path=f"{model.schema.api}/reconciliation.jsonl",
        content=render_ledger(model.decided.reconciled),
        emitter=LEDGER,
    )
    return _Made(
        artifacts=(*emission.artifacts, *((ledger,) if not emit or LEDGER in emit else ())),
        diagnostics=(*findings, *emission.diagnostics),
        model=model,
        remarks=emission.remarks,
    )


def model_api(
    source: ApiSource,
    jobs: Workers | int = 1,
    progress: Callable[[str, int, int], None] | None = None,
) -> tuple[Model | None, tuple[Diagnostic, ...]]:
    """Take one API as far as its model, which is None where no page could be read."""
    read = read_editions(source, jobs, progress)
    findings = [found for pages in read.values() for page in pages for found in page.diagnostics]
    editions = {loc: tuple(p.page for p in pages if p.page) for loc, pages in read.items()}
    editions = {locale: pages for locale, pages in editions.items() if pages}
    if not editions:
        return None, (*findings, _unread(source))
    tags = {edition.locale: edition.tag for edition in source.editions}
    decided = decide_editions(source, editions, jobs)
    others = _read_others(source, editions, jobs)
    findings += [found for _, pages in others for page in pages for found in page.diagnostics]
    schema, modelled = build_schema(
        decided.alignment,
        decided.reconciled,
        api=source.identifier,
        title=source.name,
        tags={locale: tags[locale] for locale in editions},
        namespace=source.configuration.namespace,
        service_address=source.configuration.service_address,
        digest=_input_digest(source, read, decided.contract_digest, others),
        groups=source.configuration.groups,
        glossary=decided.glossary,
        others=hear_editions(
            ((other, tuple(page.page for page in own if page.page)) for other, own in others),
            editions,
            decided.alignment.pivot,
            source.configuration,
        ),
    )
    model = Model(pages=editions, decided=decided, schema=schema)
    return model, (*findings, *decided.diagnostics, *modelled)


def _unread(source: ApiSource) -> Diagnostic:
    """Say that nothing is left of an API, whose former output must then stay."""
    return Diagnostic(
        code="GS103",
        severity=Severity.ERROR,
        message=f"none of the pages of {source.name!r} could be read",
        path=source.path,
    )


def decide_editions(
    source: ApiSource, editions: Mapping[str, Sequence[Page]], jobs: Workers | int = 1
) -> Decided:
    """Align one API's editions and decide its identifiers, as its configuration has it.

    Args:
        source: The API.
        editions: Locale → its pages; the witnesses to hear.
        jobs: Processes to decide with, or who does; the result is the same.
    """
    reference = choose_reference(source, editions)
    alignment, gaps = align_editions(editions, reference, dict(source.configuration.columns))
    glossary = load_glossary(source.configuration.glossary)
    tags = {edition.locale: edition.tag for edition in source.editions}
    reference_contract = source.configuration.reference
    contract = load_contract(reference_contract) if reference_contract is not None else None
    reconciled, found = reconcile_editions(
        alignment,
        glossary,
        source.configuration.errata,
        tags,
        contract,
        sections=source.configuration.sections,
        workers=as_workers(jobs),
    )
    return Decided(
        alignment=alignment,
        reconciled=reconciled,
        diagnostics=(
            *gaps,
            *glossary.diagnostics,
            *(contract.diagnostics if contract is not None else ()),
            *found,
        ),
        contract_digest=contract.digest if contract is not None else "",
        glossary=glossary,
    )


def read_editions(
    source: ApiSource,
    jobs: Workers | int = 1,
    progress: Callable[[str, int, int], None] | None = None,
) -> dict[str, list[ReadPage]]:
    """Read and extract every page, in this process or in several."""
    tasks = [(edition.locale, file) for edition in source.editions for file in edition.pages]
    found: dict[str, list[ReadPage]] = {edition.locale: [] for edition in source.editions}
    pages = as_workers(jobs).read_pages(tasks)
    for done, ((locale, _), page) in enumerate(zip(tasks, pages, strict=True), 1):
        found[locale].append(page)
        if progress is not None:
            progress(f"reading {source.name}", done, len(tasks))
    return found


def _read_others(
    source: ApiSource, heard: Mapping[str, object], jobs: Workers | int
) -> list[tuple[OtherSource, list[ReadPage]]]:
    """Read the editions that only supply labels, as far as an edition they supply is heard."""
    wanted = [other for other in source.others if any(own in heard for own in other.beside)]
    workers = as_workers(jobs)
    return [
        (other, list(workers.read_pages((other.locale, file) for file in other.pages)))
        for other in wanted
    ]


def choose_reference(source: ApiSource, editions: Mapping[str, object]) -> str | None:
    """Choose the reference edition: the configured one, else the plainest English one."""
    wanted = source.configuration.reference_locale or "en"
    matching = [edition for edition in source.editions if edition.locale in editions]
    exact = [e.locale for e in matching if wanted in {e.tag, e.locale}]
    alike = [e.locale for e in matching if e.tag.split("-")[0] == wanted.split("-")[0]]
    return next(iter([*exact, *sorted(alike)]), None)


def _input_digest(
    source: ApiSource,
    read: Mapping[str, Sequence[ReadPage]],
    contract: str,
    others: Sequence[tuple[OtherSource, Sequence[ReadPage]]],
) -> str:
    """Digest everything the output depends on: pages, configuration, contract, version."""
    parts = [__version__, *(f"{file.name}" for file in source.configuration.files)]
    parts += [hashlib.sha256(file.read_bytes()).hexdigest() for file in source.configuration.files]
    parts += [contract] if contract else []
    files = [(edition, file) for edition in source.editions for file in edition.pages]
    pages = [page for edition in source.editions for page in read[edition.locale]]
    parts += [
        f"{_name(edition, file)} {page.digest}"
        for (edition, file), page in zip(files, pages, strict=True)
    ]
    parts += [
        f"{other.locale}/{file.page} {page.digest}"
        for other, own in others
        for file, page in zip(other.pages, own, strict=True)
    ]
    return digest_parts(parts)


def _name(edition: Edition, file: PageFile) -> str:
    return f"{edition.locale}/{file.page}"


def digest_parts(parts: Iterable[str]) -> str:
    """Digest texts, a line each."""
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def summarize(
    pages: Mapping[str, Sequence[Page]], reconciled: Reconciled, prefix: str
) -> Iterator[LocaleSummary]:
    """Count what was read and decided, by locale; the prefix tells several APIs apart."""
    statuses: dict[str, Counter[Status]] = {locale: Counter() for locale in pages}
    verdicts = [row.name for row in reconciled.rows]
    verdicts += [row.type for row in reconciled.rows if row.type is not None]
    verdicts += [verdict for values in reconciled.values for verdict in values.values]
    verdicts += [added.verdict for added in reconciled.added if added.verdict is not None]
    for verdict in verdicts:
        for reading in verdict.readings:
            statuses[reading.locale][verdict.status_of(reading)] += 1
    for locale in sorted(pages):
        own, status = pages[locale], statuses[locale]
        yield LocaleSummary(
            locale=prefix + locale,
            pages=len(own),
            tables=sum(len(page.tables) for page in own),
            rows=sum(len(table.rows) for page in own for table in page.tables),
            intact=status[Status.INTACT],
            repaired=status[Status.REPAIRED],
            provisional=status[Status.PROVISIONAL],
            unresolved=status[Status.UNRESOLVED],
        )


def _failed(diagnostics: tuple[Diagnostic, ...]) -> Generation:
    return Generation(
        artifacts=(), diagnostics=diagnostics, summary=Summary(locales=()), digest=digest_parts(())
    )
