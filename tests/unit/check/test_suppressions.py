"""Which line a comment counts for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.check.rules import find_rules
from generator.check.suppressions import read_suppressions
from generator.discovery import PageFile
from tests.page_factory import extract

if TYPE_CHECKING:
    from pathlib import Path


def _comments(folder: Path, text: str) -> list[tuple[int, int, frozenset[str], str]]:
    """Give (line it stands in, line it counts for, rules, reason) of every comment."""
    file = folder / "p.md"
    file.write_bytes(text.encode())
    page, _ = extract(text.removeprefix("\ufeff"), page="p.md", locale="fr")
    files = {"fr/p.md": PageFile(page="p.md", file=file, path="fr/p.md")}
    found = read_suppressions({"fr": [page]}, files)
    return [(own.span.line, own.line, own.rules, own.reason) for own in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a <!-- gen-schema: ignore[GSC101] why -->\n", [(1, 1, frozenset({"GSC101"}), "why")]),
        (
            "<!-- gen-schema: ignore[GSC101] why -->\n\n \nb\n",
            [(1, 4, frozenset({"GSC101"}), "why")],
        ),
        (
            "<!-- gen-schema: ignore[GSC101] why -->\r\nb\r\n",
            [(1, 2, frozenset({"GSC101"}), "why")],
        ),
        (
            "<!--gen-schema:" * 20_000 + " ignore[GSC101] why -->\n",
            [(1, 1, frozenset({"GSC101"}), "why")],
        ),
        ("\ufeffa <!--gen-schema:ignore[lost-cell]x-->\n", [(1, 1, frozenset({"GSC108"}), "x")]),
        ("a\n\n<!-- gen-schema: ignore-file[GSC4] b c -->\n", [(3, 0, find_rules("GSC4"), "b c")]),
        ("a <!-- gen-schema: ignore[GSC101, nothing] why -->\n", [(1, 1, frozenset(), "why")]),
        ("a <!-- gen-schema: ignore[] why -->\n", [(1, 1, frozenset(), "why")]),
        ("a <!-- another comment -->\n", []),
        ("```\n<!-- gen-schema: ignore[GSC101] why -->\n```\n", []),
    ],
)
def test_a_comment_counts_for_its_line_or_the_next_one(
    tmp_path: Path, text: str, expected: list[tuple[int, int, frozenset[str], str]]
) -> None:
    """Alone in its line it counts for the next line with text; `ignore-file` for all."""
    assert _comments(tmp_path, text) == expected
