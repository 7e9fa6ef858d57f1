"""What a table documents is told by links, anchors, samples and order, not by one heading."""

from __future__ import annotations

import pytest

from generator.reconcile.verdict import Status
from tests.page_factory import pipe_table, reconcile

_FIELDS = pipe_table(
    ["Name", "Type", "Description"],
    ["dueDate", "xsd:date", "The day on which the copy must be back."],
    ["copyHandle", "xsd:string", "Which of the copies was lent."],
)
_USE = "# Desk {#desk}\n\n" + pipe_table(
    ["Name", "Type", "Description"],
    ["loan", "types:Loan", "What is lent at the desk."],
    ["state", "types:LoanState", "How things are going there."],
)


def definitions(**editions: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Give name → (kind, page) of everything that the pages define."""
    found = reconcile(editions).documented.definitions
    return {own.name: (str(own.kind), own.page) for own in found if own.page != "desk.md"}


@pytest.mark.parametrize(
    "head",
    [
        "# Loan {#loan}",
        "# Loan",
        "# [!DNL Loan]{#loan}",
        "---\ntitle: Loan\n---\n\nWhat is lent.",
        "# Prêt {#loan}",
    ],
)
def test_a_page_of_one_table_documents_its_type(head: str) -> None:
    """By its heading, its title, or its anchor and a reference that spells it."""
    pages = {"types/r-loan.md": f"{head}\n\n{_FIELDS}", "desk.md": _USE}
    assert definitions(en=pages) == {"Loan": ("record", "types/r-loan.md")}


def test_translated_titles_do_not_name_a_type() -> None:
    """The anchor and the references are the same in every edition."""
    pages = {
        locale: {"types/loan.md": f"# {title} {{#loan}}\n\n{_FIELDS}", "desk.md": _USE}
        for locale, title in {"fr": "Prêt", "ko": "대출", "ja": "貸出"}.items()
    }
    assert definitions(**pages) == {"Loan": ("record", "types/loan.md")}


def test_sections_of_one_page_document_a_type_each() -> None:
    """A reference on one long page."""
    page = (
        f"# All types\n\n## Loan {{#loan}}\n\n{_FIELDS}\n## LoanState {{#loanstate}}\n\n{_FIELDS}"
    )
    assert definitions(en={"all.md": page, "desk.md": _USE}) == {
        "Loan": ("record", "all.md"),
        "LoanState": ("record", "all.md"),
    }


def test_a_fault_is_told_from_a_record() -> None:
    """It is called so, and no field has it as its type."""
    pages = {"faults/loan-fault.md": f"# loanFault {{#loanfault}}\n\n{_FIELDS}"}
    assert definitions(en=pages) == {"loanFault": ("fault", "faults/loan-fault.md")}


def _operation(name: str, output: bool = True, swapped: bool = False) -> str:
    """Write a page of an operation."""
    table = pipe_table(
        ["Name", "Type", "Required", "Description"],
        ["copyHandle", "xsd:string", "Yes", "Which of the copies was lent."],
    )
    heads = [f"**Input ({name}Param)**", f"**Output ({name}Return)**"]
    if swapped:
        heads = heads[:1] * 2
    parts = [f"# {name} {{#{name.lower()}}}", "What it does.", heads[0], table, heads[1]]
    parts += [table if output else "Nothing comes back."]
    parts += [f"```\n<{name}Param><copyHandle>1</copyHandle></{name}Param>\n```"]
    parts += [f"```\n<{name}Return></{name}Return>\n```"]
    return "\n\n".join(parts) + "\n"


def _messages(**pages: str) -> dict[str, dict[str, int]]:
    """Give operation → message → number of tables that document it."""
    texts = {f"operations/{name}.md": text for name, text in pages.items()}
    texts |= {
        f"operations/{name}.md": _operation(name) for name in ("findLoans", "lendCopy", "payFee")
    }
    found = reconcile({"en": texts})
    by_operation: dict[str, dict[str, int]] = {}
    for own in found.documented.definitions:
        by_operation.setdefault(own.operation, {})[own.name] = len(own.tables)
    return {name: by_operation[name] for name in pages}


def test_an_operation_has_a_request_and_a_response() -> None:
    """Named as the corpus names its messages."""
    assert _messages(endLoan=_operation("endLoan")) == {
        "endLoan": {"endLoanParam": 1, "endLoanReturn": 1}
    }


def test_an_operation_that_returns_nothing_has_an_empty_response() -> None:
    """The message travels all the same."""
    assert _messages(endLoan=_operation("endLoan", output=False)) == {
        "endLoan": {"endLoanParam": 1, "endLoanReturn": 0}
    }


def test_a_caption_that_names_the_other_message_is_outvoted_by_order() -> None:
    """The first table is what goes in, the second what comes out."""
    assert _messages(endLoan=_operation("endLoan", swapped=True)) == {
        "endLoan": {"endLoanParam": 1, "endLoanReturn": 1}
    }


def test_members_belong_to_their_definition() -> None:
    """Rows know their owner, and arrays and references come out as they stand."""
    found = reconcile({"en": {"loan.md": f"# Loan {{#loan}}\n\n{_FIELDS}", "desk.md": _USE}})
    assert [(r.place.owner, r.name.canonical, r.type and r.type.canonical) for r in found.rows] == [
        ("Desk", "loan", "types:Loan"),
        ("Desk", "state", "types:LoanState"),
        ("Loan", "dueDate", "xsd:date"),
        ("Loan", "copyHandle", "xsd:string"),
    ]
    assert {row.name.status for row in found.rows} == {Status.INTACT}


def _two_tables(name: str, first: str, second: str, sample: str) -> str:
    tables = [
        pipe_table(["Name", "Type", "Description"], [field, "xsd:string", f"Which {field}."])
        for field in (first, second)
    ]
    return (
        f"# {name} {{#{name.lower()}}}\n\n## In {{#s-in}}\n\n{tables[0]}\n## Out {{#s-out}}\n\n"
        f"{tables[1]}\n```xml\n{sample}\n```\n"
    )


@pytest.mark.parametrize(
    ("sample", "messages"),
    [
        ("<{}Ask><copy>1</copy></{}Ask>", ("lendAsk", "lendResponse")),
        ("<{}Answer><day>1</day></{}Answer>", ("lendRequest", "lendAnswer")),
    ],
)
def test_samples_of_one_message_make_an_operation_of_both_tables(
    sample: str, messages: tuple[str, str]
) -> None:
    """The other message's name is a guess; its table is not merged with the one that is shown."""
    pages = {
        f"{name.lower()}.md": _two_tables(name, "copy", "day", sample.format(name, name))
        for name in ("lend", "renew", "giveBack")
    }
    found = reconcile({"en": pages}).documented
    own = [d for d in found.definitions if d.page == "lend.md"]
    assert tuple(d.name for d in own) == messages
    assert [d.tables for d in own] == [(0,), (1,)]
    shown = messages.index(sample.split("><", maxsplit=1)[0].format("lend")[1:])
    assert [d.confidence > 0.9 for d in own] == [shown == 0, shown == 1]
