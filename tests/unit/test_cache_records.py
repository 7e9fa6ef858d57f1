"""Records come back from bytes as they were, and bytes of others run nothing."""

from __future__ import annotations

import os
import pickle
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cache.records import _RECORDS, DamagedError, dump_records, load_records
from generator.discovery import PageFile
from generator.pages.read_page import ReadPage, read_page

_PAGE = """# Loan

| Name | Type | Description |
| --- | --- | --- |
| state | xsd:string | One of `Open`, `Closed`. |

```xml
<Loan><state>Open</state></Loan>
```

```csharp
public class Loan { public string State { get; set; } }
```

| Ragged |
| --- |
| a | b | c |
"""


@pytest.fixture
def page(tmp_path: Path) -> ReadPage:
    """Give a page with everything that a page can have."""
    file = tmp_path / "loan.md"
    file.write_text(_PAGE)
    return read_page(("en", PageFile(page="loan.md", file=file, path="en/loan.md")))


def test_a_page_comes_back_as_it_was(page: ReadPage) -> None:
    """With its findings, which the ragged table gives."""
    assert page.diagnostics
    assert load_records(dump_records(page), ReadPage) == page


def test_no_record_has_one_field_alone() -> None:
    """Which would be taken apart into its value instead of values."""
    assert all(len(fields(each)) > 1 for each in _RECORDS.values() if is_dataclass(each))


class _Attack:
    def __init__(self, function: object, *arguments: object) -> None:
        self.call = (function, arguments)

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return self.call


@pytest.mark.parametrize(
    "value",
    [
        _Attack(os.system, "touch cracked"),
        _Attack(eval, "open('cracked', 'w')"),
        _Attack(Path.touch, Path("cracked")),
        ("a", _Attack(print, "x")),
        b"no page",
        None,
    ],
    ids=["a shell", "an expression", "a method", "inside a tuple", "bytes", "none"],
)
def test_what_is_no_record_is_refused_and_not_run(
    value: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the bytes would have done."""
    data = pickle.dumps(value)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DamagedError):
        load_records(data, ReadPage)
    assert list(tmp_path.iterdir()) == []


@given(st.binary(max_size=200))
def test_any_bytes_are_records_or_refused(data: bytes) -> None:
    """There is no third."""
    with pytest.raises(DamagedError):
        load_records(data, ReadPage)
