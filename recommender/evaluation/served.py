"""Lists as the site gives them: the engine over a snapshot of the films measured on, asked for each member."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from recommender.collaboration import Collaboration, Ratings
from recommender.engine import Engine
from recommender.evaluation.measures import NOTHING
from recommender.index import Library, load_snapshot, write_snapshot
from recommender.query import Lexicon
from recommender.ranking import WEIGHTS, Weights
from recommender.shapes import Controls, FilmFacts, Floats, Rows, Taste

ACCURATE = Controls(adventurous=0.0, obscure=0.0, varied=0.0)
DEFAULT = Controls()
A_DAY = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A member to recommend to.

    Attributes:
        known: the member's ratings that are told.
        at: (known,) int64, when each was given, in seconds; all 0 where it is not known.
        wanted: ids of the films that they liked and that nobody was told of.
        barred: ids of films that may not be recommended, besides those of `known`.
    """

    known: Ratings
    at: Rows
    wanted: Rows
    barred: frozenset[int] = frozenset()


def served_library(films: Sequence[FilmFacts], vectors: Floats, model: Collaboration | None) -> Library:
    """A library as a process of the site would load it: written to a snapshot and read back."""
    with tempfile.TemporaryDirectory() as directory:
        manifest = write_snapshot(
            Path(directory), films, vectors, encoder="measured", vectors_version=0, now=datetime.now(UTC),
            collaboration=model,
        )  # fmt: skip
        return Library(load_snapshot(Path(directory) / manifest.version))


def engine_of(library: Library, weights: Weights = WEIGHTS) -> Engine:
    """An engine that is only asked for members' lists: it knows no titles and needs no encoder."""
    return Engine(library, Lexicon.build(()), lambda texts: None, weights=weights)


def taste_of_case(case: Case, weights: Weights = WEIGHTS) -> Taste:
    """What the site would know of a member with these ratings and no marks, as `recommender.taste` reads them."""
    films = case.known.films.tolist()
    says = dict(zip(films, (weights.stars[half - 1] for half in case.known.half_stars.tolist()), strict=True))
    latest = int(case.at.max(initial=0))
    ages = dict(zip(films, ((latest - case.at) / A_DAY).tolist(), strict=True))
    order = np.lexsort((-case.known.films, -case.at)).tolist()  # the latest first; of one moment the higher id
    telling = sorted((films[place] for place in order), key=lambda film: -abs(says[film]))
    return Taste(
        weights={film: says[film] for film in telling if says[film]},
        ages={film: ages[film] for film in telling if says[film]},
        exclude=frozenset(films) | case.barred,
    )


def served_lists(engine: Engine, cases: Iterable[Case], controls: Controls, length: int) -> Rows:
    """(cases, length) int64: ids of the films of each list, best first, NOTHING where it is short."""
    lists = []
    for case in cases:
        answer = engine.for_taste(taste_of_case(case, engine.weights), limit=length, controls=controls)
        ids = [pick.film.id for pick in answer.picks]
        lists.append(ids + [NOTHING] * (length - len(ids)))
    return np.array(lists, dtype=np.int64).reshape(len(lists), length)
