"""The ledger has one line for every reading, in one order, with fixed keys."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.ledger import render_ledger
from tests.page_factory import pipe_table, reconcile

_EN = pipe_table(
    ["Name", "Type", "Description"],
    ["dueDate", "xsd:date", "The day on which the copy must be back."],
    ["loanState", "xsd:string", "One of these values: `Open`, `Done`."],
)
_FR = pipe_table(
    ["Nom", "Type", "Description"],
    ["échéance", "xsd :date", "Le jour où l’exemplaire doit revenir."],
    ["loanState", "xsd:string", "L’une de ces valeurs : **Ouvert**, `Done`."],
)


def lines(**texts: str) -> list[dict[str, Any]]:
    """Render the ledger of one page in several editions."""
    found = reconcile({locale: {"p.md": "# Loan\n\n" + text} for locale, text in texts.items()})
    return [json.loads(line) for line in render_ledger(found).decode().splitlines()]


def test_a_line_says_what_was_read_where_and_what_it_means() -> None:
    """The keys are a contract, and so is their order."""
    found = next(line for line in lines(en=_EN, fr=_FR, ko=_EN) if line["reading"] == "échéance")
    confidence = found.pop("confidence")
    assert 0 < confidence <= 1
    assert list(found.items()) == [
        ("page", "p.md"),
        ("locale", "fr"),
        ("table", 0),
        ("row", 0),
        ("role", "name"),
        ("index", 0),
        ("reading", "échéance"),
        ("canonical", "dueDate"),
        ("status", "repaired"),
        ("damage", "translated"),
        ("line", 5),
        ("column", 3),
    ]


def test_lines_are_sorted_by_place_role_and_locale() -> None:
    """Names before types before values; values by their index."""
    found = lines(en=_EN, fr=_FR)
    assert [(line["row"], line["role"], line["index"], line["locale"]) for line in found] == [
        (0, "name", 0, "en"), (0, "name", 0, "fr"), (0, "type", 0, "en"), (0, "type", 0, "fr"),
        (1, "name", 0, "en"), (1, "name", 0, "fr"), (1, "type", 0, "en"), (1, "type", 0, "fr"),
        (1, "value", 0, "en"), (1, "value", 0, "fr"), (1, "value", 1, "en"), (1, "value", 1, "fr"),
    ]  # fmt: skip


def test_every_reading_is_located_in_its_own_edition() -> None:
    """Line and column count from one, in characters."""
    text = {"en": ("# Loan\n\n" + _EN).splitlines(), "fr": ("# Loan\n\n" + _FR).splitlines()}
    for line in lines(en=_EN, fr=_FR):
        own = text[line["locale"]][line["line"] - 1]
        assert own[line["column"] - 1 :].startswith(line["reading"])


def test_a_reading_outside_a_table_has_no_table() -> None:
    """Values of a page of constants stand in a list; they sort behind the tables of their page."""
    constants = (
        "# States {#states}\n\nThe states.\n\n- `Open`\n- `Done`\n\n## Used by\n\n- Loan/state\n"
    )
    found = reconcile({"en": {"states.md": constants}})
    rendered = [json.loads(line) for line in render_ledger(found).decode().splitlines()]
    assert [
        (line["table"], line["row"], line["role"], line["index"], line["canonical"], line["line"])
        for line in rendered
    ] == [(None, None, "value", 0, "Open", 5), (None, None, "value", 1, "Done", 6)]


def test_members_that_code_alone_names_are_where_they_stand() -> None:
    """A getter names a member by its last part; capitals are the only damage code can have."""
    pytest.importorskip("tree_sitter_java")
    code = (
        "class Crate {\n    public String getLabel() { return label; }\n    public int weight;\n}\n"
    )
    page = f"# Crates\n\n```java\npackage dock;\nimport java.util.List;\n\n{code}```\n"
    found = reconcile({"en": {"p.md": page}})
    rendered = [json.loads(line) for line in render_ledger(found).decode().splitlines()]
    own = page.split("\n")
    for line in rendered:
        assert own[line["line"] - 1][line["column"] - 1 :].startswith(line["reading"])
    keys = ("table", "row", "role", "reading", "canonical", "damage")
    assert [tuple(line[key] for key in keys) for line in rendered] == [
        (None, None, "name", "Label", "label", "case"),
        (None, None, "name", "weight", "weight", None),
    ]


def test_junk_is_called_junk() -> None:
    """A placeholder that stands in several rows is no translation of any of their names."""
    rows = [
        ["title", "xsd:string", "What the book is called."],
        ["Code Phrase", "xsd:int", "How many pages it has."],
        ["Code Phrase", "xsd:date", "The day on which it left."],
    ]
    found = lines(en=pipe_table(["Name", "Type", "Description"], *rows))
    damage = [line["damage"] for line in found if line["reading"] == "Code Phrase"]
    assert damage == ["junk", "junk"]


def test_an_api_without_tables_has_an_empty_ledger() -> None:
    """No line, no newline."""
    assert render_ledger(reconcile({"en": {"p.md": "Text.\n"}})) == b""
