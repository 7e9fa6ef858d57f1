#!/usr/bin/env python3
"""Measures a generated XML Schema against a published contract.

    python benchmarks/contract.py GENERATED.xsd TRUTH.tsv [--json] [--verbose]

Counts whole definitions, names, types and occurrence, never the order in
which a schema says them. Exit 0: measured; 2: a file cannot be read.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

if not __package__:  # run as a file
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from xmlschema import XMLSchemaException

from benchmarks.declared_schema import read_schema, read_truth
from benchmarks.measure_contract import ContractResult, measure_contract
from benchmarks.text_table import render_text


def main(arguments: list[str] | None = None) -> int:
    """Measure, and print the result."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("generated", type=Path, metavar="GENERATED.xsd")
    parser.add_argument("truth", type=Path, metavar="TRUTH.tsv")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--verbose", action="store_true", help="list everything not as published")
    options = parser.parse_args(arguments)
    try:
        generated, truth = read_schema(options.generated), read_truth(options.truth)
    except (OSError, ValueError, XMLSchemaException) as error:
        print(f"contract.py: {error}", file=sys.stderr)
        return 2
    result = measure_contract(generated, truth)
    print(_render_json(result) if options.json else render_contract(result))
    if options.verbose and not options.json:
        print()
        print("\n".join(f"{m.what}: {m.place}: {m.detail}" for m in result.misses) or "no misses")
    return 0


def render_contract(result: ContractResult) -> str:
    """Give the measures as a text table."""
    rows = [(each.title, each.count, each.total, each.percent) for each in result.measures]
    return render_text(("", "count", "of", "%"), rows)


def _render_json(result: ContractResult) -> str:
    tree = {
        "measures": {
            each.key: {"count": each.count, "of": each.total, "percent": each.percent}
            for each in result.measures
        },
        "misses": [asdict(miss) for miss in result.misses],
    }
    return json.dumps(tree, indent=2, ensure_ascii=False)


if __name__ == "__main__":
    sys.exit(main())
