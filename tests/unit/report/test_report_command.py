"""`gen-schema report`: what it writes, refuses and says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.page_factory import pipe_table, write_editions

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., Result]

_PARCEL = "# Parcel {#parcel}\n\n" + pipe_table(
    ("Name", "Type", "Description"),
    ("weight", "xsd:int", "Grams on the scales."),
    ("sender", "xsd:string", "Who sends it."),
)
_PAGES = {
    "en": {"parcel.md": _PARCEL},
    "fr": {"parcel.md": _PARCEL.replace("weight", "poids")},
}


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write the pages of an API below the working folder."""
    monkeypatch.chdir(tmp_path)
    write_editions(tmp_path / "parcels", _PAGES)
    return Path("parcels")


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_site_is_the_same_bytes_whatever_the_order_and_the_processes(
    run_cli: Run, pages: Path
) -> None:
    """Nothing of the run itself reaches the site."""
    assert run_cli("report", pages, "-o", "one", "--quiet").exit_code == 0
    options = ("--jobs", "2", "--locales", "fr,en")
    assert run_cli("report", pages, "-o", "two", "--quiet", *options).exit_code == 0
    assert _files(Path("one")) == _files(Path("two"))
    assert b"/tmp" not in b"".join(_files(Path("one")).values())


def test_the_page_names_only_files_of_the_site(run_cli: Run, pages: Path) -> None:
    """No address leads elsewhere, and the policy forbids what is not in a file."""
    run_cli("report", pages, "-o", "site", "--quiet")
    page = Path("site/index.html").read_text("utf-8")
    addresses = re.findall(r'(?:src|href)="([^"#]+)"', page)
    assert [own for own in addresses if not Path("site", own).is_file()] == ["data:,"]
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in page
    assert "unsafe" not in page
    assert re.findall(r"<script(?![^>]* src=)", page) == []


def test_foreign_and_edited_files_are_left_alone(run_cli: Run, pages: Path) -> None:
    """The site's folder is held by the manifest's rules, as OUT is."""
    run_cli("report", pages, "-o", "site", "--quiet")
    Path("site/notes.txt").write_text("mine", "utf-8")
    Path("site/assets/report.css").write_text("/* mine */", "utf-8")
    done = run_cli("report", pages, "-o", "site")
    assert done.exit_code == 0
    assert "site/assets/report.css: warning[GS603]: generated file was edited" in done.output
    assert Path("site/notes.txt").read_text("utf-8") == "mine"
    assert Path("site/assets/report.css").read_text("utf-8") == "/* mine */"
    assert run_cli("report", pages, "-o", "site", "--force", "--quiet").exit_code == 0
    assert Path("site/assets/report.css").read_text("utf-8") != "/* mine */"


def test_a_file_in_the_way_stops_the_site(run_cli: Run, pages: Path) -> None:
    """What the report did not write is not overwritten, and nothing else is written then."""
    Path("site").mkdir()
    Path("site/index.html").write_text("mine", "utf-8")
    done = run_cli("report", pages, "-o", "site")
    assert done.exit_code == 1
    assert _files(Path("site")) == {"index.html": b"mine"}


def test_check_tells_whether_the_site_is_up_to_date(run_cli: Run, pages: Path) -> None:
    """Nothing is written by it."""
    assert run_cli("report", pages, "-o", "site", "--check", "--quiet").exit_code == 1
    assert not Path("site").exists()
    run_cli("report", pages, "-o", "site", "--quiet")
    done = run_cli("report", pages, "-o", "site", "--check")
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, "site: up to date")


def test_a_site_is_written_where_the_pages_have_errors(run_cli: Run, pages: Path) -> None:
    """It is needed most there; the exit code still says so, and the messages stand in it."""
    twice = _PARCEL + "| weight | xsd:string | Again. |\n"
    for locale in ("en", "fr"):
        (pages / locale / "parcel.md").write_text(twice, "utf-8")
    done = run_cli("report", pages, "-o", "site")
    messages = Path("site/data/api-parcels/messages.js").read_text("utf-8")
    assert (done.exit_code, "GS506" in messages) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("report", "parcels", "-o", "parcels/site"), "lie in one another"),
        (("report", "parcels", "-o", "."), "lie in one another"),
        (("report", "parcels", "-o", "s", "--source-url", "javascript:x{path}"), "must start with"),
        (("report", "parcels", "-o", "s", "--source-url", "//evil/{path}"), "must start with"),
        (("report", "parcels", "-o", "s", "--source-url", "https://x.org/"), "hold {path}"),
        (("report", "nothing", "-o", "s"), "nothing was written"),
        (("report", "parcels", "-o", "s", "--locales", "de"), "nothing was written"),
    ],
)
@pytest.mark.usefixtures("pages")
def test_wrong_usage_is_refused(run_cli: Run, arguments: tuple[str, ...], message: str) -> None:
    """With exit code 2, and words that say why."""
    done = run_cli(*arguments)
    assert (done.exit_code, message in done.output) == (2, True)


def test_several_apis_stand_side_by_side(run_cli: Run, pages: Path) -> None:
    """Each has its own data, and the overview all of them."""
    for name in ("one", "two"):
        write_editions(Path("all") / name, _PAGES)
    assert run_cli("report", "all", "-o", "site", "--quiet").exit_code == 0
    text = Path("site/data/overview.js").read_text("utf-8")
    overview = json.loads(text.removeprefix('report.add("overview", ').removesuffix(");\n"))
    assert [own["api"] for own in overview["apis"]] == ["one", "two"]
    assert Path("site/data/api-two/type-parcel.js").is_file()
    assert pages.is_dir()
