"""Two machine-translated pages of one type, and nothing else: no English, no other page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from generator.pipeline import generate
from tests.page_factory import fields_of, ledger_of, model_of

if TYPE_CHECKING:
    from pathlib import Path

    from generator.pipeline import Generation

_FIELDS = [
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


@pytest.fixture(scope="module")
def seeds(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Generation:
    """Give a run over the two pages."""
    folder = tmp_path_factory.mktemp("seeds") / "x"
    for locale in ("fr", "ko"):
        page = folder / locale / "taskprogress.md"
        page.parent.mkdir(parents=True)
        page.write_bytes((shared / "seeds" / f"taskprogress.{locale}.md").read_bytes())
    return generate(folder)


def _states(model: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(e for e in model["enumerations"] if e["name"] == "TaskState")
    return found


def test_the_type_has_its_nine_fields(seeds: Generation) -> None:
    """Eight names are right, in order; `progress`, damaged in both, may be a guess."""
    found = [name for name, _ in fields_of(model_of(seeds, "x"), "TaskProgress")]
    expected = [name for name, _ in _FIELDS]
    assert len(found) == len(expected)
    assert [name for name in found if name in expected and name != "progress"] == [
        name for name in expected if name != "progress"
    ]


def test_all_types_are_right(seeds: Generation) -> None:
    """Each of the two pages lost some of them."""
    found = [text for _, text in fields_of(model_of(seeds, "x"), "TaskProgress")]
    assert found == [text for _, text in _FIELDS]


def test_a_wrong_name_is_marked_as_a_guess(seeds: Generation) -> None:
    """A name that both pages translated is not claimed to be sure."""
    names = {name for name, _ in _FIELDS}
    wrong = [
        line["status"]
        for line in ledger_of(seeds, "x")
        if line["role"] == "name" and line["canonical"] not in names
    ]
    assert set(wrong) <= {"provisional", "unresolved"}


def test_the_state_keeps_its_six_values(seeds: Generation) -> None:
    """Whatever their identifiers are, the values are six, and the field takes them."""
    states = _states(model_of(seeds, "x"))
    assert (len(states["values"]), states["used_by"]) == (6, ["TaskProgress.taskState"])


@pytest.mark.parametrize(
    ("locale", "labels"),
    [
        ("fr", ["Inconnu", "Nouveau", "Traitement", "Arrêt", "Terminé", "Échec"]),
        ("ko", ["알 수 없음", "새로운 기능", "처리", "중지", "완료", "실패"]),
    ],
)
def test_every_state_has_a_label(seeds: Generation, locale: str, labels: list[str]) -> None:
    """What was wrong as a value is right as a label."""
    values = _states(model_of(seeds, "x"))["values"]
    found = [
        label["text"] for value in values for label in value["labels"] if label["locale"] == locale
    ]
    assert found == labels


def test_a_translated_state_is_a_guess(seeds: Generation) -> None:
    """A value in French or Korean is not claimed to be the one that travels."""
    values = _states(model_of(seeds, "x"))["values"]
    known = {"Unknown", "New", "Processing", "Stopping", "Done", "Failed"}
    assert {value["status"] for value in values if value["value"] not in known} <= {
        "provisional",
        "unresolved",
    }
