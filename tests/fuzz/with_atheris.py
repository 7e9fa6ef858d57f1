"""The same targets under atheris, which looks for inputs that reach new code."""

from __future__ import annotations

import sys
from random import Random

import atheris


def fuzz(name: str, runs: int) -> int:
    """Fuzz one target; what fails is written to the working folder, and ends the run."""
    with atheris.instrument_imports(include=["generator"]):
        from tests.fuzz.targets import TARGETS  # noqa: PLC0415 - instrumented as it is imported

    target = TARGETS[name][1]

    def run(data: bytes) -> None:
        target(data.decode("utf-8", "replace"), Random(len(data)))  # noqa: S311 - nothing secret

    atheris.Setup([sys.argv[0], f"-runs={runs}", "-timeout=20", "-max_len=6000"], run)
    atheris.Fuzz()
    return 0
