"""Members of the toy catalogue who like what a child would guess: soldiers, space or love; film 12 nobody has rated."""

from __future__ import annotations

import numpy as np

from recommender.collaboration import Ratings

WAR, SPACE, LOVE, DREAD = (1, 2, 3), (4, 5, 6), (7, 8, 9), (10, 11)


def ratings() -> Ratings:
    """Forty members: each likes the films of one kind, or two of its three, and dislikes one film of another kind."""
    rows: list[tuple[int, int, int]] = []
    for member in range(40):
        kinds = (WAR, SPACE, LOVE, DREAD)
        mine, other = kinds[member % 4], kinds[(member + 1) % 4]
        left_out = mine[(member // 4) % len(mine)] if member % 3 and len(mine) > 2 else None
        rows += [(member, film, 8 + (member + film) % 3) for film in mine if film != left_out]
        rows.append((member, other[member % len(other)], 2))
    members, films, half_stars = zip(*rows, strict=True)
    return Ratings(
        members=np.array(members, dtype=np.int64),
        films=np.array(films, dtype=np.int64),
        half_stars=np.array(half_stars, dtype=np.int8),
    )
