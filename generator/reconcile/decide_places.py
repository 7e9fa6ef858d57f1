"""Types first, then names, then values, each by its evidence alone: what other runs found stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

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


class Shown(NamedTuple):
    """What the pages show beside their tables, for all places."""

    sightings: Sightings
    """Untranslated identifiers."""
    prose: Prose
    """The editions' prose."""
    samples: Sequence[PageTrees]
    """What samples show, each once."""
    referred: Sequence[tuple[str, str]]
    """(Definition, member) that prose names."""


def decide_types(  # noqa: PLR0913 - all that types depend on
    rows: Sequence[RowPlace],
    records: Collection[str],
    referred: Counter[str],
    agreed: Mapping[int, str],
    *,
    wording: Wording,
    former: FormerDecisions,
) -> tuple[Verdict | None, ...]:
    """Decide every row's type; see `reconcile_types`."""
    bare = bare_types(rows)
    return former.decide(
        ("types", bare, sorted(records), sorted(referred.items()), sorted(agreed.items())),
        [(row, row.types) for row in rows],
        lambda: reconcile_types(bare, records, referred, agreed, wording),
    )


def decide_names(  # noqa: PLR0913 - all that names depend on
    rows: Sequence[RowPlace],
    types: Mapping[int, str],
    definitions: Iterable[Definition],
    shown: Shown,
    *,
    wording: Wording,
    former: FormerDecisions,
    copies: int,
) -> tuple[Verdict, ...]:
    """Decide every row's name; see `reconcile_names`."""
    bare = bare_names(rows)
    sightings, prose = bare_sightings(shown.sightings), bare_prose(shown.prose, rows)
    evidence = NameEvidence(
        rows=bare,
        types=types,
        definitions=tuple((own.page, own.name) for own in definitions),
        samples=shown.samples,
        referred=shown.referred,
        sightings=sightings,
        prose=prose,
        wording=wording,
        copies=copies,
    )
    found = former.decide(
        (
            "names", bare, sorted(types.items()), evidence.definitions, shown.samples,
            shown.referred, *_told(sightings, prose),
        ),
        [(row, row.names) for row in rows],
        lambda: reconcile_names(evidence),
    )  # fmt: skip
    return tuple(verdict for verdict in found if verdict is not None)


def decide_values(
    places: Sequence[RowPlace], shown: Shown, *, wording: Wording, former: FormerDecisions
) -> tuple[Verdict, ...]:
    """Decide every value; see `reconcile_values`."""
    bare = bare_names(places)
    sightings, prose = bare_sightings(shown.sightings), bare_prose(shown.prose, places)
    found = former.decide(
        ("values", bare, *_told(sightings, prose)),
        [(place, place.names) for place in places],
        lambda: reconcile_values(bare, sightings, prose, wording),
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
