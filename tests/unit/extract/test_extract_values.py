"""Lists of values are found by their markup, in any language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.page_factory import extract_only

if TYPE_CHECKING:
    from generator.extract.page import ValueList


def lists(text: str) -> tuple[ValueList, ...]:
    """Give a page's value lists."""
    return extract_only(text).lists


@pytest.mark.parametrize(
    ("item", "value"),
    [
        ("Open", ("Open", "")),
        ("`Open`", ("Open", "")),
        ("**Open**: still lent", ("Open", "still lent")),
        ("**Open:** still lent", ("Open", "still lent")),
        ("*Open* \u2013 still lent", ("Open", "still lent")),
        ("Open - still lent", ("Open", "still lent")),
        ("Open: still lent", ("Open", "still lent")),
        ("열림： 아직 빌려 간 상태입니다.", ("열림", "아직 빌려 간 상태입니다.")),
        ("`a`-b", ("a", "b")),
        ("still-lent", ("still-lent", "")),
        ("[!DNL Open] lent", ("Open", "lent")),
    ],
)
def test_an_item_reads_as_a_value_and_what_is_said_of_it(item: str, value: tuple[str, str]) -> None:
    """A marked head, or the text before a colon or a dash."""
    (found,) = lists(f"- {item}\n")
    assert [(v.reading, v.description) for v in found.values] == [value]


@pytest.mark.parametrize(
    "item",
    [
        "A sentence of some length that ends with a full stop.",
        "A sentence without any stop that is far too long to be one value",
        "짧은 문장.",
        "\u3053\u308c\u306f\u6587\u3067\u3059\u3002",
    ],
)
def test_a_sentence_is_no_value(item: str) -> None:
    """Neither by its stop nor by its length."""
    assert lists(f"- {item}\n") == ()


def test_a_value_is_located_without_its_markup() -> None:
    """A repair replaces the reading alone."""
    text = "- `Open`: lent\n- Done: back\n"
    (found,) = lists(text)
    assert [text[v.span.start : v.span.end] for v in found.values] == ["Open", "Done"]
    assert [(v.span.line, v.span.column) for v in found.values] == [(1, 4), (2, 3)]


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("One of: **a**, **b**, **c**.", ["a", "b", "c"]),
        ("One of: `a`, `b` or `c`.", ["a", "b", "c"]),
        ("Une valeur parmi\u00a0: `a`, `b` et `c`.", ["a", "b", "c"]),
        ("다음 중 하나: `a`, `b` 또는 `c`.", ["a", "b", "c"]),
        ("次のいずれか：`a`、`b`、または`c`。", ["a", "b", "c"]),
        ("One of: *a* | *b*", ["a", "b"]),
        ("Default: `x`. One of: `a`, `b`, `c`.", ["a", "b", "c"]),
    ],
)
def test_a_sentence_lists_marked_pieces_behind_a_colon(sentence: str, values: list[str]) -> None:
    """Separators and short words of any language may stand between them."""
    assert [[v.reading for v in found.values] for found in lists(sentence + "\n")] == [values]


@pytest.mark.parametrize(
    "sentence",
    [
        "Use `a`, `b` or `c`.",
        "One of: `a`.",
        "One of: a, b or c.",
        "See also: `a`, which is much older than `b`.",
    ],
)
def test_other_sentences_list_nothing(sentence: str) -> None:
    """Without a colon, marks, or a second piece close by, nothing says that these are values."""
    assert lists(sentence + "\n") == ()
