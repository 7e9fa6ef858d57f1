"""XML namespaces that differ in a version or a date alone: versions of one API."""

from __future__ import annotations

import re
from dataclasses import dataclass

_VERSION = re.compile(
    r"[/:#](?:v(?=\d))?"
    r"(?P<numbers>(?:19|20)\d\d(?:[-/.]\d{1,2}){0,2}|\d{1,4}(?:\.\d+){0,3})"
    r"(?:-?(?P<stage>[A-Za-z]\w*))?(?=[/#]|$)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamespaceVersion:
    """What a namespace is a version of, and which."""

    family: str
    """The namespace without its version."""
    numbers: tuple[int, ...]
    """The version or date; empty for none."""
    is_preview: bool
    """A word behind it says that it is no release: `2020-03-01-beta`."""

    @property
    def rank(self) -> tuple[bool, tuple[int, ...]]:
        """Order versions by age, previews below every release."""
        return (not self.is_preview, self.numbers)


def read_version(namespace: str) -> NamespaceVersion:
    """Tell the version from the rest: `http://example.org/orders/2020-03-01`, `urn:orders:v2`."""
    found = list(_VERSION.finditer(namespace))
    if not found:
        return NamespaceVersion(family=namespace.rstrip("/#"), numbers=(), is_preview=False)
    last = found[-1]
    return NamespaceVersion(
        family=(namespace[: last.start()] + namespace[last.end() :]).rstrip("/#"),
        numbers=tuple(map(int, re.findall(r"\d+", last["numbers"]))),
        is_preview=last["stage"] is not None,
    )


def are_versions(namespace: str, other: str) -> bool:
    """Tell whether two namespaces are one, or versions of one; one without a version is none."""
    if namespace == other:
        return True
    first, second = read_version(namespace), read_version(other)
    return first.family == second.family and bool(first.numbers) and bool(second.numbers)
