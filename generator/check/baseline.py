"""A file of findings that are known and left for later; the others are new."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.check.finding import Finding
from generator.check.fingerprint import fingerprint_findings
from generator.diagnostics import Severity
from generator.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_VERSION = 1
_STALE = "GSC904"
_KEYS = ("rule", "path", "reading", "message")


class BaselineError(ValueError):
    """A file is no baseline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Findings beside a baseline."""

    new: tuple[Finding, ...]
    """Those that are not in it."""
    known: int
    """How many are."""
    stale: tuple[Finding, ...]
    """One for each entry that no longer occurs."""


def render_baseline(findings: Iterable[Finding]) -> str:
    """Write findings down as known, one entry each, sorted."""
    entries = [
        {
            "fingerprint": fingerprint,
            "rule": found.rule,
            "path": found.span.path,
            "reading": found.subject,
            "message": found.message,
        }
        for found, fingerprint in fingerprint_findings(findings).items()
    ]
    entries.sort(key=lambda entry: (entry["path"], entry["rule"], entry["fingerprint"]))
    return (
        json.dumps({"version": _VERSION, "findings": entries}, indent=1, ensure_ascii=True) + "\n"
    )


def load_baseline(text: str) -> Mapping[str, Mapping[str, str]]:
    """Read a baseline: fingerprint → what was found.

    Raises:
        BaselineError: It is none.
    """
    try:
        tree: Any = json.loads(text)
        if tree["version"] != _VERSION:
            raise BaselineError(f"version {tree['version']!r}, expected {_VERSION}")
        return {
            str(entry["fingerprint"]): {key: str(entry[key]) for key in _KEYS}
            for entry in tree["findings"]
        }
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BaselineError(f"not a baseline: {error}") from error


def compare_baseline(
    findings: Iterable[Finding],
    baseline: Mapping[str, Mapping[str, str]],
    rules: frozenset[str],
    editions: Iterable[str],
) -> Compared:
    """Leave out what is known, and report what no longer occurs.

    Args:
        findings: What was found.
        baseline: What is known.
        rules: The rules that were applied.
        editions: Paths of the editions that were read, with a slash at their end; what is known
            about other rules and editions is not called stale.
    """
    names = fingerprint_findings(findings)
    read = tuple(editions)
    occurring = frozenset(names.values())
    return Compared(
        new=tuple(found for found, name in names.items() if name not in baseline),
        known=sum(name in baseline for name in names.values()),
        stale=tuple(
            _stale(entry)
            for fingerprint, entry in sorted(baseline.items(), key=lambda item: item[1]["path"])
            if fingerprint not in occurring
            and entry["rule"] in rules
            and entry["path"].startswith(read)
        ),
    )


def _stale(entry: Mapping[str, str]) -> Finding:
    path = entry["path"]
    return Finding(
        rule=_STALE,
        severity=Severity.NOTE,
        span=Span(path=path, line=1, column=1, start=0, end=0, context=""),
        page="",
        locale="",
        message=f"no longer found: {entry['rule']}: {entry['message']}",
        subject=f"{entry['rule']} {entry['reading']}",
        help="write the baseline anew with --write-baseline",
    )
