"""Writes JSON files: the characters themselves, one escape where UTF-8 has no bytes."""

from __future__ import annotations

import json
import re

_SURROGATE = re.compile("[\ud800-\udfff]")


def json_bytes(content: object, *, sort_keys: bool = False) -> bytes:
    """Write JSON with a line for every member; a lone surrogate becomes JSON's own escape."""
    text = json.dumps(content, indent=2, ensure_ascii=False, sort_keys=sort_keys)
    escaped = _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return (escaped + "\n").encode()
