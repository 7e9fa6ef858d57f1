"""Words that say whether a field must be there."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from generator.naming import fold

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def column_answers() -> Mapping[str, bool]:
    """Give every word of a column, folded, and whether it says yes."""
    plain = {fold(word): answer == "yes" for answer in ("no", "yes") for word in _lists()[answer]}
    return {**plain, **plain_answers()}


@cache
def plain_answers() -> Mapping[str, bool]:
    """Give the words, folded, that say it wherever they stand alone."""
    answers = ("optional", "required")
    return {fold(word): answer == "required" for answer in answers for word in _lists()[answer]}


@cache
def _lists() -> Mapping[str, list[str]]:
    text = files("generator.extract").joinpath("answer_words.toml").read_text("utf-8")
    return tomllib.loads(text)
