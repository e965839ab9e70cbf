"""Choosing films that are good and not all the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import numpy as np

from recommender.shapes import Floats, Rows

AFTER_ALL = 1e6  # more than any score: what is lowered by it comes when nothing else is left


def mmr(
    scores: Floats,
    similarity: Floats,
    k: int,
    trade_off: float | Floats = 0.75,
    series: Callable[[int], Hashable] | None = None,
    of_series: int = 2,
) -> Rows:
    """Choose k rows, each as relevant and as unlike those already chosen as can be.

    Maximal marginal relevance (Carbonell and Goldstein, 1998). The next row is the i that maximises
    trade_off * scores[i] - (1 - trade_off) * max(similarity[i, j] for j chosen); the last term is 0 at first.

    Args:
        scores: (n,) float32, higher is better, on the scale of a similarity: the best about 1.
        similarity: (n, n) float32, symmetric.
        k: how many; all n come back when k > n.
        trade_off: 1.0 is score alone, 0.0 is difference alone; or one for each of the k places.
        series: what a row belongs to, the same for films of one series; None: there are no series.
        of_series: so many films of one series; more come only where there is nothing else.

    Returns:
        (min(k, n),) int64, row numbers, best first. Ties go to the lower row: same input, same list.

    >>> mmr(np.float32([1, 0.9, 0.2]), np.float32([[1, 1, 0], [1, 1, 0], [0, 0, 1]]), k=2, trade_off=0.5).tolist()
    [0, 2]
    """
    count = min(k, len(scores))
    chosen: list[int] = []
    relevant = np.broadcast_to(np.asarray(trade_off, dtype=np.float64), k)[:count, None]
    relevance = relevant * scores  # (count, n), of each place; less whatever bars a row
    against = (1 - relevant).ravel().tolist()
    likeness = similarity.astype(np.float64)
    nearest = np.zeros(len(scores))
    value = np.empty(len(scores))
    of: dict[Hashable, int] = {}
    put_off: set[int] = set()
    while len(chosen) < count:
        place = len(chosen)
        np.multiply(nearest, -against[place], out=value)
        value += relevance[place]
        row = int(value.argmax())
        if series is not None and row not in put_off:
            own = series(row)
            of[own] = of.get(own, 0) + 1
            if of[own] > of_series:  # asked only of rows that would be chosen: to know a film's series takes time
                put_off.add(row)
                relevance[:, row] -= AFTER_ALL
                continue
        chosen.append(row)
        relevance[:, row] = -np.inf
        np.maximum(nearest, likeness[row], out=nearest)
    return np.array(chosen, dtype=np.int64)
