"""One model, five contracts: all of them name the same types, members, occurrences and values."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from generator import load_schema
from generator.emit.emitter import EmitContext
from generator.emit.registry import render_api
from generator.model.schema import Kind
from generator.pipeline import generate
from tests.behaviour.contract_readers import (
    Contract,
    find_typescript,
    read_json_schema,
    read_model,
    read_python,
    read_typescript,
    read_xsd,
)
from tests.behaviour.generated_package import import_package
from tests.schema_factory import (
    builtin,
    complex_ref,
    complex_type,
    enumeration,
    field,
    freight_schema,
    operation,
    schema,
    unknown,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.model.schema import Schema

_EMIT = ("xsd", "wsdl", "jsonschema", "typescript")
_BUILTINS = ("string", "int", "double", "decimal", "boolean", "dateTime", "base64Binary", "anyURI")
_NAMES = ("Alpha", "Beta", "Gamma", "Delta")


def _project(contract: Contract, change: Callable[[Any], Any]) -> Contract:
    """Say of every member what a target can say."""
    return {
        name: {own: (change(holds), *rest) for own, (holds, *rest) in members.items()}
        for name, members in contract.items()
    }


def _as_python(holds: Any) -> Any:  # noqa: ANN401  what a member holds
    """An enumeration of numbers is its numbers' type; any simple value is text."""
    if holds == "simple":
        return "text"
    is_narrowed = isinstance(holds, tuple) and holds[0] == "values" and holds[3] != "text"
    return holds[3] if is_narrowed else holds


def _as_json(holds: Any) -> Any:  # noqa: ANN401  what a member holds
    """Listed values say themselves of what type they are."""
    return holds[:3] if isinstance(holds, tuple) else holds


def _as_typescript(holds: Any) -> Any:  # noqa: ANN401  what a member holds
    """There is one type of numbers; an open enumeration of them is that type."""
    if holds == "integer":
        return "number"
    if isinstance(holds, tuple) and holds[0] == "values":
        if holds[2] and holds[3] != "text":
            return _as_typescript(holds[3])
        return holds[:3]
    return holds


def _as_xsd(contract: Contract) -> Contract:
    """Where members repeat among more than three, all may come in any number (decision 16)."""
    return {
        name: {
            own: (holds, False, True) if _is_free(members) else (holds, required, repeats)
            for own, (holds, required, repeats) in members.items()
        }
        for name, members in contract.items()
    }


def _is_free(members: dict[str, Any]) -> bool:
    is_repeating = any(repeats for _, _, repeats in members.values())
    few = len(members) <= 3 and any(required for _, required, _ in members.values())
    return is_repeating and len(members) > 1 and not few


def _check(model: Schema, folder: Path) -> None:
    """Render everything from the model, read it back, and compare."""
    for artifact in render_api(model, _EMIT, EmitContext()).artifacts:
        path = folder / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.content)
    own = folder / model.api
    expected = read_model(model)
    names = set(expected)
    definitions = json.loads((own / f"{model.api}.schema.json").read_text("utf-8"))

    in_python = {n: m for n, m in read_python(import_package(model, folder)).items() if n in names}
    assert in_python == _project(expected, _as_python)
    assert read_json_schema(definitions, names) == _project(expected, _as_json)
    assert _as_xsd(read_xsd(own / f"{model.api}.xsd", names)) == _as_xsd(expected)
    assert _read_wsdl(own / f"{model.api}.wsdl") == {
        each.name: (each.request, each.response, each.faults) for each in model.operations
    }
    if find_typescript():
        declared = read_typescript(own / f"{model.api}.d.ts", names)
        assert declared == _project(expected, _as_typescript)


def _read_wsdl(path: Path) -> dict[str, tuple[str, str, tuple[str, ...]]]:
    """Read the operations: the elements of what goes in, comes out and is raised."""
    root: Any = etree.parse(path).getroot()
    ns = {"w": "http://schemas.xmlsoap.org/wsdl/"}
    parts = {
        each.get("name"): each.find("w:part", ns).get("element").rpartition(":")[2]
        for each in root.findall("w:message", ns)
        if each.find("w:part", ns) is not None
    }

    def elements(node: Any, kind: str) -> list[str]:  # noqa: ANN401  an element of lxml
        messages = [each.get("message").rpartition(":")[2] for each in node.findall(kind, ns)]
        return [parts[each] for each in messages]

    return {
        each.get("name", ""): (
            next(iter(elements(each, "w:input")), ""),
            next(iter(elements(each, "w:output")), ""),
            tuple(elements(each, "w:fault")),
        )
        for each in root.findall("w:portType[1]/w:operation", ns)
    }


@pytest.fixture
def with_typescript(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the declarations read too, where a compiler can be had."""
    with suppress(pytest.skip.Exception):
        monkeypatch.setenv("GEN_SCHEMA_TSC", str(request.getfixturevalue("tsc")))


@pytest.mark.usefixtures("with_typescript")
def test_the_contracts_of_a_small_api_agree(tmp_path: Path) -> None:
    """One that has one of everything."""
    _check(freight_schema(), tmp_path)


@pytest.mark.slow
@pytest.mark.usefixtures("with_typescript")
def test_the_contracts_of_the_sample_api_agree(specs: Path, tmp_path: Path) -> None:
    """As the pages of the repository give it."""
    (model,) = [
        each
        for each in generate(specs / "ips", emit=("model",)).artifacts
        if each.path.endswith("/schema.json")
    ]
    path = tmp_path / "schema.json"
    path.write_bytes(model.content)
    _check(load_schema(path), tmp_path)


@st.composite
def schemas(draw: st.DrawFn) -> Schema:
    """Draw a model: records and messages whose members hold anything there is."""
    listed = {
        "Words": ("Red", "Green", "x-long/roll"),
        "Marks": ("1", "2", "30"),
    }
    lists = [enumeration(n, *each, is_open=draw(st.booleans())) for n, each in listed.items()]
    refs = st.one_of(
        st.sampled_from(_BUILTINS).map(builtin),
        st.sampled_from(_NAMES).map(complex_ref),
        st.just(unknown("Lost")),
    )

    def members() -> list[Any]:
        names = draw(st.lists(st.sampled_from(["a", "bB", "c-d", "class", "é"]), unique=True))
        return [_member(draw, name, draw(refs)) for name in names]

    types = [complex_type(name, *members()) for name in _NAMES]
    messages = [
        complex_type("sendParam", *members(), kind=Kind.REQUEST),
        complex_type("sendReturn", *members(), kind=Kind.RESPONSE),
        complex_type("sendFault", *members(), kind=Kind.FAULT),
    ]
    send = operation("send", "sendParam", "sendReturn", ("sendFault",))
    return schema(*lists, *types, *messages, send)


def _member(draw: st.DrawFn, name: str, ref: Any) -> Any:  # noqa: ANN401  a record of the model
    values = {"string": "Words", "int": "Marks"}.get(ref.name, "")
    return field(
        name,
        ref,
        min_occurs=draw(st.integers(0, 1)),
        max_occurs=draw(st.sampled_from([1, None])),
        enumeration=values if draw(st.booleans()) else "",
    )


@pytest.mark.slow
@settings(
    max_examples=25,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(schemas())
def test_the_contracts_of_any_api_agree(
    tmp_path_factory: pytest.TempPathFactory, model: Schema
) -> None:
    """Whatever its members hold, need and repeat."""
    _check(model, tmp_path_factory.mktemp("any"))
