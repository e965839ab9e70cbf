"""Choosing films that are good and not all the same."""

from __future__ import annotations

import numpy as np

from recommender.shapes import Floats, Rows


def mmr(
    scores: Floats, similarity: Floats, k: int, trade_off: float = 0.75, series: Rows | None = None, of_series: int = 2
) -> Rows:
    """Choose k rows, each as relevant and as unlike those already chosen as can be.

    Maximal marginal relevance (Carbonell and Goldstein, 1998). The next row is the i that maximises
    trade_off * scores[i] - (1 - trade_off) * max(similarity[i, j] for j chosen); the last term is 0 at first.

    Args:
        scores: (n,) float32, higher is better, on the scale of a similarity: the best about 1.
        similarity: (n, n) float32, symmetric.
        k: how many; all n come back when k > n.
        trade_off: 1.0 is score alone, 0.0 is difference alone.
        series: (n,) the same number for films of one series, or None: then there are no series.
        of_series: so many films of one series; more come only where there is nothing else.

    Returns:
        (min(k, n),) int64, row numbers, best first. Ties go to the lower row: same input, same list.

    >>> mmr(np.float32([1, 0.9, 0.2]), np.float32([[1, 1, 0], [1, 1, 0], [0, 0, 1]]), k=2, trade_off=0.5).tolist()
    [0, 2]
    """
    count = min(k, len(scores))
    chosen = np.empty(count, dtype=np.int64)
    value = trade_off * scores.astype(np.float64)
    likeness = (1 - trade_off) * similarity.astype(np.float64)
    nearest = np.zeros(len(scores))
    worth = value.copy()  # of what is left; -inf: chosen; less `AFTER_ALL`: enough of its series is there
    for place in range(count):
        row = int(np.argmax(worth))
        chosen[place] = row
        np.maximum(nearest, likeness[row], out=nearest)
        value[row] = -np.inf
        if series is not None and np.count_nonzero(series[chosen[: place + 1]] == series[row]) == of_series:
            value[series == series[row]] -= AFTER_ALL
        np.subtract(value, nearest, out=worth)
    return chosen


AFTER_ALL = 1e6  # more than any score: what is lowered by it comes when nothing else is left
