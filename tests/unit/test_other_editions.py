"""Another edition of the same pages supplies labels, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.pipeline import Generation, generate
from tests.page_factory import files_of, model_of, pipe_table, write_editions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

_FRENCH = {"dueDate": "échéance", "copyHandle": "copyHandle", "reader": "Le lecteur"}
_OLDER = {"dueDate": "dueDate", "copyHandle": "exemplaire", "reader": "lecteur"}
_TEXTS = {
    "dueDate": "The day on which the copy must be back at the desk.",
    "copyHandle": "Which of the copies was lent to the reader.",
    "reader": "Who has the copy at home for the time being.",
}


def _page(title: str, names: dict[str, str]) -> str:
    """Write a type's page with its names as an edition has them."""
    rows = [[names[name], "xsd:string", text] for name, text in _TEXTS.items()]
    table = pipe_table(["Name", "Type", "Description"], *rows)
    return f"# {title} {{#loan}}\n\nAbout it.\n\n{table}"


def _lay_out(folder: Path, *, path: str = "older/fr") -> Path:
    own = {name: {"loan.md": _page("Loan", {n: n for n in _TEXTS})} for name in ("en", "ko")}
    own["fr"] = {"loan.md": _page("Loan", _FRENCH)}
    own[path] = {"loan.md": "Plus tôt.\n\n" + _page("Prêt", _OLDER)}
    write_editions(folder, own)
    text = f'[[edition]]\npath = "{path}"\nlocale = "fr"\n'
    (folder / "gen-schema.toml").write_text(text, "utf-8")
    return folder


def _labels(generation: Generation, locale: str = "fr") -> dict[str, tuple[str, str, str]]:
    """Give identifier → text, reason and source in a locale."""
    (loan,) = model_of(generation, "lending")["types"]
    parts: list[dict[str, Any]] = [loan, *loan["fields"]]
    return {
        part["name"]: (label["text"], label["fuzzy"], label["source"])
        for part in parts
        for label in part["labels"]
        if label["locale"] == locale
    }


def test_another_edition_fills_gaps_and_replaces_what_is_doubtful(tmp_path: Path) -> None:
    """Each label of its says where it stands; a sound one of the API's own stays."""
    generation = generate(_lay_out(tmp_path / "lending"), emit=("model",))
    assert _labels(generation) == {
        "Loan": ("Prêt", "", "older/fr/loan.md:3"),
        "dueDate": ("Échéance", "", ""),
        "copyHandle": ("Exemplaire", "", "older/fr/loan.md:10"),
        "reader": ("Lecteur", "", "older/fr/loan.md:11"),
    }


def test_the_catalog_says_where_a_label_was_taken_from(tmp_path: Path) -> None:
    """A translator sees that it is not from the page beside it."""
    files = files_of(generate(_lay_out(tmp_path / "lending"), emit=("labels",)))
    text = files["lending/locale/fr/LC_MESSAGES/lending.po"].decode()
    before, _, _ = text.partition('msgctxt "Loan.copyHandle"')
    assert "#. from another edition: older/fr/loan.md:10\n" in before.rpartition("\n\n")[2]


def test_another_edition_decides_nothing(tmp_path: Path) -> None:
    """Identifiers, types, the ledger and the other locales are as without it."""
    folder = _lay_out(tmp_path / "lending")
    with_other = generate(folder, emit=("xsd", "ledger", "model"))
    (folder / "gen-schema.toml").unlink()
    without = generate(folder, emit=("xsd", "ledger", "model"))
    first, second = files_of(with_other), files_of(without)
    ledger = "lending/reconciliation.jsonl"
    assert first[ledger] == second[ledger]
    assert _labels(with_other, "en") == _labels(without, "en")
    assert _labels(without) == {
        "dueDate": ("Échéance", "", ""),
        "reader": ("Le lecteur", "begins with 'Le', left over from a sentence", ""),
    }


def test_a_change_in_another_edition_makes_the_output_stale(
    tmp_path: Path, run_cli: Callable[..., Result]
) -> None:
    """It is part of the input."""
    folder, out = _lay_out(tmp_path / "lending"), tmp_path / "out"
    assert run_cli(folder, "-o", out).exit_code == 0
    assert run_cli(folder, "-o", out, "--check").exit_code == 0
    older = folder / "older/fr/loan.md"
    older.write_text(older.read_text("utf-8").replace("exemplaire", "copie"), "utf-8")
    assert run_cli(folder, "-o", out, "--check").exit_code == 1
    assert generate(folder).digest != generate(_lay_out(tmp_path / "again/lending")).digest


def test_another_edition_of_a_locale_that_is_left_out_is_not_read(tmp_path: Path) -> None:
    """`--locales` decides what is heard."""
    folder = _lay_out(tmp_path / "lending")
    (folder / "older/fr/loan.md").write_bytes(b"\xff\xfe\xff")
    assert generate(folder, locales=("en",), emit=("model",)).digest
    assert all(
        "older" not in (found.path or "") for found in generate(folder, locales=("en",)).diagnostics
    )


def test_the_first_of_several_is_preferred(tmp_path: Path) -> None:
    """The order of the configuration is the order of trust."""
    folder = _lay_out(tmp_path / "lending")
    oldest = {**_OLDER, "copyHandle": "copie"}
    write_editions(folder, {"oldest/fr": {"loan.md": _page("Emprunt", oldest)}})
    text = '[[edition]]\npath = "oldest/fr"\n\n[[edition]]\npath = "older/fr"\n'
    (folder / "gen-schema.toml").write_text(text, "utf-8")
    found = _labels(generate(folder, emit=("model",)))
    assert (found["Loan"][0], found["copyHandle"][0]) == ("Emprunt", "Copie")
