#!/usr/bin/env python3
"""Runs all benchmarks and rewrites RESULTS.md with their figures.

    python benchmarks/run_all.py --shared DIR [--jobs N]

DIR holds `corpus/` and `truth/`. The same pages give the same file, but for times and memory.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

if not __package__:  # run as a file
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.declared_schema import read_schema, read_truth
from benchmarks.examples import (
    HEADER,
    check_corpus,
    example_rows,
    list_failures,
    reason_rows,
)
from benchmarks.import_time import measure_imports
from benchmarks.json_examples import (
    JSON_HEADER,
    check_json_corpus,
    json_reason_rows,
    json_row,
    list_json_failures,
)
from benchmarks.label_coverage import COVERAGE_HEADER, measure_specs
from benchmarks.measure_contract import measure_contract
from benchmarks.measure_process import measure
from benchmarks.neighbours import measure_neighbours
from benchmarks.recovery import measure_corpus
from benchmarks.report_recovery import describe_together, describe_view, recovery_tables
from benchmarks.scale import measure_scale
from benchmarks.speed import measure_speed
from benchmarks.text_table import render_markdown
from generator.pipeline import generate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

RESULTS: Final = Path(__file__).parent / "RESULTS.md"
_ROOT: Final = Path(__file__).resolve().parent.parent
_CASES, _SEED, _MOMENTS, _SHAPES = 100_000, 4, 200, 200
_INTRODUCTION: Final = """# Results

Written by `python benchmarks/run_all.py --shared ../shared`; what the measures mean stands in
[README.md](README.md)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """A generated schema to be measured against a published one."""

    corpus: str
    truth: str
    locales: tuple[tuple[str, ...], ...]
    """Sets of witnesses, each measured; the empty one is all editions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recoveries:
    """A corpus whose damage is measured with several sets of witnesses."""

    corpus: str
    locales: tuple[tuple[str, ...], ...]


_CONTRACTS: Final = (
    Contract(
        corpus="ips",
        truth="ips-2013-02-15.dev.tsv",
        locales=((), ("en",), ("fr-FR", "ko-KR"), ("fr-FR", "ko-KR", "de-DE", "ja-JP")),
    ),
)
_EXAMPLES: Final = ("ips",)
_JSON_EXAMPLES: Final = ("bot-framework", "azure-media")
_RECOVERIES: Final = (
    Recoveries(
        corpus="ips",
        locales=((), ("fr-FR", "ko-KR"), ("fr-FR", "ko-KR", "de-DE", "ja-JP"), ("de-DE", "ja-JP")),
    ),
    Recoveries(corpus="ips-2021", locales=((), ("fr-FR", "ko-KR"))),
    Recoveries(corpus="bot-framework", locales=((),)),
    Recoveries(corpus="azure-media", locales=((),)),
)

_FIVE: Final = ("en", "fr-FR", "de-DE", "ja-JP", "ko-KR")
"""The editions that speed is measured with."""
_LABELLED: Final = ("ips", "ips-2021", "bot-framework", "azure-media")
"""Corpora whose labels are counted, beside the sample API of the repository."""
_SPECS: Final = Path(__file__).parent.parent / "specs"


def main(arguments: list[str] | None = None) -> int:
    """Measure everything, and write the results."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--shared", type=Path, required=True, metavar="DIR")
    parser.add_argument("--jobs", type=int, default=1, help="processes to read with")
    parser.add_argument("--section", action="append", choices=_SECTIONS, help="only this")
    options = parser.parse_args(arguments)
    if not (options.shared / "corpus").is_dir():
        print(f"run_all.py: no corpus/ in {options.shared}", file=sys.stderr)
        return 2
    former = read_sections(RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else "")
    parts = [_INTRODUCTION]
    for name, (title, give) in _SECTIONS.items():
        if not options.section or name in options.section:
            text = "\n\n".join(give(options.shared, options.jobs))
            print(f"run_all.py: measured {name}", file=sys.stderr)
        else:
            text = former.get(title, "Not measured.")
        parts.append(f"## {title}\n\n{text}")
    RESULTS.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    return 0


