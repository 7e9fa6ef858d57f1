"""One `gen-schema.toml` → `Configuration` and everything that is wrong with it."""

from __future__ import annotations

import difflib
import re
import tomllib
import unicodedata
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from generator.configuration.locate_keys import KeyPath, locate_keys
from generator.configuration.settings import Configuration, Erratum, ReferenceContract
from generator.diagnostics import Diagnostic, Severity
from generator.locales import parse_locale
from generator.naming import is_ncname
from generator.source import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

FILE_NAME: Final = "gen-schema.toml"
"""The configuration's file name, in the specs folder and in an API's."""

_KEYS: Final = (
    "name",
    "namespace",
    "service_address",
    "reference_locale",
    "locales",
    "glossary",
    "reference",
    "errata",
    "columns",
    "sections",
    "editions",
)
_ERRATUM_KEYS: Final = (
    "reading",
    "identifier",
    "role",
    "canonical",
    "reason",
    "page",
    "locale",
    "table",
    "row",
)
_ROLES: Final = ("name", "type", "value")
_COLUMNS: Final = ("name", "type", "required", "description")
_SECTIONS: Final = ("type", "input", "output", "fault", "header", "values")
_NO_URI: Final = re.compile(r"[\s<>\"{}|\\^`\x00-\x1f]")


@dataclass(slots=True)
class _Reader:
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
        return _span(self.display, self.text, *self.places.get(path, (0, 0)))

    def fault(self, path: KeyPath, message: str, *, help_: str | None = None) -> None:
        """Record a value that is not valid."""
        self._record("GS107", path, message, help_)

    def unknown(self, path: KeyPath, known: Collection[str]) -> None:
        """Record a key that nothing reads, with the nearest one that something does."""
        word = str(path[-1])
        near = difflib.get_close_matches(word.lower(), known, n=1, cutoff=0.6)
        meant = f"did you mean '{near[0]}'?" if near else f"known keys: {', '.join(known)}"
        self._record("GS108", path, f"unknown key '{_dotted(path)}'", meant)

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


def read_configuration(path: Path, display: str) -> tuple[Configuration, tuple[Diagnostic, ...]]:
    """Read one configuration file; one that is not there is empty.

    Args:
        path: The file.
        display: Its path relative to the specs folder, for messages.

    Returns:
        The configuration, without what is not valid, and the findings.
    """
    if not path.is_file():
        return Configuration(), ()
    try:
        text = path.read_bytes().decode("utf-8-sig")
        tree = tomllib.loads(text)
        places = locate_keys(text)
    except OSError as error:
        return Configuration(), (_broken(f"cannot be read: {error.strerror}", path=display),)
    except UnicodeDecodeError as error:
        return Configuration(), (_broken(f"is not UTF-8 at byte {error.start}", path=display),)
    except tomllib.TOMLDecodeError as error:
        return Configuration(), (_syntax_error(error, display, text),)
    except RecursionError:
        return Configuration(), (_broken("is nested too deeply", path=display),)
    reader = _Reader(path=path, display=display, text=text, places=places)
    return _read_settings(reader, tree), tuple(reader.found)


def _read_settings(reader: _Reader, tree: Mapping[str, object]) -> Configuration:
    """Read the top level."""
    _report_unknown(reader, tree, (), _KEYS)
    return Configuration(
        name=_text(reader, tree, ("name",)),
        namespace=_address(reader, tree, "namespace"),
        service_address=_address(reader, tree, "service_address"),
        reference_locale=_locale(reader, tree, ("reference_locale",)),
        locales=_texts(reader, tree.get("locales", []), ("locales",)),
        glossary=_glossary(reader, tree),
        reference=_reference(reader, tree),
        errata=_errata(reader, tree),
        columns=_rules(reader, tree, "columns", _COLUMNS),
        sections=_rules(reader, tree, "sections", _SECTIONS),
        editions=_editions(reader, tree),
        places=tuple((key, reader.span((key,))) for key in tree if key in _KEYS),
        files=(reader.path,),
    )


def _report_unknown(
    reader: _Reader, table: Iterable[str], path: KeyPath, known: Collection[str]
) -> None:
    for key in table:
        if key not in known:
            reader.unknown((*path, key), known)


