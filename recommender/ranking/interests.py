"""A member's interests: the films they liked in a handful of groups, each named for what its films share.

One average of all that somebody likes lies between their tastes and near none; a group of like films is a place.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from recommender.index import Library, TagColumn
from recommender.ranking.likeness import affinity
from recommender.ranking.weights import WEIGHTS, Weights
from recommender.shapes import Floats, Interest, Rows

MOST = 6
MOST_NAMED = 12  # films named in a question around each of which candidates are looked for
APART, TOGETHER = 0.2, 0.6  # likenesses: films that stand not at all, or wholly, for each other
LEAST_GAIN = 0.06  # of all weight: a further interest must speak for so much that the others do not
NAMED_THEMES = 2
SHARED_BY = 0.3  # of an interest's weight: what fewer of its films carry does not name it


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Liked films that are alike.

    Attributes:
        rows: the films, the most typical first.
        weights: (rows,) float32, above 0.
        share: part of the weight of all groups.
    """

    rows: Rows
    weights: Floats
    share: float


def grouped(library: Library, liked: Rows, liked_weights: Floats, weights: Weights = WEIGHTS) -> tuple[Group, ...]:
    """The liked films in at most MOST groups, the weightiest first; every film is in one. Same input, same groups.

    Greedy facility location: the next typical film is the one that best stands for what no earlier one stands for.
    """
    if not len(liked):
        return ()
    alike = np.clip((affinity(library, liked, liked, weights) - APART) / (TOGETHER - APART), 0, 1)
    np.fill_diagonal(alike, 1)
    total = float(liked_weights.sum())
    stood_for = np.zeros(len(liked), dtype=np.float32)
    typical: list[int] = []
    while len(typical) < min(MOST, len(liked)):
        gains = np.maximum(alike - stood_for, 0) @ liked_weights
        best = int(np.argmax(gains))
        if typical and gains[best] < LEAST_GAIN * total:
            break
        typical.append(best)
        stood_for = np.maximum(stood_for, alike[best])
    nearest = np.argmax(alike[typical], axis=0)
    groups = [_group(liked, liked_weights, alike[row], np.flatnonzero(nearest == n)) for n, row in enumerate(typical)]
    shares = [float(group.weights.sum()) / total for group in groups]
    order = sorted(range(len(groups)), key=lambda n: -shares[n])
    return tuple(Group(rows=groups[n].rows, weights=groups[n].weights, share=shares[n]) for n in order)


def _group(liked: Rows, liked_weights: Floats, alike: Floats, members: Rows) -> Group:
    order = members[np.argsort(-alike[members], kind="stable")]
    return Group(rows=liked[order], weights=liked_weights[order], share=0.0)


def one_by_one(rows: Rows) -> tuple[Group, ...]:
    """Each of the first films as a group of its own: named films say each for themselves what is wanted."""
    return tuple(
        Group(rows=rows[n : n + 1], weights=np.ones(1, dtype=np.float32), share=1 / len(rows))
        for n in range(min(len(rows), MOST_NAMED))
    )


def centres(library: Library, groups: tuple[Group, ...]) -> Floats:
    """(groups, dim) float32, unit rows: where in meaning each group lies."""
    sums = [group.weights @ library.vectors(group.rows) for group in groups]
    lengths = [max(float(np.linalg.norm(each)), 1e-6) for each in sums]
    return np.array([each / length for each, length in zip(sums, lengths, strict=True)], dtype=np.float32)


def named(library: Library, group: Group) -> Interest:
    """The group as an interest: a genre and the most telling themes that its films share."""
    genres = _telling(library.columns.genres, group, 1)
    themes = [theme for theme in _telling(library.columns.themes, group, NAMED_THEMES) if theme not in genres]
    parts = (*genres[:1], ", ".join(themes))
    name = ": ".join(filter(None, parts)) or f"Films like {library.films[group.rows[0]].title}"
    ids = tuple(library.films[row].id for row in group.rows)
    return Interest(name=name, films=ids, share=round(group.share, 4))


def interests_of(library: Library, groups: tuple[Group, ...]) -> tuple[Interest, ...]:
    """The groups as interests, each with a name of its own: where two would have one, a film is added to it."""
    interests: list[Interest] = []
    for group in groups:
        interest = named(library, group)
        if any(interest.name == other.name for other in interests):
            interest = replace(interest, name=f"{interest.name} ({library.films[group.rows[0]].title})")
        interests.append(interest)
    return tuple(interests)


def _telling(column: TagColumn, group: Group, most: int) -> list[str]:
    """The tags that say most of a group: carried by much of it, and rare elsewhere."""
    carried: Floats = group.weights @ column.matrix[group.rows] / group.weights.sum()
    value = carried * column.weights
    value[carried < SHARED_BY] = 0
    best = np.argsort(-value, kind="stable")[:most]
    return [column.labels[number] for number in best if value[number] > 0]
