"""The entries of a catalog as the merge sees them: frozen, and with what Babel's lack."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogMessage:
    """One entry of a catalog."""

    context: str
    """`msgctxt`; empty for none."""
    msgid: str
    """The text to translate."""
    msgstr: str
    """The translation; empty for none."""
    is_fuzzy: bool = False
    """To be reviewed before use."""
    flags: tuple[str, ...] = ()
    """Other flags, sorted."""
    comments: tuple[str, ...] = ()
    """Translators' comments, line by line."""
    notes: tuple[str, ...] = ()
    """Extracted comments, line by line."""
    references: tuple[str, ...] = ()
    """Where it is documented: `path:line`."""
    previous_context: str = ""
    """The context the translation was made for; empty where it is the same."""
    previous_msgid: str = ""
    """The text the translation was made for; empty where it is the same."""
    is_obsolete: bool = False
    """No longer in the model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogFile:
    """A whole PO file."""

    header: tuple[tuple[str, str], ...]
    """The header's fields in order."""
    comments: tuple[str, ...]
    """Comments above the header, line by line."""
    messages: tuple[CatalogMessage, ...]
    """The entries in order, obsolete ones last."""
    lost: tuple[str, ...] = ()
    """The msgids of entries in several plural forms, which a label has not."""


def is_used(message: CatalogMessage, *, use_fuzzy: bool = False) -> bool:
    """Tell whether an entry is compiled."""
    if message.is_obsolete or not message.msgstr:
        return False
    return use_fuzzy or not message.is_fuzzy
