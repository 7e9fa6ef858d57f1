"""Hostile content of pages costs no more time than its length."""

from __future__ import annotations

import time

import pytest

from generator.extract.extract_samples import (
    detect_dialect,
    find_identifiers,
    read_json_sample,
    read_xml_sample,
)
from tests.page_factory import extract

_COUNT = 20_000
_SECONDS = 3.0
"""What a whole page may take at the very most; quadratic work takes ten times that."""


@pytest.mark.parametrize(
    "code",
    [
        "<a " * _COUNT,
        "<a>" * _COUNT,
        "<a>" * 150 + "</b>" * _COUNT,
        "<a " + "x" * _COUNT + ">",
        "<a " + "x='" * _COUNT + ">",
        "<a " + " " * _COUNT + ">",
        '{"' + "a" * _COUNT,
        '{"a' * _COUNT,
        "{" + '"\\' * _COUNT,
        "{" + '"\\"' * _COUNT + "\n" * _COUNT,
        "{" + " //" * _COUNT,
        '{"a"' + " " * _COUNT,
        "[" * _COUNT + "]" * _COUNT,
    ],
    ids=lambda code: ascii(code[:6]),
)
def test_a_hostile_sample_takes_no_time(code: str) -> None:
    """Nothing is searched twice over."""
    start = time.process_time()
    detect_dialect(code)
    read_xml_sample(code)
    read_json_sample(code)
    find_identifiers(code)
    assert time.process_time() - start < _SECONDS


@pytest.mark.parametrize(
    "text",
    [
        "- x\n" * (_COUNT // 10),
        "- " + " - " * (_COUNT // 10),
        "one of: " + "`a`, " * (_COUNT // 10),
        "# a\n" * (_COUNT // 10),
        "| a |\n| --- |\n" + "| x |\n" * (_COUNT // 10),
        "| a |\n| --- |\n| " + "`x` " * (_COUNT // 10) + "|\n",
        "[a](b)" * (_COUNT // 10),
    ],
    ids=lambda text: ascii(text[:6]),
)
def test_a_hostile_page_takes_no_time(text: str) -> None:
    """Two thousand of anything are read at once."""
    start = time.process_time()
    extract(text)
    assert time.process_time() - start < _SECONDS
