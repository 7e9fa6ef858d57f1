"""Words of a page in our messages: quoted, and no longer than a reader can take in."""

from __future__ import annotations

_LONGEST = 80


def quote(text: str) -> str:
    """Quote what a page has, its control characters escaped."""
    return repr(shorten(text, _LONGEST))


def shorten(text: str, longest: int) -> str:
    """Cut a text that is too long to be read."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
