"""Items → names of their data files: plain on every file system, whatever the pages call things."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from generator.naming import split_words, unique_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.report.report_view import Item, ItemKey

_LONGEST: Final = 60


def name_files(items: Sequence[Item]) -> Mapping[ItemKey, str]:
    """Give each item a name of its own: `type-order-line`, in lower case without an ending.

    The kind in front keeps it apart from names of devices; two items that only
    capitals or foreign letters tell apart are counted.
    """
    wanted = [f"{item.key.kind}-{_plain(item.key.name)}".rstrip("-") for item in items]
    return {item.key: name for item, name in zip(items, unique_names(wanted), strict=True)}


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKD", "-".join(split_words(name))).casefold()
    plain = re.sub("[^a-z0-9]+", "-", folded.encode("ascii", "ignore").decode())
    return plain.strip("-")[:_LONGEST].strip("-")
