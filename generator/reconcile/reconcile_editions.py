"""`Alignment` → `Reconciled`: each identifier decided, in the order in which one helps the next."""

from __future__ import annotations

from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING

from generator.naming import is_member_name
from generator.pages.workers import ALONE
from generator.reconcile.apply_code import apply_code
from generator.reconcile.apply_contract import apply_contract
from generator.reconcile.apply_errata import apply_errata
from generator.reconcile.apply_fragments import apply_fragments
from generator.reconcile.attach_fragments import attach_fragments
from generator.reconcile.collect_findings import collect_findings
from generator.reconcile.cross_references import collect_references
from generator.reconcile.decide_places import Decider
from generator.reconcile.decide_required import decide_occurrences
from generator.reconcile.decide_rows import agree_rows
from generator.reconcile.definition import DefinitionKind
from generator.reconcile.former_decisions import FormerDecisions
from generator.reconcile.heed_samples import heed_samples
from generator.reconcile.identify_definitions import identify_definitions
from generator.reconcile.name_leftovers import name_leftovers
from generator.reconcile.nest_rows import nest_rows
from generator.reconcile.places import collect_rows, drop_junk, give_owners
from generator.reconcile.prose import collect_prose
from generator.reconcile.read_fragments import find_headers, read_fragments
from generator.reconcile.reconciled import Reconciled, ReconciledRow, ReconciledValues
from generator.reconcile.section_rules import section_rules
from generator.reconcile.shown_code import read_shown_code
from generator.reconcile.sightings import collect_sightings
from generator.reconcile.type_knowledge import count_type_names
from generator.reconcile.type_names import parse_type
from generator.reconcile.value_sets import collect_value_sets
from generator.reconcile.value_tables import collect_value_tables
from generator.reconcile.walk_samples import sample_trees
from generator.reconcile.wording import Wording

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping, Sequence

    from generator.align.alignment import Alignment
    from generator.configuration.settings import Erratum
    from generator.diagnostics import Diagnostic
    from generator.pages.workers import Workers
    from generator.reconcile.contract import Contract
    from generator.reconcile.glossary import Glossary
    from generator.reconcile.identify_definitions import Documented
    from generator.reconcile.places import RowPlace
    from generator.reconcile.section_rules import SectionRules


def reconcile_editions(  # noqa: PLR0913 - what the configuration gives, one by one
    alignment: Alignment,
    glossary: Glossary,
    errata: Sequence[Erratum] = (),
    tags: Mapping[str, str] = MappingProxyType({}),
    contract: Contract | None = None,
    *,
    sections: Sequence[tuple[str, str]] = (),
    workers: Workers = ALONE,
) -> tuple[Reconciled, tuple[Diagnostic, ...]]:
    """Decide every identifier of an API.

    Definitions come first, since samples are walked by them; then types, which
    are a closed set; then names, for which types are evidence; then values.

    Args:
        alignment: The pages, aligned.
        glossary: General vocabulary, with what the configuration adds.
        errata: Corrections given by hand, which come last and win.
        tags: Folder name of each edition → its BCP 47 tag.
        contract: The reference contract, the strongest witness; None for none.
        sections: Heading, anchor or folder and what it holds, as the configuration has it.
        workers: Who decides; the result is the same whoever does.

    Returns:
        What was decided, and a finding for everything repaired, guessed or left open.
    """
    rules = section_rules(sections)
    fragments = read_fragments(alignment)
    sightings = collect_sightings(alignment, fragments)
    prose = collect_prose(alignment, sightings)
    wording = Wording(glossary)
    rows = drop_junk(collect_rows(alignment))
    type_names = count_type_names(rows, wording)
    documented = identify_definitions(alignment, sightings, type_names, rules)
    documented, attached, moved = attach_fragments(
        documented, fragments, find_headers(alignment), alignment
    )
    documented, called = name_leftovers(alignment, documented, rules)
    rows = give_owners(rows, documented.definitions)
    decider = Decider(
        sightings=sightings,
        prose=prose,
        samples=sample_trees(alignment),
        wording=wording,
        former=FormerDecisions(workers.cache, glossary),
        copies=workers.copies,
    )
    reconciled, not_understood = _decide(alignment, rows, documented, type_names, rules, decider)
    reconciled = nest_rows(reconciled)
    reconciled, declared = apply_fragments(reconciled, attached)
    reconciled, shown = heed_samples(reconciled, alignment)
    reconciled = apply_code(reconciled, read_shown_code(alignment), alignment, glossary)
    reconciled, differing = apply_contract(reconciled, contract)
    reconciled, corrected = apply_errata(reconciled, errata, tags)
    return reconciled, (
        *not_understood,
        *moved,
        *called,
        *declared,
        *shown,
        *differing,
        *corrected,
        *collect_findings(reconciled),
    )


def _decide(  # noqa: PLR0913, PLR0917 - all the evidence there is
    alignment: Alignment,
    rows: Sequence[RowPlace],
    documented: Documented,
    type_names: Counter[str],
    rules: SectionRules,
    decider: Decider,
) -> tuple[Reconciled, tuple[Diagnostic, ...]]:
    """Decide types, names, occurrences and values from the pages alone."""
    records = {d.name for d in documented.definitions if d.kind is DefinitionKind.RECORD}
    agreed = agree_rows(rows, decider.sightings, is_member_name)
    types = decider.types(rows, records, type_names, agreed)
    locals_ = {
        row.number: parse_type(verdict.canonical).local
        for row, verdict in zip(rows, types, strict=True)
        if verdict is not None and verdict.canonical
    }
    folded = {own.name.casefold(): own.name for own in documented.definitions}
    referred = collect_references(alignment.pages, folded)
    names = decider.names(rows, locals_, documented.definitions, referred)
    occurrences, not_understood = decide_occurrences(rows)
    tabled = collect_value_tables(alignment, rows, documented.value_tables, names, locals_)
    sets = collect_value_sets(alignment, rows, rules, tuple(tabled))
    places = [place for own in sets for place in own.places]
    values = iter(decider.values(places))
    decided = Reconciled(
        rows=tuple(
            ReconciledRow(place=row, name=name, type=own_type, occurrence=occurrence)
            for row, name, own_type, occurrence in zip(rows, names, types, occurrences, strict=True)
        ),
        values=tuple(
            ReconciledValues(source=own, values=tuple(islice(values, len(own.places))))
            for own in sets
        ),
        documented=documented,
    )
    return decided, not_understood
