"""Ratings as arrays: all that training reads."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.shapes import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratings:
    """One rating a place, in any order: who rated which film, with how many half stars.

    Attributes:
        members: (n,) int64, any numbers that tell members apart.
        films: (n,) int64, film ids; those of films that are not trained on are left out.
        half_stars: (n,) int8, 1 to 10.

    Raises:
        ValueError: the arrays differ in length, or a rating is out of bounds.
    """

    members: Rows
    films: Rows
    half_stars: NDArray[np.int8]

    def __post_init__(self) -> None:
        if not len(self.members) == len(self.films) == len(self.half_stars):
            counts = f"{len(self.members)} members, {len(self.films)} films, {len(self.half_stars)} ratings"
            raise ValueError(f"lengths differ: {counts}")
        if len(self.half_stars) and not (self.half_stars.min() >= 1 and self.half_stars.max() <= 10):
            raise ValueError("a rating is 1 to 10 half stars")

    def __len__(self) -> int:
        return len(self.members)

    def only(self, places: NDArray[np.bool_]) -> Ratings:
        """The ratings at the places that are true."""
        return Ratings(members=self.members[places], films=self.films[places], half_stars=self.half_stars[places])
