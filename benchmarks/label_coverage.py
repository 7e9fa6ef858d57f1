#!/usr/bin/env python3
"""Counts how much of each generated API is labelled in each locale.

    python benchmarks/label_coverage.py OUT [--json]

OUT is what `gen-schema SPECS -o OUT` wrote, with `schema.json` in it. What
translators have changed in the catalogs since does not count: this measures
what the pages give. Exit 0: measured; 2: a file cannot be read.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if not __package__:  # run as a file
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.text_table import render_text, share
from generator import load_schema
from generator.model.label_key import Part, list_labels
from generator.pipeline import generate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.schema import Schema

COVERAGE_HEADER: Final = (
    "", "locale", "identifiers", "translated", "fuzzy", "missing", "% translated", "other edition",
)  # fmt: skip
"""The columns of the table."""
_KINDS: Final = {
    "types": frozenset({Part.TYPE, Part.ENUMERATION}),
    "fields": frozenset({Part.FIELD}),
    "values": frozenset({Part.VALUE}),
    "operations": frozenset({Part.OPERATION}),
    "all": frozenset(Part),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelCoverage:
    """How many identifiers of one kind have a label in one locale."""

    api: str
    """The API."""
    locale: str
    """The locale's tag."""
    kind: str
    """`types` (messages and enumerations among them), `fields`, `values`, `operations`, `all`."""
    identifiers: int
    """How many there are."""
    translated: int
    """Those with a label that nothing speaks against."""
    fuzzy: int
    """Those whose label waits for a review."""
    other: int
    """Those whose label, fuzzy or not, another edition supplies."""

    @property
    def missing(self) -> int:
        """Those without a label, which fall back to another locale."""
        return self.identifiers - self.translated - self.fuzzy

    @property
    def row(self) -> tuple[object, ...]:
        """Give the table's row."""
        percent = share(self.translated, self.identifiers)
        counts = (self.identifiers, self.translated, self.fuzzy, self.missing)
        return (f"{self.api}: {self.kind}", self.locale, *counts, percent, self.other)


def main(arguments: list[str] | None = None) -> int:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(arguments)
    files = sorted(options.out.glob("*/schema.json"))
    if not files:
        print(f"label_coverage.py: no */schema.json in {options.out}", file=sys.stderr)
        return 2
    try:
        found = [each for file in files for each in measure_schema(load_schema(file))]
    except (OSError, ValueError) as error:
        print(f"label_coverage.py: {error}", file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps([asdict(each) | {"missing": each.missing} for each in found], indent=1))
    else:
        print(render_text(COVERAGE_HEADER, [each.row for each in found]))
    return 0


def measure_specs(specs: Path, jobs: int = 1) -> list[LabelCoverage]:
    """Generate the model of every API of a specs folder, and measure it."""
    found: list[LabelCoverage] = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "schema.json")
        for artifact in generate(specs, emit=("model",), jobs=jobs).artifacts:
            if artifact.path.endswith("/schema.json"):
                file.write_bytes(artifact.content)
                found += measure_schema(load_schema(file))
    return found


def measure_schema(schema: Schema) -> Iterator[LabelCoverage]:
    """Measure every locale of an API, kind by kind."""
    listed = list_labels(schema)
    for locale in schema.locales:
        for kind, parts in _KINDS.items():
            labels = [
                next((each for each in own if each.locale == locale), None)
                for key, own in listed.items()
                if key.part in parts
            ]
            present = [label for label in labels if label is not None]
            yield LabelCoverage(
                api=schema.api,
                locale=locale,
                kind=kind,
                identifiers=len(labels),
                translated=sum(not label.fuzzy for label in present),
                fuzzy=sum(bool(label.fuzzy) for label in present),
                other=sum(bool(label.source) for label in present),
            )


if __name__ == "__main__":
    sys.exit(main())
