"""Errata and `explain` through the command line: what is corrected, and what is said of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from click.testing import Result

    Run = Callable[..., Result]
    MakeTree = Callable[[Mapping[str, str | bytes]], Path]

_PARCEL = """\
# Parcel {#parcel}

| Name | Type | Description |
| --- | --- | --- |
| weight | xsd:int | Grams on the scales. |
| sender | xsd:string | Who sends it. |
"""
_COLIS = """\
# Parcel {#parcel}

| Nom | Type | Description |
| --- | --- | --- |
| poids | xsd:int | Grammes sur la balance. |
| sender | xsd:string | Qui l’envoie. |
"""
_PAGES = {"s/en/parcel.md": _PARCEL, "s/fr/parcel.md": _COLIS}


def _errata(*entries: Mapping[str, str]) -> str:
    lines: list[str] = []
    for entry in entries:
        lines.append("[[errata]]")
        lines += [f"{key} = {json.dumps(value)}" for key, value in entry.items()]
    return "\n".join(lines) + "\n"


@pytest.fixture
def generate(
    run_cli: Run, make_tree: MakeTree, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Result]:
    """Give a function that writes the pages with errata and generates."""

    def run(*entries: Mapping[str, str], options: tuple[str, ...] = ()) -> Result:
        monkeypatch.chdir(make_tree({**_PAGES, "s/gen-schema.toml": _errata(*entries)}))
        return run_cli("s", "-o", "out", *options)

    return run


def _lines(locale: str) -> list[tuple[str, str, str, float]]:
    """Give what the ledger says of an edition's names."""
    text = Path("out/s/reconciliation.jsonl").read_text("utf-8")
    found: list[dict[str, Any]] = [json.loads(line) for line in text.splitlines()]
    return [
        (line["reading"], line["canonical"], line["status"], line["confidence"])
        for line in found
        if line["locale"] == locale and line["role"] == "name"
    ]


def test_a_correction_is_in_the_ledger_and_in_the_contract(
    generate: Callable[..., Result],
) -> None:
    """It wins over what every edition reads, and each reading says what it was."""
    reason = "the service sends grossWeight"
    result = generate(
        {"reading": "poids", "canonical": "grossWeight", "reason": reason}, options=("-v",)
    )
    expected = f"""\
en/parcel.md:5:3: note[GS401]: name 'weight' read as 'grossWeight'
    | weight | xsd:int | Grams on the scales. |
      ^^^^^^
  readings: 'weight' (en), 'poids' (fr)
  erratum: {reason} (gen-schema.toml:1:3)
fr/parcel.md:5:3: note[GS401]: name 'poids' read as 'grossWeight'
    | poids | xsd:int | Grammes sur la balance. |
      ^^^^^
  readings: 'weight' (en), 'poids' (fr)
  erratum: {reason} (gen-schema.toml:1:3)
2 notes
"""
    assert (expected, 0) == (result.stderr, result.exit_code)
    assert _lines("fr")[0] == ("poids", "grossWeight", "repaired", 1.0)
    assert 'name="grossWeight"' in Path("out/s/s.xsd").read_text("utf-8")


def test_a_stale_erratum_is_a_warning_at_its_place(generate: Callable[..., Result]) -> None:
    """Whether it matches nothing, or is decided so without it; with --strict nothing is written."""
    entries = (
        {"reading": "gewicht", "canonical": "weight", "reason": "as in English"},
        {"reading": "sender", "canonical": "sender", "reason": "as it was"},
    )
    result = generate(*entries)
    expected = """\
gen-schema.toml:1:3: warning[GS405]: erratum is stale: no name is read 'gewicht'
    [[errata]]
      ^^^^^^
  help: delete it, or correct what it is to match
gen-schema.toml:5:3: warning[GS405]: erratum is stale: 'sender' is decided without it
    [[errata]]
      ^^^^^^
  it matches en/parcel.md:6:3
  help: delete it
2 warnings"""
    assert result.stderr.startswith(expected)
    assert (result.exit_code, Path("out").is_dir()) == (0, True)
    assert generate(*entries, options=("--strict",)).exit_code == 1


