"""Output folders that refuse, hold the wrong things, or lose their writer half-way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.diagnostics import render_diagnostic
from generator.emit.artifact import Artifact
from generator.output import OutputError, OutputFolder, change_in_place, exchange_trees

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.output import TreePlan


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _make(files: Mapping[str, str], emitter: str = "python") -> tuple[Artifact, ...]:
    return tuple(
        Artifact(path=path, content=text.encode(), emitter=emitter) for path, text in files.items()
    )


def _plan(files: Mapping[str, str], *, force: bool = False) -> TreePlan:
    with OutputFolder.open(Path("out")) as folder:
        plan = folder.plan(_make(files), version="1", digest="d", force=force)
        if not plan.conflicts:
            folder.write(plan)
    return plan


def _names(folder: str) -> list[str]:
    return sorted(path.name for path in Path(folder).iterdir())


def _messages(plan: TreePlan) -> list[str]:
    return [render_diagnostic(found) for found in plan.diagnostics]


def test_an_edited_file_is_kept_and_reported_until_forced() -> None:
    """An edit survives, run after run; the files around it are written."""
    _plan({"a.py": "a", "b.py": "b"})
    Path("out/a.py").write_text("edited")
    expected = """\
out/a.py: warning[GS603]: generated file was edited by hand; left as it is
  help: move the edit elsewhere, or run again with --force to overwrite it"""
    for text in ("b2", "b3"):
        assert [expected] == _messages(_plan({"a.py": "a2", "b.py": text}))
        assert ["edited", text] == [Path(f"out/{name}.py").read_text() for name in "ab"]
    assert _messages(_plan({"a.py": "a2", "b.py": "b3"}, force=True)) == []
    assert Path("out/a.py").read_text() == "a2"


def test_an_edited_file_that_is_no_longer_made_is_kept_until_forced() -> None:
    """It is reported as often as it is found."""
    _plan({"a.py": "a", "b.py": "b"})
    Path("out/b.py").write_text("edited")
    expected = """\
out/b.py: warning[GS603]: file is no longer generated, but was edited by hand; left as it is
  help: delete it, or run again with --force"""
    assert [expected] == _messages(_plan({"a.py": "a"}))
    assert [expected] == _messages(_plan({"a.py": "a"}))
    assert _messages(_plan({"a.py": "a"}, force=True)) == []
    assert not Path("out/b.py").exists()


def test_a_file_of_somebody_else_is_in_the_way() -> None:
    """Nothing is written until it is moved or given up."""
    Path("out").mkdir()
    Path("out/a.py").write_text("mine")
    expected = """\
out/a.py: error[GS603]: a file that was not generated stands where one would be written
  help: move it away, or run again with --force to overwrite it"""
    assert [expected] == _messages(_plan({"a.py": "a", "b.py": "b"}))
    assert _names("out") == ["a.py"]
    assert _messages(_plan({"a.py": "a", "b.py": "b"}, force=True)) == []
    assert Path("out/a.py").read_text() == "a"


@pytest.mark.parametrize("force", [False, True])
def test_links_and_folders_in_the_way_are_never_replaced(*, force: bool) -> None:
    """Not even by force: what stands behind them is not ours to judge."""
    Path("out/folder.py").mkdir(parents=True)
    Path("out/link").symlink_to("..")
    Path("out/link.py").symlink_to("../victim")
    Path("out/file").touch()
    expected = [
        f"out/{path}: error[GS603]: {message}\n  help: move it away"
        for path, message in (
            ("file/a.py", "a link or file stands where a folder would be made"),
            ("folder.py", "a link or folder stands where a file would be written"),
            ("link.py", "a link or folder stands where a file would be written"),
            ("link/a.py", "a link or file stands where a folder would be made"),
        )
    ]
    paths = ("file/a.py", "folder.py", "link.py", "link/a.py")
    assert expected == _messages(_plan(dict.fromkeys(paths, "x"), force=force))
    assert [path for path in ("victim", "a.py") if Path(path).exists()] == []


def test_a_manifest_of_something_else_is_in_the_way() -> None:
    """A web application's manifest.json is not overwritten."""
    Path("out").mkdir()
    Path("out/manifest.json").write_text('{"name": "app", "files": []}')
    expected = """\
out/manifest.json: error[GS603]: a file that was not generated stands where one would be written
  help: move it away, or run again with --force to overwrite it"""
    assert [expected] == _messages(_plan({"a.py": "a"}))


def test_paths_that_some_file_system_takes_for_one_are_an_error() -> None:
    """Spellings apart by case or composition, doubles, and a file that is also a folder."""
    files = _make({"a/X.py": "", "a/x.py": "", "b": "", "b/c.py": "", "e\u0301": "", "\xe9": ""})
    with OutputFolder.open(Path("out")) as folder:
        plan = folder.plan((*files, *_make({"d": "1"}), *_make({"d": "2"})), version="", digest="")
    expected = [
        f"out/{path}: error[GS607]: output files have one name: {names}\n"
        "  help: rename an API in its gen-schema.toml"
        for path, names in (
            ("a/X.py", "'a/X.py' and 'a/x.py'"),
            ("b/c.py", "'b' and 'b/c.py'"),
            ("d", "'d'"),
            ("e\u0301", "'e\u0301' and '\xe9'"),
        )
    ]
    assert sorted(expected) == sorted(_messages(plan))


