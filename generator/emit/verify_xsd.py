"""Verify an emitted schema with xmlschema, a consumer that is not ours.

It takes a second on hundreds of types, and took two while it read the
documentation too, on whose texts nothing depends (XML Schema 1.0 part 1,
3.13): of them XML must be well-formed, which a parser says faster. Nor does it
depend on them whether a schema was verified before, which a cache holds.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from xml.parsers import expat

from generator.cache.code_digest import digest_program
from generator.diagnostics import Diagnostic, Severity
from generator.emit.emitter import Emission

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.cache.store import Store
    from generator.emit.artifact import Artifact

_XS = "http://www.w3.org/2001/XMLSchema "
_START_TAG = re.compile(rb"""<([^\s/>]+)(?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*>""")
_VALID = b"valid"


def verify_xsd(artifacts: Sequence[Artifact], cache: Store | None = None) -> Emission:
    """Check the schema files of one API together against XML Schema 1.0.

    Args:
        artifacts: The files, the main one first; it imports the others.
        cache: Holds of which schemas that was done.

    Returns:
        The files, with a GS601 error and the reason where they are not valid,
        and a remark where they were not verified again.
    """
    emission, path = Emission(artifacts=tuple(artifacts)), artifacts[0].path
    bare = [replace(each, content=leave_out_texts(each.content)) for each in artifacts]
    key = _key(bare) if cache else ""
    if cache and cache.get(key) == _VALID:
        remark = f"{path}: not verified again, a former run found these declarations valid"
        return replace(emission, remarks=(remark,))
    if reason := _find_fault(bare):
        return replace(emission, diagnostics=(_report(path, reason),))
    if cache:
        cache.put(key, _VALID)
    return emission


def leave_out_texts(content: bytes) -> bytes:
    """Leave out what says nothing about validity: comments, and texts of documentation.

    Inside an annotation, of elements with nothing but text in them one with
    the same attributes is kept, without its text. What is no well-formed XML
    is left as it is, to be refused.
    """
    if b"<!DOCTYPE" in content:  # with entities, places in the file say little
        return content
    parser = expat.ParserCreate(namespace_separator=" ")
    path: list[_Opened] = []
    seen: set[str] = set()
    left_out: list[tuple[int, int]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if path:
            path[-1].has_elements = True
        path.append(_Opened(name, repr(attributes), parser.CurrentByteIndex))

    def end(_name: str) -> None:
        found, closing = path.pop(), parser.CurrentByteIndex
        names = [*(each.name for each in path[-1:]), found.name]
        begin = _begin_of_text(content, found, closing)
        if names == [f"{_XS}annotation", f"{_XS}documentation"] and begin:
            is_known = found.attributes in seen
            whole = (found.begin, content.index(b">", closing) + 1)
            left_out.append(whole if is_known else (begin, closing))
            seen.add(found.attributes)

    def comment(_text: str) -> None:
        begin = parser.CurrentByteIndex
        if not (path and path[-1].name == f"{_XS}documentation"):
            left_out.append((begin, content.index(b"-->", begin) + 3))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CommentHandler = comment
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        return content
    begins = [0, *(finish for _, finish in left_out)]
    ends = [*(begin for begin, _ in left_out), len(content)]
    return b"".join(content[b:e] for b, e in zip(begins, ends, strict=True))


def _begin_of_text(content: bytes, found: _Opened, closing: int) -> int:
    """Tell where the text of an element begins; 0 unless it has an end tag and nothing but text."""
    tag = _START_TAG.match(content, found.begin)
    if tag is None or found.has_elements or not content.startswith(b"</" + tag[1], closing):
        return 0
    return tag.end()


@dataclass(slots=True)
class _Opened:
    """An element whose end is still to come."""

    name: str
    attributes: str
    begin: int
    has_elements: bool = False


def _key(artifacts: Sequence[Artifact]) -> str:
    """Digest what is verified, and with what."""
    found = hashlib.sha256(f"verified by {digest_program()}".encode())
    for each in artifacts:
        found.update(f"\n{each.path} {len(each.content)}\n".encode() + each.content)
    return found.hexdigest()


def _find_fault(artifacts: Sequence[Artifact]) -> str:
    """Load the main file, and say why that cannot be done; empty where it can."""
    import xmlschema  # noqa: PLC0415 - slow to import

    try:
        if len(artifacts) == 1:
            xmlschema.XMLSchema10(artifacts[0].content.decode(), allow="none", defuse="always")
            return ""
        with tempfile.TemporaryDirectory() as folder:  # what is imported must stand beside it
            paths = [Path(folder, PurePosixPath(each.path).name) for each in artifacts]
            for path, each in zip(paths, artifacts, strict=True):
                path.write_bytes(each.content)
            xmlschema.XMLSchema10(str(paths[0]), allow="sandbox", defuse="always")
    except xmlschema.XMLSchemaException as error:
        return " ".join(str(error).split())[:300] or type(error).__name__
    return ""


def _report(path: str, reason: str) -> Diagnostic:
    return Diagnostic(
        code="GS601",
        severity=Severity.ERROR,
        message=f"the emitted schema does not validate: {reason}",
        path=path,
        help="report this: whatever the pages say, the schema must be valid",
    )
