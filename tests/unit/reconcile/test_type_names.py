"""Type cells are taken apart, and built-ins known by a closed list."""

from __future__ import annotations

import pytest

from generator.reconcile.type_names import (
    COMMON_TYPES,
    XSD_BUILTINS,
    builtin_of,
    is_builtin_prefix,
    parse_type,
)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("xsd:int", ("xsd", True, "int", False)),
        ("types: Loan", ("types", True, "Loan", False)),
        ("types :Loan", ("types", True, "Loan", False)),
        ("types\uff1aLoan", ("types", True, "Loan", False)),
        ("개 유형:Loan", ("개 유형", True, "Loan", False)),
        ("xsd:", ("xsd", True, "", False)),
        (":Loan", ("", True, "Loan", False)),
        ("Loan", ("", False, "Loan", False)),
        ("Loan[]", ("", False, "Loan", True)),
        ("Loan [ ]", ("", False, "Loan", True)),
        ("Loan[][]", ("", False, "Loan", True)),
        ("**string**", ("", False, "string", False)),
        ("\u00abstring\u00bb", ("", False, "string", False)),
        ("문자열", ("", False, "문자열", False)),
        ("", ("", False, "", False)),
        ("list of Loan", ("", False, "Loan", True)),
        ("Loan[0..*]", ("", False, "Loan", True)),
        ("Loan [1..n]", ("", False, "Loan", True)),
        ("Loan (0..12)", ("", False, "Loan", True)),
        ("Loan [0..1]", ("", False, "Loan", False)),
        ("string [1..20]", ("", False, "string", False)),
        ("[Loan!]!", ("", False, "Loan", True)),
        ("[[Loan]]", ("", False, "Loan", True)),
        ("ID!", ("", False, "ID", False)),
        ("repeated Loan", ("", False, "Loan", True)),
        ("array of objects (Loan)", ("", False, "Loan", True)),
        ("Loan/null", ("", False, "Loan", False)),
        ("null | Loan", ("", False, "Loan", False)),
        ("#/definitions/Loan", ("", False, "Loan", False)),
        ("AN..35", ("", False, "AN..35", False)),
        ("N(10)", ("", False, "N(10)", False)),
    ],
)
def test_a_type_is_taken_apart(text: str, parts: tuple[str, bool, str, bool]) -> None:
    """Full-width signs, stray spaces and quotes are no matter."""
    parsed = parse_type(text)
    assert (parsed.prefix, parsed.has_colon, parsed.local, parsed.is_array) == parts


@pytest.mark.parametrize("text", ["a\nb", ":" * 500, "[" * 500, "a " * 300 + ":", "\u200b"])
def test_any_text_is_taken_apart(text: str) -> None:
    """Nothing in a page makes it fail or take long."""
    assert parse_type(text) is not None


@pytest.mark.parametrize(
    ("local", "prefixed", "builtin"),
    [
        ("dateTime", True, "dateTime"),
        ("datetime", True, ""),
        ("datetime", False, "dateTime"),
        ("String", False, "string"),
        ("number", False, "double"),
        ("object", False, "anyType"),
        ("AN..35", False, "string"),
        ("X(12)", False, "string"),
        ("n10,2", False, "decimal"),
        ("N", False, ""),
        ("unsigned int", False, "unsignedInt"),
        ("Date Time", False, "dateTime"),
        ("Loan", False, ""),
        ("", False, ""),
    ],
)
def test_words_for_built_ins_count_without_a_prefix_only(
    local: str, prefixed: bool, builtin: str
) -> None:
    """With a prefix only the closed list of XML Schema does."""
    assert builtin_of(local, prefixed=prefixed) == builtin


def test_every_common_word_means_a_built_in() -> None:
    """The table leads nowhere else."""
    assert set(COMMON_TYPES.values()) <= XSD_BUILTINS
    assert [word for word in COMMON_TYPES if word != word.casefold()] == []


@pytest.mark.parametrize(("prefix", "known"), [("xs", True), ("XSD", True), ("types", False)])
def test_the_customary_prefixes_are_known(prefix: str, known: bool) -> None:
    """`xs` and `xsd`, in any case."""
    assert is_builtin_prefix(prefix) is known
