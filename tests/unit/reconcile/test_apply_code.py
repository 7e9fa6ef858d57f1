"""What code adds to what tables document, and how lists in prose find their enumeration."""

from __future__ import annotations

import pytest

from generator.model.build_schema import build_schema
from generator.model.schema import Schema, TypeKind
from generator.reconcile.read_glossary import load_glossary
from generator.reconcile.reconcile_editions import reconcile_editions
from tests.page_factory import align

pytest.importorskip("tree_sitter_c_sharp")

CODE = """\
```
void Track(ICrate crate)
{
    string label = crate.Label;
    switch (crate.PlaceState)
    {
        case PlaceState.Packed: Tell("Please wait."); break;
        case PlaceState.Shipped: Tell("It is finished."); break;
    }
    foreach (Stamp stamp in crate.Stamps) { Tell(stamp.Country); }
}
```
"""
TABLE = """\
# Crate {#crate}

| Field | Type | Description |
| --- | --- | --- |
| `label` | xsd:string | What is written on it. |
| `weight` | xsd:int | In grams. |
"""


def _model(editions: dict[str, dict[str, str]], reference: str | None = "en") -> Schema:
    alignment, _ = align(editions, reference)
    tags = {locale: locale for locale in alignment.locales}
    reconciled, _ = reconcile_editions(alignment, load_glossary(), (), tags)
    schema, _ = build_schema(
        alignment,
        reconciled,
        api="crates",
        title="crates",
        tags=tags,
        namespace="",
        service_address="",
        digest="",
    )
    return schema


def _fields(model: Schema, name: str) -> list[tuple[str, str, str, str]]:
    (own,) = (each for each in model.types if each.name == name)
    return [(f.name, f.type.text, f.enumeration, str(f.status)) for f in own.fields]


def test_code_adds_members_to_a_documented_type_as_its_table_spells_them() -> None:
    """What the table says stays; the type is as sure as the table is."""
    model = _model({"en": {"types/crate.md": TABLE, "how-to.md": f"# Track\n\n{CODE}"}})

    assert _fields(model, "Crate") == [
        ("label", "xsd:string", "", "intact"),
        ("weight", "xsd:int", "", "intact"),
        ("placeState", "PlaceState", "PlaceState", "intact"),
        ("stamps", "Stamp[]", "", "intact"),
    ]
    assert _fields(model, "Stamp") == [("Country", "", "", "provisional")]


def test_a_type_that_code_does_not_show_is_unknown() -> None:
    """It takes what comes, and says that it is a guess."""
    model = _model({"en": {"how-to.md": f"# Track\n\n{CODE}"}})
    (stamp,) = (each for each in model.types if each.name == "Stamp")

    assert (stamp.fields[0].type.kind, stamp.fields[0].confidence) == (TypeKind.UNKNOWN, 0.5)
    assert (str(stamp.status), stamp.confidence) == ("provisional", 0.8)


def test_an_enumeration_that_is_used_is_open() -> None:
    """There may be values that the sample does not need; a declared one has all of them."""
    used = _model({"en": {"how-to.md": f"# Track\n\n{CODE}"}})
    declared = CODE.replace("```\n", "```\nenum PlaceState { Packed, Shipped, Lost }\n", 1)
    closed = _model({"en": {"how-to.md": f"# Track\n\n{declared}"}})

    assert [(e.name, e.is_open, len(e.values)) for e in used.enumerations] == [
        ("PlaceState", True, 2)
    ]
    assert [(e.name, e.is_open, len(e.values)) for e in closed.enumerations] == [
        ("PlaceState", False, 3)
    ]


def test_a_list_in_prose_labels_the_values_and_closes_them() -> None:
    """In another language, in brackets or in place of the values."""
    prose = {
        "de": "Der Zustand ist einer von diesen: *Packed* (Gepackt), *Shipped* (Versandt).\n",
        "fr": "L’état est l’un de ceux-ci : *Emballé*, *Expédié*.\n",
        "en": "The state is one of these: *Packed*, *Shipped*.\n",
    }
    model = _model(
        {
            locale: {"how-to.md": f"# Track {{#track}}\n\n{text}\n{CODE}"}
            for locale, text in prose.items()
        }
    )
    (states,) = model.enumerations

    assert not states.is_open
    assert [
        (value.value, {label.locale: label.text for label in value.labels})
        for value in states.values
    ] == [
        ("Packed", {"en": "Packed", "de": "Gepackt", "fr": "Emballé"}),
        ("Shipped", {"en": "Shipped", "de": "Versandt", "fr": "Expédié"}),
    ]


def test_editions_with_the_same_code_are_one_witness() -> None:
    """Whatever their order, and whatever language their comments are in."""
    pages = {
        locale: {"how-to.md": f"# Track\n\n{CODE.replace('Please wait.', text)}"}
        for locale, text in (("en", "Please wait."), ("ko", "기다려 주세요."))
    }
    one = _model({"en": pages["en"]})
    both = _model(pages)
    turned = _model(dict(reversed(pages.items())))

    assert both == turned
    assert [[f.confidence for f in own.fields] for own in both.types] == [
        [f.confidence for f in own.fields] for own in one.types
    ]
    (states,) = both.enumerations
    assert [str(value.group) for value in states.values] == ["in-progress", "success"]
    assert states.values[0].sources == ("en/how-to.md:9", "ko/how-to.md:9")
