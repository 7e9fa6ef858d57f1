"""Brings translators' edits of XLIFF files into the catalogs, where all edits live.

A unit was edited if it is no longer what was written, which a digest in its
notes tells. Its edit counts like one in the PO file; where that was edited too,
and otherwise, the PO file's counts and the difference is reported.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.emit.catalog import CatalogFile
from generator.emit.catalog_babel import PoError, read_po
from generator.emit.catalog_merge import digest_translation, note_proposal
from generator.emit.xliff_file import XliffError, XliffUnit, read_xliff

if TYPE_CHECKING:
    from generator.emit.catalog import CatalogMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class XliffEdits:
    """What an XLIFF file means for a catalog."""

    merged: CatalogFile | None = None
    """The PO file with the edits; None where there are none."""
    units: tuple[XliffUnit, ...] = ()
    """The units as found."""
    contradicted: tuple[str, ...] = ()
    """Paths that were edited otherwise in the PO file, which counts."""
    fault: str = ""
    """Why the file cannot be read; empty where it can."""

    @property
    def waiting(self) -> dict[str, str]:
        """Path → digest of what was written, of the units that were edited since."""
        return {each.message.context: each.written for each in self.units if _is_edited(each)}


def xliff_path(api: str, tag: str) -> str:
    """Say where a locale's XLIFF file stands in the output."""
    return f"{api}/xliff/{tag}.xlf"


def merge_xliff(catalog: bytes | None, content: bytes | None) -> XliffEdits:
    """Bring the edits of an XLIFF file into a PO file.

    Args:
        catalog: The PO file of the former run, None where there is none.
        content: The XLIFF file beside it, None where there is none.
    """
    if content is None:
        return XliffEdits()
    try:
        units = read_xliff(content)
    except XliffError as error:
        return XliffEdits(fault=str(error))
    if catalog is None:
        messages = [_as_entry(each) for each in units if each.message.msgstr]
        made = CatalogFile(header=(), comments=(), messages=tuple(messages))
        return XliffEdits(merged=made, units=units)
    edited = [each for each in units if _is_edited(each)]
    if not edited:
        return XliffEdits(units=units)
    try:
        former = read_po(catalog)
    except PoError:
        return XliffEdits(units=units)
    return _apply(former, edited, units)


def _is_edited(unit: XliffUnit) -> bool:
    return digest_translation(unit.message) != unit.written


def _apply(
    former: CatalogFile, edited: list[XliffUnit], units: tuple[XliffUnit, ...]
) -> XliffEdits:
    live = {each.context: each for each in former.messages if not each.is_obsolete}
    contradicted: list[str] = []
    for unit in edited:
        path = unit.message.context
        own = live.get(path)
        if own is None:
            live[path] = _as_entry(unit)
        elif digest_translation(own) == unit.written:
            live[path] = _edited(own, unit.message)
        elif digest_translation(own) != digest_translation(unit.message):
            contradicted.append(path)
    obsolete = tuple(each for each in former.messages if each.is_obsolete)
    merged = replace(former, messages=(*(live[path] for path in live), *obsolete))
    return XliffEdits(merged=merged, units=units, contradicted=tuple(contradicted))


def _edited(entry: CatalogMessage, edit: CatalogMessage) -> CatalogMessage:
    new = tuple(line for line in edit.comments if line not in entry.comments)
    return replace(
        entry,
        msgstr=edit.msgstr,
        is_fuzzy=edit.is_fuzzy,
        comments=(*new, *entry.comments),
    )


def _as_entry(unit: XliffUnit) -> CatalogMessage:
    return note_proposal(unit.message, unit.proposed)
