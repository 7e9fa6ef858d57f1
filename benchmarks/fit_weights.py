#!/usr/bin/env python3
"""Fits how far each kind of evidence for a name is trusted.

    python benchmarks/fit_weights.py CORPUS [--locales fr,ko]... [--held-out CORPUS]... [--write]

Decides all names in the blind case, for each set of witnesses given by
`--locales` (all editions but the reference by default), with other factors each
time, and keeps those with the least loss: the mean over rows of the log loss of
the confidence, and of 1 for each wrong name, and a penalty for every factor that
leaves where it starts from (a normal prior on its logarithm, of precision
`--strength`): rows in which the reference itself errs are few or unknown, and what
they need has to come from there. The search takes one factor at a time, up or down
by a step that shrinks, so it ends in a local optimum near the factors it starts
from. Prints the factors, and the measures before and after: fitted on all,
with `--validate` also with pages and each locale held out, and on corpora that are
only measured. `--write` stores the factors where reconciliation loads them.
Exit 0: fitted; 2: CORPUS or a locale is unusable.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import sys
import tomllib
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Final

if not __package__:  # run as a file
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.recovery import UnusableError
from benchmarks.text_table import render_text, share
from benchmarks.witness_sets import collect_sets, measure_set
from generator.discovery import discover

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from benchmarks.witness_sets import Outcome, WitnessSet

    Factors = tuple[tuple[str, float], ...]

WEIGHTS: Final = Path(__file__).resolve().parent.parent / "generator/reconcile/weights.toml"
_FOLDS: Final = 5
_STEPS: Final = (1.3, 1.12)
_LEAST, _MOST = 0.2, 3.0
_SURE: Final = 0.999
"""Confidence is never taken for more, nor for less than 1 less this: one row cannot decide all."""
_GAIN: Final = 1e-5
"""A smaller gain is none."""
_BINS: Final = 10
_HEADER: Final = ("names", "all", "log loss", "right", "%", "calibration error")
_PREAMBLE: Final = """\
# How far each kind of evidence for a name is trusted: its weight, a logarithm of a likelihood
# ratio, times its factor. Fitted by
#   {command}

[factors]
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How well some factors foresee the truth."""

    names: int
    """Rows measured."""
    log_loss: float
    """Mean negative log chance of whether a name is right."""
    right: int
    """Rows that came out right."""
    calibration_error: float
    """Expected calibration error, ten bins."""

    @property
    def loss(self) -> float:
        """What is to be small."""
        return self.log_loss + (self.names - self.right) / max(self.names, 1)


def _all(_: object) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which rows to measure."""

    hears: Callable[[tuple[str, ...]], bool] = _all
    """Chooses sets of witnesses."""
    holds: Callable[[str], bool] = _all
    """Chooses pages."""


class Bench:
    """Measures factors on sets of witnesses; nothing is measured twice."""

    def __init__(self, sets: Sequence[WitnessSet], jobs: int) -> None:
        """Measure on these sets, in so many processes."""
        self._witnesses = [heard.witnesses for heard in sets]
        self._known: dict[tuple[int, Factors], tuple[Outcome, ...]] = {}
        _SETS[:] = sets
        self._pool = ProcessPoolExecutor(jobs, mp_context=get_context("fork"))

    def close(self) -> None:
        """End the processes."""
        self._pool.shutdown()

    def measure(self, factors: Factors, chosen: Selection) -> Fit:
        """Measure on a selection of rows."""
        wanted = [i for i, own in enumerate(self._witnesses) if chosen.hears(own)]
        missing = [(i, factors) for i in wanted if (i, factors) not in self._known]
        self._known.update(zip(missing, self._pool.map(_measure, missing), strict=True))
        return summarize(
            outcome
            for i in wanted
            for outcome in self._known[i, factors]
            if chosen.holds(outcome.page)
        )


_SETS: list[WitnessSet] = []


def _measure(task: tuple[int, Factors]) -> tuple[Outcome, ...]:
    index, factors = task
    return measure_set(_SETS[index], dict(factors))


def summarize(outcomes: Iterable[Outcome]) -> Fit:
    """Count and average."""
    bins: dict[int, list[Outcome]] = {}
    loss = 0.0
    for outcome in outcomes:
        chance = min(max(outcome.confidence, 1 - _SURE), _SURE)
        loss -= math.log(chance if outcome.is_right else 1 - chance)
        bins.setdefault(min(int(outcome.confidence * _BINS), _BINS - 1), []).append(outcome)
    names = sum(map(len, bins.values()))
    off = sum(abs(sum(o.is_right - o.confidence for o in own)) for own in bins.values())
    return Fit(
        names=names,
        log_loss=loss / max(names, 1),
        right=sum(o.is_right for own in bins.values() for o in own),
        calibration_error=off / max(names, 1),
    )


def fit_factors(start: Factors, measure: Callable[[Factors], float]) -> Factors:
    """Search near some factors for those with the least loss, one factor at a time."""
    best, least = start, measure(start)
    for step in _STEPS:
        for index, (kind, _) in enumerate(start):
            for ratio in (step, 1 / step):
                while True:
                    value = round(min(max(best[index][1] * ratio, _LEAST), _MOST), 3)
                    tried = (*best[:index], (kind, value), *best[index + 1 :])
                    loss = measure(tried)
                    if loss > least - _GAIN:
                        break
                    best, least = tried, loss
    return best


