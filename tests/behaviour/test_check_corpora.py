"""Check and fix on real pages: every damaged cell listed, every other byte left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.check import Fixing, fix_copy
from benchmarks.measure_check import judge_findings, measure_findings
from benchmarks.recovery import measure_corpus

if TYPE_CHECKING:
    from pathlib import Path

    from generator.check.finding import Finding
    from generator.pages.workers import Workers


def _soundness(fixing: Fixing) -> tuple[int, bool, int, int]:
    return fixing.strayed, fixing.is_applicable, len(fixing.left), fixing.changed_again


@pytest.mark.slow
@pytest.mark.parametrize("corpus", ["ips-2021", "bot-framework", "azure-media"])
def test_fixing_changes_the_replaced_spans_once_and_nothing_else(
    shared: Path, tmp_path: Path, corpus: str
) -> None:
    """Every file byte by byte; git takes the diff; nothing fixable is left; again is nothing."""
    _, fixing = fix_copy(shared / "corpus" / corpus, tmp_path)
    assert fixing.changed > 0
    assert _soundness(fixing) == (0, True, 0, 0)


@pytest.mark.slow
def test_seeds_are_fixed_without_english(shared: Path, tmp_path: Path) -> None:
    """Three pages, two languages: what is sure is mended, the rest is left."""
    _, fixing = fix_copy(shared / "seeds", tmp_path)
    assert _soundness(fixing) == (0, True, 0, 0)


@pytest.fixture(scope="module")
def ips(
    shared: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, tuple[Finding, ...], Fixing]:
    """Check and fix the largest corpus once."""
    corpus = shared / "corpus" / "ips"
    return corpus, *fix_copy(corpus, tmp_path_factory.mktemp("ips"), jobs=2)


@pytest.mark.slow
def test_nearly_all_damaged_cells_are_listed_and_fixes_are_right(
    ips: tuple[Path, tuple[Finding, ...], Fixing], readers: Workers
) -> None:
    """At least 995 of 1,000, where the reference edition is no fault of its own."""
    corpus, findings, _ = ips
    (recovery,) = measure_corpus(corpus, jobs=readers)
    places = judge_findings(recovery.judged, findings)
    figures = measure_findings(places, recovery.reference, is_corrected=True)
    everywhere = next(own for own in figures if own.locale == "all of these")
    assert everywhere.damaged > 2000
    assert everywhere.listed >= 0.995 * everywhere.damaged
    assert everywhere.right >= 0.995 * everywhere.fixable
    assert everywhere.equal >= 0.995 * everywhere.cells


@pytest.mark.slow
def test_the_largest_corpus_is_mended_span_by_span(
    ips: tuple[Path, tuple[Finding, ...], Fixing],
) -> None:
    """As the others."""
    assert _soundness(ips[2]) == (0, True, 0, 0)
    assert ips[2].changed > 900
