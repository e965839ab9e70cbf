"""What to recommend next in a conversation: a sum of terms, each on the scale of log odds.

    score = being known + films named + genres and people wished + nearness to the words + curators' boosts

People who talk about films recommend what many know, and the newer of these the more; what was said decides among
them. How the weights were fitted: docs/conversations.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from recommender.index import Library
from recommender.index.tags import top
from recommender.ranking import rules
from recommender.ranking.rank import Ranked
from recommender.ranking.reasons import Context, reasons_for
from recommender.ranking.rules import NO_RULES, Acting
from recommender.ranking.score import Score, Wish
from recommender.ranking.wants import Wants
from recommender.shapes import Filters, Floats, Pick, Rows

# Only the films that are talked of at all are scored, by a plain sum; the weights below were fitted among them.
MOST_SCORED, LIKELY_AGE, LIKELY_KNOWN = 1_800, -0.7, 0.5
LEAST_AGE = 0.5  # years, of the newest film
COLLABORATION_UNIT = 0.01  # a weight between two films that says something


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkWeights:
    """The constants of the score, fitted on one half of the conversations."""

    # Being known: ln(1 + ratings) and ln(age in years), their square and product; the catalogue's mark; known actors.
    ratings: float = 0.82
    age: float = -0.47
    age_squared: float = 0.25
    ratings_by_age: float = -0.3
    well_known: float = 0.41
    has_cast: float = 0.5
    # What a film that was named brings: what others liked with it, and likeness of text, genres, themes.
    collaboration: float = 1.4
    text: float = 1.2
    genres: float = 1.1
    themes: float = 1.2
    # What was wished.
    genre: float = 1.2
    person: float = 5.0
    # Cosine to the free words of both, and to all that the asker said.
    free_words: float = 1.0
    own_words: float = 2.5


TALK_WEIGHTS = TalkWeights()


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A conversation, as rows of a library.

    Attributes:
        told: the films named.
        weights: (told,) float32, how much each counts, below 0 where it was disliked.
        genres: those wished, 0 to 1.
        people: the same.
        words: (2, dim) unit rows: the free words of both, and all that the asker said; 0 where there are none.
    """

    told: Rows
    weights: Floats
    genres: Mapping[str, float] = field(default_factory=dict)
    people: Mapping[str, float] = field(default_factory=dict)
    words: Floats | None = None


def next_films(
    library: Library,
    talk: Talk,
    allowed: NDArray[np.bool_],
    limit: int,
    *,
    weights: TalkWeights = TALK_WEIGHTS,
    acting: Acting = NO_RULES,
    filters: Filters | None = None,
) -> Ranked:
    """The `limit` best allowed films to recommend next, with their reasons. Same input, same list.

    A list that one asks to be varied is; an answer in a conversation is one film, or two, so nothing is spread here.

    Args:
        allowed: (rows of the library,) bool; what was named already has been left out.
    """
    rows = np.flatnonzero(allowed)
    if not len(rows):
        return Ranked(picks=())
    parts = fame_parts(library, rows)
    likely = parts["ratings"] + LIKELY_AGE * parts["age"] + LIKELY_KNOWN * parts["well_known"]
    rows = np.sort(rows[top(likely, MOST_SCORED)])
    named = seeds_of(library, rows, talk, weights)
    wishes = (*_wishes(library, rows, talk, weights), *_words(library, rows, talk, weights))
    known = fame(library, rows, weights)
    total = known + named.sum(axis=1) + sum((wish.values for wish in wishes), np.zeros(len(rows), dtype=np.float32))
    boosts = acting.boosts_of(rows)
    if boosts is not None:
        total = total + np.log1p(boosts)
    places = top(total.astype(np.float32), limit)
    if len(acting.pinned):
        pinned = np.searchsorted(rows, np.intersect1d(acting.pinned, rows))
        places = rules.pinned_first(places, pinned[np.isin(pinned, places)], limit)
    scored = _score(library, rows[places], named[places], wishes, places, known[places], total[places])
    wants = Wants(liked=talk.told, liked_weights=np.abs(talk.weights))
    context = Context(library=library, wants=wants, score=scored, acting=acting, filters=filters or Filters())
    reasons = reasons_for(context, np.arange(len(places)))
    return Ranked(
        picks=tuple(
            Pick(film=library.films[row], score=float(value), reasons=why)
            for row, value, why in zip(rows[places], total[places], reasons, strict=True)
        )
    )


