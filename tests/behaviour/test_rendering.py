"""Shows generated objects to people, with Babel and without."""

from __future__ import annotations

import datetime as dt
import importlib
import sys
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from generator.model.schema import Kind
from tests.behaviour.whole_package import import_whole_package
from tests.schema_factory import (
    builtin,
    complex_ref,
    complex_type,
    enumeration,
    field,
    schema,
    texts,
    value,
)

if TYPE_CHECKING:
    from types import ModuleType

    from generator.model.schema import Schema

_START = dt.datetime(2031, 5, 6, 8, 15, tzinfo=dt.UTC)


def _model() -> Schema:
    parcel = complex_type(
        "Parcel",
        field("name", labels=texts(en="Name", fr="Nom", ko="이름")),
        field("state", enumeration="ParcelState", labels=texts(en="State", fr="État")),
        field("percentDone", builtin("double"), labels=texts(en="Done", fr="Fait")),
        field("weight", builtin("decimal")),
        field("buildYear", builtin("int")),
        field("isFragile", builtin("boolean")),
        field("sentAt", builtin("dateTime")),
        field("label", builtin("base64Binary")),
        field("remark", max_occurs=None),
        field("partArray", complex_ref("ParcelArray")),
        field("inner", complex_ref("Parcel")),
        labels=texts(en="Parcel", fr="Colis"),
    )
    parcels = complex_type(
        "ParcelArray", field("items", complex_ref("Parcel"), max_occurs=None), kind=Kind.ARRAY
    )
    states = enumeration(
        "ParcelState",
        value("Open", labels=texts(en="Open", fr="Ouvert")),
        value("Closed"),
        is_open=True,
    )
    return schema(parcel, parcels, states, locales=("en", "fr", "ko"))


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """Give a package of everything that can be shown."""
    return import_whole_package(_model(), tmp_path_factory.mktemp("rendering"))


