"""Choosing films that are good and not all the same."""

import numpy as np

from recommender.shapes import Floats, Rows


def mmr(scores: Floats, similarity: Floats, k: int, trade_off: float = 0.75) -> Rows:
    """Choose k rows, each as relevant and as unlike those already chosen as can be.

    Maximal marginal relevance (Carbonell and Goldstein, 1998). The next row is the i that maximises
    trade_off * scores[i] - (1 - trade_off) * max(similarity[i, j] for j chosen); the last term is 0 at first.

    Args:
        scores: (n,) float32, higher is better, on the scale of a similarity: the best about 1.
        similarity: (n, n) float32, symmetric.
        k: how many; all n come back when k > n.
        trade_off: 1.0 is score alone, 0.0 is difference alone.

    Returns:
        (min(k, n),) int64, row numbers, best first. Ties go to the lower row: same input, same list.

    >>> mmr(np.float32([1, 0.9, 0.2]), np.float32([[1, 1, 0], [1, 1, 0], [0, 0, 1]]), k=2, trade_off=0.5).tolist()
    [0, 2]
    """
    count = min(k, len(scores))
    chosen = np.empty(count, dtype=np.int64)
    gain = trade_off * scores.astype(np.float64)
    nearest = np.zeros(len(scores))
    left = np.ones(len(scores), dtype=np.bool_)
    for place in range(count):
        value = np.where(left, gain - (1 - trade_off) * nearest, -np.inf)
        row = int(np.argmax(value))
        chosen[place] = row
        left[row] = False
        nearest = np.maximum(nearest, similarity[row])
    return chosen
