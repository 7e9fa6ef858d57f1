"""`generator.naming`: case rules, both ways, for every text there is."""

from __future__ import annotations

import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.naming import (
    attribute_name,
    camel_case,
    class_name,
    is_ncname,
    label_words,
    member_name,
    module_name,
    pascal_case,
    snake_case,
    split_words,
    unique_names,
)


@pytest.mark.parametrize(
    ("identifier", "words"),
    [
        ("numPending", ("num", "Pending")),
        ("numPDFPages2", ("num", "PDF", "Pages", "2")),
        ("HTTPServer", ("HTTP", "Server")),
        ("a-b_c.d", ("a", "b", "c", "d")),
        ("company핸들", ("company", "핸들")),
        ("numProcédé", ("num", "Procédé")),
        ("tâcheÉtat", ("tâche", "État")),
        ("진행률", ("진행률",)),
        ("", ()),
        ("--", ()),
    ],
)
def test_words_end_at_case_digits_and_scripts(identifier: str, words: tuple[str, ...]) -> None:
    """Accents are letters, and scripts without case stay together."""
    assert words == split_words(identifier)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("taskState", True),
        ("_a-b.c1", True),
        ("진행률", True),
        ("", False),
        ("1a", False),
        ("a:b", False),
        ("a b", False),
        ("a\n", False),
        ("-a", False),
    ],
)
def test_ncnames_are_told_from_other_texts(text: str, *, expected: bool) -> None:
    """A name is the whole text, without colon, space or line end."""
    assert expected is is_ncname(text)


@pytest.mark.parametrize(
    ("identifier", "expected"),
    [
        (
            "numPDFPages",
            ("NumPDFPages", "numPDFPages", "num_pdf_pages", "NUM_PDF_PAGES", "Num PDF pages"),
        ),
        (
            "WaitingClient",
            (
                "WaitingClient",
                "waitingClient",
                "waiting_client",
                "WAITING_CLIENT",
                "Waiting client",
            ),
        ),
    ],
)
def test_one_identifier_in_every_case(identifier: str, expected: tuple[str, ...]) -> None:
    """The words stay, their case changes."""
    actual = (
        pascal_case(identifier),
        camel_case(identifier),
        snake_case(identifier),
        member_name(identifier),
        label_words(identifier),
    )
    assert expected == actual


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("media-services", "media_services"),
        ("ips-2021", "ips_2021"),
        ("Book Shop", "book_shop"),
        ("2021", "_2021"),
        ("import", "import_"),
        ("ＡＰＩ", "api"),
        ("...", "unnamed"),
    ],
)
def test_module_names_are_lower_case_identifiers(name: str, expected: str) -> None:
    """Whatever a folder is called, its module can be imported."""
    assert expected == module_name(name)


def test_names_that_python_takes_are_set_apart() -> None:
    """Keywords get an underscore, empty texts a name."""
    assert (
        attribute_name("class"),
        class_name("None"),
        class_name(""),
        member_name(""),
        member_name("++"),
    ) == ("class_", "None_", "Unnamed", "EMPTY", "VALUE_2B_2B")


def test_equal_names_are_counted() -> None:
    """A counted name does not run into one that is there."""
    assert unique_names(["a", "a", "a_2", "b"]) == ["a", "a_2", "a_2_2", "b"]


@given(st.text())
def test_every_text_gives_legal_python_names(text: str) -> None:
    """No text breaks generated code."""
    for name in (class_name(text), member_name(text), attribute_name(text), module_name(text)):
        assert name.isidentifier()
        assert not keyword.iskeyword(name)


@given(st.lists(st.sampled_from(["a", "a_2", "a_2_2", "b", "b_3"])))
def test_unique_names_are_distinct_and_keep_their_order(wanted: list[str]) -> None:
    """Every name starts with the wanted one."""
    given_names = unique_names(wanted)
    assert len(set(given_names)) == len(wanted)
    assert all(name.startswith(wish) for name, wish in zip(given_names, wanted, strict=True))
