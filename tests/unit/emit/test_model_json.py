"""schema.json holds the whole model and reads back as the same one."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import generator
from generator.emit.model_json import render_model
from tests.schema_factory import freight_schema, hostile_schema, large_schema, schema

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.schema import Schema


@pytest.mark.parametrize("model", [freight_schema(), hostile_schema(), large_schema(30), schema()])
def test_the_model_reads_back_as_it_was(model: Schema, tmp_path: Path) -> None:
    """Rendering and loading are inverse, for every kind of text."""
    (artifact,) = render_model(model)
    path = tmp_path / "schema.json"
    path.write_bytes(artifact.content)

    assert generator.load_schema(path) == model


def test_the_file_is_sorted_and_readable() -> None:
    """Keys are sorted, texts stand as they are, and a newline ends the file."""
    (artifact,) = render_model(replace(schema(), title="운송"))
    loaded = json.loads(artifact.content)

    assert (artifact.path, artifact.emitter) == ("freight/schema.json", "model")
    assert list(loaded) == sorted(loaded)
    assert '\n  "title": "운송",\n'.encode() in artifact.content
    assert artifact.content.endswith(b"}\n")


def test_rendering_twice_gives_the_same_bytes() -> None:
    """Nothing but the model decides what is written."""
    assert render_model(freight_schema()) == render_model(freight_schema())


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("types", {}, r"\$\.types: expected an array, found dict"),
        ("title", 3, r"\$\.title: expected str, found int"),
        ("types", [1], r"\$\.types\[0\]: expected an object, found int"),
        ("surprise", 1, r"\$: missing or unknown keys \['surprise'\]"),
    ],
)
def test_another_shape_is_refused(key: str, value: object, message: str, tmp_path: Path) -> None:
    """A file of another shape is refused with the place that is wrong."""
    loaded = json.loads(render_model(schema())[0].content)
    path = tmp_path / "schema.json"
    path.write_text(json.dumps({**loaded, key: value}))

    with pytest.raises(ValueError, match=message):
        generator.load_schema(path)


def test_a_file_of_an_earlier_version_is_read(tmp_path: Path) -> None:
    """What it cannot have yet is as the record has it by itself; what it must have is asked for."""
    loaded = json.loads(render_model(freight_schema())[0].content)
    path = tmp_path / "schema.json"
    earlier = {key: loaded[key] for key in loaded if key not in {"state_groups", "version"}}
    path.write_text(json.dumps(earlier))
    assert generator.load_schema(path) == freight_schema()

    path.write_text(json.dumps({key: loaded[key] for key in loaded if key != "title"}))
    with pytest.raises(ValueError, match=r"\$: missing or unknown keys \['title'\]"):
        generator.load_schema(path)


def test_an_unknown_status_is_refused(tmp_path: Path) -> None:
    """A closed set of the model takes its own values alone."""
    text = render_model(freight_schema())[0].content.replace(b'"provisional"', b'"guessed"')
    path = tmp_path / "schema.json"
    path.write_bytes(text)

    with pytest.raises(ValueError, match=r"status: 'guessed' is none of"):
        generator.load_schema(path)
