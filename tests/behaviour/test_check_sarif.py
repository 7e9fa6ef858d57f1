"""SARIF: valid by the official schema, and its fixes are what `fix` does."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import jsonschema
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from click.testing import Result

    Run = Callable[..., Result]
    MakeTree = Callable[[Mapping[str, str | bytes]], Path]

_SCHEMA = Path(__file__).parents[1] / "vendored" / "sarif-2.1.0-rtm.5.json"


def _apply(log: dict[str, Any], top: Path) -> dict[Path, bytes]:
    """Make a log's fixes as any consumer would: by lines and columns of characters."""
    changes: dict[Path, set[tuple[int, int, int, int, str]]] = {}
    for result in log["runs"][0]["results"]:
        for change in [c for fix in result.get("fixes", []) for c in fix["artifactChanges"]]:
            file = top / unquote(change["artifactLocation"]["uri"])
            for one in change["replacements"]:
                region = one["deletedRegion"]
                keys = ("startLine", "startColumn", "endLine", "endColumn")
                place = tuple(region[key] for key in keys)
                changes.setdefault(file, set()).add((*place, one["insertedContent"]["text"]))
    made = {}
    for file, edits in changes.items():
        mark, text = re.fullmatch("(\ufeff?)(.*)", file.read_bytes().decode(), re.DOTALL).groups()  # type: ignore[union-attr]
        lines = re.split("(\r\n|\n|\r)", text)
        for line, column, _, end, new in sorted(edits, reverse=True):
            old = lines[2 * (line - 1)]
            lines[2 * (line - 1)] = old[: column - 1] + new + old[end - 1 :]
        made[file] = (mark + "".join(lines)).encode()
    return made


def _compare(run_cli: Run, top: Path, specs: Path, *options: str) -> int:
    """Compare the fixes of SARIF with what `fix --write` makes; give how many pages change."""
    result = run_cli("check", specs, "--format", "sarif", *options)
    log = json.loads(result.stdout)
    jsonschema.validate(log, json.loads(_SCHEMA.read_text("utf-8")))
    expected = _apply(log, top)
    before = {path: path.read_bytes() for path in sorted(specs.rglob("*")) if path.is_file()}
    run_cli("fix", specs, "--write", "--allow-dirty", *options)
    after = {path: path.read_bytes() for path in before}
    assert after == before | expected
    return len(expected)


@pytest.mark.parametrize("options", [(), ("--protect",)])
def test_fixes_of_sarif_are_those_of_fix(
    make_tree: MakeTree, run_cli: Run, specs: Path, options: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """On the sample pages, whatever their line ends, names and byte-order marks."""
    files: dict[str, str | bytes] = {
        f"my pages/{path.relative_to(specs).as_posix()}": path.read_bytes()
        for path in sorted(specs.rglob("*.md"))
    }
    for count, name in enumerate(files):
        data = bytes(files[name])  # type: ignore[arg-type]
        ends = (b"\n", b"\r\n", b"\r")[count % 3]
        files[name] = (b"\xef\xbb\xbf" if count % 2 else b"") + data.replace(b"\n", ends)
    top = make_tree(files)
    monkeypatch.chdir(top)
    assert _compare(run_cli, top, top / "my pages", *options) > 30


def test_a_rule_tells_what_it_is_about(run_cli: Run, specs: Path) -> None:
    """Its help has an example of before and after, for viewers with and without Markdown."""
    log = json.loads(run_cli("check", specs, "--format", "sarif").stdout)
    (run,) = log["runs"]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert rules["GSC106"]["defaultConfiguration"] == {"level": "error", "enabled": True}
    assert "Before:" in rules["GSC106"]["help"]["text"]
    assert all(rule["help"]["markdown"].count("```") == 4 for rule in rules.values())
    assert {r["ruleId"] for r in run["results"]} <= rules.keys()
    places = [list(rules).index(r["ruleId"]) for r in run["results"]]
    assert places == [r["ruleIndex"] for r in run["results"]]


def test_fingerprints_are_distinct_and_stay_when_text_moves(
    make_tree: MakeTree, run_cli: Run, specs: Path
) -> None:
    """They name a finding from one commit to the next."""

    def fingerprints(folder: Path) -> list[str]:
        log = json.loads(run_cli("check", folder, "--format", "sarif").stdout)
        found = [r["partialFingerprints"] for r in log["runs"][0]["results"]]
        assert {tuple(each) for each in found} == {("genSchema/v1",)}
        return sorted(each["genSchema/v1"] for each in found)

    pages = {path.relative_to(specs).as_posix(): path.read_bytes() for path in specs.rglob("*.md")}
    before = fingerprints(make_tree(pages))
    moved = {n: re.sub(rb"\n(# .*\n)", rb"\n\1\nMore.\n", data) for n, data in pages.items()}
    assert moved != pages
    assert fingerprints(make_tree(moved)) == before
    assert len(set(before)) == len(before)


@pytest.mark.slow
def test_sarif_of_a_large_corpus_is_valid_and_fixes_the_same(
    run_cli: Run, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a real corpus, with two editions."""
    copy = shutil.copytree(shared / "corpus" / "bot-framework", tmp_path / "pages")
    monkeypatch.chdir(tmp_path)
    assert _compare(run_cli, tmp_path, copy) > 0
