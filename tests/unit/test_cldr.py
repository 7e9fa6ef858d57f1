"""The table of CLDR that comes with the program."""

from __future__ import annotations

import json
from importlib.resources import files

import babel
import pytest

from generator.cldr import collect_cldr, load_cldr


def test_the_table_is_what_its_babel_carries() -> None:
    """Nothing in the file is written by hand."""
    table = json.loads(files("generator").joinpath("cldr.json").read_text("utf-8"))
    if babel.__version__ != table["babel"]:
        pytest.skip(f"the table is of Babel {table['babel']}, this is {babel.__version__}")
    assert collect_cldr() == table


def test_the_table_is_read_as_cldr_has_it() -> None:
    """One entry of each part."""
    cldr = load_cldr()
    assert {"ko", "pt"} <= cldr.languages
    assert {"Hans", "Latn"} <= cldr.scripts
    assert {"BR", "419"} <= cldr.territories
    assert "valencia" in cldr.variants
    assert "zh_Hant_TW" in cldr.locales
    assert cldr.aliases["iw"] == "he"
    assert cldr.likely_subtags["zh_TW"] == "zh_Hant_TW"
    assert cldr.parents["es_MX"] == "es_419"
    assert {"de", "fr"} <= cldr.spoken["CH"]
