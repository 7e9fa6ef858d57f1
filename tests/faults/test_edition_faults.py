"""An `[[edition]]` that cannot supply labels: said where it is given, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.diagnostics import Diagnostic, render_diagnostic
from generator.pipeline import generate
from tests.page_factory import pipe_table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_LOAN = "# Loan {#Loan}\n\n" + pipe_table(["Name", "Type"], ["due", "xsd:date"])
_TREE = {"en/loan.md": _LOAN, "fr/loan.md": _LOAN.replace("| due ", "| échéance ")}


def _told(found: tuple[Diagnostic, ...]) -> list[str]:
    """Render what is said about the configuration, or about a folder as a whole."""
    return [
        render_diagnostic(own)
        for own in found
        if own.code in {"GS107", "GS108", "GS110", "GS106", "GS306", "GS102"}
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '[[edition]]\npath = "old/fr"\n',
            ("2:1: error[GS107]: edition 'old/fr' is no folder\n    path = \"old/fr\"\n    ^^^^"),
        ),
        (
            '[[edition]]\npath = "../elsewhere/fr"\n',
            (
                "2:1: error[GS107]: edition '../elsewhere/fr' lies outside the specs"
                ' folder\n    path = "../elsewhere/fr"\n    ^^^^\n'
                "  help: put it below the specs folder, or run on a folder that holds both"
            ),
        ),
        (
            '[[edition]]\npath = "former"\n',
            (
                "2:1: error[GS107]: folder 'former' is not named after a language\n"
                '    path = "former"\n    ^^^^\n  help: say which it is: locale = "fr"'
            ),
        ),
        (
            '[[edition]]\npath = "former"\nlocal = "fr"\n',
            (
                "3:1: error[GS108]: unknown key 'edition[0].local'\n"
                "    local = \"fr\"\n    ^^^^^\n  help: did you mean 'locale'?"
            ),
        ),
        (
            '[[edition]]\npath = "former"\nlocale = "??"\n',
            (
                "3:1: error[GS107]: 'edition[0].locale' must be a language tag,"
                " not '??'\n    locale = \"??\"\n    ^^^^^^"
            ),
        ),
        (
            '[[edition]]\nlocale = "fr"\n',
            (
                "1:3: error[GS107]: 'edition[0]' lacks the key 'path'\n"
                "    [[edition]]\n      ^^^^^^^"
            ),
        ),
        (
            '[edition]\nold = "fr"\n',
            (
                "1:2: error[GS107]: 'edition' must be an array of tables, not a table\n"
                "    [edition]\n     ^^^^^^^\n"
                "  help: write [[edition]] with two brackets; [editions] says which folder is"
                " in which locale"
            ),
        ),
        (
            "edition = [7]\n",
            (
                "1:12: error[GS107]: 'edition' must hold tables only, not a number\n"
                "    edition = [7]\n               ^"
            ),
        ),
        (
            '[[edition]]\npath = "former"\nlocale = "de"\n',
            (
                "2:1: warning[GS110]: edition 'former' is in the locale 'de', which no"
                " edition of 'lending' is in; it supplies no label\n"
                '    path = "former"\n    ^^^^\n  help: locales present: en, fr'
            ),
        ),
        (
            '[[edition]]\npath = "former"\nlocale = "fr"\n',
            (
                "2:1: warning[GS306]: edition 'former' has no page in common with"
                " 'lending'; it supplies no label\n"
                '    path = "former"\n    ^^^^\n'
                "  help: pages belong together that have one path below their locale folders"
            ),
        ),
        (
            '[[edition]]\npath = "empty"\nlocale = "fr"\n',
            (
                "2:1: warning[GS106]: edition 'empty' holds no pages; it supplies no"
                ' label\n    path = "empty"\n    ^^^^\n'
                "  help: pages are files named *.md, *.markdown, *.html or *.htm"
            ),
        ),
        (
            '[[edition]]\npath = "fr"\n',
            (
                "2:1: warning[GS107]: edition 'fr' is an edition of 'lending' already;"
                ' it supplies no label\n    path = "fr"\n    ^^^^'
            ),
        ),
    ],
)
def test_an_edition_that_supplies_nothing_is_told_at_its_place(
    make_tree: Callable[..., Path], text: str, expected: str
) -> None:
    """With what is wrong, and what to do about it."""
    tree = {f"lending/{name}": page for name, page in _TREE.items()}
    tree |= {"lending/former/other.md": _LOAN, "lending/empty/": "", "elsewhere/fr/loan.md": _LOAN}
    folder = make_tree(tree | {"lending/gen-schema.toml": text})
    told = _told(generate(folder / "lending", emit=("model",)).diagnostics)
    located = [each for each in told if each.startswith("gen-schema.toml:")]
    assert located == [f"gen-schema.toml:{expected}"]


def test_a_link_out_of_the_specs_folder_is_not_followed(make_tree: Callable[..., Path]) -> None:
    """A path is judged by where it leads."""
    text = '[[edition]]\npath = "old"\nlocale = "fr"\n'
    folder = make_tree(
        {f"lending/{name}": page for name, page in _TREE.items()}
        | {"elsewhere/loan.md": _LOAN, "lending/gen-schema.toml": text}
    )
    (folder / "lending/old").symlink_to(folder / "elsewhere")
    told = _told(generate(folder / "lending", emit=("model",)).diagnostics)
    assert any("edition 'old' lies outside the specs folder" in each for each in told)


def test_a_folder_that_only_supplies_labels_is_no_api(make_tree: Callable[..., Path]) -> None:
    """It stands beside the API in one specs folder, and that is said."""
    former = {f"lending-2019/{name}": page for name, page in _TREE.items()}
    text = '[[edition]]\npath = "../lending-2019/fr"\n'
    folder = make_tree(
        {f"lending/{name}": page for name, page in _TREE.items()}
        | former
        | {"lending/gen-schema.toml": text}
    )
    found = generate(folder, emit=("model",))
    assert [each.path for each in found.artifacts] == ["lending/schema.json"]
    assert _told(found.diagnostics) == [
        "lending-2019: note[GS102]: folder supplies labels to another API; it is none of its own"
    ]


def test_a_folder_inside_the_api_that_supplies_labels_is_not_reported_as_unread(
    make_tree: Callable[..., Path],
) -> None:
    """It is read."""
    text = '[[edition]]\npath = "former/fr"\n'
    folder = make_tree(
        {f"lending/{name}": page for name, page in _TREE.items()}
        | {"lending/former/fr/loan.md": _LOAN, "lending/gen-schema.toml": text}
    )
    assert _told(generate(folder / "lending", emit=("model",)).diagnostics) == []
