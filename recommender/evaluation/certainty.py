"""The fit of what tells nonsense from asks: a logistic regression of the readings of the asks that are built with.

`manage.py evaluate_asks --fit` prints the constants of ranking/confidence.py; docs/asking.md tells what they do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.engine import Engine
from recommender.evaluation.asks import Ask

Matrix = NDArray[np.float64]
HELD_BACK = 0.3  # ridge, on the scale of the readings
FOLDS = 10
ROUNDS = 50
BOUNDS = (0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6)


@dataclass(frozen=True, slots=True)
class Readings:
    """(asks, numbers) of asks whose free words decide; which of them are nonsense; and the fold of each."""

    numbers: Matrix
    nonsense: NDArray[np.bool_]
    fold: NDArray[np.int64]


def readings_of(engine: Engine, asks: Iterable[Ask]) -> Readings:
    """Read the asks; those in which films, people or small talk decide are left out.

    Raises:
        ValueError: none is left of either sort.
    """
    read = [(reading, ask) for ask in asks if (reading := engine.reading(ask["text"])) is not None]
    nonsense = np.array([ask["nonsense"] for _, ask in read], dtype=bool)
    if not nonsense.any() or nonsense.all():
        raise ValueError("asks of both sorts are needed, nonsense and none")
    fold = np.array([int(hashlib.sha1(ask["text"].encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS
                     for _, ask in read])  # fmt: skip
    return Readings(np.array([astuple(reading) for reading, _ in read]), nonsense, fold)


def fitted(numbers: Matrix, nonsense: NDArray[np.bool_]) -> Matrix:
    """The intercept and the weights, by Newton's method."""
    given = np.c_[np.ones(len(numbers)), numbers]
    ridge = np.diag([1e-6, *[HELD_BACK] * numbers.shape[1]])
    weights = np.zeros(given.shape[1])
    for _ in range(ROUNDS):
        sure = 1 / (1 + np.exp(-given @ weights))
        slope = (given * (sure * (1 - sure))[:, None]).T @ given + ridge
        weights -= np.linalg.solve(slope, given.T @ (sure - nonsense) + ridge @ weights)
    return weights


def lines(readings: Readings) -> Iterator[str]:
    """The constants, and what they do to asks that they were not fitted on."""
    weights = fitted(readings.numbers, readings.nonsense)
    yield f"NONSENSE = ({', '.join(f'{weight:.2f}' for weight in weights[1:])})"
    yield f"NONSENSE_AT_0 = {weights[0]:.2f}"
    unseen = np.zeros(len(readings.nonsense))
    for fold in range(FOLDS):
        out = readings.fold == fold
        if out.any():
            known = fitted(readings.numbers[~out], readings.nonsense[~out])
            unseen[out] = 1 / (1 + np.exp(-(known[0] + readings.numbers[out] @ known[1:])))
    yield from (_at(bound, unseen, readings.nonsense) for bound in BOUNDS)


def _at(bound: float, sure: Sequence[float] | Matrix, nonsense: NDArray[np.bool_]) -> str:
    said = np.asarray(sure) > bound
    return (
        f"at {bound}: {(said & nonsense).sum()} of {nonsense.sum()} nonsense asks recognised, "
        f"{(said & ~nonsense).sum()} of {(~nonsense).sum()} real ones called nonsense, {FOLDS}-fold"
    )
