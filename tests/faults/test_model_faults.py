"""What is wrong with a contract is told where it stands, and the rest is generated."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.page_factory import pipe_table, write_editions

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., tuple[int, list[str], list[str]]]


@pytest.fixture
def run(run_cli: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Give a function that generates from pages: exit code, first lines said, names of types."""

    def run_on(pages: dict[str, str]) -> tuple[int, list[str], list[str]]:
        monkeypatch.chdir(tmp_path)
        write_editions(Path("s"), {"en": pages, "fr": pages})
        result = run_cli("s", "-o", "out")
        told = [line for line in result.stderr.splitlines() if not line.startswith(" ")]
        model = json.loads(Path("out/s/schema.json").read_text("utf-8"))
        return result.exit_code, told, [own["name"] for own in model["types"]]

    return run_on


def record(name: str, *rows: list[str]) -> str:
    """Write the page of a type."""
    return f"# {name} {{#{name.lower()}}}\n\n" + pipe_table(["Name", "Type", "Description"], *rows)


_DUE = ["dueDate", "xsd:date", "The day on which it is due."]
_COPY = ["copy", "types:Copy", "What was lent, of all the copies."]


def test_a_reference_to_nothing_is_told_once(run: Run) -> None:
    """At the first of its places; its type accepts what comes."""
    pages = {"loan.md": record("Loan", _DUE, _COPY), "fee.md": record("Fee", _COPY, _DUE)}
    code, told, types = run(pages)
    assert (code, types) == (0, ["Copy", "Fee", "Loan"])
    assert told == [
        (
            "en/fee.md:5:10: warning[GS501]: type 'Copy' is documented on no page;"
            " it accepts what comes"
        ),
        "1 warning",
    ]


def test_a_type_on_two_pages_is_told(run: Run) -> None:
    """It is generated once."""
    code, told, types = run({"a.md": record("Loan", _DUE), "b.md": record("Loan", _DUE)})
    assert (code, types) == (0, ["Loan"])
    assert len(told) == 2
    assert told[0] == ("en/b.md:1:1: warning[GS502]: 'Loan' is documented on 'en/a.md' already")


def test_a_row_that_nobody_can_name_is_told(run: Run) -> None:
    """The rest of its type is generated."""
    junk = ["Code Phrase", "xsd:string", "Which of the branches lent it."]
    other = ["Code Phrase", "xsd:int", "How often it was lent by then."]
    code, told, types = run({"loan.md": record("Loan", _DUE, junk, other)})
    assert (code, types) == (0, ["Loan"])
    places = [line.partition(": ")[0] for line in told[:-1]]
    assert places == ["en/loan.md:6:3", "en/loan.md:7:3"]
    assert "warning[GS403]: name 'Code Phrase' could not be resolved" in told[1]


@pytest.mark.parametrize("name", ["due date!", "<due>", "1st", "due\u00d7date", "a/../b"])
def test_what_is_no_xml_name_never_reaches_the_contract(run: Run, name: str) -> None:
    """Whatever stands in an identifier's place."""
    rows = [_DUE, [f"`{name}`", "xsd:string", "Which of the branches lent it."]]
    run({"loan.md": record("Loan", *rows)})
    model = json.loads(Path("out/s/schema.json").read_text("utf-8"))
    assert name not in {field["name"] for own in model["types"] for field in own["fields"]}
