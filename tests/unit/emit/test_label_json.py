"""Labels as JSON for web interfaces."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from babel.localedata import locale_identifiers

from generator.emit.emitter import EmitContext
from generator.emit.label_json import emit_label_json
from generator.locales import fallback_chain
from generator.model.schema import LocalizedText
from tests.behaviour.whole_package import import_whole_package
from tests.emitted_labels import render_catalogs
from tests.schema_factory import complex_type, field, freight_schema, hostile_schema, schema, texts

if TYPE_CHECKING:
    from pathlib import Path


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
    files = emit_label_json(API, EmitContext(existing=(existing or {}).get)).artifacts
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


_TYPED = """
import type { Labels } from "./freight";
declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "freight"; keySeparator: false; nsSeparator: false;
    resources: { "freight": Labels };
  }
}
import { t } from "i18next";
export const text: string = t("Parcel.count#description");
// @ts-expect-error  no such path
export const none: string = t("Parcel.cuont");
"""
"""A program that tells i18next of the keys, as the module's docstring has it."""
_LOOKUP = """
import i18next from "i18next";
import { readFileSync } from "node:fs";

const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const fallbackLng = read("freight/i18n/fallbacks.json");
const { locales, paths, asked } = read("asked.json");
const resources = Object.fromEntries(
  locales.map((tag) => [tag, { freight: read(`freight/i18n/${tag}/freight.json`) }]),
);
await i18next.init({
  load: "currentOnly", fallbackLng, keySeparator: false, nsSeparator: false,
  interpolation: { skipOnVariables: true }, defaultNS: "freight", resources,
  showSupportNotice: false,
});
const found = {};
for (const lng of asked) {
  found[lng] = paths.map((path) => i18next.t(path, { lng, skipInterpolation: true }));
}
console.log(JSON.stringify(found));
"""
"""A program that loads the files with the options of the module's docstring."""


def test_the_keys_are_typed_for_i18next(tmp_path: Path, tsc: Path, node_modules: Path) -> None:
    """The strict compiler accepts every path with i18next's own types, and no other."""
    apis = {"freight": API, "large": freight_schema(), "hostile": hostile_schema()}
    for name, api in apis.items():
        files = emit_label_json(api, EmitContext()).artifacts
        (keys,) = [each for each in files if each.path.endswith(".d.ts")]
        (tmp_path / f"{name}.d.ts").write_bytes(keys.content)
    (tmp_path / "node_modules").symlink_to(node_modules)
    (tmp_path / "main.ts").write_text(_TYPED)
    sources = ["main.ts", *(f"{name}.d.ts" for name in apis)]
    arguments = ("--strict", "--noEmit", "--target", "es2022", "--module", "es2022")
    done = subprocess.run(
        [str(tsc), *arguments, "--moduleResolution", "bundler", *sources],
        check=False,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_i18next_gives_what_python_gives(tmp_path: Path, node_modules: Path) -> None:
    """The labels of an API in four languages, asked for in many: the same texts by the same way."""
    tags = ("en", "fr-FR", "ko", "pt-BR", "zh-Hans")
    given = dict(zip(tags, ("Count {{n}}", "Compte", "개수", "Contagem", "计数"), strict=True))
    labels = tuple(LocalizedText(locale=tag, text=text) for tag, text in given.items())
    api = schema(
        complex_type(
            "Parcel",
            field("count", labels=labels),
            field("kind", labels=(LocalizedText(locale="ko", text="종류"),)),
            labels=(LocalizedText(locale="fr-FR", text="Colis"),),
        ),
        locales=tags,
        api="freight",
    )
    package = import_whole_package(api, tmp_path)
    asked = ["fr", "fr-CA", "ko-KR", "pt", "pt-PT", "zh-CN", "zh-TW", "de", "en-GB", "ko"]
    paths = ["Parcel", "Parcel.count", "Parcel.kind"]
    questions = {"locales": tags, "paths": paths, "asked": asked}
    (tmp_path / "asked.json").write_text(json.dumps(questions), encoding="utf-8")
    (tmp_path / "node_modules").symlink_to(node_modules)
    (tmp_path / "main.mjs").write_text(_LOOKUP)
    for artifact in emit_label_json(api, EmitContext()).artifacts:
        path = tmp_path / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.content)
    done = subprocess.run(
        ["node", "main.mjs"], check=True, capture_output=True, text=True, cwd=tmp_path
    )
    expected = {tag: [package.label(path, tag) for path in paths] for tag in asked}
    assert json.loads(done.stdout) == expected
    assert expected["fr-CA"] == ["Colis", "Compte", "Kind"]


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
    api = replace(freight_schema(), locales=locales)
    files = emit_label_json(api, EmitContext()).artifacts
    chains = json.loads(next(each.content for each in files if "fallbacks" in each.path))

    def looked_up(tag: str) -> tuple[str, ...]:
        keys = (tag, "-".join(tag.split("-")[:2]), tag.partition("-")[0], "default")
        return tuple(next(chains[key] for key in keys if key in chains))

    known = [identifier.replace("_", "-") for identifier in locale_identifiers()]
    wrong = {t: looked_up(t) for t in known if looked_up(t) != fallback_chain(t, locales, "en")}
    assert wrong == {}
