"""Every rule on the smallest pages that break it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.check.rules import load_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from click.testing import Result

    Run = Callable[..., Result]
    MakeTree = Callable[[Mapping[str, str | bytes]], Path]

_TABLE = "# Order\n\n| {} |\n| --- | --- | --- |\n"
_EN = _TABLE.format("Name | Type | Description") + (
    "| itemCount | xsd:int | Number of items. |\n"
    "| orderState | types:OrderState | Where it stands. |\n"
    "| region | xsd:string | Where it goes. |\n"
)
_DE = _TABLE.format("Name | Typ | Beschreibung") + (
    "| itemCount | xsd:int | Anzahl. |\n"
    "| orderState | types:OrderState | Zustand. |\n"
    "| region | xsd:string | Wohin. |\n"
)


def _findings(result: Result) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(result.stdout)["findings"]
    return found


def _brief(result: Result, *keys: str) -> list[tuple[Any, ...]]:
    return [tuple(found[key] for key in keys) for found in _findings(result)]


def test_rows_that_came_or_went_are_reported(make_tree: MakeTree, run_cli: Run) -> None:
    """A missing row behind the row before it, an obsolete one where it stands."""
    german = _DE.replace("| orderState | types:OrderState | Zustand. |\n", "") + (
        "| oldFlag | xsd:boolean | War einmal. |\n"
    )
    folder = make_tree({"en/o.md": _EN, "de/o.md": german})
    result = run_cli("check", folder, "--select", "GSC302,GSC303", "--format", "json")
    assert _brief(result, "rule", "line", "message") == [
        ("GSC302", 5, "row 'orderState' of edition 'en' is missing behind this one"),
        ("GSC303", 7, "row 'oldFlag' is not in edition 'en'"),
    ]


def test_two_identifiers_that_read_alike_are_reported(make_tree: MakeTree, run_cli: Run) -> None:
    """Readers of that edition cannot tell the fields apart."""
    french = _DE.replace("orderState", "lieu").replace("region", "lieu")
    folder = make_tree({"en/o.md": _EN, "de/o.md": _DE, "fr/o.md": french})
    result = run_cli("check", folder, "--select", "duplicate-identifier", "--format", "json")
    assert _brief(result, "path", "line", "message", "evidence") == [
        (
            "fr/o.md",
            7,
            "'lieu' stands for both 'orderState' and 'region' here",
            ["the other stands in line 6"],
        )
    ]


def test_a_type_that_is_documented_nowhere_is_reported(make_tree: MakeTree, run_cli: Run) -> None:
    """Once, where it stands first."""
    folder = make_tree({"en/o.md": _EN, "de/o.md": _DE})
    result = run_cli("check", folder, "--select", "GSC201", "--format", "json")
    assert _brief(result, "path", "line", "message") == [
        ("en/o.md", 6, "type 'OrderState' is documented on no page; it accepts what comes")
    ]
    assert result.exit_code == 0
    assert run_cli("check", folder, "--select", "GSC201", "--fail-on", "warning").exit_code == 1


def test_a_word_that_says_neither_yes_nor_no_is_reported(make_tree: MakeTree, run_cli: Run) -> None:
    """In the column that says whether a field is required."""
    head = "# Order\n\n| Name | Type | Required | Description |\n| --- | --- | --- | --- |\n"
    rows = "| itemCount | xsd:int | Yes | Number. |\n| region | xsd:string | Zork | Where. |\n"
    folder = make_tree({"en/o.md": head + rows})
    result = run_cli("check", folder, "--select", "GSC304", "--format", "json")
    assert _brief(result, "line", "reading") == [(6, "Zork")]


def test_half_translated_and_double_labels_are_noted(make_tree: MakeTree, run_cli: Run) -> None:
    """They are notes, since the identifiers behind them are findings already."""
    korean = (
        _DE.replace("orderState", "order상태")
        .replace("region", "항목")
        .replace("itemCount", "항목")
    )
    folder = make_tree({"en/o.md": _EN, "de/o.md": _DE, "ko/o.md": korean})
    result = run_cli("check", folder, "--select", "GSC4", "--format", "json")
    assert _brief(result, "rule", "line", "severity", "message") == [
        ("GSC401", 6, "note", "label 'Order 상태' of 'orderState' is half translated"),
        ("GSC402", 7, "note", "label '항목' of 'region' is that of 'itemCount' too"),
    ]


def test_code_in_prose_is_compared_as_a_collection(make_tree: MakeTree, run_cli: Run) -> None:
    """Reordered is right; one exchanged for one is mended; two for two are only reported."""
    english = (
        "# Notes\n\nSet `itemCount` before `region`.\n\n"
        "Use `a` and `b`.\n\nSee `first` or `second`.\n"
    )
    french = (
        "# Notes\n\nAvant `région`, donnez `itemCount`.\n\n"
        "Avec `b` et `a`.\n\nVoir `un` ou `deux`.\n"
    )
    folder = make_tree({"en/n.md": english, "fr/n.md": french})
    result = run_cli("check", folder, "--select", "GSC502", "--format", "json")
    assert _brief(result, "line", "severity", "reading", "replacement", "fixable") == [
        (3, "error", "région", "region", True),
        (7, "warning", "un", None, False),
        (7, "warning", "deux", None, False),
    ]
    run_cli("fix", folder, "--write", "--allow-dirty", "--select", "GSC502")
    assert (folder / "fr/n.md").read_text("utf-8") == french.replace("région", "region")


def test_code_that_the_reference_has_elsewhere_is_left_alone(
    make_tree: MakeTree, run_cli: Run
) -> None:
    """It may be right, in an edition of another revision."""
    folder = make_tree(
        {"en/n.md": "# N\n\nCall `version4`.\n\nNot `version3`.\n",
         "fr/n.md": "# N\n\nAppelez `version3`.\n\nPas `version3`.\n"}
    )  # fmt: skip
    result = run_cli("check", folder, "--select", "GSC502", "--format", "json")
    assert _brief(result, "line", "severity", "fixable") == [(3, "warning", False)]


def test_unprotected_identifiers_are_reported_when_asked_for(
    make_tree: MakeTree, run_cli: Run
) -> None:
    """Off by default; with `--protect` they have fixes."""
    folder = make_tree({"en/o.md": _EN.replace("| region |", "| `region` |")})
    assert "GSC501" not in run_cli("check", folder, "--format", "json").stdout
    found = run_cli("check", folder, "--select", "GSC501", "--format", "json")
    assert _brief(found, "line", "reading", "severity") == [
        (5, "itemCount", "note"), (5, "xsd:int", "note"), (6, "orderState", "note"),
        (6, "types:OrderState", "note"), (7, "xsd:string", "note"),
    ]  # fmt: skip


def test_protecting_puts_identifiers_into_code_markup(make_tree: MakeTree, run_cli: Run) -> None:
    """Damaged ones are mended and marked at once; doing it again changes nothing."""
    html = (
        "<h1>Item</h1><table><tr><th>Nom</th><th>Type</th></tr>"
        "<tr><td>qte</td><td><span class='codeph'>xsd:int</span></td></tr></table>\n"
    )
    folder = make_tree(
        {"en/o.md": _EN, "de/o.md": _DE, "fr/o.md": _DE.replace("region", "région"),
         "en/i.html": html, "de/i.html": html, "fr/i.html": html}
    )  # fmt: skip
    run_cli("fix", folder, "--protect", "--write", "--allow-dirty")
    assert (folder / "fr/o.md").read_text("utf-8").splitlines()[4:] == [
        "| `itemCount` | `xsd:int` | Anzahl. |",
        "| `orderState` | `types:OrderState` | Zustand. |",
        "| `region` | `xsd:string` | Wohin. |",
    ]
    assert "<span class='codeph'><code>xsd:int</code></span>" in (folder / "en/i.html").read_text()
    again = run_cli("fix", folder, "--protect", "--write", "--allow-dirty")
    assert again.stderr == "0 files changed, 0 fixes\n"


def test_a_comment_suppresses_findings_for_a_reason(make_tree: MakeTree, run_cli: Run) -> None:
    """In its line, or above the next one; a suppressed finding is not fixed either."""
    french = _DE.replace("| region |", "| région <!-- gen-schema: ignore[GSC1] house word --> |")
    french = (
        "<!-- gen-schema: ignore-file[identifier-case] all lower here -->\n\n"
        + french.replace("orderState", "OrderState")
    )
    folder = make_tree({"en/o.md": _EN, "de/o.md": _DE, "fr/o.md": french})
    assert _findings(run_cli("check", folder, "--ignore", "GSC2,GSC4", "--format", "json")) == []
    assert run_cli("fix", folder).stdout == ""


def test_comments_without_use_reason_or_rule_are_reported(
    make_tree: MakeTree, run_cli: Run
) -> None:
    """Each by a rule of its own; comments shown in code samples are none."""
    french = (
        _DE.replace("| region |", "| région <!-- gen-schema: ignore[GSC104] --> |")
        + "\n<!-- gen-schema: ignore[GSC101] was wrong once -->\n\nText.\n"
        + "\n<!-- gen-schema: ignore[GSC999] typing error -->\n<!-- gen-schema: ignroe -->\n"
        + "\n```\n<!-- gen-schema: ignore[GSC101] -->\n```\n"
    )
    folder = make_tree({"en/o.md": _EN, "de/o.md": _DE, "fr/o.md": french})
    result = run_cli("check", folder, "--ignore", "GSC2,GSC4", "--format", "json")
    assert _brief(result, "rule", "line") == [
        ("GSC901", 7), ("GSC902", 9), ("GSC903", 13), ("GSC903", 14),
    ]  # fmt: skip


def test_a_baseline_leaves_known_findings_out(make_tree: MakeTree, run_cli: Run) -> None:
    """New ones are reported, and those that no longer occur; text may move."""
    french = _DE.replace("region", "région").replace("itemCount", "ItemCount")
    folder = make_tree({"s/en/o.md": _EN, "s/de/o.md": _DE, "s/fr/o.md": french})
    file = folder / "known.json"
    words = ("check", folder / "s", "--ignore", "GSC2", "--baseline", file)
    written = run_cli(*words, "--write-baseline")
    assert (written.exit_code, written.stderr) == (0, f"{file}: 2 findings written\n")
    moved = french.replace("# Order\n", "# Order\n\nNeu.\n").replace("région", "region")
    moved = moved.replace("orderState", "OrderState")
    (folder / "s/fr/o.md").write_text(moved, "utf-8")
    (folder / "s/en/o.md").write_text(_EN.replace("# Order\n", "# Order\n\nNew.\n"), "utf-8")
    (folder / "s/de/o.md").write_text(_DE.replace("# Order\n", "# Order\n\nNeu.\n"), "utf-8")
    result = run_cli(*words, "--format", "json")
    assert _brief(result, "rule", "path", "line", "reading") == [
        ("GSC904", "fr/o.md", 1, "GSC104 région"),
        ("GSC103", "fr/o.md", 8, "OrderState"),
    ]


def test_every_rule_of_the_table_has_a_test_here() -> None:
    """Or in the tests of check and fix, or of the samples that only larger pages show."""
    elsewhere = {"GSC101", "GSC102", "GSC103", "GSC105", "GSC106", "GSC107", "GSC108", "GSC109"}
    elsewhere |= {"GSC110", "GSC202"}
    own = Path(__file__).read_text("utf-8")
    assert [
        code
        for code, rule in load_rules().items()
        if code not in elsewhere and code not in own and rule.name not in own
    ] == []
