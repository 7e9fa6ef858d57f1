"""Two sequences line up by similarity, with gaps where nothing fits."""

from __future__ import annotations

import pytest

from generator.align.align_sequences import align_sequences

Pairs = list[tuple[int | None, int | None]]


@pytest.mark.parametrize(
    ("left", "right", "pairs"),
    [
        ("", "", []),
        ("ab", "", [(0, None), (1, None)]),
        ("", "ab", [(None, 0), (None, 1)]),
        ("abc", "abc", [(0, 0), (1, 1), (2, 2)]),
        ("abc", "ac", [(0, 0), (1, None), (2, 1)]),
        ("ac", "abc", [(0, 0), (None, 1), (1, 2)]),
        ("abcd", "xbcd", [(None, 0), (0, None), (1, 1), (2, 2), (3, 3)]),
    ],
)
def test_equal_elements_pair_in_order(left: str, right: str, pairs: Pairs) -> None:
    """What has no counterpart stands alone."""
    found = align_sequences(left, right, lambda a, b: 1.0 if a == b else -1.0, gap=-0.2)
    assert sorted(found, key=str) == sorted(pairs, key=str)


def test_a_pair_must_be_worth_more_than_two_gaps() -> None:
    """A weak likeness is refused where gaps are cheap."""
    assert align_sequences("a", "b", lambda *_: -0.3, gap=-0.1) in (
        [(0, None), (None, 0)],
        [(None, 0), (0, None)],
    )
    assert align_sequences("a", "b", lambda *_: -0.3, gap=-0.2) == [(0, 0)]


def test_many_gaps_add_up_without_losing_elements() -> None:
    """Sums of fractions do not derail the way back: every element appears once."""
    pairs = align_sequences(range(40), range(37), lambda a, b: 0.1 * ((a * 7 + b) % 3), gap=-0.1)
    assert [left for left, _ in pairs if left is not None] == list(range(40))
    assert [right for _, right in pairs if right is not None] == list(range(37))


@pytest.mark.parametrize("gap", [-0.05, -0.1, -0.4])
def test_a_long_sequence_lines_up_with_nothing(gap: float) -> None:
    """A sum of gaps is not always the product, to the last digit."""
    assert align_sequences(range(60), (), lambda *_: 0.0, gap=gap) == [(i, None) for i in range(60)]
    assert align_sequences((), range(60), lambda *_: 0.0, gap=gap) == [(None, i) for i in range(60)]
