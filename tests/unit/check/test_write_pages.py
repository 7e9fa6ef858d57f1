"""Pages are written at once, and only if they are what was checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.check.write_pages import ChangedError, write_page

if TYPE_CHECKING:
    from pathlib import Path


def test_a_page_keeps_its_mode_and_a_link_stays_a_link(tmp_path: Path) -> None:
    """The file behind the link is replaced."""
    page, link = tmp_path / "p.md", tmp_path / "l.md"
    page.write_bytes(b"old")
    page.chmod(0o640)
    link.symlink_to(page)
    write_page(link, b"old", b"new")
    assert (page.read_bytes(), page.stat().st_mode & 0o777, link.is_symlink()) == (
        b"new",
        0o640,
        True,
    )
    write_page(page, b"old", b"new")  # the same page by its other name
    assert sorted(path.name for path in tmp_path.iterdir()) == ["l.md", "p.md"]


def test_a_page_that_changed_since_is_left_alone(tmp_path: Path) -> None:
    """Somebody else was quicker."""
    page = tmp_path / "p.md"
    page.write_bytes(b"edited")
    with pytest.raises(ChangedError):
        write_page(page, b"old", b"new")
    assert page.read_bytes() == b"edited"


def test_a_write_that_fails_leaves_the_old_page_and_no_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the last moment."""
    page = tmp_path / "p.md"
    page.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError("no")

    monkeypatch.setattr("pathlib.Path.replace", fail)
    with pytest.raises(OSError, match="no"):
        write_page(page, b"old", b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("p.md", b"old")]
