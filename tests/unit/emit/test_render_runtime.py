"""Tells what the model says about showing values."""

from __future__ import annotations

import pytest

from generator.emit.field_types import FieldTypes
from generator.emit.render_runtime import render_rendering, share_scale
from tests.schema_factory import (
    builtin,
    complex_type,
    enumeration,
    field,
    schema,
    texts,
    value,
)


@pytest.mark.parametrize(
    ("name", "kind", "about", "expected"),
    [
        ("progress", "int", "", 100),
        ("progress", "double", "From 0.0 up to 1.0.", 1),
        ("progress", "double", "De 0,0 à 1,0.", 1),
        ("progress", "float", "0 to 100", 100),
        ("progress", "decimal", "", 0),
        ("percentDone", "double", "From 0.0 to 1.0.", 100),
        ("progress", "string", "", None),
        ("lastProgressUpdate", "dateTime", "", None),
        ("weight", "double", "From 0.0 to 1.0.", None),
    ],
)
def test_shares_are_known_by_name_type_and_figures(
    name: str, kind: str, about: str, expected: int | None
) -> None:
    """An integer is in percent; of other numbers the description tells, or nothing does."""
    member = field(name, builtin(kind), documentation=texts(en=about))
    types = FieldTypes(schema(complex_type("Parcel", member)))
    assert share_scale(member, types.resolve(member)) == expected


def test_tables_name_states_shares_and_plain_numbers() -> None:
    """One module of tables, beside two modules that are copied."""
    model = schema(
        complex_type(
            "Parcel",
            field("state", enumeration="State"),
            field("level", builtin("int"), enumeration="Level"),
            field("progress", builtin("int")),
            field("zipCode", builtin("int")),
        ),
        enumeration("State", value("Open")),
        enumeration("Level", value("1")),
        api="post",
    )
    artifacts = {each.path: each.content.decode() for each in render_rendering(model)}
    assert list(artifacts) == [
        "post/rendering.py",
        "post/value_texts.py",
        "post/rendering_facts.py",
    ]
    tables: dict[str, object] = {}
    exec(artifacts["post/rendering_facts.py"], tables)  # noqa: S102 - our own output
    assert tables["ENUMERATIONS"] == {"Parcel.state": "State", "Parcel.level": "Level"}
    assert tables["SHARES"] == {"Parcel.progress": 100}
    assert tables["PLAIN"] == frozenset({"Parcel.zipCode"})
