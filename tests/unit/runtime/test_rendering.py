"""Shows values and records to people, where no catalog has a label."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import dataclass, field
from decimal import Decimal
from enum import IntEnum

import pytest

from generator.runtime import rendering, rendering_facts, value_texts
from generator.runtime.rendering import Row, render, rows, show_value

_MOMENT = dt.datetime(2031, 5, 6, 8, 15, tzinfo=dt.timezone(dt.timedelta(hours=2)))


class _Level(IntEnum):
    LOW = 1


@dataclass
class _Leaf:
    leaf_size: int | None = None


@dataclass
class _Tree:
    leaves: list[object] = field(default_factory=list, metadata={"name": "leafArray"})
    share: object = None


@pytest.mark.parametrize(
    ("value", "locale", "expected"),
    [
        (None, "fr", "–"),
        ("", "fr", "–"),
        (True, "fr_CA", "oui"),
        (False, "tlh", "✗"),
        (1234567, "de", "1.234.567"),
        (Decimal("1234.5"), "ko", "1,234.5"),
        (Decimal("NaN"), "ko", "NaN"),
        (float("inf"), "ko", "inf"),
        (-(10**4000), "ko", "-1.000000e+4000"),
        (_Level.LOW, "ko", "1"),
        (b"12", "ko", "2 B"),
        (dt.date(2031, 5, 6), "de", "06.05.2031"),
        (dt.time(8, 15), "de", "08:15:00"),
        (_MOMENT.replace(tzinfo=None), "de", "06.05.2031, 08:15:00"),
        ("a\tb\x07", "de", "a b"),
        (12, "no such\x00locale", "12"),
    ],
)
def test_values_are_shown_as_the_locale_has_them(value: object, locale: str, expected: str) -> None:
    """Numbers, moments, flags, texts."""
    assert show_value(value, locale) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, "yes"),
        (1234567, "1234567"),
        (dt.date(2031, 5, 6), "2031-05-06"),
        (_MOMENT, "2031-05-06 08:15:00+02:00"),
        (dt.time(8, 15), "08:15:00"),
    ],
)
def test_without_babel_they_are_plain(
    value: object, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Python writes them."""
    plain = vars(value_texts)["_babel_locale"].__wrapped__
    monkeypatch.setattr(value_texts, "_babel_locale", plain)
    monkeypatch.setitem(sys.modules, "babel", None)
    assert show_value(value, "en") == expected
    assert value_texts.show_share(0.4567) == "45.7%"


def test_a_moment_is_shown_in_the_zone_asked_for() -> None:
    """One without a zone stays as it is."""
    assert show_value(_MOMENT, "en", zone=dt.UTC) == "May 6, 2031, 6:15:00\u202fAM UTC"


def test_facts_tell_shares_keys_and_states(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the model says of a field's path."""
    monkeypatch.setitem(rendering_facts.SHARES, "a", 100)
    monkeypatch.setitem(rendering_facts.SHARES, "b", 0)
    monkeypatch.setitem(rendering_facts.ENUMERATIONS, "c", "Colour")
    monkeypatch.setattr(value_texts, "PLAIN", frozenset({"d"}))
    monkeypatch.setattr(rendering, "label", _labels)
    shown = [
        show_value(value, "en", path=path)
        for path, value in (("a", 45.67), ("b", 0.5), ("b", 50), ("b", 10**400))
    ]
    assert shown == ["45.7%", "50%", "50%", "1.000000e+400"]
    assert show_value("Red", "fr", path="c") == "rouge"
    assert show_value("Blue", "fr", path="c") == "Blue"
    assert show_value(2031, "en", path="d") == "2031"
    assert value_texts.show_share(value_texts.share_of(10**400, 100)) == "inf"


def _labels(path: str, _locale: str | None = None) -> str:
    return {"Colour.Red": "rouge"}[path]


def test_records_lists_and_mappings_are_rows() -> None:
    """Names are words where there is no label; an array type is looked through."""
    tree = _Tree(leaves=[_Leaf(3), {"wind": [1, 2]}, _Tree(leaves=["x", "y"]), 5, _Leaf()])
    assert rows(tree, "en") == [
        Row("Tree", "", 0),
        Row("Leaf array", "", 1),
        Row("Leaf 1", "", 2),
        Row("Leaf size", "3", 3),
        Row("2", "", 2),
        Row("wind", "1, 2", 3),
        Row("Tree 3", "", 2),
        Row("Leaf array", "x, y", 3),
        Row("4", "5", 2),
        Row("Leaf 5", "–", 2),
    ]


def test_several_lines_stay_below_their_label() -> None:
    """And nothing ends in spaces."""
    assert render(_Tree(share="one\r\ntwo ")) == "Tree:\n  Share: one\n    two"
    assert render([]) == "–"
    assert render(_Tree(), empty=True) == "Tree:\n  Leaf array: –\n  Share: –"


def test_a_circle_is_cut_off() -> None:
    """Where it closes."""
    tree = _Tree()
    tree.share = tree
    assert render(tree) == "Tree:\n  Share: …"
