"""The model says what the pages mean: types, messages, enumerations, labels, references."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from generator.diagnostics import render_diagnostic
from generator.model.build_labels import build_texts, sort_texts, xml_text
from generator.model.schema import LocalizedText
from generator.pipeline import generate
from tests.page_factory import fields_of, model_of, pipe_table, write_editions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Build = Callable[..., tuple[dict[str, Any], list[str]]]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Give a function that builds the model of pages: locale → page key → text."""

    def run(**editions: dict[str, str]) -> tuple[dict[str, Any], list[str]]:
        found = generate(write_editions(tmp_path / "loans", editions))
        told = [render_diagnostic(own).splitlines()[0] for own in found.diagnostics]
        return model_of(found, "loans"), told

    return run


def record(name: str, *rows: list[str]) -> str:
    """Write the page of a type."""
    table = pipe_table(["Name", "Type", "Description"], *rows)
    return f"# {name} {{#{name.lower()}}}\n\nAbout it.\n\n{table}"


_LOAN = record(
    "Loan",
    ["dueDate", "xsd:date", "The day on which the copy must be back."],
    ["copyHandle", "xsd:string", "Which of the copies was lent."],
)


def kinds(model: dict[str, Any]) -> dict[str, tuple[str, bool]]:
    """Give type → kind and openness."""
    return {own["name"]: (own["kind"], own["is_open"]) for own in model["types"]}


def test_an_array_is_told_by_its_name_and_its_one_member(build: Build) -> None:
    """The member repeats."""
    array = record("LoanArray", ["items", "types:Loan", "Any number of loans, in any order."])
    model, _ = build(en={"loan.md": _LOAN, "loan-array.md": array})
    (member,) = next(t for t in model["types"] if t["name"] == "LoanArray")["fields"]
    assert kinds(model)["LoanArray"] == ("array", False)
    assert (member["name"], member["max_occurs"], member["type"]["name"]) == ("items", None, "Loan")


def test_brackets_make_a_member_repeat(build: Build) -> None:
    """Its type is that of one item, its text as the pages write it."""
    desk = record(
        "Desk",
        ["town", "string", "Where the desk stands in the country."],
        ["loans", "Loan[]", "What is lent there on this day."],
    )
    model, _ = build(en={"loan.md": _LOAN, "desk.md": desk})
    own = next(t for t in model["types"] if t["name"] == "Desk")["fields"][1]
    assert (own["type"], own["max_occurs"]) == (
        {"kind": "complex", "name": "Loan", "text": "Loan[]"}, None,
    )  # fmt: skip


def test_a_type_that_no_page_documents_accepts_what_comes(build: Build) -> None:
    """The reference is kept and told."""
    desk = record(
        "Desk",
        ["town", "xsd:string", "Where the desk stands in the country."],
        ["clerk", "types:Clerk", "Who is there on this very day."],
    )
    model, told = build(en={"desk.md": desk}, fr={"desk.md": desk})
    assert kinds(model) == {"Clerk": ("record", True), "Desk": ("record", False)}
    assert told == [
        (
            "en/desk.md:8:11: warning[GS501]: type 'Clerk' is documented on no page;"
            " it accepts what comes"
        )
    ]


def test_a_type_of_which_a_name_is_lost_accepts_what_comes(build: Build) -> None:
    """A row that has a type has a member; the known ones are kept, and the place is told."""
    row = ["Code Phrase", "xsd:int", "How many of them there are in the house."]
    shelf = record(
        "Shelf", ["town", "xsd:string", "Where it stands in the country."], row, list(row)
    )
    model, told = build(en={"shelf.md": shelf}, fr={"shelf.md": shelf})
    (own,) = model["types"]
    assert (own["is_open"], own["lost"]) == (True, ["en/shelf.md:8", "en/shelf.md:9"])
    assert fields_of(model, "Shelf") == [("town", "xsd:string")]
    assert [line for line in told if "GS509" in line] == [
        (
            "en/shelf.md:8:3: note[GS509]: 'Shelf' has members whose names are lost;"
            " it accepts what comes"
        )
    ]


