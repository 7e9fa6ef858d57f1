"""A page is taken apart in one walk: sections, prose, value lists, samples, links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics import render_diagnostic
from tests.page_factory import extract, extract_only, pipe_table

if TYPE_CHECKING:
    from generator.extract.page import Page

_PAGE = """\
---
title: Loan
description: One lent copy.
---

# Loan {#loan}

Lent copies, see [Copy](copy.md#copy).

## Members {#members}

| Name | Type |
| --- | --- |
| due | [Day](day.md) |

### Notes

Use `dueDate` or **both** of [!DNL Shelf].

## Example

```java
<loan><due>1</due></loan>
```
"""


def test_a_page_keeps_title_and_description() -> None:
    """They come from the front matter."""
    page = extract_only(_PAGE, page="types/loan.md", locale="fr-FR")
    assert (page.path, page.page, page.locale, page.title, page.description) == (
        "fr-FR/types/loan.md", "types/loan.md", "fr-FR", "Loan", "One lent copy.",
    )  # fmt: skip


def test_sections_keep_their_anchors() -> None:
    """A heading without one has the anchor that renderers derive from it."""
    sections = extract_only(_PAGE).sections
    assert [(s.level, s.text, s.anchors, s.span.line) for s in sections] == [
        (1, "Loan", ("loan",), 6),
        (2, "Members", ("members",), 10),
        (3, "Notes", ("notes",), 16),
        (2, "Example", ("example",), 20),
    ]


def test_a_heading_in_another_script_has_no_implied_anchor() -> None:
    """Renderers differ there."""
    (section,) = extract_only("# 대출 항목\n").sections
    assert section.anchors == ()


def test_everything_knows_the_headings_above() -> None:
    """A heading ends the sections of its level and below."""
    page = extract_only(_PAGE)
    trail = [section.text for section in page.tables[0].sections]
    assert trail == ["Loan", "Members"]
    assert [section.text for section in page.paragraphs[-1].sections] == [
        "Loan",
        "Members",
        "Notes",
    ]
    assert [section.text for section in page.samples[0].sections] == ["Loan", "Example"]


def test_marked_pieces_of_prose_are_literals() -> None:
    """Code and do-not-translate markers are told from bold."""
    literals = extract_only(_PAGE).paragraphs[-1].literals
    assert [(literal.text, literal.is_code) for literal in literals] == [
        ("dueDate", True),
        ("both", False),
        ("Shelf", True),
    ]


def test_links_of_prose_and_tables_are_listed_once() -> None:
    """As text and destination, in order."""
    page = extract_only(_PAGE + "\nAgain [Copy](copy.md#copy).\n")
    assert page.links == (("Copy", "copy.md#copy"), ("Day", "day.md"))


def test_a_sample_is_read_by_its_content() -> None:
    """The fence says Java; it is XML."""
    (sample,) = extract_only(_PAGE).samples
    assert (sample.dialect, sample.is_broken, sample.roots[0].name, sample.words) == (
        "xml", False, "loan", (),
    )  # fmt: skip


def test_code_gives_its_identifiers() -> None:
    """A listing has no trees."""
    (sample,) = extract_only("```\nvar loan = find(due);\n```\n").samples
    assert (sample.dialect, sample.roots, sample.words) == (
        "code", (), ("var", "loan", "find", "due"),
    )  # fmt: skip


def test_a_broken_sample_is_noted_where_it_begins() -> None:
    """What could be read is there all the same."""
    page, findings = extract("Text.\n\n```xml\n<loan><due>1</loan>\n```\n")
    assert [render_diagnostic(found) for found in findings] == [
        (
            "en/page.md:4:1: note[GS203]: xml sample is not well-formed; what could be read was\n"
            "    <loan><due>1</loan>\n    ^^^^^^^^^^^^^^^^^^^"
        )
    ]
    assert page.samples[0].roots[0].children[0].name == "due"


def test_a_list_of_short_words_is_a_list_of_values() -> None:
    """The paragraph above introduces it, if it is of the same section."""
    page = extract_only(
        "# States\n\nA loan is one of:\n\n- Open: lent.\n- `Done`\n\n## Used by\n\n- x\n"
    )
    assert [
        (found.intro, [(v.reading, v.description) for v in found.values], found.is_list)
        for found in page.lists
    ] == [
        ("A loan is one of:", [("Open", "lent."), ("Done", "")], True),
        ("", [("x", "")], True),
    ]


def test_nested_items_are_not_values_of_the_outer_list() -> None:
    """They explain the item above them."""
    page = extract_only("- Open\n  - lent\n  - out\n- Done\n")
    assert [[value.reading for value in found.values] for found in page.lists] == [["Open", "Done"]]


def test_a_list_of_sentences_is_prose() -> None:
    """Nothing in it is a value, nothing is lost."""
    page = extract_only(
        "- First you look for the copy on its shelf.\n- Then you lend it to someone.\n"
    )
    assert page.lists == ()
    assert [paragraph.text for paragraph in page.paragraphs] == [
        "First you look for the copy on its shelf.",
        "Then you lend it to someone.",
    ]


def test_two_lists_in_a_row_are_two_lists() -> None:
    """Another marker begins another list."""
    page = extract_only("- Open\n- Done\n\n1. Shelf\n2. Desk\n")
    assert [[value.reading for value in found.values] for found in page.lists] == [
        ["Open", "Done"],
        ["Shelf", "Desk"],
    ]


def test_values_in_a_sentence_are_a_list() -> None:
    """Outside tables too."""
    (found,) = extract_only("A loan is in one of these states: `Open`, `Done` and `Lost`.\n").lists
    assert ([value.reading for value in found.values], found.is_list) == (
        ["Open", "Done", "Lost"],
        False,
    )


def test_a_page_with_nothing_in_it_is_a_page() -> None:
    """Emptiness is no fault."""
    page = extract_only("")
    assert (page.sections, page.paragraphs, page.tables, page.lists, page.samples, page.links) == (
        (), (), (), (), (), (),
    )  # fmt: skip


def test_html_pages_give_the_same_as_markdown() -> None:
    """The reader differs, the page does not."""
    markdown = extract_only("# Loan {#loan}\n\n" + pipe_table(["Name", "Type"], ["`due`", "int"]))
    html = extract_only(
        '<h1 id="loan">Loan</h1><table><tr><th>Name</th><th>Type</th></tr>'
        "<tr><td><code>due</code></td><td>int</td></tr></table>",
        page="loan.html",
    )
    assert _outline(markdown) == _outline(html)


def _outline(page: Page) -> list[object]:
    """Give what both dialects can say."""
    cells = [
        [(cell.reading, cell.is_code) for cell in row.cells if cell is not None]
        for table in page.tables
        for row in table.rows
    ]
    section = page.sections[0]
    return [section.text, section.anchors, [table.header for table in page.tables], cells]
