"""What was found in the specs folder, before any page is opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from generator.configuration import Configuration
    from generator.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFile:
    """One page of one edition."""

    page: str
    """Page key: POSIX path below the locale folder, NFC; the same in every edition."""
    file: Path
    """The file."""
    path: str
    """POSIX path relative to the specs folder, as messages name it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One API in one locale."""

    locale: str
    """The folder's name as found."""
    tag: str
    """Its BCP 47 tag."""
    folder: Path
    """The folder."""
    pages: tuple[PageFile, ...]
    """Its pages, sorted by page key; at least one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherSource:
    """An edition that only supplies labels to some of an API's own."""

    locale: str
    """A name that no edition has, its language first, then its folder's path."""
    beside: tuple[str, ...]
    """Folder names of the editions it supplies."""
    pages: tuple[PageFile, ...]
    """Its pages, sorted by page key; at least one, and one at least is a page of the API."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiSource:
    """One documented service."""

    name: str
    """Its name: the folder's, or the configured one."""
    identifier: str
    """The name as one lower-case Python identifier."""
    folder: Path
    """The folder that holds the locale folders."""
    path: str
    """POSIX path of the folder relative to the specs folder; `.` for the specs folder."""
    configuration: Configuration
    """What `gen-schema.toml` says about it."""
    editions: tuple[Edition, ...]
    """Its editions, sorted by tag; at least one."""
    others: tuple[OtherSource, ...] = ()
    """Editions that only supply labels, those that come first preferred."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """Everything there is to read, and what is wrong with it."""

    apis: tuple[ApiSource, ...]
    """The APIs, sorted by identifier; identifiers are distinct."""
    diagnostics: tuple[Diagnostic, ...]
    """The findings, in path-line order."""
