"""`generator.discovery`: which folders are APIs, editions and pages."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from generator.discovery import discover

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.discovery import Discovery

    MakeTree = Callable[[dict[str, str]], Path]


def _outline(found: Discovery) -> dict[str, dict[str, list[str]]]:
    """Reduce a discovery to API → folder name and tag → page keys."""
    return {
        f"{api.identifier} ({api.path})": {
            f"{edition.locale} {edition.tag}": [page.page for page in edition.pages]
            for edition in api.editions
        }
        for api in found.apis
    }


def test_a_folder_of_locales_is_one_api(make_tree: MakeTree) -> None:
    """Common spellings of tags are locales; the API is named after the folder."""
    folder = make_tree(
        {
            "media-services/fr-FR/a.md": "",
            "media-services/pt_BR/a.md": "",
            "media-services/zh-Hans/a.md": "",
            "media-services/en/a.md": "",
            "media-services/README.md": "",
            "media-services/images/x.png": "",
        }
    )
    found = discover(folder / "media-services")
    expected = {
        "media_services (.)": {
            "en en": ["a.md"],
            "fr-FR fr-FR": ["a.md"],
            "pt_BR pt-BR": ["a.md"],
            "zh-Hans zh-Hans": ["a.md"],
        }
    }
    assert (expected, ()) == (_outline(found), found.diagnostics)


def test_a_folder_of_apis_is_several(make_tree: MakeTree) -> None:
    """APIs come sorted by identifier; other folders without pages are no matter."""
    folder = make_tree(
        {"b/fr/a.md": "", "a-2021/en/a.md": "", "a-2021/en/b.md": "", "images/x.png": ""}
    )
    found = discover(folder)
    expected = {
        "a_2021 (a-2021)": {"en en": ["a.md", "b.md"]},
        "b (b)": {"fr fr": ["a.md"]},
    }
    assert (expected, ()) == (_outline(found), found.diagnostics)


def test_the_dot_is_resolved_before_it_names_an_api(
    make_tree: MakeTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`gen-schema .` names the API after the working folder."""
    folder = make_tree({"shop/en/a.md": ""}) / "shop"
    monkeypatch.chdir(folder)
    assert _outline(discover(type(folder)())) == {"shop (.)": {"en en": ["a.md"]}}


def test_pages_are_found_at_any_depth_by_their_names_end(make_tree: MakeTree) -> None:
    """Page keys are paths below the locale folder; hidden files and folders are none."""
    names = ["b.md", "a/c.HTML", "a/b/d.markdown", "a.htm", "README.md", "x.txt"]
    hidden = [".a.md", ".git/a.md", "a/.b/c.md"]
    folder = make_tree({f"s/en/{name}": "" for name in names + hidden})
    found = discover(folder / "s")
    expected = ["README.md", "a.htm", "a/b/d.markdown", "a/c.HTML", "b.md"]
    assert {"s (.)": {"en en": expected}} == _outline(found)
    assert [f"en/{page}" for page in expected] == [
        page.path for page in found.apis[0].editions[0].pages
    ]


def test_a_page_key_is_composed(make_tree: MakeTree) -> None:
    """A name that one edition's file system decomposed is the same page."""
    folder = make_tree({f"s/en/{unicodedata.normalize('NFD', 'é')}.md": ""})
    assert _outline(discover(folder / "s")) == {"s (.)": {"en en": ["é.md"]}}


def test_names_that_are_words_and_languages_are_apis_among_apis(make_tree: MakeTree) -> None:
    """A folder named like a language that holds editions, beside others that do, is an API."""
    folder = make_tree({"is/en/a.md": "", "billing/en/a.md": ""})
    expected = {"billing (billing)": {"en en": ["a.md"]}, "is_ (is)": {"en en": ["a.md"]}}
    assert expected == _outline(discover(folder))


def test_configuration_names_apis_and_editions(make_tree: MakeTree) -> None:
    """Names and tags come from `gen-schema.toml` where folders do not give them."""
    folder = make_tree(
        {
            "gen-schema.toml": '[editions]\nenglish = "en"\n',
            "v2/gen-schema.toml": 'name = "Book Shop"\n',
            "v2/english/a.md": "",
            "v2/fr/a.md": "",
        }
    )
    found = discover(folder)
    expected = {"book_shop (v2)": {"english en": ["a.md"], "fr fr": ["a.md"]}}
    assert (expected, ()) == (_outline(found), found.diagnostics)
    assert found.apis[0].configuration.files == (
        folder / "gen-schema.toml",
        folder / "v2/gen-schema.toml",
    )


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (("fr",), ["fr-FR"]),
        (("fr_fr",), ["fr-FR"]),
        (("zh",), ["zh-CN", "zh_TW"]),
        (("en",), ["en"]),
        (("zh-TW", "en"), ["en", "zh_TW"]),
        ((), ["en", "en-GB", "fr-FR", "zh-CN", "zh_TW"]),
    ],
)
def test_locales_are_chosen_by_folder_or_tag(
    make_tree: MakeTree, wanted: tuple[str, ...], expected: list[str]
) -> None:
    """`fr` means every French edition, unless one is plainly that."""
    names = ("en", "en-GB", "fr-FR", "zh-CN", "zh_TW")
    folder = make_tree({f"s/{name}/a.md": "" for name in names})
    found = discover(folder / "s", locales=wanted)
    assert (expected, ()) == (
        [edition.locale for edition in found.apis[0].editions],
        found.diagnostics,
    )


def test_the_command_line_comes_before_the_configuration(make_tree: MakeTree) -> None:
    """Configured locales hold where nothing else is asked for."""
    folder = make_tree({"s/gen-schema.toml": 'locales = ["fr"]', "s/fr/a.md": "", "s/ko/a.md": ""})
    configured = discover(folder / "s")
    asked = discover(folder / "s", locales=("ko",))
    assert _outline(configured) == {"s (.)": {"fr fr": ["a.md"]}}
    assert _outline(asked) == {"s (.)": {"ko ko": ["a.md"]}}


def test_links_inside_the_specs_folder_are_followed_once(make_tree: MakeTree) -> None:
    """A circle of links ends, and a linked folder's pages are there under one path."""
    folder = make_tree({"s/en/a/b.md": "", "s/en/c.md": "", "s/more/d.md": ""}) / "s"
    (folder / "en/a/loop").symlink_to(folder / "en")
    (folder / "en/more").symlink_to("../more")
    (folder / "en/e.md").symlink_to("c.md")
    found = discover(folder)
    assert [page.page for page in found.apis[0].editions[0].pages] == [
        "a/b.md",
        "c.md",
        "e.md",
        "more/d.md",
    ]


def test_the_corpora_are_found(shared: Path) -> None:
    """Four APIs with their editions, and nothing to complain about."""
    found = discover(shared / "corpus")
    expected = {"azure_media": 6, "bot_framework": 7, "ips": 5, "ips_2021": 3}
    assert (expected, ()) == (
        {api.identifier: len(api.editions) for api in found.apis},
        found.diagnostics,
    )
