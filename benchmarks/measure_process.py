"""What a program costs: CPU, wall time and peak memory, its own processes included."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a program took."""

    cpu: float
    """Seconds of all its processes on a processor."""
    wall: float
    """Seconds until its end."""
    peak: float
    """Most memory that one of its processes held, in MiB."""
    output: str
    """What it wrote to stdout."""


def measure(
    command: Sequence[str | Path], folder: Path | None = None, *, may_fail: bool = False
) -> Cost:
    """Run a Python program by this interpreter.

    Args:
        command: Its arguments.
        folder: Where it runs, which is where it finds its modules first; None for here.
        may_fail: What it wrote counts, whatever its exit code.

    Raises:
        RuntimeError: It failed; the message says how.
    """
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, *map(str, command)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)} if folder else None,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        output = process.stdout.read() if process.stdout else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode and not may_fail:
        raise RuntimeError(f"{' '.join(map(str, command))}: exit code {process.returncode}")
    return Cost(
        cpu=usage.ru_utime + usage.ru_stime,
        wall=time.perf_counter() - began,
        peak=usage.ru_maxrss / 1024,
        output=output.decode(),
    )
