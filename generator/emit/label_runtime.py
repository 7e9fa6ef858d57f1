"""Renders the Python modules that look labels up: `labels`, its tables of msgids, `labels_groups`.

The tables are modules of their own, so that a program that asks for labels
alone never loads the descriptions, and one that asks for neither loads
nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.emit.artifact import Artifact
from generator.emit.catalogs import EMITTER
from generator.emit.environment import Code, py_comment, py_string, python_environment
from generator.locales import build_fallbacks, po_locale

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from generator.emit.catalog_entries import LabelTexts


def render_label_runtime(
    texts: LabelTexts, *, templates_dir: Path | None = None
) -> tuple[Artifact, ...]:
    """Render the lookup module and its tables; a template in `templates_dir` overrides ours."""
    labels = [(each.path, each.label) for each in texts.identifiers]
    described = [each for each in texts.identifiers if each.description]
    summary = "Texts of the {} in the reference locale, by path: the msgids of the catalogs."
    groups = [
        _render(
            texts,
            "labels_groups.py",
            "labels_groups.py.jinja",
            templates_dir,
            texts=_nested(texts.groups),
        )
    ]
    return (
        _render(texts, "labels.py", "labels.py.jinja", templates_dir, **_tables(texts)),
        *(groups if texts.groups else ()),
        _render(
            texts,
            "labels_descriptions.py",
            "labels_texts.py.jinja",
            templates_dir,
            summary=Code(summary.format("descriptions")),
            texts=_strings((each.path, each.description) for each in described),
        ),
        _render(
            texts,
            "labels_texts.py",
            "labels_texts.py.jinja",
            templates_dir,
            summary=Code(summary.format("labels")),
            texts=_strings(labels),
        ),
    )


def _tables(texts: LabelTexts) -> dict[str, object]:
    """Gather what the lookup knows of locales."""
    tags = texts.locales
    table = build_fallbacks(tags, texts.reference)
    return {
        "api": texts.api,
        "reference": texts.reference,
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
    labels: LabelTexts, name: str, template: str, templates_dir: Path | None, **context: object
) -> Artifact:
    source = python_environment(templates_dir).get_template(template)
    text = source.render(digest=py_comment(labels.digest), **context)
    return Artifact(path=f"{labels.api}/{name}", content=text.encode(), emitter=EMITTER)
