"""Specs folders that are not as they should be."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from generator.diagnostics import render_diagnostic
from generator.discovery import discover

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    MakeTree = Callable[[dict[str, str]], Path]


@pytest.fixture
def find(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., tuple[int, list[str]]]:
    """Give a function that discovers a folder of the test's and renders what it finds wrong."""

    def run(folder: str, *locales: str) -> tuple[int, list[str]]:
        monkeypatch.chdir(tmp_path)
        found = discover(type(tmp_path)(folder), locales=locales)
        return len(found.apis), [render_diagnostic(finding) for finding in found.diagnostics]

    return run


def test_a_missing_folder_is_named(find: Callable[..., object]) -> None:
    """The path is shown as given."""
    assert find("no/specs") == (0, ["no/specs: error[GS101]: specs folder does not exist"])


def test_a_file_is_no_folder(find: Callable[..., object], make_tree: MakeTree) -> None:
    """A page in the folder's place is told from a missing one."""
    make_tree({"a.md": ""})
    assert find("a.md") == (0, ["a.md: error[GS101]: specs folder is a file, not a folder"])


def test_a_folder_that_is_neither_says_what_was_looked_for(
    find: Callable[..., object], make_tree: MakeTree
) -> None:
    """What was looked for and what was found stand side by side."""
    make_tree({"s/docs/a.md": "", "s/ips-2021/deep/b.md": "", "s/index.md": ""})
    expected = """\
s: error[GS102]: neither an API nor a folder of APIs: no sub-folder is named after a language
  looked for: folders such as 'en', 'fr-FR' or 'zh-Hans', here and one level down
  found: folder 'docs', folder 'ips-2021', 1 page outside any folder
  help: name each edition's folder after its language, or say in gen-schema.toml which it is:\
 [editions] english = "en\""""
    assert find("s") == (0, [expected])


def test_an_empty_folder_holds_nothing(find: Callable[..., object], make_tree: MakeTree) -> None:
    """An empty folder is neither kind."""
    make_tree({"s/": ""})
    expected = """\
s: error[GS102]: neither an API nor a folder of APIs: no sub-folder is named after a language
  looked for: folders such as 'en', 'fr-FR' or 'zh-Hans', here and one level down
  found: nothing
  help: name each edition's folder after its language, or say in gen-schema.toml which it is:\
 [editions] english = "en\""""
    assert find("s") == (0, [expected])


def test_an_empty_locale_folder_is_left_out(
    find: Callable[..., object], make_tree: MakeTree
) -> None:
    """The editions with pages are still read."""
    make_tree({"s/en/a.md": "", "s/fr/": ""})
    expected = """\
fr: warning[GS106]: locale folder holds no pages
  help: pages are files named *.md, *.markdown, *.html or *.htm"""
    assert find("s") == (1, [expected])


def test_locale_folders_that_are_all_empty_are_an_error(
    find: Callable[..., object], make_tree: MakeTree
) -> None:
    """Without any page there is nothing to generate."""
    make_tree({"s/en/": "", "s/fr/notes.txt": ""})
    expected = [
        f"{name}: error[GS106]: locale folder holds no pages\n"
        "  help: pages are files named *.md, *.markdown, *.html or *.htm"
        for name in ("en", "fr")
    ]
    assert find("s") == (0, expected)


def test_an_unknown_locale_names_those_present(
    find: Callable[..., object], make_tree: MakeTree
) -> None:
    """The known one is still found."""
    make_tree({"s/en/a.md": "", "s/fr-FR/a.md": ""})
    expected = (
        "error[GS110]: no edition is in the locale 'fr-CA'\n  help: locales present: en, fr-FR"
    )
    assert find("s", "en", "fr-CA") == (1, [expected])


def test_a_configured_locale_that_is_missing_is_located(
    find: Callable[..., object], make_tree: MakeTree
) -> None:
    """The file says where the wish stands; a missing reference is only worth a warning."""
    make_tree({"s/gen-schema.toml": 'reference_locale = "de"\nlocales = ["ko"]\n', "s/en/a.md": ""})
    expected = [
        (
            "gen-schema.toml:1:1: warning[GS110]:"
            " no edition of 's' is in the reference locale 'de'\n"
            '    reference_locale = "de"\n    ^^^^^^^^^^^^^^^^\n  help: locales present: en'
        ),
        (
            "gen-schema.toml:2:1: error[GS110]: no edition is in the locale 'ko'\n"
            '    locales = ["ko"]\n    ^^^^^^^\n  help: locales present: en'
        ),
    ]
    assert find("s") == (0, expected)


def test_two_apis_of_one_name_are_an_error(
    find: Callable[..., object], make_tree: MakeTree
) -> None:
    """Names that give one Python identifier collide."""
    make_tree({"s/book-shop/en/a.md": "", "s/Book_Shop/en/a.md": ""})
    expected = """\
book-shop: error[GS109]: 2 APIs have the name 'book_shop': 'Book_Shop', 'book-shop'
  help: give each a name of its own in its gen-schema.toml"""
    assert find("s") == (2, [expected])


