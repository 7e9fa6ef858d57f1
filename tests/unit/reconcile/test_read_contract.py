"""A reference contract is read without leaving its folder, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.configuration import ReferenceContract
from generator.reconcile.read_contract import load_contract

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from generator.reconcile.contract import Contract

_XS = 'xmlns:xs="http://www.w3.org/2001/XMLSchema"'
_TYPE = '<xs:complexType name="{}"><xs:sequence>{}</xs:sequence></xs:complexType>'


def schema(*parts: str, namespace: str = "urn:a") -> str:
    """Write a schema, a line for each of its parts."""
    head = f'<xs:schema {_XS} targetNamespace="{namespace}" xmlns:a="{namespace}">'
    return "\n".join([head, *parts, "</xs:schema>\n"])


def load(folder: Path, name: str) -> Contract:
    """Read a contract that lies in the folder of the configuration."""
    return load_contract(
        ReferenceContract(file=folder / name, folder=folder, display=f"api/{name}")
    )


def test_a_schema_and_what_it_includes_are_read(
    make_tree: Callable[[Mapping[str, str | bytes]], Path],
) -> None:
    """Also from a folder above, within the configuration's; each says where it stands."""
    folder = make_tree(
        {
            "deep/a.xsd": schema(
                '<xs:include schemaLocation="../b.xsd"/>',
                _TYPE.format("Loan", '\n<xs:element name="copy" type="a:Copy"/>'),
            ),
            "b.xsd": schema(_TYPE.format("Copy", '<xs:element name="due" type="xs:date"/>')),
        }
    )
    contract = load(folder, "deep/a.xsd")
    assert contract.diagnostics == ()
    assert {
        own.name: [(m.name, m.type.name, m.path, m.line) for m in own.members]
        for own in contract.declarations
    } == {
        "Loan": [("copy", "Copy", "api/deep/a.xsd", 4)],
        "Copy": [("due", "date", "api/b.xsd", 2)],
    }
    span = contract.span("api/deep/a.xsd", 4)
    assert span is not None
    assert str(span) == "api/deep/a.xsd:4:1"
    assert contract.texts["api/deep/a.xsd"][span.start : span.end] == span.context


def test_the_schemas_inside_a_wsdl_are_read_with_its_operations(
    make_tree: Callable[[Mapping[str, str | bytes]], Path],
) -> None:
    """Prefixes that only the WSDL declares hold in them."""
    text = f"""<w:definitions xmlns:w="http://schemas.xmlsoap.org/wsdl/" {_XS} xmlns:a="urn:a">
<w:types><xs:schema targetNamespace="urn:a">
{_TYPE.format("Loan", '<xs:element name="due" type="xs:date"/>')}
<xs:element name="lendParam"><xs:complexType><xs:all>
<xs:element name="loan" type="a:Loan"/></xs:all></xs:complexType></xs:element>
</xs:schema></w:types>
<w:portType name="P"><w:operation name="lend"/></w:portType></w:definitions>"""
    contract = load(make_tree({"a.wsdl": text}), "a.wsdl")
    assert contract.diagnostics == ()
    assert contract.operations == (("lend", 7),)
    assert [
        (own.name, own.is_element, [(m.name, m.type.name) for m in own.members])
        for own in contract.declarations
    ] == [("Loan", False, [("due", "date")]), ("lendParam", True, [("loan", "Loan")])]


def test_what_lies_on_the_network_is_left_out(
    make_tree: Callable[[Mapping[str, str | bytes]], Path],
) -> None:
    """It is said, and the rest is read."""
    far = '<xs:import namespace="urn:far" schemaLocation="http://localhost:9/far.xsd"/>'
    contract = load(make_tree({"a.xsd": schema(far, _TYPE.format("Loan", ""))}), "a.xsd")
    assert [own.name for own in contract.declarations] == ["Loan"]
    far = "refers to 'http://localhost:9/far.xsd' on the network, which is not read"
    assert [(found.severity, found.message) for found in contract.diagnostics] == [
        ("note", f"reference contract {far}")
    ]


_BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("no XML at all", "is no XML: syntax error: line 1, column 0"),
        ("<a/>", "is neither an XML Schema nor a WSDL 1.1"),
        (_BOMB + schema(), "has a document type, which is not read"),
        ("<a>" * 300, "is nested too deeply"),
        (
            schema('<xs:include schemaLocation="none.xsd"/>'),
            "refers to 'none.xsd', which is no file",
        ),
        (
            schema('<xs:include schemaLocation="../../x.xsd"/>'),
            "refers to '../../x.xsd' outside the configuration's folder",
        ),
        (
            schema('<xs:element name="e" type="a:None"/>'),
            "is no valid XML Schema: unknown type 'a:None'",
        ),
    ],
)
def test_what_cannot_be_trusted_is_not_used(
    make_tree: Callable[[Mapping[str, str | bytes]], Path], text: str, fault: str
) -> None:
    """Each with its reason, as an error: whoever gives a contract wants it heard."""
    contract = load(make_tree({"a.xsd": text}), "a.xsd")
    assert contract.declarations == ()
    assert [(f.severity, f.path, f.message) for f in contract.diagnostics] == [
        ("error", "api/a.xsd", f"reference contract {fault}")
    ]


def test_the_digest_is_of_everything_read(
    make_tree: Callable[[Mapping[str, str | bytes]], Path],
) -> None:
    """A change in an included file is a change of the contract."""
    files = {"a.xsd": schema('<xs:include schemaLocation="b.xsd"/>'), "b.xsd": schema()}
    before = load(make_tree(files), "a.xsd").digest
    assert load(make_tree(files), "a.xsd").digest == before
    assert load(make_tree({"b.xsd": schema("<!-- more -->")}), "a.xsd").digest != before
