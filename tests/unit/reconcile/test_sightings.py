"""Identifiers are sighted where translation does not reach: samples, code markup, links."""

from __future__ import annotations

import pytest

from generator.reconcile.sightings import Sightings, collect_sightings, link_key
from tests.page_factory import align


def sightings(**pages: str) -> Sightings:
    """Collect the sightings of one page in several editions."""
    return collect_sightings(align({loc: {"p.md": text} for loc, text in pages.items()})[0])


def test_names_of_samples_are_sighted() -> None:
    """Elements, attributes and keys; prefixes and namespaces are none."""
    xml = '<l:loan xmlns:l="urn:l" id="1"><l:due/></l:loan>'
    found = sightings(en=f'```\n{xml}\n```\n\n```\n{{"fee": {{"sum": 1}}}}\n```\n')
    assert dict(found.samples) == {"loan": 1, "id": 1, "due": 1, "fee": 1, "sum": 1}


def test_a_page_counts_once_however_many_editions_show_it() -> None:
    """Samples are copied, they are no independent voices."""
    text = "```\n<loan><due>1</due></loan>\n```\n"
    assert dict(sightings(en=text, fr=text, ko=text).samples) == {"loan": 1, "due": 1}


def test_code_markup_and_listings_are_sighted() -> None:
    """In prose, in lists of values and in cells; bold and plain text are not."""
    text = """Use `dueDate` and **bold** text.

- `Open`
- `Done`

| Name | Type |
| --- | --- |
| `copyHandle` | int |
| reader | int |

```
find(loan);
```
"""
    assert set(sightings(en=text).code) == {"dueDate", "Open", "Done", "copyHandle", "find", "loan"}


def test_words_and_spellings_are_counted() -> None:
    """The commonest spelling of an identifier wins."""
    found = sightings(en="`dueDate`, `DueDate`, `dueFee`\n", fr="`dueDate`\n")
    assert found.words["due"] == 3
    assert found.spelling("DUEFEE") == "dueFee"
    assert found.spelling("unknown") == ""
    assert found.count("dueDate") == 1


def test_what_links_bear_is_known_by_their_anchor() -> None:
    """Links are translated seldom, and anchors never."""
    found = sightings(en="[Loan](loan.md#loan), [see there](loan.md)\n", ko="[Loan](x.md#Loan)\n")
    assert dict(found.link_names) == {"loan": {"Loan"}}
    assert found.linked == {"Loan"}


@pytest.mark.parametrize(
    ("target", "key"),
    [
        ("types/r-loan.md#Loan", "loan"),
        ("types/r-loan.md", "r-loan"),
        ("#loan", "loan"),
        ("https://a.example/b/loan.html", "loan"),
        ("loan/", "loan"),
        ("", ""),
    ],
)
def test_a_link_is_known_by_its_anchor_or_its_file(target: str, key: str) -> None:
    """In any case of letters."""
    assert link_key(target) == key
