"""Labels are counted by locale and kind, as the model has them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from benchmarks.label_coverage import LabelCoverage, main, measure_schema, measure_specs
from generator.emit.model_json import render_model
from generator.model.schema import LocalizedText
from tests.schema_factory import complex_type, enumeration, field, operation, schema, texts, value

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

_FUZZY = LocalizedText(locale="fr", text="Le prêt", fuzzy="an article", source="old/fr/a.md:1")
_SCHEMA = schema(
    complex_type("Loan", field("due", labels=texts(en="Due", fr="Échéance")), field("copy")),
    enumeration("State", value("Lent", labels=(_FUZZY,)), labels=texts(fr="État")),
    operation("lend"),
    locales=("en", "fr"),
)


def _coverage(kind: str, *counts: int) -> LabelCoverage:
    identifiers, translated, fuzzy, other = counts
    return LabelCoverage(
        api="freight", locale="fr", kind=kind, identifiers=identifiers, translated=translated,
        fuzzy=fuzzy, other=other,
    )  # fmt: skip


def test_each_kind_is_counted_apart_and_all_together() -> None:
    """Enumerations count as types."""
    assert [each for each in measure_schema(_SCHEMA) if each.locale == "fr"] == [
        _coverage("types", 2, 1, 0, 0),
        _coverage("fields", 2, 1, 0, 0),
        _coverage("values", 1, 0, 1, 1),
        _coverage("operations", 1, 0, 0, 0),
        _coverage("all", 6, 2, 1, 1),
    ]


def test_the_table_has_a_row_for_each_locale_and_kind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is read from what was generated."""
    (artifact,) = render_model(_SCHEMA)
    (tmp_path / "freight").mkdir()
    (tmp_path / artifact.path).write_bytes(artifact.content)
    assert main([str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 11
    assert lines[-1].split() == ["freight:", "all", "fr", "6", "2", "1", "3", "33.3", "1"]
    assert main([str(tmp_path), "--json"]) == 0
    last = json.loads(capsys.readouterr().out)[-1]
    assert (last["locale"], last["kind"], last["missing"]) == ("fr", "all", 3)


def test_a_folder_without_a_model_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """So is a file that is none."""
    assert main([str(tmp_path)]) == 2
    assert "no */schema.json in" in capsys.readouterr().err
    (tmp_path / "api").mkdir()
    (tmp_path / "api/schema.json").write_text("[]")
    assert main([str(tmp_path)]) == 2
    assert "expected an object" in capsys.readouterr().err


def test_every_identifier_of_the_sample_has_a_label_in_the_reference_locale(specs: Path) -> None:
    """And some have one in each of the others."""
    found = {each.locale: each for each in measure_specs(specs) if each.kind == "all"}
    assert set(found) == {"en", "fr", "ko"}
    assert found["en"].missing == 0
    assert all(each.translated > 0 for each in found.values())
