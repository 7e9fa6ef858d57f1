"""How an API writes its names: `orderId`, `OrderId`, `order_id`, `order-id`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.naming import split_words

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

_JOINERS = ("_", "-")
_FEWEST = 2
"""Names of a table that make a style of their own."""


@dataclass(slots=True)
class NameStyles:
    """What joins the words of names, counted for the API and for each table."""

    _everywhere: Counter[str] = field(default_factory=Counter)
    _tables: dict[Hashable, Counter[str]] = field(default_factory=dict)
    _capitals: Counter[bool] = field(default_factory=Counter)

    def count(self, table: Hashable, name: str) -> None:
        """Count a name that is decided."""
        words = split_words(name)
        if len(words) < 2:
            return
        joiner = next((sign for sign in _JOINERS if sign in name.strip("_-")), "")
        self._everywhere[joiner] += 1
        self._tables.setdefault(table, Counter())[joiner] += 1
        if not joiner:
            self._capitals[name[:1].isupper()] += 1

    def joiner(self, table: Hashable) -> str:
        """Give what joins the words of a table's names; nothing for capitals."""
        own = self._tables.get(table, Counter())
        counts = own if own.total() >= _FEWEST else self._everywhere
        return max(counts, key=lambda sign: (counts[sign], sign), default="")

    def write(self, table: Hashable, words: Sequence[str]) -> str:
        """Write words as the names of a table are written."""
        if joiner := self.joiner(table):
            return joiner.join(words)
        return _hump(words, is_upper=self._capitals[True] > self._capitals[False])


def _hump(words: Iterable[str], *, is_upper: bool) -> str:
    first, *others = words
    name = first + "".join(word[:1].upper() + word[1:] for word in others)
    return name[:1].upper() + name[1:] if is_upper else name