@pytest.mark.parametrize(
    ("first", "is_open"),
    [
        (["town", "xsd:string", "Where it stands."], False),
        (["Code Phrase", "Code Phrase", ""], True),
    ],
)
def test_a_placeholder_is_no_member_unless_it_is_all_there_is(
    build: Build, first: list[str], *, is_open: bool
) -> None:
    """Tools leave them in rows that nobody filled."""
    shelf = record("Shelf", first, ["Code Phrase", "Code Phrase", ""])
    model, _ = build(en={"shelf.md": shelf}, fr={"shelf.md": shelf})
    (own,) = model["types"]
    assert (own["is_open"], bool(own["lost"])) == (is_open, is_open)


def test_an_empty_row_documents_nothing(build: Build) -> None:
    """A message without content stays one."""
    empty = record("Nothing", ["", "", ""])
    model, _ = build(en={"nothing.md": empty}, fr={"nothing.md": empty})
    assert [(own["name"], own["is_open"], own["lost"]) for own in model["types"]] == [
        ("Nothing", False, [])
    ]


def test_a_type_documented_on_two_pages_is_told(build: Build) -> None:
    """Its members come out once."""
    model, told = build(en={"a/loan.md": _LOAN, "b/loan.md": _LOAN})
    assert fields_of(model, "Loan") == [("dueDate", "xsd:date"), ("copyHandle", "xsd:string")]
    assert len([line for line in told if "GS502" in line]) == 1


def test_a_field_that_stands_twice_comes_out_once(build: Build) -> None:
    """The model's fields are distinct."""
    extra = "| dueDate | xsd:date | Once more the day it must be back. |\n"
    model, told = build(en={"loan.md": _LOAN + extra})
    assert [name for name, _ in fields_of(model, "Loan")] == ["dueDate", "copyHandle"]
    assert [line for line in told if "GS406" in line] == [
        "en/loan.md:9:3: warning[GS406]: another row of the table is 'dueDate' already"
    ]


def test_descriptions_and_labels_travel_in_every_locale(build: Build) -> None:
    """A translated identifier is the label; an identifier left alone is none."""
    french = _LOAN.replace("dueDate", "échéance").replace("The day on", "Le jour où")
    model, _ = build(en={"loan.md": _LOAN}, fr={"loan.md": french}, ko={"loan.md": _LOAN})
    own = next(t for t in model["types"] if t["name"] == "Loan")["fields"][0]
    assert [(each["locale"], each["text"], each["fuzzy"]) for each in own["labels"]] == [
        ("en", "Due date", ""),
        ("fr", "Échéance", ""),
    ]
    assert [(text["locale"], text["text"][:8]) for text in own["documentation"]] == [
        ("en", "The day "), ("fr", "Le jour "), ("ko", "The day "),
    ]  # fmt: skip
    assert own["sources"] == ["en/loan.md:7", "fr/loan.md:7", "ko/loan.md:7"]


def test_a_half_translated_identifier_is_a_doubtful_label(build: Build) -> None:
    """A catalog marks it as fuzzy."""
    korean = _LOAN.replace("copyHandle", "copy핸들")
    model, _ = build(en={"loan.md": _LOAN}, fr={"loan.md": _LOAN}, ko={"loan.md": korean})
    own = next(t for t in model["types"] if t["name"] == "Loan")["fields"][1]
    assert own["labels"][1]["fuzzy"] == ("half translated: 'Copy' left as in the identifiers")


def _state(name: str, values: str) -> str:
    return record(
        name,
        ["dueDate", "xsd:date", "The day on which the copy must be back."],
        ["state", "xsd:string", f"One of these values: {values}."],
    )


