"""Works out who plays which role, and what a demonstration plays."""

from __future__ import annotations

import ast
from dataclasses import replace
from itertools import cycle
from typing import TYPE_CHECKING

from generator.emit.emitter import EmitContext
from generator.emit.monitor import emit_monitor
from generator.emit.monitor_roles import find_roles
from generator.emit.monitor_service import choose_service
from generator.model.schema import Kind, Schema
from generator.runtime.monitor.roles import Roles, Service
from tests.schema_factory import (
    HOSTILE_TEXTS,
    builtin,
    complex_ref,
    complex_type,
    enumeration,
    field,
    operation,
    schema,
    texts,
    unknown,
    value,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from generator.emit.artifact import Artifact


def _model() -> Schema:
    run = complex_type(
        "PressRun",
        field("ownerHandle"),
        field("runHandle"),
        field("displayName"),
        field("runName"),
        field("state", enumeration="RunStates"),
        field("previousState", enumeration="RunStates"),
        field("stopReason"),
        field("startTime", builtin("dateTime")),
        field("progress", builtin("int")),
        field("progressMessage"),
        field("lastProgressUpdate", builtin("dateTime")),
        field("accountName"),
        field("accountRegion"),
        field("stepArray", complex_ref("StepArray")),
    )
    step = complex_type(
        "Step",
        field("id"),
        field("stepType"),
        field("numDone", builtin("int")),
        field("numPending", builtin("int")),
        field("share", builtin("double")),
        field("progress", builtin("double"), documentation=texts(en="From 0.0 up to 1.0.")),
        field("errorDetails", complex_ref("ErrorDetail"), max_occurs=None),
    )
    return schema(
        run,
        step,
        complex_type(
            "StepArray", field("items", complex_ref("Step"), max_occurs=None), kind=Kind.ARRAY
        ),
        complex_type("ErrorDetail", field("code"), field("message")),
        complex_type("Shelf", field("binState", enumeration="BinStates"), field("id")),
        complex_type("RunList", field("run", complex_ref("PressRun"), max_occurs=None)),
        complex_type("listRunsParam", field("runHandle"), kind=Kind.REQUEST),
        complex_type("listRunsReturn", field("found", complex_ref("RunList")), kind=Kind.RESPONSE),
        enumeration("RunStates", value("New"), value("Done")),
        enumeration("BinStates", value("InBin"), value("NotInBin")),
        operation("listRuns", request="listRunsParam", response="listRunsReturn"),
        api="press",
        namespace="urn:example:press",
    )


_RUN = Roles(
    state="state",
    states="RunStates",
    previous="previousState",
    progress="progress",
    whole=100,
    message="progressMessage",
    id="runHandle",
    name="runName",
    started="startTime",
    order="lastProgressUpdate",
    tasks="stepArray.items",
    task_type="Step",
    account_name="accountName",
    account_location="accountRegion",
)
_STEP = Roles(
    progress="progress",
    whole=1,
    done=("numDone",),
    left=("numPending",),
    id="id",
    name="stepType",
    errors="errorDetails",
    error_code="code",
    error_message="message",
)
_SERVICE = Service(
    type="PressRun",
    cls="types.press_run:PressRun",
    operation="listRuns",
    request="listRunsParam",
    response="listRunsReturn",
    path="found.run",
    namespace="urn:example:press",
    asks_by_id=True,
)


def test_roles_are_found_by_types_and_words() -> None:
    """Of what has a state of its own or says how far it is; another's state is none."""
    assert find_roles(_model()) == {"PressRun": _RUN, "Step": _STEP}


def test_a_demonstration_plays_what_an_operation_gives() -> None:
    """The type of which most is known, by the shortest way from a response."""
    model = _model()
    assert choose_service(model, find_roles(model)) == _SERVICE


def test_a_type_that_no_operation_gives_is_played_alone() -> None:
    """Without states there is nothing to play."""
    model = schema(
        complex_type("Job", field("state", enumeration="State")),
        complex_type("Part", field("progress", builtin("int"))),
        enumeration("State", value("Open")),
    )
    roles = find_roles(model)
    assert choose_service(model, roles) == Service(type="Job", cls="types.job:Job")
    del roles["Job"]
    assert choose_service(model, roles) is None


def test_states_of_a_plain_text_and_errors_of_ones_own_are_found() -> None:
    """A status that lists no values; an error that the job itself tells."""
    model = schema(
        complex_type(
            "Job",
            field("status"),
            field("statusCode", builtin("int")),
            field("errorCode", builtin("int")),
            field("errorMessage"),
        )
    )
    expected = Roles(state="status", error_code="errorCode", error_message="errorMessage")
    assert find_roles(model) == {"Job": expected}


def test_members_of_which_no_type_is_known_play_their_roles() -> None:
    """As code samples show them: names alone; a task is one by its name and its errors."""
    model = schema(
        complex_type(
            "Job",
            field("Id", unknown()),
            field("Name", unknown()),
            field("State", unknown(), enumeration="JobState"),
            field("StartTime", unknown()),
            field("Tasks", complex_ref("Task"), max_occurs=None),
        ),
        complex_type(
            "Task", field("Id", unknown()), field("Faults", complex_ref("Fault"), max_occurs=None)
        ),
        complex_type("Fault", field("Code", unknown()), field("Message", unknown())),
        enumeration("JobState", value("Open")),
    )
    job = Roles(
        state="State",
        states="JobState",
        id="Id",
        name="Name",
        started="StartTime",
        tasks="Tasks",
        task_type="Task",
    )
    task = Roles(id="Id", errors="Faults", error_code="Code", error_message="Message")
    assert find_roles(model) == {"Job": job, "Task": task}


def test_what_wraps_a_state_is_followed_by_it() -> None:
    """An event's data: its roles below the member, the event's moment before its own."""
    model = schema(
        complex_type(
            "JobEvent", field("eventTime"), field("id"), field("data", complex_ref("Change"))
        ),
        complex_type(
            "Change",
            field("state", enumeration="JobState"),
            field("previousState", enumeration="JobState"),
            field("parts", complex_ref("Part"), max_occurs=None),
        ),
        complex_type("Part", field("progress", builtin("int"))),
        complex_type(
            "Pair", field("one", complex_ref("Change")), field("two", complex_ref("Change"))
        ),
        enumeration("JobState", value("Open")),
    )
    found = find_roles(model)
    assert sorted(found) == ["Change", "JobEvent", "Part"]
    assert found["JobEvent"] == Roles(
        state="data.state",
        states="JobState",
        previous="data.previousState",
        id="id",
        order="eventTime",
        tasks="data.parts",
        task_type="Part",
    )
    assert choose_service(model, found) == Service(type="Change", cls="types.change:Change")


def test_tables_say_what_was_found() -> None:
    """The table is code that builds the roles again; modules stand beside it."""
    files = {each.path: each.content for each in emit_monitor(_model(), EmitContext()).artifacts}
    table = files["press/monitor/table.py"].decode()
    body = table.replace("from .roles", "from generator.runtime.monitor.roles")
    found: dict[str, object] = {}
    exec(compile(body, "table.py", "exec"), found)  # noqa: S102 - our own output
    assert found["ROLES"] == {"PressRun": _RUN, "Step": _STEP}
    assert found["SERVICE"] == _SERVICE
    for content in files.values():
        ast.parse(content)


def test_an_api_without_states_has_no_monitor() -> None:
    """There is nothing to follow."""
    model = schema(complex_type("Parcel", field("name")))
    assert emit_monitor(model, EmitContext()).artifacts == ()


def test_hostile_names_stay_text() -> None:
    """Whatever a model holds, the table is code of ours alone."""
    model = _model()
    states = enumeration("RunStates", *map(value, HOSTILE_TEXTS), value("Done"))
    hostile = replace(
        model,
        title=HOSTILE_TEXTS[0],
        enumerations=tuple(states if e.name == "RunStates" else e for e in model.enumerations),
        types=tuple(
            replace(each, documentation=texts(en=text), labels=texts(en=text))
            for each, text in zip(model.types, cycle(HOSTILE_TEXTS), strict=False)
        ),
    )
    assert hostile != model
    ours, theirs = (emit_monitor(each, EmitContext()).artifacts for each in (model, hostile))
    assert [each.path for each in theirs] == [each.path for each in ours] != []
    assert _called(theirs) == _called(ours)


def _called(artifacts: Iterable[Artifact]) -> set[str]:
    """Give what modules call and import."""
    trees = [ast.parse(each.content) for each in artifacts if each.path.endswith(".py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    calls = {ast.unparse(node.func) for node in nodes if isinstance(node, ast.Call)}
    return calls | {ast.unparse(n) for n in nodes if isinstance(n, ast.Import | ast.ImportFrom)}


def test_a_module_of_the_users_own_takes_the_place_of_ours(
    make_tree: Callable[[dict[str, str]], Path],
) -> None:
    """Below `runtime/` of the folder of templates."""
    folder = make_tree({"runtime/monitor/phrases.py": "MINE = 1\n"})
    files = {
        each.path: each.content
        for each in emit_monitor(_model(), EmitContext(templates_dir=folder)).artifacts
    }
    assert files["press/monitor/phrases.py"].endswith(b"MINE = 1\n")
