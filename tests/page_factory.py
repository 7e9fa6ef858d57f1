"""Takes pages written as text through the stages, as far as a test wants them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generator.align.align_editions import align_editions
from generator.extract.extract_page import extract_page
from generator.read.read_document import read_text
from generator.reconcile.read_glossary import load_glossary
from generator.reconcile.reconcile_editions import reconcile_editions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from generator.align.alignment import Alignment
    from generator.diagnostics import Diagnostic
    from generator.extract.page import Page
    from generator.pipeline import Generation
    from generator.reconcile.reconciled import Reconciled

Editions = dict[str, dict[str, str]]
"""Locale → page key → the page's text."""


def extract(
    text: str, *, page: str = "page.md", locale: str = "en"
) -> tuple[Page, tuple[Diagnostic, ...]]:
    """Read and extract a page that must be readable."""
    result = read_text(text, path=f"{locale}/{page}", page=page, locale=locale)
    assert result.document is not None
    return extract_page(result.document)


def extract_only(text: str, *, page: str = "page.md", locale: str = "en") -> Page:
    """Extract a page that nothing may be wrong with."""
    extracted, findings = extract(text, page=page, locale=locale)
    assert findings == ()
    return extracted


def align(
    editions: Mapping[str, Mapping[str, str]],
    reference: str | None = "en",
    columns: Mapping[str, str] | None = None,
) -> tuple[Alignment, tuple[Diagnostic, ...]]:
    """Align pages written as text."""
    pages = {
        locale: [extract(text, page=key, locale=locale)[0] for key, text in texts.items()]
        for locale, texts in editions.items()
    }
    return align_editions(pages, reference if reference in pages else None, columns or {})


def reconcile(
    editions: Mapping[str, Mapping[str, str]], reference: str | None = "en"
) -> Reconciled:
    """Reconcile pages written as text."""
    return reconcile_editions(align(editions, reference)[0], load_glossary(()))[0]


def pipe_table(header: Sequence[str], *rows: Sequence[str]) -> str:
    """Write a pipe table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def write_editions(folder: Path, editions: Mapping[str, Mapping[str, str]]) -> Path:
    """Write editions below a folder, as the command line wants them."""
    for locale, pages in editions.items():
        for key, text in pages.items():
            path = folder / locale / key
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
    return folder


def files_of(generation: Generation) -> dict[str, bytes]:
    """Give the files of a run by their path."""
    return {artifact.path: artifact.content for artifact in generation.artifacts}


def ledger_of(generation: Generation, api: str) -> list[dict[str, Any]]:
    """Give the lines of an API's ledger."""
    content = files_of(generation)[f"{api}/reconciliation.jsonl"]
    return [json.loads(line) for line in content.decode().splitlines()]


def model_of(generation: Generation, api: str) -> dict[str, Any]:
    """Give an API's `schema.json`."""
    model: dict[str, Any] = json.loads(files_of(generation)[f"{api}/schema.json"])
    return model


def fields_of(model: dict[str, Any], type_name: str) -> list[tuple[str, str]]:
    """Give (name, type) of every field of a type."""
    found = next(t for t in model["types"] if t["name"] == type_name)
    return [(field["name"], field["type"]["text"]) for field in found["fields"]]
