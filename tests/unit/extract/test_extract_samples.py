"""Code blocks are judged by content and read as far as they can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.extract.extract_samples import (
    detect_dialect,
    find_identifiers,
    read_json_sample,
    read_xml_sample,
)

if TYPE_CHECKING:
    from generator.extract.page import SampleNode

Shape = tuple[object, ...]


def shape(node: SampleNode) -> Shape:
    """Give a node as (name, text or children), which is all that most tests ask for."""
    return (node.name, tuple(map(shape, node.children)) if node.children else node.text)


def xml(code: str) -> tuple[tuple[Shape, ...], bool]:
    """Read an XML sample to shapes."""
    roots, broken = read_xml_sample(code)
    return tuple(map(shape, roots)), broken


def json(code: str) -> tuple[tuple[Shape, ...], bool]:
    """Read a JSON sample to shapes."""
    roots, broken = read_json_sample(code)
    return tuple(map(shape, roots)), broken


@pytest.mark.parametrize(
    ("code", "dialect"),
    [
        ("<loan><due/></loan>", "xml"),
        ("POST /loans HTTP/1.1\n\n<loan>1</loan>", "xml"),
        ("<?xml version='1.0'?>\n<loan/>", "xml"),
        ('{"due": 1}', "json"),
        ('[\n  {"due": 1}\n]', "json"),
        ("{ due }", "code"),
        ("if (a < b && c > d) { run(); }", "code"),
        ("List<Loan> loans;", "code"),
        ("", "code"),
    ],
)
def test_a_code_block_is_judged_by_its_content(code: str, dialect: str) -> None:
    """Info strings are often wrong, so nobody asks them."""
    assert detect_dialect(code) == dialect


@pytest.mark.parametrize(
    ("code", "roots"),
    [
        ("<loan><due>1</due></loan>", ("loan", (("due", "1"),))),
        ("<l:loan xmlns:l='urn:l'><l:due> 1\n </l:due></l:loan>", ("loan", (("due", "1"),))),
        ("<loan><due/><due /></loan>", ("loan", (("due", ""), ("due", "")))),
        ("<loan>a &amp; b</loan>", ("loan", "a & b")),
        ("<?xml version='1.0'?><!-- x --><loan>1</loan>", ("loan", "1")),
        ("<été>1</été>", ("été", "1")),
    ],
)
def test_sound_xml_is_read_whole(code: str, roots: Shape) -> None:
    """Names are local, text is folded, entities are resolved."""
    assert xml(code) == ((roots,), False)


@pytest.mark.parametrize(
    ("code", "roots"),
    [
        pytest.param("<loan><due>1</loan>", ("loan", (("due", "1"),)), id="open-inside"),
        pytest.param("<loan><due>1</due>", ("loan", (("due", "1"),)), id="never-closed"),
        pytest.param("<loan></shelf><due>1</due></loan>", ("loan", (("due", "1"),)), id="no-start"),
        pytest.param("<loan><due>1<due></loan>", ("loan", (("due", (("due", ""),)),)), id="slash"),
        pytest.param("</loan><due>1</due>", ("due", "1"), id="end-first"),
    ],
)
def test_broken_xml_is_mended(code: str, roots: Shape) -> None:
    """An end tag closes the innermost element of its name."""
    assert xml(code) == ((roots,), True)


def test_a_cut_prolog_does_not_hide_the_elements() -> None:
    """What is no tag is no element, and breaks nothing."""
    assert xml("xml version='1.0'?>\n<loan>1</loan>") == ((("loan", "1"),), False)


def test_several_roots_are_all_read() -> None:
    """Samples show fragments."""
    assert xml("<a>1</a>\n...\n<b>2</b>") == ((("a", "1"), ("b", "2")), False)


def test_attributes_and_prefixes_are_kept() -> None:
    """In order, entities resolved."""
    roots, _ = read_xml_sample('<l:loan xmlns:l="urn:l" note=\'a &lt; b\' id="7"/>')
    assert (roots[0].prefix, roots[0].attributes) == (
        "l",
        (("xmlns:l", "urn:l"), ("note", "a < b"), ("id", "7")),
    )


def test_xml_deeper_than_any_document_is_cut_and_called_broken() -> None:
    """A page of a thousand open tags costs no stack."""
    roots, broken = read_xml_sample("<a>" * 5000)
    depth, node = 0, roots[0]
    while node.children:
        depth, node = depth + 1, node.children[0]
    assert (broken, depth) == (True, 198)


@pytest.mark.parametrize(
    ("code", "roots"),
    [
        ('{"due": 1, "open": true}', ("", (("due", "1"), ("open", "true")))),
        ('{"loan": {"due": "x"}}', ("", (("loan", (("due", "x"),)),))),
        ('{"loans": [{"due": 1}]}', ("", (("loans", (("", (("due", "1"),)),)),))),
        ('{"tags": ["a", "b"]}', ("", (("tags", (("", "a"), ("", "b"))),))),
        ('{"due": 1, // when it ends\n "open": null}', ("", (("due", "1"), ("open", "null")))),
        ('{"due": 1 "open": 2}', ("", (("due", "1"), ("open", "2")))),
        ('{"at": "http://x/y"}', ("", (("at", "http://x/y"),))),
    ],
)
def test_json_is_read_leniently(code: str, roots: Shape) -> None:
    """Comments and lost commas do no harm."""
    assert json(code) == ((roots,), False)


@pytest.mark.parametrize(
    ("code", "roots"),
    [
        ('{"due": 1', ("", (("due", "1"),))),
        ('{"loan": {"due": 1}', ("", (("loan", (("due", "1"),)),))),
        ('{"due": 1}}', ("", (("due", "1"),))),
    ],
)
def test_json_with_lost_brackets_is_called_broken(code: str, roots: Shape) -> None:
    """What could be read was."""
    assert json(code) == ((roots,), True)


def test_json_deeper_than_any_document_is_no_harm() -> None:
    """A page of a thousand open brackets costs no stack."""
    assert read_json_sample('[{"a":' * 3000)[1] is True


@pytest.mark.parametrize(
    ("code", "identifiers"),
    [
        ("loan.due = due + 2;", ("loan", "due")),
        ("loan_2 // été prêtée", ("loan_2",)),
        ("// dueDate를 정한다", ("dueDate",)),
    ],
)
def test_identifiers_of_code_are_listed_once_in_order(
    code: str, identifiers: tuple[str, ...]
) -> None:
    """ASCII names only, and no pieces of words with accents."""
    assert find_identifiers(code) == identifiers


@pytest.mark.parametrize(
    ("code", "roots"),
    [
        ('{"due": "1\n"open": 2}', ("", (("due", "1"), ("open", "2")))),
        ('{"due": "a \\" b"}', ("", (("due", 'a \\" b'),))),
        ('{"due": "1\\\n}', ("", (("due", "1"),))),
    ],
)
def test_a_string_that_its_line_does_not_close_ends_there(code: str, roots: Shape) -> None:
    """The members below it are not swallowed."""
    assert json(code)[0] == (roots,)


def test_attributes_stand_close_together() -> None:
    """Without white space between them, too."""
    roots, _ = read_xml_sample('<a b="1"c=\'2\' d = "3"/>')
    assert roots[0].attributes == (("b", "1"), ("c", "2"), ("d", "3"))
