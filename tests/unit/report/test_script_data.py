"""`generator.report.script_data`: JSON that is a script, and can end or start nothing."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from generator.report.script_data import render_data, script_literal

_TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda own: st.lists(own) | st.dictionaries(st.text(), own),
)


@given(_TREES)
def test_a_literal_reads_back_as_the_value(value: object) -> None:
    """Whatever a page holds comes out of the script as it went in."""
    assert json.loads(script_literal(value)) == value


@given(st.text())
def test_no_literal_holds_markup_or_hidden_characters(text: str) -> None:
    """No sign that ends a script, opens a comment, turns the line, or breaks a JavaScript line."""
    assert not set("<>&\u2028\u2029\u202e\u2066\u200b\ufeff") & set(script_literal(text))


def test_a_data_file_is_one_call() -> None:
    """Name and value are literals, however they read."""
    assert render_data('a"b', {"x": "</script>"}) == (
        b'report.add("a\\"b", {"x":"\\u003c/script\\u003e"});\n'
    )


def test_a_lone_surrogate_stays_an_escape() -> None:
    """UTF-8 has no bytes for half a character."""
    assert script_literal("\ud800") == '"\\ud800"'
