"""JSON samples of pages, each held against the definition it shows.

Which definition that is, is worked out without validating: by the members an
object has, and by what the page calls it near the sample. An object that no
definition explains, such as an envelope, stands for those in it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from generator.extract.extract_page import extract_page
from generator.extract.page import Dialect
from generator.read.read_document import read_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.discovery import Edition
    from generator.extract.page import Page, Sample

_HTTP: Final = re.compile(r"(?:[A-Z]{3,7} \S+|HTTP/\d\S* \d{3})[^\n]*\n")
_ELLIPSIS: Final = re.compile(r"(?m)^\s*(?:\.{3,}|…),?\s*$")
_LEAST_FIT: Final = 0.5
"""Share of an object's members that its definition must have."""
_NAMED: Final = 0.3
_BESIDE: Final = 0.1


class JsonReason(StrEnum):
    """Why an example does not validate."""

    BROKEN = "no JSON"
    PLACEHOLDER = "placeholder text stands for what is left out"
    UNKNOWN = "no definition has most of its members"
    UNLISTED = "a member that its table does not list"
    MISSING = "a member is left out that its table requires"
    VALUE = "a value that its documented type or list does not take"


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonExample:
    """One JSON sample of one page, checked."""

    page: str
    """Page key."""
    line: int
    """Its first line."""
    definitions: tuple[str, ...]
    """What it shows, in order; empty where nothing is known."""
    reason: JsonReason | None
    """Why it does not validate; None where it does."""
    detail: str
    """What the validator says first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """What a page calls things near a sample."""

    named: frozenset[str]
    """Definitions that the headings above it or the text before it name."""
    beside: frozenset[str]
    """Definitions that its page documents."""


class JsonChecker:
    """One API's JSON Schema, and where its definitions are documented."""

    def __init__(self, schema: Mapping[str, Any], model: Mapping[str, Any]) -> None:
        """Take the generated JSON Schema, and the model for the places."""
        self._schema = schema
        self._members = {
            name: frozenset(rule.get("properties", ())) for name, rule in schema["$defs"].items()
        }
        self._pages = {
            own["name"]: {
                source.rpartition(":")[0].partition("/")[2]
                for source in (*own["sources"], *(s for f in own["fields"] for s in f["sources"]))
            }
            for own in model["types"]
        }

    def check_edition(self, edition: Edition) -> Iterator[JsonExample]:
        """Check the samples of an edition; they are the same in all."""
        for file in edition.pages:
            document = read_document(
                file.file, path=file.path, page=file.page, locale=edition.locale
            ).document
            if document is None:
                continue
            page = extract_page(document)[0]
            for sample in page.samples:
                text = _body(document.text[sample.span.start : sample.span.end], sample)
                if text:
                    yield self._check(text, page, sample)

    def _check(self, text: str, page: Page, sample: Sample) -> JsonExample:
        def said(
            reason: JsonReason | None, detail: str = "", shown: tuple[str, ...] = ()
        ) -> JsonExample:
            return JsonExample(
                page=page.page, line=sample.span.line,
                definitions=shown, reason=reason, detail=detail,
            )  # fmt: skip

        try:
            value = json.loads(text)
        except ValueError as error:
            is_cut = bool(_ELLIPSIS.search(text))
            return said(JsonReason.PLACEHOLDER if is_cut else JsonReason.BROKEN, str(error))
        found = list(self._shown(value, self._place(page, sample)))
        shown = tuple(dict.fromkeys(name for name, _ in found))
        if not found:
            keys = sorted(value) if isinstance(value, dict) else []
            return said(JsonReason.UNKNOWN, ", ".join(keys))
        for name, instance in found:
            if reason := self._judge(name, instance):
                return said(*reason, shown)
        return said(None, "", shown)

    def _place(self, page: Page, sample: Sample) -> _Place:
        texts = [own.text for own in sample.sections]
        texts += [
            own.text
            for own in page.paragraphs
            if own.sections == sample.sections and own.position < sample.position
        ]
        words = {word for text in texts for word in re.findall(r"\w+", text)}
        key = page.page
        return _Place(
            named=frozenset(name for name in self._members if name in words),
            beside=frozenset(
                name for name, pages in self._pages.items() if any(key in own for own in pages)
            ),
        )

    def _shown(self, value: object, place: _Place) -> Iterator[tuple[str, object]]:
        """Find the outermost objects that a definition explains, and what it is."""
        if isinstance(value, list):
            for item in value:
                yield from self._shown(item, place)
        elif isinstance(value, dict):
            if name := self._explain(frozenset(value), place):
                yield name, value
                return
            for item in value.values():
                yield from self._shown(item, place)

    def _explain(self, keys: frozenset[str], place: _Place) -> str:
        """Choose the definition whose members an object has; empty for none."""
        best, top = "", (0.0, 0.0)
        for name, members in sorted(self._members.items()):
            shared = len(keys & members)
            fit = shared / len(keys) if keys else 0.0
            is_near = name in place.named or name in place.beside
            if fit < _LEAST_FIT or (shared < 2 and not is_near):
                continue
            near = _NAMED * (name in place.named) + _BESIDE * (name in place.beside)
            score = (fit + near, shared / len(keys | members))
            if score > top:
                best, top = name, score
        return best

    def _judge(self, name: str, instance: object) -> tuple[JsonReason, str] | None:
        """Validate an object; say why it fails, or None."""
        rules = {**self._schema, "$ref": f"#/$defs/{name}"}
        error = best_match(Draft202012Validator(rules).iter_errors(instance))
        if error is None:
            return None
        kinds = {
            "additionalProperties": JsonReason.UNLISTED,
            "required": JsonReason.MISSING,
        }
        where = "/".join(map(str, error.absolute_path))
        text = error.message if len(error.message) <= 120 else f"{error.message[:119]}…"
        return kinds.get(str(error.validator), JsonReason.VALUE), f"{name}: {where}: {text}"


def _body(text: str, sample: Sample) -> str:
    """Give the JSON of a code block: all of it, or the body below the head of an HTTP message."""
    text = text.strip()
    if sample.dialect is Dialect.JSON:
        return text
    _, blank, body = text.replace("\r\n", "\n").partition("\n\n")
    is_http = bool(blank) and _HTTP.match(text) and body.lstrip()[:1] in {"{", "["}
    return body.strip() if is_http else ""
