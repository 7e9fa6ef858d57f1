"""Every folder `<stage>/<case>` is a case: editions as files, what they mean in `expected.json`.

An edition is one page, `en.md`, or a folder of pages, `en/`; a configuration and a
contract may stand beside the editions. The expectation
holds any of these views of a run over the case's editions:

- `types`: type → field → its type and occurrence;
- `enumerations`: name → values, openness and users;
- `operations`: name → request and response;
- `damage`: one line for each reading that is not the identifier;
- `findings`: code and place of every finding, but repairs and guesses, which `damage` shows.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator.pipeline import generate
from tests.page_factory import ledger_of, model_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.pipeline import Generation

_CORPUS = Path(__file__).parent
_API = "sample"
_CASES = sorted(path.parent for path in _CORPUS.glob("*/*/expected.json"))


def _types(generation: Generation) -> dict[str, dict[str, str]]:
    return {
        own["name"]: {
            field["name"]: f"{field['type']['text']} {field['min_occurs']}"
            f"..{field['max_occurs'] or '*'}"
            for field in own["fields"]
        }
        for own in model_of(generation, _API)["types"]
    }


def _enumerations(generation: Generation) -> dict[str, dict[str, Any]]:
    return {
        own["name"]: {
            "values": [value["value"] for value in own["values"]],
            "open": own["is_open"],
            "used_by": own["used_by"],
        }
        for own in model_of(generation, _API)["enumerations"]
    }


def _operations(generation: Generation) -> dict[str, list[str]]:
    operations = model_of(generation, _API)["operations"]
    return {own["name"]: [own["request"], own["response"]] for own in operations}


def _damage(generation: Generation) -> list[str]:
    return [
        f"{line['locale']} {line['table']}.{line['row']} {line['role']} {line['index']}:"
        f" {line['reading']} -> {line['canonical']} ({line['damage']})"
        for line in ledger_of(generation, _API)
        if line["damage"]
    ]


def _findings(generation: Generation) -> list[str]:
    return [
        f"{found.code} {f'{found.span.path}:{found.span.line}' if found.span else found.path}"
        for found in generation.diagnostics
        if found.code not in {"GS401", "GS402"}
    ]


_VIEWS: dict[str, Callable[[Generation], object]] = {
    "types": _types,
    "enumerations": _enumerations,
    "operations": _operations,
    "damage": _damage,
    "findings": _findings,
}


def _run(case: Path, folder: Path) -> Generation:
    """Lay a case out as an API and run the pipeline over it."""
    (folder / _API).mkdir()
    for source in sorted(case.iterdir()):
        if source.is_dir():
            shutil.copytree(source, folder / _API / source.name)
        elif source.suffix in {".md", ".html"}:
            edition = folder / _API / source.stem
            edition.mkdir()
            shutil.copy(source, edition / f"page{source.suffix}")
        elif source.suffix in {".toml", ".wsdl", ".xsd"}:
            shutil.copy(source, folder / _API / source.name)
    return generate(folder / _API)


@pytest.mark.parametrize("case", _CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_a_case_means_what_it_says(
    case: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Each view of the run equals the case's expectation; `--regen` rewrites it."""
    expectation = case / "expected.json"
    expected = json.loads(expectation.read_text("utf-8"))
    generation = _run(case, tmp_path)
    found = {view: _VIEWS[view](generation) for view in expected}
    if request.config.getoption("--regen"):
        text = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
        expectation.write_text(text, encoding="utf-8")
        expected = json.loads(text)
    assert found == expected


def test_there_are_cases_of_every_stage() -> None:
    """A folder without an expectation would pass unseen."""
    folders = {path for path in _CORPUS.glob("*/*") if path.is_dir() and "_" not in path.name}
    assert sorted(folders) == _CASES
    assert {case.parent.name for case in _CASES} == {"extract", "align", "reconcile", "model"}