def penalty(factors: Factors, start: Factors) -> float:
    """Give how far factors have gone: half the sum of squared logarithms of their ratios."""
    pairs = zip(factors, start, strict=True)
    return sum(math.log(value / first) ** 2 for (_, value), (_, first) in pairs) / 2


def load_factors(path: Path = WEIGHTS) -> Factors:
    """Read the factors that reconciliation uses."""
    return tuple(tomllib.loads(path.read_text("utf-8"))["factors"].items())


def render_factors(factors: Factors, command: str) -> str:
    """Write factors as reconciliation loads them."""
    lines = (f"{kind} = {factor:g}\n" for kind, factor in factors)
    return _PREAMBLE.format(command=command) + "".join(lines)


def fold_of(page: str) -> int:
    """Give the fold of a page: all rows of a page, whoever is heard, are in one."""
    return hashlib.sha256(page.encode()).digest()[0] % _FOLDS


class Report:
    """Fits and measures."""

    def __init__(
        self, sets: Sequence[WitnessSet], before: Factors, strength: float, jobs: int
    ) -> None:
        """Fit on all sets of witnesses."""
        self._bench = Bench(sets, jobs)
        self._strength = strength
        self._before = before
        self._locales = sorted({locale for heard in sets for locale in heard.witnesses})
        self.fitted = self._fit(Selection())

    def close(self) -> None:
        """End the processes that measure."""
        self._bench.close()

    def _fit(self, chosen: Selection) -> Factors:
        def lose(factors: Factors) -> float:
            fit = self._bench.measure(factors, chosen)
            away = penalty(factors, self._before)
            return fit.loss + self._strength * away / max(fit.names, 1)

        return fit_factors(self._before, lose)

    def lines(self, *, is_validated: bool) -> Iterator[str]:
        """Print everything."""
        rows = [
            (kind, f"{old:.3f}", f"{new:.3f}")
            for (kind, old), (_, new) in zip(self._before, self.fitted, strict=True)
        ]
        yield render_text(("factor", "before", "after"), rows)
        measured = list(self._measures(is_validated=is_validated))
        yield f"\n{render_text(_HEADER, [line(title, fit) for title, fit in measured])}"

    def _measures(self, *, is_validated: bool) -> Iterator[tuple[str, Fit]]:
        yield "all: before", self._bench.measure(self._before, Selection())
        yield "all: after", self._bench.measure(self.fitted, Selection())
        if not is_validated:
            return
        for fold in range(_FOLDS):
            yield from self._hold_out(
                f"pages of fold {fold + 1}",
                Selection(holds=lambda page, own=fold: fold_of(page) == own),  # type: ignore[misc]
                Selection(holds=lambda page, own=fold: fold_of(page) != own),  # type: ignore[misc]
            )
        for locale in self._locales:
            yield from self._hold_out(
                locale,
                Selection(hears=lambda heard, own=locale: own in heard),  # type: ignore[misc]
                Selection(hears=lambda heard, own=locale: own not in heard),  # type: ignore[misc]
            )

    def _hold_out(self, title: str, held: Selection, rest: Selection) -> Iterator[tuple[str, Fit]]:
        fitted = self._fit(rest)
        yield f"{title}: before", self._bench.measure(self._before, held)
        yield f"{title}: held out", self._bench.measure(fitted, held)
        yield f"{title}: fitted on all", self._bench.measure(self.fitted, held)


def line(title: str, fit: Fit) -> tuple[object, ...]:
    """Give a line of the table."""
    right = share(fit.right, fit.names, decimals=2)
    error = f"{fit.calibration_error:.4f}"
    return (title, fit.names, f"{fit.log_loss:.4f}", fit.right, right, error)


def measure_corpus(sets: Iterable[WitnessSet], factors: Factors) -> Fit:
    """Measure factors on a corpus that they were not fitted on."""
    chosen: Mapping[str, float] = dict(factors)
    return summarize(outcome for heard in sets for outcome in measure_set(heard, chosen))


def _collect(
    corpus: Path, sets: Sequence[Sequence[str]], options: argparse.Namespace
) -> list[WitnessSet]:
    discovery = discover(corpus)
    if not discovery.apis:
        raise UnusableError(f"{corpus}: nothing to read")
    return [
        heard
        for source in discovery.apis
        for heard in collect_sets(source, sets, options.reference, options.jobs)
    ]


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpus", type=Path, metavar="CORPUS")
    parser.add_argument("--locales", action="append", default=[], help="a set of witnesses")
    parser.add_argument("--held-out", action="append", default=[], type=Path, metavar="CORPUS")
    parser.add_argument("--reference", default="en", help="the edition to take the truth from")
    parser.add_argument("--strength", type=float, default=100.0, help="precision of the prior")
    parser.add_argument("--validate", action="store_true", help="hold out pages and locales")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
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
        heard = _collect(options.corpus, sets, options)
        held_out = [(corpus.name, _collect(corpus, (), options)) for corpus in options.held_out]
    except UnusableError as error:
        print(f"fit_weights.py: {error}", file=sys.stderr)
        return 2
    before = load_factors()
    report = Report(heard, before, options.strength, options.jobs)
    if options.write:
        WEIGHTS.write_text(render_factors(report.fitted, describe_command(options)), "utf-8")
    print("\n".join(report.lines(is_validated=options.validate)))
    report.close()
    rows = [
        line(f"{title}: {when}", measure_corpus(own, factors))
        for title, own in held_out
        for when, factors in (("before", before), ("after", report.fitted))
    ]
    if rows:
        print(f"\n{render_text(_HEADER, rows)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
