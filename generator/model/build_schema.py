"""`Reconciled` → `Schema`: the contract, checked before anything is emitted."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Severity
from generator.model.build_context import BuildContext
from generator.model.build_enumerations import build_enumerations
from generator.model.build_types import build_types
from generator.model.find_deprecations import Deprecations, group_by_page
from generator.model.find_faults import narrow_faults
from generator.model.find_namespaces import (
    FoundNamespace,
    find_fault_namespace,
    find_target,
)
from generator.model.find_service_address import find_service_address
from generator.model.group_states import group_states
from generator.model.label_groups import label_groups
from generator.model.namespace_versions import are_versions
from generator.model.review_labels import review_labels
from generator.model.schema import Kind, Operation, Schema
from generator.model.supply_labels import put_in_place, take_labels
from generator.reconcile.definition import DefinitionKind
from generator.reconcile.read_glossary import load_glossary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.align.alignment import Alignment
    from generator.configuration import GroupedState
    from generator.model.schema import ComplexType
    from generator.reconcile.definition import Definition
    from generator.reconcile.glossary import Glossary
    from generator.reconcile.hear_edition import HeardEdition
    from generator.reconcile.reconciled import Reconciled, ReconciledRow


def build_schema(  # noqa: PLR0913 - one for each thing that only the caller knows
    alignment: Alignment,
    reconciled: Reconciled,
    *,
    api: str,
    title: str,
    tags: Mapping[str, str],
    namespace: str,
    service_address: str,
    digest: str,
    glossary: Glossary | None = None,
    others: Sequence[HeardEdition] = (),
    groups: Sequence[GroupedState] = (),
) -> tuple[Schema, tuple[Diagnostic, ...]]:
    """Build the model of one API.

    Args:
        alignment: The pages, aligned.
        reconciled: What was decided about them.
        api: The API's name as one Python identifier.
        title: Its name as found.
        tags: Folder name of each edition → its BCP 47 tag.
        namespace: Target namespace; empty to work it out from the pages.
        service_address: Where the service answers; empty to find it on the pages.
        digest: Digest of the input.
        glossary: General vocabulary by which labels are judged; None for what ships with us.
        others: Editions that only supply labels, those that come first preferred.
        groups: States whose groups are given.

    Returns:
        The model, and what is wrong with the contract.
    """
    words = glossary or load_glossary()

    def build(
        pages: Alignment, decided: Reconciled, folders: Mapping[str, str]
    ) -> tuple[Schema, tuple[Diagnostic, ...]]:
        said = Deprecations(words, folders[pages.pivot], folders)
        return _build(pages, decided, said, api, title, folders, namespace, service_address, digest)

    schema, findings = build(alignment, reconciled, tags)
    supplies = []
    for other in others:
        replaced = put_in_place(alignment, reconciled, other)
        with_other = {**tags, other.locale: tags[other.beside]}
        supplies.append(take_labels(build(*replaced, with_other)[0]))
    grouped, ungrouped = group_states(schema.enumerations, groups, reconciled.handled)
    operations = narrow_faults(
        schema.operations, alignment, reconciled.documented.operations, words, tags
    )
    told: tuple[Diagnostic, ...] = ()
    if operations and not service_address:
        service_address, told = find_service_address(alignment, schema.namespace)
    has_groups = any(each.has_groups for each in grouped)
    schema = replace(
        schema,
        enumerations=grouped,
        operations=operations,
        service_address=service_address,
        state_groups=label_groups(schema.locales, schema.reference_locale) if has_groups else (),
    )
    reviewed = review_labels(schema, words, supplies)
    return reviewed, (*findings, *ungrouped, *told)


def _build(  # noqa: PLR0913, PLR0917 - as its caller
    alignment: Alignment,
    reconciled: Reconciled,
    deprecations: Deprecations,
    api: str,
    title: str,
    tags: Mapping[str, str],
    namespace: str,
    service_address: str,
    digest: str,
) -> tuple[Schema, tuple[Diagnostic, ...]]:
    """Build the model with the labels that the pages give."""
    definitions, findings = _unite(reconciled.documented.definitions, alignment)
    rows: dict[str, list[ReconciledRow]] = defaultdict(list)
    # what a schema declares on one page is not what another page has under the same name
    declared = {d.name: d.page for d in definitions if d.sources}
    for row in reconciled.rows:
        if declared.get(row.place.owner, row.place.page) == row.place.page:
            rows[row.place.owner].append(row)
    context = _context(alignment, reconciled, definitions, tags, deprecations)
    enumerations = build_enumerations(reconciled.values, context)
    types, unresolved = build_types(definitions, rows, enumerations, context, reconciled.added)
    found = FoundNamespace(uri=namespace) if namespace else find_target(alignment)
    target = found.uri or f"urn:{api.replace('_', '-')}"
    faults = find_fault_namespace(alignment, target)
    types = tuple(_place(own, target, faults) for own in types)
    schema = Schema(
        api=api,
        title=title,
        namespace=target,
        version=found.version,
        service_address=service_address,
        reference_locale=context.reference,
        locales=tuple(sorted(tags.values())),
        types=types,
        enumerations=enumerations.enumerations,
        operations=_build_operations(reconciled, types, context),
        digest=digest,
    )
    return schema, (*findings, *unresolved, *enumerations.diagnostics)


def _unite(
    definitions: Sequence[Definition], alignment: Alignment
) -> tuple[tuple[Definition, ...], tuple[Diagnostic, ...]]:
    """Keep one definition of each name, the one with the most tables, and report the others."""
    by_name: dict[tuple[str, bool], list[Definition]] = defaultdict(list)
    for definition in definitions:
        is_record = definition.kind is DefinitionKind.RECORD
        by_name[definition.name, is_record].append(definition)
    pages = {page.page: next(iter(page.pages.values())) for page in alignment.pages}
    kept, findings = [], []
    for (name, _), found in by_name.items():
        best = max(found, key=lambda d: (len(d.tables), d.confidence))
        kept.append(best)
        findings += [
            Diagnostic(
                code="GS502",
                severity=Severity.WARNING,
                message=f"{name!r} is documented on {pages[best.page].path!r} already",
                span=next((section.span for section in pages[other.page].sections), None),
                path=pages[other.page].path,
            )
            for other in found
            if other is not best
        ]
    return tuple(kept), tuple(findings)


def _context(
    alignment: Alignment,
    reconciled: Reconciled,
    definitions: Sequence[Definition],
    tags: Mapping[str, str],
    deprecations: Deprecations,
) -> BuildContext:
    members: dict[str, dict[str, tuple[str, str]]] = {d.name.casefold(): {} for d in definitions}
    for row in reconciled.rows:
        name, owner = row.member, row.place.owner
        if name and owner:
            members[owner.casefold()][name.casefold()] = (owner, name)
    for added in reconciled.added:
        name = added.field.member.name
        members[added.owner.casefold()].setdefault(name.casefold(), (added.owner, name))
    return BuildContext(
        reference=tags[alignment.pivot],
        tags=tags,
        deprecations=deprecations,
        documented=group_by_page(reconciled.documented.definitions),
        pages={page.page: page for page in alignment.pages},
        type_names=frozenset(definition.name for definition in definitions),
        row_names={r.place.number: r.member or "" for r in reconciled.rows},
        row_owners={r.place.number: r.place.owner for r in reconciled.rows},
        members=members,
        others=frozenset(tags) - frozenset(alignment.locales),
    )


def _build_operations(
    reconciled: Reconciled, types: Sequence[ComplexType], context: BuildContext
) -> tuple[Operation, ...]:
    """Build the operations; the faults of an API may come from any of them."""
    faults = tuple(sorted(t.name for t in types if t.kind is Kind.FAULT))
    found: dict[str, Operation] = {}
    counts = Counter(documented.page for documented in reconciled.documented.operations)
    for documented in reconciled.documented.operations:
        request = next((t for t in types if t.name == documented.request), None)
        page = context.pages[documented.page]
        heads = {locale: own.sections[0].text for locale, own in page.pages.items() if own.sections}
        found.setdefault(
            documented.name,
            Operation(
                name=documented.name,
                request=documented.request,
                response=documented.response,
                faults=faults,
                labels=context.title_labels(documented.name, heads, documented.page),
                documentation=request.documentation if request else (),
                sources=request.sources if request else (),
                is_deprecated=context.deprecations.of_operation(
                    page, documented, counts[documented.page]
                ),
            ),
        )
    return tuple(found[name] for name in sorted(found))


def _place(declared: ComplexType, target: str, faults: str) -> ComplexType:
    """Say which namespace a type has: its own, unless that is a version of the target."""
    own = declared.namespace or (faults if declared.kind is Kind.FAULT else "")
    return replace(declared, namespace="" if are_versions(own, target) else own)
