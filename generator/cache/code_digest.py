"""What of the program itself a result depends on, as one digest: our files, others' versions."""

from __future__ import annotations

import hashlib
import sys
import unicodedata
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGE: Final = Path(__file__).parent.parent
_READERS: Final = (
    "__init__.py", "cache/records.py", "diagnostics.py", "extract", "naming.py", "pages", "read",
    "source.py",
)  # fmt: skip
"""What reading and extraction consist of."""
_LIBRARIES: Final = (
    "babel", "beautifulsoup4", "elementpath", "jinja2", "markdown-it-py", "markupsafe", "mdurl",
    "pyyaml", "rapidfuzz", "soupsieve", "tree-sitter", "tree-sitter-c-sharp", "tree-sitter-java",
    "xmlschema",
)  # fmt: skip
_IGNORED: Final = frozenset({".pyc", ".pyo"})


@cache
def digest_readers() -> str:
    """Digest what reads and extracts a page."""
    return _digest(_READERS)


@cache
def digest_program() -> str:
    """Digest everything that a run consists of, but for emitters and templates of others."""
    return _digest((".",))


def _digest(parts: tuple[str, ...]) -> str:
    found = hashlib.sha256(f"{sys.version} {unicodedata.unidata_version}".encode())
    for name in _LIBRARIES:
        found.update(f"\n{name} {_version(name)}".encode())
    for part in parts:
        for path in _files(_PACKAGE / part):
            content = path.read_bytes()
            shown = path.relative_to(_PACKAGE).as_posix()
            found.update(f"\n{shown} {len(content)}\n".encode() + content)
    return found.hexdigest()


def _files(path: Path) -> Iterator[Path]:
    """Give a file, or the files below a folder, sorted."""
    if path.is_file():
        yield path
        return
    for each in sorted(path.rglob("*")):
        if each.is_file() and each.suffix not in _IGNORED:
            yield each


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "none"
