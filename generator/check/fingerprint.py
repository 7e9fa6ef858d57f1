"""What names a finding from one run to the next, wherever its line moves."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.check.finding import Finding

FINGERPRINT = "genSchema/v1"
"""The name of this way of counting; another way gets another."""


def fingerprint_findings(findings: Iterable[Finding]) -> Mapping[Finding, str]:
    """Give every finding its fingerprint: rule, page, what it is about, and how often before.

    Lines and columns have no part in it, so that text may move.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    found = {}
    for each in sorted(dict.fromkeys(findings), key=lambda own: own.sort_key):
        key = (each.rule, each.span.path, each.subject)
        text = "\0".join((*key, str(seen[key])))
        found[each] = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        seen[key] += 1
    return found
