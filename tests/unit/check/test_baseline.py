"""Files that are no baseline say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.check.baseline import BaselineError, load_baseline

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"version": 2, "findings": []}', '{"version": 1, "findings": [1]}',
             '{"version": 1, "findings": [{"rule": "GSC101"}]}', "[" * 100_000],
)  # fmt: skip
def test_what_is_no_baseline_is_refused(text: str) -> None:
    """Whatever is wrong with it."""
    with pytest.raises(BaselineError):
        load_baseline(text)


def test_a_missing_baseline_is_a_wrong_call(
    run_cli: Callable[..., Result], specs: Path, tmp_path: Path
) -> None:
    """Before anything is read."""
    result = run_cli("check", specs, "--baseline", tmp_path / "none.json")
    assert result.exit_code == 2
    assert "Invalid value for --baseline" in result.stderr


def test_writing_needs_a_file(run_cli: Callable[..., Result], specs: Path) -> None:
    """There is no default name."""
    result = run_cli("check", specs, "--write-baseline")
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (
        2,
        "Error: --write-baseline needs --baseline FILE",
    )
