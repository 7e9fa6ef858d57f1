"""Findings → SARIF 2.1.0, with fixes, fingerprints and what the rules are about.

Source: OASIS Standard, Static Analysis Results Interchange Format 2.1.0.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

from generator import __version__
from generator.check.fingerprint import FINGERPRINT, fingerprint_findings
from generator.check.render_rules import example_text
from generator.check.rules import load_rules

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.check.finding import Edit, Finding
    from generator.check.rules import Rule
    from generator.source import Span

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_ROOT = "%SRCROOT%"


def render_sarif(findings: Sequence[Finding], shown: Mapping[str, str]) -> str:
    """Render findings as a SARIF log of one run.

    Args:
        findings: In path-line order.
        shown: Path below the specs folder → path from the repository's top.
    """
    names = fingerprint_findings(findings)
    codes = list(load_rules())
    run = {
        "tool": {
            "driver": {
                "name": "gen-schema",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [_rule(rule) for rule in load_rules().values()],
            }
        },
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "results": [
            _result(found, shown.get(found.span.path, found.span.path), names[found], codes)
            for found in findings
        ],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=True, indent=2)


def _rule(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": f"{rule.summary}."},
        "fullDescription": {"text": rule.why},
        "help": {
            "text": f"{rule.why}\n\nBefore:\n{rule.before}\n\nAfter:\n{rule.after}",
            "markdown": f"{rule.why}\n\n{example_text(rule)}",
        },
        "defaultConfiguration": {"level": str(rule.severity), "enabled": rule.is_default},
    }


def _result(found: Finding, path: str, fingerprint: str, codes: Sequence[str]) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": found.rule,
        "ruleIndex": codes.index(found.rule),
        "level": str(found.severity),
        "message": {"text": _without_links("\n".join((found.message, *found.evidence)))},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": _artifact(path),
                    "region": _region(found.span),
                }
            }
        ],
        "partialFingerprints": {FINGERPRINT: fingerprint},
        "properties": {"confidence": found.confidence},
    }
    if found.edits:
        result["fixes"] = [_fix(found, path)]
    return result


def _without_links(text: str) -> str:
    """Keep page text from being taken for a link (SARIF, 3.11.6)."""
    return text.replace("](", "] (")


def _artifact(path: str) -> dict[str, object]:
    return {"uri": quote(path), "uriBaseId": _ROOT}


def _region(span: Span) -> dict[str, object]:
    """Locate a place in its first line."""
    width = min(span.end - span.start, len(span.context) - span.column + 1)
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endColumn": span.column + max(width, 0),
    }


def _fix(found: Finding, path: str) -> dict[str, object]:
    wanted = f"Write {found.replacement!r}"
    return {
        "description": {"text": _without_links(wanted)},
        "artifactChanges": [
            {
                "artifactLocation": _artifact(path),
                "replacements": [_replacement(edit) for edit in sorted(found.edits)],
            }
        ],
    }


def _replacement(edit: Edit) -> dict[str, object]:
    return {
        "deletedRegion": {
            "startLine": edit.line,
            "startColumn": edit.column,
            "endLine": edit.end_line,
            "endColumn": edit.end_column,
        },
        "insertedContent": {"text": edit.text},
    }
