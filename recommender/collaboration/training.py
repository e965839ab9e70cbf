"""From ratings to the model that is served: solve, keep the strongest weights, place films that nobody rated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from recommender.collaboration.ease import Ease
from recommender.collaboration.grades import LIKED_FROM, graded
from recommender.collaboration.model import Collaboration
from recommender.collaboration.ratings import Ratings
from recommender.shapes import Floats, Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How the model is trained. The defaults were fitted on the validation split of docs/recommending.md."""

    ridge: float = 100.0
    kept: int = 300  # weights into a film that are kept, the strongest
    text_neighbours: int = 20  # rated films that place an unrated one


def train(
    film_ids: Rows, ratings: Ratings, vectors: Floats | None = None, settings: Settings | None = None
) -> Collaboration:
    """Learn which films go together.

    Args:
        film_ids: (rows,) int64, all films that may be recommended, rated or not.
        ratings: of any films; those of films not named above are left out.
        vectors: (rows, dim) float32, unit rows, the texts of the films; without them only rated films take part.

    Returns:
        A model laid over `film_ids`. The same input gives the same model.

    Raises:
        ValueError: no rating is of any of the films.
    """
    settings = settings or Settings()
    row_of = {int(film): row for row, film in enumerate(film_ids)}
    ratings = ratings.only(np.isin(ratings.films, film_ids))
    if not len(ratings):
        raise ValueError("none of the ratings is of a film that is here")
    _, members = np.unique(ratings.members, return_inverse=True)
    rated, places = np.unique(np.array([row_of[int(film)] for film in ratings.films]), return_inverse=True)
    matrix = np.zeros((int(members.max()) + 1, len(rated)), dtype=np.float32)
    matrix[members, places] = graded(ratings.half_stars)
    liked = np.zeros(len(film_ids), dtype=np.float32)
    np.add.at(liked, rated[places], (ratings.half_stars >= LIKED_FROM).astype(np.float32))
    columns = _columns(matrix, rated, film_ids, vectors, settings)
    indptr, indices, values = _gathered(columns, len(film_ids), settings.kept)
    return Collaboration(
        film_ids=np.asarray(film_ids, dtype=np.int64),
        indptr=indptr,
        indices=indices,
        values=values,
        popularity=liked / max(float(liked.max()), 1.0),
        rated=np.isin(np.arange(len(film_ids)), rated),
        place_of=np.arange(len(film_ids), dtype=np.int64),
    )


Column = tuple[int, Rows, Floats]  # into which row, from which rows, how strongly


def _columns(
    matrix: Floats, rated: Rows, film_ids: Rows, vectors: Floats | None, settings: Settings
) -> Iterator[Column]:
    """What raises each film: the strongest weights of the model, and for unrated films those of their neighbours."""
    kept: dict[int, tuple[Rows, Floats]] = {}
    for start, block in Ease(matrix, settings.ridge).columns():
        for place, weights in enumerate(block.T, start=start):
            strongest = _strongest(weights, settings.kept)
            kept[int(rated[place])] = rated[strongest], weights[strongest]
            yield int(rated[place]), *kept[int(rated[place])]
    if vectors is None:
        return
    unrated = np.setdiff1d(np.arange(len(film_ids)), rated)
    for row in unrated:
        likeness = vectors[rated] @ vectors[row]
        near = _strongest(np.maximum(likeness, 0), settings.text_neighbours)
        total = np.zeros(len(film_ids), dtype=np.float32)
        for place in near:
            rows, weights = kept[int(rated[place])]
            total[rows] += weights * likeness[place] / settings.text_neighbours
        strongest = _strongest(total, settings.kept)
        yield int(row), strongest, total[strongest]


def _strongest(weights: Floats, k: int) -> Rows:
    """Places of the k weights furthest from 0, ascending; of equals the lower ones."""
    size = np.abs(weights)
    places = np.flatnonzero(size)
    if len(places) > k:
        places = places[np.argsort(-size[places], kind="stable")[:k]]
    return np.sort(places).astype(np.int64)


def _gathered(columns: Iterator[Column], films: int, kept: int) -> tuple[Rows, np.ndarray, Floats]:
    """Turn columns (into a film) into rows (from a liked film): what a request reads lies together."""
    into, origin, values = [], [], []
    for row, rows, weights in columns:
        into.append(np.full(len(rows), row, dtype=np.int32))
        origin.append(rows.astype(np.int32))
        values.append(weights)
    origins, targets = np.concatenate(origin), np.concatenate(into)
    order = np.lexsort((targets, origins))
    indptr = np.zeros(films + 1, dtype=np.int64)
    np.cumsum(np.bincount(origins, minlength=films), out=indptr[1:])
    return indptr, targets[order], np.concatenate(values)[order].astype(np.float32)
