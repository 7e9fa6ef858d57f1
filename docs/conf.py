"""Builds the documentation as a site: `sphinx-build docs site`."""

from __future__ import annotations

import re
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_VERSION = re.search(r'__version__ = "(.+)"', (_ROOT / "generator" / "__init__.py").read_text())

project = "gen-schema"
release = _VERSION[1] if _VERSION else ""
extensions = ["myst_parser"]
html_theme = "furo"
html_title = f"gen-schema {release}"
html_copy_source = False
html_show_copyright = False
# excerpts are fetched, which browsers refuse for files on the disk
html_show_search_summary = False
# every heading can be linked to, by the anchor that GitHub gives it
myst_heading_anchors = 3
# output with lines left out is no longer of its language
suppress_warnings = ["misc.highlighting_failure"]
