"""`generator.output`: what is written, kept and removed, and what a manifest may claim."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.emit.artifact import Artifact
from generator.emit.catalog import CatalogFile, CatalogMessage
from generator.emit.catalog_babel import format_po
from generator.emit.catalog_merge import mark_proposal
from generator.output import (
    OutputError,
    OutputFolder,
    Written,
    check_output,
    exchange_trees,
    read_existing,
)
from generator.output.exchange_trees import UnsuitedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.output import TreePlan

_VERSION = "1.2.3"
_DIGEST = "ab" * 32


def _make(files: Mapping[str, str], emitter: str = "python") -> tuple[Artifact, ...]:
    return tuple(
        Artifact(path=path, content=text.encode(), emitter=emitter) for path, text in files.items()
    )


def _write(out: Path, artifacts: tuple[Artifact, ...], *emit: str, force: bool = False) -> TreePlan:
    with OutputFolder.open(out) as folder:
        plan = folder.plan(artifacts, version=_VERSION, digest=_DIGEST, emit=emit, force=force)
        folder.write(plan)
    return plan


def _read(out: Path) -> dict[str, str]:
    """Give every file but the manifest."""
    return {
        path.relative_to(out).as_posix(): path.read_text()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name != "manifest.json"
    }


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _owned(out: Path) -> list[tuple[str, str]]:
    manifest = json.loads((out / "manifest.json").read_text())
    return [(record["path"], record["emitter"]) for record in manifest["files"]]


@pytest.fixture(params=["exchange", "in place"], autouse=True)
def _way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run every test in both ways of changing a tree."""
    if request.param == "in place":

        def refuse(_first: Path, _second: Path) -> None:
            raise UnsuitedError("refused by the test")

        monkeypatch.setattr(exchange_trees, "_swap", refuse)


def test_a_new_folder_holds_the_artifacts_and_their_manifest(tmp_path: Path) -> None:
    """Every file is listed with its digest and emitter; parents are made."""
    out = tmp_path / "deep/out"
    _write(out, _make({"b/x.py": "x", "a.py": "é"}))
    expected = {
        "generator": _VERSION,
        "input": _DIGEST,
        "files": [
            {
                "path": path,
                "sha256": hashlib.sha256(text.encode()).hexdigest(),
                "emitter": "python",
            }
            for path, text in (("a.py", "é"), ("b/x.py", "x"))
        ],
    }
    assert expected == json.loads((out / "manifest.json").read_text())
    assert _read(out) == {"a.py": "é", "b/x.py": "x"}
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["out"]


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    """The same artifacts leave every file as it stands, down to its inode."""
    out = tmp_path / "out"
    _write(out, _make({"a.py": "a"}))
    before = [(path, path.stat().st_ino) for path in [out, *sorted(out.iterdir())]]
    with OutputFolder.open(out) as folder:
        plan = folder.plan(_make({"a.py": "a"}), version=_VERSION, digest=_DIGEST)
        written = folder.write(plan)
    assert Written(written=0, unchanged=2, removed=0, kept=0) == written
    assert before == [(path, path.stat().st_ino) for path in [out, *sorted(out.iterdir())]]


def test_files_no_longer_made_are_removed_with_their_folders(tmp_path: Path) -> None:
    """Nothing but Python's cache keeps a folder alive."""
    out = tmp_path / "out"
    _write(out, _make({"a.py": "a", "b/c/d.py": "d", "b/c/e.py": "e"}))
    (out / "b/c/__pycache__").mkdir()
    (out / "b/c/__pycache__/d.pyc").touch()
    _write(out, _make({"a.py": "new"}))
    assert (_read(out), _names(out)) == ({"a.py": "new"}, ["a.py", "manifest.json"])


def test_files_of_emitters_that_did_not_run_stay(tmp_path: Path) -> None:
    """They stay ours: a later run of their emitter removes them."""
    out = tmp_path / "out"
    _write(out, (*_make({"a.py": "a", "b.py": "b"}), *_make({"a.xsd": "x"}, "xsd")))
    _write(out, _make({"a.py": "new"}), "python")
    assert _read(out) == {"a.py": "new", "a.xsd": "x"}
    assert _owned(out) == [("a.py", "python"), ("a.xsd", "xsd")]
    _write(out, _make({"a.py": "new"}))
    assert _read(out) == {"a.py": "new"}


def test_files_of_others_stay(tmp_path: Path) -> None:
    """Files, folders and links that were never generated survive every change, unread."""
    out = tmp_path / "out"
    _write(out, _make({"a/b.py": "b", "c.py": "c"}))
    (out / "a/mine.txt").write_text("mine")
    (out / "a/link").symlink_to("../../outside")
    (out / "empty").mkdir(mode=0o750)
    os.mkfifo(out / "pipe")
    inode = (out / "a/mine.txt").stat().st_ino
    _write(out, _make({"c.py": "new"}))
    assert _names(out) == ["a", "c.py", "empty", "manifest.json", "pipe"]
    assert _names(out / "a") == ["link", "mine.txt"]
    assert (out / "a/link").readlink() == Path("../../outside")
    assert (inode, 0o750) == (
        (out / "a/mine.txt").stat().st_ino,
        (out / "empty").stat().st_mode & 0o777,
    )


