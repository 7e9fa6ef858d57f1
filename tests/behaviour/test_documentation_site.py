"""The site of the documentation: built without a warning, complete, and without the network."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

from tests.behaviour.documented_blocks import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow
_LOADING: Final = {"script": "src", "img": "src", "iframe": "src", "source": "src"}
"""What a page loads by itself; a link is followed only by who clicks it."""
_STYLE_URL: Final = re.compile(r"(?:url\(|@import)\s*[\"']?\s*((?:https?:)?//[^\"')\s]*)")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site; a warning, such as of a link that leads nowhere, is an error."""
    for module in ("sphinx", "myst_parser", "furo"):
        if find_spec(module) is None:
            pytest.skip(f"no {module}: pip install -e '.[docs]'")
    folder = tmp_path_factory.mktemp("site")
    options = ["-q", "-W", "--keep-going", "-b", "html", "-d", str(folder / "trees")]
    ran = subprocess.run(
        [sys.executable, "-m", "sphinx", *options, ROOT / "docs", folder / "html"],
        check=False, capture_output=True, encoding="utf-8", timeout=300,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, "")
    return folder / "html"


def _pages(site: Path) -> Iterator[tuple[Path, BeautifulSoup]]:
    for page in sorted(site.rglob("*.html")):
        yield page, BeautifulSoup(page.read_text("utf-8"), "html.parser")


def test_every_page_of_the_documentation_is_in_the_site(site: Path) -> None:
    """None is left out, and each can be reached from the navigation of the first."""
    pages = {path.relative_to(ROOT / "docs").with_suffix("") for path in ROOT.glob("docs/**/*.md")}
    built = {path.relative_to(site).with_suffix("") for path in site.rglob("*.html")}
    assert pages <= built
    navigation = BeautifulSoup((site / "index.html").read_text("utf-8"), "html.parser")
    linked = {str(link["href"]).partition("#")[0] for link in navigation.select(".sidebar-tree a")}
    assert {f"{page.as_posix()}.html" for page in pages} - {"index.html"} <= linked


def test_no_page_loads_anything_from_elsewhere(site: Path) -> None:
    """Scripts, styles, pictures and fonts are all in the folder."""
    found = []
    for page, soup in _pages(site):
        loaded = [
            str(tag[key])
            for name, key in _LOADING.items()
            for tag in soup.select(name)
            if tag.get(key)
        ]
        loaded += [str(tag["href"]) for tag in soup.select("link[href]")]
        loaded += _STYLE_URL.findall(" ".join(tag.get_text() for tag in soup.select("style")))
        found += [(page.name, url) for url in loaded if urlsplit(url).netloc]
    for style in site.rglob("*.css"):
        found += [(style.name, url) for url in _STYLE_URL.findall(style.read_text("utf-8"))]
    assert found == []


def test_every_link_inside_leads_somewhere(site: Path) -> None:
    """To a file of the site, and to an element of it where the link names one."""
    anchors = {page: {str(tag["id"]) for tag in soup.select("[id]")} for page, soup in _pages(site)}
    broken = []
    for page, soup in _pages(site):
        for link in soup.select("a[href]"):
            url = urlsplit(str(link["href"]))
            if url.scheme or url.netloc:
                continue
            target = (page.parent / unquote(url.path)).resolve() if url.path else page
            is_known = not url.fragment or unquote(url.fragment) in anchors.get(target, set())
            if not target.is_file() or not is_known:
                broken.append((page.name, str(link["href"])))
    assert broken == []
