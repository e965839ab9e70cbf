"""Every constant of a film's score, in one place. Where they come from: docs/architecture.md, "The score"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The constants of the score. `Engine` takes another set, so that they can be fitted through the serving code."""

    # What a rating says, by half stars from 1 to 10; a mark "want to see", and one "not interested".
    stars: tuple[float, ...] = (-1.25, -1.0, -0.75, -0.5, -0.25, 0.0, 0.4, 0.8, 0.9, 1.0)
    wished: float = 0.3
    unwanted: float = -0.4
    half_life: float = 1500.0  # days until a word on a film counts half as much beside the latest one
    faded_least: float = 0.5  # what is left of the oldest
    # How alike two films are: meaning of their texts, shared themes, shared genres, nearness in time. They sum to 1.
    text: float = 0.25
    themes: float = 0.38
    genres: float = 0.17
    era: float = 0.20
    era_years: float = 12.0  # films so many years apart are 1/e as near in time as films of one year
    # Cosines of this encoder between unrelated texts, and between texts that say nearly the same.
    film_low: float = 0.28
    film_high: float = 0.84
    # What a liked film brings: its likeness, to the power of three, and its collaborative weight to the candidate.
    likeness: float = 3.0
    collaboration: float = 4.0
    beside_ratings: float = 0.05  # part of likeness that counts in a member's list where there are ratings
    prior: float = 0.20  # what being known brings of itself where little else raises a film, on a site without ratings
    # Where there are ratings, what being known and company with the liked films bring. To a power: it must not grow
    # with every film as fast as what raises does.
    company: float = 0.24
    company_known: float = 0.3  # what being known counts for beside the company of one film
    company_power: float = 0.4
    # The power of being known that divides a member's score where there are ratings, and what adventurous adds to it:
    # what many like comes up of itself, for everybody.
    less_known: float = 0.1
    adventurous_less_known: float = 0.60
    dislike: float = 0.5  # how hard a disliked film pushes, against how hard a liked one pulls
    same_director: float = 0.05  # for each liked film that shares the person
    same_actor: float = 0.02
    # What words weigh.
    words: float = 0.9
    wished_genre: float = 0.7
    wished_theme: float = 0.5
    wished_person: float = 0.9
    # Part of all that raised a film which being known adds again: between films that fit alike, the known one.
    known: float = 0.20
    # Controls, at their ends.
    adventure: float = 2.0  # what a middling likeness counts for where the nearest no longer do
    obscure: float = 0.8  # part of what raised a well-known film that is taken, or given, again
    era_lean: float = 0.6  # part of what raised a film of the wished decade that is given again
    # Diversity: the part of relevance in MMR is 1 - varied * this; in a member's list where there are ratings it is
    # 1 - varied, to the power below at the tenth place, and rising to it from place to place.
    variety: float = 0.6
    variety_by_ratings: float = 1.3
    # How alike films are to the eye that looks over such a list: genres count for more than in what is liked.
    variety_genres: float = 0.40
    variety_era: float = 0.10

    def faded(self, days: NDArray[np.float64]) -> NDArray[np.float64]:
        """The part that is left of weights so many days older than the member's latest word."""
        return np.maximum(0.5 ** (days / self.half_life), self.faded_least)

    @lru_cache(maxsize=8)  # noqa: B019 - of the few sets of constants that there are
    def seen(self) -> Weights:
        """The set by which films of a member's list are held against each other where there are ratings."""
        return replace(self, genres=self.variety_genres, era=self.variety_era)


WEIGHTS = Weights()
