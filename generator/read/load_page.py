"""Loads a page's file: as bytes, and not more of them than a page may have."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    import pathlib

MAX_PAGE_BYTES = 20_000_000
"""Larger pages are refused."""


def load_page(file: pathlib.Path, *, path: str) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """Load a page's file, or say why it cannot be."""
    try:
        with file.open("rb") as opened:
            size = os.fstat(opened.fileno()).st_size
            if size > MAX_PAGE_BYTES:
                message = f"page has {size:,} bytes, at most {MAX_PAGE_BYTES:,} are read"
                return None, (_refuse("GS112", message, path),)
            return opened.read(), ()
    except OSError as error:
        message = f"page cannot be read: {error.strerror or error}"
        return None, (_refuse("GS103", message, path),)


def _refuse(code: str, message: str, path: str) -> Diagnostic:
    return Diagnostic(code=code, severity=Severity.WARNING, message=message, path=path)
