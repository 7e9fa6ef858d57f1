"""XLIFF out and in: what is written, and how edits come back into the catalogs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from generator.emit.catalog_babel import read_po
from generator.emit.catalogs import catalog_path
from generator.emit.emitter import EmitContext
from generator.emit.labels import emit_labels
from generator.emit.xliff import emit_xliff, unit_id
from generator.emit.xliff_file import XliffError, read_xliff
from generator.emit.xliff_merge import xliff_path
from tests.schema_factory import freight_schema, hostile_schema, large_schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.schema import Schema

APIS = {"freight": freight_schema(), "hostile": hostile_schema(), "large": large_schema(20)}
NS = {"x": "urn:oasis:names:tc:xliff:document:2.0"}
PATH = xliff_path("freight", "fr")
PO = catalog_path("freight", "fr")


def run(api: Schema, former: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """Render catalogs and XLIFF over a former output."""
    context = EmitContext(existing=(former or {}).get)
    return {
        each.path: each.content
        for emission in (emit_labels(api, context), emit_xliff(api, context))
        for each in emission.artifacts
    }


def said(api: Schema, former: Mapping[str, bytes]) -> list[str]:
    """Give what is reported."""
    return [each.message for each in emit_xliff(api, EmitContext(existing=former.get)).diagnostics]


def edit(content: bytes, path: str, target: str, state: str = "translated") -> bytes:
    """Translate a unit as a tool would."""
    root: Any = etree.fromstring(content)
    (segment,) = root.xpath("//x:unit[@name=$path]/x:segment", namespaces=NS, path=path)
    for old in segment.findall("x:target", NS):
        segment.remove(old)
    etree.SubElement(segment, f"{{{NS['x']}}}target").text = target
    segment.set("state", state)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written


def entry(files: Mapping[str, bytes], path: str) -> tuple[str, bool]:
    """Give a label's translation in the PO file, and whether it is doubtful."""
    (found,) = [each for each in read_po(files[PO]).messages if each.context == path]
    return found.msgstr, found.is_fuzzy


@pytest.mark.parametrize("api", APIS.values(), ids=APIS)
def test_a_file_is_as_the_standard_has_it(api: Schema) -> None:
    """Order, required attributes, distinct name tokens as ids, known states (XLIFF 2.0, 4.2)."""
    for path, content in run(api).items():
        if not path.endswith(".xlf"):
            continue
        root = etree.fromstring(content)
        assert (root.tag, root.get("version")) == (f"{{{NS['x']}}}xliff", "2.0")
        assert {root.get("srcLang"), root.get("trgLang")} > {"en"}
        units = root.findall("x:file/x:unit", NS)
        ids = [unit.get("id", "") for unit in units]
        assert len(set(ids)) == len(ids) > 0
        assert all(re.fullmatch(r"[\w.\-]+", each, re.ASCII) for each in ids)
        for unit in units:
            assert [etree.QName(each).localname for each in unit] == ["notes", "segment"]
            (segment,) = unit.findall("x:segment", NS)
            parts = [etree.QName(each).localname for each in segment]
            state = segment.get("state")
            assert parts == (["source"] if state == "initial" else ["source", "target"])
            assert state in {"initial", "translated"}


@pytest.mark.parametrize("api", APIS.values(), ids=APIS)
def test_a_file_says_what_the_catalog_says(api: Schema) -> None:
    """Unit by unit: path, source, target, doubt, places."""
    files = run(api)
    for tag in ("fr", "ko"):
        entries = [
            (m.context, m.msgid, m.msgstr, m.is_fuzzy and bool(m.msgstr), m.references)
            for m in read_po(files[catalog_path(api.api, tag)]).messages
        ]
        units = [each.message for each in read_xliff(files[xliff_path(api.api, tag)])]
        assert entries == [(m.context, m.msgid, m.msgstr, m.is_fuzzy, m.references) for m in units]


@pytest.mark.parametrize("api", APIS.values(), ids=APIS)
def test_a_second_run_changes_nothing(api: Schema) -> None:
    """Not a byte of any file."""
    files = run(api)
    assert run(api, files) == files


def test_the_reference_language_is_no_target() -> None:
    """One file for each of the others."""
    found = [path for path in run(freight_schema()) if path.endswith(".xlf")]
    assert found == ["freight/xliff/fr.xlf", "freight/xliff/ko.xlf"]


def test_an_edit_becomes_one_of_the_catalog_and_stays() -> None:
    """In the PO file, the compiled one and the XLIFF file, through further runs."""
    api = freight_schema()
    former = run(api)
    former[PATH] = edit(former[PATH], "Parcel", "Paquet", "final")
    after = run(api, former)
    assert entry(after, "Parcel") == ("Paquet", False)
    assert b"Paquet" in after[PO.removesuffix(".po") + ".mo"]
    assert b'state="final"' in after[PATH]
    assert said(api, former) == []
    assert run(api, after) == after


