"""The binary MO format, as the C library and Python's `gettext` read it.

Babel sorts entries by msgid alone, so that a binary search for one with a
context fails; the keys stand here as the format wants them, sorted by bytes
(GNU gettext manual, 10.3 "The Format of GNU MO Files").
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.emit.catalog_po import CatalogFile, CatalogMessage

_MAGIC = 0x950412DE
_HEADER_SIZE = 28


def format_mo(catalog: CatalogFile, *, use_fuzzy: bool = False) -> bytes:
    """Compile a catalog without its empty and obsolete entries, and unless asked its fuzzy ones."""
    fields = ((name, value) for name, value in catalog.header if name != "POT-Creation-Date")
    texts = {b"": "".join(f"{name}: {value}\n" for name, value in fields).encode()}
    for message in catalog.messages:
        if is_used(message, use_fuzzy=use_fuzzy):
            texts[_key(message)] = message.msgstr.encode()
    keys = sorted(texts)
    start = _HEADER_SIZE + 16 * len(keys)
    key_table, start = _table(keys, start)
    text_table, _ = _table([texts[key] for key in keys], start)
    head = (_MAGIC, 0, len(keys), _HEADER_SIZE, _HEADER_SIZE + 8 * len(keys), 0, _HEADER_SIZE)
    strings = b"".join(key + b"\0" for key in keys) + b"".join(texts[key] + b"\0" for key in keys)
    return struct.pack("<7I", *head) + key_table + text_table + strings


def is_used(message: CatalogMessage, *, use_fuzzy: bool = False) -> bool:
    """Tell whether an entry is compiled."""
    if message.is_obsolete or not message.msgstr:
        return False
    return use_fuzzy or not message.is_fuzzy


def _key(message: CatalogMessage) -> bytes:
    context = message.context.encode() + b"\x04" if message.context else b""
    return context + message.msgid.encode()


def _table(strings: list[bytes], start: int) -> tuple[bytes, int]:
    """Write lengths and offsets of strings that end in NUL, and give the offset behind them."""
    table = b""
    for string in strings:
        table += struct.pack("<2I", len(string), start)
        start += len(string) + 1
    return table, start
