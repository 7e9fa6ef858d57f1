"""Tables and fragments of one definition are merged; the fragment decides, the table describes."""

from __future__ import annotations

from generator.align.align_editions import align_editions
from generator.model.build_schema import build_schema
from generator.model.schema import Kind, Schema
from generator.reconcile.read_glossary import load_glossary
from generator.reconcile.reconcile_editions import reconcile_editions
from tests.page_factory import extract, pipe_table

_HEADER = """
```
<element name="pass">
 <complexType><sequence>
  <element name="user" type="xsd:string"/>
  <element name="ttl" type="xsd:int" minOccurs="0"/>
 </sequence></complexType>
</element>
```
"""
_MESSAGE = """
```
<soap:Header xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">
<pass xmlns="urn:pass"><user>Ada</user></pass></soap:Header>
```
"""


def built(**pages: str) -> tuple[Schema, list[tuple[str, str]]]:
    """Take an English edition to the model; give it with the findings on fragments."""
    edition = {"en": [extract(text, page=f"{key}.md")[0] for key, text in pages.items()]}
    alignment, _ = align_editions(edition, "en", {})
    reconciled, found = reconcile_editions(alignment, load_glossary(()))
    schema, modelled = build_schema(
        alignment, reconciled, api="a", title="A", tags={"en": "en"},
        namespace="urn:a", service_address="", digest="",
    )  # fmt: skip
    findings = (*found, *modelled)
    return schema, [(str(f.severity), f.message) for f in findings if f.code == "GS503"]


def test_a_header_is_defined_by_its_fragment_and_described_by_the_table_beside_it() -> None:
    """Its own namespace is the one that samples show."""
    rows = (["user", "Who asks."], ["ttl", "Seconds it is good for."])
    table = pipe_table(["Name", "Description"], *rows)
    schema, findings = built(p=f"# Requests\n{_HEADER}\n**Fields**\n\n{table}\n{_MESSAGE}")
    (header,) = schema.types
    assert (header.name, header.kind, header.namespace) == ("pass", Kind.HEADER, "urn:pass")
    assert [
        (own.name, own.type.name, own.min_occurs, own.documentation[0].text)
        for own in header.fields
    ] == [("user", "string", 1, "Who asks."), ("ttl", "int", 0, "Seconds it is good for.")]
    assert findings == []


def test_a_fragment_without_a_table_is_a_definition() -> None:
    """Each member says where it is declared."""
    schema, findings = built(p=f"# Requests\n{_HEADER}")
    (own,) = schema.types
    assert (own.name, own.kind, own.sources) == ("pass", Kind.RECORD, ("en/p.md:4",))
    assert [(f.name, f.sources) for f in own.fields] == [
        ("user", ("en/p.md:6",)),
        ("ttl", ("en/p.md:7",)),
    ]
    assert findings == []


def test_the_fragment_decides_and_every_difference_is_reported() -> None:
    """Types and occurrence, and what only one of the two has."""
    rows = (["due", "xsd:int", "Yes", "When."], ["fee", "xsd:int", "No", "How much."])
    table = pipe_table(["Name", "Type", "Required", "Description"], *rows)
    fragment = """
```
<complexType name="Loan"><sequence>
<element name="due" type="xsd:date" minOccurs="0"/>
<element name="copy" type="types:Copy"/>
</sequence></complexType>
```
"""
    schema, findings = built(loan=f"# Loan {{#Loan}}\n\n{table}\n{fragment}")
    loan = next(own for own in schema.types if own.name == "Loan")
    assert [(f.name, f.type.text, f.min_occurs) for f in loan.fields] == [
        ("due", "xsd:date", 0),
        ("fee", "xsd:int", 0),
        ("copy", "Copy", 1),
    ]
    assert sorted(findings) == [
        ("note", "Loan.copy stands in the schema fragment only, not in the table"),
        ("note", "Loan.fee stands in the table only, not in the schema fragment"),
        ("warning", "occurrence of Loan.due: the table has required, the schema fragment optional"),
        ("warning", "type of Loan.due: the table has 'xsd:int', the schema fragment 'xsd:date'"),
    ]


def test_a_table_of_something_else_is_taken_from_the_type_its_heading_names() -> None:
    """Values set out as a table are no fields of the type that the fragment declares."""
    fields = pipe_table(["Name", "Type"], ["state", "xsd:string"], ["due", "xsd:date"])
    values = pipe_table(["Name", "Description"], ["In", "a."], ["Out", "b."], ["Lost", "c."])
    fragment = """
```
<complexType name="Loan"><sequence><element name="state" type="xsd:string"/>
<element name="due" type="xsd:date"/></sequence></complexType>
```
"""
    schema, findings = built(
        loan=f"# Loan {{#Loan}}\n\n{fields}\n{values}\n{fragment}",
        reader="# Reader\n\n" + pipe_table(["Name", "Type"], ["loan", "types:Loan"]),
    )
    loan = next(own for own in schema.types if own.name == "Loan")
    assert [field.name for field in loan.fields] == ["state", "due"]
    reason = "it lists nothing that the fragment declares"
    assert findings == [("note", f"table headed as 'Loan' is none of its fields: {reason}")]


def test_declared_values_make_an_enumeration() -> None:
    """Closed, for all that take the same type."""
    fragment = """
```
<schema><simpleType name="State"><restriction base="xsd:string"><enumeration value="In"/>
<enumeration value="Out"/></restriction></simpleType>
<complexType name="Loan"><sequence><element name="now" type="State"/>
<element name="then" type="State"/></sequence></complexType></schema>
```
"""
    schema, _ = built(loan=f"# Lending\n{fragment}")
    (enumeration,) = schema.enumerations
    assert [value.value for value in enumeration.values] == ["In", "Out"]
    assert (enumeration.name, enumeration.is_open) == ("State", False)
    assert enumeration.used_by == ("Loan.now", "Loan.then")