def fame(library: Library, rows: Rows, weights: TalkWeights = TALK_WEIGHTS) -> Floats:
    """(rows,) what being known brings: the more rated and the newer a film, the likelier somebody names it."""
    parts = fame_parts(library, rows)
    return sum(
        (np.float32(getattr(weights, name)) * values for name, values in parts.items()),
        np.zeros(len(rows), dtype=np.float32),
    )


def fame_parts(library: Library, rows: Rows) -> dict[str, Floats]:
    """What fame is made of, under the names of its weights."""
    columns = library.columns
    newest = float(columns.year[library.alive].max(initial=0))
    ratings = np.log1p(columns.ratings[rows]).astype(np.float32)
    age = np.log(np.maximum(newest - columns.year[rows], 0) + LEAST_AGE).astype(np.float32)
    credits = columns.credits
    return {
        "ratings": ratings,
        "age": age,
        "age_squared": age * age,
        "ratings_by_age": ratings * age,
        "well_known": columns.well_known[rows].astype(np.float32),
        "has_cast": (np.diff(credits.starts)[rows] > 0).astype(np.float32),
    }


def seeds_of(library: Library, rows: Rows, talk: Talk, weights: TalkWeights) -> Floats:
    """(rows, told) what each film that was named brings."""
    total = np.zeros((len(rows), len(talk.told)), dtype=np.float32)
    for name, values in seed_parts(library, rows, talk).items():
        total += np.float32(getattr(weights, name)) * values
    return total


def seed_parts(library: Library, rows: Rows, talk: Talk) -> dict[str, Floats]:
    """The parts of that, under the names of their weights; each (rows, told).

    Divided by the root of all weights: many films named tell more than one, but not so many times more.
    """
    told = talk.told
    share = (talk.weights / max(float(np.sqrt(np.abs(talk.weights).sum())), 1e-6)).astype(np.float32)
    themes = len(library.columns.themes.names)
    tags, films = library.tags[rows], library.tags[told]
    parts = {
        "text": library.vectors(rows) @ library.vectors(told).T,
        "themes": tags[:, :themes] @ films[:, :themes].T,
        "genres": tags[:, themes:] @ films[:, themes:].T,
    }
    if library.collaboration is not None:
        raised = library.collaboration.contributions(rows, told, np.ones(len(told), dtype=np.float32))
        parts["collaboration"] = np.log1p(np.maximum(raised, 0) / COLLABORATION_UNIT)
    return {name: (values * share).astype(np.float32) for name, values in parts.items()}


def _wishes(library: Library, rows: Rows, talk: Talk, weights: TalkWeights) -> list[Wish]:
    made = [
        Wish(kind="genre", name=name, values=np.float32(weights.genre) * values)
        for name, values in genre_parts(library, rows, talk).items()
    ]
    for name, weight in talk.people.items():
        has = np.isin(rows, library.columns.people.get(name, ())).astype(np.float32)
        made.append(Wish(kind="person", name=name, values=has * np.float32(weights.person * weight)))
    return made


def genre_parts(library: Library, rows: Rows, talk: Talk) -> dict[str, Floats]:
    """(rows,) for each genre wished, how far a film fulfils the wish: the rarer the genre, the more that says."""
    column = library.columns.genres
    return {
        name: column.matrix[rows, column.names[name]].astype(np.float32)
        * np.float32(weight * np.square(column.weights[column.names[name]]))
        for name, weight in talk.genres.items()
        if name in column.names
    }


def _words(library: Library, rows: Rows, talk: Talk, weights: TalkWeights) -> tuple[Wish, ...]:
    if talk.words is None:
        return ()
    free, own = word_parts(library, rows, talk.words)
    return (Wish(kind="theme", name="", values=weights.free_words * free + weights.own_words * own),)


def word_parts(library: Library, rows: Rows, words: Floats) -> tuple[Floats, Floats]:
    """(rows,) twice: cosine to the free words of both, and to all that the asker said."""
    near = library.vectors(rows) @ words.T
    return near[:, 0], near[:, 1]


def _score(
    library: Library, rows: Rows, named: Floats, wishes: tuple[Wish, ...], places: Rows, known: Floats, total: Floats
) -> Score:
    """The terms of the films to show, for their reasons; being known counts from the least known of them on."""
    nothing = np.zeros(len(rows), dtype=np.float32)
    shown = tuple(Wish(kind=wish.kind, name=wish.name, values=wish.values[places]) for wish in wishes)
    return Score(
        rows=rows,
        seeds=named,
        further=nothing,
        people=None,
        wishes=shown,
        prior=known - known.min(),
        factors={"known": nothing},
        disliked=nothing,
        raised=total,
        total=total,
    )
