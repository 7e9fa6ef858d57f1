"""`[[edition]]` tables → `OtherEdition`s: editions that only supply labels.

A path is relative to the configuration file and may lead out of its folder
(`../orders-2021/fr`), but never out of the specs folder, links included.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.configuration.settings import OtherEdition
from generator.configuration.toml_reader import (
    Reader,
    kind,
    read_locale,
    read_text,
    report_unknown,
)
from generator.locales import parse_locale

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.configuration.locate_keys import KeyPath

_KEYS: Final = ("path", "locale")


def read_other_editions(reader: Reader, tree: Mapping[str, object]) -> tuple[OtherEdition, ...]:
    """Read the other editions; one with a fault is left out."""
    value = tree.get("edition", [])
    if not isinstance(value, list):
        help_ = (
            "write [[edition]] with two brackets; [editions] says which folder is in which locale"
        )
        reader.fault(
            ("edition",), f"'edition' must be an array of tables, not {kind(value)}", help_=help_
        )
        return ()
    found = []
    for index, item in enumerate(value):
        path: KeyPath = ("edition", index)
        if not isinstance(item, dict):
            reader.fault(path, f"'edition' must hold tables only, not {kind(item)}")
        elif (other := _read_edition(reader, item, path)) is not None:
            found.append(other)
    return tuple(found)


def _read_edition(
    reader: Reader, table: Mapping[str, object], path: KeyPath
) -> OtherEdition | None:
    """Read one of them."""
    faults = len(reader.found)
    report_unknown(reader, table, path, _KEYS)
    name = read_text(reader, table, (*path, "path"), is_required=True)
    locale = read_locale(reader, table, (*path, "locale"))
    specs = reader.path.parents[reader.display.count("/")].resolve()
    folder = _find_folder(reader, name, (*path, "path"), specs) if name else None
    if folder is None or len(reader.found) > faults:
        return None
    tag = locale or parse_locale(folder.name)
    if not tag:
        message = f"folder '{folder.name}' is not named after a language"
        reader.fault((*path, "path"), message, help_='say which it is: locale = "fr"')
        return None
    return OtherEdition(
        folder=folder,
        display=folder.relative_to(specs).as_posix().encode(errors="replace").decode(),
        locale=tag,
        span=reader.span((*path, "path")),
    )


def _find_folder(reader: Reader, name: str, path: KeyPath, specs: Path) -> Path | None:
    """Resolve a path, and see that it is a folder inside the specs folder."""
    folder = (reader.path.parent / name).resolve()
    if not folder.is_relative_to(specs) or folder == specs:
        reader.fault(
            path,
            f"edition '{name}' lies outside the specs folder",
            help_="put it below the specs folder, or run on a folder that holds both",
        )
    elif not folder.is_dir():
        reader.fault(path, f"edition '{name}' is no folder")
    else:
        return folder
    return None
