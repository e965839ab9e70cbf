"""How much a rating counts as liking, in training and in asking alike."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from recommender.shapes import Floats

LIKED, LUKEWARM, SEEN = 1.0, 0.3, 0.0001  # four stars and more, three stars and more, less
LIKED_FROM, LUKEWARM_FROM = 8, 6  # half stars


def graded(half_stars: NDArray[np.integer]) -> Floats:
    """How much each rating counts: 1 when liked, less when lukewarm, hardly at all when disliked.

    Args:
        half_stars: (n,) integers, 1 to 10.

    Returns:
        (n,) float32.

    >>> graded(np.array([10, 8, 7, 5])).tolist() == np.float32([1, 1, 0.3, 0.0001]).tolist()
    True
    """
    return np.where(half_stars >= LIKED_FROM, LIKED, np.where(half_stars >= LUKEWARM_FROM, LUKEWARM, SEEN)).astype(
        np.float32
    )
