"""Checks XML examples against the generated schema and classes, and says why one fails.

Strict: a message is an element that the schema declares, whole, in any version
of its namespace. An envelope stands for the messages in it.
"""

from __future__ import annotations

import re
import warnings
from copy import deepcopy
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, cast

from lxml import etree

from generator.model.namespace_versions import read_version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from types import ModuleType

    from benchmarks.xml_examples import Example

_XS: Final = "{http://www.w3.org/2001/XMLSchema}"
_ENVELOPES: Final = (
    "http://schemas.xmlsoap.org/soap/envelope/",
    "http://www.w3.org/2003/05/soap-envelope",
)
_ELLIPSIS: Final = re.compile(r"\s*(\.{2,}|…)\s*")
_SCHEMA_WORDS: Final = frozenset({"schema", "element", "complexType", "simpleType", "attribute"})


class Reason(StrEnum):
    """Why an example does not validate."""

    BROKEN = "not well-formed, nor when a prefix or its root is mended"
    SCHEMA = "a schema, not a message"
    FRAGMENT = "a fragment without a root: no message of the API begins so"
    PLACEHOLDER = "placeholder text stands for what is left out"
    UNLISTED = "a member that its tables do not list"
    MISSING = "a member is left out that its tables require"
    VALUE = "a value that its documented type or list does not take"
    CONTENT = "members where its tables have a value, or a value where they have members"
    ORDER = "a member stands more often than its tables say"
    ROUND_TRIP = "validates, but comes back from the classes otherwise"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """An example and what became of it."""

    example: Example
    """The example."""
    reason: Reason | None
    """Why it does not validate; None where it does."""
    detail: str
    """What the validator says first."""

    @property
    def is_valid(self) -> bool:
        """Tell whether it validates, whatever the classes make of it."""
        return self.reason in {None, Reason.ROUND_TRIP}


class ExampleChecker:
    """One API's generated schema and package."""

    def __init__(self, xsd: Path, package: ModuleType) -> None:
        """Load the main schema file, and all that it imports."""
        self._schema = etree.XMLSchema(etree.parse(xsd))
        self._package = package
        self.namespace = etree.parse(xsd).getroot().get("targetNamespace", "")
        self._elements = {
            str(each.get("name")): namespace
            for namespace, root in _documents(xsd)
            for each in root.iterfind(f"{_XS}element")
        }

    def check(self, example: Example) -> Checked:
        """Validate an example, and send it through the classes and back."""
        if example.root is None:
            return Checked(example=example, reason=Reason.BROKEN, detail=example.fault)
        if _local(example.root) in _SCHEMA_WORDS and _is_schema(example.root):
            return Checked(example=example, reason=Reason.SCHEMA, detail=_local(example.root))
        messages = list(self._messages(example.root))
        if not messages:
            return Checked(example=example, reason=Reason.FRAGMENT, detail=_local(example.root))
        for message in messages:
            placed = self._place(message)
            if not self._schema.validate(placed):
                reason, detail = _judge(placed, self._errors())
                return Checked(example=example, reason=reason, detail=detail)
        for message in messages:
            if lost := self._round_trip(self._place(message)):
                return Checked(example=example, reason=Reason.ROUND_TRIP, detail=lost)
        return Checked(example=example, reason=None, detail="")

    def _errors(self) -> Sequence[etree._LogEntry]:
        """Give what the validator said last; lxml's types do not say that a log is a sequence."""
        log: Sequence[etree._LogEntry] = cast("Any", self._schema.error_log)
        return log

    def _messages(self, node: etree._Element) -> Iterator[etree._Element]:
        """Find the messages: the root, what an envelope holds, what a lone wrapper holds."""
        if _local(node) in self._elements:
            yield node
            return
        is_envelope = etree.QName(node).namespace in _ENVELOPES
        children = [child for child in node if isinstance(child.tag, str)]
        if is_envelope:
            inner = [own for child in children for own in self._messages(child)]
            yield from inner
        elif len(children) == 1 and _local(children[0]) in self._elements:
            yield children[0]
        elif _local(node) == "Fault" or _local(node).casefold() == "detail":
            yield from (own for child in children for own in self._messages(child))

    def _place(self, message: etree._Element) -> etree._Element:
        """Bring a message to the namespace of its declaration, if it is in a version of that.

        White space alone in an element without members is a line break of the page.
        """
        namespace = self._elements[_local(message)]
        family = read_version(namespace).family
        placed = deepcopy(message)
        placed.tail = None
        for node in placed.iter():
            if isinstance(node.tag, str):
                if not len(node) and node.text and not node.text.strip():
                    node.text = None
                own = etree.QName(node).namespace or ""
                if not own or read_version(own).family == family:
                    node.tag = f"{{{namespace}}}{_local(node)}" if namespace else _local(node)
        return placed

    def _round_trip(self, message: etree._Element) -> str:
        """Read a message, write and read it again; say what is lost, or nothing."""
        with warnings.catch_warnings():
            warnings.simplefilter("error", self._package.binding.BindingWarning)
            try:
                first = self._package.from_xml(etree.tostring(message))
                written = self._package.to_xml(first)
                second = self._package.from_xml(written)
            except (self._package.BindingError, self._package.binding.BindingWarning) as error:
                return f"{type(error).__name__}: {error}"
        if first != second:
            return "what is written reads otherwise"
        if not self._schema.validate(etree.fromstring(written)):
            return f"what is written does not validate: {self._errors()[0].message}"
        before, after = _leaves(message), _leaves(etree.fromstring(written))
        return "" if before == after else f"{before - after} elements are lost"


