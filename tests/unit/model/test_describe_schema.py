"""The JSON Schema of the model's own file."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

import generator
from generator.emit.json_text import json_bytes
from generator.emit.model_json import render_model
from generator.model.describe_schema import describe_schema
from tests.schema_factory import freight_schema, hostile_schema, large_schema, schema

if TYPE_CHECKING:
    from generator.model.schema import Schema

_COMMITTED = Path(generator.__file__).parent / "model" / "schema.schema.json"


def test_the_committed_schema_is_what_the_records_say(request: pytest.FixtureRequest) -> None:
    """Whoever changes a record changes the file, by `--regen`."""
    if request.config.getoption("--regen"):
        _COMMITTED.write_bytes(json_bytes(describe_schema()))
    assert _COMMITTED.read_bytes() == json_bytes(describe_schema())


def test_every_member_is_described() -> None:
    """No record, no member and no value goes without a word."""
    definitions = json.loads(_COMMITTED.read_text("utf-8"))["$defs"]
    silent = [
        (name, key)
        for name, rule in definitions.items()
        for key, own in [("", rule), *rule.get("properties", {}).items()]
        if not own["description"]
    ]
    silent += [
        (name, each["const"])
        for name, rule in definitions.items()
        for each in rule.get("oneOf", ())
        if not each["description"]
    ]
    assert silent == []


@pytest.mark.parametrize("model", [freight_schema(), hostile_schema(), large_schema(30), schema()])
def test_every_model_is_valid(model: Schema) -> None:
    """What is rendered is what is described."""
    checker = jsonschema.Draft202012Validator(json.loads(_COMMITTED.read_text("utf-8")))
    checker.check_schema(checker.schema)
    (artifact,) = render_model(model)
    assert [error.message for error in checker.iter_errors(json.loads(artifact.content))] == []


@pytest.mark.parametrize(
    ("key", "value"),
    [("api", 1), ("types", None), ("types", [{}]), ("extra", 1), ("operations", [1])],
)
def test_another_shape_is_invalid(key: str, value: object) -> None:
    """As the loader refuses it."""
    content = json.loads(json.dumps(asdict(freight_schema()))) | {key: value}
    assert not jsonschema.Draft202012Validator(describe_schema()).is_valid(content)
