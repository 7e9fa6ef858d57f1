"""Pages, tables and lists of all editions stand side by side; what stands alone is told."""

from __future__ import annotations

import pytest

from generator.diagnostics import Diagnostic, render_diagnostic
from generator.extract.classify_columns import Role
from tests.page_factory import align, pipe_table

_BOOK = pipe_table(
    ["Name", "Type", "Description"],
    ["title", "xsd:string", "What the book is called."],
    ["pages", "xsd:int", "How many pages there are."],
)
_LOAN = pipe_table(
    ["Name", "Type", "Description"],
    ["dueDate", "xsd:date", "The day on which it is due."],
    ["reader", "types:Reader", "The person who has it."],
)


def page(*parts: str) -> str:
    """Join parts to a page."""
    return "\n\n".join(["# Page {#page}", *parts])


def heads(findings: tuple[Diagnostic, ...]) -> list[str]:
    """Give every finding without its line and caret."""
    return [render_diagnostic(found).splitlines()[0] for found in findings]


def pairs(editions: dict[str, dict[str, str]], reference: str | None = "en") -> list[list[str]]:
    """Give for each aligned table of page.md the locales with their tables' first cells."""
    alignment, _ = align(editions, reference)
    (own,) = [found for found in alignment.pages if found.page == "page.md"]
    found = []
    for table in own.tables:
        cells = {loc: t.rows[0].cells[0] for loc, t in table.tables.items()}
        found.append([f"{locale} {cell.reading}" for locale, cell in cells.items() if cell])
    return found


def test_tables_pair_in_order() -> None:
    """The pivot comes first, the others by name."""
    text = page(_BOOK, _LOAN)
    assert pairs({"ko": {"page.md": text}, "en": {"page.md": text}, "fr": {"page.md": text}}) == [
        ["en title", "fr title", "ko title"],
        ["en dueDate", "fr dueDate", "ko dueDate"],
    ]


def test_a_missing_table_leaves_its_neighbours_alone() -> None:
    """Contents tell the tables apart."""
    assert pairs({"en": {"page.md": page(_BOOK, _LOAN)}, "fr": {"page.md": page(_LOAN)}}) == [
        ["en title"],
        ["en dueDate", "fr dueDate"],
    ]


def test_anchors_pair_tables_of_which_nothing_is_left() -> None:
    """Translation leaves them alone."""
    rows = (["이름", "문자열", "책."], ["쪽", "정수", "쪽."])
    damaged = pipe_table(["이름", "유형", "설명"], *rows)
    english = page("## Loan {#loan}", _LOAN, "## Book {#book}", _BOOK)
    assert pairs(
        {"en": {"page.md": english}, "ko": {"page.md": page("## 책 {#book}", damaged)}}
    ) == [["en dueDate"], ["en title", "ko 이름"]]


def test_the_pivot_is_the_reference() -> None:
    """Or the fullest edition where there is none."""
    two = {"a.md": _BOOK, "b.md": _LOAN}
    assert align({"fr": two, "en": {"a.md": _BOOK}})[0].locales == ("en", "fr")
    assert align({"ko": {"a.md": _BOOK}, "fr": two}, None)[0].locales == ("fr", "ko")
    assert align({"ko": two, "fr": two}, None)[0].locales == ("fr", "ko")


def test_editions_outvote_one_that_reads_its_columns_otherwise() -> None:
    """One width, one meaning."""
    rows = [["제목", "문자열", "책"], ["쪽수", "정수", "쪽"]]
    odd = pipe_table(["가", "나", "다"], *rows)
    alignment, _ = align({"en": {"p.md": _BOOK}, "fr": {"p.md": _BOOK}, "ko": {"p.md": odd}})
    (table,) = alignment.pages[0].tables
    roles = (Role.NAME, Role.TYPE, Role.DESCRIPTION)
    assert table.roles == {"en": roles, "fr": roles, "ko": roles}


def test_value_lists_pair_only_when_they_have_one_length() -> None:
    """A list with an item more would shift all its values."""
    alignment, _ = align(
        {
            "en": {"p.md": "# A\n\n- Open\n- Done\n"},
            "fr": {"p.md": "# A\n\n- Ouvert\n- Fini\n"},
            "ko": {"p.md": "# A\n\n- 열림\n- 완료\n- 분실\n"},
        }
    )
    found = [sorted(group) for group in alignment.pages[0].lists]
    assert sorted(found) == [["en", "fr"], ["ko"]]


def test_sound_editions_give_no_findings() -> None:
    """Nothing stands alone."""
    text = page(_BOOK)
    assert align({"en": {"page.md": text}, "fr": {"page.md": text}})[1] == ()


def test_a_single_edition_gives_no_findings() -> None:
    """There is nothing to compare it with."""
    assert align({"fr": {"page.md": page(_BOOK)}}, None)[1] == ()


@pytest.mark.parametrize(
    ("editions", "told"),
    [
        (
            {"en": ["a.md"], "fr": ["a.md", "b.md"]},
            ["fr/b.md: warning[GS301]: page is in 'fr' only"],
        ),
        (
            {"en": ["a.md", "b.md"], "fr": ["a.md", "b.md"], "ko": ["a.md"]},
            ["en/b.md: note[GS302]: page is missing in 'ko'"],
        ),
    ],
)
def test_a_page_that_editions_lack_is_told(editions: dict[str, list[str]], told: list[str]) -> None:
    """On one witness's word it is a warning."""
    texts = {locale: dict.fromkeys(keys, _BOOK) for locale, keys in editions.items()}
    assert heads(align(texts)[1]) == told


def test_a_table_without_counterpart_is_told() -> None:
    """At its place in the edition that has it."""
    _, findings = align({"en": {"p.md": page(_BOOK, _LOAN)}, "fr": {"p.md": page(_LOAN)}})
    assert heads(findings) == ["en/p.md:3:1: note[GS303]: table has no counterpart in 'fr'"]


def test_a_row_without_counterpart_is_told() -> None:
    """A row that the pivot lacks is obsolete, one that others lack is missing there."""
    extra = "| isbn | xsd:long | Thirteen digits of the edition. |\n"
    _, missing = align({"en": {"p.md": _BOOK + extra}, "fr": {"p.md": _BOOK}})
    _, obsolete = align({"en": {"p.md": _BOOK}, "fr": {"p.md": _BOOK + extra}})
    assert heads(missing) == ["en/p.md:5:2: warning[GS304]: row 'isbn' has no counterpart in 'fr'"]
    assert heads(obsolete) == ["fr/p.md:5:2: warning[GS305]: row 'isbn' has no counterpart in 'en'"]


def test_rows_of_tables_that_document_nothing_are_no_matter() -> None:
    """A history of versions may differ."""
    old = pipe_table(["Version", "News"], ["1.1", "Loans may last."])
    new = pipe_table(["Version", "News"], ["1.1", "Loans may last."], ["1.2", "Fees go."])
    assert align({"en": {"p.md": new}, "fr": {"p.md": old}})[1] == ()


def test_the_configuration_says_what_columns_mean() -> None:
    """In every edition whose header it names."""
    text = pipe_table(["Word", "Means"], ["late fee", "x"], ["open loan", "y"])
    alignment, _ = align({"en": {"p.md": text}}, columns={"Word": "name", "Means": "description"})
    (table,) = alignment.pages[0].tables
    cells = [table.cell(row, "en", Role.NAME) for row in table.rows]
    assert [cell.reading for cell in cells if cell is not None] == ["late fee", "open loan"]
    assert table.cell(table.rows[0], "en", Role.TYPE) is None
    assert table.cell(table.rows[0], "fr", Role.NAME) is None
