"""Stands in for the generated lookup of labels: knows no path."""

from __future__ import annotations

__all__ = ["REFERENCE", "fallback", "label"]

REFERENCE = "en"
"""The locale that has every label."""


def label(path: str, locale: str | None = None) -> str:
    """Know no label.

    Raises:
        KeyError: Always.
    """
    raise KeyError(f"no label of {path!r} in {locale!r}")


def fallback(locale: str | None = None) -> tuple[str, ...]:
    """Give the locales that stand in for one, in order, the reference last."""
    return (REFERENCE,) if locale in {None, REFERENCE} else (str(locale), REFERENCE)
