"""Writes JSON files: the characters themselves, one escape where UTF-8 has no bytes."""

from __future__ import annotations

import json


def json_bytes(content: object, *, sort_keys: bool = False) -> bytes:
    """Write JSON with a line for every member; a lone surrogate becomes JSON's own escape."""
    text = json.dumps(content, indent=2, ensure_ascii=False, sort_keys=sort_keys)
    return ("".join(map(_escape, text)) + "\n").encode()


def _escape(char: str) -> str:
    return f"\\u{ord(char):04x}" if "\ud800" <= char <= "\udfff" else char
