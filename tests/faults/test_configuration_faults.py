"""A wrong `gen-schema.toml`: everything wrong with it, each at its place."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from generator.configuration import read_configuration
from generator.diagnostics import render_diagnostic

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def _faults(folder: Path, text: str | bytes) -> list[str]:
    path = folder / "gen-schema.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    findings = read_configuration(path, "api/gen-schema.toml")[1]
    return [render_diagnostic(found) for found in findings]


def test_an_unknown_key_is_located_with_the_key_that_was_meant(tmp_path: Path) -> None:
    """A slip of the finger is shown with the nearest known key."""
    expected = """\
api/gen-schema.toml:2:1: error[GS108]: unknown key 'namespce'
    namespce = "urn:x"
    ^^^^^^^^
  help: did you mean 'namespace'?"""
    assert [expected] == _faults(tmp_path, '# a comment\nnamespce = "urn:x"\n')


def test_an_unknown_key_like_none_lists_the_known_ones(tmp_path: Path) -> None:
    """Where nothing is near, everything there is helps."""
    expected = """\
api/gen-schema.toml:2:1: error[GS108]: unknown key 'columns.zzz'
    zzz = "x"
    ^^^
  help: known keys: name, type, required, description"""
    assert [expected] == _faults(tmp_path, '[columns]\nzzz = "x"\n')


def test_every_fault_is_reported_in_one_run(tmp_path: Path) -> None:
    """Faults of all kinds come together, located at key or item."""
    text = """\
name = 3
namespace = "urn: x"
reference_locale = "klingon-kl"
locales = ["fr", 2, " "]
glossary = "terms.csv"
colour = "red"
errata = [{ reading = "a", canonical = "1b", reason = "c" }, 7]
sections = []

[columns]
name = ["Field"]
type = ["Field", true]

[editions]
english = "??"
"""
    expected = [
        ("6:1", "unknown key 'colour'"),
        ("1:1", "'name' must be text, not a number"),
        ("2:1", "'namespace' must be a URI, not 'urn: x'"),
        ("3:1", "'reference_locale' must be a language tag, not 'klingon-kl'"),
        ("4:18", "'locales' must hold texts only, not a number"),
        ("4:21", "'locales' must hold texts only, not ' '"),
        ("5:1", "'glossary' must be an array of texts, not text"),
        ("7:28", "'1b' is no XML NCName, so it can be no name"),
        ("7:62", "'errata' must hold tables only, not a number"),
        ("12:18", "'columns.type' must hold texts only, not a boolean"),
        ("12:1", "'Field' means both 'name' and 'type'"),
        ("8:1", "'sections' must be a table, not an array"),
        ("15:1", "'editions.english' must be a language tag, not '??'"),
    ]
    heads = [fault.split("\n")[0] for fault in _faults(tmp_path, text)]
    codes = ["GS108", *["GS107"] * (len(expected) - 1)]
    lines = [
        f"api/gen-schema.toml:{place}: error[{code}]: {message}"
        for code, (place, message) in zip(codes, expected, strict=True)
    ]
    assert lines == heads


def test_an_erratum_without_its_reason_or_its_place_is_refused(tmp_path: Path) -> None:
    """A correction says what, where and why."""
    text = '[[errata]]\ncanonical = "b"\npage = "p.md"\nrow = -1\nrole = "colour"\n'
    expected = [
        (
            "api/gen-schema.toml:5:1: error[GS107]: 'errata[0].role' must be one of"
            " 'name', 'type', 'value', not 'colour'\n"
            '    role = "colour"\n    ^^^^'
        ),
        (
            "api/gen-schema.toml:1:3: error[GS107]: 'errata[0]' lacks the key 'reason'\n"
            "    [[errata]]\n      ^^^^^^"
        ),
        (
            "api/gen-schema.toml:4:1: error[GS107]: 'errata[0].row' must be a whole number"
            " from 0, not -1\n    row = -1\n    ^^^"
        ),
        (
            "api/gen-schema.toml:1:3: error[GS107]: 'errata[0]' does not say what it corrects\n"
            "    [[errata]]\n      ^^^^^^\n"
            "  help: give the reading, or the identifier, or the page with table and row"
        ),
    ]
    assert expected == _faults(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'name = "a"\nname = "b"\n',
            (
                "api/gen-schema.toml:2:11: error[GS107]: configuration is not valid TOML:"
                ' Cannot overwrite a value\n    name = "b"\n              ^'
            ),
        ),
        (
            "name = [\n",
            (
                "api/gen-schema.toml:2:1: error[GS107]: configuration is not valid TOML:"
                " Invalid value\n\n    ^"
            ),
        ),
        (
            b'name = "\xff"\n',
            "api/gen-schema.toml: error[GS107]: configuration is not UTF-8 at byte 8",
        ),
        (
            "name = " + "[" * 5000,
            "api/gen-schema.toml: error[GS107]: configuration is nested too deeply",
        ),
    ],
    ids=["duplicate key", "unfinished", "not UTF-8", "nested"],
)
def test_a_file_that_is_no_toml_is_located(
    tmp_path: Path, text: str | bytes, expected: str
) -> None:
    """The place that the TOML reader gives becomes ours."""
    assert [expected] == _faults(tmp_path, text)


def test_a_glossary_that_is_no_file_is_located(make_tree: Callable[..., Path]) -> None:
    """A path that leads nowhere is shown at its item."""
    expected = """\
