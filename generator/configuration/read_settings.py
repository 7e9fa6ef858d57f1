"""One `gen-schema.toml` → `Configuration` and everything that is wrong with it."""

from __future__ import annotations

import errno
import os
import re
import tomllib
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from generator.configuration.locate_keys import KeyPath, locate_keys
from generator.configuration.read_groups import read_groups
from generator.configuration.read_other_editions import read_other_editions
from generator.configuration.settings import Configuration, Erratum, ReferenceContract
from generator.configuration.toml_reader import (
    Reader,
    dotted,
    kind,
    read_choice,
    read_locale,
    read_ordinal,
    read_text,
    read_texts,
    report_unknown,
    span_of,
)
from generator.diagnostics import Diagnostic, Severity
from generator.naming import is_member_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.source import Span

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
    "groups",
    "editions",
    "edition",
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
_MAX_BYTES: Final = 4_000_000
"""Size of the largest file that is read: tens of thousands of errata."""
_RESERVED: Final = frozenset(
    {
        "http://www.w3.org/XML/1998/namespace",
        "http://www.w3.org/2000/xmlns/",
        "http://www.w3.org/2001/XMLSchema",
        "http://www.w3.org/2001/XMLSchema-instance",
    }
)
"""Namespaces in which nobody may declare anything (Namespaces in XML 1.0, 3; XML Schema, 2.6)."""
_NO_URI: Final = re.compile(r"[\s<>\"{}|\\^`\x00-\x1f]")


def read_configuration(
    path: Path, display: str, *, within: Path | None = None
) -> tuple[Configuration, tuple[Diagnostic, ...]]:
    """Read one configuration file; one that is not there is empty.

    Args:
        path: The file.
        display: Its path relative to the specs folder, for messages.
        within: The specs folder, resolved, out of which no link may lead.

    Returns:
        The configuration, without what is not valid, and the findings.
    """
    if not _is_there(path):
        return Configuration(), ()
    try:
        text = _load(path, within).decode("utf-8-sig")
        tree = tomllib.loads(text)
        places = locate_keys(text)
    except OSError as error:
        return Configuration(), (_broken(f"cannot be read: {error.strerror}", path=display),)
    except UnicodeDecodeError as error:
        return Configuration(), (_broken(f"is not UTF-8 at byte {error.start}", path=display),)
    except tomllib.TOMLDecodeError as error:
        return Configuration(), (_syntax_error(error, display, text),)
    except (ValueError, RecursionError) as error:  # digits, or tables, without end
        is_deep = isinstance(error, RecursionError)
        message = "is nested too deeply" if is_deep else f"is not valid TOML: {error}"
        return Configuration(), (_broken(message, path=display),)
    reader = Reader(path=path, display=display, text=text, places=places)
    return _read_settings(reader, tree), tuple(reader.found)


def _load(path: Path, within: Path | None) -> bytes:
    """Load a file.

    Raises:
        OSError: It cannot be read, is no file of the specs folder, or too large to be meant.
    """
    if within is not None and not Path(os.path.realpath(path)).is_relative_to(within):
        raise OSError(errno.EPERM, "its link leads out of the specs folder")
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "it is no file")
    if (size := path.stat().st_size) > _MAX_BYTES:
        raise OSError(errno.EFBIG, f"it has {size:,} bytes, at most {_MAX_BYTES:,} are read")
    return path.read_bytes()


def _is_there(path: Path) -> bool:
    """Tell whether there is a file; that a folder tells nothing is for whoever lists it to say."""
    return os.path.lexists(path)


def _read_settings(reader: Reader, tree: Mapping[str, object]) -> Configuration:
    """Read the top level."""
    report_unknown(reader, tree, (), _KEYS)
    return Configuration(
        name=read_text(reader, tree, ("name",)),
        namespace=_address(reader, tree, "namespace"),
        service_address=_address(reader, tree, "service_address"),
        reference_locale=read_locale(reader, tree, ("reference_locale",)),
        locales=read_texts(reader, tree.get("locales", []), ("locales",)),
        glossary=_glossary(reader, tree),
        reference=_reference(reader, tree),
        errata=_errata(reader, tree),
        columns=_rules(reader, tree, "columns", _COLUMNS),
        sections=_rules(reader, tree, "sections", _SECTIONS),
        groups=read_groups(reader, _table(reader, tree, "groups")),
        editions=_editions(reader, tree),
        others=read_other_editions(reader, tree),
        places=tuple((key, reader.span((key,))) for key in tree if key in _KEYS),
        files=(reader.path,),
    )


