"""Reads XLIFF 2 files: units as edited, with what we noted when we wrote them.

Grammar (OASIS XLIFF 2.0, 4.2): `xliff > file+ > (group* >) unit`, a unit being
`notes? (segment | ignorable)+`, a segment `source target?`. Inline elements
count by their text. A document type is refused, and with it every entity;
nothing beyond the file is ever read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn
from xml.etree import ElementTree as ET  # the document type is refused before it reads
from xml.parsers import expat

from generator.emit.catalog import CatalogMessage
from generator.emit.catalog_entries import clean_text

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMESPACES = frozenset({"urn:oasis:names:tc:xliff:document:2.0"})
"""The namespace of XLIFF 2.0 and 2.1."""
DOUBTFUL = "gen-schema:needs-review"
"""The sub-state of a translation that is fuzzy in the catalogs."""
OWN_NOTE = "gen-schema"
"""Category of the note with the digests of what was proposed and what was written."""
TRANSLATOR_NOTE = "translator"
"""Category of translators' comments."""
LOCATION_NOTE = "location"
"""Category of the note that says where an identifier is documented."""
_INITIAL = "initial"


class XliffError(ValueError):
    """A file that is no XLIFF 2, or none that is safe to read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class XliffUnit:
    """One unit as it stands in the file."""

    message: CatalogMessage
    """What it says, as an entry of a catalog."""
    state: str
    """The lowest state of its segments."""
    proposed: str
    """Digest of what the pages gave when it was written; empty for nothing."""
    written: str
    """Digest of the translation that was written; empty for none."""


def read_xliff(content: bytes) -> tuple[XliffUnit, ...]:
    """Read a file's units; one without a name is none of ours.

    Raises:
        XliffError: It is not well-formed, has a document type, or is not XLIFF 2.
    """
    _refuse_document_type(content)
    root = ET.fromstring(content)  # noqa: S314  no document type, so no entities
    namespace, _, name = root.tag[1:].rpartition("}")
    if name != "xliff" or namespace not in NAMESPACES:
        raise XliffError(f"its root is {root.tag!r}, not one of XLIFF 2")
    prefix = f"{{{namespace}}}"
    return tuple(
        _read_unit(unit, prefix) for unit in root.iter(f"{prefix}unit") if unit.get("name")
    )


def _refuse_document_type(content: bytes) -> None:
    def refuse(name: str, *_: object) -> NoReturn:
        raise XliffError(f"it has a document type, {name!r}")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        place = f"line {error.lineno}"
        raise XliffError(f"{place}: {expat.ErrorString(error.code)}") from error
    except (LookupError, UnicodeError) as error:
        raise XliffError(f"its encoding cannot be read: {error}") from error


def _read_unit(unit: ET.Element, prefix: str) -> XliffUnit:
    segments = unit.findall(f"{prefix}segment")
    states = [each.get("state", _INITIAL) for each in segments]
    is_marked = any(each.get("subState") == DOUBTFUL for each in segments)
    target = _joined(unit, prefix, "target")
    is_fuzzy = bool(target) and (is_marked or _INITIAL in states)
    notes = [
        (each.get("category", ""), "".join(each.itertext())) for each in unit.iter(f"{prefix}note")
    ]
    own = next((text.split() for category, text in notes if category == OWN_NOTE), [])
    proposed, written = (["" if each == "-" else each for each in own] + ["", ""])[:2]
    return XliffUnit(
        message=CatalogMessage(
            context=unit.get("name", ""),
            msgid=_joined(unit, prefix, "source"),
            msgstr=target,
            is_fuzzy=is_fuzzy,
            comments=tuple(_of(notes, TRANSLATOR_NOTE)),
            references=tuple(_of(notes, LOCATION_NOTE)),
        ),
        state=_INITIAL if _INITIAL in states or not states else min(states, key=_RANKS.index),
        proposed=proposed,
        written=written,
    )


_RANKS = ["initial", "translated", "reviewed", "final"]


def _of(notes: list[tuple[str, str]], category: str) -> Iterator[str]:
    return (line for own, text in notes if own == category for line in text.split("\n") if line)


def _joined(unit: ET.Element, prefix: str, name: str) -> str:
    """Give the text of all segments, which a tool may have split."""
    parts = [
        "".join(found.itertext())
        for each in unit
        if each.tag in {f"{prefix}segment", f"{prefix}ignorable"}
        for found in [each.find(f"{prefix}{name}")]
        if found is not None
    ]
    return clean_text("".join(parts))
