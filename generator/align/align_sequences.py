"""Line up two sequences by a similarity, leaving gaps where nothing fits.

Global alignment after Needleman and Wunsch (1970), "A general method applicable
to the search for similarities in the amino acid sequence of two proteins".
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

A = TypeVar("A")
B = TypeVar("B")

_BAND = 16
"""How far apart counterparts may stand, beside what one sequence is longer."""
_NEVER = -math.inf


def align_sequences(
    left: Sequence[A],
    right: Sequence[B],
    similarity: Callable[[A, B], float],
    *,
    gap: float,
) -> list[tuple[int | None, int | None]]:
    """Pair the elements of two sequences in order.

    Only a band along the diagonal is looked at, so that the time grows as the
    sequences' length.

    Args:
        left: One sequence.
        right: The other.
        similarity: Above 0 speaks for a pair, below 0 against it.
        gap: What leaving one element alone costs, below 0; a pair must be worth more than two.

    Returns:
        Index pairs in order; None where an element has no counterpart.
    """
    longer = len(right) - len(left)
    low, high = min(longer, 0) - _BAND, max(longer, 0) + _BAND
    scores = [
        {j: similarity(a, right[j]) for j in range(max(i + low, 0), min(i + high + 1, len(right)))}
        for i, a in enumerate(left)
    ]
    table = _fill(scores, min(high, len(right)), gap)
    return _trace(table, scores, len(right), gap)


def _fill(scores: list[dict[int, float]], first: int, gap: float) -> list[dict[int, float]]:
    """Give the best sums: of so many elements on the left, for so many on the right."""
    table = [{j: gap * j for j in range(first + 1)}]
    for i, pairs in enumerate(scores, 1):
        above, row = table[-1], {0: gap * i} if 0 in pairs else {}
        for j, score in pairs.items():
            row[j + 1] = max(
                above[j] + score, above.get(j + 1, _NEVER) + gap, row.get(j, _NEVER) + gap
            )
        table.append(row)
    return table


def _trace(
    table: list[dict[int, float]], scores: list[dict[int, float]], j: int, gap: float
) -> list[tuple[int | None, int | None]]:
    i = len(scores)
    pairs: list[tuple[int | None, int | None]] = []
    while i or j:
        if i and j and table[i][j] == table[i - 1][j - 1] + scores[i - 1][j - 1]:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif i and (not j or table[i][j] == table[i - 1].get(j, _NEVER) + gap):
            i -= 1
            pairs.append((i, None))
        else:
            j -= 1
            pairs.append((None, j))
    return pairs[::-1]
