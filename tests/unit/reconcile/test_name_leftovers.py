"""Tables of fields that nothing names are called after their headings, and it is said."""

from __future__ import annotations

import pytest

from generator.reconcile.read_glossary import load_glossary
from generator.reconcile.reconcile_editions import reconcile_editions
from tests.page_factory import Editions, align, pipe_table


def _fields(*names: str) -> str:
    rows = ([name, "string", "What is to be known of it."] for name in names)
    return pipe_table(["Name", "Type", "Description"], *rows)


_LOAN = _fields("dueDate", "copyHandle")


def leftovers(editions: Editions) -> tuple[dict[str, float], list[tuple[str, str]]]:
    """Give definitions with their confidence, and what is said of their names: place, message."""
    found, findings = reconcile_editions(align(editions)[0], load_glossary(()))
    said = [
        (f"{own.span.path}:{own.span.line}", own.message)
        for own in findings
        if own.code in {"GS511", "GS512"} and own.span is not None
    ]
    return {own.name: own.confidence for own in found.documented.definitions}, said


@pytest.mark.parametrize(
    ("title", "stem", "name"),
    [
        ("The loan object", "loan", "Loan"),
        ("Public library loan", "library-loan", "LibraryLoan"),
        ("What is lent", "r-lending", "WhatIsLent"),
        ("Prêt de livres", "loan", "Loan"),
    ],
)
def test_a_page_is_called_by_the_words_of_its_title_that_its_file_has(
    title: str, stem: str, name: str
) -> None:
    """Else by all of them, or by its file."""
    found, said = leftovers({"en": {f"{stem}.md": f"# {title}\n\n{_LOAN}"}})
    message = f"what this table documents is called {name!r} after its heading"
    assert found == {name: 0.6}
    assert said == [(f"en/{stem}.md:3", message)]


def test_sections_are_called_by_their_headings() -> None:
    """One that other pages have as well needs the page's title before it."""
    page = "# {}\n\n## Book card\n\n{}\n## Response body\n\n{}"
    found, said = leftovers(
        {
            "en": {
                "lend.md": page.format("Lend it", _LOAN, _fields("loanHandle")),
                "other.md": "# Take it back\n\n## Response body\n\n" + _fields("takenDate"),
            }
        }
    )
    assert found == {"BookCard": 0.6, "LendResponseBody": 0.6, "TakeItBackResponseBody": 0.6}
    assert len(said) == 3


def test_a_word_that_stays_where_headings_are_translated_is_the_name() -> None:
    """Translators leave it alone in two families."""
    desk = _fields("deskNumber")
    found, _ = leftovers(
        {
            "fr": {"all.md": f"# Tout\n\n## Élément Loan\n\n{_LOAN}\n## Élément Desk\n\n{desk}"},
            "ko": {"all.md": f"# 전체\n\n## Loan 요소\n\n{_LOAN}\n## Desk 요소\n\n{desk}"},
        }
    )
    assert found == {"Loan": 0.8, "Desk": 0.8}


def test_a_table_shown_again_is_no_other_type() -> None:
    """Its fields stand in one that has a name."""
    pages = {
        "types.md": f"# LibraryLoan\n\n{_LOAN}",
        "use.md": f"# How to lend\n\n## Some of its fields\n\n{_fields('dueDate')}",
    }
    found, said = leftovers({"en": pages})
    assert ([*found], said) == (["LibraryLoan"], [])


def test_a_table_without_types_may_list_anything() -> None:
    """Nothing is made of it."""
    features = pipe_table(["Feature", "Description"], ["dueDate", "A date."], ["fine", "Money."])
    assert leftovers({"en": {"a.md": f"# What there is\n\n## All of it\n\n{features}"}}) == ({}, [])


def test_what_has_no_words_for_a_name_is_reported() -> None:
    """Its rows are in no type."""
    page = f"# 전체\n\n## 대출의 모든 필드\n\n{_LOAN}"
    found, said = leftovers({"ko": {"a.md": page}})
    message = "nothing says what this table documents; 2 rows left out"
    assert (found, said) == ({}, [("ko/a.md:5", message)])


def test_a_heading_of_many_pages_is_no_part_of_a_name() -> None:
    """What stands below it belongs to what the page is about, but not where it shows a call."""
    page = "# {} resource\n\n## Properties\n\n{}\n## Relationships\n\n{}"
    call = "# Lend a book\n\n```http\nPOST /loans\n```\n\n## Properties\n\n"
    pages = {
        f"{name}.md": page.format(name, _fields(f"{name}Handle"), _fields(f"{name}Owner"))
        for name in ("loan", "copy", "reader")
    }
    found, _ = leftovers({"en": {**pages, "lend.md": call + _LOAN}})
    assert {*found} == {"Loan", "Copy", "Reader", "LendProperties"}
