"""EASE (Steck, 2019): a linear model in which every film is told from all others, in closed form."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from recommender.shapes import Floats

BLOCK = 1024  # films whose columns are made at a time


class Ease:
    """The weights B that minimise |X - X B|^2 + l |B|^2 with a zero diagonal, never held whole.

    B = I - P diag(1 / P), with P = (X'X + l I)^-1. Where there are fewer members than films, P comes from the members'
    side by Woodbury's identity, P = I / l - Y' K Y with Y = X / l and K = (I + X X' / l)^-1: the same numbers from a
    matrix of members by members.
    """

    def __init__(self, ratings: Floats, ridge: float) -> None:
        """Solve.

        Args:
            ratings: (members, films) float32, how much each member liked each film, 0 where unknown.
            ridge: l above, above 0: how much is held against large weights.
        """
        members, self.films = ratings.shape
        self._inverse: Floats | None = None
        if members < self.films:
            self._left: Floats = ratings / np.float32(ridge)
            inner = ratings @ self._left.T
            inner[np.diag_indices(members)] += 1
            self._right: Floats = np.linalg.inv(inner) @ self._left
            self._diagonal: Floats = np.float32(1 / ridge) - np.einsum("mf,mf->f", self._left, self._right)
        else:
            gram = ratings.T @ ratings
            gram[np.diag_indices(self.films)] += np.float32(ridge)
            self._inverse = np.linalg.inv(gram)
            self._diagonal = np.diag(self._inverse).copy()

    def columns(self, block: int = BLOCK) -> Iterator[tuple[int, Floats]]:
        """B by blocks of columns: (first film, (films, up to `block` films) float32) until all films had theirs."""
        for start in range(0, self.films, block):
            part = slice(start, min(start + block, self.films))
            if self._inverse is None:
                weights = self._left.T @ (self._right[:, part] / self._diagonal[part])
            else:
                weights = -self._inverse[:, part] / self._diagonal[part]
            own = np.arange(part.start, part.stop)
            weights[own, own - start] = 0
            yield start, weights
