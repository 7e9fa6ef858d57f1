"""Reads the YAML front matter of a page: its scalar entries, as text."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_OPENING = re.compile(r"[\r\n\t ]*---[ \t]*\r?$", re.MULTILINE)
_CLOSING = re.compile(r"[\r\n](?:-{3}|\.{3})[ \t]*\r?$", re.MULTILINE)
_MAX_BRACKETS = 500
_ENTRY = re.compile(r"([A-Za-z_][\w.-]*):[ \t]+(\S.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """The entries of a front matter, and where the page goes on."""

    entries: tuple[tuple[str, str], ...] = ()
    """Scalar entries of the outermost level, in order."""
    end_line: int = 0
    """0-based line behind it."""
    error: str = ""
    """Why it is not valid YAML; empty if it is."""
    error_line: int = 0
    """0-based line of the error."""


def read_front_matter(text: str) -> FrontMatter:
    """Read the front matter that a page begins with, if it has one."""
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        return FrontMatter()
    body = text[opening.end() : closing.start() + 1]
    if not _ENTRY.search(body) and ":" not in body:
        return FrontMatter()
    first = _count_lines(text[: opening.end()])
    end_line = _count_lines(text[: closing.end()]) + 1
    if body.count("[") + body.count("{") > _MAX_BRACKETS:
        problem = f"more than {_MAX_BRACKETS} brackets"
        return FrontMatter(
            entries=_salvage(body), end_line=end_line, error=problem, error_line=first
        )
    try:
        entries = _scalar_entries(body)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "not readable"
        return FrontMatter(
            entries=_salvage(body),
            end_line=end_line,
            error=str(problem),
            error_line=min(first + (mark.line if mark else 0), end_line - 1),
        )
    return FrontMatter(entries=entries, end_line=end_line)


def _count_lines(text: str) -> int:
    return len(re.findall(r"\r\n?|\n", text))


def _scalar_entries(body: str) -> tuple[tuple[str, str], ...]:
    """Read entries from YAML's events, which no nesting or alias can blow up."""
    entries: list[tuple[str, str]] = []
    depth = 0
    key: str | None = None
    loader = _Loader(body)
    for event in iter(loader.get_event, None):
        if not isinstance(event, yaml.ScalarEvent):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            key = None if depth == 1 else key
        elif depth != 1:
            continue
        elif key is None:
            key = str(event.value)
        else:
            entries.append((key, str(event.value)))
            key = None
    return tuple(entries)


def _salvage(body: str) -> tuple[tuple[str, str], ...]:
    """Take what looks like `key: value` from front matter that is no YAML."""
    found = (_ENTRY.fullmatch(line.rstrip()) for line in body.splitlines())
    return tuple((entry[1], entry[2].strip("'\"")) for entry in found if entry)
