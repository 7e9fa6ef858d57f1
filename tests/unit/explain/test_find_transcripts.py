"""An identifier is found by any name it has, or by what any page has in its place."""

from __future__ import annotations

import pytest

from generator.explain.collect_transcripts import collect_transcripts
from generator.explain.find_transcripts import find_transcripts, suggest_names
from generator.explain.transcript import DefinitionTranscript, PlaceTranscript
from tests.page_factory import align, pipe_table, reconcile

_HEAD = "# Parcel {#parcel}\n\n"
_EN = _HEAD + pipe_table(
    ["Name", "Type", "Description"],
    ["weight", "xsd:int", "Grams on the scales."],
    ["sender", "xsd:string", "Who sends it."],
)
_FR = _HEAD.replace("Parcel ", "Colis ", 1) + pipe_table(
    ["Nom", "Type", "Description"],
    ["poids Brut", "xsd:entier", "Grammes sur la balance."],
    ["sender", "xsd:string", "Qui l’envoie."],
)
_VAN = "# Van {#van}\n\n" + pipe_table(
    ["Name", "Type", "Description"],
    ["load", "types:Parcel", "What is in it."],
    ["weight", "xsd:int", "Kilograms on the road."],
)
_EDITIONS = {
    "en": {"parcel.md": _EN, "van.md": _VAN},
    "fr": {"parcel.md": _FR, "van.md": _VAN},
}
_ENTRIES = collect_transcripts(align(_EDITIONS)[0], reconcile(_EDITIONS))


def test_a_member_that_code_alone_names_is_explained() -> None:
    """By its path, and by its name alone."""
    pytest.importorskip("tree_sitter_java")
    code = "package dock;\nimport java.util.List;\nclass Crate {\n    public int mass;\n}\n"
    pages = {"en": {"crate.md": f"# Crates\n\n```\n{code}```\n"}}
    entries = collect_transcripts(align(pages)[0], reconcile(pages))
    for name in ("Crate.mass", "mass"):
        (found,) = find_transcripts(entries, name)
        assert isinstance(found, PlaceTranscript)
        assert [str(each.span) for each in found.verdict.readings] == ["en/crate.md:7:16"]


def _found(identifier: str) -> list[str]:
    return [
        f"{own.kind} {own.title}"
        if isinstance(own, DefinitionTranscript)
        else f"{own.verdict.role} {own.title}"
        for own in find_transcripts(_ENTRIES, identifier)
    ]


@pytest.mark.parametrize(
    ("identifier", "found"),
    [
        ("Parcel", ["record Parcel", "type Van.load"]),
        ("Colis", ["record Parcel"]),
        ("types:Parcel", ["type Van.load"]),
        ("Parcel.weight", ["name Parcel.weight", "type Parcel.weight"]),
        ("weight", ["name Parcel.weight", "name Van.weight"]),
        ("poids Brut", ["name Parcel.weight"]),
        ("Parcel.poids Brut", ["name Parcel.weight"]),
        ("entier", ["type Parcel.weight"]),
        ("Van.poids Brut", []),
        ("parcel.WEIGHT", ["name Parcel.weight", "type Parcel.weight"]),
        (" ｗｅｉｇｈｔ ", ["name Parcel.weight", "name Van.weight"]),
        ("poids  brut", ["name Parcel.weight"]),
        ("weigh", []),
        ("", []),
    ],
)
def test_what_is_called_so_is_found_in_document_order(identifier: str, found: list[str]) -> None:
    """Definitions first, then places; other letters count only where nothing is exact."""
    assert _found(identifier) == found


def test_an_exact_name_hides_the_ones_in_other_letters() -> None:
    """A field `Load` is not what was asked for where there is a `load`."""
    other = {"en": {"v.md": _VAN.replace("weight", "Load")}}
    entries = collect_transcripts(align(other)[0], reconcile(other))
    titles = [own.title for own in find_transcripts(entries, "Load")]
    assert titles == ["Van.Load"]
    assert len(find_transcripts(entries, "LOAD")) == 2


def test_near_names_are_suggested_the_nearest_first() -> None:
    """By their letters, whatever their case; nothing where nothing is near."""
    assert suggest_names(_ENTRIES, "Sendr")[0] == "sender"
    assert suggest_names(_ENTRIES, "PARCEL.WEIHGT")[0] == "Parcel.weight"
    assert suggest_names(_ENTRIES, "zzzzzzzzzz") == ()


def test_a_definition_has_its_headings_reasons_and_tables() -> None:
    """With the fields as decided, and where each edition has the table."""
    own = find_transcripts(_ENTRIES, "Parcel")[0]
    assert isinstance(own, DefinitionTranscript)
    assert [f"{m.span} {m.text}" for m in own.headings] == [
        "en/parcel.md:1:1 Parcel",
        "fr/parcel.md:1:1 Colis",
    ]
    assert [f"{m.span}" for table in own.tables for m in table.mentions] == [
        "en/parcel.md:3:1",
        "fr/parcel.md:3:1",
    ]
    assert own.tables[0].fields == (("weight", "xsd:int"), ("sender", "xsd:string"))
    assert own.evidence


def test_a_value_is_found_by_its_enumeration() -> None:
    """Named after the field whose description lists it, with or without the type."""
    cell = "One of these values: <ul><li><code>Open</code></li><li><code>Shut</code></li></ul>"
    table = f"<tr><td>doorState</td><td>xsd:string</td><td>{cell}</td></tr>"
    head = "<tr><th>Name</th><th>Type</th><th>Description</th></tr>"
    editions = {"en": {"door.md": f"# Door {{#door}}\n\n<table>{head}{table}</table>\n"}}
    entries = collect_transcripts(align(editions)[0], reconcile(editions))
    for identifier in ("Shut", "DoorState.Shut", "DoorDoorState.Shut", "Door.doorState.Shut"):
        (own,) = find_transcripts(entries, identifier)
        assert isinstance(own, PlaceTranscript)
        assert (own.title, own.verdict.canonical) == ("DoorState.Shut", "Shut")