def test_catalogs_are_overwritten_though_edited(tmp_path: Path) -> None:
    """The emitter has merged a translator's edits, so nothing is lost."""
    out = tmp_path / "out"
    _write(out, _make({"l/a.po": "old"}, "labels"))
    (out / "l/a.po").write_text("edited")
    plan = _write(out, _make({"l/a.po": "edited and merged"}, "labels"))
    assert (plan.diagnostics, _read(out)) == ((), {"l/a.po": "edited and merged"})


def _catalog(msgstr: str) -> bytes:
    message = CatalogMessage(context="Loan", msgid="Loan", msgstr=msgstr)
    marked = replace(message, comments=mark_proposal("Prêt", is_fuzzy=False))
    return format_po(CatalogFile(header=(), comments=(), messages=(marked,)))


def test_translators_work_is_kept_when_its_edition_is_not_heard(tmp_path: Path) -> None:
    """Though the run that merged it has made the file its own; untouched, it goes."""
    out = tmp_path / "out"
    catalogs = (
        Artifact(path=f"l/{name}.po", content=_catalog(text), emitter="labels")
        for name, text in (("fr", "Emprunt"), ("ko", "Prêt"))
    )
    _write(out, tuple(catalogs))
    for _ in range(2):
        plan = _write(out, _make({"a.py": "a"}))
        assert _names(out / "l") == ["fr.po"]
        assert [found.message for found in plan.diagnostics] == [
            "file is no longer generated, but holds translators' work; left as it is"
        ]


def test_an_output_that_cannot_be_read_is_an_error_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever reads it, and in another process too."""
    out = tmp_path / "out"
    _write(out, _make({"a.py": "a"}))

    def refuse(_root: Path, path: str) -> bytes:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr("generator.output.output_folder.read_inner", refuse)
    monkeypatch.setattr("generator.output.plan_tree.read_inner", refuse)
    with pytest.raises(OutputError, match="Permission denied") as reading:
        read_existing(out, "a.py")
    with pytest.raises(OutputError, match="Permission denied"):
        check_output(out, _make({"a.py": "b"}), version=_VERSION, digest=_DIGEST)
    again = pickle.loads(pickle.dumps(reading.value))  # noqa: S301 - our own
    assert (again.diagnostic, str(again)) == (reading.value.diagnostic, str(reading.value))


def test_a_lost_manifest_is_made_again(tmp_path: Path) -> None:
    """Files that are what they shall be are ours without a claim."""
    out = tmp_path / "out"
    _write(out, _make({"a.py": "a"}))
    (out / "manifest.json").unlink()
    plan = _write(out, _make({"a.py": "a"}))
    assert ([path for path, _ in plan.created], plan.unchanged) == (["manifest.json"], ("a.py",))


@pytest.mark.parametrize(
    "path", ["../victim", "/victim", "a/../../victim", "link/victim", "", ".", "folder"]
)
def test_a_manifest_cannot_reach_out_of_the_folder(tmp_path: Path, path: str) -> None:
    """A claim to a path outside, behind a link, or of a folder removes nothing."""
    out = tmp_path / "out"
    _write(out, _make({"a.py": "a"}))
    (tmp_path / "victim").write_text("v")
    (out / "folder").mkdir()
    (out / "link").symlink_to(tmp_path)
    manifest = json.loads((out / "manifest.json").read_text())
    claim = {"path": path, "sha256": hashlib.sha256(b"v").hexdigest(), "emitter": "python"}
    manifest["files"] += [claim, 7, {"path": 1}, {**claim, "sha256": "x"}]
    (out / "manifest.json").write_text(json.dumps(manifest))
    plan = _write(out, _make({"a.py": "new"}))
    assert (
        plan.removed,
        (tmp_path / "victim").read_text(),
        (out / "folder").is_dir(),
    ) == ((), "v", True)


def test_a_link_to_the_folder_stays_a_link(tmp_path: Path) -> None:
    """The folder behind it changes."""
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to("real")
    _write(tmp_path / "out", _make({"a.py": "a"}))
    assert ((tmp_path / "out").is_symlink(), _read(tmp_path / "real")) == (True, {"a.py": "a"})


def test_what_appears_while_the_tree_is_built_is_carried_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that somebody saves at the last moment is not lost with the old tree."""
    out = tmp_path / "out"
    _write(out, _make({"a.py": "a"}))
    (out / "mine.txt").write_text("old")
    real_swap = exchange_trees._swap  # noqa: SLF001 - the moment before the exchange

    def swap(first: Path, second: Path) -> None:
        (out / "late").mkdir()
        (out / "late/new.txt").write_text("new")
        (out / "saved").write_text("saved")
        (out / "saved").replace(out / "mine.txt")
        real_swap(first, second)

    monkeypatch.setattr(exchange_trees, "_swap", swap)
    _write(out, _make({"a.py": "b"}))
    assert _read(out) == {"a.py": "b", "late/new.txt": "new", "mine.txt": "saved"}