def test_two_spellings_of_one_locale_are_an_error(
    find: Callable[..., object], make_tree: MakeTree
) -> None:
    """An API has one edition in a locale."""
    make_tree({"s/fr-FR/a.md": "", "s/fr_FR/a.md": ""})
    expected = """\
.: error[GS113]: folders 'fr-FR' and 'fr_FR' are both the locale 'fr-FR'
  help: leave one edition per locale"""
    assert find("s") == (1, [expected])


def test_pages_beside_locale_folders_are_reported(
    find: Callable[..., object], make_tree: MakeTree
) -> None:
    """An edition under a name that is no tag is not lost in silence."""
    make_tree({"s/fr/a.md": "", "s/english/a.md": "", "s/archive/en/a.md": ""})
    expected = [
        (
            "archive: warning[GS102]: folder holds locale folders ('en') but stands beside some;"
            " not read"
        ),
        (
            "english: warning[GS102]:"
            " folder holds pages but is not named after a language; not read\n"
            '  help: if it is an edition, say in gen-schema.toml: [editions] english = "en"'
        ),
    ]
    assert find("s") == (1, expected)


def test_pages_among_apis_are_reported(find: Callable[..., object], make_tree: MakeTree) -> None:
    """A folder of pages among APIs is no API."""
    make_tree({"s/a/fr/a.md": "", "s/guide/a.md": ""})
    expected = "guide: warning[GS102]: folder 'guide' holds pages but no locale folders; not read"
    assert find("s") == (1, [expected])


def test_links_out_of_the_specs_folder_are_not_followed(
    find: Callable[..., object], make_tree: MakeTree
) -> None:
    """Files and folders alike; a link that leads nowhere is reported too."""
    root = make_tree({"s/en/a.md": "", "out/b.md": "", "outside/fr/c.md": ""})
    (root / "s/en/b.md").symlink_to(root / "out/b.md")
    (root / "s/en/out").symlink_to(root / "out")
    (root / "s/en/c.md").symlink_to("nothing.md")
    (root / "s/fr").symlink_to(root / "outside/fr")
    expected = [
        "en/b.md: warning[GS103]: link leads out of the specs folder; not followed",
        "en/c.md: warning[GS103]: link leads nowhere",
        "en/out: warning[GS103]: link leads out of the specs folder; not followed",
        "fr: warning[GS103]: link leads out of the specs folder; not followed",
    ]
    assert find("s") == (1, expected)


def test_what_cannot_be_read_is_reported(
    find: Callable[..., object], make_tree: MakeTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unreadable folder and a page that is no regular file leave the rest readable."""
    root = make_tree({"s/en/a.md": "", "s/en/secret/b.md": ""})
    os.mkfifo(root / "s/en/pipe.md")
    real_scandir = os.scandir

    def scandir(path: Path) -> object:
        if path == root / "s/en/secret":
            raise PermissionError(13, "Permission denied", str(path))
        return real_scandir(path)

    monkeypatch.setattr(os, "scandir", scandir)
    expected = [
        "en/pipe.md: warning[GS103]: page is no regular file",
        "en/secret: warning[GS103]: folder cannot be read: Permission denied",
    ]
    assert find("s") == (1, expected)


def test_a_name_that_is_no_text_is_reported(
    find: Callable[..., object], make_tree: MakeTree
) -> None:
    """A file name of stray bytes has no page key."""
    root = make_tree({"s/en/a.md": ""})
    try:
        (root / os.fsdecode(b"s/en/\xff.md")).touch()
    except OSError:
        pytest.skip("the file system takes UTF-8 only")
    assert find("s") == (1, ["en/?.md: warning[GS103]: page's file name is not UTF-8"])


def test_two_forms_of_one_name_are_one_page(
    find: Callable[..., object], make_tree: MakeTree
) -> None:
    """The second spelling of a page key is reported and left out."""
    make_tree({"s/en/e\u0301.md": "", "s/en/\xe9.md": ""})
    expected = "en/\xe9.md: warning[GS103]: page has the name of 'en/e\u0301.md'"
    assert find("s") == (1, [expected])


def test_an_api_folder_that_cannot_be_read_is_reported(
    find: Callable[..., object], make_tree: MakeTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other APIs are still found."""
    root = make_tree({"s/a/fr/a.md": "", "s/b/fr/a.md": ""})
    real_iterdir = type(root).iterdir

    def iterdir(path: Path) -> object:
        if path == root / "s/b":
            raise PermissionError(13, "Permission denied", str(path))
        return real_iterdir(path)

    monkeypatch.setattr(type(root), "iterdir", iterdir)
    expected = "b: warning[GS103]: folder cannot be read: Permission denied"
    assert find("s") == (1, [expected])