def test_an_enumeration_is_named_after_its_field(build: Build) -> None:
    """One list under one name is one enumeration, whoever uses it."""
    model, _ = build(
        en={"loan.md": _state("Loan", "`Open`, `Done`"), "fee.md": _state("Fee", "`Open`, `Done`")}
    )
    assert [(e["name"], e["used_by"]) for e in model["enumerations"]] == [
        ("State", ["Fee.state", "Loan.state"])
    ]


def test_two_lists_of_one_field_name_are_told_apart_by_their_types(build: Build) -> None:
    """After type and field where values differ."""
    model, _ = build(
        en={"loan.md": _state("Loan", "`Open`, `Done`"), "fee.md": _state("Fee", "`Due`, `Paid`")}
    )
    assert [(e["name"], e["used_by"]) for e in model["enumerations"]] == [
        ("FeeState", ["Fee.state"]),
        ("LoanState", ["Loan.state"]),
    ]


def test_an_enumeration_gives_way_to_a_type_of_its_name(build: Build) -> None:
    """A schema has one name for one thing."""
    state = record("State", ["since", "xsd:date", "The day on which it came to be so."],
                   ["reason", "xsd:string", "Why it came to be so at all."])  # fmt: skip
    model, _ = build(en={"loan.md": _state("Loan", "`Open`, `Done`"), "state.md": state})
    assert [e["name"] for e in model["enumerations"]] == ["LoanState"]


def test_one_value_alone_is_an_example(build: Build) -> None:
    """Two make a list."""
    bullet = "<table><tr><th>Name</th><th>Type</th><th>Description</th></tr>"
    bullet += "<tr><td>dueDate</td><td>xsd:date</td><td>The day it must be back.</td></tr>"
    bullet += "<tr><td>state</td><td>xsd:string</td><td>Such as:<ul><li>Open</li></ul></td></tr>"
    model, _ = build(en={"loan.md": f"# Loan {{#loan}}\n\n{bullet}</table>\n"})
    assert model["enumerations"] == []


def test_the_namespace_is_what_samples_declare(build: Build) -> None:
    """The envelope's own is not the API's."""
    sample = '<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body>'
    sample += '<Loan xmlns="urn:library:3"><dueDate>1</dueDate></Loan></Body></Envelope>'
    model, _ = build(en={"loan.md": f"{_LOAN}\n```\n{sample}\n```\n"})
    assert model["namespace"] == "urn:library:3"


def test_without_samples_the_namespace_is_the_apis_name(build: Build) -> None:
    """A URI of its own."""
    assert build(en={"loan.md": _LOAN})[0]["namespace"] == "urn:loans"


def test_constants_that_nobody_uses_are_told(build: Build) -> None:
    """They are generated all the same."""
    page = "# States {#states}\n\nAll of them.\n\n- `Open`\n- `Done`\n\n## Used by\n\n- Desk/none\n"
    model, told = build(en={"loan.md": _LOAN, "states.md": page})
    assert [(e["name"], e["used_by"]) for e in model["enumerations"]] == [("States", [])]
    assert told == [
        "en/states.md:5:4: note[GS507]: constants 'States' name no member that uses them"
    ]


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\n  b", "a b"),
        ("a\x00b\x0bc\ufffe", "a\ufffdb\ufffdc\ufffd"),
        ("cafe\u0301", "café"),
        ("\U0001f600", "\U0001f600"),
        ("\ud800x", "\ufffdx"),
    ],
)
def test_texts_hold_what_xml_can_carry(text: str, clean: str) -> None:
    """One line, composed, nothing forbidden."""
    assert xml_text(text) == clean


def test_texts_are_sorted_with_the_reference_first() -> None:
    """At most one a locale; empty ones are left out."""
    tags = {"ko_KR": "ko-KR", "en": "en", "de": "de"}
    pairs = [("ko_KR", "가"), ("de", " "), ("en", "a"), ("en", "b")]
    found = build_texts(pairs, "en", tags)
    assert found == (LocalizedText(locale="en", text="a"), LocalizedText(locale="ko-KR", text="가"))
    assert sort_texts(reversed(found), "en") == found
