"""The sample API of the repository comes out as its contract says."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator.pipeline import generate
from tests.page_factory import fields_of, files_of, ledger_of, model_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    from generator.pipeline import Generation

_HERE = Path(__file__).parent
_GENERATED = _HERE.parent.parent / "generated"
_TASK_PROGRESS = [
    ("taskType", "xsd:string"),
    ("numProcessed", "xsd:int"),
    ("numProcessing", "xsd:int"),
    ("numPending", "xsd:int"),
    ("progress", "xsd:double"),
    ("progressMessage", "xsd:string"),
    ("lastProgressUpdate", "xsd:dateTime"),
    ("taskItemProgressArray", "types:TaskItemProgressArray"),
    ("taskState", "xsd:string"),
]
_TASK_STATES = ["Unknown", "New", "Processing", "Stopping", "Done", "Failed"]


def _rows_of(name: str) -> list[dict[str, str]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def all_editions(specs: Path, generate_once: Callable[[Path], Generation]) -> Generation:
    """Give a run over all three editions."""
    return generate_once(specs)


@pytest.fixture(scope="module")
def without_english(specs: Path) -> Generation:
    """Give a run over the French and the Korean edition."""
    return generate(specs, locales=("fr", "ko"))


def _contract(model: dict[str, Any]) -> set[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()
    for own in model["types"]:
        kind = "type" if own["kind"] in {"record", "array"} else "element"
        fields = [
            (
                field["name"],
                field["type"]["text"],
                str(field["min_occurs"]),
                str(field["max_occurs"] or "unbounded"),
            )
            for field in own["fields"]
        ]
        found.update((kind, own["name"], *field) for field in fields or [("", "", "", "")])
    return found


def test_the_contract_is_exactly_what_the_pages_mean(all_editions: Generation) -> None:
    """Every definition, field, type and occurrence, and nothing besides."""
    expected = {tuple(row.values()) for row in _rows_of("specs_ips_contract.tsv")}
    found = _contract(model_of(all_editions, "ips"))
    assert (sorted(expected - found), sorted(found - expected)) == ([], [])


def _damage_found(line: dict[str, Any]) -> dict[str, str]:
    """Write a ledger line as the table of known damage does."""
    keys = ("page", "locale", "table", "row", "role", "index", "reading", "canonical")
    return {key: "" if line[key] is None else str(line[key]) for key in keys}


def test_every_damaged_reading_comes_out_canonical(all_editions: Generation) -> None:
    """The ledger's damaged lines are the damage that was put into the pages, line for line."""
    expected = _rows_of("specs_ips_damage.tsv")
    found = [_damage_found(line) for line in ledger_of(all_editions, "ips") if line["damage"]]
    missing = [row for row in expected if row not in found]
    extra = [row for row in found if row not in expected]
    assert (missing, extra) == ([], [])


def test_task_progress_comes_out_of_three_editions(all_editions: Generation) -> None:
    """Nine fields with their types, in the order of the page."""
    assert fields_of(model_of(all_editions, "ips"), "TaskProgress") == _TASK_PROGRESS


def test_task_progress_comes_out_without_english(without_english: Generation) -> None:
    """Names, `progress` among them, and types, with nobody to copy them from."""
    assert fields_of(model_of(without_english, "ips"), "TaskProgress") == _TASK_PROGRESS


def test_the_task_states_come_out_of_three_editions(all_editions: Generation) -> None:
    """The values are English, and the field takes them."""
    assert _task_state(all_editions) == (_TASK_STATES, ["TaskProgress.taskState"])


def test_the_task_state_keeps_its_states_without_english(without_english: Generation) -> None:
    """Six states with a label in both languages; their identifiers may be guesses."""
    model = model_of(without_english, "ips")
    states = next(e for e in model["enumerations"] if e["name"] == "TaskState")
    labels = [
        {label["locale"]: label["text"] for label in value["labels"]} for value in states["values"]
    ]
    assert states["used_by"] == ["TaskProgress.taskState"]
    assert [label["ko"] for label in labels] == [
        "알 수 없음", "새로운 기능", "처리", "중지", "완료", "실패",
    ]  # fmt: skip
    assert [label["fr"] for label in labels] == [
        "Inconnu", "Nouveau", "Traitement", "Arrêt", "Terminé", "Échec",
    ]  # fmt: skip


def _task_state(generation: Generation) -> tuple[list[str], list[str]]:
    enumerations = model_of(generation, "ips")["enumerations"]
    states = next(e for e in enumerations if e["name"] == "TaskState")
    return [value["value"] for value in states["values"]], states["used_by"]


def test_no_name_of_the_blind_contract_is_foreign_and_sure(without_english: Generation) -> None:
    """What is left of French in the contract without English is marked as a guess."""
    foreign = {
        (line["canonical"], line["status"])
        for line in ledger_of(without_english, "ips")
        if line["canonical"] and not line["canonical"].isascii()
    }
    assert {status for _, status in foreign} <= {"provisional"}


def test_the_committed_output_is_what_the_pages_give(
    all_editions: Generation, specs: Path, run_cli: Callable[..., Result]
) -> None:
    """`generated/` equals a fresh run, byte for byte, with nothing besides."""
    if not (_GENERATED / "manifest.json").is_file():
        pytest.fail(f"no output in {_GENERATED}; run: gen-schema specs -o generated")
    expected = files_of(all_editions)
    different = [
        path
        for path, content in expected.items()
        if not (_GENERATED / path).is_file() or (_GENERATED / path).read_bytes() != content
    ]
    assert different == []
    checked = run_cli(specs, "-o", _GENERATED, "--check", "--quiet")
    assert (checked.exit_code, checked.stdout, checked.stderr) == (0, "", "")
