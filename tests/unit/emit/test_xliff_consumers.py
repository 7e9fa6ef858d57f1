"""What others make of our XLIFF: the schema of the standard, and another library."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import xmlschema

from generator.emit.emitter import EmitContext
from generator.emit.xliff import emit_xliff
from generator.emit.xliff_file import read_xliff
from tests.schema_factory import freight_schema, hostile_schema, large_schema

if TYPE_CHECKING:
    from generator.model.schema import Schema

_STANDARD = Path(__file__).parents[2] / "vendored" / "xliff-core-2.0.xsd"
_APIS = {"freight": freight_schema(), "hostile": hostile_schema(), "large": large_schema(20)}


@pytest.fixture(scope="module")
def standard() -> xmlschema.XMLSchema:
    """Give the schema that the standard publishes; that of the XML namespace is the library's."""
    return xmlschema.XMLSchema(str(_STANDARD), allow="local")


def _files(api: Schema) -> list[str]:
    return [each.content.decode() for each in emit_xliff(api, EmitContext()).artifacts]


@pytest.mark.parametrize("api", _APIS.values(), ids=_APIS)
def test_the_standards_schema_takes_every_file(api: Schema, standard: xmlschema.XMLSchema) -> None:
    """And refuses what it must, so that taking says something."""
    files = _files(api)
    assert files
    for content in files:
        standard.validate(content)
        assert not standard.is_valid(content.replace(' state="', ' stage="', 1))


def test_another_library_reads_a_file(tmp_path: Path, node_modules: Path) -> None:
    """The package `xliff` of npm: languages, every unit with its source and target."""
    (tmp_path / "node_modules").symlink_to(node_modules)
    content = _files(_APIS["freight"])[0]
    (tmp_path / "given.xlf").write_text(content, encoding="utf-8")
    (tmp_path / "main.cjs").write_text(
        'const { xliff2js } = require("xliff");\n'
        'const text = require("node:fs").readFileSync("given.xlf", "utf8");\n'
        "xliff2js(text).then((read) => console.log(JSON.stringify(read)));\n"
    )
    done = subprocess.run(
        ["node", "main.cjs"], check=True, capture_output=True, text=True, cwd=tmp_path
    )
    read = json.loads(done.stdout)
    assert (read["sourceLanguage"], read["targetLanguage"]) == ("en", "fr")
    found = {
        (own["additionalAttributes"]["name"], own["source"], own.get("target", ""))
        for own in read["resources"]["freight"].values()
    }
    units = [each.message for each in read_xliff(content.encode())]
    assert found == {(each.context, each.msgid, each.msgstr) for each in units}
