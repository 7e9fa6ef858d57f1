"""XML Schema shown as a code sample → declarations, and the headers that samples show.

Pages quote a schema without its namespaces, or leave its end out, so a
fragment is recognised by its shape: the names of XML Schema throughout.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from generator.extract.page import Dialect
from generator.naming import is_ncname
from generator.reconcile.declaration import XML_SCHEMA
from generator.reconcile.read_declarations import (
    Place,
    attribute,
    find_schemas,
    read_declarations,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.align.alignment import AlignedPage, Alignment
    from generator.extract.page import Sample, SampleNode
    from generator.reconcile.declaration import Declaration

_VOCABULARY = frozenset(
    """all annotation any anyAttribute appinfo attribute attributeGroup choice complexContent
    complexType documentation element enumeration extension field fractionDigits group import
    include key keyref length list maxExclusive maxInclusive maxLength minExclusive minInclusive
    minLength notation pattern redefine restriction schema selector sequence simpleContent
    simpleType totalDigits union unique whiteSpace""".split()  # noqa: SIM905 - a word list
)
_FREE = frozenset({"documentation", "appinfo"})
"""Elements that anything may stand in."""
_ROOTS = frozenset({"element", "complexType", "simpleType", "group", "attributeGroup"})
_ENVELOPE = "schemas.xmlsoap.org/soap/envelope", "www.w3.org/2003/05/soap-envelope"
_DEPTH = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """One definition that a sample declares."""

    page: str
    """Page key."""
    declaration: Declaration
    """What it declares."""
    samples: Mapping[str, Sample]
    """Locale → the sample that shows it, the pivot's first."""

    @property
    def names(self) -> frozenset[str]:
        """What it names: the definition and its members."""
        return frozenset((self.declaration.name, *(m.name for m in self.declaration.members)))

    def sources(self, line: int) -> tuple[str, ...]:
        """Give `path:line` in every edition, of a line below the sample's first."""
        return tuple(f"{s.span.path}:{s.span.line + line}" for s in self.samples.values())


def read_fragments(alignment: Alignment) -> tuple[Fragment, ...]:
    """Read every schema fragment of every page; editions that show the same are one.

    All fragments of a page may refer to one another.
    """
    return tuple(chain.from_iterable(_read_page(page) for page in alignment.pages))


def _read_page(page: AlignedPage) -> Iterator[Fragment]:
    shown: dict[tuple[tuple[SampleNode, ...], int], dict[str, Sample]] = {}
    for locale, own in page.pages.items():
        seen: dict[tuple[SampleNode, ...], int] = {}
        for sample in own.samples:
            if sample.dialect is Dialect.XML and _components(sample):
                seen[sample.roots] = seen.get(sample.roots, -1) + 1
                shown.setdefault((sample.roots, seen[sample.roots]), {})[locale] = sample
    places = [next(iter(samples.values())) for samples in shown.values()]
    declared = read_declarations(
        (node, Place(path=str(index), namespace=own.namespace, prefixes=own.prefixes))
        for index, sample in enumerate(places)
        for node, own in _components(sample)
    )
    samples = list(shown.values())
    for declaration in declared:
        yield Fragment(
            page=page.page,
            declaration=declaration,
            samples=samples[int(declaration.path)],
        )


def _components(sample: Sample) -> list[tuple[SampleNode, Place]]:
    """List the global components of a sample, or what stands for them."""
    schemas = [node for node in find_schemas(sample.roots) if _is_schema(node, {})]
    if schemas:
        return [(child, _place(schema)) for schema in schemas for child in schema.children]
    return [(root, _place(root)) for root in sample.roots if _is_component(root)]


def _place(schema: SampleNode) -> Place:
    return Place(
        path="", namespace=attribute(schema, "targetNamespace"), prefixes=_prefixes(schema, {})
    )


def _is_component(node: SampleNode) -> bool:
    """Tell whether an element is a declaration: named, and of an element, not a mere mention."""
    if node.name not in _ROOTS or not is_ncname(attribute(node, "name")) or not node.children:
        return False
    return _is_schema(node, {})


def _is_schema(node: SampleNode, prefixes: Mapping[str, str], depth: int = 0) -> bool:
    """Tell whether all of a tree is XML Schema, by its names and the namespaces declared."""
    prefixes = _prefixes(node, prefixes)
    is_known = node.name in _VOCABULARY and prefixes.get(node.prefix, XML_SCHEMA) == XML_SCHEMA
    if not is_known or depth > _DEPTH:
        return False
    if node.name in _FREE:
        return True
    return all(_is_schema(child, prefixes, depth + 1) for child in node.children)


def _prefixes(node: SampleNode, above: Mapping[str, str]) -> Mapping[str, str]:
    """Add the namespaces that an element declares."""
    own = {
        name.partition(":")[2]: value
        for name, value in node.attributes
        if name == "xmlns" or name.startswith("xmlns:")
    }
    return {**above, **own} if own else above


def find_headers(alignment: Alignment) -> dict[str, str]:
    """Find the elements that samples show below a SOAP header → their namespace.

    Returns:
        Names with the namespace most declare; one that stands for a value, not for
        members, is there as well.
    """
    found: dict[str, dict[str, int]] = {}
    for page in alignment.pages:
        roots = {root for own in page.pages.values() for s in own.samples for root in s.roots}
        for root in roots:
            for name, namespace in _headers(root, {}):
                counts = found.setdefault(name, {})
                counts[namespace] = counts.get(namespace, 0) + 1
    return {
        name: max(counts, key=lambda uri: (bool(uri), counts[uri], uri))
        for name, counts in sorted(found.items())
    }


def _headers(
    node: SampleNode, prefixes: Mapping[str, str], depth: int = 0
) -> Iterator[tuple[str, str]]:
    prefixes = _prefixes(node, prefixes)
    if node.name == "Header" and _is_envelope(prefixes.get(node.prefix, ""), node.prefix):
        for child in node.children:
            yield child.name, _prefixes(child, prefixes).get(child.prefix, "")
    elif depth < _DEPTH:
        for child in node.children:
            yield from _headers(child, prefixes, depth + 1)


def _is_envelope(namespace: str, prefix: str) -> bool:
    if namespace:
        return any(known in namespace for known in _ENVELOPE)
    return prefix.casefold().startswith("soap")
