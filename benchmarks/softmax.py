"""A softmax over candidates whose few factors are fitted by penalized maximum likelihood.

A candidate's score is the sum of its weights by kind, each times the kind's
factor, divided by the temperature; its chance is its share of all candidates'
exponentiated scores.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from benchmarks.weighed_rows import Case

    Floats = NDArray[np.float64]

_STEPS: Final = 60
_NEAR: Final = 1e-7
_BINS: Final = 10
_LEAST: Final = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What is fitted."""

    factors: Mapping[str, float]
    """Kind of evidence → how far it is trusted."""
    temperature: float = 1.0
    """What all of them are divided by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How well a model foresees the truth."""

    cases: int
    log_loss: float
    """Mean negative log chance of the truth."""
    right: int
    """Cases whose likeliest candidate is the truth."""
    calibration_error: float
    """Expected calibration error of the likeliest candidate's chance, ten bins."""


class Table:
    """Cases as arrays: one line for each candidate, the cases one after another."""

    def __init__(self, cases: Sequence[Case], kinds: Sequence[str]) -> None:
        self.kinds = tuple(kinds)
        lines = [[w.get(kind, 0.0) for kind in kinds] for case in cases for w in case.weights]
        sizes = np.array([len(case.weights) for case in cases], dtype=np.intp)
        self.lines: Floats = np.array(lines, dtype=np.float64).reshape(-1, len(self.kinds))
        self.starts = np.concatenate(([0], np.cumsum(sizes)[:-1])).astype(np.intp)
        self.case_of = np.repeat(np.arange(len(cases)), sizes)
        self.truths = self.starts + np.array([case.truth for case in cases], dtype=np.intp)

    def chances(self, scores: Floats) -> Floats:
        """Give each line's chance within its case."""
        highest = np.maximum.reduceat(scores, self.starts)
        raised: Floats = np.exp(scores - highest[self.case_of])
        chances: Floats = raised / np.add.reduceat(raised, self.starts)[self.case_of]
        return chances

    def scores(self, parameters: Floats) -> Floats:
        """Give each line's score; the last parameter is the temperature's logarithm."""
        scores: Floats = self.lines @ parameters[:-1] / np.exp(parameters[-1])
        return scores


def fit_model(table: Table, strength: float) -> Model:
    """Find the likeliest factors and temperature under a normal prior towards 1.

    Gauss-Newton steps, each halved until the loss falls.

    Args:
        table: The cases.
        strength: Precision of the prior: cases' worth of squared distance from 1.
    """
    goal = np.array([1.0] * len(table.kinds) + [0.0])
    parameters = goal.copy()
    loss = _loss(table, parameters, goal, strength)
    for _ in range(_STEPS):
        step = _newton_step(table, parameters, goal, strength)
        size = 1.0
        while size > _NEAR:
            tried = parameters - size * step
            found = _loss(table, tried, goal, strength)
            if found < loss and bool(np.all(tried[:-1] > 0)):
                break
            size /= 2
        else:
            break
        gained, parameters, loss = loss - found, tried, found
        if gained < _NEAR:
            break
    factors = dict(zip(table.kinds, map(float, parameters[:-1]), strict=True))
    return Model(factors=factors, temperature=float(np.exp(parameters[-1])))


def _loss(table: Table, parameters: Floats, goal: Floats, strength: float) -> float:
    chances = table.chances(table.scores(parameters))[table.truths]
    data = -np.log(np.maximum(chances, _LEAST)).sum()
    return float(data + strength / 2 * ((parameters - goal) ** 2).sum())


def _newton_step(table: Table, parameters: Floats, goal: Floats, strength: float) -> Floats:
    scores = table.scores(parameters)
    chances = table.chances(scores)
    slopes = np.column_stack((table.lines / np.exp(parameters[-1]), -scores))
    expected = np.add.reduceat(slopes * chances[:, None], table.starts)
    gradient = (expected - slopes[table.truths]).sum(axis=0) + strength * (parameters - goal)
    centred = slopes - expected[table.case_of]
    curvature = (centred * chances[:, None]).T @ centred + strength * np.eye(len(goal))
    step: Floats = np.linalg.solve(curvature, gradient)
    return step


def measure_fit(parts: Sequence[tuple[Table, Model]]) -> Fit:
    """Measure models on cases, each on its own part."""
    measured = [_foresee(table, model) for table, model in parts]
    truth, best, right = (np.concatenate(own) for own in zip(*measured, strict=True))
    bins = np.minimum((best * _BINS).astype(np.intp), _BINS - 1)
    gaps = np.bincount(bins, weights=best - right, minlength=_BINS)
    return Fit(
        cases=len(truth),
        log_loss=float(-np.log(np.maximum(truth, _LEAST)).mean()),
        right=int(right.sum()),
        calibration_error=float(np.abs(gaps).sum() / len(truth)),
    )


def _foresee(table: Table, model: Model) -> tuple[Floats, Floats, Floats]:
    """Give the truth's chance, the likeliest candidate's chance, and whether they are one."""
    parameters = np.array([model.factors[kind] for kind in table.kinds] + [0.0])
    parameters[-1] = np.log(model.temperature)
    chances = table.chances(table.scores(parameters))
    best = np.maximum.reduceat(chances, table.starts)
    truth = chances[table.truths]
    return truth, best, (truth >= best).astype(np.float64)
