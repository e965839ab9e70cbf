"""What to say when filters leave nothing: which of them to relax, and how many films that would bring back."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from recommender.index import Library
from recommender.shapes import Filters, Relaxation

TOGETHER = 2  # filters: where to relax one is not enough


def relaxations(library: Library, filters: Filters, candidates: NDArray[np.bool_]) -> tuple[Relaxation, ...]:
    """The filters whose absence would bring films back, those that bring back most first.

    Pairs are looked at where no single filter helps.

    Args:
        candidates: (rows,) bool: what would be left without any filter.
    """
    unset = Filters()
    names = [f.name for f in fields(filters) if getattr(filters, f.name) != getattr(unset, f.name)]
    for count in range(1, TOGETHER + 1):
        found = []
        for together in combinations(names, count):
            relaxed = replace(filters, **{name: getattr(unset, name) for name in together})
            films = int(np.count_nonzero(library.columns.keeping(relaxed) & candidates))
            if films:
                found.append(Relaxation(filters=together, films=films))
        if found:
            return tuple(sorted(found, key=lambda each: -each.films))
    return ()
