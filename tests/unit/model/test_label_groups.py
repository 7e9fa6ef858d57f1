"""What groups of states are called: our own words, in the languages of the editions."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from generator.model.label_groups import OURS, label_groups
from generator.model.schema import StateGroup
from generator.reconcile.read_glossary import load_glossary


def _texts(*locales: str) -> dict[str, dict[str, str]]:
    """Give group → locale → text; the first locale is the reference."""
    found = label_groups(locales, locales[0])
    assert {label.source for each in found for label in each.labels} == {OURS}
    return {str(e.group): {label.locale: label.text for label in e.labels} for e in found}


def test_every_group_has_a_label_in_every_language_of_the_glossary() -> None:
    """No group is called like another in its language."""
    text = files("generator.model").joinpath("group_labels.toml").read_text("utf-8")
    table = tomllib.loads(text)
    known = {tag for source in load_glossary().sources for tag in source.locales}
    assert set(table) == {*known, "en"}
    for words in table.values():
        assert list(words) == [str(group) for group in StateGroup]
        assert len(set(words.values())) == len(StateGroup)


def test_labels_are_in_the_editions_languages_the_reference_first() -> None:
    """Whatever the order and the spelling of the editions."""
    labels = _texts("en", "zh-TW", "fr-FR", "ko", "zh-CN")["failure"]
    assert list(labels.items()) == [
        ("en", "Failed"),
        ("fr-FR", "Échec"),
        ("ko", "실패"),
        ("zh-CN", "失败"),
        ("zh-TW", "失敗"),
    ]


@pytest.mark.parametrize(
    ("locales", "expected"),
    [
        (("fr", "ca"), {"fr": "Annulé"}),  # a close language is another one
        (("ca", "fr"), {"ca": "Canceled", "fr": "Annulé"}),
        (("en-GB",), {"en-GB": "Canceled"}),
        (("sr-Latn", "x-nothing"), {"sr-Latn": "Canceled"}),
    ],
)
def test_a_language_without_words_has_no_label_unless_it_is_the_reference(
    locales: tuple[str, ...], expected: dict[str, str]
) -> None:
    """That one is the last resort of every lookup, and is English then."""
    assert _texts(*locales)["canceled"] == expected
