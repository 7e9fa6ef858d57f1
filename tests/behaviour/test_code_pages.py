"""Published pages that document an API by code: one alone, three at once, a corpus."""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING, Any

import pytest
import xmlschema

from generator.pipeline import generate
from tests.page_factory import fields_of, files_of, ledger_of, model_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import ModuleType

    from generator.pipeline import Generation

pytest.importorskip("tree_sitter_c_sharp")

_GROUPS = {
    "Finished": "success",
    "Canceling": "in-progress",
    "Queued": "in-progress",
    "Scheduled": "in-progress",
    "Processing": "in-progress",
    "Canceled": "canceled",
    "Error": "failure",
}
_TYPES = {
    "ErrorDetail": [("Code", ""), ("Message", "")],
    "Job": [
        ("Id", "string"),
        ("Name", ""),
        ("State", "JobState"),
        ("StartTime", ""),
        ("Tasks", "Task[]"),
    ],
    "JobStateChangedEventArgs": [("PreviousState", "JobState"), ("CurrentState", "JobState")],
    "Task": [("ErrorDetails", "ErrorDetail[]"), ("Id", "")],
}
_LABELS = {
    "fr-FR": {
        "Finished": "Terminé",
        "Canceling": "Annulation en cours",
        "Queued": "En file d’attente",
        "Scheduled": "Planifié",
        "Processing": "Traitement",
        "Canceled": "Annulé",
        "Error": "Erreur",
    },
    "ko-KR": {
        "Finished": "완료됨",
        "Canceling": "취소 중",
        "Queued": "큐에 대기됨",
        "Scheduled": "예약됨",
        "Processing": "처리 중",
        "Canceled": "취소됨",
        "Error": "오류",
    },
    "de-DE": {
        "Finished": "Abgeschlossen",
        "Canceling": "Wird abgebrochen",
        "Queued": "In der Warteschlange",
        "Scheduled": "Geplant",
        "Processing": "Verarbeitung",
        "Canceled": "Abgebrochen",
        "Error": "Fehler",
    },
    "es-ES": {
        "Finished": "Finalizado",
        "Canceling": "Cancelándose",
        "Queued": "En cola",
        "Scheduled": "Programado",
        "Processing": "En proceso",
        "Canceled": "Cancelado",
    },
    "ja-JP": {},
}
"""What the pages call the states; the Spanish one leaves one alone, the Japanese one all."""


def _run(shared: Path, folder: Path, *pages: str) -> Generation:
    for page in pages:
        name, locale, _ = page.rsplit(".", 2)
        target = folder / locale / f"{name}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((shared / "seeds" / page).read_bytes())
    return generate(folder)


def _import(generation: Generation, folder: Path, api: str) -> ModuleType:
    for name, content in files_of(generation).items():
        path = folder / f"out_{api}" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    sys.path.insert(0, str(folder))
    try:
        return importlib.import_module(f"out_{api}.{api}")
    finally:
        sys.path.remove(str(folder))


def _states(model: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in model["enumerations"] if each["name"] == name)
    return found


