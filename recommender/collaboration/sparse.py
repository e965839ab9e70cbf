"""Keeping of many weights those that matter, as a sparse matrix."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.shapes import Floats, Rows


@dataclass(frozen=True, slots=True)
class Entries:
    """Weights one by one: from which film, into which film, how much."""

    sources: NDArray[np.int32]
    targets: NDArray[np.int32]
    values: Floats

    def turned(self) -> Entries:
        """The same weights the other way round."""
        return Entries(self.targets, self.sources, self.values)


def kept(weights: Floats, keep: NDArray[np.bool_], sources: Rows, targets: Rows) -> Entries:
    """The weights of a block at the places of `keep`, both (len(sources), len(targets))."""
    row, column = np.nonzero(keep)
    return Entries(sources[row].astype(np.int32), targets[column].astype(np.int32), weights[row, column])


def strongest(worth: Floats, k: int) -> NDArray[np.bool_]:
    """(rows, n) bool: in each row the k places of the most worth, more where several are worth the same."""
    if worth.shape[1] <= k:
        return worth > 0
    least = np.partition(worth, -k, axis=1)[:, -k]
    return (worth >= least[:, None]) & (worth > 0)


def gathered(parts: Iterable[Entries], films: int) -> tuple[NDArray[np.int64], NDArray[np.int32], Floats]:
    """One sparse matrix of films x films, row by row: (indptr, indices, values), ascending within a row."""
    found = list(parts)
    sources = np.concatenate([part.sources for part in found])
    targets = np.concatenate([part.targets for part in found])
    values = np.concatenate([part.values for part in found])
    order = np.lexsort((targets, sources))
    indptr = np.zeros(films + 1, dtype=np.int64)
    np.cumsum(np.bincount(sources, minlength=films), out=indptr[1:])
    return indptr, targets[order], values[order].astype(np.float32)
