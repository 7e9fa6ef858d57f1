"""Schemas that samples show are read by their shape, as far as they go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.reconcile.read_fragments import Fragment, find_headers, read_fragments
from tests.page_factory import align

if TYPE_CHECKING:
    from generator.reconcile.declaration import Declaration


def fragments(*samples: str, **editions: str) -> tuple[Fragment, ...]:
    """Read the fragments of one page."""
    text = "\n\n".join(f"```\n{sample}\n```" for sample in samples)
    pages = {locale: {"p.md": own} for locale, own in editions.items()} or {"en": {"p.md": text}}
    return read_fragments(align(pages)[0])


def members(declaration: Declaration) -> dict[str, str]:
    """Write a declaration's members as a page would: a type and how often it may stand."""
    return {
        f"{'@' * member.is_attribute}{member.name}": (
            f"{'xs:' * member.type.is_builtin}{member.type.name}{'|'.join(member.type.values)} "
            f"{int(member.is_required)}..{'*' if member.is_repeated else 1}"
        )
        for member in declaration.members
    }


def shown(*samples: str) -> dict[str, dict[str, str]]:
    """Give definition → its members."""
    found = [fragment.declaration for fragment in fragments(*samples)]
    return {own.name: members(own) for own in found}


def test_an_element_without_any_namespace_is_read() -> None:
    """Pages quote out of context: no prefix is declared, and none is needed."""
    xml = """<element name="loan"><complexType><sequence>
    <element name="reader" type="xsd:string"/>
    <element name="copies" type="types:Copy" minOccurs="0" maxOccurs="unbounded"/>
    </sequence></complexType></element>"""
    assert shown(xml) == {"loan": {"reader": "xs:string 1..1", "copies": "Copy 0..*"}}


def test_a_fragment_without_its_end_is_read_as_far_as_it_goes() -> None:
    """The end is what a page leaves out first; a blank between attributes, second."""
    xml = '<complexType name="Loan"><all><element name="due"type="xs:date" minOccurs="0"/></all>'
    assert shown(xml) == {"Loan": {"due": "xs:date 0..1"}}


def test_attributes_choices_and_restrictions_are_read() -> None:
    """One of a choice may be left out; a restriction is its built-in and its values."""
    xml = """<x:complexType name="Copy" xmlns:x="http://www.w3.org/2001/XMLSchema">
    <x:choice><x:element name="a" type="x:int"/><x:element name="b" maxOccurs="2">
    <x:simpleType><x:restriction base="x:int"><x:minInclusive value="0"/></x:restriction>
    </x:simpleType></x:element></x:choice>
    <x:attribute name="state" use="required"><x:simpleType><x:restriction base="x:string">
    <x:enumeration value="In"/><x:enumeration value="Out"/></x:restriction></x:simpleType>
    </x:attribute></x:complexType>"""
    expected = {"a": "xs:int 0..1", "b": "xs:int 0..*", "@state": "xs:stringIn|Out 1..1"}
    assert shown(xml) == {"Copy": expected}


def test_a_whole_schema_is_read_with_what_extends_and_refers() -> None:
    """Inherited members come first; anonymous types are called after their element."""
    xml = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:l">
    <xs:complexType name="Base"><xs:sequence><xs:element name="id" type="xs:ID"/></xs:sequence>
    </xs:complexType>
    <xs:complexType name="Book"><xs:complexContent><xs:extension base="Base"><xs:sequence>
      <xs:element name="title" type="Title"/><xs:element ref="page" maxOccurs="unbounded"/>
      <xs:element name="cover"><xs:complexType><xs:attribute name="art" type="xs:string"/>
      </xs:complexType></xs:element>
    </xs:sequence></xs:extension></xs:complexContent></xs:complexType>
    <xs:simpleType name="Title"><xs:restriction base="xs:token"/></xs:simpleType>
    <xs:element name="page" type="xs:int"/></xs:schema>"""
    found = [fragment.declaration for fragment in fragments(xml)]
    assert {own.name: members(own) for own in found} == {
        "Base": {"id": "xs:ID 1..1"},
        "Book": {
            "id": "xs:ID 1..1",
            "title": "xs:token 1..1",
            "page": "xs:int 1..*",
            "cover": "cover 1..1",
        },
        "cover": {"@art": "xs:string 0..1"},
    }
    assert {own.namespace for own in found} == {"urn:l"}
    assert next(own for own in found if own.name == "Book").inherited == {"id"}


@pytest.mark.parametrize(
    "xml",
    [
        '<element name="loan" type="types:Loan" minOccurs="0"/>',
        '<element name="loan"><due>1</due></element>',
        '<s:element xmlns:s="urn:other" name="loan"><s:complexType/></s:element>',
        "<element><complexType/></element>",
        '<element name="two words"><complexType/></element>',
    ],
)
def test_what_only_looks_like_a_schema_is_none(xml: str) -> None:
    """A mere mention, other names, another namespace, or no name."""
    assert fragments(xml) == ()


def test_groups_that_refer_to_themselves_end() -> None:
    """What turns in a circle is read once."""
    xml = """<schema><group name="g"><sequence><group ref="g"/><element name="a" type="xs:int"/>
    </sequence></group><complexType name="T"><group ref="g"/></complexType>
    <element name="e" ref="e"/><complexType name="U"><complexContent><extension base="U"/>
    </complexContent></complexType></schema>"""
    assert shown(xml) == {"T": {"a": "xs:int 1..1"}, "U": {}}


def test_a_fragment_has_a_place_in_every_edition_that_shows_it() -> None:
    """Lines are those of the element, whatever stands before it."""
    xml = '```\n<complexType name="T">\n<sequence>\n<element\n name="a"/>\n```\n'
    (fragment,) = fragments(en=f"# A\n\n{xml}", fr=f"# A\n\nTexte.\n\n{xml}")
    declared = fragment.declaration
    assert fragment.sources(declared.line) == ("en/p.md:4", "fr/p.md:6")
    assert fragment.sources(declared.members[0].line) == ("en/p.md:6", "fr/p.md:8")
    assert fragment.names == {"T", "a"}


def test_headers_are_found_with_their_namespace() -> None:
    """Below a SOAP header, by its namespace or, where none is declared, by its prefix."""
    text = """
```
<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header>
<who xmlns="urn:who"><name>Ada</name></who><h:when xmlns:h="urn:when"/></s:Header></s:Envelope>
```

```
<soap:Header><plain/></soap:Header>
```

```
<Header xmlns="urn:post"><none/></Header>
```
"""
    found = find_headers(align({"en": {"p.md": text}})[0])
    assert found == {"plain": "", "when": "urn:when", "who": "urn:who"}
