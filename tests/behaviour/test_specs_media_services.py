"""The sample API that is documented by code: types, states and groups come out of a C# sample."""

from __future__ import annotations

import csv
import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import xmlschema

from generator.extract.read_code import read_code_sample
from generator.pipeline import generate
from tests.page_factory import fields_of, files_of, ledger_of, model_of

if TYPE_CHECKING:
    from types import ModuleType

    from generator.pipeline import Generation

pytest.importorskip("tree_sitter_c_sharp")

_TYPES = {
    "ErrorDetail": [("Code", "string"), ("Message", "string")],
    "Job": [
        ("Id", "string"),
        ("Name", "string"),
        ("StartTime", "dateTime"),
        ("State", "JobState"),
        ("Tasks", "Task[]"),
    ],
    "JobEvent": [
        ("topic", "string"),
        ("subject", "string"),
        ("eventType", "string"),
        ("eventTime", "string"),
        ("id", "string"),
        ("data", "object"),
        ("dataVersion", "string"),
        ("metadataVersion", "string"),
    ],
    "JobStateChange": [("previousState", "string"), ("state", "string")],
    "JobStateChangedEventArgs": [("PreviousState", "JobState"), ("CurrentState", "JobState")],
    "Task": [("ErrorDetails", "ErrorDetail[]"), ("Id", "string")],
}
_STATES = [
    ("Queued", "in-progress", "En file d’attente", "큐에 대기됨"),
    ("Scheduled", "in-progress", "Planifié", "예약됨"),
    ("Processing", "in-progress", "Traitement", "처리 중"),
    ("Canceling", "in-progress", "Annulation en cours", "취소 중"),
    ("Finished", "success", "Terminé", "완료됨"),
    ("Canceled", "canceled", "Annulé", "취소됨"),
    ("Error", "failure", "Erreur", "오류"),
]


@pytest.fixture(scope="module")
def run(specs: Path) -> Generation:
    """Give a run over all editions."""
    return generate(specs / "media-services")