def test_contradicting_errata_write_nothing(generate: Callable[..., Result]) -> None:
    """The error names both, and a place that both match."""
    result = generate(
        {"reading": "poids", "canonical": "mass", "reason": "one says"},
        {"identifier": "Parcel.weight", "canonical": "grossWeight", "reason": "another says"},
    )
    expected = """\
gen-schema.toml:5:3: error[GS107]: erratum says 'grossWeight' where another says 'mass'
    [[errata]]
      ^^^^^^
  the other stands at gen-schema.toml:1:3
  both match en/parcel.md:5:3
  help: delete one, or restrict it to a page, a table and a row
"""
    assert result.stderr.startswith(expected)
    assert (result.exit_code, list(Path("out").glob("**/*.xsd"))) == (1, [])


def test_a_type_in_another_notation_writes_nothing(generate: Callable[..., Result]) -> None:
    """The message says which prefixes the pages have."""
    entry = {"identifier": "Parcel.weight", "role": "type", "canonical": "long", "reason": "large"}
    result = generate(entry)
    expected = """\
gen-schema.toml:1:3: error[GS107]: 'long' is no type in the pages' notation, which has 'xsd:'
    [[errata]]
      ^^^^^^
"""
    assert result.stderr.startswith(expected)
    assert result.exit_code == 1


