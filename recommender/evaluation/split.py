"""Which ratings are known and which are held out. Hashes decide, so that every run and every machine splits alike."""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray

from recommender.shapes import Rows

Mask = NDArray[np.bool_]
PARTS = 5  # one of five is held out


def number_of(words: str) -> int:
    """The SHA-1 of the words, as a number."""
    return int(hashlib.sha1(words.encode(), usedforsecurity=False).hexdigest(), 16)


def held_out(members: Rows, films: Rows, salt: str = "") -> Mask:
    """(ratings,) bool: the test half, where sha1("member:film") % 5 == 0; with the salt "v:" the validation part."""
    pairs = zip(members.tolist(), films.tolist(), strict=True)
    return np.array([number_of(f"{salt}{member}:{film}") % PARTS == 0 for member, film in pairs], dtype=np.bool_)


def cold(films: Rows, salt: str = "film:") -> Mask:
    """(films,) bool: the films whose ratings are all held out, where sha1("film:id") % 5 == 0."""
    by_id = {film: number_of(f"{salt}{film}") % PARTS == 0 for film in np.unique(films).tolist()}
    return np.array([by_id[film] for film in films.tolist()], dtype=np.bool_)


def few(member: int, films: Rows) -> Rows:
    """The films in the order in which little is known of a member: by sha1("few:member:film"), lowest first."""
    return np.array(sorted(films.tolist(), key=lambda film: number_of(f"few:{member}:{film}")), dtype=np.int64)
