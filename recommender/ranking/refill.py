"""Well-known films: for newcomers, for words that match nothing, and to fill a list that would fall short."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from recommender.index import Library
from recommender.ranking.diversity import mmr
from recommender.ranking.likeness import affinity, sharpened
from recommender.ranking.score import era_nearness_of
from recommender.ranking.wants import Wants
from recommender.ranking.weights import WEIGHTS, Weights
from recommender.shapes import Rows

POOL = 60  # the best-known films, out of which some of different genres are chosen
WIDE_POOL = 400  # where controls lean away from the best known
TRADE_OFF = 0.6


def popular_rows(
    library: Library,
    allowed: NDArray[np.bool_],
    limit: int,
    wants: Wants | None = None,
    weights: Weights = WEIGHTS,
) -> Rows:
    """The best-known allowed films, no genre filling the list; fewer only where fewer are allowed.

    Controls lean it, and films like those that were disliked come later.
    """
    wants = Wants() if wants is None else wants
    controls = wants.controls
    leaning = bool(controls.obscure) or controls.era is not None or bool(len(wants.disliked))
    ranked = library.by_popularity
    rows = ranked[allowed[ranked]][: max(WIDE_POOL if leaning else POOL, 4 * limit)]
    if not len(rows):
        return rows
    known = library.popularity[rows]
    relevance = known / max(float(known[0]), 1e-6)
    if leaning:
        relevance = relevance * np.float32(1 - weights.obscure * controls.obscure)
        if controls.obscure > 0:  # of those known at all, the less known first
            relevance += np.float32(controls.obscure) * np.linspace(0, 1, len(rows), dtype=np.float32)
        if controls.era is not None:
            relevance = relevance + era_nearness_of(library.columns.year[rows], controls.era, weights)
        if len(wants.disliked):
            pushed = sharpened(affinity(library, rows, wants.disliked, weights)) @ wants.disliked_weights
            relevance = relevance - np.minimum(np.float32(weights.likeness) * pushed, 1)
        best = np.argsort(-relevance, kind="stable")[: max(POOL, 4 * limit)]
        rows, relevance = rows[best], relevance[best]
    return rows[mmr(relevance, library.columns.genres.cosine(rows, rows), limit, trade_off=TRADE_OFF)]


def refilled(
    library: Library, rows: Rows, allowed: NDArray[np.bool_], limit: int, wants: Wants, weights: Weights = WEIGHTS
) -> Rows:
    """The well-known films that a short list lacks; none where it is full."""
    missing = limit - len(rows)
    if missing <= 0:
        return np.empty(0, dtype=np.int64)
    rest = allowed.copy()
    rest[rows] = False
    return popular_rows(library, rest, missing, wants, weights)
