"""Renders the catalogs as XLIFF 2.0 for teams that translate in it: one file a target locale.

A unit's name is the path, its source the reference label, its target the
translation. Its state is `initial` without a target, `translated` for what the
pages give, with a sub-state where that is doubtful, and `reviewed` for what a
translator wrote.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import generator
from generator.diagnostics import Diagnostic, Severity
from generator.emit.artifact import Artifact
from generator.emit.catalog_entries import view_labels
from generator.emit.catalog_merge import digest_translation, list_comments, proposal_digest
from generator.emit.catalogs import EMITTER as CATALOGS
from generator.emit.catalogs import catalog_of
from generator.emit.emitter import Emission
from generator.emit.environment import xml_environment
from generator.emit.parts import Part, PartedEmitter
from generator.emit.xliff_file import (
    DOUBTFUL,
    LOCATION_NOTE,
    OWN_NOTE,
    TRANSLATOR_NOTE,
)
from generator.emit.xliff_merge import XliffEdits, xliff_path

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.emit.catalog import CatalogFile, CatalogMessage
    from generator.emit.catalog_entries import LocaleTexts
    from generator.emit.emitter import EmitContext
    from generator.model.schema import Schema

EMITTER = "xliff"
"""Its name for `--emit`."""
_SETTLED = frozenset({"reviewed", "final"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One note of a unit."""

    category: str
    """What it is about."""
    text: str
    """What it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One unit as the template prints it."""

    id: str
    """Its path as a name token, distinct for distinct paths."""
    path: str
    """The path itself."""
    source: str
    """The text to translate."""
    target: str
    """The translation; empty for none."""
    state: str
    """How far it is."""
    is_fuzzy: bool
    """To be reviewed before use."""
    notes: tuple[Note, ...]
    """What a translator should know."""


def _list_parts(schema: Schema, context: EmitContext) -> tuple[Part, ...]:
    _, locales = context.once(schema, "labels", lambda: view_labels(schema))
    return tuple(
        Part(emitter=EMITTER, given=each, render=_render_locale, together=each.locale)
        for each in locales
        if not each.is_reference
    )


emit_xliff = PartedEmitter(_list_parts)


def _render_locale(texts: LocaleTexts, context: EmitContext) -> Emission:
    """Render one locale's file, and report edits that could not be kept."""
    path = xliff_path(texts.common.api, texts.locale)
    catalog = catalog_of(texts, context)
    kept = context.existing(path) if catalog.edits.fault else None
    waiting = {} if not context.emit or CATALOGS in context.emit else catalog.edits.waiting
    content = kept or render_xliff(
        texts, catalog.merged, catalog.edits, context.templates_dir, waiting
    )
    artifact = Artifact(path=path, content=content, emitter=EMITTER)
    return Emission(artifacts=(artifact,), diagnostics=tuple(_findings(path, catalog.edits)))


def render_xliff(
    texts: LocaleTexts,
    catalog: CatalogFile,
    edits: XliffEdits,
    templates_dir: Path | None = None,
    waiting: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """Render one locale's file; a state that a translator settled stays with its text.

    Args:
        texts: The locale's texts.
        catalog: Its catalog, with all edits.
        edits: What the former file means for it.
        templates_dir: A folder whose templates override ours.
        waiting: Path → digest of what was written, of edits that are to stay edits, since
            this run writes no catalog that could have them.
    """
    settled = {
        (each.message.context, each.message.msgstr): each.state
        for each in edits.units
        if each.state in _SETTLED
    }
    units = [
        _unit(
            each,
            settled.get((each.context, each.msgstr), ""),
            waiting.get(each.context, digest_translation(each)),
        )
        for each in catalog.messages
        if not each.is_obsolete
    ]
    text = (
        xml_environment(templates_dir)
        .get_template("catalog.xlf.jinja")
        .render(
            version=generator.__version__,
            source=texts.common.reference,
            target=texts.locale,
            file_id=texts.common.api,
            original=f"{texts.common.api}/schema.json",
            doubtful=DOUBTFUL,
            units=units,
        )
    )
    return text.encode()


@lru_cache(maxsize=1 << 14)
def unit_id(path: str) -> str:
    """Write a path as a name token (XML 1.0, 2.3 Nmtoken): other characters by their number."""
    return re.sub(r"[^A-Za-z0-9.-]", lambda match: f"_{ord(match[0]):x}_", path)


def _unit(message: CatalogMessage, settled: str, written: str) -> Unit:
    proposed = proposal_digest(message)
    state = "initial"
    if message.msgstr:
        is_edited = digest_translation(message) != proposed
        state = "reviewed" if is_edited and not message.is_fuzzy else "translated"
        state = settled if settled and not message.is_fuzzy else state
    return Unit(
        id=unit_id(message.context),
        path=message.context,
        source=message.msgid,
        target=message.msgstr,
        state=state,
        is_fuzzy=message.is_fuzzy and bool(message.msgstr),
        notes=tuple(_notes(message, f"{proposed or '-'} {written or '-'}")),
    )


def _notes(message: CatalogMessage, digests: str) -> list[Note]:
    notes = [_note("description", text) for text in message.notes]
    notes += [_note(LOCATION_NOTE, text) for text in message.references]
    notes += [_note(TRANSLATOR_NOTE, text) for text in list_comments(message)]
    if message.previous_msgid:
        notes.append(_note("previous-source", message.previous_msgid))
    return [*notes, Note(category=OWN_NOTE, text=digests)]


@lru_cache(maxsize=1 << 14)
def _note(category: str, text: str) -> Note:
    """Make a note; most stand in the file of every locale."""
    return Note(category=category, text=text)


def _findings(path: str, edits: XliffEdits) -> list[Diagnostic]:
    found = Diagnostic(code="GS605", severity=Severity.WARNING, message="", path=path)
    if edits.fault:
        message = f"file is no XLIFF 2 and was left as it is: {edits.fault}"
        return [replace(found, message=message, help="mend the file or remove it")]
    return [
        replace(
            found,
            message=f"{each!r} was edited otherwise in the PO file, whose text stays",
            help="edit a text in one of the two files only",
        )
        for each in edits.contradicted
    ]
