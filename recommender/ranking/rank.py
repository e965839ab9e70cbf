"""From what is asked to an ordered list: candidates, score, diversity. Each stage is a function of its own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.index import Library
from recommender.index.tags import top
from recommender.ranking.diversity import mmr
from recommender.ranking.reasons import reasons_for
from recommender.ranking.terms import Wants, affinity, score_terms
from recommender.shapes import Floats, Pick, Reason, Rows

NEAREST = 150  # candidates from each list
INTERESTS = 12  # liked films that bring candidates of their own; the others only score
POOL = 60  # the best-scored films, among which diversity may choose


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """The picks, and the cosine of the nearest candidate's text to the words asked, from which confidence is told."""

    picks: tuple[Pick, ...]
    best_cosine: float = 0.0


def rank(library: Library, wants: Wants, allowed: NDArray[np.bool_], limit: int) -> Ranked:
    """The `limit` best allowed films for what is wanted, with their reasons. Same input, same list.

    Args:
        allowed: (rows of the library,) bool, what may be recommended at all.
        limit: fewer come back only when fewer films have anything in common with what is wanted.
    """
    rows = candidates(library, wants, allowed)
    if not len(rows):
        return Ranked(picks=())
    terms = score_terms(library, rows, wants)
    scores: Floats = np.sum([term.values for term in terms], axis=0, dtype=np.float32)
    pool = top(scores, max(POOL, 2 * limit))
    order = pool[_diverse(library, rows[pool], scores[pool], limit)]
    picks = tuple(
        Pick(
            film=library.films[rows[place]],
            score=float(scores[place]),
            reasons=reasons_for(library, int(rows[place]), place, terms),
        )
        for place in order
    )
    cosine = 0.0 if wants.vector is None else float((library.vectors(rows) @ wants.vector).max())
    return Ranked(picks=picks, best_cosine=cosine)


def candidates(library: Library, wants: Wants, allowed: NDArray[np.bool_]) -> Rows:
    """Rows worth scoring: near a liked film or the words in meaning, sharing its themes, or carrying a wished tag."""
    themes, genres = library.columns.themes, library.columns.genres
    lists: list[Rows] = []
    leading = wants.liked[np.argsort(-wants.liked_weights, kind="stable")][:INTERESTS]
    vectors = [library.vectors(leading)] if len(leading) else []
    if wants.vector is not None:
        vectors.append(wants.vector[None, :])
    if vectors:
        lists += library.search(np.concatenate(vectors), NEAREST, allowed)
    lists += [themes.nearest(themes.matrix[row] * themes.weights, allowed, NEAREST) for row in leading]
    for column, names in ((themes, wants.themes), (genres, wants.genres)):
        numbers = column.numbers(names)
        if not numbers:
            continue
        profile = np.zeros(len(column.names), dtype=np.float32)
        profile[numbers] = 1
        lists.append(column.nearest(profile, allowed, NEAREST))
        carried = column.matrix[:, numbers] @ column.weights[numbers] * allowed
        lists.append(top(carried * (1 + 0.1 * library.columns.well_known), NEAREST, positive=True))
    for name in wants.people:
        rows = np.array(library.columns.people.get(name, ()), dtype=np.int64)
        lists.append(rows[allowed[rows]])
    return np.unique(np.concatenate(lists)) if lists else np.empty(0, dtype=np.int64)


def popular(library: Library, allowed: NDArray[np.bool_], limit: int) -> Ranked:
    """Well-known films, the most rated first, no genre filling the list: for newcomers, and when nothing matches."""
    columns = library.columns
    scores = columns.well_known.astype(np.float32) + 0.2 * np.log1p(columns.ratings).astype(np.float32)
    rows = np.flatnonzero(allowed)
    rows = rows[top(scores[rows], max(POOL, 4 * limit))]
    if not len(rows):
        return Ranked(picks=())
    relevance = scores[rows] / max(float(scores[rows].max()), 1e-6)
    order = mmr(relevance, columns.genres.cosine(rows, rows), limit, trade_off=0.6)
    reason = Reason(kind="popular", text="Well known and well liked", share=1.0)
    return Ranked(picks=tuple(Pick(film=library.films[row], score=0.0, reasons=(reason,)) for row in rows[order]))


def _diverse(library: Library, rows: Rows, scores: Floats, limit: int) -> Rows:
    best = float(scores.max())
    relevance = scores / best if best > 0 else scores
    return mmr(relevance, affinity(library, rows, rows), limit, trade_off=0.8)
