"""The JSON Schema: what it takes, what it refuses, and whether others can read it."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from generator.emit.json_schema import render_jsonschema
from generator.model.schema import Kind, Status
from tests.schema_factory import (
    builtin,
    complex_ref,
    complex_type,
    enumeration,
    field,
    freight_schema,
    hostile_schema,
    large_schema,
    schema,
    texts,
    unknown,
    value,
)

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.schema import Field, Schema

APIS = {"freight": freight_schema(), "hostile": hostile_schema(), "large": large_schema(40)}


def loaded(api: Schema) -> Any:  # noqa: ANN401
    """Render and parse the schema."""
    (artifact,) = render_jsonschema(api)
    assert artifact.path == f"{api.api}/{api.api}.schema.json"
    return json.loads(artifact.content)


def accepts(api: Schema, name: str, instance: object) -> bool:
    """Validate an instance against one definition."""
    content = loaded(api)
    rule = {"$schema": content["$schema"], "$ref": f"#/$defs/{name}", "$defs": content["$defs"]}
    return jsonschema.Draft202012Validator(rule).is_valid(instance)


def takes(member: Field, *values: object, enumerations: tuple[Any, ...] = ()) -> list[bool]:
    """Tell which values a type with one member takes."""
    api = schema(complex_type("Parcel", member), complex_type("Crate"), *enumerations)
    return [accepts(api, "Parcel", {member.name: each}) for each in values]


@pytest.mark.parametrize("api", APIS.values(), ids=APIS)
def test_the_schema_is_valid(api: Schema) -> None:
    """By its dialect, and every reference resolves."""
    content = loaded(api)
    jsonschema.Draft202012Validator.check_schema(content)
    for name in content["$defs"]:
        accepts(api, name, {})


@pytest.mark.parametrize("api", APIS.values(), ids=APIS)
def test_check_jsonschema_accepts_it(api: Schema, tmp_path: Path) -> None:
    """A tool that people run in their hooks."""
    pytest.importorskip("check_jsonschema", reason="check-jsonschema is missing")
    path = tmp_path / "api.schema.json"
    path.write_bytes(render_jsonschema(api)[0].content)
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--check-metaschema", str(path)],
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (0, "ok -- validation done\n")


def test_everything_of_the_model_is_defined() -> None:
    """Types, enumerations, messages; required members, and what they are in the reference."""
    api = freight_schema()
    definitions = loaded(api)["$defs"]
    assert list(definitions) == [
        *(each.name for each in api.types if not each.is_element),
        *(each.name for each in api.enumerations),
        *(each.name for each in api.types if each.is_element),
    ]
    for each in api.types:
        rule = definitions[each.name]
        assert list(rule.get("properties", ())) == [one.name for one in each.fields]
        assert rule.get("required", []) == [one.name for one in each.fields if one.min_occurs]
    assert definitions["ShipmentState"] == {
        "title": "Shipment state",
        "description": "Where a shipment stands.",
        "type": "string",
        "enum": ["WaitingCustoms", "Moving", "Delivered"],
        "enumDescriptions": ["Held at the border.", "", ""],
    }


@pytest.mark.parametrize(
    ("instance", "expected"),
    [
        ({"numParcels": 2, "state": "Moving", "priority": 1}, True),
        ({"numParcels": 2, "parcels": {"items": [{"kind": "Box", "tags": ["a"]}]}}, True),
        ({"numParcels": 2, "parcels": {"items": [{"kind": "a new one"}]}}, True),
        ({"numParcels": 2, "extra": [None, {"any": "thing"}]}, True),
        ({"numParcels": 2, "weight": "1.50", "sentAt": "2020-01-02T03:04:05.678+01:00"}, True),
        ({}, False),
        ({"numParcels": "2"}, False),
        ({"numParcels": 2**31}, False),
        ({"numParcels": 2, "state": "Flying"}, False),
        ({"numParcels": 2, "priority": 4}, False),
        ({"numParcels": 2, "sentAt": "yesterday"}, False),
        ({"numParcels": 2, "weight": "heavy"}, False),
        ({"numParcels": 2, "unheard": 1}, False),
        ([], False),
    ],
)
def test_a_record_takes_what_its_page_documents(instance: object, expected: bool) -> None:
    """Open enumerations take more, closed ones and records do not."""
    assert accepts(freight_schema(), "Shipment", instance) is expected


def test_an_open_type_takes_any_object() -> None:
    """Its members are named, not checked."""
    asked = [{}, {"country": 1, "more": 2}, 1]
    assert [accepts(freight_schema(), "Customs", each) for each in asked] == [True, True, False]


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("boolean", (True, "true", 1), [True, False, False]),
        ("double", (1, 1.5, "1.5"), [True, True, False]),
        ("decimal", (1.5, "1.5", "1e5"), [True, True, False]),
        ("unsignedByte", (0, 255, 256, -1, 1.5), [True, True, False, False, False]),
        ("integer", (10**30, 1.0, "1"), [True, True, False]),
        ("hexBinary", ("0aFF", "0", 1), [True, False, False]),
        ("date", ("2020-01-02Z", "2020-1-2"), [True, False]),
        ("duration", ("P1DT2H", "P", "PT"), [True, False, False]),
        ("anyURI", ("any text", 1), [True, False]),
        ("anySimpleType", ("a", 1.5, True, {}), [True, True, True, False]),
        ("noBuiltinAtAll", ({"any": 1}, None), [True, True]),
    ],
)
def test_builtins_take_their_values(
    name: str, values: tuple[Any, ...], expected: list[bool]
) -> None:
    """As they travel in JSON."""
    assert takes(field("a", builtin(name)), *values) == expected


def test_enumerations_of_numbers_take_numbers() -> None:
    """Whole ones stay whole, a decimal may be a text, infinity is none, open ones take more."""
    levels = enumeration("Level", "1", "01", "2.50", "INF")
    whole = enumeration("Whole", "1", "01", "2")
    more = enumeration("More", "1", is_open=True)
    both = {"enumerations": (levels, whole, more)}
    double = field("a", builtin("double"), enumeration="Level")
    decimal = field("a", builtin("decimal"), enumeration="Whole")
    number = field("a", builtin("int"), enumeration="More")
    assert takes(double, 1, 2.5, 3, "1", **both) == [True, True, False, False]
    assert takes(decimal, 1, "01", 3, "3", **both) == [True, True, False, False]
    assert takes(number, 1, 3, "1", **both) == [True, True, False]


def test_repeating_members_are_arrays() -> None:
    """Of at least one where the pages require one."""
    some = field("a", complex_ref("Crate"), max_occurs=None)
    one = field("a", complex_ref("Crate"), min_occurs=1, max_occurs=None)
    assert takes(some, [], [{}, {}], {}) == [True, True, False]
    assert takes(one, [], [{}, {}], {}) == [False, True, False]
    assert takes(field("a", unknown(), max_occurs=None), [1, None], 1) == [True, False]


def test_a_message_called_like_a_type_is_counted_up() -> None:
    """References mean the type; names are percent-encoded in them."""
    api = schema(
        complex_type("État", field("a")),
        complex_type("État", field("b", complex_ref("État")), kind=Kind.REQUEST),
    )
    definitions = loaded(api)["$defs"]
    assert list(definitions) == ["État", "État_2"]
    assert definitions["État_2"]["properties"]["b"] == {"$ref": "#/$defs/%C3%89tat"}
    assert accepts(api, "%C3%89tat_2", {"b": {"a": "x"}})


def test_doubt_and_documentation_travel() -> None:
    """In the reference language; enumerations without texts have none."""
    api = schema(
        complex_type(
            "Parcel",
            field(
                "kind",
                status=Status.PROVISIONAL,
                labels=texts(en="Kind", fr="Genre"),
                documentation=texts(en="What it is.", fr="Ce que c’est."),
            ),
        ),
        enumeration("Size", value("S"), is_open=True),
        enumeration("None"),
    )
    definitions = loaded(api)["$defs"]
    assert definitions["Parcel"]["properties"]["kind"] == {
        "title": "Kind",
        "description": "What it is.",
        "$comment": "name provisional",
        "type": "string",
    }
    assert definitions["Size"] == {"type": "string", "anyOf": [{"enum": ["S"]}, {}]}
    assert definitions["None"] == {"type": "string"}
