"""Lists of values come from descriptions and from pages of constants, with who uses them."""

from __future__ import annotations

import pytest

from tests.page_factory import pipe_table, reconcile


def _loan(description: str) -> str:
    return "# Loan {#loan}\n\n" + pipe_table(
        ["Name", "Type", "Description"],
        ["dueDate", "xsd:date", "The day on which the copy must be back."],
        ["loanState", "xsd:string", description],
    )


def _values(editions: dict[str, dict[str, str]]) -> list[list[str | None]]:
    return [[v.canonical for v in own.values] for own in reconcile(editions).values]


def test_a_description_lists_the_values_of_its_field() -> None:
    """The set knows the row."""
    found = reconcile({"en": {"loan.md": _loan("One of these values: `Open`, `Done`.")}})
    (own,) = found.values
    assert (own.source.row, [verdict.canonical for verdict in own.values]) == (1, ["Open", "Done"])
    assert own.source.intros == {"en": "One of these values: Open, Done."}


def test_translated_values_are_read_by_their_order() -> None:
    """The edition that kept them says what they are."""
    editions = {
        "en": {"loan.md": _loan("One of: `Open`, `Done`, `Lost`.")},
        "fr": {"loan.md": _loan("L’une de : **Ouvert**, **Fini**, **Perdu**.")},
        "ko": {"loan.md": _loan("다음 중 하나: **열림**, **완료**, **분실**.")},
    }
    assert _values(editions) == [["Open", "Done", "Lost"]]


def test_an_edition_with_another_number_of_values_is_left_out() -> None:
    """Its order proves nothing."""
    editions = {
        "en": {"loan.md": _loan("One of: `Open`, `Done`, `Lost`.")},
        "fr": {"loan.md": _loan("L’une de : `Done`, `Lost`.")},
        "ko": {"loan.md": _loan("다음 중 하나: `Open`, `Done`, `Lost`.")},
    }
    (own,) = reconcile(editions).values
    assert [verdict.canonical for verdict in own.values] == ["Open", "Done", "Lost"]
    assert {reading.locale for v in own.values for reading in v.readings} == {"en", "ko"}


_STATES = (
    "# Loan states {#loanstates}\n\nThe states of a loan.\n\n- `Open`: lent.\n- `Done`: back.\n"
)


def test_a_page_of_constants_names_its_users() -> None:
    """As `Type/member` paths, a plural or an array will do."""
    page = _STATES + "\n## Used by\n\n- Loan/loanState\n- Desk (LoanArray)/state\n"
    (own,) = reconcile({"en": {"constants/states.md": page}}).values
    assert (own.source.row, own.source.anchor, own.source.used_by) == (
        None, "loanstates", (("Loan", "loanState"), ("LoanArray", "state")),
    )  # fmt: skip
    assert own.source.titles == {"en": "Loan states"}


def test_a_page_among_pages_of_constants_is_one() -> None:
    """It may have forgotten to say who uses it."""
    used = _STATES + "\n## Used by\n\n- Loan/loanState\n"
    pages = {"constants/a.md": used, "constants/b.md": used, "constants/c.md": _STATES}
    assert _values({"en": pages}) == [["Open", "Done"]] * 3


def test_other_lists_are_no_constants() -> None:
    """A list of short words stands on many pages."""
    assert _values({"en": {"guide.md": _STATES, "more.md": "# More\n\n- Shelf\n- Desk\n"}}) == []


_TABLED = pipe_table(
    ["Value", "Meaning"], ["OPEN", "It is not done."], ["DONE", "Nothing is left of it."]
)
_TASK = "# Task {#task}\n\n" + pipe_table(
    ["Name", "Type", "Description"],
    ["state", "string", "How it is going."],
    ["owner", "string", "Who does it."],
)


@pytest.mark.parametrize(
    ("heading", "anchor", "used_by"),
    [
        ("Values of state", "state", (("Task", "state"),)),
        ("More about it", "More about it", ()),
    ],
)
def test_a_table_of_values_belongs_to_the_field_that_its_heading_names(
    heading: str, anchor: str, used_by: tuple[tuple[str, str], ...]
) -> None:
    """What the page documents gives its name to the table of fields, not to this one."""
    page = f"{_TASK}\n## {heading}\n\n{_TABLED}"
    found = reconcile({"en": {"task.md": page}, "fr": {"task.md": page}}).values
    assert [[own.canonical for own in each.values] for each in found] == [["OPEN", "DONE"]]
    assert [(each.source.anchor, each.source.used_by) for each in found] == [(anchor, used_by)]


def test_a_table_of_values_in_a_cell_belongs_to_its_row() -> None:
    """As a list there would."""
    inner = (
        "<table><tr><th>Value</th><th>Meaning</th></tr><tr><td>OPEN</td><td>Not done.</td></tr>"
        "<tr><td>DONE</td><td>Done.</td></tr></table>"
    )
    page = (
        "# Task {#task}\n\n<table><tr><th>Name</th><th>Type</th><th>Description</th></tr>\n"
        f"<tr><td>state</td><td>string</td><td>How it is: {inner}</td></tr>\n"
        "<tr><td>owner</td><td>string</td><td>Who does it.</td></tr></table>\n"
    )
    found = reconcile({"en": {"task.md": page}, "fr": {"task.md": page}}).values
    assert [(each.source.row, [v.canonical for v in each.values]) for each in found] == [
        (0, ["OPEN", "DONE"])
    ]
