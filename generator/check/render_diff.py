"""Pages before and after → a unified diff that `git apply` takes, byte for byte.

Fixes replace text within lines, so that line stands beside line and no search
for a shortest difference is needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CONTEXT = 3
"""Unchanged lines around a change."""
_NO_NEWLINE = b"\n\\ No newline at end of file\n"
_ESCAPES = {7: "a", 8: "b", 9: "t", 10: "n", 11: "v", 12: "f", 13: "r", 34: '"', 92: "\\"}


def render_diff(path: str, before: bytes, after: bytes) -> bytes:
    """Render the change of one file.

    Args:
        path: The file's path, as a patch names it.
        before: Its bytes.
        after: Its bytes once edited; as many lines.

    Raises:
        ValueError: Lines came or went.
    """
    old, new = _split(before), _split(after)
    changed = [at for at, (one, two) in enumerate(zip(old, new, strict=True)) if one != two]
    if not changed:
        return b""
    names = [_name(f"{side}/{path}") for side in "ab"]
    parts = [f"diff --git {names[0]} {names[1]}\n".encode()]
    # a tab ends a name that holds spaces, as git has it
    tail = "\t" if " " in path and not names[0].startswith('"') else ""
    parts += [f"--- {names[0]}{tail}\n+++ {names[1]}{tail}\n".encode()]
    for hunk in _hunks(changed):
        parts += _render_hunk(old, new, hunk)
    return b"".join(parts)


def _split(content: bytes) -> list[bytes]:
    """Split at line feeds, which stay."""
    lines = content.split(b"\n")
    return [line + b"\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _hunks(changed: Sequence[int]) -> Iterator[list[int]]:
    """Group changed lines whose surroundings touch."""
    group: list[int] = []
    for at in changed:
        if group and at - group[-1] > 2 * _CONTEXT:
            yield group
            group = []
        group.append(at)
    yield group


def _render_hunk(old: Sequence[bytes], new: Sequence[bytes], hunk: Sequence[int]) -> list[bytes]:
    first, behind = max(0, hunk[0] - _CONTEXT), min(len(old), hunk[-1] + 1 + _CONTEXT)
    place = f"{first + 1},{behind - first}" if behind - first != 1 else f"{first + 1}"
    parts = [f"@@ -{place} +{place} @@\n".encode()]
    changed = set(hunk)
    at = first
    while at < behind:
        if at not in changed:
            parts.append(_line(b" ", old[at]))
            at += 1
            continue
        end = next(stop for stop in range(at, behind + 1) if stop not in changed)
        parts += [_line(b"-", line) for line in old[at:end]]
        parts += [_line(b"+", line) for line in new[at:end]]
        at = end
    return parts


def _line(sign: bytes, line: bytes) -> bytes:
    return sign + (line if line.endswith(b"\n") else line + _NO_NEWLINE)


def _name(path: str) -> str:
    """Quote a path as git does: in C's way where it holds anything but plain ASCII."""
    raw = path.encode("utf-8", "surrogateescape")
    written = "".join(
        f"\\{_ESCAPES[byte]}"
        if byte in _ESCAPES
        else chr(byte)
        if 32 <= byte < 127
        else f"\\{byte:03o}"
        for byte in raw
    )
    return path if written == path else f'"{written}"'
