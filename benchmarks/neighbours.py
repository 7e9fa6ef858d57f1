#!/usr/bin/env python3
"""Measures gen-schema against neighbours on the work that they share, in one run.

    python benchmarks/neighbours.py SPECS [--locales fr,ko]

SPECS is one API. Tables: its HTML tables by `pandas.read_html` on lxml (one that
it refuses costs time too), against reading and extracting whole pages. Typed
Python: from the generated XML Schema by xsdata and by xmlschema's code
generator, against the emitter. CPU time; importing is left out.
"""

from __future__ import annotations

import argparse
import importlib
import io
import os
import re
import sys
import tempfile
import time
import warnings
from contextlib import chdir, redirect_stderr, redirect_stdout, suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

if not __package__:  # run as a file
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.text_table import render_markdown
from generator.discovery import discover
from generator.emit.emitter import EmitContext
from generator.emit.registry import render_api
from generator.pipeline import Model, model_api, read_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.discovery import PageFile

_TABLE = re.compile(r"<table\b.*?</table\s*>", re.IGNORECASE | re.DOTALL)


def main(arguments: list[str] | None = None) -> int:
    """Measure, and print two tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("specs", type=Path, help="one API")
    parser.add_argument("--locales", default="", help="hear these editions only")
    options = parser.parse_args(arguments)
    locales = tuple(filter(None, options.locales.split(",")))
    print("\n\n".join(measure_neighbours(options.specs, locales)))
    return 0


def measure_neighbours(specs: Path, locales: tuple[str, ...] = ()) -> list[str]:
    """Give a table of pages read and one of Python written."""
    source = discover(specs, locales=locales).apis[0]
    tasks = [(edition.locale, file) for edition in source.editions for file in edition.pages]
    model, _ = model_api(source)
    if model is None:
        raise RuntimeError(f"no page of {specs} can be read")
    return [_compare_tables(tasks), _compare_python(model)]


def _compare_tables(tasks: list[tuple[str, PageFile]]) -> str:
    ours = _clock(lambda: [read_page(task) for task in tasks])
    rows = [("gen-schema: whole pages read and extracted", ours)]
    pandas = _module("pandas")
    if pandas is not None:
        texts = [file.file.read_text(encoding="utf-8", errors="replace") for _, file in tasks]
        rows.append(("pandas.read_html: HTML tables alone", _clock(lambda: _read(pandas, texts))))
    return render_markdown(
        ("tables", "CPU s", "pages/s", "ratio"),
        [
            (name, f"{own:.1f}", f"{len(tasks) / own:.0f}", f"{own / ours:.2f}")
            for name, own in rows
        ],
    )


def _read(pandas: Any, texts: list[str]) -> None:  # noqa: ANN401 - an optional module
    for text in texts:
        for table in _TABLE.findall(text):
            with suppress(Exception):
                pandas.read_html(io.StringIO(table), flavor="lxml")


def _compare_python(model: Model) -> str:
    """Write typed Python three times."""
    schema = model.schema
    files = render_api(schema, ("xsd",), EmitContext()).artifacts
    ours = _clock(lambda: render_api(schema, ("python",), EmitContext()))
    rows = [("gen-schema: the emitter", ours)]
    with tempfile.TemporaryDirectory() as name:
        paths = [Path(name, PurePosixPath(each.path).name) for each in files]
        for path, each in zip(paths, files, strict=True):
            path.write_bytes(each.content)
        main_file = paths[0]
        with (
            warnings.catch_warnings(),
            redirect_stdout(io.StringIO()),
            redirect_stderr(io.StringIO()),
        ):
            warnings.simplefilter("ignore")
            for title, run in (
                ("xsdata generate", _xsdata(main_file)),
                ("xmlschema's code generator", _xmlschema(main_file)),
            ):
                if run is not None:
                    rows.append((title, _clock(run)))
    return render_markdown(
        ("typed Python", "CPU s", "ratio"),
        [(title, f"{own:.2f}", f"{own / ours:.1f}") for title, own in rows],
    )


def _xsdata(file: Path) -> Callable[[], object] | None:
    module = _module("xsdata.cli")
    if module is None:
        return None

    # it calls ruff, which stands beside the interpreter, and whose time is not counted
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"

    def run() -> None:
        with patch.dict(os.environ, PATH=path), chdir(file.parent), suppress(SystemExit):
            module.cli(["generate", file.name, "--package", "theirs"], standalone_mode=False)

    return run


def _xmlschema(file: Path) -> Callable[[], object] | None:
    module = _module("xmlschema.extras.codegen")
    if module is None:
        return None
    return lambda: module.PythonGenerator(str(file)).render("bindings.py.jinja")


def _module(name: str) -> Any:  # noqa: ANN401 - an optional module
    """Import a module, or give None where it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def _clock(run: Callable[[], object]) -> float:
    """Give the CPU seconds of a call."""
    began = time.process_time()
    run()
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())