def test_an_edit_without_a_catalog_beside_it_stays_too() -> None:
    """For teams that have no PO files: `--emit xliff` alone."""
    api = freight_schema()
    files = {PATH: edit(run(api)[PATH], "Parcel", "Paquet")}
    for _ in range(3):
        emission = emit_xliff(api, EmitContext(existing=files.get))
        files = {each.path: each.content for each in emission.artifacts}
    units = {each.message.context: each for each in read_xliff(files[PATH])}
    assert (units["Parcel"].message.msgstr, units["Parcel"].state) == ("Paquet", "reviewed")
    assert units["Shipment"].state == "translated"


def test_an_edit_waits_for_a_run_that_writes_the_catalog() -> None:
    """`--emit xliff` beside PO files of a former run, once and again."""
    api = freight_schema()
    files = run(api)
    files[PATH] = edit(files[PATH], "Parcel", "Paquet")
    for _ in range(3):
        context = EmitContext(existing=files.get, emit=("xliff",))
        files |= {each.path: each.content for each in emit_xliff(api, context).artifacts}
    units = {each.message.context: each for each in read_xliff(files[PATH])}
    assert (units["Parcel"].message.msgstr, units["Parcel"].state) == ("Paquet", "reviewed")
    after = run(api, files)
    assert entry(after, "Parcel") == ("Paquet", False)
    assert run(api, after) == after


def test_an_edit_in_both_files_is_the_catalogs_and_reported() -> None:
    """The PO file is where edits live; nothing is lost in silence."""
    api = freight_schema()
    former = run(api)
    former[PATH] = edit(former[PATH], "Shipment", "Colis expédié")
    former[PO] = former[PO].replace(b'msgstr "Envoi"', 'msgstr "Expédition"'.encode())
    assert entry(run(api, former), "Shipment") == ("Expédition", False)
    assert said(api, former) == ["'Shipment' was edited otherwise in the PO file, whose text stays"]


def test_what_was_only_begun_is_doubtful() -> None:
    """A target in a segment that is still initial waits for its translator."""
    api = freight_schema()
    former = run(api)
    former[PATH] = edit(former[PATH], "Parcel", "Paqu", "initial")
    after = run(api, former)
    assert entry(after, "Parcel") == ("Paqu", True)
    assert b'subState="gen-schema:needs-review"' in after[PATH]


def test_split_segments_inline_codes_and_groups_are_read() -> None:
    """As tools leave them."""
    api = freight_schema()
    former = run(api)
    unit = re.search(rb'<unit id="Parcel" name.*?</unit>', former[PATH], re.DOTALL)
    assert unit
    split = (
        '<group id="g"><unit id="Parcel" name="Parcel"><segment state="reviewed">'
        '<source>Par</source><target>Un <pc id="1">pa</pc></target></segment>'
        '<segment state="translated"><source>cel</source><target>quet</target></segment>'
        "</unit></group>"
    )
    former[PATH] = former[PATH].replace(unit[0], split.encode())
    assert entry(run(api, former), "Parcel") == ("Un paquet", False)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<xliff", "line 1: unclosed token"),
        (
            b'<?xml version="1.0" encoding="nope"?><xliff/>',
            "its encoding cannot be read: unknown encoding: nope",
        ),
        (b"<a/>", "its root is 'a', not one of XLIFF 2"),
        (
            b'<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2"/>',
            "its root is '{urn:oasis:names:tc:xliff:document:1.2}xliff', not one of XLIFF 2",
        ),
        (
            b'<!DOCTYPE xliff [<!ENTITY a SYSTEM "file:///etc/passwd">]><xliff>&a;</xliff>',
            "it has a document type, 'xliff'",
        ),
    ],
)
def test_what_is_no_xliff_is_left_alone_and_reported(content: bytes, message: str) -> None:
    """The catalogs go on without it."""
    with pytest.raises(XliffError, match=re.escape(message)):
        read_xliff(content)
    api = freight_schema()
    former = run(api) | {PATH: content}
    after = run(api, former)
    assert after[PATH] == content
    assert after[PO] == former[PO]
    assert said(api, former) == [f"file is no XLIFF 2 and was left as it is: {message}"]


@given(st.lists(st.text(), unique=True))
def test_distinct_paths_have_distinct_ids(paths: list[str]) -> None:
    """And every id is a name token."""
    ids = [unit_id(path) for path in paths]
    assert len(set(ids)) == len(paths)
    assert all(re.fullmatch(r"[A-Za-z0-9._\-]*", each) for each in ids)


def test_a_flag_beside_no_translation_is_no_edit() -> None:
    """A fuzzy entry without a text is the same in both files, run after run."""
    api = freight_schema()
    files = run(api)
    empty = re.compile(rb'\n(msgctxt "[^"]+"\nmsgid "[^"]+"\nmsgstr ""\n)')
    files[PO], count = empty.subn(rb"\n#, fuzzy\n\1", files[PO], count=1)
    assert count == 1
    once = run(api, files)
    assert run(api, once) == once
