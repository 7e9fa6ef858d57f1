#!/usr/bin/env python3
"""Measures how time and memory grow with the number of pages, on documentation that is made up.

python benchmarks/scale.py [--pages 452] [--locales en,fr,de,ja,ko] [--factors 1,4,16]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if not __package__:  # run as a file
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.measure_process import Cost, measure
from benchmarks.synthesize import synthesize, write_synthetic
from benchmarks.text_table import render_markdown

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROOT = Path(__file__).parent.parent
LOCALES = ("en", "fr", "de", "ja", "ko")


def main(arguments: list[str] | None = None) -> int:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=452, help="of each edition, at factor 1")
    parser.add_argument("--locales", default=",".join(LOCALES))
    parser.add_argument("--factors", default="1,4,16")
    options = parser.parse_args(arguments)
    factors = [int(factor) for factor in options.factors.split(",")]
    print(measure_scale(options.pages, options.locales.split(","), factors))
    return 0


def measure_scale(
    pages: int, locales: Sequence[str] = LOCALES, factors: Sequence[int] = (1, 4, 16)
) -> str:
    """Give a table with a row for each size."""
    costs = [(factor, measure_size(pages * factor, locales)) for factor in factors]
    first = costs[0][1]
    rows = [
        (
            f"{pages * factor} × {len(locales)}",
            f"{cost.cpu:.1f}",
            f"{cost.cpu / first.cpu:.1f}",
            f"{cost.peak:.0f}",
            f"{cost.peak / first.peak:.1f}",
        )
        for factor, cost in costs
    ]
    return render_markdown(("pages", "CPU s", "times", "peak MiB", "times"), rows)


def measure_size(pages: int, locales: Sequence[str]) -> Cost:
    """Run cold on so many pages of each edition."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_synthetic(folder / "api", synthesize(pages, locales))
        return measure(
            ("-m", "generator", folder / "api", "-o", folder / "out", "-q", "--no-cache"), _ROOT
        )


if __name__ == "__main__":
    sys.exit(main())
