"""The large corpora run to the end without configuration, and what comes out can be used."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
import xmlschema
import zeep
from lxml import etree

from generator.diagnostics import Severity
from generator.discovery import discover
from generator.extract.classify_columns import Role, classify_columns
from generator.pipeline import read_editions
from tests.page_factory import files_of, ledger_of, model_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from generator.pages.workers import Workers
    from generator.pipeline import Generation

pytestmark = pytest.mark.slow
_IMPORT_ALL = """
import importlib, pathlib, sys
root = pathlib.Path(sys.argv[1])
sys.path.insert(0, str(root.parent))
modules = sorted(path.relative_to(root.parent).with_suffix("") for path in root.rglob("*.py"))
skipped = {"binding"} if sys.argv[2] == "plain" else set()
for path in modules:
    if path.name not in skipped:
        importlib.import_module(".".join(path.parts).removesuffix(".__init__"))
print(len(modules))
"""


@dataclass(frozen=True)
class _Run:
    """One corpus and what came of it."""

    folder: Path
    api: str
    generation: Generation
    out: Path


@pytest.fixture(scope="module", params=["ips", "ips-2021", "bot-framework", "azure-media"], ids=str)
def run(
    request: pytest.FixtureRequest,
    shared: Path,
    generate_corpus: Callable[[str], Generation],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[_Run]:
    """Give a run over one corpus, its files written."""
    folder = shared / "corpus" / request.param
    generation = generate_corpus(request.param)
    out = tmp_path_factory.mktemp("corpus") / "contract"
    for path, content in files_of(generation).items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(content)
    api = request.param.replace("-", "_")
    yield _Run(folder=folder, api=api, generation=generation, out=out)
    shutil.rmtree(out)


def test_a_corpus_has_no_error(run: _Run) -> None:
    """Whatever is wrong with the pages, the rest is generated."""
    errors = [f for f in run.generation.diagnostics if f.severity is Severity.ERROR]
    assert errors == []


def test_the_xml_schema_is_valid(run: _Run) -> None:
    """Two independent processors accept it."""
    path = run.out / run.api / f"{run.api}.xsd"
    etree.XMLSchema(etree.parse(path))
    assert xmlschema.XMLSchema(path).target_namespace == model_of(run.generation, run.api)[
        "namespace"
    ]  # fmt: skip


def test_a_soap_client_finds_every_operation(run: _Run) -> None:
    """Zeep lists them in both bindings; an API that documents none has no WSDL."""
    path = run.out / run.api / f"{run.api}.wsdl"
    operations = [each["name"] for each in model_of(run.generation, run.api)["operations"]]
    assert path.is_file() == bool(operations)
    if operations:
        bindings = zeep.Client(str(path)).wsdl.bindings.values()
        assert [sorted(each.all()) for each in bindings] == [operations, operations]


def test_every_module_imports(run: _Run) -> None:
    """With nothing but the standard library, the XML binding aside."""
    # what xsdata or what it imports is to lose one day is no fault of the packages
    for mode, flags in (("plain", ["-S"]), ("all", ["-W", "ignore::DeprecationWarning"])):
        done = subprocess.run(
            [sys.executable, "-W", "error", *flags, "-c", _IMPORT_ALL, str(run.out), mode],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) == len(list(run.out.rglob("*.py")))


def test_every_catalog_passes_msgfmt(run: _Run) -> None:
    """Gettext's own checks find nothing to complain of."""
    if shutil.which("msgfmt") is None:
        pytest.skip("msgfmt is not installed")
    catalogs = sorted(run.out.rglob("*.po"))
    told = {
        path.as_posix(): subprocess.run(
            ["msgfmt", "-c", "-o", os.devnull, path], capture_output=True, text=True, check=False
        ).stderr
        for path in catalogs
    }
    assert told
    assert {path: said for path, said in told.items() if said} == {}


