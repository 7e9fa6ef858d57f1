"""A run over a folder gives files, findings and counts, and writes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.pipeline import LocaleSummary, generate
from tests.page_factory import files_of, model_of, pipe_table, write_editions

if TYPE_CHECKING:
    from pathlib import Path

_EN = "# Loan {#loan}\n\n" + pipe_table(
    ["Name", "Type", "Description"],
    ["dueDate", "xsd:date", "The day on which the copy must be back."],
    ["copyHandle", "xsd:string", "Which of the copies was lent."],
)
_FR = _EN.replace("dueDate", "échéance").replace("The day on", "Le jour où")
_KO = _EN.replace("xsd:date", "xsd:날짜")
_EDITIONS = {"en": {"loan.md": _EN}, "fr": {"loan.md": _FR}, "ko": {"loan.md": _KO}}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with one small API."""
    return write_editions(tmp_path / "loans", _EDITIONS)


def test_a_run_gives_the_files_of_every_emitter(folder: Path) -> None:
    """Sorted by path; the names are fixed."""
    found = list(files_of(generate(folder)))
    assert found == sorted(found)
    assert {
        "__init__.py", "loans/__init__.py", "loans/loans.xsd", "loans/reconciliation.jsonl",
        "loans/schema.json", "loans/locale/fr/LC_MESSAGES/loans.po",
    } <= set(found)  # fmt: skip


def test_only_the_emitters_asked_for_run(folder: Path) -> None:
    """The ledger is one of them."""
    assert list(files_of(generate(folder, emit=("xsd",)))) == ["loans/loans.xsd"]
    assert list(files_of(generate(folder, emit=("ledger",)))) == ["loans/reconciliation.jsonl"]


def test_an_unknown_emitter_is_an_error_before_anything_is_read(tmp_path: Path) -> None:
    """The folder is not even looked at."""
    found = generate(tmp_path / "missing", emit=("xsd", "cobol"))
    assert found.artifacts == ()
    assert [(f.code, f.severity, f.message) for f in found.diagnostics] == [
        ("GS606", "error", "unknown emitter 'cobol'")
    ]


def test_every_reading_is_counted_once(folder: Path) -> None:
    """By the edition it stands in."""
    common = {"pages": 1, "tables": 1, "rows": 2, "provisional": 0, "unresolved": 0}
    assert generate(folder).summary.locales == (
        LocaleSummary(locale="en", intact=4, repaired=0, **common),
        LocaleSummary(locale="fr", intact=3, repaired=1, **common),
        LocaleSummary(locale="ko", intact=3, repaired=1, **common),
    )


def test_only_the_witnesses_asked_for_are_heard(folder: Path) -> None:
    """Without the reference another edition takes its place."""
    found = generate(folder, locales=("fr", "ko"))
    assert [own.locale for own in found.summary.locales] == ["fr", "ko"]
    model = model_of(found, "loans")
    assert (model["locales"], model["reference_locale"]) == (["fr", "ko"], "fr")


def test_several_apis_are_told_apart(tmp_path: Path) -> None:
    """Files by folder, counts by name."""
    for api in ("loans", "media-desk"):
        write_editions(tmp_path / api, _EDITIONS)
    found = generate(tmp_path)
    assert {path.split("/")[0] for path in files_of(found)} == {
        "__init__.py", "loans", "media_desk",
    }  # fmt: skip
    assert [own.locale for own in found.summary.locales] == [
        "loans/en", "loans/fr", "loans/ko", "media_desk/en", "media_desk/fr", "media_desk/ko",
    ]  # fmt: skip


def test_the_digest_tells_inputs_apart(folder: Path) -> None:
    """Every page and the configuration count, and nothing else does."""
    first = generate(folder).digest
    assert generate(folder, jobs=2).digest == first
    (folder / "gen-schema.toml").write_text('namespace = "urn:loans"\n')
    second = generate(folder).digest
    (folder / "ko/loan.md").write_bytes(_KO.replace("Which", "What").encode())
    assert len({first, second, generate(folder).digest}) == 3


def test_the_configuration_reaches_the_model(folder: Path) -> None:
    """Namespace, address and reference locale."""
    lines = [
        'namespace = "urn:loans:2"',
        'service_address = "https://a.example/"',
        'reference_locale = "fr"',
    ]
    (folder / "gen-schema.toml").write_text("\n".join(lines))
    model = model_of(generate(folder), "loans")
    assert (model["namespace"], model["service_address"], model["reference_locale"]) == (
        "urn:loans:2", "https://a.example/", "fr",
    )  # fmt: skip


def test_progress_ends_at_the_number_of_pages(folder: Path) -> None:
    """A bar that stops short would look like a hang."""
    steps: list[tuple[str, int, int]] = []
    generate(folder, progress=lambda *step: steps.append(step))
    reading = [(done, count) for stage, done, count in steps if stage.startswith("reading")]
    assert reading == [(1, 3), (2, 3), (3, 3)]


def test_former_catalogs_are_asked_for(folder: Path) -> None:
    """A translator's edits live in them."""
    asked: list[str] = []

    def existing(path: str) -> bytes | None:
        asked.append(path)
        return None

    generate(folder, existing=existing)
    assert "loans/locale/fr/LC_MESSAGES/loans.po" in asked


def test_an_api_whose_pages_cannot_be_read_gives_no_files(tmp_path: Path) -> None:
    """What is wrong is told."""
    page = tmp_path / "loans/en/loan.md"
    page.parent.mkdir(parents=True)
    page.write_bytes(b"\xff")
    found = generate(tmp_path / "loans")
    assert [path for path in files_of(found) if path.startswith("loans/")] == []
    assert [finding.code for finding in found.diagnostics] == ["GS103", "GS104"]


def test_a_run_writes_nothing(folder: Path) -> None:
    """Writing is the command line's business."""
    before = sorted(folder.parent.rglob("*"))
    generate(folder)
    assert sorted(folder.parent.rglob("*")) == before
