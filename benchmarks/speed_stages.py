"""CPU of each stage of a cold run in one process, and of merely parsing the same pages.

    python -m benchmarks.speed_stages run|parse SPECS [--locales fr,ko]

Prints JSON. Parsing is markdown-it-py with pipe tables over every page, and
Beautiful Soup with lxml over every HTML table in it; nothing is done with either.
"""

from __future__ import annotations

import argparse
import gc
import json
import re
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from generator import pipeline
from generator.discovery import discover
from generator.emit import verify_xsd

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
_FEWER_COLLECTIONS = (20_000, 20, 100)
"""As `gen-schema` has it; both sides have it here."""
_TABLE = re.compile(r"<table\b.*?</table\s*>", re.IGNORECASE | re.DOTALL)


def main(arguments: list[str] | None = None) -> int:
    """Measure one of the two."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("what", choices=("run", "parse"))
    parser.add_argument("specs", type=Path)
    parser.add_argument("--locales", default="")
    options = parser.parse_args(arguments)
    locales = tuple(filter(None, options.locales.split(",")))
    gc.set_threshold(*_FEWER_COLLECTIONS)
    action = measure_run if options.what == "run" else measure_parsing
    print(json.dumps(action(options.specs, locales)))
    return 0


def measure_run(specs: Path, locales: tuple[str, ...]) -> dict[str, float]:
    """Run the whole pipeline, and give the CPU seconds of its stages."""
    spent: dict[str, float] = {}
    with ExitStack() as stack:
        for name, title in _STAGES.items():
            watched = _watched(getattr(pipeline, name), title, spent)
            stack.enter_context(patch.object(pipeline, name, watched))
        verify = _watched(verify_xsd.verify_xsd, "verification of the XSD", spent)
        stack.enter_context(patch.object(verify_xsd, "verify_xsd", verify))
        with _clock("all", spent):
            pipeline.generate(specs, locales=locales)
    spent["emitters"] -= spent["verification of the XSD"]
    return spent


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


if __name__ == "__main__":
    sys.exit(main())
