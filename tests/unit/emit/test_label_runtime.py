"""The emitted lookup as text: what it consists of, whatever the pages say."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from tests.emitted_labels import render_lookup
from tests.schema_factory import complex_type, field, freight_schema, hostile_schema, schema, texts

if TYPE_CHECKING:
    from generator.model.schema import Schema

HARMLESS = (ast.Dict, ast.Constant, ast.Tuple, ast.Load)


def modules(api: Schema) -> dict[str, str]:
    """Render the modules by path."""
    return {each.path: each.content.decode() for each in render_lookup(api)}


def test_the_lookup_and_its_tables_are_modules_of_their_own() -> None:
    """So that what is not asked for is not loaded."""
    assert sorted(modules(freight_schema())) == [
        "freight/labels.py",
        "freight/labels_descriptions.py",
        "freight/labels_texts.py",
    ]


def test_a_table_holds_every_path_with_its_reference_text() -> None:
    """The label of the pages, or the words of the identifier."""
    api = schema(complex_type("Parcel", field("numItems"), labels=texts(en="Box")), locales=("en",))
    assert modules(api)["freight/labels_texts.py"].splitlines()[-4:] == [
        "MSGIDS: dict[str, str] = {",
        '    "Parcel": "Box",',
        '    "Parcel.numItems": "Num items",',
        "}",
    ]


@pytest.mark.parametrize("name", ["labels_texts", "labels_descriptions"])
def test_texts_of_pages_are_nothing_but_literals(name: str) -> None:
    """The tree of a table is a docstring, an import and one dictionary of strings."""
    tree = ast.parse(modules(hostile_schema())[f"freight/{name}.py"])
    docstring, future, table = tree.body
    assert isinstance(docstring, ast.Expr)
    assert isinstance(future, ast.ImportFrom)
    assert isinstance(table, ast.AnnAssign)
    assert table.value is not None
    assert {type(node) for node in ast.walk(table.value)} <= set(HARMLESS)


def test_the_lookup_is_the_same_code_for_every_api() -> None:
    """Only its tables of locales differ, and these are literals."""

    def shape(api: Schema) -> list[str]:
        tree = ast.parse(modules(api)["freight/labels.py"])
        return [
            type(node).__name__ if isinstance(node, ast.AnnAssign) else ast.dump(node)
            for node in tree.body
        ]

    assert shape(freight_schema()) == shape(hostile_schema())


def test_two_runs_give_the_same_bytes() -> None:
    """Nothing depends on the order of a set."""
    assert render_lookup(freight_schema()) == render_lookup(freight_schema())
