"""Stands in for what the model says about following things: nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .roles import Roles, Service

__all__ = ["GROUPS", "ROLES", "SERVICE"]

ROLES: dict[str, Roles] = {}
"""What the members of each type are to a monitor, by the type's name."""
GROUPS: dict[str, dict[str, str]] = {}
"""Groups of states, by enumeration and value."""
SERVICE: Service | None = None
"""What a demonstration plays; None where there is nothing to play."""
