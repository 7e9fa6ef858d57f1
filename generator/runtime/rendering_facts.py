"""Stands in for what the model says about showing values: nothing."""

from __future__ import annotations

__all__ = ["ENUMERATIONS", "PLAIN", "SHARES"]

ENUMERATIONS: dict[str, str] = {}
"""Which enumeration a field takes its values from, by the field's path."""
PLAIN: frozenset[str] = frozenset()
"""Paths of integers that are no quantities: keys, codes, years."""
SHARES: dict[str, int] = {}
"""What a field that is a share counts as all: 1, 100, or 0 where unknown."""
