"""The recommenders to compare with, each with the fixed settings under which it is known; none serves anybody.

Every peer takes what members liked, (members, films) float32, and gives scores of the same shape.
"""

from __future__ import annotations

import importlib.util

import numpy as np

from recommender.collaboration import Ease
from recommender.shapes import Floats, Rows

NEIGHBOURS = 50  # item kNN; of films equally near those of the lower row
TIE = 1e-6  # less than any difference between two cosines that are not equal
RIDGE = 100.0  # EASE
ALL_RIDGE = 300.0  # EASE on everything rated, part of the hybrid
FACTORS, ALPHA, REGULARIZATION, ITERATIONS, SEED = 32, 6.0, 3.0, 15, 0  # iALS
TEXT_NEIGHBOURS, TEXT_RIDGE = 20, 1.0  # cold films
IALS_PACKAGE = "implicit"


class PeerMissing(RuntimeError):
    """A package that a peer is made with is not installed."""


def popularity(liked: Floats) -> Floats:
    """How many like a film, the same for all."""
    counts = liked.sum(axis=0)
    return np.broadcast_to(counts, liked.shape).astype(np.float32)


def item_knn(liked: Floats) -> Floats:
    """The cosines of the films liked to each of their nearest films, summed."""
    norms = np.maximum(np.sqrt(liked.sum(axis=0)), 1)
    cosine: Floats = (liked / norms).T @ (liked / norms)
    np.fill_diagonal(cosine, 0)
    if len(cosine) > NEIGHBOURS:
        order = cosine - TIE * np.arange(len(cosine), dtype=np.float32) / len(cosine)
        near = np.argpartition(-order, NEIGHBOURS - 1, axis=1)[:, :NEIGHBOURS]
        kept = np.zeros_like(cosine)
        np.put_along_axis(kept, near, np.take_along_axis(cosine, near, axis=1), axis=1)
        cosine = kept
    scores: Floats = liked @ cosine
    return scores


def ease(liked: Floats, ridge: float = RIDGE) -> Floats:
    """EASE (Steck, 2019); graded when `liked` is."""
    return Ease(liked, ridge).scores(liked)


def factors(liked: Floats) -> tuple[Floats, Floats]:
    """Implicit ALS (Hu, Koren and Volinsky, 2008): (members, factors) and (films, factors).

    Raises:
        PeerMissing: the package `implicit`, or SciPy, is not installed.
    """
    for package in (IALS_PACKAGE, "scipy"):
        if importlib.util.find_spec(package) is None:
            raise PeerMissing(package)
    from implicit.als import AlternatingLeastSquares
    from scipy.sparse import csr_matrix

    model = AlternatingLeastSquares(
        factors=FACTORS,
        alpha=ALPHA,
        regularization=REGULARIZATION,
        iterations=ITERATIONS,
        random_state=SEED,
        num_threads=1,  # several threads add in another order: the same ratings would give other factors
    )
    model.fit(csr_matrix(liked), show_progress=False)
    return np.asarray(model.user_factors, dtype=np.float32), np.asarray(model.item_factors, dtype=np.float32)


def ials(liked: Floats) -> Floats:
    """Scores by implicit ALS.

    Raises:
        PeerMissing: see `factors`.
    """
    members, films = factors(liked)
    scores: Floats = members @ films.T
    return scores


def hybrid(liked: Floats, rated: Floats, shared: Floats) -> Floats:
    """The sum of three standardized parts: EASE with rows for genres and decades, EASE on all rated, and iALS.

    Args:
        rated: (members, films) 1 where a member rated a film at all.
        shared: (features, films) 1 where a film has a genre, or is of a decade.

    Raises:
        PeerMissing: see `factors`.
    """
    with_features = Ease(np.concatenate([liked, shared]), RIDGE).scores(liked)
    parts = (with_features, Ease(rated, ALL_RIDGE).scores(rated), ials(liked))
    total = np.zeros_like(liked)
    for part in parts:
        total += (part - part.mean(axis=1, keepdims=True)) / np.maximum(part.std(axis=1, keepdims=True), 1e-9)
    return total


def text_knn(liked: Floats, vectors: Floats, cold: Floats) -> Floats:
    """(members, cold films) how alike each cold film's nearest known texts are to it, summed over those liked.

    Args:
        vectors: (films, dim) float32, unit rows, the texts of the films of `liked`; zeros where there is none.
        cold: (cold films, dim) float32, unit rows.
    """
    cosine: Floats = vectors @ cold.T
    k = min(TEXT_NEIGHBOURS, len(cosine))
    near = np.argpartition(-cosine, k - 1, axis=0)[:k]
    kept = np.zeros_like(cosine)
    np.put_along_axis(kept, near, np.take_along_axis(cosine, near, axis=0), axis=0)
    scores: Floats = liked @ kept
    return scores


def text_ridge(liked: Floats, vectors: Floats, cold: Floats) -> Floats:
    """(members, cold films) the factors of iALS, foretold from texts by ridge regression over films that have one.

    Raises:
        PeerMissing: see `factors`.
    """
    members, films = factors(liked)
    has = vectors.any(axis=1)
    known, wanted = vectors[has].astype(np.float64), films[has].astype(np.float64)
    inner = known.T @ known + TEXT_RIDGE * np.eye(known.shape[1])
    foretold = cold @ np.linalg.solve(inner, known.T @ wanted)
    scores: Floats = (members @ foretold.T).astype(np.float32)
    return scores


def ease_few(everybody: Floats, members: Rows, known: Floats) -> Floats:
    """(members, films) EASE as trained without the member, for members of whom only some films are known.

    Leaving out one row of X takes one row and column from K = (X X' + l I)^-1, which is a step of elimination; with it
    come the scores and the diagonal, member by member, exactly.

    Args:
        everybody: (all members, films) what everybody liked.
        members: (members,) their rows in `everybody`.
        known: (members, films) what is known of them.
    """
    inner = everybody @ everybody.T
    inner[np.diag_indices(len(inner))] += np.float32(RIDGE)
    solved: Floats = np.linalg.inv(inner)
    told: Floats = solved @ everybody  # K X
    left = 1 - np.einsum("mf,mf->f", everybody, told)
    own = told[members]
    scale = solved[members, members]
    asked = known @ everybody.T
    without = (asked * solved[members]).sum(axis=1) / scale
    reached = asked @ told - without[:, None] * own
    left_without = left + np.square(own) / scale[:, None]
    scores: Floats = (reached - known * (1 - left_without)) / left_without
    return scores
