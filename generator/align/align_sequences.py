"""Line up two sequences by a similarity, leaving gaps where nothing fits.

Global alignment after Needleman and Wunsch (1970), "A general method applicable
to the search for similarities in the amino acid sequence of two proteins".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

A = TypeVar("A")
B = TypeVar("B")


def align_sequences(
    left: Sequence[A],
    right: Sequence[B],
    similarity: Callable[[A, B], float],
    *,
    gap: float,
) -> list[tuple[int | None, int | None]]:
    """Pair the elements of two sequences in order.

    Args:
        left: One sequence.
        right: The other.
        similarity: Above 0 speaks for a pair, below 0 against it.
        gap: What leaving one element alone costs, below 0; a pair must be worth more than two.

    Returns:
        Index pairs in order; None where an element has no counterpart.
    """
    scores = [[similarity(a, b) for b in right] for a in left]
    table = _fill(scores, len(left), len(right), gap)
    return _trace(table, scores, gap)


def _fill(scores: list[list[float]], rows: int, columns: int, gap: float) -> list[list[float]]:
    table = [[gap * (i + j) if i == 0 or j == 0 else 0.0 for j in range(columns + 1)]
             for i in range(rows + 1)]  # fmt: skip
    for i in range(1, rows + 1):
        above, row, pair = table[i - 1], table[i], scores[i - 1]
        for j in range(1, columns + 1):
            row[j] = max(above[j - 1] + pair[j - 1], above[j] + gap, row[j - 1] + gap)
    return table


def _trace(
    table: list[list[float]], scores: list[list[float]], gap: float
) -> list[tuple[int | None, int | None]]:
    i, j = len(table) - 1, len(table[0]) - 1
    pairs: list[tuple[int | None, int | None]] = []
    while i or j:
        if i and j and table[i][j] == table[i - 1][j - 1] + scores[i - 1][j - 1]:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif i and (not j or table[i][j] == table[i - 1][j] + gap):
            i -= 1
            pairs.append((i, None))
        else:
            j -= 1
            pairs.append((None, j))
    return pairs[::-1]
