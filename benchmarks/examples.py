#!/usr/bin/env python3
"""Checks every XML example of a corpus' pages against what is generated from them.

    python benchmarks/examples.py CORPUS [--locales fr,ko] [--jobs N] [--json] [--verbose]

Generates the contract, validates each example against the XML Schema and sends
those that validate through the generated classes and back. Lists every other
one with its reason. Exit 0: measured; 2: CORPUS or a locale is unusable.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final

if not __package__:  # run as a file
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.check_examples import Checked, ExampleChecker, Reason
from benchmarks.text_table import render_text, share
from benchmarks.xml_examples import read_examples
from generator.diagnostics import Severity
from generator.discovery import discover
from generator.pipeline import choose_reference, generate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

    from generator.discovery import ApiSource, Edition
    from generator.pipeline import Generation

HEADER: Final = ("pages below", "XML examples", "parse", "mended", "validate", "%", "round-trip")
_EMIT: Final = ("xsd", "python", "labels")
_NUMBERS = count()


class UnusableError(Exception):
    """The corpus, or a locale asked for, gives no contract."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """The examples of one API, checked."""

    api: str
    checked: tuple[Checked, ...]


def main(arguments: list[str] | None = None) -> int:
    """Measure, and print the result."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpus", type=Path, metavar="CORPUS")
    parser.add_argument("--locales", default="", metavar="fr,ko", help="hear these editions only")
    parser.add_argument("--jobs", type=int, default=1, help="processes to read with")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--verbose", action="store_true", help="list what parses not, too")
    options = parser.parse_args(arguments)
    locales = tuple(name for name in options.locales.split(",") if name)
    try:
        measured = check_corpus(options.corpus, locales=locales, jobs=options.jobs)
    except UnusableError as error:
        print(f"examples.py: {error}", file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps([_tree(each) for each in measured], indent=2, ensure_ascii=False))
        return 0
    for each in measured:
        print(f"{each.api}\n\n{render_text(HEADER, example_rows(each.checked))}\n")
        print(f"{render_text(('reason', 'examples'), reason_rows(each.checked))}\n")
        print("\n".join(list_failures(each.checked, with_broken=options.verbose)))
    return 0


def check_corpus(corpus: Path, *, locales: tuple[str, ...] = (), jobs: int = 1) -> list[Examples]:
    """Generate the contract of each API, and check the examples of its reference edition.

    Raises:
        UnusableError: Nothing can be generated.
    """
    generation = generate(corpus, locales=locales, emit=_EMIT, jobs=jobs)
    return check_generation(corpus, generation, locales=locales)


def check_generation(
    corpus: Path, generation: Generation, *, locales: tuple[str, ...] = ()
) -> list[Examples]:
    """Check the examples of each API's reference edition against what was generated.

    Raises:
        UnusableError: Nothing could be generated.
    """
    errors = [each for each in generation.diagnostics if each.severity is Severity.ERROR]
    if errors:
        raise UnusableError(errors[0].message)
    found = []
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, f"examples_{next(_NUMBERS)}")
        _write(generation, out)
        for source in discover(corpus, locales=locales).apis:
            api = source.identifier
            checker = ExampleChecker(out / api / f"{api}.xsd", _load(out, api))
            examples = read_examples(find_reference(source), checker.namespace)
            found.append(Examples(api=api, checked=tuple(map(checker.check, examples))))
    return found


def _write(generation: Generation, out: Path) -> None:
    for each in generation.artifacts:
        (out / each.path).parent.mkdir(parents=True, exist_ok=True)
        (out / each.path).write_bytes(each.content)


def _load(out: Path, api: str) -> ModuleType:
    """Import a generated package, its binding with it."""
    sys.path.insert(0, str(out.parent))
    try:
        importlib.invalidate_caches()
        importlib.import_module(f"{out.name}.{api}.binding")
        return importlib.import_module(f"{out.name}.{api}")
    finally:
        sys.path.remove(str(out.parent))


def find_reference(source: ApiSource) -> Edition:
    """Give the reference edition, or the first: code samples are the same in all."""
    editions = {edition.locale: edition for edition in source.editions}
    return editions[choose_reference(source, editions) or min(editions)]


def example_rows(checked: Sequence[Checked]) -> list[tuple[object, ...]]:
    """Count by the outermost folder of the page, and in all."""
    groups = sorted({each.example.group for each in checked})
    rows = [_row(group, [c for c in checked if c.example.group == group]) for group in groups]
    return rows if len(rows) == 1 else [*rows, _row("all", checked)]


def _row(title: str, checked: Sequence[Checked]) -> tuple[object, ...]:
    parsed = [each for each in checked if each.example.root is not None]
    valid = [each for each in parsed if each.is_valid]
    return (
        title,
        len(checked),
        len(parsed),
        sum(bool(each.example.mended) for each in parsed),
        len(valid),
        share(len(valid), len(parsed)),
        sum(each.reason is None for each in valid),
    )


def reason_rows(checked: Sequence[Checked]) -> list[tuple[object, ...]]:
    """Count the reasons of those that fail, in the order of the reasons."""
    counts = Counter(each.reason for each in checked)
    return [(reason, counts[reason]) for reason in Reason if counts[reason]]


def list_failures(checked: Sequence[Checked], *, with_broken: bool = True) -> list[str]:
    """List each example that fails, by its reason."""
    order = list(Reason)
    failed = [
        (order.index(each.reason), each.example.page, each.example.line, each)
        for each in checked
        if each.reason and (with_broken or each.reason is not Reason.BROKEN)
    ]
    return [
        f"{page}:{line}: {each.reason}: {each.detail}"
        for _, page, line, each in sorted(failed, key=lambda item: item[:3])
    ]


def _tree(examples: Examples) -> dict[str, object]:
    return {
        "api": examples.api,
        "examples": [
            {
                "page": each.example.page,
                "line": each.example.line,
                "mended": each.example.mended,
                "valid": each.is_valid,
                "reason": each.reason,
                "detail": each.detail,
            }
            for each in examples.checked
        ],
    }


if __name__ == "__main__":
    sys.exit(main())
