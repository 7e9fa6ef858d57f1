"""What a former run decided on the very same evidence is not decided again.

The evidence is a handful of records that hold no more than the decisions may
depend on (see `bare_places`); under its digest stands what was decided, and
why, without the places: they may have moved.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from generator.cache.code_digest import digest_program
from generator.cache.records import DamagedError, dump_records, load_records
from generator.reconcile.glossary_source import TermTable
from generator.reconcile.verdict import Evidence, PlaceRole, Status, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from generator.cache.store import Store
    from generator.reconcile.glossary import Glossary
    from generator.reconcile.places import RowPlace
    from generator.reconcile.verdict import Reading

Place = tuple["RowPlace", tuple["Reading", ...]]
"""A row and what its witnesses have in the place in question."""


class FormerDecisions:
    """Decisions of former runs, if there is a cache that has them."""

    def __init__(self, store: Store | None, glossary: Glossary) -> None:
        """Look into a cache, knowing by which glossary is decided."""
        self._store = store
        if store is not None:
            own = [s.by_locale for s in glossary.sources if isinstance(s, TermTable)]
            self._circumstances = f"{digest_program()} {own!r}"

    def decide(
        self,
        evidence: Iterable[object],
        places: Sequence[Place],
        decide: Callable[[], Sequence[Verdict | None]],
    ) -> tuple[Verdict | None, ...]:
        """Give the verdict on each place, or None where there is nothing to decide.

        Args:
            evidence: Everything that the verdicts depend on; their `repr` tells it from other.
            places: What is decided.
            decide: Decides them on the evidence, where no former run did.
        """
        if self._store is None:
            return _put(decide(), places)
        key = self._key(evidence)
        former = self._recall(key)
        if former is not None and len(former) == len(places):
            return _put(former, places)
        verdicts = decide()
        self._store.put(key, dump_records(tuple(map(_take_apart, verdicts))))
        return _put(verdicts, places)

    def _key(self, evidence: Iterable[object]) -> str:
        digest = hashlib.sha256()
        for part in ("decisions", self._circumstances, *map(repr, evidence)):
            digest.update(f"{len(part)} {part}\n".encode("utf-8", "surrogatepass"))
        return digest.hexdigest()

    def _recall(self, key: str) -> list[Verdict | None] | None:
        content = self._store.get(key) if self._store is not None else None
        if content is None:
            return None
        try:
            return [_put_together(own) for own in load_records(content, tuple)]
        except (DamagedError, TypeError, ValueError):
            return None


def _put(verdicts: Sequence[Verdict | None], places: Sequence[Place]) -> tuple[Verdict | None, ...]:
    """Say of verdicts where they belong."""
    return tuple(
        verdict and replace(verdict, page=row.page, owner=row.owner, readings=readings)
        for verdict, (row, readings) in zip(verdicts, places, strict=True)
    )


def _take_apart(verdict: Verdict | None) -> object:
    if verdict is None:
        return None
    return (
        str(verdict.role), verdict.index, verdict.canonical, str(verdict.status),
        verdict.confidence, tuple((e.kind, e.weight, e.note) for e in verdict.evidence),
        verdict.runner_up, tuple((e.kind, e.weight, e.note) for e in verdict.runner_up_evidence),
    )  # fmt: skip


def _put_together(parts: Any) -> Verdict | None:  # noqa: ANN401 - whatever a file held
    if parts is None:
        return None
    role, index, canonical, status, confidence, evidence, runner_up, runner_up_evidence = parts
    return Verdict(
        page="",
        owner="",
        role=PlaceRole(role),
        index=index,
        canonical=canonical,
        status=Status(status),
        confidence=confidence,
        readings=(),
        evidence=tuple(_reason(*own) for own in evidence),
        runner_up=runner_up,
        runner_up_evidence=tuple(_reason(*own) for own in runner_up_evidence),
    )


def _reason(kind: str, weight: float, note: str) -> Evidence:
    return Evidence(kind=kind, weight=weight, note=note)
