"""Findings → JSON for programs."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from generator import __version__
from generator.check.fingerprint import fingerprint_findings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.check.finding import Finding


def render_json(findings: Sequence[Finding], shown: Mapping[str, str]) -> str:
    """Render findings as one JSON object.

    Args:
        findings: In path-line order.
        shown: Path below the specs folder → path as it is shown.
    """
    names = fingerprint_findings(findings)
    counts = Counter(str(found.severity) for found in findings)
    tree = {
        "version": __version__,
        "findings": [
            _tree(found, shown.get(found.span.path, found.span.path), names[found])
            for found in findings
        ],
        "summary": {
            "error": counts["error"],
            "warning": counts["warning"],
            "note": counts["note"],
            "fixable": sum(found.is_fixable for found in findings),
        },
    }
    return json.dumps(tree, ensure_ascii=True, indent=2)


def _tree(found: Finding, shown: str, fingerprint: str) -> dict[str, object]:
    return {
        "rule": found.rule,
        "severity": str(found.severity),
        "path": shown,
        "line": found.span.line,
        "column": found.span.column,
        "page": found.page,
        "locale": found.locale,
        "message": found.message,
        "reading": found.subject,
        "replacement": found.replacement,
        "confidence": found.confidence,
        "fixable": found.is_fixable,
        "edits": [
            {"start": edit.start, "end": edit.end, "text": edit.text} for edit in found.edits
        ],
        "evidence": list(found.evidence),
        "help": found.help,
        "fingerprint": fingerprint,
    }