@pytest.fixture(scope="module")
def package(run: Generation, tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """Write what is generated, and import it."""
    folder = tmp_path_factory.mktemp("media")
    for name, content in files_of(run).items():
        path = folder / "out_media" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    sys.path.insert(0, str(folder))
    try:
        return importlib.import_module("out_media.media_services")
    finally:
        sys.path.remove(str(folder))


def _states(generation: Generation) -> dict[str, Any]:
    (states,) = model_of(generation, "media_services")["enumerations"]
    found: dict[str, Any] = states
    return found


def _labels(value: dict[str, Any]) -> dict[str, str]:
    return {label["locale"]: label["text"] for label in value["labels"]}


def test_types_come_from_tables_and_from_code(run: Generation) -> None:
    """Every type with its members, and nothing besides."""
    model = model_of(run, "media_services")
    assert {own["name"]: fields_of(model, own["name"]) for own in model["types"]} == _TYPES


def test_what_code_merely_uses_is_marked_as_inferred(run: Generation) -> None:
    """There may be more of such a type; what tables document is sure."""
    types = model_of(run, "media_services")["types"]
    assert {own["name"]: own["status"] for own in types} == {
        "ErrorDetail": "provisional",
        "Job": "provisional",
        "JobEvent": "intact",
        "JobStateChange": "intact",
        "JobStateChangedEventArgs": "provisional",
        "Task": "provisional",
    }


def test_the_states_have_groups_and_labels(run: Generation) -> None:
    """Code gives values and groups, prose in two languages the labels."""
    states = _states(run)
    found = [
        (value["value"], value["group"], _labels(value)["fr"], _labels(value)["ko"])
        for value in states["values"]
    ]
    assert (states["name"], found) == ("JobState", _STATES)


def test_every_group_says_from_what_it_is_inferred(run: Generation) -> None:
    """None is declared, so each names the line of the code that tells."""
    reasons = [value["group_reason"] for value in _states(run)["values"]]
    assert all(reason.startswith("inferred from the code at ") for reason in reasons)


def test_code_and_tables_share_the_states(run: Generation) -> None:
    """The members in code and those of the table that the list of states follows."""
    assert _states(run)["used_by"] == [
        "Job.State",
        "JobStateChange.previousState",
        "JobStateChange.state",
        "JobStateChangedEventArgs.CurrentState",
        "JobStateChangedEventArgs.PreviousState",
    ]


@pytest.mark.parametrize("locale", ["fr", "ko"])
def test_one_edition_alone_gives_the_same_states(specs: Path, locale: str) -> None:
    """Without English and without the other translation: code is in no language."""
    states = _states(generate(specs / "media-services", locales=(locale,)))
    column = {"fr": 2, "ko": 3}[locale]
    assert [(v["value"], v["group"], _labels(v)[locale]) for v in states["values"]] == [
        (state[0], state[1], state[column]) for state in _STATES
    ]


def test_every_damaged_reading_comes_out_canonical(run: Generation) -> None:
    """The ledger's damaged lines are the damage that was put into the pages, line for line."""
    path = Path(__file__).parent / "specs_media_services_damage.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        expected = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    keys = ("page", "locale", "table", "row", "role", "index", "reading", "canonical")
    found = [
        {key: "" if line[key] is None else str(line[key]) for key in keys}
        for line in ledger_of(run, "media_services")
        if line["damage"]
    ]
    assert found == expected


def test_the_ledger_has_every_value_that_code_names(run: Generation) -> None:
    """Seven states in two editions, outside any table, each where it stands."""
    lines = [
        line
        for line in ledger_of(run, "media_services")
        if line["page"] == "how-to/follow-a-job.md" and line["role"] == "value"
    ]
    found = [(each["locale"], each["line"], each["column"], each["reading"]) for each in lines]
    places = {"fr": ((23, 27), (24, 27)), "ko": ((22, 23), (23, 23))}
    assert {
        (locale, *place, state)
        for locale, own in places.items()
        for place, state in zip(own, ("Queued", "Scheduled"), strict=True)
    } <= set(found)
    assert sorted((each[0], each[3]) for each in found) == sorted(
        (locale, state[0]) for locale in places for state in _STATES
    )
    assert {(each["table"], each["status"]) for each in lines} == {(None, "intact")}


def test_the_ledger_has_every_member_that_code_alone_names(run: Generation, specs: Path) -> None:
    """Each where it stands, in both editions, and outside any table."""
    lines = [
        line
        for line in ledger_of(run, "media_services")
        if line["page"] == "how-to/follow-a-job.md" and line["role"] == "name"
    ]
    texts = {
        locale: (specs / "media-services" / locale / "how-to/follow-a-job.md")
        .read_text("utf-8")
        .split("\n")
        for locale in ("fr", "ko")
    }
    for line in lines:
        own = texts[line["locale"]][line["line"] - 1]
        assert own[line["column"] - 2 :].startswith(f".{line['reading']}")
    in_code = ("ErrorDetail", "Job", "JobStateChangedEventArgs", "Task")
    assert sorted((each["locale"], each["canonical"]) for each in lines) == sorted(
        (locale, member) for locale in texts for own in in_code for member, _ in _TYPES[own]
    )
    assert {(each["table"], each["row"], each["status"]) for each in lines} == {
        (None, None, "intact")
    }


def test_the_generated_package_knows_which_states_end_a_job(package: ModuleType) -> None:
    """Groups, labels and types work where a program has nothing but the package."""
    states = package.JobState
    job = package.Job(id="nb:jid:1", state=states.ERROR, tasks=[package.Task(id="t")])
    assert [state.name for state in states if state.is_terminal] == [
        "FINISHED",
        "CANCELED",
        "ERROR",
    ]
    assert (job.state.is_failure, job.state.label("fr"), job.state.label("ko")) == (
        True,
        "Erreur",
        "오류",
    )


def test_the_xml_schema_takes_a_job(run: Generation) -> None:
    """Members have the types that the code shows."""
    schema = xmlschema.XMLSchema(files_of(run)["media_services/media_services.xsd"].decode())
    job: Any = schema.types["Job"]
    members = {each.local_name: each.type.local_name for each in job.content.iter_elements()}
    assert members == {
        "Id": "string",
        "Name": "string",
        "StartTime": "dateTime",
        "State": "JobState",
        "Tasks": "Task",
    }


def test_the_samples_of_both_editions_are_one_witness(specs: Path) -> None:
    """They differ in comments and in the fence alone."""
    pages = [
        specs / "media-services" / locale / "how-to/follow-a-job.md" for locale in ("fr", "ko")
    ]
    indented, fenced = (page.read_text("utf-8") for page in pages)
    code = [
        "\n".join(line[4:] for line in indented.split("\n") if line.startswith("    ")),
        fenced.split("```")[1].removeprefix("java\n"),
    ]
    first, second = (read_code_sample(each).facts for each in code)
    assert first is not None
    assert first == second
