"""What the benchmark of imports prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.import_time import measure_imports

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.slow
def test_both_packages_are_measured_and_both_lookups_agree(specs: Path) -> None:
    """One row for everything that is done, with a figure for each package."""
    imports, lookups = measure_imports(specs / "ips", "TaskProgress", rounds=2)
    assert [line.split("|")[1].strip() for line in imports.splitlines()[2:]] == [
        "import `TaskProgress`",
        "import `TaskProgress` and build one",
        "import every type",
        "import every type and ask for its fields",
    ]
    assert all("KiB" in line and "ms" in line for line in imports.splitlines()[2:])
    assert len(lookups.splitlines()) == 5