def _text(
    reader: _Reader, table: Mapping[str, object], path: KeyPath, *, is_required: bool = False
) -> str:
    """Read a text that is not blank; empty where there is none."""
    key = str(path[-1])
    if key not in table:
        if is_required:
            reader.fault(path[:-1], f"'{_dotted(path[:-1])}' lacks the key '{key}'")
        return ""
    value = table[key]
    if not isinstance(value, str):
        reader.fault(path, f"'{_dotted(path)}' must be text, not {_kind(value)}")
        return ""
    text = unicodedata.normalize("NFC", value).strip()
    if not text or any(unicodedata.category(char) == "Cc" for char in text):
        reader.fault(path, f"'{_dotted(path)}' must be one line of text, not {value!r}")
        return ""
    return text


def _texts(reader: _Reader, value: object, path: KeyPath) -> tuple[str, ...]:
    """Read an array of texts that are not blank."""
    if not isinstance(value, list):
        reader.fault(path, f"'{_dotted(path)}' must be an array of texts, not {_kind(value)}")
        return ()
    texts = []
    for index, item in enumerate(value):
        if isinstance(item, str) and item.strip():
            texts.append(unicodedata.normalize("NFC", item).strip())
        else:
            shown = repr(item) if isinstance(item, str) else _kind(item)
            reader.fault((*path, index), f"'{_dotted(path)}' must hold texts only, not {shown}")
    return tuple(texts)


def _address(reader: _Reader, table: Mapping[str, object], key: str) -> str:
    """Read a URI."""
    text = _text(reader, table, (key,))
    if _NO_URI.search(text):
        reader.fault((key,), f"'{key}' must be a URI, not {text!r}")
        return ""
    return text


def _locale(reader: _Reader, table: Mapping[str, object], path: KeyPath) -> str:
    """Read a BCP 47 tag."""
    text = _text(reader, table, path)
    tag = parse_locale(text) if text else ""
    if tag is None:
        reader.fault(path, f"'{_dotted(path)}' must be a language tag, not {text!r}")
    return tag or ""


def _choice(
    reader: _Reader, table: Mapping[str, object], path: KeyPath, choices: tuple[str, ...]
) -> str:
    """Read one of a few words; the first is the default."""
    text = _text(reader, table, path)
    if text and text not in choices:
        listed = ", ".join(f"'{choice}'" for choice in choices)
        reader.fault(path, f"'{_dotted(path)}' must be one of {listed}, not {text!r}")
    return text if text in choices else choices[0]


def _ordinal(reader: _Reader, table: Mapping[str, object], path: KeyPath) -> int | None:
    """Read an ordinal, counted from 0."""
    value = table.get(str(path[-1]))
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        shown = str(value) if isinstance(value, int) else _kind(value)
        reader.fault(path, f"'{_dotted(path)}' must be a whole number from 0, not {shown}")
        return None
    return value


def _glossary(reader: _Reader, tree: Mapping[str, object]) -> tuple[Path, ...]:
    """Read the glossaries' paths, relative to the configuration file."""
    files = []
    for index, name in enumerate(_texts(reader, tree.get("glossary", []), ("glossary",))):
        path = reader.path.parent / name
        if "\0" not in name and path.is_file():
            files.append(path)
        else:
            reader.fault(("glossary", index), f"glossary '{name}' is no file")
    return tuple(files)


def _reference(reader: _Reader, tree: Mapping[str, object]) -> ReferenceContract | None:
    """Read the reference contract's path, relative to the configuration file and below it."""
    name = _text(reader, tree, ("reference",))
    if not name:
        return None
    folder = reader.path.parent
    path = folder / name
    if not path.is_file():
        reader.fault(("reference",), f"reference '{name}' is no file")
    elif not path.resolve().is_relative_to(folder.resolve()):
        reader.fault(("reference",), f"reference '{name}' lies outside the configuration's folder")
    else:
        display = (PurePosixPath(reader.display).parent / name).as_posix()
        return ReferenceContract(file=path, folder=folder, display=display)
    return None


