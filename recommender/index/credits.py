"""Who made which film, as arrays: for telling at once what many films share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.index.ragged import spans
from recommender.shapes import FilmFacts, Rows


@dataclass(frozen=True, slots=True)
class Credits:
    """Films x people in compact rows: the people of film i are `people[starts[i]:starts[i + 1]]`, as numbers.

    Attributes:
        numbers: a person's name -> their number.
        names: (people,) the names, by number.
        starts: (films + 1,) int64.
        people: (credits,) int32, without repeats within a film; directors first.
        directors: (credits,) bool, whether that person directed that film.
    """

    numbers: Mapping[str, int]
    names: tuple[str, ...]
    starts: NDArray[np.int64]
    people: NDArray[np.int32]
    directors: NDArray[np.bool_]

    @classmethod
    def build(cls, films: Sequence[FilmFacts], base: Credits | None = None) -> Credits:
        """The credits of `films`, below those of `base`; a person keeps their number."""
        numbers = dict(base.numbers) if base else {}
        people: list[int] = []
        directors: list[bool] = []
        starts = [len(base.people) if base else 0]
        for film in films:
            directed = dict.fromkeys(film.directors)
            for name in dict.fromkeys((*film.directors, *film.cast)):
                people.append(numbers.setdefault(name, len(numbers)))
                directors.append(name in directed)
            starts.append(starts[0] + len(people))
        fresh = np.array(people, dtype=np.int32), np.array(directors, dtype=np.bool_)
        return cls(
            numbers=numbers,
            names=tuple(numbers),
            starts=np.concatenate([base.starts[:-1], starts]) if base else np.array(starts, dtype=np.int64),
            people=np.concatenate([base.people, fresh[0]]) if base else fresh[0],
            directors=np.concatenate([base.directors, fresh[1]]) if base else fresh[1],
        )

    def of(self, rows: Rows) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The credits of several films: for each, the place of its film in `rows`, and its place in `people`."""
        return spans(self.starts, rows)
