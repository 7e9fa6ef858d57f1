"""Pages → the target namespace and its version, and the namespace of faults.

A table of releases decides: the newest one is what the pages describe. Without
one it is the namespace in which samples show messages. What stands in a SOAP
header or in a fault says nothing of the target: those have often one of their
own, whatever the release.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model.build_labels import xml_text
from generator.model.namespace_versions import are_versions, read_version

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.align.alignment import Alignment
    from generator.extract.page import Page, RawRow, RawTable, SampleNode

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`]+")
_FOREIGN = re.compile(r"schemas\.xmlsoap\.org|www\.w3\.org")
_ENVELOPE = re.compile(r"schemas\.xmlsoap\.org/soap/envelope|www\.w3\.org/2003/05/soap-envelope")
_LONGEST_VERSION = 40
_DEPTH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundNamespace:
    """A namespace, and what release of the API it is."""

    uri: str
    """The namespace; empty where the pages show none."""
    version: str = ""
    """The release as its table calls it; empty for none."""


def find_target(alignment: Alignment) -> FoundNamespace:
    """Find the namespace of the messages that the pages describe."""
    shown = _shown_namespaces(alignment)
    listed = _listed_namespaces(alignment, shown)
    if listed:
        return max(listed, key=lambda each: (read_version(each.uri).rank, each.uri))
    if not shown:
        return FoundNamespace(uri="")
    families: Counter[str] = Counter()
    for uri, count in shown.items():
        families[read_version(uri).family] += count
    best = max(families, key=lambda family: (families[family], family))
    own = [uri for uri in shown if read_version(uri).family == best]
    return FoundNamespace(uri=max(own, key=lambda uri: (read_version(uri).rank, shown[uri], uri)))


def find_fault_namespace(alignment: Alignment, target: str) -> str:
    """Find the namespace in which samples show the details of faults.

    Returns:
        The one that most have; empty where it is the target's or a version of it.
    """
    counts: Counter[str] = Counter()
    for page in _first_editions(alignment):
        for sample in page.samples:
            for root in sample.roots:
                counts.update(uri for uri in _details(root, {}) if not _FOREIGN.search(uri))
    best = max(counts, key=lambda uri: (counts[uri], uri), default="")
    return "" if are_versions(best, target) else best


def _first_editions(alignment: Alignment) -> Iterator[Page]:
    return (next(iter(page.pages.values())) for page in alignment.pages)


def _shown_namespaces(alignment: Alignment) -> Counter[str]:
    """Count the namespaces of the messages that samples show."""
    counts: Counter[str] = Counter()
    for page in _first_editions(alignment):
        for sample in page.samples:
            for root in sample.roots:
                counts.update(
                    uri
                    for uri in _payloads(root, {})
                    if _URI.fullmatch(uri) and not _FOREIGN.search(uri)
                )
    return counts


def _listed_namespaces(alignment: Alignment, shown: Counter[str]) -> list[FoundNamespace]:
    """Read tables of releases: versions of one namespace in a column, that of samples if any."""
    families = {read_version(uri).family for uri in shown}
    found: list[FoundNamespace] = []
    for page in _first_editions(alignment):
        for table in page.tables:
            for column in range(len(table.header)):
                own = list(_listed(table, column))
                kinds = {read_version(each.uri).family for each in own}
                versions = {read_version(each.uri).numbers for each in own} - {()}
                if len(kinds) == 1 and versions and (kinds <= families or len(versions) > 1):
                    found += own
    if not families or any(read_version(each.uri).family in families for each in found):
        known = [f for f in found if not families or read_version(f.uri).family in families]
        return known if len({read_version(each.uri).family for each in known}) == 1 else []
    return []


def _listed(table: RawTable, column: int) -> Iterator[FoundNamespace]:
    """Give the namespaces of a column; a column that holds anything else gives none."""
    found = []
    for row in table.rows:
        uri = _cell(row, column)
        if not _URI.fullmatch(uri) or _FOREIGN.search(uri):
            return
        version = next((text for i in range(len(row.cells)) if (text := _cell(row, i))), "")
        is_name = version != uri and len(version) <= _LONGEST_VERSION
        found.append(FoundNamespace(uri=uri, version=xml_text(version) if is_name else ""))
    yield from found


def _cell(row: RawRow, column: int) -> str:
    cell = row.cells[column] if column < len(row.cells) else None
    return cell.text.strip(" `") if cell is not None else ""


def _prefixes(node: SampleNode, above: Mapping[str, str]) -> Mapping[str, str]:
    own = {
        name.partition(":")[2]: value
        for name, value in node.attributes
        if name == "xmlns" or name.startswith("xmlns:")
    }
    return {**above, **own} if own else above


def _is_envelope(node: SampleNode, prefixes: Mapping[str, str]) -> bool:
    return bool(_ENVELOPE.search(prefixes.get(node.prefix, "")))


def _payloads(node: SampleNode, prefixes: Mapping[str, str], depth: int = 0) -> Iterator[str]:
    """Give the namespace of each message: a sample's root, or what an envelope's body holds."""
    prefixes = _prefixes(node, prefixes)
    if depth > _DEPTH or (_is_envelope(node, prefixes) and node.name in {"Header", "Fault"}):
        return
    if not _is_envelope(node, prefixes):
        yield prefixes.get(node.prefix, "")
        return
    for child in node.children:
        yield from _payloads(child, prefixes, depth + 1)


def _details(node: SampleNode, prefixes: Mapping[str, str], depth: int = 0) -> Iterator[str]:
    """Give the namespace of what stands in the detail of a SOAP fault."""
    prefixes = _prefixes(node, prefixes)
    if depth > _DEPTH:
        return
    for child in node.children:
        if node.name == "Fault" and child.name.casefold() == "detail":
            for detail in child.children:
                own = _prefixes(detail, _prefixes(child, prefixes))
                yield own.get(detail.prefix, "")
        else:
            yield from _details(child, prefixes, depth + 1)