def test_a_common_erratum_is_not_stale_where_one_api_uses_it(
    run_cli: Run, make_tree: MakeTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two APIs, one configuration above both."""
    entry = {"reading": "poids", "canonical": "grossWeight", "reason": "seen on the wire"}
    other = {path.replace("s/", "s/van/"): text.replace("poids", "weight") for path, text in
             _PAGES.items()}  # fmt: skip
    own = {path.replace("s/", "s/post/"): text for path, text in _PAGES.items()}
    files = {**own, **other, "s/gen-schema.toml": _errata(entry)}
    monkeypatch.chdir(make_tree(files))
    assert "GS405" not in run_cli("s", "-o", "out").stderr
    assert '"grossWeight"' in Path("out/post/schema.json").read_text("utf-8")
    assert '"grossWeight"' not in Path("out/van/schema.json").read_text("utf-8")


def test_explain_shows_an_erratum_first(
    run_cli: Run, make_tree: MakeTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what would be decided without it as the runner-up."""
    entry = {"reading": "poids", "canonical": "grossWeight", "reason": "seen on the wire"}
    monkeypatch.chdir(make_tree({**_PAGES, "s/gen-schema.toml": _errata(entry)}))
    result = run_cli("explain", "s", "poids")
    lines = result.stdout.splitlines()
    assert (result.exit_code, result.stderr) == (0, "")
    assert lines[:7] == [
        "Parcel.grossWeight: name 'grossWeight', repaired, confidence 1.0000",
        "  page parcel.md, of Parcel",
        "  readings",
        "    en/parcel.md:5:3  en  'weight'  (partial)",
        "    fr/parcel.md:5:3  fr  'poids'   (translated)",
        "  evidence, +100.000 in all",
        "    +100.000  erratum  seen on the wire (gen-schema.toml:1:3)",
    ]
    assert lines[7].startswith("  runner-up 'weight', ")


@pytest.mark.parametrize(
    ("identifier", "heads"),
    [
        (
            "progression",
            ["ActiveJob.progress: name", "TaskItemProgress.progress: name",
             "TaskProgress.progress: name"],
        ),
        ("TaskProgress.progress", ["TaskProgress.progress: name", "TaskProgress.progress: type"]),
        ("진행률", ["ActiveJob.progress: name", "TaskItemProgress.progress: name",
                    "TaskProgress.progress: name"]),
        ("numProcédé", ["TaskProgress.numProcessed: name"]),
        ("Code Phrase", ["getAssetsParam."]),
        ("TaskProgress", ["TaskProgress: record", "TaskProgressArray.items: type"]),
        ("TaskState.Stopping", ["TaskState.Stopping: value"]),
        ("submitJobParam", ["submitJobParam: request"]),
    ],
)  # fmt: skip
def test_explain_finds_any_name_and_any_reading(
    run_cli: Run, specs: Path, identifier: str, heads: list[str]
) -> None:
    """In any language, definitions first, then places in document order."""
    result = run_cli("explain", specs / "ips", identifier)
    found = [part.split("\n")[0] for part in result.stdout.split("\n\n")]
    assert (result.exit_code, result.stderr) == (0, "")
    assert [True] * len(heads) == [
        head.startswith(start) for head, start in zip(found, heads, strict=True)
    ]


def test_explain_shows_every_witness_and_every_reason(run_cli: Run, specs: Path) -> None:
    """Place, locale, reading and damage of each, and sums that add up."""
    result = run_cli("explain", specs, "TaskProgress.numProcessed", "--format", "json")
    answer = json.loads(result.stdout)
    own = answer["matches"][0]
    assert (answer["total"], own["title"]) == (2, "TaskProgress.numProcessed")
    assert [(r["locale"], r["reading"], r["damage"]) for r in own["readings"]] == [
        ("en", "numProcessed", None),
        ("fr", "numProcédé", "partial"),
        ("ko", "numProcessed", None),
    ]
    assert own["weight"] == pytest.approx(sum(e["weight"] for e in own["evidence"]), abs=0.01)


def test_explain_hears_the_asked_editions_only(run_cli: Run, specs: Path) -> None:
    """The blind case: English is neither read nor shown."""
    result = run_cli("explain", specs, "진행률", "--locales", "fr,ko", "--all")
    assert result.exit_code == 0
    assert "/en/" not in result.stdout
    assert "'progression'" in result.stdout


def test_explain_counts_what_it_leaves_out(run_cli: Run, specs: Path) -> None:
    """A type used everywhere has many places; --all shows them."""
    short = run_cli("explain", specs, "xsd:string").stdout
    whole = run_cli("explain", specs, "xsd:string", "--all").stdout
    total = whole.count("\n  readings\n")
    assert short.count("\n  readings\n") == 5
    assert short.splitlines()[-1] == f"5 of {total} shown; --all shows the others"
    assert "--all" not in whole
    answer = json.loads(run_cli("explain", specs, "xsd:string", "--format", "json").stdout)
    assert (answer["total"], len(answer["matches"])) == (total, 5)


def test_explain_suggests_what_may_have_been_meant(run_cli: Run, specs: Path) -> None:
    """Nothing called so is exit code 1, and stdout stays empty."""
    result = run_cli("explain", specs, "numProcesed")
    lines = result.stderr.splitlines()
    assert (result.exit_code, result.stdout) == (1, "")
    assert lines[0] == f"{specs}: nothing is called 'numProcesed', and no page reads so"
    assert lines[1].startswith("  help: did you mean 'numProcessed', ")
    nothing = run_cli("explain", specs, "qqqqqqqq")
    assert (nothing.exit_code, len(nothing.stderr.splitlines())) == (1, 1)


def test_explain_needs_specs_and_editions(run_cli: Run, specs: Path, tmp_path: Path) -> None:
    """A folder that is none and a locale that is not there are wrong usage."""
    missing = run_cli("explain", tmp_path / "none", "x")
    assert missing.exit_code == 2
    assert "error[GS101]: specs folder does not exist" in missing.stderr
    locale = run_cli("explain", specs, "x", "--locales", "sv")
    assert locale.exit_code == 2
    assert "error[GS110]: no edition is in the locale 'sv'" in locale.stderr


def test_explain_says_which_of_several_apis(
    run_cli: Run, make_tree: MakeTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each decision is headed by its API where there are several."""
    files = {
        path.replace("s/", f"s/{api}/"): text
        for api in ("van", "post")
        for path, text in _PAGES.items()
    }
    monkeypatch.chdir(make_tree(files))
    lines = run_cli("explain", "s", "Parcel").stdout.splitlines()
    assert [line for line in lines if line.startswith("API ")] == ["API post", "API van"]
