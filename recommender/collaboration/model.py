"""The served form of what ratings taught: for each film the films that liking it raises, in sparse matrices."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from recommender.collaboration.company import Company
from recommender.shapes import Floats, Rows

ABSENT = -1


class CollaborationError(RuntimeError):
    """A file that holds no model that can be served. The message names the file and what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collaboration:
    """Item-item weights: liking film i raises film j by the weight (i, j), and nothing else does. Immutable.

    Films have places of their own, in the order of `film_ids`; callers speak of rows of their library, which `over`
    lays the model over. A row without a place takes no part: its weights are 0.

    Attributes:
        film_ids: (films,) int64.
        indptr: (films + 1,) int64: the weights of the film at place i lie from indptr[i] to indptr[i + 1].
        indices: (weights,) int32, the places of the films that are raised, ascending within a film.
        values: (weights,) float32, not 0.
        popularity: (films,) float32, 0 to 1: how many like a film, on a scale where the most liked film has 1.
        rated: (films,) bool: has ratings of its own; the others are placed by what they have in common with those.
        least: how much a weight between rated films had to be worth to be kept.
        place_of: (rows of the library,) int64, or ABSENT.
        company: what tells most of somebody little known; it has no part in the weights above.
    """

    film_ids: Rows
    indptr: NDArray[np.int64]
    indices: NDArray[np.int32]
    values: Floats
    popularity: Floats
    rated: NDArray[np.bool_]
    least: float
    place_of: Rows
    company: Company = field(default_factory=Company)

    def __len__(self) -> int:
        return len(self.film_ids)

    def over(self, film_ids: Rows) -> Collaboration:
        """The same model for a library whose row i is the film `film_ids[i]`; a film may have several rows."""
        order = np.argsort(self.film_ids, kind="stable")
        found = np.searchsorted(self.film_ids, film_ids, sorter=order).clip(max=max(len(order) - 1, 0))
        if not len(order):
            return replace(self, place_of=np.full(len(film_ids), ABSENT, dtype=np.int64))
        places = order[found]
        return replace(self, place_of=np.where(self.film_ids[places] == film_ids, places, ABSENT).astype(np.int64))

    def scores(self, liked: Rows, weights: Floats) -> Floats:
        """(rows of the library,) float32: for every film the sum over liked films of weight times (liked, film).

        The sum over `contributions` for the same films, for all rows at once, in a time that does not grow with them.

        Args:
            liked: (liked,) rows.
            weights: (liked,) float32; below 0 where a film was disliked.
        """
        return self._spread(self._summed(liked, weights))

    def company_of(self, liked: Rows, weights: Floats) -> Floats:
        """(rows of the library,) float32: how much each film is rated by those who rated what is liked, at least 0."""
        places = self.place_of[liked]
        here = places != ABSENT
        return self._spread(self.company.summed(places[here], weights[here], len(self.film_ids)))

    def contributions(self, candidates: Rows, liked: Rows, weights: Floats) -> Floats:
        """(candidates, liked) float32: what each liked film adds to each candidate.

        Args:
            candidates: (candidates,) rows, each at most once.
            liked: (liked,) rows.
            weights: (liked,) float32.
        """
        column = np.full(len(self.film_ids) + 1, ABSENT, dtype=np.int32)  # the last place is that of ABSENT
        column[self.place_of[candidates]] = np.arange(len(candidates))
        column[ABSENT] = ABSENT
        at, owners = self._entries(self.place_of[liked])
        to = column[self.indices[at]]
        hits = np.flatnonzero(to >= 0)
        of = owners[hits]
        found = np.zeros((len(candidates), len(liked)), dtype=np.float32)
        found[to[hits], of] = self.values[at[hits]] * weights[of]
        return found

    def neighbours(self, row: int, k: int) -> tuple[Rows, Floats]:
        """The rows that liking the film at `row` raises most, best first, and by how much; ties go to the lower row."""
        scores = self.scores(np.array([row], dtype=np.int64), np.ones(1, dtype=np.float32))
        rows = np.flatnonzero(scores > 0)
        rows = rows[np.argsort(-scores[rows], kind="stable")][:k].astype(np.int64)
        return rows, scores[rows]

    def known(self) -> Floats:
        """(rows of the library,) float32, 0 to 1: how popular each film is."""
        return self._spread(self.popularity)

    def without_ratings(self, rows: Rows) -> NDArray[np.bool_]:
        """(rows,) whether a film has no ratings of its own, so that how popular it is cannot be told."""
        unrated: NDArray[np.bool_] = ~np.append(self.rated, False)[self.place_of[rows]]
        return unrated

    def save(self, path: Path) -> None:
        """Write the model as one .npz file: the same model, the same bytes."""
        with path.open("wb") as file:
            np.savez(
                file,
                film_ids=self.film_ids,
                indptr=self.indptr,
                indices=self.indices,
                values=self.values.astype(np.float16),
                popularity=self.popularity,
                rated=self.rated,
                least=np.float64(self.least),
                company_indptr=self.company.indptr,
                company_indices=self.company.indices,
                company_values=self.company.values.astype(np.float16),
            )

    @classmethod
    def load(cls, path: Path) -> Collaboration:
        """Read what `save` wrote, laid over its own films.

        Raises:
            CollaborationError: the file is missing, or holds something else.
        """
        try:
            with np.load(path, allow_pickle=False) as file:
                arrays = {name: file[name] for name in file.files}
            company = Company(
                indptr=arrays.pop("company_indptr"),
                indices=arrays.pop("company_indices"),
                values=arrays.pop("company_values").astype(np.float32),
            )
            model = cls(
                **arrays | {"values": arrays["values"].astype(np.float32), "least": float(arrays["least"])},
                company=company,
                place_of=np.arange(len(arrays["film_ids"]), dtype=np.int64),
            )
            model._check()
        except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as error:
            raise CollaborationError(f"{path} holds no model of ratings: {error}") from None
        return model

    def _check(self) -> None:
        films = len(self.film_ids)
        fits = (
            len(self.indptr) == films + 1
            and len(self.popularity) == len(self.rated) == films
            and self.indptr[0] == 0
            and self.indptr[-1] == len(self.indices) == len(self.values)
            and bool((np.diff(self.indptr) >= 0).all())
            and (not len(self.indices) or (self.indices.min() >= 0 and self.indices.max() < films))
            and self.company.fits(films)
        )
        if not fits:
            raise ValueError("its arrays do not fit each other")

    def _summed(self, liked: Rows, weights: Floats) -> Floats:
        """(films,) float32 by place. In the order of `liked`: the same films in the same order, the same bits."""
        at, owners = self._entries(self.place_of[liked])
        added = self.values[at] * weights[owners]
        return np.bincount(self.indices[at], added, minlength=len(self.film_ids)).astype(np.float32)

    def _entries(self, places: Rows) -> tuple[Rows, Rows]:
        """Where the weights of films lie, film by film, and whose they are: places in `places`. ABSENT has none."""
        starts = self.indptr[places]
        counts = np.where(places == ABSENT, 0, self.indptr[places + 1] - starts)
        owners = np.repeat(np.arange(len(places)), counts)
        return np.arange(len(owners)) + (starts - (np.cumsum(counts) - counts))[owners], owners

    def _spread(self, by_place: Floats) -> Floats:
        """From places to rows of the library; 0 where a row has no place."""
        return np.append(by_place, np.float32(0))[self.place_of]
