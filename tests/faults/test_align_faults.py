"""Editions that do not line up: what stands alone is told, nothing is forced, no row is lost."""

from __future__ import annotations

from generator.diagnostics import render_diagnostic
from tests.page_factory import align, pipe_table

_HEAD = ["Name", "Type", "Description"]
_TITLE = ["title", "xsd:string", "What the book is called."]
_PAGES = ["pages", "xsd:int", "How many pages there are."]
_ISBN = ["isbn", "xsd:long", "Thirteen digits."]
_SHELF = ["shelf", "types:Shelf", "Where it stands."]


def told(**editions: str) -> list[str]:
    """Render what is found of one page in several editions."""
    _, findings = align({locale: {"book.md": text} for locale, text in editions.items()})
    return [render_diagnostic(found) for found in findings]


def test_a_missing_row_is_shown_where_another_edition_has_it() -> None:
    """With the row and who lacks it."""
    assert told(
        en=pipe_table(_HEAD, _TITLE, _ISBN, _PAGES),
        fr=pipe_table(_HEAD, _TITLE, _PAGES),
        ko=pipe_table(_HEAD, _TITLE, _PAGES),
    ) == [
        """\
en/book.md:4:2: warning[GS304]: row 'isbn' has no counterpart in 'fr', 'ko'
    | isbn | xsd:long | Thirteen digits. |
     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^"""
    ]


def test_an_obsolete_row_is_shown_where_it_stands() -> None:
    """The reference has dropped it."""
    assert told(
        en=pipe_table(_HEAD, _TITLE, _PAGES), fr=pipe_table(_HEAD, _TITLE, _ISBN, _PAGES)
    ) == [
        """\
fr/book.md:4:2: warning[GS305]: row 'isbn' has no counterpart in 'en'
    | isbn | xsd:long | Thirteen digits. |
     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^"""
    ]


def test_a_missing_table_is_shown_once_and_not_row_by_row() -> None:
    """One finding says it all."""
    first, second = pipe_table(_HEAD, _TITLE, _PAGES), pipe_table(_HEAD, _SHELF, _ISBN)
    found = told(en=f"{first}\n{second}", fr=second)
    assert [line.splitlines()[0] for line in found] == [
        "en/book.md:1:1: note[GS303]: table has no counterpart in 'fr'"
    ]


def test_a_page_in_one_edition_only_is_shown_with_its_path() -> None:
    """There is no line to show."""
    page = pipe_table(_HEAD, _TITLE)
    _, findings = align({"en": {"a.md": page}, "fr": {"a.md": page, "b.md": page}})
    assert [render_diagnostic(found) for found in findings] == [
        (
            "fr/b.md: warning[GS301]: page is in 'fr' only\n"
            "  help: nothing else can confirm what it says"
        )
    ]


def test_tables_of_another_width_are_not_forced() -> None:
    """Every row of both comes out, whether they pair or not."""
    wide = pipe_table([*_HEAD, "Since"], [*_TITLE, "1.0"], [*_PAGES, "1.1"])
    narrow = pipe_table(_HEAD, _TITLE, _PAGES, _ISBN)
    alignment, _ = align({"en": {"book.md": narrow}, "fr": {"book.md": wide}})
    rows = [
        (locale, raw.ordinal)
        for table in alignment.pages[0].tables
        for row in table.rows
        for locale, raw in row.rows.items()
    ]
    assert sorted(rows) == [("en", 0), ("en", 1), ("en", 2), ("fr", 0), ("fr", 1)]


def test_editions_without_a_page_in_common_stand_side_by_side() -> None:
    """Nothing pairs, everything is told."""
    page = pipe_table(_HEAD, _TITLE)
    alignment, findings = align({"en": {"a.md": page}, "fr": {"b.md": page}})
    assert [own.page for own in alignment.pages] == ["a.md", "b.md"]
    assert [found.code for found in findings] == ["GS301", "GS301"]
