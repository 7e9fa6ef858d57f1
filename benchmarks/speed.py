#!/usr/bin/env python3
"""Measures how fast gen-schema is, as ratios within one run: a busy machine is busy for all.

    python benchmarks/speed.py SPECS [--locales fr,ko] [--rounds 1]

SPECS is one API. Every figure comes from fresh processes; CPU time unless it
says wall, which needs two idle processors.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

if not __package__:  # run as a file
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.measure_process import Cost, measure
from benchmarks.speed_stages import change_name, change_page
from benchmarks.text_table import render_markdown

_ROOT = Path(__file__).parent.parent
_HELP = ("-c", "from generator.cli import main; import sys; sys.argv[1:] = ['--help']; main()")
_PROGRAM = ("-m", "generator")


@dataclass(frozen=True, slots=True, kw_only=True)
class Runs:
    """The program, run in several situations on one API."""

    cold: Cost
    """With an empty cache and no output."""
    alone: Cost
    """Without a cache, which is to be filled by one process anyway."""
    parallel: Cost
    """The same with two processes."""
    unchanged: Cost
    """Again, nothing changed."""
    changed: Cost
    """Again, a word changed on one page in one edition."""
    renamed: Cost
    """Again, an identifier changed in a table of one page in one edition."""


def main(arguments: list[str] | None = None) -> int:
    """Measure everything, and print tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("specs", type=Path, help="one API")
    parser.add_argument("--locales", default="", help="hear these editions only")
    parser.add_argument("--rounds", type=int, default=1, help="of which the median counts")
    options = parser.parse_args(arguments)
    print("\n\n".join(measure_speed(options.specs.resolve(), options.locales, options.rounds)))
    return 0


def measure_speed(specs: Path, locales: str = "", rounds: int = 1) -> list[str]:
    """Give tables: stages against parsing, situations and their stages against a cold run."""
    option = ("--locales", locales) if locales else ()
    found = [
        tuple(
            json.loads(
                measure(("-m", "benchmarks.speed_stages", what, specs, *option), _ROOT).output
            )
            for what in ("parse", "run", "changed")
        )
        for _ in range(rounds)
    ]
    parse, run, changed = (
        {key: statistics.median(own[index][key] for own in found) for key in found[0][index]}
        for index in range(3)
    )
    helped = statistics.median(measure(_HELP, _ROOT).cpu for _ in range(5))
    runs = [measure_runs(specs, option) for _ in range(rounds)]
    return [
        stage_table(parse, run),
        situation_table(runs),
        changed_table(changed, run["all"]),
        f"`gen-schema --help`: {helped:.2f} s",
    ]


def measure_runs(specs: Path, option: tuple[str, ...]) -> Runs:
    """Run the program on a copy of the pages."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy = folder / specs.name
        shutil.copytree(specs, copy)

        def run(out: str, *more: str | Path) -> Cost:
            return measure((*_PROGRAM, copy, "-o", folder / out, "-q", *option, *more), _ROOT)

        alone = run("alone", "--no-cache")
        parallel = run("parallel", "--no-cache", "--jobs", "2")
        cold = run("out", "--cache-dir", folder / "cache")
        unchanged = run("out", "--cache-dir", folder / "cache")
        change_page(copy, tuple(option[1].split(",")) if option else ())
        changed = run("out", "--cache-dir", folder / "cache")
        change_name(copy, tuple(option[1].split(",")) if option else ())
        renamed = run("out", "--cache-dir", folder / "cache")
    return Runs(
        cold=cold,
        alone=alone,
        parallel=parallel,
        unchanged=unchanged,
        changed=changed,
        renamed=renamed,
    )


def stage_table(parse: dict[str, float], run: dict[str, float]) -> str:
    """Compare each stage with parsing."""
    verified = run["verification of the XSD"]
    whole = run["all"] - verified
    stages = [(title, run[title]) for title in run if title != "all"]
    rows = [
        ("parsing alone", f"{parse['all']:.1f}", "1.00"),
        *((title, f"{own:.1f}", f"{own / parse['all']:.2f}") for title, own in stages),
        ("the run, but for that verification", f"{whole:.1f}", f"{whole / parse['all']:.2f}"),
        ("the run", f"{run['all']:.1f}", f"{run['all'] / parse['all']:.2f}"),
    ]
    return render_markdown((f"{parse['pages']:.0f} pages", "CPU s", "ratio"), rows)


def changed_table(changed: dict[str, float], cold: float) -> str:
    """Show the stages of a run after one page changed, as shares of a cold run."""
    parts = {title: own for title, own in changed.items() if title != "all"}
    parts = {**parts, "the rest": changed["all"] - sum(parts.values()), "all": changed["all"]}
    rows = [(title, f"{own:.2f}", f"{100 * own / cold:.1f} %") for title, own in parts.items()]
    return render_markdown(("a word of one page changed", "CPU s", "of cold"), rows)


def situation_table(runs: list[Runs]) -> str:
    """Compare each situation with a cold run, and two processes with one."""

    def median(name: str, figure: str) -> float:
        return float(statistics.median(getattr(getattr(own, name), figure) for own in runs))

    cpu = median("cold", "cpu")
    rows = [
        (
            title,
            f"{median(name, 'cpu'):.1f}",
            f"{100 * median(name, 'cpu') / cpu:.1f} %",
            f"{median(base, 'wall') / median(name, 'wall'):.2f}",
            f"{median(name, 'peak'):.0f}",
        )
        for title, name, base in (
            ("cold", "cold", "cold"),
            ("nothing changed", "unchanged", "cold"),
            ("a word of one page changed", "changed", "cold"),
            ("an identifier of one page changed", "renamed", "cold"),
            ("without a cache", "alone", "alone"),
            ("without a cache, two processes", "parallel", "alone"),
        )
    ]
    return render_markdown(("", "CPU s", "of cold", "times faster (wall)", "peak MiB"), rows)


if __name__ == "__main__":
    sys.exit(main())
