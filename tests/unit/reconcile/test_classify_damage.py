"""The damage of a reading is the heaviest difference from its identifier."""

from __future__ import annotations

import pytest

from generator.reconcile.classify_damage import classify_damage
from generator.reconcile.verdict import PlaceRole


@pytest.mark.parametrize(
    ("reading", "canonical", "damage"),
    [
        ("dueDate", "dueDate", None),
        ("due Date", "dueDate", "spacing"),
        ("\uff44ueDate", "dueDate", "spacing"),
        ("due\u200bDate", "dueDate", "spacing"),
        ("duedate", "dueDate", "case"),
        ("DUE DATE", "dueDate", "case"),
        ("dueDtae", "dueDate", "spelling"),
        ("loanPeriode", "loanPeriod", "spelling"),
        ("due날짜", "dueDate", "partial"),
        ("date de retour", "returnDate", "partial"),
        ("échéance", "dueDate", "translated"),
        ("만기일", "dueDate", "translated"),
        ("", "dueDate", "dropped"),
        (" \u00a0", "dueDate", "dropped"),
        ("\u200b", "dueDate", "dropped"),
        ("Code Phrase", None, "junk"),
        ("", None, "dropped"),
    ],
)
def test_a_damaged_name_has_its_class(
    reading: str, canonical: str | None, damage: str | None
) -> None:
    """From a space too many to words that no evidence explains."""
    assert classify_damage(reading, canonical, PlaceRole.NAME) == damage


@pytest.mark.parametrize(
    ("reading", "canonical", "damage"),
    [
        ("xsd:int", "xsd:int", None),
        ("xsd: int", "xsd:int", "spacing"),
        ("xsd\uff1aint", "xsd:int", "spacing"),
        ("XSD:int", "xsd:int", "case"),
        ("types:loanArray", "types:LoanArray", "case"),
        ("유형:Loan", "types:Loan", "prefix"),
        ("sd:string", "xsd:string", "prefix"),
        ("Loan", "types:Loan", "prefix"),
        ("xsd:strig", "xsd:string", "spelling"),
        ("xsd:문자열", "xsd:string", "local-name"),
        ("xsd:", "xsd:double", "local-name"),
        ("types:", "types:Loan", "local-name"),
        ("문자열", "string", "translated"),
        ("", "xsd:int", "dropped"),
        ("Attachment []", "Attachment[]", "spacing"),
    ],
)
def test_a_damaged_type_has_its_class(reading: str, canonical: str, damage: str | None) -> None:
    """The prefix and the local name are told apart."""
    assert classify_damage(reading, canonical, PlaceRole.TYPE) == damage


def test_a_value_is_judged_like_a_name() -> None:
    """Spaces belong to neither."""
    assert classify_damage("En cours", "Running", PlaceRole.VALUE) == "translated"
    assert classify_damage("running", "Running", PlaceRole.VALUE) == "case"
