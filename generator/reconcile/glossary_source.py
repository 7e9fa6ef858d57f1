"""Where a glossary's rows come from: a file in memory, or the package's own data on demand."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

Row = tuple[str, tuple[str, ...]]
"""A term and its alternatives in one locale, the usual one first."""


class GlossarySource(Protocol):
    """Rows by locale."""

    @property
    def locales(self) -> tuple[str, ...]:
        """The locales there are rows for, as BCP 47 tags."""

    def rows(self, locale: str) -> tuple[Row, ...]:
        """Give the rows of one of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermTable:
    """The rows of one file."""

    by_locale: Mapping[str, tuple[Row, ...]]
    """Locale → rows, in the order of the file."""

    @property
    def locales(self) -> tuple[str, ...]:
        """The locales there are rows for, as BCP 47 tags."""
        return tuple(self.by_locale)

    def rows(self, locale: str) -> tuple[Row, ...]:
        """Give the rows of one of them."""
        return self.by_locale[locale]


@dataclass(frozen=True, slots=True)
class GeneralVocabulary:
    """What ships with the package: `glossaries/<tag>.csv`, columns `term` and the tag."""

    @property
    def locales(self) -> tuple[str, ...]:
        """The locales there are files for, as BCP 47 tags."""
        return tuple(_shipped())

    def rows(self, locale: str) -> tuple[Row, ...]:
        """Read one of them, once."""
        return _read_shipped(locale)


@cache
def _shipped() -> Mapping[str, Traversable]:
    folder = files("generator.reconcile").joinpath("glossaries")
    found = sorted((file for file in folder.iterdir()), key=lambda file: file.name)
    return {file.name.removesuffix(".csv"): file for file in found if file.name.endswith(".csv")}


@cache
def _read_shipped(locale: str) -> tuple[Row, ...]:
    text = _shipped()[locale].read_text(encoding="utf-8")
    _, *rows = csv.reader(text.splitlines())
    return tuple((term, tuple(cell.split("|"))) for term, cell in rows)
