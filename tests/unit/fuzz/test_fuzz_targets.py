"""The fuzzer itself: some cases of every target, so that it works when it is needed."""

from __future__ import annotations

import pytest

from tests.fuzz.__main__ import main
from tests.fuzz.targets import TARGETS


@pytest.mark.parametrize("target", list(TARGETS))
def test_some_cases_of_every_target_hold(target: str, capsys: pytest.CaptureFixture[str]) -> None:
    """No crash, no hang, no injection."""
    cases = 5 if target in {"all-stages", "emit"} else 100
    code = main(["--target", target, "--cases", str(cases), "--seed", "7"])
    assert (code, capsys.readouterr().out.count("FAILED")) == (0, 0)


@pytest.mark.parametrize("case", ["all-stages 43952"])
def test_cases_that_failed_once_hold(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What a long run found, by target and number; 43952 lists integers that are no quantities."""
    target, number = case.split()
    code = main(["--target", target, "--first", number, "--cases", "1"])
    assert (code, capsys.readouterr().out.count("FAILED")) == (0, 0)
