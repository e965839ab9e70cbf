"""A column of tags: which films carry which genre, theme, country or language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from recommender.index.ragged import spans
from recommender.shapes import Floats, Rows


@dataclass(frozen=True)
class TagColumn:
    """Films x tags, as 0 and 1.

    Attributes:
        names: tag -> its number.
        matrix: (films, tags) uint8.
        weights: (tags,) float32, how telling a tag is: sqrt(ln(1 + films / films with it)), 0 for a tag without films.
        norms: (films,) float32, the length of each film's weighted tag vector, at least 1e-6.
    """

    names: Mapping[str, int]
    matrix: NDArray[np.uint8]
    weights: Floats
    norms: Floats

    @classmethod
    def build(cls, rows: Sequence[Iterable[str]], base: TagColumn | None = None) -> Self:
        """Make a column from each film's tags, appended below `base` where there is one."""
        names = dict(base.names) if base else {}
        numbered = [[names.setdefault(tag, len(names)) for tag in row] for row in rows]
        above = len(base.matrix) if base else 0
        matrix = np.zeros((above + len(rows), len(names)), dtype=np.uint8)
        if base:
            matrix[:above, : base.matrix.shape[1]] = base.matrix
        for row, tags in enumerate(numbered, start=above):
            matrix[row, tags] = 1
        carried = matrix.sum(axis=0, dtype=np.int64)
        weights = np.where(carried > 0, np.sqrt(np.log1p(len(matrix) / np.maximum(carried, 1))), 0).astype(np.float32)
        norms = np.maximum(np.sqrt(matrix @ np.square(weights)), 1e-6).astype(np.float32)
        return cls(names=names, matrix=matrix, weights=weights, norms=norms)

    def numbers(self, tags: Iterable[str]) -> list[int]:
        """The numbers of the tags that some film carries; others are left out."""
        return [self.names[tag] for tag in tags if tag in self.names]

    def having_all(self, tags: Sequence[str]) -> NDArray[np.bool_]:
        """(films,) bool: carries every one of the tags; nothing does when a tag is unknown."""
        numbers = self.numbers(tags)
        if len(numbers) < len(tags):
            return np.zeros(len(self.matrix), dtype=np.bool_)
        return self.matrix[:, numbers].all(axis=1)

    def having_any(self, tags: Iterable[str]) -> NDArray[np.bool_]:
        """(films,) bool: carries at least one of the tags."""
        return self.matrix[:, self.numbers(tags)].any(axis=1)

    def cosine(self, rows: Rows, others: Rows) -> Floats:
        """(len(rows), len(others)) cosine of the weighted tag vectors."""
        tags = np.flatnonzero(self.matrix[others].any(axis=0))  # what none of the others carries adds nothing
        left = self.matrix[rows][:, tags].astype(np.float32)
        right = self.matrix[others][:, tags] * (np.square(self.weights[tags]) / self.norms[others][:, None])
        cosine: Floats = left @ right.T
        cosine /= self.norms[rows][:, None]
        return cosine

    @cached_property
    def telling_order(self) -> Mapping[str, int]:
        """The place of each tag among all, the most telling first; of equals the one of the lower number."""
        return {self.labels[n]: place for place, n in enumerate(np.argsort(-self.weights, kind="stable").tolist())}

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The tags by their numbers."""
        return tuple(self.names)

    @cached_property
    def postings(self) -> tuple[NDArray[np.int64], Rows]:
        """Tags x films in compact rows: where each tag's films start, and the rows of the films, ascending."""
        films, tags = np.nonzero(self.matrix)
        order = np.argsort(tags, kind="stable")
        return np.searchsorted(tags[order], np.arange(len(self.names) + 1)), films[order]

    def carriers(self, tags: NDArray[np.int64]) -> tuple[NDArray[np.int64], Rows]:
        """Every film of several tags: for each pair the place of the tag in `tags`, and the film's row."""
        starts, films = self.postings
        owners, places = spans(starts, tags)
        return owners, films[places]

    def nearest(self, profile: Floats, allowed: NDArray[np.bool_], k: int) -> Rows:
        """Rows of the k allowed films with the largest cosine to a weighted tag profile (tags,), best first."""
        tags = np.flatnonzero(profile)
        if not len(tags):
            return np.empty(0, dtype=np.int64)
        scores = (self.matrix[:, tags] @ (profile[tags] * self.weights[tags])) / self.norms
        scores = np.where(allowed, scores, 0)
        return top(scores, k, positive=True)


def top(scores: Floats, k: int, *, positive: bool = False) -> Rows:
    """Row numbers of the k largest scores, best first; ties go to the lower row, so that the order is always the same.

    Args:
        scores: (n,) floats.
        positive: leave out scores that are not above 0.
    """
    rows = np.flatnonzero(scores > 0) if positive else np.arange(len(scores))
    if len(rows) > k:
        least = np.partition(scores[rows], -k)[-k]
        rows = rows[scores[rows] >= least]
    return rows[np.argsort(-scores[rows], kind="stable")][:k].astype(np.int64)
