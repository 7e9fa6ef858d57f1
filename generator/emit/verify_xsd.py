"""Verify an emitted schema with xmlschema, a consumer that is not ours.

It takes a second on hundreds of types, and took two while it read the
documentation too, on whose texts nothing depends (XML Schema 1.0 part 1,
3.13): of them XML must be well-formed, which a parser says faster. Nor does it
depend on them whether a schema was verified before, which a cache holds. Each
member of a content model is compared with each other, of which a type may have
thousands: of those that differ in nothing but their names one of a kind stays.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from xml.parsers import expat

from generator.cache.code_digest import digest_program
from generator.diagnostics import Diagnostic, Severity
from generator.emit.emitter import Emission
from generator.naming import is_ncname

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.cache.store import Store
    from generator.emit.artifact import Artifact

_XS = "http://www.w3.org/2001/XMLSchema "
_START_TAG = re.compile(rb"""<([^\s/>]+)(?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*>""")
_EMPTY_TAG = re.compile(rb"""<([^\s/>]+)(?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/>""")
_VALID = b"valid"
_MODELS = frozenset(f"{_XS}{model}" for model in ("all", "sequence", "choice"))
_MANY = 100
"""Members of a content model from which its members are many."""


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
    the same attributes is kept, without its text; and of a content model's many
    members those are left out that have a name of their own and are else as
    another one. What is no well-formed XML is left as it is, to be refused.
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
            path[-1].has_content |= name != f"{_XS}annotation"
        path.append(_Opened(name, attributes, parser.CurrentByteIndex))

    def end(_name: str) -> None:
        found, closing = path.pop(), parser.CurrentByteIndex
        names = [*(each.name for each in path[-1:]), found.name]
        begin = _begin_of_text(content, found, closing)
        if names == [f"{_XS}annotation", f"{_XS}documentation"] and begin:
            is_known = repr(found.attributes) in seen
            whole = (found.begin, content.index(b">", closing) + 1)
            left_out.append(whole if is_known else (begin, closing))
            seen.add(repr(found.attributes))
        elif path and path[-1].name in _MODELS and path[-1].has_such(found):
            _leave_out(left_out, found.begin, _end_of_element(content, found, closing))

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


def _leave_out(left_out: list[tuple[int, int]], begin: int, end: int) -> None:
    """Leave out a stretch that has an end, with what was left out inside it."""
    while end and left_out and left_out[-1][0] >= begin:
        left_out.pop()
    left_out.extend([(begin, end)] if end else [])


def _end_of_element(content: bytes, found: _Opened, closing: int) -> int:
    """Tell where an element ends; 0 where that cannot be told."""
    if empty := _EMPTY_TAG.match(content, found.begin):
        return empty.end()
    return content.index(b">", closing) + 1 if content.startswith(b"</", closing) else 0


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
    attributes: dict[str, str]
    begin: int
    has_elements: bool = False
    has_content: bool = False
    """Any but an annotation."""
    names: set[str] = field(default_factory=set)
    """Of a content model, the names of its members."""
    kinds: set[str] = field(default_factory=set)
    """What else they say of themselves."""

    def has_such(self, member: _Opened) -> bool:
        """Take note of a model's member; tell whether one of very many is as another but in name.

        One whose name stands there twice, or is none, never is.
        """
        kind = {key: value for key, value in member.attributes.items() if key != "name"}
        name, shown = member.attributes.get("name", ""), repr(sorted(kind.items()))
        is_another = name not in self.names and is_ncname(name)
        found = len(self.names) >= _MANY and is_another and shown in self.kinds
        self.names.add(name)
        self.kinds.add(shown)
        return found and not member.has_content and member.name == f"{_XS}element"


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
