"""Renders the gettext catalogs: a template, and for every locale a PO and an MO file.

msgctxt is an identifier's path, msgid its text in the reference locale; the
catalog of the reference locale says the same twice, so that its labels can
be edited like any other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Severity
from generator.emit.artifact import Artifact
from generator.emit.catalog import CatalogFile, CatalogMessage
from generator.emit.catalog_babel import PoError, format_mo, format_po, read_po
from generator.emit.catalog_entries import (
    clean_text,
    list_identifiers,
    normal_tag,
)
from generator.emit.catalog_merge import mark_proposal, merge_messages
from generator.emit.xliff_merge import XliffEdits, merge_xliff, xliff_path
from generator.locales import parse_locale, po_locale

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from generator.emit.catalog_entries import Identifier
    from generator.emit.emitter import EmitContext
    from generator.model.schema import LocalizedText, Schema

EMITTER = "labels"
DESCRIPTION = "#description"
_FIXED_DATE = "2000-01-01 00:00+0000"
_OURS = ("Project-Id-Version", "Language", "MIME-Version", "Content-Type")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of an API is labelled in one locale."""

    locale: str
    """Normalised tag."""
    identifiers: int
    """Paths there are."""
    translated: int
    """Paths with a label that is used."""
    fuzzy: int
    """Paths whose label waits for a review."""
    missing: int
    """Paths without a label."""
    descriptions: int
    """Descriptions there are in any locale."""
    described: int
    """Those that this locale has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogs:
    """The rendered catalogs, with what there is to say about them."""

    artifacts: tuple[Artifact, ...]
    """The files, sorted by path."""
    coverage: tuple[Coverage, ...]
    """One for every locale, sorted."""
    diagnostics: tuple[Diagnostic, ...]
    """Catalogs or entries that could not be kept."""


@dataclass(slots=True, kw_only=True)
class ApiCatalogs:
    """One API's catalogs with the edits of a former output, each made once for all emitters."""

    schema: Schema
    """The model."""
    existing: Callable[[str], bytes | None]
    """Gives a file of the former output by its path."""
    _identifiers: tuple[Identifier, ...] | None = None
    _edits: dict[str, XliffEdits] = field(default_factory=dict)
    _formers: dict[str, tuple[CatalogFile | None, tuple[Diagnostic, ...]]] = field(
        default_factory=dict
    )
    _catalogs: dict[str, CatalogFile] = field(default_factory=dict)

    def identifiers(self) -> tuple[Identifier, ...]:
        """Give what there is to be labelled."""
        if self._identifiers is None:
            self._identifiers = list_identifiers(self.schema)
        return self._identifiers

    def edits(self, tag: str) -> XliffEdits:
        """Give what a locale's XLIFF file means for its PO file."""
        if tag not in self._edits:
            catalog = self.existing(catalog_path(self.schema.api, tag))
            content = self.existing(xliff_path(self.schema.api, tag))
            self._edits[tag] = merge_xliff(catalog, content)
        return self._edits[tag]

    def former(self, tag: str) -> tuple[CatalogFile | None, tuple[Diagnostic, ...]]:
        """Read a locale's former catalog, and say what of it cannot be kept."""
        if tag not in self._formers:
            path = catalog_path(self.schema.api, tag)
            self._formers[tag] = _read_former(path, self.edits(tag).catalog)
        return self._formers[tag]

    def catalog(self, tag: str) -> CatalogFile:
        """Give a locale's catalog, with the edits of the former one."""
        if tag not in self._catalogs:
            former = self.former(tag)[0]
            self._catalogs[tag] = merge_catalog(self.schema, self.identifiers(), tag, former)
        return self._catalogs[tag]


def catalogs_of(schema: Schema, context: EmitContext) -> ApiCatalogs:
    """Give the catalogs that the emitters of a run share."""
    return context.once(
        schema, "catalogs", lambda: ApiCatalogs(schema=schema, existing=context.existing)
    )


def render_catalogs(
    schema: Schema,
    *,
    existing: Mapping[str, bytes] | None = None,
    use_fuzzy: bool = False,
    catalogs: ApiCatalogs | None = None,
) -> Catalogs:
    """Render the catalogs of every locale.

    Args:
        schema: The model.
        existing: PO files of a former run by artifact path; edits in them are kept.
        use_fuzzy: Compile doubtful translations too.
        catalogs: The catalogs, where they are made already; `existing` has no say then.
    """
    catalogs = catalogs or ApiCatalogs(schema=schema, existing=(existing or {}).get)
    artifacts = [_render_template(schema, catalogs.identifiers())]
    coverage: list[Coverage] = []
    diagnostics: list[Diagnostic] = []
    for tag in catalog_locales(schema):
        path = catalog_path(schema.api, tag)
        kept = catalogs.edits(tag).catalog
        former, findings = catalogs.former(tag)
        catalog = catalogs.catalog(tag)
        is_unreadable = kept is not None and former is None
        content = kept if kept is not None and is_unreadable else format_po(catalog)
        compiled = format_mo(catalog, use_fuzzy=use_fuzzy)
        artifacts.append(Artifact(path=path, content=content, emitter=EMITTER))
        mo_path = path.removesuffix(".po") + ".mo"
        artifacts.append(Artifact(path=mo_path, content=compiled, emitter=EMITTER))
        coverage.append(measure_coverage(catalog, tag))
        diagnostics += findings
    return Catalogs(
        artifacts=tuple(sorted(artifacts, key=lambda artifact: artifact.path)),
        coverage=tuple(coverage),
        diagnostics=tuple(diagnostics),
    )


