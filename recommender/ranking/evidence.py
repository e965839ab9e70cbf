"""What films say to the words asked: meaning decides which films are looked at, shared words order them.

The two are multiplied, not added. A film far from the words in meaning gets nothing for sharing some of them ("a bank
robbery" is in many a text), and among films near in meaning the one that shares the rare words is the one meant.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.index import AskedWords, Library, Rarity
from recommender.index.tags import top
from recommender.ranking.offtopic import Sorts
from recommender.shapes import Floats, Rows

# Fitted on the half of tests/asks that is built with: docs/asking.md.
NEAR_SHARE, NEAR_LEAST, NEAR_MOST = 25, 40, 100  # one film of so many counts as near in meaning, within these bounds
SLOPE = 0.25  # power of nearness, 1 for the nearest film and 0 for the first that is not near
SHARED = 4.0  # what sharing all words weighs, beside 1 for nearness alone
MOST_SHARED = 1.5  # pairs of words can bring more than all words; not more than this
LEAST_DEPTH = 0.05  # cosines apart by less than this say nothing about which film is nearer


@dataclass(frozen=True, slots=True)
class Evidence:
    """How the films of a library answer some words.

    Attributes:
        asked: the words, as terms.
        rarity: of each of them.
        near: the films that count as near in meaning, the nearest first.
        nearness: (rows of the library,) 0..1, 0 for all films that are not near.
        shared: (rows of the library,) 0..MOST_SHARED, the share of the asked words that a near film holds, by rarity.
        beyond: the first film that does not count as near, or -1; the nearness of the others is measured from it.
        cosine: of the nearest film.
        off_topic: by how much the words are nearer to what is asked of other machines than to what is asked of us.
        lean: how far they lie in that direction, about -1 to 1.
        depth: by how much the nearest film is nearer than the first that does not count as near.
    """

    asked: AskedWords
    rarity: Rarity
    near: Rows
    nearness: Floats
    shared: Floats
    beyond: int = -1
    cosine: float = 0.0
    depth: float = 0.0
    off_topic: float = 0.0
    lean: float = 0.0

    def fit(self, rows: Rows) -> Floats:
        """(len(rows),) float32, 0..1 and a little: how well films answer the words."""
        fit: Floats = self.nearness[rows] * (1 + SHARED * self.shared[rows]) / (1 + SHARED)
        return fit

    def rests_on(self, rows: Collection[int]) -> bool:
        """Whether it would be another without some films."""
        return self.beyond in rows or any(self.nearness[row] for row in rows)


def evidence(
    library: Library, text: str, vector: Floats | None, allowed: NDArray[np.bool_], both: Sorts | None = None
) -> Evidence:
    """Weigh all allowed films against a text. Without its vector the words alone decide.

    Args:
        both: what is asked of others and of us, which the text is held against too.
    """
    asked = AskedWords.read(text)
    rarity = library.word_rarity(asked)
    nearness, shared = np.zeros((2, len(allowed)), dtype=np.float32)
    if vector is None:
        shared = np.minimum(library.word_scores(asked) / rarity.all_of_it, MOST_SHARED)
        near = top(np.where(allowed, shared, np.float32(0)), NEAR_MOST, positive=True)
        nearness[near] = 1
        return Evidence(asked, rarity, near, nearness, shared)
    size = max(NEAR_LEAST, min(NEAR_MOST, len(library) // NEAR_SHARE))
    found, cosines = library.nearest(vector[None, :], size + 1, allowed)[0]
    near = found[:size]
    if not len(found):
        return Evidence(asked, rarity, near, nearness, shared)
    low = float(cosines[-1]) if len(found) > size else float(cosines[-1]) - LEAST_DEPTH
    depth = float(cosines[0]) - low
    nearness[found] = (np.maximum(cosines - low, 0) / max(depth, LEAST_DEPTH)) ** SLOPE
    rows = np.sort(near)
    shared[rows] = np.minimum(library.word_scores(asked, rows) / rarity.all_of_it, MOST_SHARED)
    beyond = int(found[-1]) if len(found) > size else -1
    off_topic, lean = (both.nearer(vector), both.lean(vector)) if both is not None else (0.0, 0.0)
    return Evidence(asked, rarity, near, nearness, shared, beyond, float(cosines[0]), depth, off_topic, lean)
