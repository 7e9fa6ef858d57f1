"""A contract decides what it declares, and each difference from the pages is reported."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

from generator.configuration import ReferenceContract
from generator.reconcile.apply_contract import apply_contract
from generator.reconcile.read_contract import load_contract
from tests.page_factory import pipe_table, reconcile

if TYPE_CHECKING:
    from pathlib import Path

    from generator.reconcile.reconciled import Reconciled

_HEAD = (
    '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:a" targetNamespace="urn:a">'
)
_LOAN = """<xs:complexType name="Loan"><xs:sequence>
<xs:element name="dueDate" type="xs:date"/>
<xs:element name="copy" type="Copy" minOccurs="0"/>
<xs:element name="fee" type="xs:double" minOccurs="0"/>
</xs:sequence></xs:complexType>
<xs:complexType name="Copy"><xs:sequence>
<xs:element name="shelf" type="Shelf" minOccurs="0"/>
</xs:sequence></xs:complexType>
<xs:complexType name="Shelf"><xs:sequence/></xs:complexType>
<xs:complexType name="Unused"><xs:sequence/></xs:complexType>"""


def page(*rows: tuple[str, str, str], title: str = "Loan") -> dict[str, dict[str, str]]:
    """Write an English page of one type."""
    table = pipe_table(["Name", "Type", "Required"], *rows)
    return {"en": {"loan.md": f"# {title} {{#{title}}}\n\n{table}"}}


def applied(
    folder: Path, pages: dict[str, dict[str, str]], declared: str = _LOAN
) -> tuple[Reconciled, list[tuple[str, str]]]:
    """Apply a contract to pages."""
    file = folder / "a.xsd"
    file.write_text(_HEAD + declared + "</xs:schema>", "utf-8")
    contract = load_contract(ReferenceContract(file=file, folder=folder, display="a.xsd"))
    assert contract.diagnostics == ()
    reconciled, findings = apply_contract(reconcile(pages), contract)
    return reconciled, [(found.code, found.message) for found in findings]


def fields(reconciled: Reconciled) -> list[tuple[str | None, str | None, bool | None]]:
    """Give name, type and requiredness of every row, then of what was added."""
    rows = [
        (row.name.canonical, row.type.canonical if row.type else None, row.occurrence.is_required)
        for row in reconciled.rows
    ]
    return rows + [
        (f"{own.owner}.{own.field.member.name}", own.field.type_text, own.field.member.is_required)
        for own in reconciled.added
    ]


def test_pages_that_agree_are_left_as_they_are(tmp_path: Path) -> None:
    """What only the contract has is listed, and added where something refers to it."""
    rows = ("dueDate", "xsd:date", "Yes"), ("copy", "types:Copy", "No"), ("fee", "xsd:double", "No")
    reconciled, findings = applied(tmp_path, page(*rows))
    assert fields(reconciled) == [
        ("dueDate", "xsd:date", True),
        ("copy", "types:Copy", False),
        ("fee", "xsd:double", False),
        ("Copy.shelf", "types:Shelf", False),
    ]
    added = "stands in the contract only; it is added, because fields refer to it"
    assert findings == [
        ("GS408", f"type 'Copy' {added}"),
        ("GS408", f"type 'Shelf' {added}"),
        ("GS408", "type 'Unused' stands in the contract only"),
    ]
    assert [row.name.evidence[0].kind for row in reconciled.rows] == ["contract"] * 3


def test_the_contract_decides_names_types_and_occurrence(tmp_path: Path) -> None:
    """Both are reported, and what was decided before is the runner-up."""
    rows = ("dueDates", "xsd:date", "No"), ("Copy", "types:Copy", "No"), ("fee", "xsd:int", "No")
    reconciled, findings = applied(tmp_path, page(*rows))
    assert fields(reconciled)[:3] == [
        ("dueDate", "xsd:date", True),
        ("copy", "types:Copy", False),
        ("fee", "xsd:double", False),
    ]
    assert reconciled.rows[0].name.runner_up == "dueDates"
    assert [found for found in findings if found[0] == "GS407"] == [
        ("GS407", "name of Loan.dueDate: the table has 'dueDates', the contract 'dueDate'"),
        ("GS407", "occurrence of Loan.dueDate: the table has optional, the contract required"),
        ("GS407", "name of Loan.copy: the table has 'Copy', the contract 'copy'"),
        ("GS407", "type of Loan.fee: the table has 'xsd:int', the contract 'xsd:double'"),
    ]


def test_a_sound_name_that_the_contract_does_not_have_is_never_renamed(tmp_path: Path) -> None:
    """It stays, though the only member left over has its type."""
    rows = (
        ("dueDate", "xsd:date", "Yes"),
        ("copy", "types:Copy", "No"),
        ("rate", "xsd:double", "No"),
    )
    reconciled, findings = applied(tmp_path, page(*rows))
    assert ("rate", "xsd:double", False) in fields(reconciled)
    assert ("Loan.fee", "xsd:double", False) in fields(reconciled)
    assert ("GS409", "Loan.rate stands on the pages only") in findings
    assert ("GS408", "Loan.fee stands in the contract only") in findings


def test_a_doubtful_name_is_the_one_member_left_over(tmp_path: Path) -> None:
    """By type and order, where no witness has the name."""
    rows = ("dueDate", "xsd:date", "Oui"), ("copy", "types:Copy", "Non")
    pages = {
        "fr": page(*rows, ("cotisation due", "xsd:double", "Non"))["en"],
        "ko": page(*rows, ("연체료", "xsd:double", "아니요"))["en"],
    }
    reconciled, findings = applied(tmp_path, pages)
    assert fields(reconciled)[2] == ("fee", "xsd:double", False)
    assert reconciled.rows[2].name.status == "repaired"
    assert [message for code, message in findings if code in {"GS407", "GS409"}] == []


def test_a_definition_with_a_near_name_is_renamed_everywhere(tmp_path: Path) -> None:
    """Its rows, and the types that refer to it."""
    rows = ("dueDate", "xsd:date", "Yes"), ("next", "types:Laon", "No")
    reconciled, findings = applied(tmp_path, page(*rows, title="Laon"))
    assert [own.name for own in reconciled.documented.definitions][:1] == ["Loan"]
    assert {row.place.owner for row in reconciled.rows} == {"Loan"}
    assert fields(reconciled)[1] == ("next", "types:Loan", False)
    assert ("GS407", "name of a definition: the pages have 'Laon', the contract 'Loan'") in findings


def test_the_order_of_the_pages_does_not_matter(tmp_path: Path) -> None:
    """Tables are often sorted by name; members are found all the same."""
    rows = ("dueDat", "xsd:date", "Yes"), ("copy", "types:Copy", "No"), ("Fee", "xsd:double", "No")
    for order in permutations(rows):
        reconciled, _ = applied(tmp_path, page(*order))
        assert sorted(str(own[0]) for own in fields(reconciled)[:3]) == ["copy", "dueDate", "fee"]


def test_without_a_contract_nothing_changes() -> None:
    """It is one witness more, where there is one."""
    reconciled = reconcile(page(("dueDate", "xsd:date", "Yes")))
    assert apply_contract(reconciled, None) == (reconciled, ())
