"""Installs what tests in TypeScript and JavaScript need, as `tests/node` has it locked."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from pathlib import Path

import pytest

_LOCK = Path(__file__).parent / "node"
_SECONDS = 120


def install_packages(folder: Path) -> Path:
    """Install into a folder that the processes of one run of the tests share, once.

    `GEN_SCHEMA_NODE_MODULES` may name a folder that has the packages already.
    The test that asks is skipped where there is no npm, or no registry to ask.

    Returns:
        The folder of packages.
    """
    if given := os.environ.get("GEN_SCHEMA_NODE_MODULES"):
        return Path(given)
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("no node and npm on the path")
    modules, failure = folder / "node_modules", folder / "failure"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not modules.is_dir() and not failure.exists():
            for file in _LOCK.iterdir():
                shutil.copy(file, folder)
            said = _run_npm(npm, folder)
            if said:
                shutil.rmtree(modules, ignore_errors=True)
                failure.write_text(said)
    if not modules.is_dir():
        pytest.skip(f"npm cannot install the packages: {failure.read_text()}")
    return modules


def _run_npm(npm: str, folder: Path) -> str:
    """Install, and give what is wrong; nothing where all went well."""
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=0"]
    try:
        done = subprocess.run(
            command, cwd=folder, check=False, capture_output=True, text=True, timeout=_SECONDS
        )
    except subprocess.TimeoutExpired:
        return f"no answer within {_SECONDS} s"
    if not done.returncode:
        return ""
    errors = (line for line in done.stderr.splitlines() if line.startswith("npm error"))
    return next(errors, "no reason given")
