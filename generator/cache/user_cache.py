"""Where the cache of the user stands, and how large it may become."""

from __future__ import annotations

import os
from pathlib import Path

from generator.cache.store import DEFAULT_LIMIT, Store

LIMIT_VARIABLE = "GEN_SCHEMA_CACHE_LIMIT"
"""Environment variable: megabytes that the cache may take."""
FOLDER_VARIABLE = "GEN_SCHEMA_CACHE_DIR"
"""Environment variable: the cache's folder, where no option says otherwise."""


def open_cache(folder: Path | None = None) -> Store:
    """Give the cache in a folder, else the one of the user."""
    chosen = folder or os.environ.get(FOLDER_VARIABLE) or _user_folder()
    limit = os.environ.get(LIMIT_VARIABLE, "")
    size = int(limit) * 1_000_000 if limit.isdecimal() and limit.isascii() else DEFAULT_LIMIT
    return Store(folder=Path(chosen), limit=size)


def _user_folder() -> str:
    from platformdirs import user_cache_dir  # noqa: PLC0415 - not needed where a folder is given

    return user_cache_dir("gen-schema", appauthor=False)
