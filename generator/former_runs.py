"""A run whose input and output did not change is told again, not done again.

What a run is made from has one digest: the pages, everything the configuration
names, the options, the program. Under it stands what the run said and the
digests of the files it made, not the files: those stand in the output, and a
run is told again only while every one of them is there as it was made.

An emitter may read what stands in the output, which then is input too. What
it read of its own files needs no keeping: merged with itself, a file is the
same (a law that tests hold). What it read beside them must be as it was.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.cache.code_digest import digest_program
from generator.cache.records import DamagedError, dump_records, load_records
from generator.diagnostics import Severity
from generator.discovery import discover
from generator.emit.former_files import (
    FormerFiles,
    Reads,
    as_reads,
    digest_folders,
    find_files,
    note_files,
    stands_as_read,
)
from generator.emit.registry import BUILT_IN, find_emitters
from generator.emit.template_folder import find_templates
from generator.generation import Generation, LocaleSummary, Summary
from generator.read.load_page import MAX_PAGE_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from generator.cache.store import Store
    from generator.diagnostics import Diagnostic
    from generator.discovery import ApiSource, Discovery
    from generator.pages.workers import Workers


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerRun:
    """What a run said, and what its files were."""

    made: FormerFiles
    """The files, and what emitters read of the output."""
    diagnostics: tuple[Diagnostic, ...]
    """The findings."""
    summary: Summary
    """Counts."""


def generate_again(  # noqa: PLR0913 - as the pipeline's
    specs: Path,
    *,
    workers: Workers,
    locales: tuple[str, ...] = (),
    emit: tuple[str, ...] = (),
    existing: Callable[[str], bytes | None],
    progress: Callable[[str, int, int], None] | None = None,
    templates_dir: Path | None = None,
    use_fuzzy: bool = False,
) -> Generation:
    """Run the pipeline, unless nothing changed since a former run; see `pipeline.generate`.

    Args:
        specs: One API or a folder of them.
        workers: Who reads pages; without a cache there is no former run.
        locales: The witnesses to hear.
        emit: The emitters to run.
        existing: Gives a file of the former output by its path.
        progress: Called with a stage's name, steps done and steps in all.
        templates_dir: A folder whose templates override ours.
        use_fuzzy: Let doubtful translations count.
    """
    store = workers.cache

    def find_key() -> str | None:
        discovery = discover(specs, locales=locales)
        return key_of_run(discovery, (str(specs), locales, use_fuzzy), emit, templates_dir)

    key = find_key() if store is not None else None
    if store is not None and key is not None and (found := recall_run(store, key, existing)):
        return found
    from generator.pipeline import generate  # noqa: PLC0415 - takes longer than telling again

    reads = Reads(existing=existing)
    generation = generate(
        specs,
        locales=locales,
        emit=emit,
        jobs=workers,
        existing=reads,
        progress=progress,
        templates_dir=templates_dir,
        use_fuzzy=use_fuzzy,
    )
    if store is not None and key is not None and key == find_key():
        remember_run(store, key, generation, reads)  # nothing changed while it was read
    return generation


def key_of_run(
    discovery: Discovery, options: Sequence[object], emit: Sequence[str], templates: Path | None
) -> str | None:
    """Give the digest of everything that a run depends on but its output folder.

    Args:
        discovery: What was found.
        options: What else the command line says.
        emit: The emitters asked for; none for all.
        templates: A folder of templates that override ours.

    Returns:
        The digest; None where something cannot be known, as others' emitters.
    """
    others = set(find_emitters()) - set(BUILT_IN)
    if not discovery.apis or (others and (not emit or others & set(emit))):
        return None
    found = hashlib.sha256()
    for part in (digest_program(), repr(discovery), repr(options), repr(emit)):
        found.update(f"{len(part)} {part}\n".encode("utf-8", "surrogatepass"))
    try:
        for source in discovery.apis:
            for path, content in _files(source):
                _add(found.update, path, content)
        folders = [folder for folder in (templates, find_templates()) if folder]
        found.update(digest_folders(folders).encode())
    except Exception:  # noqa: BLE001 - whatever is wrong is for the run itself to say
        return None
    return found.hexdigest()


def _add(update: Callable[[bytes], None], path: str, content: bytes) -> None:
    update(f"{path}\n{len(content)}\n".encode("utf-8", "surrogatepass"))
    update(hashlib.sha256(content).digest())


def _files(source: ApiSource) -> Iterator[tuple[str, bytes]]:
    """Give every file that an API is made from.

    Raises:
        OSError: One cannot be read.
        ContractError: As that.
    """
    for pages in (*(own.pages for own in source.editions), *(own.pages for own in source.others)):
        for file in pages:
            with file.file.open("rb") as opened:
                size = os.fstat(opened.fileno()).st_size
                # what is behind the limit decides nothing
                yield file.path, opened.read(MAX_PAGE_BYTES + 1 if size > MAX_PAGE_BYTES else -1)
    configuration = source.configuration
    for path in (*configuration.files, *configuration.glossary):
        yield str(path), path.read_bytes()
    if configuration.reference is not None:
        from generator.reconcile.read_contract_files import read_contract_files  # noqa: PLC0415 - few have one

        yield from sorted(read_contract_files(configuration.reference).contents.items())


def recall_run(
    store: Store, key: str, existing: Callable[[str], bytes | None]
) -> Generation | None:
    """Tell a former run again; None where there was none, or its output is no longer there."""
    content = store.get(key)
    if content is None:
        return None
    try:
        former = load_records(content, FormerRun, FormerFiles, LocaleSummary, Summary)
    except DamagedError:
        return None
    reads = as_reads(existing)
    artifacts = find_files(former.made, reads)
    if artifacts is None or not stands_as_read(former.made, reads):
        return None
    return Generation(
        artifacts=artifacts,
        diagnostics=former.diagnostics,
        summary=former.summary,
        digest=former.made.digest,
        remarks=("nothing was done again: input and output are those of a former run",),
    )


def remember_run(store: Store, key: str, generation: Generation, reads: Reads) -> None:
    """Keep what a run said; one with an error writes nothing, and is not worth it."""
    if any(found.severity is Severity.ERROR for found in generation.diagnostics):
        return
    former = FormerRun(
        made=note_files(generation.artifacts, reads.seen, generation.digest),
        diagnostics=generation.diagnostics,
        summary=generation.summary,
    )
    store.put(key, dump_records(former))
