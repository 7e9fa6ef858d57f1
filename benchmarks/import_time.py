#!/usr/bin/env python3
"""Measures what importing a generated package costs, against xsdata's of the same XML Schema.

Every figure is a median over fresh interpreters that run by turns, so that a
busy machine is busy for both. Bytecode is compiled before; memory is what the
process holds in RAM (`VmRSS`) behind the statement less what it held before.
"""

from __future__ import annotations

import argparse
import gettext
import importlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

if not __package__:  # run as a file
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.text_table import render_markdown
from generator.pipeline import generate

_PROBE = """
import time
def held():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
before = held(); began = time.process_time()
{statement}
print(time.process_time() - began, held() - before)
"""
_OURS, _THEIRS = "ours", "theirs"
_NOT_TYPES = ("BindingError", "BindingWarning", "description", "from_xml", "label", "to_xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a statement costs."""

    seconds: float
    """CPU time."""
    kilobytes: float
    """Memory held behind it and not before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One thing done with both packages."""

    title: str
    """What is done."""
    ours: Cost
    """With the package that gen-schema writes."""
    theirs: Cost
    """With the one that xsdata writes of the same schema."""


def main(arguments: list[str] | None = None) -> int:
    """Measure, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("specs", type=Path, help="one API: its folder of editions")
    parser.add_argument("--type", default="", help="the one type to import; the first by default")
    parser.add_argument("--rounds", type=int, default=15, help="interpreters for each figure")
    options = parser.parse_args(arguments)
    for part in measure_imports(options.specs, options.type, options.rounds):
        print(part, end="\n\n")
    return 0


def measure_imports(specs: Path, type_name: str = "", rounds: int = 15) -> tuple[str, ...]:
    """Generate both packages, and give the tables of both measurements."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        api, first = write_packages(specs, folder)
        rows = compare_packages(folder, api, type_name or first, rounds)
        labels = measure_labels(folder, api, rounds)
    header = ("", "gen-schema", "xsdata", "ratio", "gen-schema", "xsdata", "ratio")
    return (
        render_markdown(header, [_row(each) for each in rows]),
        render_markdown(("lookup of every label", "ns each"), labels),
    )


def write_packages(specs: Path, folder: Path) -> tuple[str, str]:
    """Write our package and xsdata's, compiled; give the API's name and its first plain type."""
    generation = generate(specs, emit=("xsd", "python", "labels"))
    for artifact in generation.artifacts:
        path = folder / _OURS / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.content)
    (schema,) = (each for each in folder.glob(f"{_OURS}/*/*.xsd") if each.stem == each.parent.name)
    api = schema.parent.name
    tools = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{tools}{os.pathsep}{os.environ.get('PATH', '')}"}
    command = [sys.executable, "-m", "xsdata", "generate", str(schema), "--package", _THEIRS]
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    compiled = [sys.executable, "-m", "compileall", "-q", str(folder)]
    subprocess.run(compiled, check=True, env=_environment())
    types = sorted((folder / _OURS / api / "types").glob("[a-z]*.py"))
    first = types[0].read_text("utf-8").partition("class `")[2].partition("`")[0]
    return api, first


def compare_packages(folder: Path, api: str, type_name: str, rounds: int) -> list[Comparison]:
    """Import one type, build one, import every type, ask every type for its fields."""
    ours, theirs = f"{_OURS}.{api}", _THEIRS
    every = (
        "import {package} as package\n"
        f"kinds = [getattr(package, n) for n in package.__all__ if n not in {_NOT_TYPES}]"
    )
    fields = (
        "\nimport dataclasses"
        "\nfor kind in kinds:"
        "\n    dataclasses.is_dataclass(kind) and dataclasses.fields(kind)"
    )
    statements = {
        f"import `{type_name}`": f"from {{package}} import {type_name}",
        f"import `{type_name}` and build one": f"from {{package}} import {type_name} as T\n"
        "import dataclasses; T(**{{f.name: None for f in dataclasses.fields(T)}})",
        "import every type": every,
        "import every type and ask for its fields": every + fields,
    }
    return [
        _compare(title, text.format(package=ours), text.format(package=theirs), folder, rounds)
        for title, text in statements.items()
    ]


