"""Renders labels as JSON for web interfaces: one file a locale, as i18next loads them.

Keys are the paths of the catalogs, descriptions end in `#description`. What
a locale lacks is left out, so that the next locale of its chain takes over.
The options that go with it, `fallbackLng` being the content of
`fallbacks.json`:

    {load: "currentOnly", fallbackLng, keySeparator: false, nsSeparator: false,
     interpolation: {skipOnVariables: true}, defaultNS: "<api>"}

and `t(path, {skipInterpolation: true})`, because a text may hold braces. The
keys are declared for TypeScript; a program tells i18next of them once:

    import type { Labels } from "./generated/<api>/i18n/<api>";
    declare module "i18next" {
      interface CustomTypeOptions {
        defaultNS: "<api>"; keySeparator: false; nsSeparator: false;
        resources: { "<api>": Labels };
      }
    }

What groups of states are called stands in a namespace of its own,
`state-groups`, whose keys are the groups.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.emit.artifact import Artifact
from generator.emit.catalog import is_used
from generator.emit.catalog_entries import locale_texts, view_labels
from generator.emit.catalogs import catalog_of, list_proposals
from generator.emit.emitter import Emission
from generator.emit.json_text import json_bytes
from generator.emit.parts import Part, PartedEmitter
from generator.emit.ts_code import ts_comment, ts_string
from generator.locales import fallback_chain, served_tags

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.emit.catalog import CatalogFile
    from generator.emit.catalog_entries import LabelTexts, LocaleTexts
    from generator.emit.emitter import EmitContext
    from generator.model.schema import Schema

EMITTER = "label-json"
_GROUPS = "state-groups"
"""The namespace of what groups of states are called; no API can have its name."""


def _list_parts(schema: Schema, context: EmitContext) -> tuple[Part, ...]:
    common, locales = context.once(schema, "labels", lambda: view_labels(schema))
    return (
        Part(emitter=EMITTER, given=common, render=_render_common),
        *(
            Part(emitter=EMITTER, given=each, render=_render_locale, together=each.locale)
            for each in locales
        ),
    )


emit_label_json = PartedEmitter(_list_parts)


def _render_common(texts: LabelTexts, _context: EmitContext) -> Emission:
    """Render the table of fallbacks, the keys that all locales have in common, and the groups."""
    table = _file(texts.api, "fallbacks", list_fallbacks(texts))
    called: dict[str, dict[str, str]] = {}
    for group, labels in texts.groups.items():
        for tag, text in labels.items():
            called.setdefault(tag, {})[group] = text
    groups = [_file(texts.api, f"{tag}/{_GROUPS}", called[tag]) for tag in called]
    return Emission(artifacts=(table, _declare_keys(texts), *groups))


def _render_locale(texts: LocaleTexts, context: EmitContext) -> Emission:
    """Render the texts of one locale."""
    catalog = catalog_of(texts, context).merged
    content = _texts(catalog, is_reference=texts.is_reference, use_fuzzy=context.use_fuzzy)
    api = texts.common.api
    return Emission(artifacts=(_file(api, f"{texts.locale}/{api}", content),))


def _file(api: str, name: str, content: Mapping[str, object]) -> Artifact:
    path = f"{api}/i18n/{name}.json"
    return Artifact(path=path, content=json_bytes(content, indent=1), emitter=EMITTER)


def list_fallbacks(texts: LabelTexts) -> dict[str, tuple[str, ...]]:
    """Give the chain of every known tag that has another one than its language alone."""
    available, reference = texts.locales, texts.reference
    chains: dict[str, tuple[str, ...]] = {"default": (reference,)}
    for tag in sorted(served_tags(available), key=lambda tag: (tag.count("-"), tag)):
        keys = ("-".join(tag.split("-")[:2]), tag.partition("-")[0], "default")
        derived = next(chains[key] for key in keys if key in chains)
        chain = fallback_chain(tag, available, reference)
        if chain != derived:
            chains[tag] = chain
    return chains


def _declare_keys(texts: LabelTexts) -> Artifact:
    """Declare the keys, so that a program that asks for another one does not compile."""
    proposals = list_proposals(locale_texts(texts, ""))
    members = "".join(f"  {ts_string(each.context)}: string;\n" for each in proposals)
    about = ts_comment(
        f"The keys of the labels of {texts.title}: a namespace of resources for i18next."
    )
    content = f"{about}export interface Labels {{\n{members}}}\n{_declare_groups(texts)}"
    path = f"{texts.api}/i18n/{texts.api}.d.ts"
    return Artifact(path=path, content=content.encode(), emitter=EMITTER)


def _declare_groups(texts: LabelTexts) -> str:
    """Declare the groups of states, where there are any."""
    if not texts.groups:
        return ""
    members = "".join(f"  {ts_string(group)}: string;\n" for group in texts.groups)
    about = ts_comment(f"What groups of states are called: the namespace {_GROUPS}.")
    return f"\n{about}export interface StateGroupLabels {{\n{members}}}\n"


def _texts(catalog: CatalogFile, *, is_reference: bool, use_fuzzy: bool) -> dict[str, str]:
    """Give what is compiled of a catalog; of the reference's also what is not translated."""
    live = [message for message in catalog.messages if not message.is_obsolete]
    texts = {message.context: message.msgid for message in live} if is_reference else {}
    used = (message for message in live if is_used(message, use_fuzzy=use_fuzzy))
    return texts | {message.context: message.msgstr for message in used}
