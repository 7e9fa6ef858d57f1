"""Findings → annotations of GitHub Actions, one workflow command a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.check.rules import load_rules
from generator.diagnostics import Severity, printable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.check.finding import Finding

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_DATA, ":": "%3A", ",": "%2C"}


def render_github(findings: Sequence[Finding], shown: Mapping[str, str]) -> str:
    """Render findings as workflow commands.

    Args:
        findings: In path-line order.
        shown: Path below the specs folder → path from the repository's top.
    """
    return "\n".join(
        _command(found, shown.get(found.span.path, found.span.path)) for found in findings
    )


def _command(found: Finding, path: str) -> str:
    properties = {
        "file": path,
        "line": str(found.span.line),
        "col": str(found.span.column),
        "title": f"{found.rule} {load_rules()[found.rule].name}",
    }
    written = ",".join(f"{key}={_escape(value, _PROPERTY)}" for key, value in properties.items())
    text = "\n".join((found.message, *found.evidence, *((found.help,) if found.help else ())))
    return f"::{_COMMANDS[found.severity]} {written}::{_escape(text, _DATA)}"


def _escape(text: str, signs: Mapping[str, str]) -> str:
    lines = "\n".join(printable(line) for line in text.split("\n"))
    return "".join(signs.get(char, char) for char in lines)
