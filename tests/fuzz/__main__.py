"""Fuzzes readers, aligner, emitters and writers: `python -m tests.fuzz --cases 100000`.

Cases are numbered, and case and seed give the same text on every machine. With
`--engine atheris` (PyPI, Linux) coverage guides the mutations instead.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_HANG = 20
"""Seconds of its own after which a case counts as hanging; a busy machine is no hang."""
_SHARES = 100


def main(arguments: list[str] | None = None) -> int:
    """Run, and say how many cases of each target held."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--first", type=int, default=0, help="number of the first case")
    parser.add_argument("--target", help="run this target only")
    parser.add_argument("--engine", choices=("own", "atheris"), default="own")
    parser.add_argument("--keep", type=Path, help="folder for the texts of failed cases")
    options = parser.parse_args(arguments)
    if options.engine == "atheris":
        from tests.fuzz.with_atheris import fuzz  # noqa: PLC0415 - not everywhere

        return fuzz(options.target or "read-markdown", options.cases)
    return _run(options)


def _run(options: argparse.Namespace) -> int:
    from tests.fuzz.mutate import load_seeds, mutate  # noqa: PLC0415 - after the arguments
    from tests.fuzz.targets import TARGETS  # noqa: PLC0415

    deck = [name for name, (share, _) in TARGETS.items() for _ in range(share)]
    seeds = load_seeds()
    counts: Counter[str] = Counter()
    failures = 0
    begin = time.monotonic()
    signal.signal(signal.SIGPROF, _stop)
    for number in range(options.first, options.first + options.cases):
        random = Random(f"{options.seed}-{number}")  # noqa: S311 - nothing secret
        name = options.target or deck[random.randrange(_SHARES)]
        text = mutate(random.choice(seeds), seeds, random)
        counts[name] += 1
        if not _holds(TARGETS[name][1], text, random, f"{name} {number}"):
            failures += 1
            if options.keep:
                options.keep.mkdir(parents=True, exist_ok=True)
                path = options.keep / f"{name}-{number}.txt"
                path.write_text(text, "utf-8", "surrogatepass", newline="")
    spent = time.monotonic() - begin
    shown = ", ".join(f"{name} {count:,}" for name, count in sorted(counts.items()))
    sys.stdout.write(f"{counts.total():,} cases in {spent:.0f} s, {failures} failed: {shown}\n")
    return 1 if failures else 0


def _holds(target: Callable[[str, Random], None], text: str, random: Random, label: str) -> bool:
    """Run one case; whatever it raises is a failure, and so is taking too long."""
    signal.setitimer(signal.ITIMER_PROF, _HANG)
    try:
        target(text, random)
    except Exception:  # noqa: BLE001 - that is what is looked for
        sys.stdout.write(f"FAILED {label}\n{traceback.format_exc(limit=-4)}\n")
        sys.stdout.flush()
        return False
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return True


def _stop(_signal: int, _frame: object) -> None:
    raise TimeoutError(f"more than {_HANG} s")


if __name__ == "__main__":
    sys.exit(main())