def _documents(xsd: Path) -> Iterator[tuple[str, etree._Element]]:
    """Give the main schema file and those it imports, with their target namespaces."""
    root = etree.parse(xsd).getroot()
    yield root.get("targetNamespace", ""), root
    for each in root.iterfind(f"{_XS}import"):
        other = etree.parse(xsd.with_name(str(each.get("schemaLocation")))).getroot()
        yield other.get("targetNamespace", ""), other


def _local(node: etree._Element) -> str:
    return str(etree.QName(node).localname)


def _is_schema(root: etree._Element) -> bool:
    """Tell whether an example shows declarations: those have names, messages have none."""
    return any(node.get("name") for node in root.iter() if isinstance(node.tag, str))


def _leaves(root: etree._Element) -> int:
    return sum(isinstance(node.tag, str) for node in root.iter())


def _judge(message: etree._Element, errors: Iterable[etree._LogEntry]) -> tuple[Reason, str]:
    """Say why a message does not validate, by what the validator says first."""
    found = [(each.type_name, _shorten(each.message)) for each in errors]
    if _has_placeholder(message):
        return Reason.PLACEHOLDER, found[0][1]
    name, text = found[0]
    if name == "SCHEMAV_CVC_ELT_1":
        return Reason.FRAGMENT, text
    if name in {"SCHEMAV_CVC_TYPE_3_1_2", "SCHEMAV_CVC_COMPLEX_TYPE_2_3"} or (
        name == "SCHEMAV_CVC_COMPLEX_TYPE_2_1"
    ):
        return Reason.CONTENT, text
    if name == "SCHEMAV_ELEMENT_CONTENT":
        if "Missing child" in text:
            return Reason.MISSING, text
        return (Reason.ORDER if _repeats(message, text) else Reason.UNLISTED), text
    return Reason.VALUE, text


def _has_placeholder(message: etree._Element) -> bool:
    """Tell whether dots stand among the members."""
    texts = (
        text
        for node in message.iter()
        if len(node)
        for text in (node.text, *(child.tail for child in node))
    )
    return any(text and _ELLIPSIS.fullmatch(text) for text in texts)


def _repeats(message: etree._Element, text: str) -> bool:
    """Tell whether the unexpected member stands beside its like."""
    found = re.match(r"Element '([^']+)'", text)
    name = found[1] if found else ""
    return any(
        sum(isinstance(child.tag, str) and _local(child) == name for child in node) > 1
        for node in message.iter()
    )


def _shorten(text: str) -> str:
    """Leave namespaces and long values out of a validator's words."""
    text = re.sub(r"\{[^}]*\}", "", " ".join(text.split()))
    return text if len(text) <= 160 else f"{text[:159]}…"
