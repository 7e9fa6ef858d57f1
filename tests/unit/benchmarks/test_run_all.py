"""The file of results is rewritten section by section."""

from __future__ import annotations

from benchmarks.run_all import read_sections


def test_a_file_is_taken_apart_by_its_sections() -> None:
    """What stands before the first section belongs to none; deeper headings stay inside."""
    text = "# Results\n\nWritten so.\n\n## One\n\na\n\n### Inside\n\nb\n\n## Two\n\nc\n"
    assert read_sections(text) == {"One": "a\n\n### Inside\n\nb", "Two": "c"}


def test_no_file_has_no_sections() -> None:
    """The first run starts from nothing."""
    assert read_sections("") == {}