@pytest.fixture
def no_babel(package: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take Babel away."""
    values = importlib.import_module(f"{package.__name__}.value_texts")
    known_locale = vars(values)["_babel_locale"]
    known_locale.cache_clear()
    monkeypatch.setitem(sys.modules, "babel", None)
    monkeypatch.setattr(values, "_babel_locale", known_locale.__wrapped__)


def _parcel(package: ModuleType, **members: object) -> Any:  # noqa: ANN401 - a class of the package
    return package.Parcel(**members)


def _full(package: ModuleType) -> Any:  # noqa: ANN401 - as above
    inner = _parcel(package, name="B", state="Melting")
    return _parcel(
        package,
        name="A",
        state=package.ParcelState.OPEN,
        percent_done=45.67,
        weight=Decimal("1234.5"),
        build_year=2031,
        is_fragile=True,
        sent_at=_START,
        label=b"12345",
        remark=["one", "two"],
        part_array=package.ParcelArray(items=[inner]),
    )


def test_a_record_is_shown_in_french(package: ModuleType) -> None:
    """Labels, states, numbers, percentages and moments, nested with indentation."""
    expected = """\
Colis:
  Nom: A
  État: Ouvert
  Fait: 45,7\u202f%
  Weight: 1\u202f234,5
  Build year: 2031
  Is fragile: oui
  Sent at: 6 mai 2031, 08:15:00 TU
  Label: 5 B
  Remark: one, two
  Part array:
    Colis 1:
      Nom: B
      État: Melting"""
    assert package.render(_full(package), "fr-FR").replace("\xa0", "\u202f") == expected


@pytest.mark.usefixtures("no_babel")
def test_without_babel_values_stand_plain(package: ModuleType) -> None:
    """Numbers as Python writes them, moments in ISO 8601; labels as ever."""
    expected = """\
Colis:
  Nom: A
  État: Ouvert
  Fait: 45.7%
  Weight: 1234.5
  Build year: 2031
  Is fragile: oui
  Sent at: 2031-05-06 08:15:00+00:00
  Label: 5 B
  Remark: one, two
  Part array:
    Colis 1:
      Nom: B
      État: Melting"""
    assert package.render(_full(package), "fr") == expected


def test_rows_say_how_deep_they_stand(package: ModuleType) -> None:
    """A user interface gets label, text, depth and path."""
    rendering = importlib.import_module(f"{package.__name__}.rendering")
    parcel = _parcel(package, name="A", inner=_parcel(package, name="B"))
    found = [(row.label, row.text, row.depth, row.path) for row in rendering.rows(parcel, "fr")]
    assert found == [
        ("Colis", "", 0, "Parcel"),
        ("Nom", "A", 1, "Parcel.name"),
        ("Inner", "", 1, "Parcel.inner"),
        ("Nom", "B", 2, "Parcel.name"),
    ]


def test_what_contains_itself_is_cut_off(package: ModuleType) -> None:
    """A circle ends in an ellipsis; so does what is nested without end."""
    parcel = _parcel(package, name="A")
    parcel.inner = parcel
    assert package.render(parcel) == "Parcel:\n  Name: A\n  Inner: …"
    deep = _parcel(package)
    for _ in range(500):
        deep = _parcel(package, inner=deep)
    lines = package.render(deep).splitlines()
    assert (len(lines), lines[-1].strip()) == (61, "Inner: …")


def test_the_same_object_twice_is_no_circle(package: ModuleType) -> None:
    """Only what is inside itself is cut off."""
    inner = _parcel(package, name="B")
    both = package.render([inner, inner])
    assert both == "Parcel 1:\n  Name: B\nParcel 2:\n  Name: B"


def test_what_is_empty_is_left_out_unless_asked_for(package: ModuleType) -> None:
    """None, empty texts and lists are no lines; with `empty` they are dashes."""
    parcel = _parcel(package, name="", part_array=package.ParcelArray())
    assert package.render(parcel) == "Parcel: –"
    shown = package.render(parcel, empty=True).splitlines()
    assert (len(shown), {line.partition(": ")[2] for line in shown[1:]}) == (12, {"–"})
    assert package.render(None) == "–"
    assert package.render([]) == "–"


def test_plain_values_are_shown_alone(package: ModuleType) -> None:
    """A state, a list of states, a number, a text that would steer the terminal."""
    states = package.ParcelState
    assert package.render(states.OPEN, "fr") == "Ouvert"
    assert package.render([states.OPEN, states.CLOSED], "fr") == "Ouvert, Closed"
    assert package.render(1234567, "de") == "1.234.567"
    assert package.render(float("nan")) == "nan"
    assert package.render(10**5000) == "1.000000e+5000"
    assert package.render("\x1b[31mred\u202e\x00") == "[31mred"


def test_several_lines_of_a_text_stay_below_their_label(package: ModuleType) -> None:
    """Line breaks of a value cannot pass for a member's line."""
    shown = package.render(_parcel(package, name="one\r\nState: Open"))
    assert shown == "Parcel:\n  Name: one\n    State: Open"


@pytest.mark.parametrize("locale", ["xx-Unknown", "", "zh-TW", "fr_FR.UTF-8", "a" * 500, "-"])
def test_any_locale_is_shown_somehow(package: ModuleType, locale: str) -> None:
    """What neither Babel nor the catalogs know falls back; nothing raises."""
    assert package.render(_full(package), locale).count("\n") == 13


def test_moments_are_shown_in_a_zone_asked_for(package: ModuleType) -> None:
    """Each in its own time zone, or all in one."""
    zone = dt.timezone(dt.timedelta(hours=2))
    parcel = _parcel(package, sent_at=_START)
    assert "10:15:00" in package.render(parcel, "fr", zone=zone)
    assert "08:15:00" in package.render(parcel, "fr")


def test_mappings_and_objects_of_others_are_shown(package: ModuleType) -> None:
    """Undocumented attributes and elements have no label, but their own names."""
    shown = package.render({"unit": "kg", "nested": {"a": 1}})
    assert shown == "Dict:\n  unit: kg\n  nested:\n    a: 1"
