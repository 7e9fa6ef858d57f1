"""The documentation is true: its code runs and prints what it shows."""

from __future__ import annotations

import re
import shutil
import sys
from contextlib import suppress
from importlib import invalidate_caches
from typing import TYPE_CHECKING, Final
from unittest import SkipTest

import pytest
from sybil import Sybil
from sybil.parsers.markdown import SkipParser

from generator import load_schema
from tests.behaviour.documented_blocks import ROOT, make_programs, parse_blocks, run_command

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PAGES: Final = sorted((ROOT / "docs").rglob("*.md"))
_SLOW: Final = frozenset({"how-to/more-evidence.md", "how-to/translations.md", "tutorial.md"})
"""Pages whose code takes more than some seconds."""
_ELSEWHERE: Final = frozenset({("monitor.md", "console")})
"""Blocks that have a test of their own: the demonstrations, in test_monitor_demo.py."""
_SKIP: Final = re.compile(r"<!--+ *skip: *(\w+) *(.*?) *-+->")


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder as a reader has it: a git repository with the pages, and what is generated."""
    home = tmp_path_factory.mktemp("documentation")
    make_programs(home / "bin")
    folder = home / "checkout"
    folder.mkdir()
    shutil.copytree(ROOT / "specs", folder / "specs")
    shutil.copytree(ROOT / "specs" / "media-services", folder / "docs" / "api")
    (folder / ".gitignore").write_text("/generated/\n__pycache__/\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("GEN_SCHEMA_CACHE_DIR", str(home / "cache"))
        made = run_command("git init -q -b main && git add -A && git commit -q -m Pages")
        assert made == (0, "")
        code, output = run_command("gen-schema specs -o generated --quiet")
        assert code == 0, output
    return folder


@pytest.fixture
def here(checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Work in a copy of it, where `generated` is what Python imports."""
    shutil.copytree(checkout.parent / "bin", tmp_path / "bin")
    folder = tmp_path / "checkout"
    shutil.copytree(checkout, folder, symlinks=True)
    monkeypatch.chdir(folder)
    monkeypatch.syspath_prepend(str(folder))
    _forget_modules()
    invalidate_caches()
    yield folder
    _forget_modules()


def _forget_modules() -> None:
    """Have `generated` and what readers write imported anew."""
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None) or ""
        if name.partition(".")[0] == "generated" or "/checkout/" in file:
            del sys.modules[name]


def _parameters() -> Iterator[object]:
    for page in _PAGES:
        name = page.relative_to(ROOT / "docs").as_posix()
        marks = [pytest.mark.slow] if name in _SLOW else []
        yield pytest.param(page, id=name, marks=marks)


@pytest.mark.parametrize("page", list(_parameters()))
@pytest.mark.usefixtures("here")
def test_code_of_the_page_does_what_it_says(page: Path) -> None:
    """Every block is run in the page's order, in a checkout of its own."""
    for example in Sybil([parse_blocks, SkipParser()]).parse(page):
        if (page.name, getattr(example.parsed, "language", "")) not in _ELSEWHERE:
            with suppress(SkipTest):
                example.evaluate()


def test_every_block_that_is_not_run_says_why() -> None:
    """A reason stands in the comment, so that a reader of the source can judge it."""
    comments = [(page.name, *found) for page in _PAGES for found in _SKIP.findall(page.read_text())]
    assert [found for found in comments if found[1] != "next" or len(found[2]) < 12] == []


def test_the_emitter_of_the_guide_is_found_by_its_entry_point(here: Path) -> None:
    """Installed as a distribution of its own, it is asked for by its name and writes its file."""
    guide = (ROOT / "docs" / "how-to" / "write-an-emitter.md").read_text("utf-8")
    code = re.search(r"```python file=acme_fields.py\n(.*?)```", guide, re.DOTALL)
    point = re.search(r'\[project\.entry-points\."(.*?)"\]\n(\w+) = "(.*?)"', guide)
    assert code
    assert point
    (here / "acme_fields.py").write_text(code[1], "utf-8")
    metadata = here / "acme_fields-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-fields\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text(f"[{point[1]}]\n{point[2]} = {point[3]}\n")
    ran = run_command("python -m generator specs/media-services -o out --emit fields,model --quiet")
    assert ran == (0, "")
    model = load_schema(here / "out" / "media_services" / "schema.json")
    assert (here / "out" / "media_services" / "fields.tsv").read_text("utf-8").splitlines() == [
        f"{own.name}.{field.name}\t{field.type.text}" for own in model.types for field in own.fields
    ]