def catalog_locales(schema: Schema) -> tuple[str, ...]:
    """Give the tags that have a catalog, sorted; one that is no locale's name has none."""
    tags = {normal_tag(tag) for tag in (*schema.locales, schema.reference_locale)}
    return tuple(sorted(tag for tag in tags if parse_locale(tag)))


def catalog_path(api: str, tag: str) -> str:
    """Say where a locale's PO file stands in the output."""
    return f"{api}/locale/{po_locale(tag)}/LC_MESSAGES/{api}.po"


def merge_catalog(
    schema: Schema, identifiers: Iterable[Identifier], tag: str, former: CatalogFile | None
) -> CatalogFile:
    """Make one locale's catalog, with the edits of the former one."""
    is_reference = tag == normal_tag(schema.reference_locale)
    proposals = tuple(list_proposals(identifiers, tag, is_reference=is_reference))
    comments: tuple[str, ...] = (
        clean_text(f"Labels of {schema.title} in {tag}."),
        "Generated by gen-schema; edits to translations, flags and comments are kept.",
    )
    if former is None:
        return CatalogFile(
            header=_header(schema.api, tag, ()),
            comments=comments,
            messages=proposals,
        )
    return CatalogFile(
        header=_header(schema.api, tag, former.header),
        comments=former.comments or comments,
        messages=merge_messages(proposals, former.messages),
    )


def list_proposals(
    identifiers: Iterable[Identifier], tag: str, *, is_reference: bool
) -> list[CatalogMessage]:
    """List what the pages give for one locale, by context; an empty tag gives the template."""
    found: dict[str, CatalogMessage] = {}
    for each in identifiers:
        if clean_text(each.path) != each.path:
            continue  # a path that no catalog can hold keeps its reference label
        own = each.labels.get(tag)
        msgstr = each.label if is_reference else ""
        found[each.path] = _proposal(each, each.path, each.label, own, msgstr)
    for each in identifiers:
        context = each.path + DESCRIPTION
        if each.description and each.path in found and context not in found:
            text = each.descriptions.get(tag)
            found[context] = _proposal(each, context, each.description, text, "")
    return [found[context] for context in sorted(found)]


def _proposal(
    identifier: Identifier, context: str, msgid: str, text: LocalizedText | None, msgstr: str
) -> CatalogMessage:
    described = identifier.description if context == identifier.path else ""
    old = "deprecated" if identifier.is_deprecated else ""
    reason = f"fuzzy: {text.fuzzy}" if text and text.fuzzy else ""
    origin = f"from another edition: {clean_text(text.source)}" if text and text.source else ""
    msgstr = text.text if text else msgstr
    return CatalogMessage(
        context=context,
        msgid=msgid,
        msgstr=msgstr,
        is_fuzzy=bool(reason),
        comments=mark_proposal(msgstr, is_fuzzy=bool(reason)),
        notes=tuple(filter(None, (described, old, origin, reason))),
        references=identifier.sources,
    )


def measure_coverage(catalog: CatalogFile, tag: str) -> Coverage:
    """Count a catalog's entries."""
    live = [message for message in catalog.messages if not message.is_obsolete]
    labels = [message for message in live if not message.context.endswith(DESCRIPTION)]
    described = [message for message in live if message.context.endswith(DESCRIPTION)]
    fuzzy = sum(message.is_fuzzy and bool(message.msgstr) for message in labels)
    missing = sum(not message.msgstr for message in labels)
    return Coverage(
        locale=tag,
        identifiers=len(labels),
        translated=len(labels) - fuzzy - missing,
        fuzzy=fuzzy,
        missing=missing,
        descriptions=len(described),
        described=sum(bool(message.msgstr) and not message.is_fuzzy for message in described),
    )


def _render_template(schema: Schema, identifiers: Iterable[Identifier]) -> Artifact:
    catalog = CatalogFile(
        header=_header(schema.api, "", ()),
        comments=(
            clean_text(f"Labels of {schema.title}."),
            "Generated by gen-schema; do not edit.",
        ),
        messages=tuple(list_proposals(identifiers, "", is_reference=False)),
    )
    path = f"{schema.api}/locale/{schema.api}.pot"
    return Artifact(path=path, content=format_po(catalog), emitter=EMITTER)


def _header(api: str, tag: str, former: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Keep the fields that translators and their tools fill in; the dates never move by us."""
    fields = {
        "Project-Id-Version": f"{api} 1",
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": _FIXED_DATE,
        "PO-Revision-Date": _FIXED_DATE if tag else "YEAR-MO-DA HO:MI+ZONE",
        "Last-Translator": "",
        "Language-Team": "",
        "Language": po_locale(tag) if tag else "",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    kept = {name: value for name, value in former if value and name not in _OURS}
    return tuple((fields | kept).items())


def _read_former(
    path: str, content: bytes | None
) -> tuple[CatalogFile | None, tuple[Diagnostic, ...]]:
    """Read a former catalog; one that cannot be read is reported and left as it is."""
    if content is None:
        return None, ()
    try:
        former = read_po(content)
    except PoError as error:
        message = f"catalog is no valid PO file and was left as it is: {error}"
        return None, (_lost(path, message, "mend the file (msgfmt -c says where) or remove it"),)
    return former, tuple(
        _lost(path, f"entry {clean_text(msgid)!r} has plural forms, which labels have not", None)
        for msgid in former.lost
    )


def _lost(path: str, message: str, advice: str | None) -> Diagnostic:
    return Diagnostic(
        code="GS605", severity=Severity.WARNING, message=message, path=path, help=advice
    )
