"""What was decided → the findings of every rule, before anything is said about edits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.check.damage_rules import find_damage
from generator.check.finding import Finding
from generator.check.label_rules import find_label_faults
from generator.check.markup_rules import find_unprotected
from generator.check.prose_rules import find_changed_code
from generator.check.table_rules import find_duplicates, find_row_gaps
from generator.check.table_shapes import find_equal_shapes
from generator.diagnostics import Severity
from generator.model.build_schema import build_schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.check.settle_rounds import Round
    from generator.diagnostics import Diagnostic
    from generator.extract.page import Page

_TRANSFERRED = {"GS404": "GSC304", "GS501": "GSC201"}
"""Messages of a run that are findings of a rule."""


def find_faults(first: Round, rules: frozenset[str]) -> Iterator[Finding]:
    """Apply rules to an API's pages.

    Args:
        first: The pages and what was decided.
        rules: Codes of the rules to apply.
    """
    decided = first.decided
    reconciled, alignment = decided.reconciled, decided.alignment
    tags = {e.locale: e.tag for e in first.source.editions if e.locale in first.editions}
    found: list[Iterable[Finding]] = [
        find_damage(reconciled, first.reference, find_equal_shapes(alignment, first.reference)),
        find_row_gaps(alignment, reconciled),
        find_duplicates(reconciled),
        find_label_faults(reconciled, tags[alignment.pivot], tags),
        find_changed_code(alignment, first.reference),
        _transfer(decided.diagnostics, first),
    ]
    if "GSC201" in rules:
        found.append(_transfer(_unresolved(first, tags), first))
    if "GSC501" in rules:
        found.append(find_unprotected(reconciled))
    yield from (each for own in found for each in own if each.rule in rules)


def _unresolved(first: Round, tags: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """Build the model for what it says of references."""
    return build_schema(
        first.decided.alignment,
        first.decided.reconciled,
        api=first.source.identifier,
        title=first.source.name,
        tags=tags,
        namespace=first.source.configuration.namespace,
        service_address=first.source.configuration.service_address,
        digest="",
    )[1]


def _transfer(diagnostics: Iterable[Diagnostic], first: Round) -> Iterator[Finding]:
    """Turn messages about a place into findings."""
    pages: dict[str, Page] = {p.path: p for own in first.editions.values() for p in own}
    for told in diagnostics:
        rule, span = _TRANSFERRED.get(told.code), told.span
        if rule is None or span is None or span.path not in pages:
            continue
        yield Finding(
            rule=rule,
            severity=Severity.WARNING,
            span=span,
            page=pages[span.path].page,
            locale=pages[span.path].locale,
            message=told.message,
            subject=span.context[span.column - 1 : span.column - 1 + span.end - span.start],
            evidence=told.evidence,
            help=told.help,
        )