def _compare(title: str, ours: str, theirs: str, folder: Path, rounds: int) -> Comparison:
    """Run both by turns; a run that does nothing is taken off."""
    runs = [[_probe(text, folder) for text in ("pass", ours, theirs)] for _ in range(rounds)]
    idle, own, other = (
        Cost(
            seconds=statistics.median(each.seconds for each in column),
            kilobytes=statistics.median(each.kilobytes for each in column),
        )
        for column in zip(*runs, strict=True)
    )
    return Comparison(title=title, ours=_less(own, idle), theirs=_less(other, idle))


def _less(cost: Cost, idle: Cost) -> Cost:
    return Cost(seconds=cost.seconds - idle.seconds, kilobytes=cost.kilobytes - idle.kilobytes)


def _probe(statement: str, folder: Path) -> Cost:
    command = [sys.executable, "-c", _PROBE.format(statement=statement)]
    done = subprocess.run(
        command, cwd=folder, env=_environment(), check=True, capture_output=True, text=True
    )
    seconds, kilobytes = done.stdout.split()
    return Cost(seconds=float(seconds), kilobytes=float(kilobytes))


def _environment() -> dict[str, str]:
    """Give an environment in which bytecode is kept."""
    return {key: os.environ[key] for key in os.environ if key != "PYTHONDONTWRITEBYTECODE"}


def _row(each: Comparison) -> tuple[str, ...]:
    ours, theirs = each.ours, each.theirs
    return (
        each.title,
        f"{ours.seconds * 1000:.1f} ms",
        f"{theirs.seconds * 1000:.1f} ms",
        _ratio(ours.seconds, theirs.seconds),
        f"{ours.kilobytes:.0f} KiB",
        f"{theirs.kilobytes:.0f} KiB",
        _ratio(ours.kilobytes, theirs.kilobytes),
    )


def _ratio(ours: float, theirs: float) -> str:
    return f"1/{theirs / ours:.1f}" if ours < theirs else f"{ours / theirs:.2f}"


def measure_labels(folder: Path, api: str, rounds: int) -> list[tuple[str, str]]:
    """Look every label up in the last locale by our lookup and by gettext's with its msgid."""
    sys.path.insert(0, str(folder))
    try:
        package = importlib.import_module(f"{_OURS}.{api}")
        labels = importlib.import_module(f"{_OURS}.{api}.labels")
        texts = importlib.import_module(f"{_OURS}.{api}.labels_texts").MSGIDS
    finally:
        sys.path.remove(str(folder))
    locale = labels.LOCALES[-1]
    chain = [tag.replace("-", "_") for tag in labels.fallback(locale)]
    catalogs = folder / _OURS / api / "locale"
    catalog = gettext.translation(api, catalogs, languages=chain)
    pairs, paths = list(texts.items()), list(texts)
    look_up, pgettext = package.label, catalog.pgettext
    ours, theirs = [], []
    for _ in range(rounds):
        began = time.perf_counter()
        own = [look_up(path, locale) for path in paths]
        middle = time.perf_counter()
        other = [pgettext(path, text) for path, text in pairs]
        ended = time.perf_counter()
        ours.append((middle - began) / len(paths))
        theirs.append((ended - middle) / len(paths))
        if own != other:
            raise ValueError("the two lookups differ")
    return [
        (f"`label(path, {locale!r})`, first time", f"{ours[0] * 1e9:.0f}"),
        (f"`label(path, {locale!r})`, later", f"{statistics.median(ours[1:]) * 1e9:.0f}"),
        ("`pgettext(path, msgid)` of the same chain", f"{statistics.median(theirs) * 1e9:.0f}"),
    ]


if __name__ == "__main__":
    sys.exit(main())
