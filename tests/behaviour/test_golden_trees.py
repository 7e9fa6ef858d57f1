"""Whole trees of small APIs, byte for byte; `pytest --regen` rewrites them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.pipeline import generate
from tests.page_factory import files_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_CORPUS = Path(__file__).parent.parent / "corpus"


@pytest.mark.parametrize(
    ("api", "case"),
    [("parcels", "model/operations-and-constants"), ("loans", "reconcile/damaged-names")],
)
def test_a_small_api_gives_its_golden_tree(
    api: str, case: str, tmp_path: Path, check_golden: Callable[[str, Mapping[str, bytes]], None]
) -> None:
    """Every file of every emitter, the ledger included."""
    for source in sorted((_CORPUS / case).iterdir()):
        if source.is_dir():
            shutil.copytree(source, tmp_path / api / source.name)
        elif source.suffix == ".md":
            (tmp_path / api / source.stem).mkdir(parents=True)
            shutil.copy(source, tmp_path / api / source.stem / "loan.md")
    check_golden(api, files_of(generate(tmp_path / api)))