def test_every_body_row_of_a_reference_table_is_in_the_ledger(run: _Run, readers: Workers) -> None:
    """Each row of each table that has a name column appears exactly once per locale.

    What a table names may be values: then its rows are there as these.
    """
    lines = list(ledger_of(run.generation, run.api))
    names = [line for line in lines if line["role"] == "name"]
    values = {
        (line["locale"], line["page"], line["table"], line["row"])
        for line in lines
        if line["role"] == "value" and line["table"] is not None
    }
    shown = Counter(
        (line["locale"], line["page"], line["line"], line["column"])
        for line in names
        if line["table"] is None  # by code alone
    )
    found = Counter(
        (line["locale"], line["page"], line["table"], line["row"])
        for line in names
        if line["table"] is not None
    )
    assert {place: count for place, count in (shown + found).items() if count > 1} == {}
    tables = {place[:3] for place in found}
    missing = []
    for locale, read in read_editions(discover(run.folder).apis[0], readers).items():
        pages = [own.page for own in read if own.page is not None]
        roles = classify_columns(pages, {})
        for page in pages:
            for table in page.tables:
                if table.ordinal < 0:
                    continue  # a list that may hold fields is no table
                place = (locale, page.page, table.ordinal)
                if place in tables or Role.NAME in roles[table.header]:
                    rows = [(*place, row.ordinal) for row in table.rows]
                    listed = found if place in tables else values
                    missing += [row for row in rows if row not in listed]
    assert missing == []


def test_names_are_in_the_identifiers_language(run: _Run) -> None:
    """No type, field or operation bears a name with letters beyond ASCII and is sure of it."""
    model = model_of(run.generation, run.api)
    foreign = [
        (own["name"], item["name"])
        for own in model["types"]
        for item in [own, *own["fields"]]
        if not item["name"].isascii() and item["status"] != "provisional"
    ]
    foreign += [("", o["name"]) for o in model["operations"] if not o["name"].isascii()]
    assert foreign == []
    assert [own["name"] for own in model["types"] if not own["name"].isascii()] == []


_LEAST = {
    "ips": (400, 100, 10),
    "ips_2021": (400, 100, 10),
    "bot_framework": (30, 0, 5),
    "azure_media": (5, 0, 0),
}
"""Corpus → documented types, operations, enumerations that there are at the very least."""


def test_a_corpus_gives_sensible_types(run: _Run) -> None:
    """Enough of them, and nearly all with fields of known types."""
    model = model_of(run.generation, run.api)
    documented = [own for own in model["types"] if own["fields"]]
    counts = (len(documented), len(model["operations"]), len(model["enumerations"]))
    least = _LEAST[run.api]
    assert all(count >= bound for count, bound in zip(counts, least, strict=True)), counts
    kinds = Counter(field["type"]["kind"] for own in documented for field in own["fields"])
    assert kinds["unknown"] <= 0.2 * kinds.total(), kinds


def test_types_are_named_like_types(run: _Run) -> None:
    """A definition's name is one word of letters and digits, no sentence and no placeholder."""
    names = [own["name"] for own in model_of(run.generation, run.api)["types"]]
    assert [name for name in names if not re.fullmatch(r"[A-Za-z_][\w.\-]*", name)] == []


def test_what_no_edition_reads_is_not_given_out_of_nothing(run: _Run) -> None:
    """A name that stands in no edition's cell has at least some evidence behind it."""
    rows: dict[tuple[str, int, int], list[dict[str, object]]] = {}
    for line in ledger_of(run.generation, run.api):
        if line["role"] == "name" and line["table"] is not None:
            rows.setdefault((line["page"], line["table"], line["row"]), []).append(line)
    bare = [
        (place, lines[0]["canonical"])
        for place, lines in rows.items()
        if lines[0]["canonical"] is not None
        and float(str(lines[0]["confidence"])) < 0.02
        and all(_letters(each["reading"]) != _letters(lines[0]["canonical"]) for each in lines)
    ]
    assert bare == []


def _letters(text: object) -> str:
    return "".join(char for char in str(text).casefold() if char.isalnum())
