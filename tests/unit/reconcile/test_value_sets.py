"""Lists of values come from descriptions and from pages of constants, with who uses them."""

from __future__ import annotations

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
