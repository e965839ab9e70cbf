"""EASE (Steck, 2019): a linear model in which every film is told from all others, in closed form."""

from __future__ import annotations

import numpy as np

from recommender.shapes import Floats, Rows

HALVED = 3000  # rows; larger matrices are inverted by halves: NumPy inverts in double precision, in four more matrices


def from_the_side_of_rows(rows: int, films: int) -> bool:
    """Whether the matrix of rows by rows is the smaller one."""
    return rows < films


def inverse(matrix: Floats) -> Floats:
    """(n, n) float32, the inverse of a symmetric matrix with eigenvalues above 0; by its Schur complement if large."""
    if len(matrix) <= HALVED:
        small: Floats = np.linalg.inv(matrix).astype(np.float32, copy=False)
        return small
    half = len(matrix) // 2
    across = matrix[:half, half:]
    result = np.empty_like(matrix)
    first = inverse(matrix[:half, :half])
    told = first @ across
    result[half:, half:] = inverse(matrix[half:, half:] - across.T @ told)
    result[:half, half:] = -told @ result[half:, half:]
    result[half:, :half] = result[:half, half:].T
    result[:half, :half] = first - result[:half, half:] @ told.T
    return result


class Ease:
    """The weights B that minimise |X - X B|^2 + l |B|^2 with a zero diagonal, never held whole.

    B = I - P diag(1 / P), with P = (X'X + l I)^-1. Where X has fewer rows than films, P comes from the rows' side by
    Woodbury's identity, l P = I - X' K X with K = (l I + X X')^-1: the same numbers from a smaller matrix.
    """

    def __init__(self, rows: Floats, ridge: float, inner: Floats | None = None) -> None:
        """Solve.

        Args:
            rows: (rows, films) float32: how much each member liked each film, 0 where unknown; also what else is to be
                told from films, such as who carries a genre.
            ridge: l above, above 0: how much is held against large weights.
            inner: rows @ rows.T, where it is known and there are fewer rows than films.
        """
        count, self.films = rows.shape
        self._rows = rows
        self._dual = from_the_side_of_rows(count, self.films)
        if self._dual:
            inner = rows @ rows.T if inner is None else inner.copy()
            inner[np.diag_indices(count)] += np.float32(ridge)
            self._solved: Floats = inverse(inner) @ rows  # K X
            told: Floats = np.einsum("rf,rf->f", rows, self._solved)
            self._left: Floats = 1 - told  # the diagonal of l P: what the other films leave untold of each
        else:
            gram = rows.T @ rows
            gram[np.diag_indices(self.films)] += np.float32(ridge)
            self._solved = inverse(gram)
            self._solved *= np.float32(ridge)
            self._left = np.diag(self._solved).copy()

    def weights(self, films: Rows) -> Floats:
        """(len(films), all films) float32, rows of B: what liking each of `films` says of every film."""
        told = self._rows[:, films].T @ self._solved if self._dual else -self._solved[films]
        told /= self._left
        told[np.arange(len(films)), films] = 0
        return told

    def told(self, films: Floats) -> Floats:
        """(films, k) float32: B @ films, what each film says of k mixtures of films.

        Args:
            films: (films, k) float32, how much of each film is in each mixture.
        """
        over = films / self._left[:, None]
        if not self._dual:
            return films - self._solved @ over
        return films - over + self._rows.T @ (self._solved @ over)

    def scores(self, liked: Floats) -> Floats:
        """(members, films) float32: liked @ B.

        Args:
            liked: (members, films) float32.
        """
        if not self._dual:
            return liked - (liked @ self._solved) / self._left
        return ((liked @ self._rows.T) @ self._solved - liked * (1 - self._left)) / self._left
