"""Where our templates stand."""

from __future__ import annotations

from pathlib import Path


def find_templates() -> Path:
    """Find our templates: inside the package when installed, beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"
