"""Builds verdicts by hand, for tests that must not depend on how evidence is weighed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.reconcile.decide_required import Occurrence
from generator.reconcile.identify_definitions import Documented
from generator.reconcile.message_endings import MessageEndings
from generator.reconcile.places import RowPlace
from generator.reconcile.reconciled import Reconciled, ReconciledRow, ReconciledValues
from generator.reconcile.value_sets import ValueSet
from generator.reconcile.verdict import Evidence, PlaceRole, Reading, Status, Verdict
from generator.source import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.reconcile.definition import Definition

PAGE = "types/parcel.md"


def make_reading(  # noqa: PLR0913 - a reading has this many parts
    locale: str, text: str, *, line: int = 1, page: str = PAGE, table: int | None = 0, row: int = 0
) -> Reading:
    """Make a reading that stands alone in its line."""
    span = Span(
        path=f"{locale}/{page}", line=line, column=3, start=0, end=len(text), context=f"| {text} |"
    )
    return Reading(
        locale=locale, text=text, span=span, is_code=False, table=table,
        row=None if table is None else row,
    )  # fmt: skip


def make_verdict(  # noqa: PLR0913 - a verdict has this many parts
    role: PlaceRole,
    canonical: str | None,
    readings: Sequence[Reading],
    *,
    status: Status = Status.INTACT,
    confidence: float = 0.99,
    runner_up: str = "",
    index: int = 0,
    page: str = PAGE,
    owner: str = "Parcel",
) -> Verdict:
    """Make a verdict with one reason, and one for the runner-up."""
    witness = Evidence(kind="witness", weight=4.0, note="as read")
    other = (Evidence(kind="lexicon", weight=1.5, note="a rendering"),) if runner_up else ()
    return Verdict(
        page=page, owner=owner, role=role, index=index, canonical=canonical, status=status,
        confidence=confidence, readings=tuple(readings), evidence=(witness,), runner_up=runner_up,
        runner_up_evidence=other,
    )  # fmt: skip


def make_row(number: int, name: Verdict, own_type: Verdict | None = None) -> ReconciledRow:
    """Make a row of the first table of its page."""
    place = RowPlace(
        number=number, page=name.page, table=0, row=number, owner=name.owner,
        names=name.readings, types=own_type.readings if own_type else (),
    )  # fmt: skip
    occurrence = Occurrence(is_required=None, is_repeated=False)
    return ReconciledRow(place=place, name=name, type=own_type, occurrence=occurrence)


def make_values(
    values: Sequence[Verdict], *, row: int | None = None, anchor: str = ""
) -> ReconciledValues:
    """Make a list of values, of a row or of a page of constants."""
    source = ValueSet(
        page=values[0].page, row=row, anchor=anchor, used_by=(), intros={}, titles={}, places=()
    )
    return ReconciledValues(source=source, values=tuple(values))


def make_reconciled(
    rows: Sequence[ReconciledRow] = (),
    values: Sequence[ReconciledValues] = (),
    definitions: Sequence[Definition] = (),
) -> Reconciled:
    """Make an API without operations."""
    endings = MessageEndings(request="", response="")
    documented = Documented(definitions=tuple(definitions), operations=(), endings=endings)
    return Reconciled(rows=tuple(rows), values=tuple(values), documented=documented)
