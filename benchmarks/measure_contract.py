"""Compares a generated contract with a published one, of which a sample will do.

The published one says what must be there. What else is generated cannot be
judged where it is a definition, since a sample may lack it; a field that a
sampled definition does not have is extra.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.text_table import share

if TYPE_CHECKING:
    from benchmarks.declared_schema import Declared, DeclaredField


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """One thing that is not as published."""

    what: str
    """The measure it counts against."""
    place: str
    """`element stopJobParam.jobHandle`."""
    detail: str
    """What was expected and what is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One line of the result."""

    key: str
    """Its name for programs."""
    title: str
    """Its name for people."""
    count: int
    """How many are so."""
    total: int
    """Of how many."""

    @property
    def percent(self) -> str:
        """The share, `-` of nothing."""
        return share(self.count, self.total)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractResult:
    """All measures and everything that is not as published."""

    measures: tuple[Measure, ...]
    misses: tuple[Miss, ...]


_TITLES = {
    "definitions": "definitions found",
    "names": "field names found",
    "typed": "field names with their types",
    "required": "required right (operations' members)",
    "required_found": "required right, of members found",
    "arrays": "repeating fields that repeat",
    "repeated": "single fields that repeat",
    "extra": "extra fields (of the fields generated)",
}


def measure_contract(generated: Declared, truth: Declared) -> ContractResult:
    """Compare two contracts.

    Returns:
        Eight measures in a fixed order; of the last two, less is better.
    """
    tally = _Tally(generated)
    for kind, name in truth:
        tally.count_definition(truth, kind, name)
    measures = tuple(
        Measure(key=key, title=title, count=tally.counts[key], total=tally.totals[key])
        for key, title in _TITLES.items()
    )
    return ContractResult(measures=measures, misses=tuple(tally.misses))


class _Tally:
    """Counts as they grow."""

    def __init__(self, generated: Declared) -> None:
        self.generated = generated
        self.counts = dict.fromkeys(_TITLES, 0)
        self.totals = dict.fromkeys(_TITLES, 0)
        self.misses: list[Miss] = []

    def count_definition(self, truth: Declared, kind: str, name: str) -> None:
        expected, found = truth[kind, name], self.generated.get((kind, name))
        place = f"{kind} {name}"
        self._judge("definitions", place, "not there", is_right=found is not None)
        own = found.fields if found is not None else {}
        for field, declared in expected.fields.items():
            self._count_field(f"{place}.{field}", kind, declared, own.get(field))
        self.totals["extra"] += len(own)
        for field in own:
            if field not in expected.fields:
                self._note("extra", f"{place}.{field}", "not published")
                self.counts["extra"] += 1

    def _count_field(
        self, place: str, kind: str, expected: DeclaredField, found: DeclaredField | None
    ) -> None:
        self._judge("names", place, "not there", is_right=found is not None)
        types = found.types if found else frozenset()
        wanted, given = _listed(expected.types), _listed(types) or "nothing"
        is_typed = types == expected.types
        self._judge("typed", place, f"expected {wanted}, found {given}", is_right=is_typed)
        if kind == "element":
            self._count_required(place, expected, found)
        repeats = found is not None and found.max_occurs > 1
        if expected.max_occurs > 1:
            self._judge("arrays", place, "does not repeat", is_right=repeats)
            return
        self.totals["repeated"] += 1
        if repeats:
            self._note("repeated", place, "repeats")
            self.counts["repeated"] += 1

    def _count_required(
        self, place: str, expected: DeclaredField, found: DeclaredField | None
    ) -> None:
        is_right = found is not None and bool(found.min_occurs) == bool(expected.min_occurs)
        word = "required" if expected.min_occurs else "optional"
        self._judge("required", place, f"expected {word}", is_right=is_right)
        if found is not None:
            self.totals["required_found"] += 1
            self.counts["required_found"] += is_right

    def _judge(self, key: str, place: str, detail: str, *, is_right: bool) -> None:
        self.totals[key] += 1
        self.counts[key] += is_right
        if not is_right:
            self._note(key, place, detail)

    def _note(self, key: str, place: str, detail: str) -> None:
        self.misses.append(Miss(what=key, place=place, detail=detail))


def _listed(types: frozenset[str]) -> str:
    return " or ".join(sorted(types))
