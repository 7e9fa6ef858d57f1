"""Tools that are not ours take the XML Schema and the WSDL, and generate from them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import xmlschema
import zeep
from lxml import etree

from benchmarks.examples import check_generation, example_rows
from tests.page_factory import files_of, model_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.pipeline import Generation

XS = "{http://www.w3.org/2001/XMLSchema}"


def _run(folder: Path, *command: str) -> str:
    """Run a tool in a folder; it must succeed. Gives what it says."""
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout + ran.stderr


def _tool(name: str, package: str) -> str:
    """Find a program, or skip the test and say what brings it."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"needs {name}: apt-get install {package}")
    return found


def _write(generation: Generation, folder: Path) -> Path:
    """Write the contract and give the main schema file."""
    for path, content in files_of(generation).items():
        if path.endswith((".xsd", ".wsdl")):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
    (description,) = folder.glob("*/*.wsdl")
    return description.with_suffix(".xsd")


@pytest.fixture(
    scope="module", params=["specs", pytest.param("ips", marks=pytest.mark.slow)], ids=str
)
def contract(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Generation]:
    """Give the main schema file, beside the others and the WSDL, and what it was made with."""
    name = str(request.param)
    if name == "specs":
        once = request.getfixturevalue("generate_once")
        generation = once(request.getfixturevalue("specs"))
    else:
        generation = request.getfixturevalue("generate_corpus")(name)
    return _write(generation, tmp_path_factory.mktemp(name)), generation


def test_validators_load_the_files_together(contract: tuple[Path, Generation]) -> None:
    """Every element of the model is declared, in its own namespace."""
    xsd, generation = contract
    model = model_of(generation, xsd.stem)
    wanted = {
        f"{{{own['namespace'] or model['namespace']}}}{own['name']}"
        for own in model["types"]
        if own["kind"] not in {"record", "array"}
    }
    etree.XMLSchema(etree.parse(xsd))
    assert set(xmlschema.XMLSchema(xsd).maps.elements) >= wanted


def test_xmllint_takes_each_file(contract: tuple[Path, Generation], tmp_path: Path) -> None:
    """It compiles the schema, and refuses an element that is none."""
    xsd, _ = contract
    xmllint = _tool("xmllint", "libxml2-utils")
    (tmp_path / "none.xml").write_text("<none/>")
    for file in sorted(xsd.parent.glob("*.xsd")):
        ran = subprocess.run(
            [xmllint, "--noout", "--schema", str(file), str(tmp_path / "none.xml")],
            capture_output=True,
            text=True,
            check=False,
        )
        # 3: the document is not valid; 5: the schema does not compile
        assert (ran.returncode, "No matching global declaration" in ran.stderr) == (3, True)


def test_xjc_generates_from_the_schema(contract: tuple[Path, Generation], tmp_path: Path) -> None:
    """A class for each complex type, in one package for each namespace."""
    xsd, _ = contract
    xjc = _tool("xjc", "jaxb")
    said = _run(xsd.parent, xjc, "-quiet", "-no-header", "-d", str(tmp_path), xsd.name)
    assert "[ERROR]" not in said
    types = {
        str(each.get("name"))
        for file in xsd.parent.glob("*.xsd")
        for each in etree.parse(file).getroot().iterfind(f"{XS}complexType")
    }
    classes = {path.stem.casefold() for path in tmp_path.rglob("*.java")}
    assert {name.casefold() for name in types} <= classes


def test_xsdata_generates_from_the_schema(
    contract: tuple[Path, Generation], tmp_path: Path
) -> None:
    """Its classes import."""
    pytest.importorskip("xsdata.codegen.transformer", reason="needs xsdata[cli]")
    xsd, _ = contract
    for file in xsd.parent.glob("*.xsd"):
        shutil.copy(file, tmp_path)
    # xsdata formats what it generates with the ruff that it finds on the path
    search = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    ran = subprocess.run(
        [sys.executable, "-m", "xsdata", "generate", xsd.name, "--package", "others"],
        cwd=tmp_path,
        env={**os.environ, "PATH": search},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    _run(tmp_path, sys.executable, "-c", "import others; assert others.__all__")


def test_zeep_lists_all_documented_operations(contract: tuple[Path, Generation]) -> None:
    """In both bindings."""
    xsd, generation = contract
    model = model_of(generation, xsd.stem)
    with zeep.Client(str(xsd.with_suffix(".wsdl"))) as client:
        listed = [sorted(each.all()) for each in client.wsdl.bindings.values()]
    assert listed == [[own["name"] for own in model["operations"]]] * 2


@pytest.mark.slow
def test_most_examples_of_a_large_corpus_validate_and_come_back(
    shared: Path, generate_corpus: Callable[[str], Generation]
) -> None:
    """At least 88 % of those of the operations, and every one that does reads as it was written."""
    (found,) = check_generation(shared / "corpus" / "ips", generate_corpus("ips"))
    rows = {row[0]: row for row in example_rows(found.checked)}
    _, in_all, parsed, _, valid, _, back = rows["operations"]
    assert (in_all, int(str(parsed)) >= 238, back) == (253, True, valid)
    assert int(str(valid)) >= 0.88 * int(str(parsed))
