"""CPU of each stage of a run in one process, and of merely parsing the same pages.

    python -m benchmarks.speed_stages run|changed|parse SPECS [--locales fr,ko]

Prints JSON. `run` starts from nothing; `changed` follows such a run, after a
word of one page was changed in one edition, and counts no imports. Parsing is
markdown-it-py with pipe tables over every page, and Beautiful Soup with lxml
over every HTML table in it; nothing is done with either.
"""

from __future__ import annotations

import argparse
import gc
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from generator import __version__, former_runs, pipeline
from generator.cache.user_cache import open_cache
from generator.discovery import discover
from generator.emit.verify_xsd import verify_xsd
from generator.output import OutputFolder, read_existing
from generator.pages.workers import Workers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_STAGES = {
    "read_editions": "reading and extraction",
    "align_editions": "alignment",
    "reconcile_editions": "reconciliation",
    "build_schema": "model",
    "render_api": "emitters",
    "render_ledger": "ledger",
}
_VERIFICATION = "verification of the XSD"
_FEWER_COLLECTIONS = (100_000, 20, 100)
"""As `gen-schema` has it; both sides have it here."""
_FIRST_NAME = re.compile(r"(^\|[ :|-]*-{3}[ :|-]*\n\|\W*[a-zA-Z]{4,})(?= *\W*\|)", re.MULTILINE)
"""The first cell of a pipe table's first row, where an identifier stands alone."""
_TABLE = re.compile(r"<table\b.*?</table\s*>", re.IGNORECASE | re.DOTALL)


def main(arguments: list[str] | None = None) -> int:
    """Measure one of them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("what", choices=_MEASURES)
    parser.add_argument("specs", type=Path)
    parser.add_argument("--locales", default="")
    options = parser.parse_args(arguments)
    locales = tuple(filter(None, options.locales.split(",")))
    gc.set_threshold(*_FEWER_COLLECTIONS)
    print(json.dumps(_MEASURES[options.what](options.specs, locales)))
    return 0


def measure_run(specs: Path, locales: tuple[str, ...]) -> dict[str, float]:
    """Run the whole pipeline, and give the CPU seconds of its stages."""
    spent: dict[str, float] = {}
    with _watching_stages(spent), _clock("all", spent):
        pipeline.generate(specs, locales=locales)
    return spent


def measure_changed(specs: Path, locales: tuple[str, ...]) -> dict[str, float]:
    """Run over a former output and a cache, after one page was changed."""
    spent: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        copy, out, cache = Path(name, specs.name), Path(name, "out"), Path(name, "cache")
        shutil.copytree(specs, copy)
        options = ("--locales", ",".join(locales)) if locales else ()
        command = [sys.executable, "-m", "generator", copy, "-o", out, "-q", "--cache-dir", cache]
        subprocess.run([*map(str, command), *options], check=True)
        change_page(copy, locales)
        with _watching_stages(spent), OutputFolder.open(out) as folder, _clock("all", spent):
            generation = former_runs.generate_again(
                copy,
                workers=Workers(cache=open_cache(cache)),
                locales=locales,
                existing=lambda path: read_existing(out, path),
            )
            with _clock("output", spent):
                digest = generation.digest
                plan = folder.plan(generation.artifacts, version=__version__, digest=digest)
                folder.write(plan)
    return spent


def change_page(specs: Path, locales: tuple[str, ...]) -> None:
    """Change a word of one page in one edition."""
    for page, text in _pages(specs, locales):
        if ".\n" in text and "|" in text:
            page.write_text(text[::-1].replace("\n.", "\n.x ", 1)[::-1], encoding="utf-8")
            return


def change_name(specs: Path, locales: tuple[str, ...]) -> None:
    """Change an identifier in a table of one page in one edition."""
    for page, text in _pages(specs, locales):
        changed = _FIRST_NAME.sub(r"\1x", text, count=1)
        if changed != text:
            page.write_text(changed, encoding="utf-8")
            return


def _pages(specs: Path, locales: tuple[str, ...]) -> Iterator[tuple[Path, str]]:
    for page in sorted(specs.glob(f"{locales[-1] if locales else '*'}/**/*.md"), reverse=True):
        yield page, page.read_text(encoding="utf-8")


@contextmanager
def _watching_stages(spent: dict[str, float]) -> Iterator[None]:
    """Count the CPU seconds of each stage; those of the verification are not the emitters'."""
    with ExitStack() as stack:
        for name, title in _STAGES.items():
            watched = _watched(getattr(pipeline, name), title, spent)
            stack.enter_context(patch.object(pipeline, name, watched))
        key = _watched(former_runs.key_of_run, "key of the run", spent)
        stack.enter_context(patch.object(former_runs, "key_of_run", key))
        verify = _watched(verify_xsd, _VERIFICATION, spent)
        stack.enter_context(patch("generator.emit.xsd.verify_xsd", verify))
        yield
    spent["emitters"] -= spent[_VERIFICATION]


def measure_parsing(specs: Path, locales: tuple[str, ...]) -> dict[str, float]:
    """Parse the pages, and give the CPU seconds that takes."""
    spent: dict[str, float] = {}
    parser = MarkdownIt("commonmark").enable("table")
    files = [
        file.file
        for source in discover(specs, locales=locales).apis
        for edition in source.editions
        for file in edition.pages
    ]
    with _clock("all", spent):
        for file in files:
            text = file.read_text(encoding="utf-8", errors="replace")
            parser.parse(text)
            for table in _TABLE.findall(text):
                BeautifulSoup(table, "lxml")
    spent["pages"] = len(files)
    return spent


@contextmanager
def _clock(title: str, spent: dict[str, float]) -> Iterator[None]:
    began = time.process_time()
    yield
    spent[title] = spent.get(title, 0.0) + time.process_time() - began


def _watched(
    function: Callable[..., Any], title: str, spent: dict[str, float]
) -> Callable[..., Any]:
    def run(*arguments: object, **options: object) -> object:
        with _clock(title, spent):
            return function(*arguments, **options)

    return run


_MEASURES = {"run": measure_run, "changed": measure_changed, "parse": measure_parsing}


if __name__ == "__main__":
    sys.exit(main())
