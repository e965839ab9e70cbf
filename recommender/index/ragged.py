"""Rows of differing lengths laid end to end (the form of a CSR matrix), read many at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def spans(starts: NDArray[np.int64], rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The entries of several rows, in order: for each, the place of its row in `rows`, and its own place.

    Args:
        starts: (n + 1,) where each row starts, and where the last ends.

    >>> [part.tolist() for part in spans(np.array([0, 2, 2, 5]), np.array([2, 0]))]
    [[0, 0, 0, 1, 1], [2, 3, 4, 0, 1]]
    """
    first = starts[rows]
    lengths = starts[rows + 1] - first
    owners = np.repeat(np.arange(len(rows)), lengths)
    before = np.cumsum(lengths) - lengths
    return owners, np.arange(len(owners)) + (first - before)[owners]
