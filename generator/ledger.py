"""The ledger: `reconciliation.jsonl`, one line for every identifier reading."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from generator.reconcile.classify_damage import classify_damage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.reconcile.reconciled import Reconciled
    from generator.reconcile.verdict import Reading, Verdict

_ROLES = ("name", "type", "value")


def render_ledger(reconciled: Reconciled) -> bytes:
    """Render one JSON object a reading, sorted by page, table, row, role, index, locale.

    A reading outside a table has null for table and row and sorts behind
    those in tables. The keys are those that the README documents.
    """
    lines = [
        _line(verdict, reading) for verdict in _verdicts(reconciled) for reading in verdict.readings
    ]
    lines.sort(key=_sort_key)
    if not lines:
        return b""
    # all at once takes half the time; within a string no quotation mark stands bare
    text = json.dumps(lines, ensure_ascii=False)[1:-1].replace('}, {"', '}\n{"') + "\n"
    return text.encode("utf-8", "replace")


def _verdicts(reconciled: Reconciled) -> Iterator[Verdict]:
    for row in reconciled.rows:
        yield row.name
        if row.type is not None:
            yield row.type
    for values in reconciled.values:
        yield from values.values
    yield from (added.verdict for added in reconciled.added if added.verdict is not None)


def _line(verdict: Verdict, reading: Reading) -> dict[str, object]:
    damage = classify_damage(reading.text, verdict.canonical, verdict.role)
    if reading.is_junk:
        damage = damage and type(damage)("junk")
    return {
        "page": verdict.page,
        "locale": reading.locale,
        "table": reading.table,
        "row": reading.row,
        "role": str(verdict.role),
        "index": verdict.index,
        "reading": reading.text,
        "canonical": verdict.canonical,
        "status": str(verdict.status_of(reading)),
        "damage": str(damage) if damage else None,
        "confidence": verdict.confidence,
        "line": reading.span.line,
        "column": reading.span.column,
    }


def _sort_key(line: dict[str, object]) -> tuple[object, ...]:
    table, row = line["table"], line["row"]
    return (
        line["page"],
        table is None,
        table if table is not None else line["line"],
        row if row is not None else 0,
        _ROLES.index(str(line["role"])),
        line["index"],
        line["locale"],
        line["column"],
    )
