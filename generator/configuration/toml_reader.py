"""The values of a TOML table, read one by one: each of its kind, or a located finding."""

from __future__ import annotations

import difflib
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Severity
from generator.locales import parse_locale
from generator.source import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    from generator.configuration.locate_keys import KeyPath


@dataclass(slots=True)
class Reader:
    """One file being read: its text, its places and its findings."""

    path: Path
    display: str
    text: str
    places: dict[KeyPath, tuple[int, int]]
    found: list[Diagnostic] = field(default_factory=list)

    def span(self, path: KeyPath) -> Span:
        """Locate a key, or the nearest one that encloses it."""
        while path and path not in self.places:
            path = path[:-1]
        return span_of(self.display, self.text, *self.places.get(path, (0, 0)))

    def fault(self, path: KeyPath, message: str, *, help_: str | None = None) -> None:
        """Record a value that is not valid."""
        self._record("GS107", path, message, help_)

    def unknown(self, path: KeyPath, known: Collection[str]) -> None:
        """Record a key that nothing reads, with the nearest one that something does."""
        word = str(path[-1])
        near = difflib.get_close_matches(word.lower(), known, n=1, cutoff=0.6)
        meant = f"did you mean '{near[0]}'?" if near else f"known keys: {', '.join(known)}"
        self._record("GS108", path, f"unknown key '{dotted(path)}'", meant)

    def _record(self, code: str, path: KeyPath, message: str, help_: str | None) -> None:
        self.found.append(
            Diagnostic(
                code=code,
                severity=Severity.ERROR,
                message=message,
                span=self.span(path),
                help=help_,
            )
        )


def report_unknown(
    reader: Reader, table: Iterable[str], path: KeyPath, known: Collection[str]
) -> None:
    """Report the keys that nothing reads."""
    for key in table:
        if key not in known:
            reader.unknown((*path, key), known)


def read_text(
    reader: Reader, table: Mapping[str, object], path: KeyPath, *, is_required: bool = False
) -> str:
    """Read a text that is not blank; empty where there is none."""
    key = str(path[-1])
    if key not in table:
        if is_required:
            reader.fault(path[:-1], f"'{dotted(path[:-1])}' lacks the key '{key}'")
        return ""
    value = table[key]
    if not isinstance(value, str):
        reader.fault(path, f"'{dotted(path)}' must be text, not {kind(value)}")
        return ""
    text = unicodedata.normalize("NFC", value).strip()
    if not text or any(unicodedata.category(char) == "Cc" for char in text):
        reader.fault(path, f"'{dotted(path)}' must be one line of text, not {value!r}")
        return ""
    return text


def read_texts(reader: Reader, value: object, path: KeyPath) -> tuple[str, ...]:
    """Read an array of texts that are not blank."""
    if not isinstance(value, list):
        reader.fault(path, f"'{dotted(path)}' must be an array of texts, not {kind(value)}")
        return ()
    texts = []
    for index, item in enumerate(value):
        if isinstance(item, str) and item.strip():
            texts.append(unicodedata.normalize("NFC", item).strip())
        else:
            shown = repr(item) if isinstance(item, str) else kind(item)
            reader.fault((*path, index), f"'{dotted(path)}' must hold texts only, not {shown}")
    return tuple(texts)


def read_locale(reader: Reader, table: Mapping[str, object], path: KeyPath) -> str:
    """Read a BCP 47 tag."""
    text = read_text(reader, table, path)
    tag = parse_locale(text) if text else ""
    if tag is None:
        reader.fault(path, f"'{dotted(path)}' must be a language tag, not {text!r}")
    return tag or ""


def read_choice(
    reader: Reader, table: Mapping[str, object], path: KeyPath, choices: tuple[str, ...]
) -> str:
    """Read one of a few words; the first is the default."""
    text = read_text(reader, table, path)
    if text and text not in choices:
        listed = ", ".join(f"'{choice}'" for choice in choices)
        reader.fault(path, f"'{dotted(path)}' must be one of {listed}, not {text!r}")
    return text if text in choices else choices[0]


def read_ordinal(reader: Reader, table: Mapping[str, object], path: KeyPath) -> int | None:
    """Read an ordinal, counted from 0."""
    value = table.get(str(path[-1]))
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        shown = str(value) if isinstance(value, int) else kind(value)
        reader.fault(path, f"'{dotted(path)}' must be a whole number from 0, not {shown}")
        return None
    return value


def span_of(display: str, text: str, start: int, end: int) -> Span:
    """Locate a stretch of the file."""
    begin = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", start)
    return Span(
        path=display,
        line=text.count("\n", 0, start) + 1,
        column=start - begin + 1,
        start=start,
        end=end,
        context=text[begin : line_end if line_end >= 0 else len(text)].rstrip("\r"),
    )


def dotted(path: KeyPath) -> str:
    """Spell a path as messages do: `errata[0].reason`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")


def kind(value: object) -> str:
    """Name a value's TOML type."""
    kinds = {str: "text", bool: "a boolean", int: "a number", float: "a number"}
    kinds |= {list: "an array", dict: "a table"}
    return kinds.get(type(value), "a date or time")
