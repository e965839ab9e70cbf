"""Company: what else the people rated who rated a film. It tells most of somebody of whom little is known.

Ridge regression learns what a film says beside all others that a member likes, and says little of one film alone.
Company counts: the cosine of two films over members, each the less telling the more they rate, times how known the
other film is, more where the texts of both are alike. Of one to ten known films it ranks better (docs/recommending.md).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from recommender.collaboration.grades import LIKED, LUKEWARM, SEEN
from recommender.shapes import Floats, Rows

# What a rating counts here, each step on top of the one before: to have rated a film at all says what one looks at.
STEPS = ((SEEN, 0.3), (LUKEWARM, 0.3), (LIKED, 0.4))
TAKEN = 0.002  # of the best-known film's ratings: taken to be there for each film, so that few ratings say little


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """The weights that are served, by places of films: row i of a sparse matrix is what liking film i says of others.

    Attributes:
        indptr: (films + 1,) int64.
        indices: (weights,) int32, ascending within a film.
        values: (weights,) float32, above 0.
    """

    indptr: NDArray[np.int64] = field(default_factory=lambda: np.zeros(1, dtype=np.int64))
    indices: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, dtype=np.int32))
    values: Floats = field(default_factory=lambda: np.zeros(0, dtype=np.float32))

    def summed(self, places: Rows, weights: Floats, films: int) -> Floats:
        """(films,) float32: for each film the sum over `places` of weight times (place, film)."""
        starts = self.indptr[places]
        counts = self.indptr[places + 1] - starts
        at = np.arange(int(counts.sum())) + np.repeat(starts - (np.cumsum(counts) - counts), counts)
        added = self.values[at] * np.repeat(weights, counts)
        return np.bincount(self.indices[at], added, minlength=films).astype(np.float32)

    def fits(self, films: int) -> bool:
        """Whether the arrays are those of so many films."""
        return (
            len(self.indptr) == films + 1
            and self.indptr[0] == 0
            and self.indptr[-1] == len(self.indices) == len(self.values)
            and bool((np.diff(self.indptr) >= 0).all())
            and (not len(self.indices) or (self.indices.min() >= 0 and self.indices.max() < films))
        )


class Counting:
    """Counts company among rated films, for all members, or for all but one."""

    def __init__(self, rows: Floats, texts: Floats | None) -> None:
        """Take what members rated.

        Args:
            rows: (members, films) float32, graded ratings.
            texts: (dim, films) float32, unit columns around their mean, or None.
        """
        self._texts = texts
        self._said = np.zeros_like(rows)
        for least, more in STEPS:
            self._said += np.float32(more) * (rows >= np.float32(least))
        self._telling: Floats = 1 / np.sqrt(np.maximum(np.square(self._said).sum(axis=1), 1))
        self._known: Floats = np.einsum("mf,mf,m->f", self._said, self._said, self._telling)

    def weights(self, films: Rows, without: int | None = None) -> Floats:
        """(len(films), all films) float32: what liking each of `films` says of every film, 0 of itself.

        Args:
            without: the row of a member who is left out.
        """
        told: Floats = (self._said[:, films] * self._telling[:, None]).T @ self._said
        known = self._known
        if without is not None:
            own, telling = self._said[without], self._telling[without]
            told -= telling * own[films][:, None] * own
            known = known - telling * np.square(own)
        most = max(float(known.max()), 1e-6)
        told /= np.sqrt((known[films] + np.float32(TAKEN * most)) * np.float32(most))[:, None]
        if self._texts is not None:
            told *= np.exp(self._texts[:, films].T @ self._texts)
        told[np.arange(len(films)), films] = 0
        return told