def read_sections(text: str) -> dict[str, str]:
    """Take the file apart: title of a section → what stands below it."""
    _, *sections = f"\n{text}".split("\n## ")
    return {title: body.strip() for title, _, body in (each.partition("\n") for each in sections)}


def _contract_sections(shared: Path, jobs: int) -> Iterator[str]:
    for contract in _CONTRACTS:
        yield from _contract_parts(contract, shared, jobs)


def _all_examples(shared: Path, jobs: int) -> Iterator[str]:
    yield from _example_parts(shared, jobs)
    yield from _json_example_parts(shared, jobs)


def _recovery_sections(shared: Path, jobs: int) -> Iterator[str]:
    for recoveries in _RECOVERIES:
        for locales in recoveries.locales:
            yield from _recovery_parts(recoveries.corpus, locales, shared, jobs)


def _speed_parts(shared: Path, _jobs: int) -> Iterator[str]:
    """Measure time and memory; these figures are those of one run on one machine."""
    locales = ",".join(_FIVE)
    yield f"`python benchmarks/speed.py ../shared/corpus/ips --locales {locales} --rounds 3`"
    yield from measure_speed(shared / "corpus" / "ips", locales, 3)
    yield f"`python benchmarks/neighbours.py ../shared/corpus/ips --locales {locales}`"
    yield from measure_neighbours(shared / "corpus" / "ips", _FIVE)


def _scale_parts(_shared: Path, _jobs: int) -> Iterator[str]:
    yield "`python benchmarks/scale.py`: documentation that is made up, from the size of `ips` on"
    yield measure_scale(452)


def _hostile_parts(_shared: Path, _jobs: int) -> Iterator[str]:
    """Fuzz as long as a night's run does, and kill runs at two hundred moments."""
    fuzz = ("-m", "tests.fuzz", "--cases", str(_CASES), "--seed", str(_SEED))
    said = measure(fuzz, _ROOT, may_fail=True).output.strip()
    yield f"`python {' '.join(fuzz)}`: {said.splitlines()[-1]}."
    with tempfile.TemporaryDirectory() as name:
        killed = measure((_ROOT / "tests/faults/kill_run.py", name, str(_MOMENTS)), _ROOT).output
    trees = Counter(json.loads(line)["tree"] for line in killed.splitlines())
    told = ", ".join(f"{tree} {count}" for tree, count in sorted(trees.items()))
    yield (
        f"`python tests/faults/kill_run.py FOLDER {_MOMENTS}`: the tree after a run is killed at "
        f"each of {trees.total()} moments: {told}."
    )
    growth = ("benchmarks/growth.py", "--shapes", str(_SHAPES), "--seed", str(_SEED))
    said = measure(growth, _ROOT, may_fail=True).output.strip()
    yield f"`python {' '.join(growth)}`: {said.splitlines()[-1]}."
    fixtures = len(list((_ROOT / "tests/hostile/messages").glob("*.txt")))
    yield f"`tests/hostile`: {fixtures} pages and folders, with their messages as golden files."


def _label_parts(shared: Path, jobs: int) -> Iterator[str]:
    """Count the labels of the sample API and of the corpora."""
    corpora = {f"../shared/corpus/{name}": shared / "corpus" / name for name in _LABELLED}
    for shown, folder in ({"specs": _SPECS} | corpora).items():
        yield f"`gen-schema {shown} -o OUT`, then `python benchmarks/label_coverage.py OUT`"
        yield render_markdown(COVERAGE_HEADER, [each.row for each in measure_specs(folder, jobs)])


def _import_parts(shared: Path, _jobs: int) -> Iterator[str]:
    yield "`python benchmarks/import_time.py ../shared/corpus/ips`"
    yield "CPU time and memory; each figure is a median over fresh interpreters."
    yield from measure_imports(shared / "corpus" / "ips")


