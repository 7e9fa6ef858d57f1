"""The reference contract of a configuration → `Contract`, valid XML Schema or nothing."""

from __future__ import annotations

import hashlib
import warnings
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from xml.sax.saxutils import escape, quoteattr

from generator.diagnostics import Diagnostic, Severity
from generator.reconcile.contract import Contract
from generator.reconcile.read_contract_files import ContractError, read_contract_files
from generator.reconcile.read_declarations import attribute, read_declarations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.configuration.settings import ReferenceContract
    from generator.extract.page import SampleNode
    from generator.reconcile.read_contract_files import ContractFiles, SchemaTree


def load_contract(reference: ReferenceContract) -> Contract:
    """Read a reference contract.

    Returns:
        What it declares; without declarations and with an error where it is not valid.
    """
    try:
        files = read_contract_files(reference)
        _validate(files)
    except ContractError as error:
        return _failed(error.path, str(error))
    except RecursionError:
        return _failed(reference.display, "is nested too deeply")
    digest = hashlib.sha256()
    for path, content in sorted(files.contents.items()):
        digest.update(f"{path}\n{len(content)}\n".encode("utf-8", "surrogatepass"))
        digest.update(content)
    return Contract(
        path=reference.display,
        declarations=read_declarations(
            (child, tree.place) for tree in files.schemas for child in tree.node.children
        ),
        operations=tuple(files.operations),
        texts={path: _text(content) for path, content in files.contents.items()},
        digest=digest.hexdigest(),
        diagnostics=tuple(_left_out(files)),
    )


def _text(content: bytes) -> str:
    """Decode a file for messages; its lines are what counts."""
    is_wide = content[:2] in {b"\xff\xfe", b"\xfe\xff"}
    return content.decode("utf-16" if is_wide else "utf-8-sig", "replace")


def _failed(path: str, message: str) -> Contract:
    found = Diagnostic(
        code="GS107",
        severity=Severity.ERROR,
        message=f"reference contract {message}",
        path=path,
    )
    return Contract(
        path=path, declarations=(), operations=(), texts={}, digest="", diagnostics=(found,)
    )


def _left_out(files: ContractFiles) -> Iterator[Diagnostic]:
    for location in dict.fromkeys(files.unread):
        yield Diagnostic(
            code="GS107",
            severity=Severity.NOTE,
            message=f"reference contract refers to '{location}' on the network, which is not read",
            path=files.reference.display,
            help="put a copy beside it, and refer to that",
        )


def _validate(files: ContractFiles) -> None:
    """Let xmlschema check every schema; it may open nothing but files of the sandbox.

    Raises:
        ContractError: A schema is not valid; that something left out is missing is no fault.
    """
    import xmlschema  # noqa: PLC0415 - takes its time, and few runs have a contract

    base = files.reference.folder.resolve().as_uri()
    own = [tree for tree in files.schemas if tree.place.path == files.reference.display]
    schema = None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            for tree in own:
                text = _render_document(tree)
                if schema is None:
                    schema = xmlschema.XMLSchema10(
                        text, build=False, base_url=base, allow="sandbox", defuse="always",
                        validation="lax" if files.unread else "strict",
                    )  # fmt: skip
                else:
                    schema.add_schema(text, base_url=base)
            if schema is not None:
                schema.build()
        except (xmlschema.XMLSchemaException, xmlschema.XMLResourceError, OSError) as error:
            message = str(error).strip().partition("\n")[0].rstrip(":")
            raise ContractError(
                files.reference.display, f"is no valid XML Schema: {message}"
            ) from error


def _render_document(tree: SchemaTree) -> str:
    """Render a schema as a document of its own, with the prefixes that it has from outside.

    Its references to files become absolute, because the sandbox is another folder.
    """
    own = {name for name, _ in tree.node.attributes}
    outer = [
        (f"xmlns:{prefix}" if prefix else "xmlns", namespace)
        for prefix, namespace in tree.place.prefixes.items()
        if prefix != "xml" and (f"xmlns:{prefix}" if prefix else "xmlns") not in own
    ]
    children = tuple(_absolute(child, tree.folder) for child in tree.node.children)
    return "".join(_render(replace(tree.node, children=children), outer))


def _absolute(node: SampleNode, folder: Path) -> SampleNode:
    """Make a reference to a file an absolute one."""
    location = attribute(node, "schemaLocation")
    if not location or urlsplit(location).scheme:
        return node
    target = (folder / unquote(location)).resolve().as_uri()
    pairs = ((name, target if name == "schemaLocation" else v) for name, v in node.attributes)
    return replace(node, attributes=tuple(pairs))


def _render(node: SampleNode, extra: list[tuple[str, str]]) -> Iterator[str]:
    name = f"{node.prefix}:{node.name}" if node.prefix else node.name
    pairs = "".join(f" {key}={quoteattr(value)}" for key, value in [*extra, *node.attributes])
    yield f"<{name}{pairs}>{escape(node.text)}"
    for child in node.children:
        yield from _render(child, [])
    yield f"</{name}>"
