"""Renders the Python modules that look labels up: `labels`, its tables of msgids, `labels_groups`.

The tables are modules of their own, so that a program that asks for labels
alone never loads the descriptions, and one that asks for neither loads
nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.emit.artifact import Artifact
from generator.emit.catalog_entries import group_texts, list_identifiers, normal_tag
from generator.emit.catalogs import EMITTER, catalog_locales
from generator.emit.environment import Code, py_comment, py_string, python_environment
from generator.locales import build_fallbacks, po_locale

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from generator.model.schema import Schema


def render_label_runtime(
    schema: Schema, *, templates_dir: Path | None = None
) -> tuple[Artifact, ...]:
    """Render the lookup module and its tables; a template in `templates_dir` overrides ours."""
    identifiers = list_identifiers(schema)
    labels = [(each.path, each.label) for each in identifiers]
    descriptions = [(each.path, each.description) for each in identifiers if each.description]
    summary = "Texts of the {} in the reference locale, by path: the msgids of the catalogs."
    groups = [
        _render(
            schema,
            "labels_groups.py",
            "labels_groups.py.jinja",
            templates_dir,
            texts=_nested(group_texts(schema)),
        )
    ]
    return (
        _render(schema, "labels.py", "labels.py.jinja", templates_dir, **_tables(schema)),
        *(groups if schema.state_groups else ()),
        _render(
            schema,
            "labels_descriptions.py",
            "labels_texts.py.jinja",
            templates_dir,
            summary=Code(summary.format("descriptions")),
            texts=_strings(descriptions),
        ),
        _render(
            schema,
            "labels_texts.py",
            "labels_texts.py.jinja",
            templates_dir,
            summary=Code(summary.format("labels")),
            texts=_strings(labels),
        ),
    )


def _tables(schema: Schema) -> dict[str, object]:
    """Gather what the lookup knows of locales."""
    tags = catalog_locales(schema)
    reference = normal_tag(schema.reference_locale)
    table = build_fallbacks(tags, reference)
    return {
        "api": schema.api,
        "reference": reference,
        "locales": _tuple(tags),
        "folders": _strings((tag, po_locale(tag)) for tag in tags if po_locale(tag) != tag),
        "aliases": _strings(sorted(table.aliases.items())),
        "scripts": _strings(sorted(table.scripts.items())),
        "chains": _dict((key, _tuple(chain)) for key, chain in sorted(table.chains.items())),
    }


def _tuple(texts: Iterable[str]) -> Code:
    """Write a tuple of string literals."""
    literals = [py_string(text) for text in texts]
    return Code(f"({literals[0]},)" if len(literals) == 1 else f"({', '.join(literals)})")


def _strings(entries: Iterable[tuple[str, str]]) -> Code:
    """Write a dictionary of string literals."""
    return _dict((key, py_string(text)) for key, text in entries)


def _nested(entries: Mapping[str, Mapping[str, str]]) -> Code:
    """Write a dictionary of dictionaries of string literals."""
    lines = "".join(
        f"    {py_string(key)}: {{\n"
        + "".join(f"        {py_string(k)}: {py_string(text)},\n" for k, text in texts.items())
        + "    },\n"
        for key, texts in entries.items()
    )
    return Code(f"{{\n{lines}}}")


def _dict(entries: Iterable[tuple[str, Code]]) -> Code:
    """Write a dictionary, an entry a line."""
    lines = [f"    {py_string(key)}: {value},\n" for key, value in entries]
    return Code("{\n" + "".join(lines) + "}") if lines else Code("{}")


def _render(
    schema: Schema, name: str, template: str, templates_dir: Path | None, **context: object
) -> Artifact:
    source = python_environment(templates_dir).get_template(template)
    text = source.render(digest=py_comment(schema.digest), **context)
    return Artifact(path=f"{schema.api}/{name}", content=text.encode(), emitter=EMITTER)
