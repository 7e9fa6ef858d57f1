"""Labels as JSON for web interfaces."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from babel.localedata import locale_identifiers

from generator.emit.catalogs import render_catalogs
from generator.emit.label_json import render_label_json
from generator.locales import fallback_chain
from generator.model.schema import LocalizedText
from tests.schema_factory import complex_type, field, freight_schema, hostile_schema, schema, texts

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.schema import Schema

DOUBTFUL = (LocalizedText(locale="fr", text="Genre", fuzzy="why"),)
API = schema(
    complex_type(
        "Parcel",
        field("count", labels=texts(fr="Compte"), documentation=texts(en="A.", fr="B.")),
        field("kind", labels=DOUBTFUL, documentation=texts(fr="C.")),
    ),
    locales=("en", "fr"),
)
FR = "freight/locale/fr/LC_MESSAGES/freight.po"


def loaded(existing: dict[str, bytes] | None = None) -> dict[str, Any]:
    """Render and parse the files by path."""
    files = render_label_json(API, existing=existing)
    return {each.path: json.loads(each.content) for each in files if each.path.endswith("json")}


def test_a_locale_holds_what_its_catalog_holds() -> None:
    """Doubtful and missing texts are left to the fallback; the reference has them all."""
    assert loaded() == {
        "freight/i18n/en/freight.json": {
            "Parcel": "Parcel",
            "Parcel.count": "Count",
            "Parcel.count#description": "A.",
            "Parcel.kind": "Kind",
            "Parcel.kind#description": "C.",
        },
        "freight/i18n/fr/freight.json": {
            "Parcel.count": "Compte",
            "Parcel.count#description": "B.",
            "Parcel.kind#description": "C.",
        },
        "freight/i18n/fallbacks.json": {
            "default": ["en"],
            "fr": ["fr", "en"],
        },
    }


TSC = os.environ.get("GEN_SCHEMA_TSC") or shutil.which("tsc")
_PROGRAM = """
import type { Labels } from "./freight";
declare function t<Key extends keyof Labels>(key: Key): string;
t("Parcel.count#description");
// @ts-expect-error  no such path
t("Parcel.cuont");
"""
"""A consumer of the keys as i18next is one."""


@pytest.mark.skipif(TSC is None, reason="no tsc on the path; npm install -g typescript")
@pytest.mark.parametrize("api", [API, freight_schema(), hostile_schema()])
def test_the_keys_are_typed(api: Schema, tmp_path: Path) -> None:
    """The strict compiler accepts every path, and no other."""
    (keys,) = [each for each in render_label_json(api) if each.path.endswith(".d.ts")]
    (tmp_path / "freight.d.ts").write_bytes(keys.content)
    program = _PROGRAM if api is API else 'export type { Labels } from "./freight";'
    (tmp_path / "main.ts").write_text(program)
    arguments = ("--strict", "--noEmit", "--target", "es2022", "--module", "es2022")
    done = subprocess.run(
        [str(TSC), *arguments, "--moduleResolution", "bundler", "main.ts", "freight.d.ts"],
        check=False,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_a_translators_edits_count() -> None:
    """They stand in the catalog that the labels come from; an unreadable one does not."""
    content = next(each.content for each in render_catalogs(API).artifacts if each.path == FR)
    edited = content.replace(b'"Compte"', b'"Nombre"')
    french = "freight/i18n/fr/freight.json"
    asked = [loaded({FR: former})[french]["Parcel.count"] for former in (edited, b'"')]
    assert asked == ["Nombre", "Compte"]


def test_the_fallbacks_are_exact_as_i18next_looks_them_up() -> None:
    """By the tag, then its language and script, then its language, then the default."""
    locales = ("en", "es-419", "es-ES", "fr-FR", "pt-PT", "sr-Latn", "zh-CN", "zh-HK")
    files = render_label_json(replace(freight_schema(), locales=locales))
    chains = json.loads(next(each.content for each in files if "fallbacks" in each.path))

    def looked_up(tag: str) -> tuple[str, ...]:
        keys = (tag, "-".join(tag.split("-")[:2]), tag.partition("-")[0], "default")
        return tuple(next(chains[key] for key in keys if key in chains))

    known = [identifier.replace("_", "-") for identifier in locale_identifiers()]
    wrong = {t: looked_up(t) for t in known if looked_up(t) != fallback_chain(t, locales, "en")}
    assert wrong == {}
