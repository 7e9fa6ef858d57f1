"""What another edition would call everything: the model of the API, read with its labels.

It takes the place of the edition it stands beside, under verdicts that were
reached without it; so the same code makes its labels, and nothing else of the
model that comes out is used.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from generator.model.label_key import list_labels

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.align.alignment import AlignedPage, Alignment
    from generator.model.label_key import LabelKey
    from generator.model.schema import LocalizedText, Schema
    from generator.reconcile.hear_edition import HeardEdition
    from generator.reconcile.reconciled import Reconciled, ReconciledValues
    from generator.reconcile.verdict import Verdict

Kept = TypeVar("Kept")


def put_in_place(
    alignment: Alignment, reconciled: Reconciled, other: HeardEdition
) -> tuple[Alignment, Reconciled]:
    """Put another edition's titles and readings in the place of the one it stands beside."""
    pages = tuple(_page(own, other) for own in alignment.pages)
    rows = tuple(replace(row, name=_verdict(row.name, other)) for row in reconciled.rows)
    values = tuple(_values(own, other) for own in reconciled.values)
    return replace(alignment, pages=pages), replace(reconciled, rows=rows, values=values)


def take_labels(schema: Schema) -> dict[LabelKey, LocalizedText]:
    """Take the labels that come from elsewhere than the API's own editions."""
    return {
        key: label
        for key, labels in list_labels(schema).items()
        for label in labels
        if label.source
    }


def _page(own: AlignedPage, other: HeardEdition) -> AlignedPage:
    """Give a page the other edition's, behind the pivot's."""
    kept = _without(own.pages, other)
    if own.page in other.pages:
        kept[other.locale] = other.pages[own.page]
    return replace(own, pages=kept)


def _without(by_locale: Mapping[str, Kept], other: HeardEdition) -> dict[str, Kept]:
    """Leave out the edition that another stands beside, unless it leads."""
    return {
        locale: each
        for position, (locale, each) in enumerate(by_locale.items())
        if locale != other.beside or position == 0
    }


def _verdict(own: Verdict, other: HeardEdition) -> Verdict:
    theirs = next((found for r in own.readings if (found := other.find(r.span))), None)
    kept = tuple(reading for reading in own.readings if reading.locale != other.beside)
    return replace(own, readings=(*kept, theirs) if theirs is not None else kept)


def _values(own: ReconciledValues, other: HeardEdition) -> ReconciledValues:
    titles = _without(own.source.titles, other)
    page = other.pages.get(own.source.page)
    if titles and page is not None and page.sections:
        titles[other.locale] = page.sections[0].text
    return replace(
        own,
        source=replace(own.source, titles=titles),
        values=tuple(_verdict(verdict, other) for verdict in own.values),
    )
