"""Types first, then names, then values, each by its evidence alone: what other runs found stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.reconcile.bare_places import bare_names, bare_prose, bare_sightings, bare_types
from generator.reconcile.reconcile_names import NameEvidence, reconcile_names
from generator.reconcile.reconcile_types import reconcile_types
from generator.reconcile.reconcile_values import reconcile_values

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from generator.reconcile.definition import Definition
    from generator.reconcile.former_decisions import FormerDecisions
    from generator.reconcile.places import RowPlace
    from generator.reconcile.prose import Prose
    from generator.reconcile.sightings import Sightings
    from generator.reconcile.verdict import Verdict
    from generator.reconcile.walk_samples import PageTrees
    from generator.reconcile.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider:
    """Decides places, by what the pages show beside their tables."""

    sightings: Sightings
    """Untranslated identifiers."""
    prose: Prose
    """The editions' prose."""
    samples: Sequence[PageTrees]
    """What samples show, each once."""
    wording: Wording
    """How words go together by the glossary and their shapes."""
    former: FormerDecisions
    """What former runs decided."""
    copies: int
    """How many processes decide."""

    def types(
        self,
        rows: Sequence[RowPlace],
        records: Collection[str],
        referred: Counter[str],
        agreed: Mapping[int, str],
    ) -> tuple[Verdict | None, ...]:
        """Decide every row's type; see `reconcile_types`."""
        bare = bare_types(rows)
        return self.former.decide(
            ("types", bare, sorted(records), sorted(referred.items()), sorted(agreed.items())),
            [(row, row.types) for row in rows],
            lambda: reconcile_types(bare, records, referred, agreed, self.wording),
        )

    def names(
        self,
        rows: Sequence[RowPlace],
        types: Mapping[int, str],
        definitions: Iterable[Definition],
        referred: Iterable[tuple[str, str]],
    ) -> tuple[Verdict, ...]:
        """Decide every row's name; see `reconcile_names`."""
        evidence = NameEvidence(
            rows=bare_names(rows),
            types=types,
            definitions=tuple((own.page, own.name) for own in definitions),
            samples=self.samples,
            referred=tuple(referred),
            sightings=bare_sightings(self.sightings),
            prose=bare_prose(self.prose, rows),
            wording=self.wording,
            copies=self.copies,
        )
        found = self.former.decide(
            (
                "names", evidence.rows, sorted(types.items()), evidence.definitions,
                evidence.samples, evidence.referred, *_told(evidence.sightings, evidence.prose),
            ),
            [(row, row.names) for row in rows],
            lambda: reconcile_names(evidence),
        )  # fmt: skip
        return tuple(verdict for verdict in found if verdict is not None)

    def values(self, places: Sequence[RowPlace]) -> tuple[Verdict, ...]:
        """Decide every value; see `reconcile_values`."""
        bare = bare_names(places)
        sightings, prose = bare_sightings(self.sightings), bare_prose(self.prose, places)
        found = self.former.decide(
            ("values", bare, *_told(sightings, prose)),
            [(place, place.names) for place in places],
            lambda: reconcile_values(bare, sightings, prose, self.wording),
        )
        return tuple(verdict for verdict in found if verdict is not None)


def _told(sightings: Sightings, prose: Prose) -> tuple[object, ...]:
    """Put sightings and prose into an order, for they have none."""
    return (
        *(sorted(seen.items()) for seen in (sightings.samples, sightings.code, sightings.words)),
        sorted((locale, sorted(own)) for locale, own in prose.words.items()),
        sorted(prose.shared.items()),
        sorted(prose.foreign),
    )
