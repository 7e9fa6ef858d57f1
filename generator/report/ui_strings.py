"""The site's own words, in the languages that it speaks."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES: Final = ("en", "fr", "de", "ja", "ko")
"""The languages, English being the one that has every word."""


@cache
def load_strings(language: str) -> Mapping[str, str]:
    """Give the words of one language by their key."""
    text = files("generator.report").joinpath("strings", f"{language}.json").read_text("utf-8")
    strings: dict[str, str] = json.loads(text)
    return strings
