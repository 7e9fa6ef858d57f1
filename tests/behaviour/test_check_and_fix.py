"""`check` and `fix` on pages of every shape: what they say, what they write, what they leave."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]
    MakeTree = Callable[[Mapping[str, str | bytes]], Path]

_HEAD = "# Order {#order}\n\n"
_EN = (
    _HEAD + "| Name | Type | Description |\n| --- | --- | --- |\n"
    "| itemCount | xsd:int | Number of items. |\n"
    "| orderState | types:OrderState | Where it stands. |\n"
    "| note | xsd:string | Anything else. |\n"
)
_DE = (
    _HEAD + "| Name | Typ | Beschreibung |\n| --- | --- | --- |\n"
    "| itemCount | xsd:int | Anzahl der Artikel. |\n"
    "| orderState | types:OrderState | Wo sie steht. |\n"
    "| note | xsd:string | Sonstiges. |\n"
)
_FR = (
    _HEAD + "| Nom | Type | Description |\n| --- | --- | --- |\n"
    "| ItemCount | xsd:int | Nombre. |\n"
    "| orderState | type : OrderState | Où elle en est. |\n"
    "| note | xsd:string | Autre. |\n"
)
_KO = (
    _HEAD + "| 이름 | 유형 | 설명 |\n| --- | --- | --- |\n"
    "| itemCount | xsd:int | 항목 수. |\n"
    "| order상태 | types:OrderState | 상태. |\n"
    "| note | xsd:string | 기타. |\n"
)
_PAGES = {"en/o.md": _EN, "de/o.md": _DE, "fr/o.md": _FR, "ko/o.md": _KO}


def _commit(folder: Path) -> None:
    """Make a git checkout of a folder."""
    for words in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "pages"],
    ):
        subprocess.run(["git", *words], cwd=folder, check=True)


def test_check_lists_every_damaged_cell(make_tree: MakeTree, run_cli: Run) -> None:
    """With its place, its rule and what belongs there."""
    result = run_cli("check", make_tree(_PAGES), "--select", "GSC1", "--format", "json")
    found = [
        (f["path"], f["line"], f["rule"], f["reading"], f["replacement"], f["fixable"])
        for f in json.loads(result.stdout)["findings"]
    ]
    assert found == [
        ("fr/o.md", 5, "GSC103", "ItemCount", "itemCount", True),
        ("fr/o.md", 6, "GSC106", "type : OrderState", "types:OrderState", True),
        ("ko/o.md", 6, "GSC102", "order상태", "orderState", True),
    ]
    assert result.exit_code == 1


def test_text_has_carets_below_wide_characters(make_tree: MakeTree, run_cli: Run) -> None:
    """A Korean syllable takes two cells."""
    result = run_cli("check", make_tree(_PAGES), "--select", "GSC102")
    lines = result.stdout.splitlines()
    assert lines[:3] == [
        "ko/o.md:6:3: error[GSC102]: [*] identifier 'order상태' in Order should be 'orderState'",
        "    | order상태 | types:OrderState | 상태. |",
        "      ^^^^^^^^^",
    ]
    assert result.stderr == "1 error; 1 fixable with `gen-schema fix`\n"


def test_fix_prints_a_diff_that_git_applies(make_tree: MakeTree, run_cli: Run) -> None:
    """And writes nothing itself."""
    folder = make_tree(_PAGES)
    _commit(folder)
    result = run_cli("fix", folder)
    assert (folder / "fr/o.md").read_text("utf-8") == _FR
    subprocess.run(["git", "apply", "-"], cwd=folder, input=result.stdout_bytes, check=True)
    assert (folder / "fr/o.md").read_text("utf-8") == (
        _FR.replace("ItemCount", "itemCount").replace("type : OrderState", "types:OrderState")
    )
    assert (folder / "ko/o.md").read_text("utf-8") == _KO.replace("order상태", "orderState")
    assert run_cli("check", folder).exit_code == 0


def test_fixing_twice_changes_nothing(make_tree: MakeTree, run_cli: Run) -> None:
    """The second run finds nothing to do."""
    folder = make_tree(_PAGES)
    _commit(folder)
    first = run_cli("fix", folder, "--write")
    assert (first.exit_code, first.stdout, first.stderr) == (
        0,
        "",
        "2 files changed, 3 fixes\n",
    )
    _commit_again(folder)
    assert run_cli("fix", folder, "--write").stderr == "0 files changed, 0 fixes\n"


def _commit_again(folder: Path) -> None:
    subprocess.run(
        ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qam", "fixed"],
        cwd=folder, check=True,
    )  # fmt: skip


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("tail", [True, False])
def test_every_other_byte_stays(
    make_tree: MakeTree, run_cli: Run, end: str, mark: str, tail: bool
) -> None:
    """Line ends, byte-order mark, tabs, and a last line without its end."""
    page = _FR.replace("| Nombre. |", "|\tNombre.\t|").rstrip("\n") + ("\n" if tail else "")
    before = (mark + page.replace("\n", end)).encode()
    folder = make_tree({**_PAGES, "fr/o.md": before})
    result = run_cli("fix", folder, "--write", "--allow-dirty")
    assert result.exit_code == 0
    assert (folder / "fr/o.md").read_bytes() == before.replace(b"ItemCount", b"itemCount").replace(
        b"type : OrderState", b"types:OrderState"
    )


def test_pages_that_are_not_committed_are_refused(make_tree: MakeTree, run_cli: Run) -> None:
    """Changed, untracked, or in no repository: there would be no way back."""
    folder = make_tree(_PAGES)
    outside = run_cli("fix", folder, "--write")
    assert outside.exit_code == 1
    assert outside.stderr.splitlines() == [
        "fr/o.md: not written: is in no git repository (--allow-dirty)",
        "ko/o.md: not written: is in no git repository (--allow-dirty)",
        "0 files changed, 0 fixes",
    ]
    _commit(folder)
    (folder / "ko/o.md").write_text(_KO + "\n", "utf-8")
    subprocess.run(["git", "rm", "-q", "--cached", "fr/o.md"], cwd=folder, check=True)
    inside = run_cli("fix", folder, "--write")
    assert inside.stderr.splitlines() == [
        "fr/o.md: not written: is not tracked by git (--allow-dirty)",
        "ko/o.md: not written: has uncommitted changes (--allow-dirty)",
        "0 files changed, 0 fixes",
    ]
    assert (folder / "ko/o.md").read_text("utf-8") == _KO + "\n"
