#!/usr/bin/env python3
"""Fits how far each kind of evidence for a name is trusted.

    python benchmarks/fit_weights.py CORPUS [--locales fr,ko]... [--held-out CORPUS]... [--write]

Weighs every row's candidates in the blind case, for each set of witnesses given
by `--locales` (all editions but the reference by default), takes the reference
edition's name as the truth, where nothing says that it is wrong itself, and
fits one factor for each kind of evidence and a temperature by maximum
likelihood with a normal prior towards 1. Prints the factors, and log loss,
accuracy and calibration error before and after: fitted on all, page-wise
cross-validated, with each locale held out, and on corpora that are only
measured. `--write` stores the factors where reconciliation loads them.
Exit 0: fitted; 2: CORPUS or a locale is unusable.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Final

if not __package__:  # run as a file
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.recovery import UnusableError
from benchmarks.softmax import Model, Table, fit_model, measure_fit
from benchmarks.text_table import render_text, share
from benchmarks.weighed_rows import collect_cases
from generator.discovery import discover

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.softmax import Fit
    from benchmarks.weighed_rows import Case

WEIGHTS: Final = Path(__file__).resolve().parent.parent / "generator/reconcile/weights.toml"
_FOLDS: Final = 5
_HEADER: Final = ("cases", "all", "log loss", "right", "%", "calibration error")
_PREAMBLE: Final = """\
# How far each kind of evidence for a name is trusted: its weight, a logarithm of a likelihood
# ratio, times its factor, divided by the temperature. Fitted by
#   {command}
"""


def load_model(path: Path = WEIGHTS) -> Model:
    """Read the factors that reconciliation uses."""
    stored = tomllib.loads(path.read_text("utf-8"))
    return Model(factors=stored["factors"], temperature=stored["temperature"])


def render_model(model: Model, command: str) -> str:
    """Write factors as reconciliation loads them."""
    lines = (f"{kind} = {factor:.3f}" for kind, factor in model.factors.items())
    head = _PREAMBLE.format(command=command)
    return f"{head}temperature = {model.temperature:.3f}\n\n[factors]\n" + "\n".join(lines) + "\n"


def fold_of(page: str) -> int:
    """Give the fold of a page: all rows of a page, whoever is heard, are in one."""
    return hashlib.sha256(page.encode()).digest()[0] % _FOLDS


def split_pages(cases: Sequence[Case]) -> Iterator[tuple[list[Case], list[Case]]]:
    """Give for each fold of pages the cases to fit on and those to measure."""
    for fold in range(_FOLDS):
        held = [case for case in cases if fold_of(case.page) == fold]
        rest = [case for case in cases if fold_of(case.page) != fold]
        if held and rest:
            yield rest, held


def split_locales(cases: Sequence[Case]) -> Iterator[tuple[str, list[Case], list[Case]]]:
    """Give for each locale the cases that never heard it, to fit on, and those that did."""
    for locale in sorted({locale for case in cases for locale in case.witnesses}):
        held = [case for case in cases if locale in case.witnesses]
        rest = [case for case in cases if locale not in case.witnesses]
        if held and rest:
            yield locale, rest, held


class Report:
    """Fits and measures one collection of cases."""

    def __init__(self, cases: Sequence[Case], before: Model, strength: float) -> None:
        self._cases = cases
        self._before = before
        self._strength = strength
        self._kinds = tuple(before.factors)
        self.fitted = self._fit(cases)

    def _fit(self, cases: Sequence[Case]) -> Model:
        return fit_model(Table(cases, self._kinds), self._strength)

    def lines(self, held_out: Sequence[tuple[str, Sequence[Case]]]) -> Iterator[str]:
        """Print everything."""
        before, after = self._before, self.fitted
        rows: list[tuple[object, ...]] = [
            (kind, f"{before.factors[kind]:.3f}", f"{after.factors[kind]:.3f}")
            for kind in self._kinds
        ]
        rows.append(("temperature", f"{before.temperature:.3f}", f"{after.temperature:.3f}"))
        yield render_text(("factor", "before", "after"), rows)
        measured = list(self._all_measures(held_out))
        yield f"\n{render_text(_HEADER, [_line(title, fit) for title, fit in measured])}"

    def _all_measures(
        self, held_out: Sequence[tuple[str, Sequence[Case]]]
    ) -> Iterator[tuple[str, Fit]]:
        yield from self._compare("all", [(self._cases, self.fitted)])
        folds = [(held, self._fit(rest)) for rest, held in split_pages(self._cases)]
        yield from self._compare("cross-validated by page", folds)
        for locale, rest, held in split_locales(self._cases):
            yield from self._compare(f"{locale} held out", [(held, self._fit(rest))])
        for title, cases in held_out:
            yield from self._compare(title, [(cases, self.fitted)])

    def _compare(
        self, title: str, parts: Sequence[tuple[Sequence[Case], Model]]
    ) -> Iterator[tuple[str, Fit]]:
        tables = [(Table(cases, self._kinds), model) for cases, model in parts]
        yield f"{title}: before", measure_fit([(table, self._before) for table, _ in tables])
        yield f"{title}: after", measure_fit(tables)


def _line(title: str, fit: Fit) -> tuple[object, ...]:
    right = share(fit.right, fit.cases, decimals=2)
    error = f"{fit.calibration_error:.4f}"
    return (title, fit.cases, f"{fit.log_loss:.4f}", fit.right, right, error)


def _collect(
    corpus: Path, sets: Sequence[Sequence[str]], options: argparse.Namespace
) -> list[Case]:
    discovery = discover(corpus)
    if not discovery.apis:
        raise UnusableError(f"{corpus}: nothing to read")
    return [
        case
        for source in discovery.apis
        for case in collect_cases(source, sets, options.reference, options.jobs)
    ]


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpus", type=Path, metavar="CORPUS")
    parser.add_argument("--locales", action="append", default=[], help="a set of witnesses")
    parser.add_argument("--held-out", action="append", default=[], type=Path, metavar="CORPUS")
    parser.add_argument("--reference", default="en", help="the edition to take the truth from")
    parser.add_argument("--strength", type=float, default=100.0, help="precision of the prior")
    parser.add_argument("--jobs", type=int, default=1, help="processes to read with")
    parser.add_argument("--write", action="store_true", help=f"store them in {WEIGHTS.name}")
    return parser.parse_args(arguments)


def describe_command(options: argparse.Namespace) -> str:
    """Give the command that fits the same, with the corpus by its name alone."""
    sets = "".join(f" --locales {own}" for own in options.locales)
    strength = f" --strength {options.strength:g}"
    return f"benchmarks/fit_weights.py {options.corpus.resolve().name}{sets}{strength} --write"


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit, and print the result."""
    options = _parse(arguments)
    sets = [tuple(filter(None, map(str.strip, own.split(",")))) for own in options.locales]
    try:
        cases = _collect(options.corpus, sets, options)
        held_out = [(corpus.name, _collect(corpus, (), options)) for corpus in options.held_out]
    except UnusableError as error:
        print(f"fit_weights.py: {error}", file=sys.stderr)
        return 2
    report = Report(cases, load_model(), options.strength)
    print("\n".join(report.lines(held_out)))
    if options.write:
        WEIGHTS.write_text(render_model(report.fitted, describe_command(options)), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
