"""Packages generated from whole corpora pass what users run: ruff as it comes, mypy strict."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.pipeline import Generation

pytestmark = pytest.mark.slow

_EMIT = ("python", "labels", "monitor")


def _write(generation: Generation, out: Path) -> None:
    for each in generation.artifacts:
        if each.emitter in _EMIT:
            path = out / "made" / each.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(each.content)


def _check(generation: Generation, tmp_path: Path) -> None:
    _write(generation, tmp_path)
    ruff = [sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache", "made"]
    more = [*ruff, "--select", "E,F,I,UP,B,RUF012", "--ignore", "E501"]
    mypy = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "c"), "made"]
    for command in (ruff, more, mypy):
        ran = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True)
        assert ran.returncode == 0, (ran.stdout + ran.stderr)[-2000:]


def test_ruff_and_mypy_accept_the_samples_packages(
    specs: Path, generate_once: Callable[[Path], Generation], tmp_path: Path
) -> None:
    """Two APIs, one of them documented by code."""
    _check(generate_once(specs), tmp_path)


@pytest.mark.parametrize("corpus", ["bot-framework", "azure-media", "ips"])
def test_ruff_and_mypy_accept_a_corpus_package(
    generate_corpus: Callable[[str], Generation], corpus: str, tmp_path: Path
) -> None:
    """Hundreds of modules, descriptions in any language, names of any length."""
    _check(generate_corpus(corpus), tmp_path)
