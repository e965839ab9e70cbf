"""The gate that a new index must pass: measured beside the running one, on the same cases, by the serving code.

Two measures. With ratings: what the panel liked and nobody was told of, ranked for them (nDCG@10). Always: a film by
its own themes and genres written as words (mean reciprocal rank in ten), which falls when vectors and encoder do not
fit.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from recommender.engine import Engine
from recommender.ranking import WEIGHTS
from recommender.shapes import FilmFacts, Request, Taste

AT = 10
MARGIN = 0.10  # of the running index's figure: so much less is noise on so few cases, more is a loss
LEAST_CASES = 20  # fewer tell nothing
KNOWN_FILMS = 100
LEAST_THEMES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A person of the panel: half stars by film that they told, and films that they liked beside."""

    told: Mapping[int, int]
    liked: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A figure of the new index and of the running one, over so many cases."""

    name: str
    new: float
    running: float
    cases: int

    @property
    def fell(self) -> bool:
        """Whether the new index is worse by more than the margin."""
        return self.cases >= LEAST_CASES and self.new < self.running * (1 - MARGIN)

    def as_dict(self) -> dict[str, Any]:
        """A JSON-ready dict."""
        return {"name": self.name, "new": round(self.new, 4), "running": round(self.running, 4), "cases": self.cases}

    def __str__(self) -> str:
        return f"{self.name} {self.new:.3f}, the running index {self.running:.3f} ({self.cases} cases)"


def compare(
    new: Engine, running: Engine, cases: Sequence[Case], beat: Callable[[], None] = lambda: None
) -> list[Measure]:
    """Both indexes on the same cases: only of films that both know.

    Args:
        beat: called between cases, to say that the work goes on.
    """
    both = frozenset(new.library.row_of.keys() & running.library.row_of.keys())
    people = [case for case in (_within(case, both) for case in cases) if case.liked and case.told]
    asks = _known([new.library.films[new.library.row_of[film]] for film in both])

    def mean(name: str, figures: list[tuple[float, float]]) -> Measure:
        totals = [sum(column) / len(figures) for column in zip(*figures, strict=True)]
        return Measure(name=name, new=totals[0], running=totals[1], cases=len(figures))

    def ranked(case: Case) -> tuple[float, float]:
        beat()
        return _ndcg(new, case), _ndcg(running, case)

    def found(film: int, words: str) -> tuple[float, float]:
        beat()
        return _found(new, film, words), _found(running, film, words)

    measures = []
    if people:
        measures.append(mean("held-out ratings, nDCG@10", [ranked(case) for case in people]))
    if asks:
        measures.append(mean("known films by their themes, MRR@10", [found(*ask) for ask in asks]))
    return measures


def _known(films: list[FilmFacts]) -> list[tuple[int, str]]:
    """Films with their themes and genres in words: the same ones always, drawn by the hash of their ids."""
    telling = [film for film in films if len(film.themes) >= LEAST_THEMES]
    telling.sort(key=lambda film: hashlib.sha1(str(film.id).encode(), usedforsecurity=False).digest())
    return [(film.id, ", ".join((*film.themes, *film.genres))) for film in telling[:KNOWN_FILMS]]


def _within(case: Case, films: frozenset[int]) -> Case:
    return Case(
        told={film: half for film, half in case.told.items() if film in films},
        liked=tuple(film for film in case.liked if film in films),
    )


def _ndcg(engine: Engine, case: Case) -> float:
    weights = {film: says for film, half in case.told.items() if (says := WEIGHTS.stars[half - 1])}
    ordered = dict(sorted(weights.items(), key=lambda item: (-abs(item[1]), item[0])))
    answer = engine.for_taste(Taste(weights=ordered, exclude=frozenset(case.told)), limit=AT)
    liked = set(case.liked)
    gains = [1 / math.log2(place + 2) for place, pick in enumerate(answer.picks) if pick.film.id in liked]
    return sum(gains) / sum(1 / math.log2(place + 2) for place in range(min(len(liked), AT)))


def _found(engine: Engine, film: int, words: str) -> float:
    answer = engine.ask(Request(spirit=words, limit=AT))
    places = [place for place, pick in enumerate(answer.picks, start=1) if pick.film.id == film]
    return 1 / places[0] if places else 0.0
