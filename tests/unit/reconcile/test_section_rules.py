"""What the configuration says that a section holds decides what its tables are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from generator.pipeline import generate
from generator.reconcile.read_glossary import load_glossary
from generator.reconcile.reconcile_editions import reconcile_editions
from tests.page_factory import align, model_of, pipe_table, write_editions

if TYPE_CHECKING:
    from pathlib import Path

    from generator.reconcile.identify_definitions import Documented

_FIELDS = pipe_table(
    ["Name", "Type", "Description"],
    ["dueDate", "xsd:date", "The day on which the copy must be back."],
    ["copyHandle", "xsd:string", "Which of the copies was lent."],
)
_ANSWER = pipe_table(
    ["Name", "Type", "Description"],
    ["loanHandle", "xsd:string", "What the loan is known by from now on."],
    ["reminder", "xsd:date", "When the reader hears of it again."],
)
_LEND = f"# lendCopy\n\n## Was man sendet\n\n{_FIELDS}\n## Was man bekommt\n\n{_ANSWER}"


def _documented(pages: dict[str, str], *sections: tuple[str, str]) -> Documented:
    found, _ = reconcile_editions(align({"en": pages})[0], load_glossary(()), sections=sections)
    return found.documented


def _kinds(pages: dict[str, str], *sections: tuple[str, str]) -> dict[str, tuple[str, int]]:
    """Give name → kind and number of tables."""
    definitions = _documented(pages, *sections).definitions
    return {own.name: (str(own.kind), len(own.tables)) for own in definitions}


def test_headings_that_are_said_to_be_messages_make_an_operation() -> None:
    """Where no page shows what messages are called, their names are a guess and say so."""
    said = (("was man sendet", "input"), ("Was man bekommt", "output"))
    documented = _documented({"lend.md": _LEND}, *said)
    assert [(own.name, own.request, own.response) for own in documented.operations] == [
        ("lendCopy", "lendCopyRequest", "lendCopyResponse")
    ]
    assert [(own.name, own.tables, own.confidence) for own in documented.definitions] == [
        ("lendCopyRequest", (0,), 0.6),
        ("lendCopyResponse", (1,), 0.6),
    ]


def test_where_one_message_is_said_the_other_table_is_the_other() -> None:
    """Whatever their order."""
    definitions = _documented({"lend.md": _LEND}, ("Was man sendet", "output")).definitions
    assert [(own.name, own.tables) for own in definitions] == [
        ("lendCopyRequest", (1,)),
        ("lendCopyResponse", (0,)),
    ]


@pytest.mark.parametrize("text", ["faults", "All that fails", "wrong", "ALL THAT FAILS:"])
def test_a_folder_a_heading_or_an_anchor_can_be_said(text: str) -> None:
    """In any case, and without the mark behind it."""
    page = f"# lateReturn\n\n## All that fails {{#wrong}}\n\n{_FIELDS}"
    assert _kinds({"faults/late.md": page}) == {"lateReturn": ("record", 1)}
    assert _kinds({"faults/late.md": page}, (text, "fault")) == {"lateReturn": ("fault", 1)}


def test_what_stands_nearest_to_a_table_counts() -> None:
    """A heading wins over the folder of its page."""
    page = f"# session\n\n## Header fields\n\n{_FIELDS}"
    said = (("messages", "fault"), ("Header fields", "header"))
    assert _kinds({"messages/session.md": page}, *said) == {"session": ("header", 1)}


def test_an_operations_page_may_hold_a_type() -> None:
    """It is no message."""
    page = f"{_LEND}\n## Reader {{#reader}}\n\n{_FIELDS}"
    desk = "# Desk\n\n" + pipe_table(["Name", "Type"], ["reader", "types:Reader"])
    said = (("Was man sendet", "input"), ("Was man bekommt", "output"), ("Reader", "type"))
    found = _kinds({"lend.md": page, "desk.md": desk}, *said)
    assert found == {
        "lendCopyRequest": ("request", 1),
        "lendCopyResponse": ("response", 1),
        "Reader": ("record", 1),
        "Desk": ("record", 1),
    }


def test_a_table_of_values_documents_no_fields() -> None:
    """It is no type."""
    assert _kinds({"codes.md": f"# Codes\n\n{_FIELDS}"}, ("Codes", "values")) == {}


def _enumerations(folder: Path, configuration: str) -> list[str]:
    pages = {
        "loan.md": f"# Loan\n\n{_FIELDS}",
        "lists/kinds.md": "# Kinds {#kinds}\n\n- `Book`\n- `Film`\n- `Score`\n",
    }
    write_editions(folder, {"en": pages, "fr": pages})
    (folder / "gen-schema.toml").write_text(configuration, "utf-8")
    model: dict[str, Any] = model_of(generate(folder, emit=("model",)), "lending")
    return [own["name"] for own in model["enumerations"]]


def test_pages_that_are_said_to_hold_values_are_enumerations(tmp_path: Path) -> None:
    """Though nothing says who uses them; and none where they are said to be something else."""
    assert _enumerations(tmp_path / "lending", "") == []
    said = '[sections]\nvalues = ["lists"]\n'
    assert _enumerations(tmp_path / "lending", said) == ["Kinds"]


def test_without_rules_nothing_changes() -> None:
    """An unknown text matches nothing."""
    pages = {"lend.md": _LEND}
    assert _documented(pages) == _documented(pages, ("Nothing like it", "fault"))