@pytest.fixture(scope="module")
def alone(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Generation:
    """Give a run over the page of code and nothing else."""
    return _run(shared, tmp_path_factory.mktemp("alone") / "follow", "check-job-progress.fr.md")


@pytest.fixture(scope="module")
def together(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Generation:
    """Give a run over the three pages in one folder."""
    pages = ("check-job-progress.fr.md", "taskprogress.fr.md", "taskprogress.ko.md")
    return _run(shared, tmp_path_factory.mktemp("together") / "three", *pages)


@pytest.fixture(scope="module")
def media(generate_corpus: Callable[[str], Generation]) -> Generation:
    """Give a run over the editions of the media service's pages."""
    return generate_corpus("azure-media")


def test_one_page_gives_the_types_with_their_members(alone: Generation) -> None:
    """What the code shows of their types, and nothing where it does not."""
    model = model_of(alone, "follow")
    assert {own["name"]: fields_of(model, own["name"]) for own in model["types"]} == _TYPES


def test_what_the_code_cannot_show_is_a_guess(alone: Generation) -> None:
    """Types merely used, members of unknown type, and the one that is guessed by its sibling."""
    types = model_of(alone, "follow")["types"]
    assert {own["status"] for own in types} == {"provisional"}
    assert sorted(
        f"{own['name']}.{field['name']}"
        for own in types
        for field in own["fields"]
        if field["status"] == "provisional"
    ) == [
        "ErrorDetail.Code",
        "ErrorDetail.Message",
        "Job.Name",
        "Job.StartTime",
        "JobStateChangedEventArgs.PreviousState",
        "Task.Id",
    ]


def test_one_page_gives_exactly_the_seven_states_in_their_groups(alone: Generation) -> None:
    """In the order of the code, each group with the reason it rests on."""
    states = _states(model_of(alone, "follow"), "JobState")
    assert {value["value"]: value["group"] for value in states["values"]} == _GROUPS
    assert [value["value"] for value in states["values"]] == list(_GROUPS)
    assert all(value["group_reason"].startswith("inferred") for value in states["values"])


def test_the_xml_schema_of_one_page_declares_them(alone: Generation) -> None:
    """Members and values, by an independent reader."""
    schema: Any = xmlschema.XMLSchema(files_of(alone)["follow/follow.xsd"].decode())
    members = {
        name: [each.local_name for each in schema.types[name].content.iter_elements()]
        for name in _TYPES
    }
    assert members == {name: [field for field, _ in fields] for name, fields in _TYPES.items()}
    assert schema.types["JobState.known"].enumeration == list(_GROUPS)


def test_the_package_of_one_page_works(alone: Generation, tmp_path: Path) -> None:
    """A program asks a job's state whether it has ended."""
    package = _import(alone, tmp_path, "follow")
    detail = package.ErrorDetail(code="1", message="m")
    job = package.Job(id="x", state=package.JobState.ERROR)
    job.tasks.append(package.Task(id="t", error_details=[detail]))
    assert (job.state.is_terminal, job.state.group, package.JobState.group_of("Lost")) == (
        True,
        "failure",
        None,
    )


def test_three_pages_give_three_rows_that_work(together: Generation, tmp_path: Path) -> None:
    """States in French and in Korean of the one type, and the states of jobs."""
    package = _import(together, tmp_path, "three")
    task, job = package.TaskState, package.JobState
    assert [state.label("fr") for state in task] == [
        "Inconnu", "Nouveau", "Traitement", "Arrêt", "Terminé", "Échec",
    ]  # fmt: skip
    assert [state.label("ko") for state in task] == [
        "알 수 없음", "새로운 기능", "처리", "중지", "완료", "실패",
    ]  # fmt: skip
    assert {state.value: state.group for state in job} == _GROUPS
    assert package.TaskProgress(num_processed=3).num_processed == 3


def test_the_corpus_has_the_same_states(media: Generation) -> None:
    """Code in three editions is one witness; tables of events take the states as well."""
    states = _states(model_of(media, "azure_media"), "JobState")
    assert {value["value"]: value["group"] for value in states["values"]} == _GROUPS
    assert states["used_by"] == [
        "Job.State",
        "JobStateChange.previousState",
        "JobStateChange.state",
        "JobStateChangedEventArgs.CurrentState",
        "JobStateChangedEventArgs.PreviousState",
    ]


@pytest.mark.parametrize("locale", _LABELS)
def test_the_corpus_gives_the_labels_that_its_pages_have(media: Generation, locale: str) -> None:
    """Translated in place of the state or beside it, in brackets; sources name the lines."""
    states = _states(model_of(media, "azure_media"), "JobState")
    found = {
        value["value"]: label["text"]
        for value in states["values"]
        for label in value["labels"]
        if label["locale"] == locale
    }
    assert found == _LABELS[locale]
    line = {"fr-FR": 81, "ko-KR": 24, "de-DE": 80, "es-ES": 80, "ja-JP": 11}[locale]
    source = f"{locale}/media-services-event-schemas.md:{line}"
    assert all(source in value["sources"] for value in states["values"])


def test_the_example_repairs_the_names_beside_it(media: Generation) -> None:
    """English is of another revision, and is not asked."""
    repaired = {
        (line["locale"], line["reading"], line["canonical"], line["status"])
        for line in ledger_of(media, "azure_media")
        if line["role"] == "name" and line["canonical"] in {"topic", "data"} and line["damage"]
    }
    assert {
        ("fr-FR", "rubrique", "topic", "repaired"),
        ("fr-FR", "données", "data", "repaired"),
        ("de-DE", "Thema", "topic", "repaired"),
    } <= repaired