def test_check_names_every_difference_and_writes_nothing(tmp_path: Path) -> None:
    """Missing, different and orphaned files, and the manifest that lists them."""
    out = tmp_path / "out"
    _write(out, _make({"a.py": "a", "b.py": "b", "c.py": "c"}))
    (out / "b.py").write_text("edited")
    (out / "foreign.txt").write_text("f")
    before = {path: path.stat().st_mtime_ns for path in [tmp_path, *tmp_path.rglob("*")]}
    found = check_output(
        out, _make({"a.py": "a", "b.py": "b", "d.py": "d"}), version=_VERSION, digest=_DIGEST
    )
    expected = [
        (f"{out}/b.py", "file differs from what would be generated"),
        (f"{out}/c.py", "file is an orphan: it is no longer generated"),
        (f"{out}/d.py", "file is missing"),
        (f"{out}/manifest.json", "file differs from what would be generated"),
    ]
    assert expected == [(finding.path, finding.message) for finding in found]
    assert before == {path: path.stat().st_mtime_ns for path in [tmp_path, *tmp_path.rglob("*")]}


def test_check_finds_nothing_after_a_run(tmp_path: Path) -> None:
    """What was just written is up to date, emitters that did not run included."""
    out = tmp_path / "out"
    artifacts = (*_make({"a.py": "a"}), *_make({"a.xsd": "x"}, "xsd"))
    _write(out, artifacts)
    assert check_output(out, artifacts, version=_VERSION, digest=_DIGEST) == ()
    assert (
        check_output(out, artifacts[:1], version=_VERSION, digest=_DIGEST, emit=("python",)) == ()
    )


def test_existing_files_are_read_from_inside_only(tmp_path: Path) -> None:
    """An emitter that merges cannot be led out of the folder."""
    out = tmp_path / "out"
    _write(out, _make({"a.po": "a"}))
    (tmp_path / "secret").write_text("s")
    (out / "link.po").symlink_to("../secret")
    paths = ("a.po", "b.po", "link.po", "../secret", "manifest.json/x")
    assert [read_existing(out, path) for path in paths] == [b"a", None, None, None, None]


def test_an_artifact_outside_the_folder_is_our_own_mistake(tmp_path: Path) -> None:
    """A path that leads out, or the manifest's own, is an exception, not a finding."""
    for path in ("../a", "/a", "a//b", "a\0", "manifest.json", "a/..", "c:d"):
        with (
            OutputFolder.open(tmp_path / "out") as folder,
            pytest.raises(ValueError, match="does not stay below"),
        ):
            folder.plan(_make({path: ""}), version=_VERSION, digest=_DIGEST)
    assert list(tmp_path.iterdir()) == []


def test_a_read_only_folder_of_somebody_else_is_carried_over(tmp_path: Path) -> None:
    """Its files and its permissions stay, and the old tree can still be removed."""
    out = tmp_path / "out"
    _write(out, _make({"a.py": "a"}))
    (out / "mine").mkdir()
    (out / "mine/b.txt").write_text("b")
    (out / "mine").chmod(0o555)
    _write(out, _make({"a.py": "new"}))
    assert _read(out) == {"a.py": "new", "mine/b.txt": "b"}
    assert ((out / "mine").stat().st_mode & 0o777, _names(tmp_path)) == (0o555, ["out"])


@pytest.mark.parametrize("reason", ["no links", "too many", "working folder", "nothing beside"])
def test_a_tree_that_cannot_be_exchanged_is_changed_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    """The folder stays the same folder; the result is the same tree."""
    out = tmp_path / "out"
    _write(out, _make({"a.py": "a", "b/c.py": "c"}))
    (out / "mine.txt").write_text("mine")
    inode = out.stat().st_ino

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    if reason == "no links":
        monkeypatch.setattr(os, "link", refuse)
    elif reason == "too many":
        monkeypatch.setattr(exchange_trees, "_MOST_CARRIED", 0)
    elif reason == "working folder":
        monkeypatch.chdir(out)
    else:
        monkeypatch.setattr(os, "access", lambda *_: False)
        monkeypatch.setattr(exchange_trees, "stage_path", lambda _: out / "no/stage")
    _write(out, _make({"a.py": "new", "d/e.py": "e"}))
    assert _read(out) == {"a.py": "new", "d/e.py": "e", "mine.txt": "mine"}
    assert (out.stat().st_ino, _names(tmp_path)) == (inode, ["out"])
    assert _names(out) == ["a.py", "d", "manifest.json", "mine.txt"]


@pytest.mark.parametrize(
    "text", ["[]", "{", '{"files": 1}', '{"files": [], "generator": 1, "input": ""}', "[" * 100_000]
)
def test_what_is_no_manifest_claims_nothing(tmp_path: Path, text: str) -> None:
    """It is somebody else's file, and in the way."""
    (tmp_path / "manifest.json").write_text(text)
    with OutputFolder.open(tmp_path) as folder:
        plan = folder.plan(_make({"a.py": "a"}), version=_VERSION, digest=_DIGEST)
        with pytest.raises(ValueError, match="conflicts"):
            folder.write(plan)
    assert plan.conflicts == ("manifest.json",)