def _contract_parts(contract: Contract, shared: Path, jobs: int) -> Iterator[str]:
    results = []
    truth = read_truth(shared / "truth" / contract.truth)
    for locales in contract.locales:
        generation = generate(
            shared / "corpus" / contract.corpus, locales=locales, emit=("xsd",), jobs=jobs
        )
        with tempfile.TemporaryDirectory() as folder:
            for each in generation.artifacts:
                Path(folder, PurePosixPath(each.path).name).write_bytes(each.content)
            # the shortest name is the main schema's; it imports the others
            path = min(Path(folder).glob("*.xsd"), key=lambda file: len(file.name))
            results.append(measure_contract(read_schema(path), truth))
    yield (
        f"`gen-schema ../shared/corpus/{contract.corpus} -o OUT [--locales …]`, then "
        f"`python benchmarks/contract.py OUT/…xsd ../shared/truth/{contract.truth}`"
    )
    header = ("", *(_spell(locales) for locales in contract.locales))
    measures = zip(*(result.measures for result in results), strict=True)
    yield render_markdown(
        header,
        [
            (own[0].title, *(f"{each.count} of {each.total} ({each.percent} %)" for each in own))
            for own in measures
        ],
    )


def _example_parts(shared: Path, jobs: int) -> Iterator[str]:
    for corpus in _EXAMPLES:
        yield f"`python benchmarks/examples.py ../shared/corpus/{corpus}`"
        for found in check_corpus(shared / "corpus" / corpus, jobs=jobs):
            yield render_markdown(HEADER, example_rows(found.checked))
            yield render_markdown(("reason", "examples"), reason_rows(found.checked))
            failures = list_failures(found.checked, with_broken=False)
            yield "\n".join(f"- {own.partition(': ')[0]}: {_reason(own)}" for own in failures)


def _json_example_parts(shared: Path, jobs: int) -> Iterator[str]:
    for corpus in _JSON_EXAMPLES:
        yield f"`python benchmarks/json_examples.py ../shared/corpus/{corpus}`"
        for found in check_json_corpus(shared / "corpus" / corpus, jobs=jobs):
            yield render_markdown(JSON_HEADER, [json_row(found)])
            yield render_markdown(("reason", "examples"), json_reason_rows(found.checked))
            failures = list_json_failures(found.checked)
            yield "\n".join(f"- {own.partition(': ')[0]}: {_reason(own)}" for own in failures)


def _reason(failure: str) -> str:
    """Give the reason of a failure without what its page says."""
    return failure.split(": ", 2)[1]


def _spell(locales: tuple[str, ...]) -> str:
    return ", ".join(locales) or "all editions"


def _recovery_parts(
    corpus: str, locales: tuple[str, ...], shared: Path, jobs: int
) -> Iterator[str]:
    option = f" --locales {','.join(locales)}" if locales else ""
    for recovery in measure_corpus(shared / "corpus" / corpus, locales=locales, jobs=jobs):
        heard = ", ".join(recovery.witnesses)
        blind = "" if recovery.reference in recovery.witnesses else ", blind"
        yield f"### {corpus}: {heard}{blind}"
        yield f"`python benchmarks/recovery.py ../shared/corpus/{corpus}{option}`"
        if recovery.lone:
            yield (
                f"{recovery.lone} readings have no counterpart in the reference, and do not count."
            )
        for is_corrected in (False, True):
            figures = recovery.figures(is_corrected=is_corrected)
            yield f"{describe_view(figures, is_corrected=is_corrected)}:"
            for header, rows in recovery_tables(
                figures, recovery.reference, is_corrected=is_corrected
            ):
                yield render_markdown(header, rows)
        if recovery.together:
            figures = recovery.figures_together()
            yield f"{describe_together(figures)}:"
            for header, rows in recovery_tables(figures, recovery.reference, is_corrected=False):
                yield render_markdown(header, rows)


_SECTIONS: Final[dict[str, tuple[str, Callable[[Path, int], Iterable[str]]]]] = {
    "contract": ("The contract against the published one", _contract_sections),
    "examples": ("Examples against the contract", _all_examples),
    "recovery": ("Damaged readings against a reference edition", _recovery_sections),
    "imports": ("Importing a generated package, and looking labels up", _import_parts),
    "labels": ("Labels by locale", _label_parts),
    "speed": ("Speed", _speed_parts),
    "scale": ("Scale", _scale_parts),
    "hostile": ("Hostile input and faults", _hostile_parts),
}


if __name__ == "__main__":
    sys.exit(main())
