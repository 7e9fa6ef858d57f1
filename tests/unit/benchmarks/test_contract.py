"""A schema is measured by what it declares, however it says so."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from benchmarks.contract import main
from benchmarks.declared_schema import (
    UNBOUNDED,
    Declared,
    DeclaredField,
    Definition,
    read_schema,
    read_truth,
)
from benchmarks.measure_contract import measure_contract

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    MakeTree = Callable[[Mapping[str, str | bytes]], Path]

_HEAD = (
    '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" '
    'targetNamespace="urn:t" elementFormDefault="qualified">'
)
_COLUMNS = "kind\tdefinition\tfield\ttype\tmin\tmax\n"


def _read(make_tree: MakeTree, body: str) -> Declared:
    return read_schema(make_tree({"s.xsd": f"{_HEAD}{body}</xs:schema>"}) / "s.xsd")


def _field(type_: str, least: int = 1, most: int = 1) -> DeclaredField:
    return DeclaredField(types=frozenset({type_}), min_occurs=least, max_occurs=most)


@pytest.mark.parametrize(
    "content",
    [
        (
            '<xs:all><xs:element name="a" type="xs:int"/>'
            '<xs:element name="b" type="xs:string" minOccurs="0"/></xs:all>'
        ),
        (
            '<xs:sequence><xs:element name="b" type="xs:string" minOccurs="0"/>'
            '<xs:element name="a" type="xs:int"/></xs:sequence>'
        ),
        (
            '<xs:choice><xs:sequence><xs:element name="a" type="xs:int"/>'
            '<xs:element name="b" type="xs:string" minOccurs="0"/></xs:sequence>'
            '<xs:sequence><xs:element name="b" type="xs:string"/>'
            '<xs:element name="a" type="xs:int"/></xs:sequence></xs:choice>'
        ),
        (
            '<xs:sequence><xs:element name="a" type="xs:int"/>'
            '<xs:choice minOccurs="0"><xs:element name="b" type="xs:string"/></xs:choice>'
            "</xs:sequence>"
        ),
    ],
    ids=["all", "sequence", "spelt-out orders", "nested choice"],
)
def test_order_makes_no_difference(make_tree: MakeTree, content: str) -> None:
    """One record said in four ways is one record."""
    declared = _read(make_tree, f'<xs:complexType name="T">{content}</xs:complexType>')
    assert declared["type", "T"].fields == {"a": _field("xsd:int"), "b": _field("xsd:string", 0)}


def test_alternative_without_a_field_makes_it_optional(make_tree: MakeTree) -> None:
    """What stands in one branch alone need not be there."""
    declared = _read(
        make_tree,
        '<xs:complexType name="T"><xs:choice><xs:element name="a" type="xs:int"/>'
        '<xs:element name="b" type="xs:int" maxOccurs="unbounded"/></xs:choice></xs:complexType>',
    )
    expected = {"a": _field("xsd:int", 0), "b": _field("xsd:int", 0, UNBOUNDED)}
    assert declared["type", "T"].fields == expected


def test_repeated_choice_repeats_its_members(make_tree: MakeTree) -> None:
    """The occurrence of a group multiplies that of its members."""
    declared = _read(
        make_tree,
        '<xs:complexType name="T"><xs:choice maxOccurs="unbounded">'
        '<xs:element name="a" type="xs:int"/></xs:choice></xs:complexType>',
    )
    assert declared["type", "T"].fields == {"a": _field("xsd:int", 1, UNBOUNDED)}


def test_simple_type_of_the_schema_counts_as_its_built_in(make_tree: MakeTree) -> None:
    """A restriction, a union of one with its base, and an anonymous one are that built-in."""
    declared = _read(
        make_tree,
        '<xs:simpleType name="K"><xs:restriction base="xs:string"><xs:enumeration value="x"/>'
        '</xs:restriction></xs:simpleType><xs:simpleType name="O">'
        '<xs:union memberTypes="t:K xs:string"/></xs:simpleType><xs:simpleType name="M">'
        '<xs:union memberTypes="t:K xs:int"/></xs:simpleType>'
        '<xs:complexType name="T"><xs:all><xs:element name="a" type="t:K"/>'
        '<xs:element name="b" type="t:O"/><xs:element name="c" type="t:M"/>'
        '<xs:element name="d"><xs:simpleType><xs:restriction base="xs:int"/></xs:simpleType>'
        '</xs:element></xs:all><xs:attribute name="e" type="t:K" use="required"/>'
        "</xs:complexType>",
    )
    assert list(declared) == [("type", "T")]
    assert declared["type", "T"].fields == {
        "a": _field("xsd:string"),
        "b": _field("xsd:string"),
        "c": _field("xsd:anySimpleType"),
        "d": _field("xsd:int"),
        "e": _field("xsd:string"),
    }


def test_types_are_named_by_their_kind_of_namespace(make_tree: MakeTree) -> None:
    """A named type, an anonymous one, and none at all; references and extensions are followed."""
    declared = _read(
        make_tree,
        '<xs:element name="r" type="t:T"/><xs:complexType name="T"><xs:sequence>'
        '<xs:element name="a" type="t:T" minOccurs="0"/><xs:element name="b"><xs:complexType/>'
        '</xs:element><xs:element name="c"/></xs:sequence></xs:complexType>'
        '<xs:complexType name="U"><xs:complexContent><xs:extension base="t:T"><xs:sequence>'
        '<xs:element ref="t:r"/></xs:sequence></xs:extension></xs:complexContent>'
        "</xs:complexType>",
    )
    fields = {"a": _field("types:T", 0), "b": _field("anonymous"), "c": _field("xsd:anyType")}
    assert declared["type", "T"].fields == fields
    assert declared["element", "r"].fields == fields
    assert declared["type", "U"].fields == {**fields, "r": _field("types:T")}


def _define(kind: str, name: str, **fields: DeclaredField) -> Declared:
    definition = Definition(kind=kind, name=name, fields=fields, is_open=False)
    return {(kind, name): definition}


def test_measures_count_what_is_right_missing_and_extra() -> None:
    """Fields of a missing definition are missed; a generated definition beyond is not judged."""
    truth = _define("type", "A", one=_field("xsd:int"), two=_field("types:B", 0, UNBOUNDED))
    truth |= _define("element", "m", three=_field("xsd:int"), four=_field("xsd:int", 0))
    truth |= _define("element", "gone", five=_field("xsd:int"))
    generated = _define("type", "A", one=_field("xsd:long"), two=_field("types:B", 0, UNBOUNDED))
    generated |= _define("element", "m", three=_field("xsd:int", 0), five=_field("xsd:int"))
    generated |= _define("type", "beyond", six=_field("xsd:int"))
    result = measure_contract(generated, truth)
    assert {each.key: (each.count, each.total) for each in result.measures} == {
        "definitions": (2, 3),
        "names": (3, 5),
        "typed": (2, 5),
        "required": (0, 3),
        "required_found": (0, 1),
        "arrays": (1, 1),
        "repeated": (0, 4),
        "extra": (1, 4),
    }
    assert [f"{each.what} {each.place}" for each in result.misses if each.what != "typed"] == [
        "required element m.three",
        "names element m.four",
        "required element m.four",
        "extra element m.five",
        "definitions element gone",
        "names element gone.five",
        "required element gone.five",
    ]


def test_type_found_beside_another_is_no_match() -> None:
    """A name that the schema gives two types has neither."""
    both = DeclaredField(types=frozenset({"xsd:int", "xsd:string"}), min_occurs=1, max_occurs=1)
    result = measure_contract(
        _define("type", "A", one=both), _define("type", "A", one=_field("xsd:int"))
    )
    assert [(miss.what, miss.detail) for miss in result.misses] == [
        ("typed", "expected xsd:int, found xsd:int or xsd:string")
    ]


def test_row_without_a_field_is_an_empty_definition(make_tree: MakeTree) -> None:
    """A message without members is a definition all the same."""
    tree = make_tree({"t.tsv": f"{_COLUMNS}element\tdone\t\t\t\t\n"})
    assert read_truth(tree / "t.tsv") == _define("element", "done")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a\tb\n", "expected the columns kind, definition, field, type, min, max"),
        (f"{_COLUMNS}type\tA\n", "t.tsv:2: not a row of kind, definition, field, type, min, max"),
        (f"{_COLUMNS}table\tA\ta\txsd:int\t0\t1\n", "t.tsv:2: not a row of kind"),
    ],
)
def test_table_that_is_no_truth_is_refused(
    make_tree: MakeTree, capsys: pytest.CaptureFixture[str], text: str, message: str
) -> None:
    """The message names the file and the line, and the exit code says wrong usage."""
    tree = make_tree({"t.tsv": text, "s.xsd": f"{_HEAD}</xs:schema>"})
    assert main([str(tree / "s.xsd"), str(tree / "t.tsv")]) == 2
    assert message in capsys.readouterr().err


def test_file_that_is_no_schema_is_refused(
    make_tree: MakeTree, capsys: pytest.CaptureFixture[str]
) -> None:
    """A schema that refers to nothing is not measured as if it were one."""
    body = '<xs:complexType name="T"><xs:all><xs:element name="a" type="t:No"/></xs:all>'
    tree = make_tree({"t.tsv": _COLUMNS, "s.xsd": f"{_HEAD}{body}</xs:complexType></xs:schema>"})
    assert main([str(tree / "s.xsd"), str(tree / "t.tsv")]) == 2
    assert "No" in capsys.readouterr().err


def test_result_is_printed_as_table_list_and_json(
    make_tree: MakeTree, capsys: pytest.CaptureFixture[str]
) -> None:
    """All three say the same."""
    tree = make_tree(
        {
            "t.tsv": f"{_COLUMNS}type\tT\ta\txsd:int\t1\t1\ntype\tT\tb\txsd:int\t1\t1\n",
            "s.xsd": f'{_HEAD}<xs:complexType name="T"><xs:all><xs:element name="a" '
            'type="xs:int"/></xs:all></xs:complexType></xs:schema>',
        }
    )
    arguments = [str(tree / "s.xsd"), str(tree / "t.tsv")]
    assert main([*arguments, "--verbose"]) == 0
    text = capsys.readouterr().out
    assert "field names found                           1   2   50.0\n" in text
    assert text.endswith(
        "names: type T.b: not there\ntyped: type T.b: expected xsd:int, found nothing\n"
    )
    assert main([*arguments, "--json"]) == 0
    tree_ = json.loads(capsys.readouterr().out)
    assert tree_["measures"]["names"] == {"count": 1, "of": 2, "percent": "50.0"}
    assert [miss["what"] for miss in tree_["misses"]] == ["names", "typed"]
