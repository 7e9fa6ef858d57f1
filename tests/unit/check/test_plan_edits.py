"""Where a replacement goes in a page, and what around it stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.check.page_bytes import split_bytes
from generator.check.page_outline import outline_page
from generator.check.plan_edits import PageText
from generator.extract.extract_page import extract_page
from generator.read.read_document import Dialect, read_text

if TYPE_CHECKING:
    from generator.read.document import Document


def _document(text: str, dialect: Dialect) -> Document:
    document = read_text(text, path="fr/p", page="p", locale="fr", dialect=dialect).document
    assert document is not None
    return document


def _rewrite(cell: str, wanted: str, *, protect: bool = False, is_html: bool = False) -> str | None:
    """Put an identifier into the first cell below the header; None where it cannot be."""
    head = "<tr><th>Name</th><th>Type</th></tr>"
    page = (
        f"<table>{head}<tr><td>{cell}</td><td>x</td></tr></table>\n"
        if is_html
        else f"| Name | Type |\n| --- | --- |\n| {cell} | x |\n"
    )
    document = _document(page, Dialect.HTML if is_html else Dialect.MARKDOWN)
    raw = extract_page(document)[0].tables[0].rows[0].cells[0]
    assert raw is not None
    text = PageText(document, is_html=is_html)
    plan = text.plan_code if protect else text.plan
    edits = plan(raw.span, raw.reading, wanted)
    if not edits:
        return None
    after = split_bytes(page.encode()).edited(edits).text
    dialect = Dialect.HTML if is_html else Dialect.MARKDOWN
    new = _document(after, dialect)
    if outline_page(new) != outline_page(document, edits):
        return None
    reread = extract_page(new)[0].tables[0].rows[0].cells[0]
    assert reread is not None
    assert reread.reading == wanted
    prefix, suffix = page.split(cell) if cell else (page[:-5], page[-5:])
    return after.removeprefix(prefix).removesuffix(suffix)


@pytest.mark.parametrize(
    ("cell", "wanted", "after"),
    [
        ("état", "state", "state"),
        ("`état`", "state", "`state`"),
        ("**état**", "state", "**state**"),
        ("[!DNL état]", "state", "[!DNL state]"),
        ("[état](x.md)", "state", "[state](x.md)"),
        ("types : [Ordre](ordre.md)", "types:Order", "types:[Order](ordre.md)"),
        ("유형:[Order](order.md)", "types:Order", "types:[Order](order.md)"),
        ("a&amp;b", "a_b", "a_b"),
        ("\\_état\\_", "_state_", "\\_state\\_"),
        ("état<br>minOccurs=0", "state", "state<br>minOccurs=0"),
        ("`état` (note)", "state", "`state` (note)"),
        ("état", "a|b", "a\\|b"),
        ("<code>état</code>", "state", "<code>state</code>"),
    ],
)  # fmt: skip
def test_markup_around_an_identifier_stays(cell: str, wanted: str, after: str) -> None:
    """In pipe tables."""
    assert _rewrite(cell, wanted) == after


@pytest.mark.parametrize(
    ("cell", "wanted", "after"),
    [
        (" <p><span class='codeph'> état</span> </p> ", "state",
         " <p><span class='codeph'> state</span> </p> "),
        ("<span class='codeph'>유형:<a href='o.md'>Order</a></span>", "types:Order",
         "<span class='codeph'>types:<a href='o.md'>Order</a></span>"),
        ("List&lt;état&gt;", "List<state>", "List&lt;state&gt;"),
        ("", "state", "state"),
    ],
)  # fmt: skip
def test_markup_in_html_cells_stays(cell: str, wanted: str, after: str) -> None:
    """In HTML tables; an empty cell is filled."""
    if cell:
        assert _rewrite(cell, wanted, is_html=True) == after
        return
    page = "<table><tr><th>Name</th></tr><tr><td></td></tr></table>"
    document = _document(page, Dialect.HTML)
    raw = extract_page(document)[0].tables[0].rows[0].cells[0]
    assert raw is not None
    edits = PageText(document, is_html=True).plan(raw.span, "", wanted)
    assert split_bytes(page.encode()).edited(edits).text == page.replace(
        "<td></td>", f"<td>{after}</td>"
    )


@pytest.mark.parametrize("cell", ["", " ", "   "])
def test_an_empty_pipe_cell_is_filled(cell: str) -> None:
    """However much room there is."""
    page = f"| Name | Type |\n| --- | --- |\n|{cell}| xsd:int |\n"
    document = _document(page, Dialect.MARKDOWN)
    raw = extract_page(document)[0].tables[0].rows[0].cells[0]
    assert raw is not None
    edits = PageText(document, is_html=False).plan(raw.span, "", "state")
    after = split_bytes(page.encode()).edited(edits).text
    new = extract_page(_document(after, Dialect.MARKDOWN))[0].tables[0].rows[0]
    assert [own.reading for own in new.cells if own is not None] == ["state", "xsd:int"]


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [("`a` `b`", "state"), ("`état`", "a`b"), ("[유형](t.md):[지시](o.md)", "state")],
)
def test_what_is_too_much_interwoven_is_left_to_people(cell: str, wanted: str) -> None:
    """No markup may be left empty, and none be dropped."""
    assert _rewrite(cell, wanted) is None


@pytest.mark.parametrize(
    ("cell", "after"),
    [
        ("state", "`state`"),
        ("[state](x.md)", "[`state`](x.md)"),
        ("**state**", "**`state`**"),
        ("item\\_state", "`item_state`"),
    ],
)
def test_protection_is_code_markup_inside_what_is_there(cell: str, after: str) -> None:
    """Links and bold text keep their markup."""
    wanted = after[after.index("`") + 1 : after.rindex("`")]
    assert _rewrite(cell, wanted, protect=True) == after


_MARKUP = st.sampled_from(
    ["{}", "`{}`", "**{}**", "[{}](x.md)", "[!DNL {}]", "<b>{}</b>", "*{}*", " {} ", "~~{}~~"]
)
_WORDS = st.text(alphabet="abéß한語_", min_size=1, max_size=6)


@given(
    parts=st.lists(st.tuples(_MARKUP, _WORDS), min_size=1, max_size=3),
    wanted=st.from_regex(r"[A-Za-z_][A-Za-z0-9_:]{0,8}", fullmatch=True),
    protect=st.booleans(),
)
def test_an_edit_that_is_proved_changes_the_reading_alone(
    parts: list[tuple[str, str]], wanted: str, protect: bool
) -> None:
    """Law: whatever the markup, the cell reads as wanted and the page says the rest as before.

    What fails the proof is not taken, so only that the proof implies the reading is asserted.
    """
    cell = "".join(markup.format(word) for markup, word in parts).strip()
    page = f"| Name | Type |\n| --- | --- |\n| {cell} | xsd:int |\n"
    document = _document(page, Dialect.MARKDOWN)
    raw = extract_page(document)[0].tables[0].rows[0].cells[0]
    assert raw is not None
    text = PageText(document, is_html=False)
    edits = (text.plan_code if protect else text.plan)(raw.span, raw.reading, wanted)
    new = _document(split_bytes(page.encode()).edited(edits).text, Dialect.MARKDOWN)
    if not edits or outline_page(new) != outline_page(document, edits):
        return
    row = extract_page(new)[0].tables[0].rows[0]
    assert [own.reading for own in row.cells if own is not None] == [wanted, "xsd:int"]
