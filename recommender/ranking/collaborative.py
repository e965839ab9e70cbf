"""What other members' ratings say, as parts of the score that add up over the liked films."""

from __future__ import annotations

import numpy as np

from recommender.index import Library
from recommender.ranking.wants import Wants
from recommender.shapes import Floats, Rows


def spread_of(library: Library, wants: Wants) -> Floats | None:
    """(rows of the library,) what all liked films together bring each film; None on a site without ratings."""
    if library.collaboration is None or not len(wants.liked):
        return None
    total = library.collaboration.scores(wants.liked, wants.liked_weights)
    return total if wants.spread is None else total + wants.spread


def shares(library: Library, rows: Rows, liked: Rows, weights: Floats) -> Floats:
    """(len(rows), len(liked)) what each liked film brings each of the films at `rows`; zeros without ratings."""
    if library.collaboration is None or not len(liked):
        return np.zeros((len(rows), len(liked)), dtype=np.float32)
    return library.collaboration.contributions(rows, liked, weights)
