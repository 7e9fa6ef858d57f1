#!/usr/bin/env python3
"""Checks every JSON example of a corpus' pages against the JSON Schema generated from them.

    python benchmarks/json_examples.py CORPUS [--locales fr,ko] [--jobs N] [--json]

Lists each example that does not validate with its reason. Exit 0: measured;
2: CORPUS or a locale is unusable.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if not __package__:  # run as a file
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.check_json_examples import JsonChecker, JsonExample, JsonReason
from benchmarks.examples import UnusableError, find_reference
from benchmarks.text_table import render_text, share
from generator.diagnostics import Severity
from generator.discovery import discover
from generator.pipeline import generate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.pipeline import Generation

JSON_HEADER: Final = ("API", "JSON examples", "parse", "known", "validate", "%")
_NOT_PARSED: Final = (JsonReason.BROKEN, JsonReason.PLACEHOLDER)


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonExamples:
    """The examples of one API, checked."""

    api: str
    checked: tuple[JsonExample, ...]


def main(arguments: list[str] | None = None) -> int:
    """Measure, and print the result."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpus", type=Path, metavar="CORPUS")
    parser.add_argument("--locales", default="", metavar="fr,ko", help="hear these editions only")
    parser.add_argument("--jobs", type=int, default=1, help="processes to read with")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(arguments)
    locales = tuple(name for name in options.locales.split(",") if name)
    try:
        measured = check_json_corpus(options.corpus, locales=locales, jobs=options.jobs)
    except UnusableError as error:
        print(f"json_examples.py: {error}", file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps([asdict(each) for each in measured], indent=2, ensure_ascii=False))
        return 0
    print(f"{render_text(JSON_HEADER, [json_row(each) for each in measured])}\n")
    for each in measured:
        print(f"{render_text(('reason', 'examples'), json_reason_rows(each.checked))}\n")
        print("\n".join(list_json_failures(each.checked)))
    return 0


def check_json_corpus(
    corpus: Path, *, locales: tuple[str, ...] = (), jobs: int = 1
) -> list[JsonExamples]:
    """Generate the JSON Schema of each API, and check the examples of its reference edition.

    Raises:
        UnusableError: Nothing can be generated.
    """
    generation = generate(corpus, locales=locales, emit=("model", "jsonschema"), jobs=jobs)
    return check_json_generation(corpus, generation, locales=locales)


def check_json_generation(
    corpus: Path, generation: Generation, *, locales: tuple[str, ...] = ()
) -> list[JsonExamples]:
    """Check the examples of each API's reference edition against what was generated.

    Raises:
        UnusableError: Nothing could be generated.
    """
    errors = [each for each in generation.diagnostics if each.severity is Severity.ERROR]
    if errors:
        raise UnusableError(errors[0].message)
    files = {each.path: each.content for each in generation.artifacts}
    found = []
    for source in discover(corpus, locales=locales).apis:
        api = source.identifier
        checker = JsonChecker(
            json.loads(files[f"{api}/{api}.schema.json"]), json.loads(files[f"{api}/schema.json"])
        )
        checked = tuple(checker.check_edition(find_reference(source)))
        found.append(JsonExamples(api=api, checked=checked))
    return found


def json_row(examples: JsonExamples) -> tuple[object, ...]:
    """Count an API's examples: those that parse, whose definition is known, that validate."""
    parsed = [each for each in examples.checked if each.reason not in _NOT_PARSED]
    valid = sum(each.reason is None for each in parsed)
    return (
        examples.api,
        len(examples.checked),
        len(parsed),
        sum(bool(each.definitions) for each in parsed),
        valid,
        share(valid, len(parsed)),
    )


def json_reason_rows(checked: Sequence[JsonExample]) -> list[tuple[object, ...]]:
    """Count the reasons of those that fail, in the order of the reasons."""
    counts = Counter(each.reason for each in checked)
    return [(reason, counts[reason]) for reason in JsonReason if counts[reason]]


def list_json_failures(checked: Sequence[JsonExample]) -> list[str]:
    """List each example that fails, by its reason."""
    order = list(JsonReason)
    failed = [
        (order.index(each.reason), each.page, each.line, f"{each.reason}: {each.detail}")
        for each in checked
        if each.reason
    ]
    return [f"{page}:{line}: {text}" for _, page, line, text in sorted(failed)]


if __name__ == "__main__":
    sys.exit(main())
