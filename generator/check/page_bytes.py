"""A page's bytes ↔ its text: what surrounds the text is kept as it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.check.finding import Edit

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBytes:
    """A page as it stands on disk."""

    mark: bytes
    """Its byte-order mark, or nothing."""
    text: str
    """What follows, decoded; line ends as found."""

    @property
    def content(self) -> bytes:
        """Give the bytes."""
        return self.mark + self.text.encode()

    def edited(self, edits: Iterable[Edit]) -> PageBytes:
        """Make edits, which are disjoint; one made twice counts once."""
        text = self.text
        for edit in sorted(set(edits), reverse=True):
            text = text[: edit.start] + edit.text + text[edit.end :]
        return replace(self, text=text)


def split_bytes(data: bytes) -> PageBytes:
    """Take a page's bytes apart.

    Raises:
        UnicodeDecodeError: It is no UTF-8.
    """
    mark = _BOM if data.startswith(_BOM) else b""
    return PageBytes(mark=mark, text=data[len(mark) :].decode())
