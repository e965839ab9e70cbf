"""The terms of a film's score. The score is their sum and nothing else, so each reason's share can be told exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from recommender.index import Library
from recommender.shapes import Floats, ReasonKind, Rows

# How alike two films are: meaning of their texts, shared themes, shared genres, nearness in time. These and the next
# three were chosen on the validation split of docs/architecture.md.
TEXT, THEMES, GENRES, ERA = 0.25, 0.38, 0.17, 0.20
ERA_YEARS = 12.0  # films so many years apart are 1/e as near in time as films of one year
GAIN = 3.0  # brings a close film, to the power of three, to the size of a wish fulfilled
DISLIKE = 0.3  # how hard a disliked film pushes, against how hard a liked one pulls
SAME_DIRECTOR, SAME_ACTOR = 0.05, 0.02  # for each liked film that shares the person
# What words weigh beside liked films, whose weights sum to 1.
WORDS, WISHED_GENRE, WISHED_THEME, WISHED_PERSON = 0.9, 0.7, 0.5, 0.9
KNOWN, RATED = 0.20, 0.02  # part of all else that a well-known film's, or each unit of ln(1 + ratings), adds
# Cosines of this encoder between unrelated texts, and between texts that say nearly the same.
FILM_LOW, FILM_HIGH = 0.18, 0.80
WORDS_LOW, WORDS_HIGH = 0.12, 0.62


@dataclass(frozen=True, slots=True, kw_only=True)
class Wants:
    """What is asked for, as rows of a library.

    `liked` and `disliked` weights are above 0 and are scaled to sum to 1. `vector` is the free text's embedding.
    """

    liked: Rows = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    liked_weights: Floats = field(default_factory=lambda: np.empty(0, dtype=np.float32))
    disliked: Rows = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    disliked_weights: Floats = field(default_factory=lambda: np.empty(0, dtype=np.float32))
    vector: Floats | None = None
    text: str = ""
    genres: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    people: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(len(self.liked) or self.vector is not None or self.genres or self.themes or self.people)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One summand of the score, for every candidate.

    `name` says what it is about (a genre, theme or person), `row` which liked film it comes from, if any.
    """

    kind: ReasonKind
    values: Floats  # (candidates,)
    name: str = ""
    row: int | None = None


def affinity(library: Library, rows: Rows, others: Rows) -> Floats:
    """(len(rows), len(others)) float32 in 0..1: how alike films are by text, themes, genres and era."""
    cosine = library.vectors(rows) @ library.vectors(others).T
    text = np.clip((cosine - FILM_LOW) / (FILM_HIGH - FILM_LOW), 0, 1)
    columns = library.columns
    themes, genres = columns.themes.cosine(rows, others), columns.genres.cosine(rows, others)
    apart = np.abs(columns.year[rows][:, None] - columns.year[others][None, :]).astype(np.float32)
    era = np.exp(apart * np.float32(-1 / ERA_YEARS))
    mixed: Floats = TEXT * text + THEMES * themes + GENRES * genres + ERA * era
    return mixed


def sharpened(values: Floats) -> Floats:
    """To the power of three: being very like one liked film beats being a little like all of them.

    By products, which take a tenth of numpy.power's time.
    """
    return values * values * values


def score_terms(library: Library, rows: Rows, wants: Wants) -> list[Term]:
    """Every term of the candidates' scores; a film's score is the sum over the terms at its place."""
    raising = [*_liked(library, rows, wants), *_words(library, rows, wants), *_wished(library, rows, wants)]
    return [*raising, _known(library, rows, raising), *_disliked(library, rows, wants)]


def _liked(library: Library, rows: Rows, wants: Wants) -> list[Term]:
    if not len(wants.liked):
        return []
    weights = wants.liked_weights / wants.liked_weights.sum()
    values = sharpened(affinity(library, rows, wants.liked)) * (GAIN * weights)
    terms = [
        Term(kind="seed", values=values[:, place], row=int(row), name=library.films[row].title)
        for place, row in enumerate(wants.liked)
    ]
    place_of = dict(zip(rows.tolist(), range(len(rows)), strict=True))
    shared: dict[tuple[str, int], Floats] = {}
    for row, weight in zip(wants.liked, weights, strict=True):
        film = library.films[row]
        for names, value in ((film.directors, SAME_DIRECTOR), (film.cast, SAME_ACTOR)):
            for name in names:
                for other in library.columns.people.get(name, ()):
                    if other in place_of:
                        if (name, int(row)) not in shared:
                            shared[name, int(row)] = np.zeros(len(rows), dtype=np.float32)
                        shared[name, int(row)][place_of[other]] += value * weight
    terms += [Term(kind="person", values=values, name=name, row=row) for (name, row), values in shared.items()]
    return terms


def _disliked(library: Library, rows: Rows, wants: Wants) -> list[Term]:
    if not len(wants.disliked):
        return []
    weights = wants.disliked_weights / wants.disliked_weights.sum()
    values = sharpened(affinity(library, rows, wants.disliked)) @ (GAIN * weights)
    return [Term(kind="rule", values=-DISLIKE * values, name="dislikes")]


def _words(library: Library, rows: Rows, wants: Wants) -> list[Term]:
    if wants.vector is None:
        return []
    cosine = library.vectors(rows) @ wants.vector
    text = np.clip((cosine - WORDS_LOW) / (WORDS_HIGH - WORDS_LOW), 0, 1)
    return [Term(kind="theme", values=WORDS * text, name="")]


def _wished(library: Library, rows: Rows, wants: Wants) -> list[Term]:
    """Wished genres, themes and people: each film gets the share that it fulfils, the rarer the more."""
    terms = []
    wishes: Sequence[tuple[ReasonKind, tuple[str, ...], float]] = (
        ("genre", wants.genres, WISHED_GENRE),
        ("theme", wants.themes, WISHED_THEME),
    )
    for kind, names, weight in wishes:
        column = library.columns.genres if kind == "genre" else library.columns.themes
        telling = {name: float(column.weights[column.names[name]]) for name in names if name in column.names}
        for name, weighs in telling.items():
            carried = column.matrix[rows, column.names[name]].astype(np.float32)
            terms.append(Term(kind=kind, values=weight * weighs / sum(telling.values()) * carried, name=name))
    for name in wants.people:
        rows_of = np.isin(rows, library.columns.people.get(name, ()))
        terms.append(Term(kind="person", values=WISHED_PERSON * rows_of.astype(np.float32), name=name))
    return terms


def _known(library: Library, rows: Rows, raising: Sequence[Term]) -> Term:
    """Of films that fit about equally well, people are happier with the one that many know."""
    columns = library.columns
    share = KNOWN * columns.well_known[rows] + RATED * np.log1p(columns.ratings[rows])
    fit = np.sum([term.values for term in raising], axis=0) if raising else np.ones(len(rows))
    return Term(kind="popular", values=(share * fit).astype(np.float32))
