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
from generator.emit.catalog_entries import group_texts, normal_tag
from generator.emit.catalogs import ApiCatalogs, catalog_locales, catalogs_of
from generator.emit.emitter import Emission
from generator.emit.json_text import json_bytes
from generator.emit.ts_code import ts_comment, ts_string
from generator.locales import fallback_chain, served_tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.emit.catalog import CatalogFile
    from generator.emit.emitter import EmitContext
    from generator.model.schema import Schema

EMITTER = "label-json"
_GROUPS = "state-groups"
"""The namespace of what groups of states are called; no API can have its name."""


def render_label_json(
    schema: Schema,
    *,
    existing: Mapping[str, bytes] | None = None,
    use_fuzzy: bool = False,
    catalogs: ApiCatalogs | None = None,
) -> tuple[Artifact, ...]:
    """Render a file of texts for every locale, and the table of fallbacks.

    Args:
        schema: The model.
        existing: PO files of a former run by artifact path; the edits in them count.
        use_fuzzy: Take doubtful translations too.
        catalogs: The catalogs, where they are made already; `existing` has no say then.
    """
    catalogs = catalogs or ApiCatalogs(schema=schema, existing=(existing or {}).get)
    rendered: dict[str, dict[str, object]] = {"fallbacks": {**list_fallbacks(schema)}}
    for tag in catalog_locales(schema):
        is_reference = tag == normal_tag(schema.reference_locale)
        rendered[f"{tag}/{schema.api}"] = {
            **_texts(catalogs.catalog(tag), is_reference=is_reference, use_fuzzy=use_fuzzy)
        }
    for group, texts in group_texts(schema).items():
        for tag, text in texts.items():
            rendered.setdefault(f"{tag}/{_GROUPS}", {})[group] = text
    files = [
        Artifact(
            path=f"{schema.api}/i18n/{name}.json",
            content=json_bytes(content, indent=1),
            emitter=EMITTER,
        )
        for name, content in sorted(rendered.items())
    ]
    reference = rendered[f"{normal_tag(schema.reference_locale)}/{schema.api}"]
    return (*files, _declare_keys(schema, reference))


def emit_label_json(schema: Schema, context: EmitContext) -> Emission:
    """Render the texts of one API."""
    catalogs = catalogs_of(schema, context)
    return Emission(
        artifacts=render_label_json(schema, use_fuzzy=context.use_fuzzy, catalogs=catalogs)
    )


def list_fallbacks(schema: Schema) -> dict[str, tuple[str, ...]]:
    """Give the chain of every known tag that has another one than its language alone."""
    available, reference = catalog_locales(schema), normal_tag(schema.reference_locale)
    chains: dict[str, tuple[str, ...]] = {"default": (reference,)}
    for tag in sorted(served_tags(available), key=lambda tag: (tag.count("-"), tag)):
        keys = ("-".join(tag.split("-")[:2]), tag.partition("-")[0], "default")
        derived = next(chains[key] for key in keys if key in chains)
        chain = fallback_chain(tag, available, reference)
        if chain != derived:
            chains[tag] = chain
    return chains


def _declare_keys(schema: Schema, reference: Iterable[str]) -> Artifact:
    """Declare the keys, so that a program that asks for another one does not compile."""
    members = "".join(f"  {ts_string(key)}: string;\n" for key in reference)
    about = ts_comment(
        f"The keys of the labels of {schema.title}: a namespace of resources for i18next."
    )
    content = f"{about}export interface Labels {{\n{members}}}\n{_declare_groups(schema)}"
    path = f"{schema.api}/i18n/{schema.api}.d.ts"
    return Artifact(path=path, content=content.encode(), emitter=EMITTER)


def _declare_groups(schema: Schema) -> str:
    """Declare the groups of states, where there are any."""
    if not schema.state_groups:
        return ""
    members = "".join(f"  {ts_string(str(each.group))}: string;\n" for each in schema.state_groups)
    about = ts_comment(f"What groups of states are called: the namespace {_GROUPS}.")
    return f"\n{about}export interface StateGroupLabels {{\n{members}}}\n"


def _texts(catalog: CatalogFile, *, is_reference: bool, use_fuzzy: bool) -> dict[str, str]:
    """Give what is compiled of a catalog; of the reference's also what is not translated."""
    live = [message for message in catalog.messages if not message.is_obsolete]
    texts = {message.context: message.msgid for message in live} if is_reference else {}
    used = (message for message in live if is_used(message, use_fuzzy=use_fuzzy))
    return texts | {message.context: message.msgstr for message in used}
