"""An XML Schema or WSDL and what it includes → trees: no network, nothing outside its folder.

Expat reads the files, and refuses a document type, which is where entities
are declared; so nothing in them expands or leads anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit
from xml.parsers import expat

from generator.extract.page import SampleNode
from generator.reconcile.declaration import XML_SCHEMA
from generator.reconcile.read_declarations import Place, attribute

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from generator.configuration.settings import ReferenceContract

WSDL: Final = "http://schemas.xmlsoap.org/wsdl/"
"""The namespace of WSDL 1.1."""
_LINKS = frozenset({"include", "import", "redefine"})
_DEPTH = 200
_LARGEST = 64 * 1024 * 1024


class ContractError(Exception):
    """A contract's file that cannot be read."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(message)
        self.path = path
        """The file, relative to the specs folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaTree:
    """One `schema` element, a document or a part of one."""

    node: SampleNode
    """The element; its lines count from 1 in its file."""
    place: Place
    """Its file, its target namespace, and the prefixes that hold in it."""
    folder: Path
    """Where its file lies."""


@dataclass(slots=True)
class ContractFiles:
    """Everything a contract consists of."""

    reference: ReferenceContract
    schemas: list[SchemaTree] = field(default_factory=list)
    operations: list[tuple[str, int]] = field(default_factory=list)
    contents: dict[str, bytes] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    is_wsdl: bool = False


@dataclass(slots=True)
class _Open:
    name: str
    attributes: tuple[tuple[str, str], ...]
    line: int
    children: list[SampleNode] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def close(self) -> SampleNode:
        prefix, _, local = self.name.rpartition(":")
        return SampleNode(
            name=local,
            prefix=prefix,
            text=" ".join("".join(self.text).split()),
            attributes=self.attributes,
            children=tuple(self.children),
            line=self.line,
        )


def read_contract_files(reference: ReferenceContract) -> ContractFiles:
    """Read a contract and the local files that it includes or imports.

    Raises:
        ContractError: A file is missing, no XML, or outside the configuration's folder.
    """
    found = ContractFiles(reference=reference)
    _read_file(found, reference.file, reference.display)
    if not found.schemas and not found.is_wsdl:
        raise ContractError(reference.display, "is neither an XML Schema nor a WSDL 1.1")
    return found


def _read_file(found: ContractFiles, file: Path, display: str) -> None:
    if display in found.contents:
        return
    try:
        content = file.read_bytes()
    except OSError as error:
        raise ContractError(display, f"cannot be read: {error.strerror}") from error
    found.contents[display] = content
    root = parse_tree(content, display)
    _read_node(found, root, {}, file, display)


def _read_node(
    found: ContractFiles, node: SampleNode, above: Mapping[str, str], file: Path, display: str
) -> None:
    """Walk from a root down to its schemas, through the parts of a WSDL."""
    prefixes = {**above, **dict(_declared(node))}
    namespace = prefixes.get(node.prefix, "")
    if namespace == XML_SCHEMA and node.name == "schema":
        place = Place(path=display, namespace=attribute(node, "targetNamespace"), prefixes=prefixes)
        found.schemas.append(SchemaTree(node=node, place=place, folder=file.parent))
        for child in node.children:
            if child.name in _LINKS:
                _follow(found, attribute(child, "schemaLocation"), file, display)
    elif namespace == WSDL:
        found.is_wsdl = True
        if node.name == "import":
            _follow(found, attribute(node, "location"), file, display)
        for child in node.children:
            if node.name == "portType" and child.name == "operation":
                found.operations.append((attribute(child, "name"), child.line))
            _read_node(found, child, prefixes, file, display)


def _declared(node: SampleNode) -> Iterator[tuple[str, str]]:
    for name, value in node.attributes:
        if name == "xmlns" or name.startswith("xmlns:"):
            yield name.partition(":")[2], value


def _follow(found: ContractFiles, location: str, file: Path, display: str) -> None:
    """Read what a file refers to; what lies on the network is left out and remembered."""
    if not location:
        return
    if urlsplit(location).scheme:
        found.unread.append(location)
        return
    target = file.parent / unquote(location)
    folder = found.reference.folder.resolve()
    if "\0" in location or not target.resolve().is_relative_to(folder):
        raise ContractError(display, f"refers to '{location}' outside the configuration's folder")
    if not target.is_file():
        raise ContractError(display, f"refers to '{location}', which is no file")
    inside = target.resolve().relative_to(folder)
    top = len(found.reference.file.resolve().relative_to(folder).parts)
    base = found.reference.display.split("/")[:-top]
    _read_file(found, target, "/".join([*base, *inside.parts]))


def parse_tree(content: bytes, display: str) -> SampleNode:
    """Parse one document.

    Raises:
        ContractError: It is no XML, has a document type, or is too deep or too large.
    """
    top = _Open("", (), 0)
    stack = [top]
    parser = expat.ParserCreate()
    parser.ordered_attributes = True
    parser.buffer_text = True

    def start(name: str, attributes: list[str]) -> None:
        if len(stack) > _DEPTH:
            raise ContractError(display, "is nested too deeply")
        pairs = tuple(zip(attributes[::2], attributes[1::2], strict=True))
        stack.append(_Open(name, pairs, parser.CurrentLineNumber))

    def end(_name: str) -> None:
        closed = stack.pop()
        stack[-1].children.append(closed.close())

    def refuse(*_: object) -> None:
        raise ContractError(display, "has a document type, which is not read")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = lambda text: stack[-1].text.append(text)  # noqa: PLW0108
    parser.StartDoctypeDeclHandler = refuse
    if len(content) > _LARGEST:
        raise ContractError(display, "is too large")
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as error:  # of the encoding, too
        raise ContractError(display, f"is no XML: {error}") from error
    return top.children[0]
