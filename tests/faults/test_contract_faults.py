"""A reference contract at fault, and one that contradicts the pages, on the command line."""

from __future__ import annotations

import re
import shutil
from functools import cache
from typing import TYPE_CHECKING

import pytest

from generator.pipeline import generate
from tests.page_factory import files_of, model_of, pipe_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from click.testing import Result

_PAGE = "# Loan {#Loan}\n\n" + pipe_table(["Name", "Type"], ["due", "xsd:date"])
_CONFIGURATION = 'reference = "official.xsd"\n'


@pytest.mark.parametrize(
    ("contract", "message"),
    [
        ("<a/>", "reference contract is neither an XML Schema nor a WSDL 1.1"),
        ('<?xml version="1.0" encoding="nope"?><a/>', "unknown encoding: nope"),
        ('<?xml version="1.0" encoding="zip"?><a/>', "is no XML: "),
    ],
)
def test_a_contract_that_is_none_is_an_error(
    make_tree: Callable[[Mapping[str, str | bytes]], Path],
    run_cli: Callable[..., Result],
    contract: str,
    message: str,
) -> None:
    """Nothing is written: whoever gives a contract wants it heard."""
    folder = make_tree(
        {
            "lending/en/loan.md": _PAGE,
            "lending/gen-schema.toml": _CONFIGURATION,
            "lending/official.xsd": contract,
        }
    )
    result = run_cli(folder / "lending", "-o", folder / "out")
    assert "official.xsd: error[GS107]: " in result.stderr
    assert message in result.stderr
    assert result.exit_code == 1
    assert not (folder / "out").exists()


@cache
def _rendered(specs: Path) -> Mapping[str, bytes]:
    """Render the contract of the sample API by the program itself, a file for each namespace."""
    files = files_of(generate(specs / "ips", emit=("xsd",)))
    return {path.removeprefix("ips/"): content for path, content in files.items()}


def _official(specs: Path) -> str:
    """Give the main file of that contract."""
    return _rendered(specs)["ips.xsd"].decode()


def _with_contract(specs: Path, folder: Path, contract: str) -> Path:
    """Lay the sample API out with a contract beside its editions."""
    api = shutil.copytree(specs / "ips", folder / "ips")
    (api / "gen-schema.toml").write_text(_CONFIGURATION, "utf-8")
    for name, content in _rendered(specs).items():
        if name.endswith(".xsd") and name != "ips.xsd":
            (api / name).write_bytes(content)
    (api / "official.xsd").write_text(contract, "utf-8")
    return api


def test_the_contract_that_the_pages_give_contradicts_nothing(specs: Path, tmp_path: Path) -> None:
    """What is generated is read back as it was meant."""
    api = _with_contract(specs, tmp_path, _official(specs))
    generation = generate(api, emit=("model",))
    codes = {"GS407", "GS408", "GS409"}
    assert [found.code for found in generation.diagnostics if found.code == "GS107"] == []
    assert model_of(generation, "ips")["types"]
    assert [found for found in generation.diagnostics if found.code in codes] == []


def test_a_type_that_the_contract_has_otherwise_is_taken_and_reported(
    specs: Path, tmp_path: Path
) -> None:
    """Also where all pages agree: the contract of another year is the same API's."""
    contract = _official(specs)
    head, found, rest = contract.partition('<xs:complexType name="FontInfo">')
    rest = rest.replace('name="fileSize" type="xs:int"', 'name="fileSize" type="xs:long"', 1)
    namespace = re.search('targetNamespace="([^"]*)"', contract)
    assert namespace is not None
    changed = (head + found + rest).replace(namespace[1], "urn:of:another:year")
    generation = generate(_with_contract(specs, tmp_path, changed), emit=("model",))
    reported = [f for f in generation.diagnostics if f.code in {"GS407", "GS408", "GS409"}]
    assert [found.message for found in reported] == [
        "type of FontInfo.fileSize: the table has 'xsd:int', the contract 'xsd:long'"
    ]
    types = {own["name"]: own for own in model_of(generation, "ips")["types"]}
    fields = {field["name"]: field["type"]["name"] for field in types["FontInfo"]["fields"]}
    assert fields["fileSize"] == "long"
