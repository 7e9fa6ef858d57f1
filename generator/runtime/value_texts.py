"""Writes plain values for people: by Babel where it is installed, plainly where not."""

from __future__ import annotations

import datetime as dt
import math
import unicodedata
from decimal import Decimal
from functools import lru_cache
from importlib import import_module
from typing import Any

from .labels import fallback
from .rendering_facts import PLAIN, SHARES

__all__ = ["show_flag", "show_number", "show_plain", "show_share"]

# yes and no, by language; any other gets the signs
_FLAGS = {
    "da": ("ja", "nej"),
    "de": ("ja", "nein"),
    "en": ("yes", "no"),
    "es": ("sí", "no"),
    "fr": ("oui", "non"),
    "it": ("sì", "no"),
    "ja": ("はい", "いいえ"),
    "ko": ("예", "아니요"),
    "nb": ("ja", "nei"),
    "nl": ("ja", "nee"),
    "pl": ("tak", "nie"),
    "pt": ("sim", "não"),
    "sv": ("ja", "nej"),
    "zh": ("是", "否"),
}
_SIGNS = ("✓", "✗")
_DROPPED = frozenset({"Cc", "Cs", "Zl", "Zp"})
# these reorder what stands around them
_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_GREATEST = 10**100
_Moment = dt.datetime | dt.date | dt.time


def show_flag(locale: str | None, *, is_true: bool) -> str:
    """Write yes or no."""
    tag = locale or fallback(locale)[0]
    language = tag.replace("_", "-").partition("-")[0].lower()
    return _FLAGS.get(language, _SIGNS)[0 if is_true else 1]


def show_number(value: object, locale: str | None = None, path: str = "") -> str:
    """Write a number, a share as a percentage; empty for what is no number."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return ""
    if isinstance(value, int) and abs(value) > _GREATEST:
        return f"{Decimal(value):.6e}"
    if not isinstance(value, int) and not math.isfinite(value):
        return str(value)
    if path in SHARES:
        return show_share(share_of(value, SHARES[path]), locale)
    babel, known = _babel("numbers", locale)
    if babel is None or path in PLAIN:
        return str(value)
    return str(babel.format_decimal(value, locale=known))


def share_of(value: float | Decimal, whole: int) -> float:
    """Give a number as a share of 1.

    Where it is unknown what counts as all, an integer, or more than 1, is a
    percentage.
    """
    if not whole:
        whole = 100 if isinstance(value, int) or value > 1 else 1
    try:
        return float(value) / whole
    except OverflowError:
        return math.inf


def show_share(share: float, locale: str | None = None) -> str:
    """Write a share of 1 as a percentage, to a tenth of a percent."""
    if not math.isfinite(share):
        return str(share)
    share = round(share, 3)
    babel, known = _babel("numbers", locale)
    if babel is None:
        return f"{share * 100:.1f}".removesuffix(".0") + "%"
    return str(babel.format_percent(share, locale=known, decimal_quantization=False))


def show_plain(
    value: object, locale: str | None = None, zone: dt.tzinfo | None = None
) -> str:
    """Write a moment, bytes by their number, anything else as text.

    Characters that would steer a terminal or reorder a line are left out.
    """
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return _show_moment(value, locale, zone)
    if isinstance(value, bytes | bytearray):
        return f"{show_number(len(value), locale)} B"
    text = str(value).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(char for char in text if char == "\n" or _is_shown(char))


def _is_shown(char: str) -> bool:
    return char not in _REORDERING and unicodedata.category(char) not in _DROPPED


def _show_moment(value: _Moment, locale: str | None, zone: dt.tzinfo | None) -> str:
    """Write a moment; one that knows its time zone names it."""
    if isinstance(value, dt.datetime) and value.tzinfo and zone:
        value = value.astimezone(zone)
    babel, known = _babel("dates", locale)
    if babel is None:
        return str(value)
    if isinstance(value, dt.datetime):
        form = "long" if value.tzinfo else "medium"
        return str(babel.format_datetime(value, form, locale=known))
    if isinstance(value, dt.date):
        return str(babel.format_date(value, "medium", locale=known))
    return str(babel.format_time(value, "medium", locale=known))


def _babel(module: str, locale: str | None) -> tuple[Any, Any]:
    """Give a module of Babel and its own locale; nothing where there is none."""
    known = _babel_locale(locale)
    return (import_module(f"babel.{module}"), known) if known else (None, None)


@lru_cache(maxsize=1000)
def _babel_locale(locale: str | None) -> object | None:
    """Find the nearest locale that Babel knows: the one itself, then its fallbacks."""
    try:
        babel = import_module("babel")
    except ImportError:
        return None
    for tag in ((locale,) if locale else ()) + fallback(locale):
        parts = tag.partition(".")[0].replace("_", "-").split("-")
        while parts:
            try:
                return babel.Locale.parse("-".join(parts), sep="-")  # type: ignore[no-any-return]
            except (ValueError, babel.UnknownLocaleError):
                parts.pop()
    return None
