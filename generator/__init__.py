"""Reconcile localized API reference pages and generate the contract they document."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.model.load_schema import load_schema

__version__ = "0.1.0"
__all__ = ["__version__", "load_schema"]


def __getattr__(name: str) -> object:
    """Import what is exported only when somebody asks for it."""
    if name == "load_schema":
        from generator.model.load_schema import load_schema  # noqa: PLC0415  on purpose

        return load_schema
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