def _refusal(out: str) -> str:
    with pytest.raises(OutputError) as caught, OutputFolder.open(Path(out)):
        pass
    return render_diagnostic(caught.value.diagnostic)


def test_a_file_is_no_output_folder() -> None:
    """Neither in its place nor on the way to it."""
    Path("file").touch()
    assert _refusal("file") == "file: error[GS604]: output folder is a file"
    expected = "file/out: error[GS604]: output folder cannot be written: Not a directory"
    assert _refusal("file/out").startswith(expected)


def test_a_second_run_is_told_of_the_first() -> None:
    """The lock is the process's: it is free again when the first run is gone."""
    expected = "out: error[GS604]: another run is writing to the output folder"
    with OutputFolder.open(Path("out")):
        assert expected == _refusal("out")
    _plan({"a.py": "a"})
    assert _names(".") == ["out"]


def test_a_folder_where_nothing_may_be_made_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's reason and the place are part of the message."""

    def access(_path: Path, _mode: int) -> bool:
        return False

    monkeypatch.setattr(os, "access", access)
    expected = "out: error[GS604]: output folder cannot be written: Permission denied"
    assert _refusal("out").startswith(expected)


def test_a_full_disk_leaves_the_old_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever fails while a tree is staged, the old one stands and nothing is left beside."""
    _plan({"a.py": "a"})

    def write_file(path: Path, _content: bytes) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(exchange_trees, "write_file", write_file)
    monkeypatch.setattr(change_in_place, "write_file", write_file)
    with pytest.raises(OutputError) as caught:
        _plan({"a.py": "b"})
    expected = "out: error[GS604]: output folder cannot be written: No space left on device"
    assert render_diagnostic(caught.value.diagnostic).startswith(expected)
    assert (_names("."), _names("out")) == (["out"], ["a.py", "manifest.json"])
    assert Path("out/a.py").read_text() == "a"


def test_a_leftover_that_cannot_be_removed_stops_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """The new tree stands; the next one is written into its place file by file."""
    _plan({"a.py": "a"})

    def remove_tree(path: Path) -> None:
        raise OSError(1, "Operation not permitted", str(path))

    with monkeypatch.context() as patched:
        patched.setattr(exchange_trees, "remove_tree", remove_tree)
        _plan({"a.py": "b"})
        assert Path("out/a.py").read_text() == "b"
        assert _names(".") == [".out.gen-schema-stage", "out"]
        _plan({"a.py": "c"})
        assert Path("out/a.py").read_text() == "c"
    _plan({"a.py": "d"})
    assert _names(".") == ["out"]


@pytest.mark.parametrize("steps", ["7", "[1]", '[{"path": "a.py"}]', "[" * 100_000, "\xff"])
def test_a_broken_journal_is_dropped(steps: str) -> None:
    """What cannot be read cannot have been ours."""
    _plan({"a.py": "a"})
    Path("out/.gen-schema-stage").mkdir()
    Path("out/.gen-schema-stage/journal.json").write_bytes(steps.encode("latin-1"))
    _plan({"a.py": "b"})
    assert _names("out") == ["a.py", "manifest.json"]


def test_a_journal_cannot_reach_out_of_the_folder() -> None:
    """Recovery touches inner files only, and only those that are as the journal found them."""
    _plan({"a.py": "a"})
    stage = Path("out/.gen-schema-stage")
    stage.mkdir()
    Path("out/link").symlink_to("..")
    Path("victim").write_text("v")
    steps = [
        {"path": path, "before": None, "after": "x"}
        for path in ("../new", "link/new", "/new", "a.py")
    ]
    (stage / "journal.json").write_text(json.dumps(steps))
    for index in range(len(steps)):
        (stage / f"{index}.new").write_text("evil")
    _plan({"a.py": "a"})
    assert (Path("out/a.py").read_text(), _names(".")) == ("a", ["out", "victim"])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the writer is killed in a fork")
@pytest.mark.parametrize("way", ["exchange", "in-place"])
def test_a_writer_killed_at_any_step_leaves_the_old_tree_or_the_new(
    tmp_path: Path, way: str
) -> None:
    """At once where trees change places, after the next start where they change in place."""
    script = Path(__file__).parent / "kill_writer.py"
    run = subprocess.run(
        [sys.executable, script, tmp_path / "base", way],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(script.parents[2])},
    )
    reports = [json.loads(line) for line in run.stdout.splitlines()]
    old, new = reports[0]["killed"], reports[-1]["final"]
    assert (old["shop/models.py"], new["shop/models.py"]) == ("old", "new")
    assert len(reports) > 30
    for report in reports:
        if way == "exchange":
            assert report["killed"] in (old, new)
        assert report["recovered"] in (old, new)
        assert report["left"] == ["out"]
        assert report["final"] == new
    assert [old, new] == [reports[0]["recovered"], reports[-1]["recovered"]]
