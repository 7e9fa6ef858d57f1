"""The records of a configuration, and how an API's own settles against the common one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from generator.source import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Erratum:
    """A correction given by hand, with its reason."""

    reading: str
    """Text of the cell as found, in any edition; empty where `identifier` or a place names it."""
    identifier: str
    """The identifier decided on without the erratum, `Type.field` or bare; empty for none."""
    role: str
    """`name`, `type` or `value`: which of a row's cells is meant."""
    canonical: str
    """What is right."""
    reason: str
    """Why, in words."""
    span: Span
    """Where the erratum stands."""
    page: str = ""
    """Page key it is restricted to; empty for all pages."""
    locale: str = ""
    """Locale it is restricted to, as a BCP 47 tag; empty for all."""
    table: int | None = None
    """Ordinal of the table it is restricted to."""
    row: int | None = None
    """Ordinal of the row it is restricted to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceContract:
    """A contract that is given as a witness."""

    file: Path
    """An XML Schema or a WSDL."""
    folder: Path
    """The configuration's folder, which nothing it refers to may lie outside of."""
    display: str
    """The file's path relative to the specs folder, for messages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherEdition:
    """An edition that is none of the API's: an older translation of its pages, say."""

    folder: Path
    """Its folder, without links, inside the specs folder."""
    display: str
    """The folder's path relative to the specs folder, for messages."""
    locale: str
    """Its locale, as a BCP 47 tag."""
    span: Span
    """Where it is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupedState:
    """One value of an enumeration and the group of states that it is given."""

    enumeration: str
    """Name of the enumeration."""
    value: str
    """The value, as it travels."""
    group: str
    """`initial`, `in-progress`, `success`, `failure` or `canceled`."""
    span: Span
    """Where it is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """What `gen-schema.toml` says about an API; empty where it says nothing."""

    name: str = ""
    """The API's name, instead of its folder's."""
    namespace: str = ""
    """Target namespace URI."""
    service_address: str = ""
    """Where the service answers."""
    reference_locale: str = ""
    """The edition whose text leads, as a BCP 47 tag."""
    locales: tuple[str, ...] = ()
    """The editions to read, by folder name or tag; empty for all."""
    glossary: tuple[Path, ...] = ()
    """Files of terms and their translations."""
    reference: ReferenceContract | None = None
    """A contract to hear as a witness; None for none."""
    errata: tuple[Erratum, ...] = ()
    """Corrections, in the order of the files."""
    columns: tuple[tuple[str, str], ...] = ()
    """Header text of a column and the role it has, in the order of the files."""
    sections: tuple[tuple[str, str], ...] = ()
    """Heading text or anchor of a section and what it holds."""
    groups: tuple[GroupedState, ...] = ()
    """States and their groups, in the order of the files."""
    editions: tuple[tuple[str, str], ...] = ()
    """Folder name of an edition and its BCP 47 tag, where the name is no tag."""
    others: tuple[OtherEdition, ...] = ()
    """Editions that only supply labels, those that come first preferred."""
    places: tuple[tuple[str, Span], ...] = ()
    """Where each top-level key stands."""
    files: tuple[Path, ...] = ()
    """The files read, for the digest of the input."""

    def place(self, key: str) -> Span | None:
        """Tell where a top-level key stands."""
        return next((span for name, span in reversed(self.places) if name == key), None)


def merge_configurations(common: Configuration, own: Configuration) -> Configuration:
    """Settle an API's configuration against the common one: its own wins, key by key.

    Columns, sections, groups and editions settle entry by entry; errata add up, because a
    correction that another file switches off unseen would be the worst of both, and so
    do other editions, the API's own first.
    """
    return Configuration(
        name=own.name or common.name,
        namespace=own.namespace or common.namespace,
        service_address=own.service_address or common.service_address,
        reference_locale=own.reference_locale or common.reference_locale,
        locales=own.locales or common.locales,
        glossary=own.glossary or common.glossary,
        reference=own.reference or common.reference,
        errata=(*common.errata, *own.errata),
        columns=_settle(common.columns, own.columns),
        sections=_settle(common.sections, own.sections),
        groups=_settle_groups(common.groups, own.groups),
        editions=_settle(common.editions, own.editions),
        others=(*own.others, *common.others),
        places=(*common.places, *own.places),
        files=(*common.files, *own.files),
    )


def _settle(
    common: tuple[tuple[str, str], ...], own: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...]:
    """Join two tables, the second one's entries winning."""
    return tuple((dict(common) | dict(own)).items())


def _settle_groups(
    common: tuple[GroupedState, ...], own: tuple[GroupedState, ...]
) -> tuple[GroupedState, ...]:
    """Join the states of two files, the second one's winning."""
    return tuple({(each.enumeration, each.value): each for each in (*common, *own)}.values())