def _address(reader: Reader, table: Mapping[str, object], key: str) -> str:
    """Read a URI."""
    text = read_text(reader, table, (key,))
    if _NO_URI.search(text):
        reader.fault((key,), f"'{key}' must be a URI, not {text!r}")
        return ""
    if text in _RESERVED:
        reader.fault((key,), f"'{key}' must be a namespace of its own, not {text!r}")
        return ""
    return text


def _glossary(reader: Reader, tree: Mapping[str, object]) -> tuple[Path, ...]:
    """Read the glossaries' paths, relative to the configuration file."""
    files = []
    for index, name in enumerate(read_texts(reader, tree.get("glossary", []), ("glossary",))):
        path = reader.path.parent / name
        if "\0" not in name and path.is_file():
            files.append(path)
        else:
            reader.fault(("glossary", index), f"glossary '{name}' is no file")
    return tuple(files)


def _reference(reader: Reader, tree: Mapping[str, object]) -> ReferenceContract | None:
    """Read the reference contract's path, relative to the configuration file and below it."""
    name = read_text(reader, tree, ("reference",))
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


def _table(reader: Reader, tree: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = tree.get(key, {})
    if isinstance(value, dict):
        return value
    reader.fault((key,), f"'{key}' must be a table, not {kind(value)}")
    return {}


def _rules(
    reader: Reader, tree: Mapping[str, object], key: str, known: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    """Read a table of what certain texts mean: `name = ["Field", "Champ"]`."""
    table = _table(reader, tree, key)
    report_unknown(reader, table, (key,), known)
    rules: dict[str, str] = {}
    for meaning, value in table.items():
        if meaning not in known:
            continue
        path = (key, meaning)
        for text in read_texts(reader, [value] if isinstance(value, str) else value, path):
            if rules.setdefault(text, meaning) != meaning:
                reader.fault(path, f"'{text}' means both '{rules[text]}' and '{meaning}'")
    return tuple(rules.items())


def _editions(reader: Reader, tree: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """Read the tags of folders whose names are none: `english = "en"`."""
    table = _table(reader, tree, "editions")
    tags = ((folder, read_locale(reader, table, ("editions", folder))) for folder in table)
    return tuple((folder, tag) for folder, tag in tags if tag)


def _errata(reader: Reader, tree: Mapping[str, object]) -> tuple[Erratum, ...]:
    """Read the corrections; one with a fault is left out."""
    value = tree.get("errata", [])
    if not isinstance(value, list):
        reader.fault(("errata",), f"'errata' must be an array of tables, not {kind(value)}")
        return ()
    errata = []
    for index, item in enumerate(value):
        faults = len(reader.found)
        if isinstance(item, dict):
            erratum = _erratum(reader, item, ("errata", index))
            if len(reader.found) == faults:
                errata.append(erratum)
        else:
            reader.fault(("errata", index), f"'errata' must hold tables only, not {kind(item)}")
    return tuple(errata)


def _erratum(reader: Reader, table: Mapping[str, object], path: KeyPath) -> Erratum:
    """Read one correction."""
    report_unknown(reader, table, path, _ERRATUM_KEYS)
    erratum = Erratum(
        reading=read_text(reader, table, (*path, "reading")),
        identifier=read_text(reader, table, (*path, "identifier")),
        role=read_choice(reader, table, (*path, "role"), _ROLES),
        canonical=read_text(reader, table, (*path, "canonical"), is_required=True),
        reason=read_text(reader, table, (*path, "reason"), is_required=True),
        page=read_text(reader, table, (*path, "page")),
        locale=read_locale(reader, table, (*path, "locale")),
        table=read_ordinal(reader, table, (*path, "table")),
        row=read_ordinal(reader, table, (*path, "row")),
        span=reader.span(path),
    )
    if erratum.role == "name" and erratum.canonical and not is_member_name(erratum.canonical):
        reader.fault(
            (*path, "canonical"), f"'{erratum.canonical}' is no XML NCName, so it can be no name"
        )
    if not ({"reading", "identifier"} & set(table) or {"page", "table", "row"} <= set(table)):
        reader.fault(
            path,
            f"'{dotted(path)}' does not say what it corrects",
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
    return _broken(f"is not valid TOML: {reason}", span=span_of(display, text, start, start))


def _broken(message: str, *, path: str | None = None, span: Span | None = None) -> Diagnostic:
    return Diagnostic(
        code="GS107",
        severity=Severity.ERROR,
        message=f"configuration {message}",
        path=path,
        span=span,
    )
