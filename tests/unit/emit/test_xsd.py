"""The XML Schema says what the model says."""

from __future__ import annotations

import pytest
import xmlschema
from lxml import etree

from generator.emit.xsd import render_xsd
from generator.model.schema import Kind, Schema, Status
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
)

XS = "{http://www.w3.org/2001/XMLSchema}"


def render(model: Schema) -> str:
    """Render a schema and check that both validators take it."""
    (artifact,) = render_xsd(model)
    etree.XMLSchema(etree.fromstring(artifact.content))
    xmlschema.XMLSchema(artifact.content.decode())
    return artifact.content.decode()


def declaration(model: Schema, name: str) -> str:
    """Give one top-level declaration as text, without its outermost indentation."""
    root = etree.fromstring(render(model).encode())
    (found,) = (child for child in root.iterchildren("*") if child.get("name") == name)
    text: str = etree.tostring(found, encoding="unicode", with_tail=False)
    for prefix in ("xs", "types"):
        text = text.replace(f' xmlns:{prefix}="{root.nsmap[prefix]}"', "")
    return text.replace("\n  ", "\n")


@pytest.mark.parametrize(
    "model", [freight_schema(), hostile_schema(), large_schema(40), schema(), schema(namespace="")]
)
def test_validators_take_the_schema(model: Schema) -> None:
    """The schema is valid for lxml and xmlschema alike, whatever the texts."""
    assert render(model).startswith('<?xml version="1.0" encoding="UTF-8"?>\n<!-- Generated')


def test_the_head_names_the_input_and_no_date() -> None:
    """The header says what was read; the same model gives the same bytes."""
    (artifact,) = render_xsd(freight_schema())

    assert artifact.path == "freight/freight.xsd"
    assert f"sha256 {'0' * 64}".encode() in artifact.content
    assert render_xsd(freight_schema()) == (artifact,)


def test_a_record_takes_its_members_in_any_order() -> None:
    """A record is `xs:all`; attributes follow, required as the model says."""
    model = schema(
        complex_type(
            "Box",
            field("size", builtin("int"), min_occurs=1, documentation=texts(en="A & B", fr="É")),
            field("lid", complex_ref("Box"), status=Status.UNRESOLVED),
            field("id", builtin("ID"), is_attribute=True, min_occurs=1),
        )
    )

    assert declaration(model, "Box") == (
        '<xs:complexType name="Box">\n'
        "  <xs:all>\n"
        '    <xs:element name="size" type="xs:int">\n'
        "      <xs:annotation>\n"
        '        <xs:documentation xml:lang="en">A &amp; B</xs:documentation>\n'
        '        <xs:documentation xml:lang="fr">É</xs:documentation>\n'
        "      </xs:annotation>\n"
        "    </xs:element>\n"
        '    <xs:element name="lid" type="types:Box" minOccurs="0">\n'
        "      <xs:annotation>\n"
        '        <xs:appinfo source="urn:gen-schema:status">unresolved</xs:appinfo>\n'
        "      </xs:annotation>\n"
        "    </xs:element>\n"
        "  </xs:all>\n"
        '  <xs:attribute name="id" type="xs:NCName" use="required"/>\n'
        "</xs:complexType>"
    )


def test_an_array_is_a_sequence_of_its_member() -> None:
    """The only member of a type may repeat in a sequence."""
    model = schema(
        complex_type("Boxes", field("box", max_occurs=None, min_occurs=1), kind=Kind.ARRAY)
    )

    assert declaration(model, "Boxes") == (
        '<xs:complexType name="Boxes">\n'
        "  <xs:sequence>\n"
        '    <xs:element name="box" type="xs:string" maxOccurs="unbounded"/>\n'
        "  </xs:sequence>\n"
        "</xs:complexType>"
    )


def test_members_of_nobody_take_anything() -> None:
    """Unknown, dangling and misnamed types accept what comes, in elements and attributes."""
    model = schema(
        complex_type(
            "Box",
            field("a", unknown("Gone")),
            field("b", complex_ref("Missing")),
            field("c", builtin("strnig")),
            field("d", builtin("NOTATION")),
            field("e", complex_ref("Box"), is_attribute=True),
        )
    )
    root = etree.fromstring(render(model).encode())
    types = {each.get("name"): each.get("type") for each in root.iter(f"{XS}element")}

    assert types == dict.fromkeys("abc", "xs:anyType") | {"d": "xs:string"}
    assert [each.get("type") for each in root.iter(f"{XS}attribute")] == ["xs:anySimpleType"]


def test_an_open_enumeration_shows_its_values_and_takes_others() -> None:
    """An open enumeration is a union; a closed one a restriction."""
    model = schema(
        enumeration("Open", "a", is_open=True, documentation=texts(en="Some.")),
        enumeration("Closed", "a\nb", "c"),
        complex_type(
            "Box",
            field("x", enumeration="Open"),
            field("y", enumeration="Closed"),
            field("z", unknown(), enumeration="Closed"),
        ),
    )

    assert '<xs:union memberTypes="types:Open.known xs:string"/>' in declaration(model, "Open")
    assert declaration(model, "Open.known").count("<xs:enumeration ") == 1
    assert '<xs:enumeration value="a&#10;b"/>' in declaration(model, "Closed")
    box = declaration(model, "Box")
    assert [box.count(f'type="types:{name}"') for name in ("Open", "Closed")] == [1, 2]


@pytest.mark.parametrize(
    ("base", "values", "expected"),
    [
        ("int", ("1", "2"), "types:Level.int"),
        ("int", ("1", "high"), "xs:int"),
        ("byte", ("1", "200"), "xs:byte"),
        ("boolean", ("true",), "xs:boolean"),
        ("dateTime", ("2020-01-01T00:00:00Z",), "types:Level.dateTime"),
        ("token", ("a", "b"), "types:Level"),
    ],
)
def test_an_enumeration_of_other_than_text_restricts_that(
    base: str, values: tuple[str, ...], expected: str
) -> None:
    """Values restrict a field's own type where all of them are values of it."""
    model = schema(
        enumeration("Level", *values),
        complex_type("Box", field("level", builtin(base), enumeration="Level")),
    )

    assert f'name="level" type="{expected}"' in declaration(model, "Box")


def test_a_type_and_an_element_may_share_a_name() -> None:
    """Types and elements are named apart."""
    model = schema(
        complex_type("Box", field("a")),
        complex_type("Box", field("box", complex_ref("Box")), kind=Kind.REQUEST),
        enumeration("Box.known", "x"),
        enumeration("Kind", "a", is_open=True),
        complex_type("Kind.known", field("kind", enumeration="Kind")),
    )

    assert render(model).count('name="Kind.known_"') == 1
