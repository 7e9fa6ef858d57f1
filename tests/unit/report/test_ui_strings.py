"""`generator.report.ui_strings`: every word in every language, and none that nobody says."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from generator.model.schema import StateGroup
from generator.reconcile.verdict import Damage, PlaceRole, Status
from generator.report.render_site import SCRIPTS
from generator.report.report_view import ItemKind
from generator.report.ui_strings import LANGUAGES, load_strings

_CODE = "".join(
    files("generator.report").joinpath("assets", name).read_text("utf-8") for name in SCRIPTS
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word(language: str) -> None:
    """The same keys, none empty, and the same places for values."""
    english, own = load_strings("en"), load_strings(language)
    assert list(own) == list(english)
    assert all(own.values())
    holes = {key: sorted(re.findall(r"{\w+}", text)) for key, text in own.items()}
    assert holes == {key: sorted(re.findall(r"{\w+}", text)) for key, text in english.items()}


def test_every_word_that_the_scripts_say_is_there() -> None:
    """Plain keys as they stand; of those made up of parts, the beginning."""
    known = load_strings("en")
    assert set(re.findall(r'\bsay\("([\w.-]+)"', _CODE)) - set(known) == set()
    starts = set(re.findall(r"\bsay\(`([\w.-]+\.)\$", _CODE))
    assert {start for start in starts if not any(key.startswith(start) for key in known)} == set()


@pytest.mark.parametrize(
    ("prefix", "values"),
    [("damage", Damage), ("damageHelp", Damage), ("status", Status), ("role", PlaceRole),
     ("kinds", ItemKind), ("group", StateGroup)],
)  # fmt: skip
def test_every_value_has_its_word(prefix: str, values: type[Damage]) -> None:
    """What the program may decide, the site can say."""
    assert {f"{prefix}.{value}" for value in values} - set(load_strings("en")) == set()
