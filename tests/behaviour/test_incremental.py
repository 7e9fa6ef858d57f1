"""A run with a cache gives the bytes that one without gives, whatever changed in between."""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from generator.cache.store import Store
from generator.pages.read_page import read
from generator.pages.workers import Workers
from generator.pipeline import generate
from tests.page_factory import files_of, pipe_table, write_editions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

_EN = "# Loan {#loan}\n\n" + pipe_table(
    ["Name", "Type", "Description"],
    ["dueDate", "xsd:date", "The day on which the copy must be back."],
    ["copyHandle", "xsd:string", "Which of the copies was lent."],
)
_FR = _EN.replace("dueDate", "échéance").replace("The day on", "Le jour où")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with one small API."""
    editions = {"en": {"loan.md": _EN, "b.md": "# B\n"}, "fr": {"loan.md": _FR}}
    return write_editions(tmp_path / "loans", editions)


def _tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Count the pages that are read, and the runs through the pipeline."""
    counts = {"pages": 0, "runs": 0}

    def count_page(source: object) -> object:
        counts["pages"] += 1
        return read(source)  # type: ignore[arg-type]

    def count_run(*arguments: object, **options: object) -> object:
        counts["runs"] += 1
        return generate(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("generator.pages.workers.read", count_page)
    monkeypatch.setattr(pipeline, "generate", count_run)
    return counts


def test_a_run_that_has_nothing_to_do_does_nothing_and_says_the_same(
    folder: Path, tmp_path: Path, run_cli: Callable[..., Result], counted: dict[str, int]
) -> None:
    """Not even after an output was made anew: merged catalogs stay what they are."""
    first = run_cli(folder, "-o", tmp_path / "out", "--verbose")
    tree = _tree(tmp_path / "out")
    assert (first.exit_code, counted) == (0, {"pages": 3, "runs": 1})
    again = run_cli(folder, "-o", tmp_path / "out", "--verbose")
    assert (again.exit_code, again.stderr, counted) == (0, first.stderr, {"pages": 3, "runs": 1})
    assert _tree(tmp_path / "out") == tree
    assert again.stdout.replace("0 written", "") != first.stdout
    assert "0 written" in again.stdout


def test_only_what_changed_is_read_again(
    folder: Path, tmp_path: Path, run_cli: Callable[..., Result], counted: dict[str, int]
) -> None:
    """The result is that of a run without a cache."""
    run_cli(folder, "-o", tmp_path / "out")
    (folder / "fr" / "loan.md").write_text(_FR.replace("Le jour où", "Le jour auquel"))
    run_cli(folder, "-o", tmp_path / "out")
    assert counted == {"pages": 4, "runs": 2}
    run_cli(folder, "-o", tmp_path / "cold", "--no-cache")
    assert counted == {"pages": 7, "runs": 3}
    assert _tree(tmp_path / "out") == _tree(tmp_path / "cold")


def test_what_is_left_undone_is_said(
    folder: Path, tmp_path: Path, run_cli: Callable[..., Result]
) -> None:
    """A schema whose texts alone changed is not verified again, but where no cache says it was."""
    options = ("-o", tmp_path / "out", "--verbose")
    first = run_cli(folder, *options)
    assert "not verified again" not in first.stdout
    (folder / "fr" / "loan.md").write_text(_FR.replace("Le jour où", "Le jour auquel"))
    changed = run_cli(folder, *options)
    assert "loans/loans.xsd: not verified again, a former run found" in changed.stdout
    assert "nothing was done again" in run_cli(folder, *options).stdout
    assert "again" not in run_cli(folder, *options, "--no-cache").stdout


@pytest.mark.parametrize(
    "change",
    ["a file is missing", "a file was edited", "another option", "a page more", "a template"],
)
def test_whatever_the_result_depends_on_makes_a_run_a_run(
    folder: Path,
    tmp_path: Path,
    run_cli: Callable[..., Result],
    counted: dict[str, int],
    change: str,
) -> None:
    """The output folder too."""
    out, options = tmp_path / "out", list[str]()
    (tmp_path / "templates").mkdir()
    options = ["--templates", str(tmp_path / "templates")]
    run_cli(folder, "-o", out, *options)
    if change == "a file is missing":
        (out / "loans" / "loans.xsd").unlink()
    elif change == "a file was edited":
        (out / "loans" / "loans.xsd").write_bytes(b"<edited/>")
    elif change == "another option":
        options.append("--use-fuzzy")
    elif change == "a page more":
        (folder / "fr" / "b.md").write_text("# B\n")
    else:
        (tmp_path / "templates" / "other.jinja").write_text("x")
    found = run_cli(folder, "-o", out, *options)
    assert (found.exit_code, counted["runs"]) == (0, 2)


def test_edits_of_a_translator_are_merged_and_then_remembered(
    folder: Path, tmp_path: Path, run_cli: Callable[..., Result], counted: dict[str, int]
) -> None:
    """An edited catalog is another input."""
    out = tmp_path / "out"
    run_cli(folder, "-o", out)
    path = out / "loans/locale/fr/LC_MESSAGES/loans.po"
    path.write_text(path.read_text().replace('\nmsgstr ""\n', '\nmsgstr "Rendu"\n', 2))
    for _ in range(2):
        run_cli(folder, "-o", out)
    assert counted["runs"] == 2
    merged = _tree(out)
    run_cli(folder, "-o", out, "--no-cache")
    assert (_tree(out), counted["runs"]) == (merged, 3)


def test_a_damaged_cache_is_no_harm(
    folder: Path, tmp_path: Path, run_cli: Callable[..., Result]
) -> None:
    """Cut off, emptied, or filled with something else."""
    run_cli(folder, "-o", tmp_path / "out", "--cache-dir", tmp_path / "cache")
    tree, texts = _tree(tmp_path / "out"), [b"", b"garbage" * 20, None]
    for index, path in enumerate(p for p in sorted((tmp_path / "cache").rglob("*")) if p.is_file()):
        text = texts[index % len(texts)]
        path.write_bytes(path.read_bytes()[:-3] if text is None else text)
    shutil.rmtree(tmp_path / "out")
    found = run_cli(folder, "-o", tmp_path / "out", "--cache-dir", tmp_path / "cache")
    assert (found.exit_code, _tree(tmp_path / "out")) == (0, tree)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_random_edits_give_what_a_run_from_nothing_gives(
    specs: Path, tmp_path: Path, run_cli: Callable[..., Result], seed: int
) -> None:
    """Lines lost, doubled, exchanged and mistyped, pages lost and renamed, round after round.

    All files are compared where both start from a former output, which is input too; from
    nothing, all that files are made from.
    """
    chance, folder = random.Random(seed), tmp_path / "pages"  # noqa: S311 - no secret
    shutil.copytree(specs, folder)
    for _ in range(4):
        _edit(folder, chance)
        run_cli(folder, "-o", tmp_path / "out", "--cache-dir", tmp_path / "cache", "--force")
        workers = Workers(cache=Store(folder=tmp_path / "cache"))
        cached = generate(folder, jobs=workers, emit=("model", "ledger"))
        cold = generate(folder, emit=("model", "ledger"))
        assert (cached.diagnostics, cached.summary) == (cold.diagnostics, cold.summary)
        assert files_of(cached) == files_of(cold)
        again = generate(folder, existing=lambda path: _read(tmp_path / "out" / path))
        written = _tree(tmp_path / "out")
        assert {path: written[path] for path in files_of(again)} == files_of(again)


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _edit(folder: Path, chance: random.Random) -> None:
    """Change a few pages a little."""
    for path in chance.sample(sorted(folder.rglob("*.md")), 4):
        lines = path.read_text().splitlines(keepends=True)
        at = chance.randrange(len(lines))
        kind = chance.choice(["lose", "double", "swap", "mistype", "remove"])
        if kind == "lose":
            del lines[at]
        elif kind == "double":
            lines.insert(at, lines[at])
        elif kind == "swap":
            other = chance.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        elif kind == "mistype":
            lines[at] = lines[at].replace("e", "é", 1)
        elif len(list(path.parent.glob("*.md"))) > 2:
            path.unlink()
            continue
        path.write_text("".join(lines))
