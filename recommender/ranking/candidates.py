"""The films worth scoring, out of all: the first stage of ranking."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from recommender.index import Library, TagColumn
from recommender.index.tags import top
from recommender.ranking.collaborative import spread_of
from recommender.ranking.interests import Group, centres
from recommender.ranking.wants import Wants
from recommender.shapes import Floats, Rows

Mask = NDArray[np.bool_]
NEAREST = 40  # candidates that each interest brings by either kind of likeness, at least
NEAREST_IN_ALL = 120  # ... and all interests together
WISHED = 150
COLLABORATIVE = 150
COMPANY = 60
TELLING = 8  # themes of an interest by which films are looked up
ENOUGH = 100  # where a filter leaves fewer of those looked up before, films are looked for again, within the filter
ALL_UP_TO = 200  # films: so few are all candidates


def candidates(library: Library, wants: Wants, allowed: Mask) -> Rows:
    """Allowed rows worth scoring, ascending: around the interests, near the words, carrying what was wished."""
    if int(np.count_nonzero(allowed)) <= ALL_UP_TO:
        return np.flatnonzero(allowed)
    if wants.near is None:
        near = around(library, wants, allowed)
    else:
        near = wants.near.rows[allowed[wants.near.rows]]
        if len(near) < min(ENOUGH, len(wants.near.rows)):
            near = around(library, wants, allowed)
    asked = [*_near_words(wants, allowed), *_carrying_wishes(library, wants, allowed)]
    return np.unique(np.concatenate([near, *asked])) if asked else near


def around(library: Library, wants: Wants, allowed: Mask) -> Rows:
    """Allowed rows around the interests, ascending: by meaning, by themes, and by what other members liked."""
    lists: list[Rows] = []
    if wants.groups:
        each = max(NEAREST, NEAREST_IN_ALL // len(wants.groups))
        lists += library.search(centres(library, wants.groups), each, allowed)
        lists += [_by_themes(library.columns.themes, group, allowed, each) for group in wants.groups]
    liked = spread_of(library, wants)
    if liked is not None:
        lists.append(top(np.where(allowed, liked, 0), COLLABORATIVE, positive=True))
    if wants.company is not None:
        lists.append(top(np.where(allowed, wants.company, 0), COMPANY, positive=True))
    return np.unique(np.concatenate(lists)) if lists else np.empty(0, dtype=np.int64)


def _by_themes(themes: TagColumn, group: Group, allowed: Mask, k: int) -> Rows:
    """The allowed films that share most with a group, by its most telling themes."""
    profile: Floats = group.weights @ themes.matrix[group.rows] * np.square(themes.weights)
    tags = top(profile, TELLING, positive=True)
    if not len(tags):
        return tags
    owners, rows = themes.carriers(tags)
    carrying, shared = _summed(rows, profile[tags][owners], allowed)
    return carrying[top((shared / themes.norms[carrying]).astype(np.float32), k, positive=True)]


def _summed(rows: Rows, values: Floats, allowed: Mask) -> tuple[Rows, NDArray[np.float64]]:
    """The allowed ones of the films that something was counted for, ascending, and what was counted for each."""
    total = np.bincount(rows, weights=values)
    counted = np.flatnonzero(total)
    counted = counted[allowed[counted]]
    return counted, total[counted]


def _near_words(wants: Wants, allowed: Mask) -> list[Rows]:
    return [] if wants.said is None else [wants.said.near[allowed[wants.said.near]]]


def _carrying_wishes(library: Library, wants: Wants, allowed: Mask) -> list[Rows]:
    """Films of the wished genres and themes, those of most of them first, and all films of the wished people."""
    columns = library.columns
    lists: list[Rows] = []
    for column, names in ((columns.themes, wants.themes), (columns.genres, wants.genres)):
        numbers = column.numbers(names)
        if not numbers:
            continue
        tags = np.array(numbers, dtype=np.int64)
        owners, rows = column.carriers(tags)
        carrying, carried = _summed(rows, column.weights[tags][owners], allowed)
        mostly = (carried / column.norms[carrying]).astype(np.float32)
        known = (carried * (1 + 0.1 * columns.well_known[carrying])).astype(np.float32)
        lists += [carrying[top(values, WISHED, positive=True)] for values in (mostly, known)]
    for name in wants.people:
        rows = np.array(columns.people.get(name, ()), dtype=np.int64)
        lists.append(rows[allowed[rows]])
    return lists