api/gen-schema.toml:1:22: error[GS107]: glossary 'b.csv' is no file
    glossary = ["a.csv", "b.csv"]
                         ^^^^^^^"""
    folder = make_tree({"a.csv": ""})
    assert [expected] == _faults(folder, 'glossary = ["a.csv", "b.csv"]\n')


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("none.xsd", "reference 'none.xsd' is no file"),
        ("../a.xsd", "reference '../a.xsd' lies outside the configuration's folder"),
    ],
)
def test_a_reference_contract_must_lie_below_the_configuration(
    tmp_path: Path, name: str, fault: str
) -> None:
    """It is located at its key."""
    (tmp_path / "a.xsd").write_text("", "utf-8")
    folder = tmp_path / "api"
    folder.mkdir()
    heads = [found.split("\n")[0] for found in _faults(folder, f'reference = "{name}"\n')]
    assert heads == [f"api/gen-schema.toml:1:1: error[GS107]: {fault}"]


def test_groups_of_states_are_checked_down_to_the_value(tmp_path: Path) -> None:
    """An unknown group, a value of two groups, and what is no table of texts."""
    text = """\
[groups]
Other = "success"

[groups.OrderState]
sucess = ["Shipped"]
success = ["Shipped", 3]
failure = ["Lost", "Shipped"]
"""
    assert _faults(tmp_path, text) == [
        """\
api/gen-schema.toml:2:1: error[GS107]: 'groups.Other' must be a table, not text
    Other = "success"
    ^^^^^""",
        """\
api/gen-schema.toml:5:1: error[GS108]: unknown key 'groups.OrderState.sucess'
    sucess = ["Shipped"]
    ^^^^^^
  help: did you mean 'success'?""",
        """\
api/gen-schema.toml:6:23: error[GS107]: 'groups.OrderState.success' must hold texts only, \
not a number
    success = ["Shipped", 3]
                          ^""",
        """\
api/gen-schema.toml:7:20: error[GS107]: 'Shipped' is both 'success' and 'failure'
    failure = ["Lost", "Shipped"]
                       ^^^^^^^^^""",
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("namespace = " + "9" * 10_000, "is not valid TOML: Exceeds the limit"),
        ("name = " + "[" * 10_000, "is nested too deeply"),
    ],
)
def test_a_file_without_end_is_no_toml(tmp_path: Path, text: str, reason: str) -> None:
    """Digits or brackets, by the thousand."""
    (fault,) = _faults(tmp_path, text)
    assert fault.startswith(f"api/gen-schema.toml: error[GS107]: configuration {reason}")


def test_a_namespace_of_xml_itself_is_refused(tmp_path: Path) -> None:
    """Nobody may declare anything in it."""
    (fault,) = _faults(tmp_path, 'namespace = "http://www.w3.org/XML/1998/namespace"\n')
    assert "error[GS107]: 'namespace' must be a namespace of its own, not " in fault


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    """Nobody may ever write into a pipe."""
    path = tmp_path / "gen-schema.toml"
    os.mkfifo(path)
    (found,) = read_configuration(path, "gen-schema.toml")[1]
    assert found.message == "configuration cannot be read: it is no file"


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    """Its size alone says that it is none."""
    expected = (
        "api/gen-schema.toml: error[GS107]: "
        "configuration cannot be read: it has 4,000,001 bytes, at most 4,000,000 are read"
    )
    assert [expected] == _faults(tmp_path, b"#" * 4_000_001)
    assert not _faults(tmp_path, b"#" * 4_000_000)
