"""What a set of lists is worth: accuracy, and whom and what it reaches. Pure functions of lists.

`lists` is (members, places) int64, rows of films, the best first; NOTHING fills what a list lacks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from recommender.shapes import Floats, Rows

NOTHING = -1
RESAMPLES = 2000
SEED = 20240229


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A mean and the 95 % within which it lies when members are drawn anew."""

    mean: float
    low: float
    high: float


def hits(lists: Rows, wanted: Sequence[Rows]) -> Floats:
    """(members, places) float32, 1 where a list holds a film that its member wanted."""
    found = [np.isin(row, films) & (row != NOTHING) for row, films in zip(lists, wanted, strict=True)]
    return np.array(found, dtype=np.float32).reshape(lists.shape)


def ndcg(lists: Rows, wanted: Sequence[Rows], k: int = 10) -> Floats:
    """(members,) normalised discounted cumulative gain of the first k, with a gain of 1 for each film wanted.

    The ideal list holds as many of the wanted films as fit. A member who wants nothing gets 0.

    >>> ndcg(np.array([[7, 3]]), [np.array([3])], k=2).round(4).tolist()
    [0.6309]
    """
    discount = 1 / np.log2(np.arange(2, k + 2))
    reached = np.concatenate([[0], np.cumsum(discount)])
    ideal = reached[np.minimum([len(films) for films in wanted], k)]
    gained = hits(lists[:, :k], wanted) @ discount[: lists.shape[1]]
    result: Floats = (gained / np.maximum(ideal, discount[0])).astype(np.float32)
    return result


def recall(lists: Rows, wanted: Sequence[Rows], k: int = 20) -> Floats:
    """(members,) the share of all wanted films that is among the first k; 0 for a member who wants nothing."""
    counts = np.maximum([len(films) for films in wanted], 1)
    found: Floats = (hits(lists[:, :k], wanted).sum(axis=1) / counts).astype(np.float32)
    return found


def coverage(lists: Rows, films: int, k: int = 10) -> float:
    """The share of `films` that reach anybody's first k."""
    shown = np.unique(lists[:, :k])
    return float(np.count_nonzero(shown != NOTHING) / films)


def diversity(lists: Rows, tags: Floats, k: int = 10) -> Floats:
    """(members,) how unlike the films of a list are: 1 less the mean cosine of their tags over all pairs.

    Args:
        tags: (films, tags) 0 and 1, such as genres. Films without any are like nothing. A list of one has 0.
    """
    unit = tags / np.maximum(np.linalg.norm(tags, axis=1, keepdims=True), 1e-6)
    result = np.zeros(len(lists), dtype=np.float32)
    for member, row in enumerate(lists[:, :k]):
        rows = row[row != NOTHING]
        if len(rows) > 1:
            total = unit[rows].sum(axis=0)
            same = float(np.square(unit[rows]).sum())
            pairs = len(rows) * (len(rows) - 1)
            result[member] = 1 - (float(total @ total) - same) / pairs
    return result


def novelty(lists: Rows, counts: Rows, members: int, k: int = 10) -> Floats:
    """(members,) mean surprise in bits: -log2 of the share of members who know a film (Vargas and Castells, 2011).

    Args:
        counts: (films,) how many of the `members` know each film; a film nobody knows counts as known by one.
    """
    surprise = -np.log2(np.maximum(counts, 1) / max(members, 1))
    shown = lists[:, :k] != NOTHING
    total = np.where(shown, surprise[lists[:, :k]], 0).sum(axis=1)
    mean: Floats = (total / np.maximum(shown.sum(axis=1), 1)).astype(np.float32)
    return mean


def share_of_top(lists: Rows, counts: Rows, part: float = 0.01, k: int = 10) -> float:
    """The share of all places that the most popular `part` of the films take."""
    most = np.argsort(-counts, kind="stable")[: max(round(part * len(counts)), 1)]
    shown = lists[:, :k][lists[:, :k] != NOTHING]
    return float(np.isin(shown, most).mean()) if len(shown) else 0.0


def bootstrap(values: Floats) -> Interval:
    """The mean over members with its interval, by drawing members anew with a fixed seed.

    For two recommenders compare the same members: `bootstrap(ours - theirs)`; an interval above 0 is better.
    """
    if not len(values):
        return Interval(mean=0.0, low=0.0, high=0.0)
    rng = np.random.default_rng(SEED)
    values = np.asarray(values, dtype=np.float64)
    means = np.array([values[rng.integers(0, len(values), len(values))].mean() for _ in range(RESAMPLES)])
    low, high = np.quantile(means, (0.025, 0.975))
    return Interval(mean=float(values.mean()), low=float(low), high=float(high))
