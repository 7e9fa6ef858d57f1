"""TOML text → the offsets of its keys and values, for located messages.

Reads only text that `tomllib` has accepted, so it checks nothing: it follows
the grammar of TOML 1.0 as far as needed to tell keys, strings, arrays and
inline tables apart.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field

KeyPath = tuple[str | int, ...]
"""Keys and array indices from the top, such as `("errata", 0, "reason")`."""

_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BLANK = re.compile(r"[ \t]*")
_KEY = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'|[A-Za-z0-9_-]+")
_STRING = re.compile(
    r"\"\"\"(?:[^\"\\]|\\.|\"(?!\"\"))*\"{3,5}|'''(?:[^']|'(?!''))*'{3,5}"
    r"|\"(?:[^\"\\]|\\.)*\"|'[^']*'",
    re.DOTALL,
)
_SCALAR = re.compile(r"[^,\]}#\r\n]*")


@dataclass(slots=True)
class _Scan:
    """The position within a text and what was found on the way."""

    text: str
    at: int = 0
    places: dict[KeyPath, tuple[int, int]] = field(default_factory=dict)
    counts: dict[KeyPath, int] = field(default_factory=dict)

    def skip(self, pattern: re.Pattern[str]) -> str:
        """Move behind a match, which may be empty, and give it."""
        match = pattern.match(self.text, self.at)
        if match is None:
            return ""
        self.at = match.end()
        return match.group()

    def takes(self, token: str) -> bool:
        """Move behind a token if it is next."""
        if not self.text.startswith(token, self.at):
            return False
        self.at += len(token)
        return True


def locate_keys(text: str) -> dict[KeyPath, tuple[int, int]]:
    """Give the start and end of every key, by its path from the top.

    An array's item is found under its index, at its value; a key given in
    several headers is found at the first.
    """
    scan = _Scan(text)
    table: KeyPath = ()
    scan.skip(_SPACE)
    while scan.at < len(text):
        before = scan.at
        if scan.takes("[["):
            table = _array_header(scan)
        elif scan.takes("["):
            table = _read_key(scan, ())
            scan.takes("]")
        else:
            _read_pair(scan, table)
        scan.skip(_SPACE)
        if scan.at == before:  # not TOML after all: better no place than no end
            break
    return scan.places


def _array_header(scan: _Scan) -> KeyPath:
    """Read the rest of `[[key]]` and give the path of the item it opens."""
    start = scan.at
    key = _read_key(scan, ())
    index = scan.counts.get(key, 0)
    scan.counts[key] = index + 1
    scan.places[(*key, index)] = (start, scan.at)
    scan.takes("]]")
    return (*key, index)


def _read_key(scan: _Scan, table: KeyPath) -> KeyPath:
    """Read a dotted key, noting where each part stands; headers go into the last array item."""
    path = table
    while True:
        scan.skip(_BLANK)
        start = scan.at
        word = scan.skip(_KEY)
        path = (*path, _key_text(word))
        scan.places.setdefault(path, (start, scan.at))
        scan.skip(_BLANK)
        if not scan.takes("."):
            return path
        if not table and path in scan.counts:
            path = (*path, scan.counts[path] - 1)


def _key_text(word: str) -> str:
    """Decode a key as written."""
    if word[:1] not in {'"', "'"}:
        return word
    return str(tomllib.loads(f"key = {word}")["key"])


def _read_pair(scan: _Scan, table: KeyPath) -> None:
    """Read `key = value`."""
    key = _read_key(scan, table)
    scan.takes("=")
    scan.skip(_BLANK)
    _read_value(scan, key)


def _read_value(scan: _Scan, path: KeyPath) -> None:
    """Read a value and note the places of what is nested in it."""
    if scan.takes("["):
        _read_items(scan, path)
    elif scan.takes("{"):
        while not _closes(scan, "}"):
            _read_pair(scan, path)
    elif not scan.skip(_STRING):
        scan.skip(_SCALAR)


def _read_items(scan: _Scan, path: KeyPath) -> None:
    """Read an array behind its bracket."""
    index = 0
    while not _closes(scan, "]"):
        start = scan.at
        _read_value(scan, (*path, index))
        scan.places[(*path, index)] = (start, scan.at)
        index += 1


def _closes(scan: _Scan, bracket: str) -> bool:
    """Tell whether an array or inline table ends here."""
    scan.skip(_SPACE)
    scan.takes(",")
    scan.skip(_SPACE)
    return scan.takes(bracket) or scan.at >= len(scan.text)
