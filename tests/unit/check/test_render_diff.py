"""Diffs that git applies, whatever the file looks like."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from generator.check.render_diff import render_diff

if TYPE_CHECKING:
    from pathlib import Path


def _apply(folder: Path, path: str, before: bytes, diff: bytes) -> bytes:
    """Let git apply a diff to a file."""
    file = folder / os.fsencode(path).decode("utf-8", "surrogateescape")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(before)
    subprocess.run(["git", "init", "-q", "."], cwd=folder, check=True)
    subprocess.run(["git", "apply", "--whitespace=nowarn", "-"], cwd=folder, input=diff, check=True)
    return file.read_bytes()


@pytest.mark.parametrize(
    "path",
    [
        "fr/a.md", "a b/c d.md", "ko/페이지.md", 'q"uote\\.md', "tab\there.md", "a\nb.md",
        " edge .md", "b/x b/y.md",
    ],
)  # fmt: skip
def test_git_finds_the_file_whatever_its_name(tmp_path: Path, path: str) -> None:
    """Spaces, quotes, control characters, other scripts."""
    diff = render_diff(path, b"a\nb\n", b"a\nc\n")
    assert _apply(tmp_path, path, b"a\nb\n", diff) == b"a\nc\n"


def test_a_diff_shows_three_lines_around_a_change() -> None:
    """And joins changes whose surroundings touch."""
    before = b"".join(b"%d\n" % n for n in range(1, 21))
    after = before.replace(b"\n5\n", b"\nfive\n").replace(b"\n19\n", b"\nnineteen\n")
    assert render_diff("p.md", before, after) == (
        b"diff --git a/p.md b/p.md\n--- a/p.md\n+++ b/p.md\n"
        b"@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n"
        b"@@ -16,5 +16,5 @@\n 16\n 17\n 18\n-19\n+nineteen\n 20\n"
    )


def test_a_page_that_stays_has_no_diff() -> None:
    """Not even a header."""
    assert render_diff("p.md", b"a\n", b"a\n") == b""


_LINES = st.lists(
    st.sampled_from([b"a", b"b", b"\t", b"\r", b"x\r", b"\xed\x95\x9c", b"", b"-- x", b"+"]),
    min_size=1, max_size=30,
)  # fmt: skip


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(lines=_LINES, data=st.data(), mark=st.booleans(), end=st.booleans())
def test_git_applies_every_diff(
    tmp_path: Path, lines: list[bytes], data: st.DataObject, mark: bool, end: bool
) -> None:
    """Law: CRLF, lone CR, byte-order mark, no final newline, tabs."""
    at = data.draw(st.sets(st.integers(0, len(lines) - 1), min_size=1))
    new = [b"z" + line if n in at else line for n, line in enumerate(lines)]
    assume(end or lines[-1])  # an empty last line without its end is none
    head, tail = (b"\xef\xbb\xbf" if mark else b""), (b"\n" if end else b"")
    before, after = (head + b"\n".join(own) + tail for own in (lines, new))
    diff = render_diff("p.md", before, after)
    assert _apply(tmp_path, "p.md", before, diff) == after
