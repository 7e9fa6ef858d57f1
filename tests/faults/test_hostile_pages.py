"""Pages that try to forge output, break out of markup, or make a fix write markup."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]
    MakeTree = Callable[[Mapping[str, str | bytes]], Path]

_EN = (
    "# Order\n\n| Name | Type | Description |\n| --- | --- | --- |\n"
    "| itemCount | xsd:int | Number of items. |\n"
    "| orderState | types:OrderState | Where it stands. |\n"
    "| region | xsd:string | Where it goes. |\n"
)
_HOSTILE = (
    "\u202eevil\u2066", "\x1b[31mred\x1b[0m", "x%0A::error::forged", "a, b: c", "\x9b2J",
    "[x](javascript:alert(1))", "<script>alert(1)</script>", "{{7*7}}", "`x`", "\\| y",
)  # fmt: skip


def _tree(text: str) -> dict[str, str | bytes]:
    page = _EN.replace("orderState", text)
    return {"en/o.md": _EN, "de/o.md": _EN, "fr/o.md": page}


@pytest.mark.parametrize("text", _HOSTILE)
def test_no_output_lets_a_page_speak_for_itself(
    make_tree: MakeTree, run_cli: Run, text: str
) -> None:
    """No control or bidi character gets out, and no line begins that is not ours."""
    folder = make_tree(_tree(text))
    for form in ("text", "json", "sarif", "github"):
        shown = run_cli("check", folder, "--format", form, "--select", "ALL").stdout
        assert [c for c in shown if c != "\n" and not c.isprintable()] == [], form
    github = run_cli("check", folder, "--format", "github", "--select", "ALL").stdout
    assert [line for line in github.splitlines() if not line.startswith("::")] == []
    assert "\n::error::" not in f"\n{github}"
    sarif = run_cli("check", folder, "--format", "sarif").stdout
    messages = [r["message"]["text"] for r in json.loads(sarif)["runs"][0]["results"]]
    assert [text for text in messages if "](" in text] == []


def test_annotations_are_escaped_as_their_format_wants(make_tree: MakeTree, run_cli: Run) -> None:
    """Line ends and per cents in messages; colons and commas in properties too."""
    folder = make_tree({f"a, b/{name}": text for name, text in _tree("100%State").items()})
    result = run_cli("check", folder / "a, b", "--format", "github", "--select", "GSC1")
    (line,) = result.stdout.splitlines()
    head, _, message = line.removeprefix("::error ").partition("::")
    assert head.split(",") == ["file=fr/o.md", "line=6", "col=3", head.split(",")[3]]
    assert message.startswith("identifier '100%25State' in Order should be 'orderState'%0A")


def test_a_replacement_never_makes_markup(make_tree: MakeTree, run_cli: Run) -> None:
    """An erratum may ask for anything that is a type's text; it is written as text."""
    folder = make_tree(_tree("orderState"))
    (folder / "gen-schema.toml").write_text(
        '[[errata]]\nrole = "name"\nreading = "region"\ncanonical = "_re_gion"\nreason = "a test"\n'
    )
    run_cli("fix", folder, "--write", "--allow-dirty")
    assert "| \\_re_gion |" in (folder / "fr/o.md").read_text("utf-8")
    assert run_cli("check", folder, "--select", "GSC1").stdout == ""


def test_a_huge_cell_is_shown_in_part(make_tree: MakeTree, run_cli: Run) -> None:
    """A line of text output stays short, however long the page's is."""
    folder = make_tree(_tree("order" + "상태" * 50_000))
    result = run_cli("check", folder, "--select", "GSC1,GSC401")
    assert result.exit_code in {0, 1}
    assert max(map(len, result.stdout.splitlines()), default=0) < 1000