def _table(reader: _Reader, tree: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = tree.get(key, {})
    if isinstance(value, dict):
        return value
    reader.fault((key,), f"'{key}' must be a table, not {_kind(value)}")
    return {}


def _rules(
    reader: _Reader, tree: Mapping[str, object], key: str, known: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    """Read a table of what certain texts mean: `name = ["Field", "Champ"]`."""
    table = _table(reader, tree, key)
    _report_unknown(reader, table, (key,), known)
    rules: dict[str, str] = {}
    for meaning, value in table.items():
        if meaning not in known:
            continue
        path = (key, meaning)
        for text in _texts(reader, [value] if isinstance(value, str) else value, path):
            if rules.setdefault(text, meaning) != meaning:
                reader.fault(path, f"'{text}' means both '{rules[text]}' and '{meaning}'")
    return tuple(rules.items())


def _editions(reader: _Reader, tree: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """Read the tags of folders whose names are none: `english = "en"`."""
    table = _table(reader, tree, "editions")
    tags = ((folder, _locale(reader, table, ("editions", folder))) for folder in table)
    return tuple((folder, tag) for folder, tag in tags if tag)


def _errata(reader: _Reader, tree: Mapping[str, object]) -> tuple[Erratum, ...]:
    """Read the corrections; one with a fault is left out."""
    value = tree.get("errata", [])
    if not isinstance(value, list):
        reader.fault(("errata",), f"'errata' must be an array of tables, not {_kind(value)}")
        return ()
    errata = []
    for index, item in enumerate(value):
        faults = len(reader.found)
        if isinstance(item, dict):
            erratum = _erratum(reader, item, ("errata", index))
            if len(reader.found) == faults:
                errata.append(erratum)
        else:
            reader.fault(("errata", index), f"'errata' must hold tables only, not {_kind(item)}")
    return tuple(errata)


def _erratum(reader: _Reader, table: Mapping[str, object], path: KeyPath) -> Erratum:
    """Read one correction."""
    _report_unknown(reader, table, path, _ERRATUM_KEYS)
    erratum = Erratum(
        reading=_text(reader, table, (*path, "reading")),
        identifier=_text(reader, table, (*path, "identifier")),
        role=_choice(reader, table, (*path, "role"), _ROLES),
        canonical=_text(reader, table, (*path, "canonical"), is_required=True),
        reason=_text(reader, table, (*path, "reason"), is_required=True),
        page=_text(reader, table, (*path, "page")),
        locale=_locale(reader, table, (*path, "locale")),
        table=_ordinal(reader, table, (*path, "table")),
        row=_ordinal(reader, table, (*path, "row")),
        span=reader.span(path),
    )
    if erratum.role == "name" and erratum.canonical and not is_ncname(erratum.canonical):
        reader.fault(
            (*path, "canonical"), f"'{erratum.canonical}' is no XML NCName, so it can be no name"
        )
    if not ({"reading", "identifier"} & set(table) or {"page", "table", "row"} <= set(table)):
        reader.fault(
            path,
            f"'{_dotted(path)}' does not say what it corrects",
            help_="give the reading, or the identifier, or the page with table and row",
        )
    return erratum


def _syntax_error(error: tomllib.TOMLDecodeError, display: str, text: str) -> Diagnostic:
    """Locate a syntax error, whose place `tomllib` gives in its message only."""
    message = str(error)
    place = re.search(r" \(at line (\d+), column (\d+)\)$", message)
    start = len(text)
    if place:
        lines = text.split("\n")[: int(place[1]) - 1]
        start = min(sum(len(line) + 1 for line in lines) + int(place[2]) - 1, len(text))
    reason = re.sub(r" \(at [^()]*\)$", "", message)
    return _broken(f"is not valid TOML: {reason}", span=_span(display, text, start, start))


def _broken(message: str, *, path: str | None = None, span: Span | None = None) -> Diagnostic:
    return Diagnostic(
        code="GS107",
        severity=Severity.ERROR,
        message=f"configuration {message}",
        path=path,
        span=span,
    )


def _span(display: str, text: str, start: int, end: int) -> Span:
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


def _dotted(path: KeyPath) -> str:
    """Spell a path as messages do: `errata[0].reason`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")


def _kind(value: object) -> str:
    """Name a value's TOML type."""
    kinds = {str: "text", bool: "a boolean", int: "a number", float: "a number"}
    kinds |= {list: "an array", dict: "a table"}
    return kinds.get(type(value), "a date or time")
