"""A film's score: a sum of terms and nothing else, so that each reason's share can be told exactly.

    raised = liked films + shared people + words + wishes + being known while little else is
    score  = raised + raised * (known + obscure + era + boosts) - disliked films

What multiplies is never negative and knows nothing of single liked films: to take a liked film away that has a part
above 0 always lowers the score.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.index import Library
from recommender.ranking.collaborative import shares
from recommender.ranking.likeness import affinity, middling, sharpened
from recommender.ranking.wants import LikedPeople, Nearby, People, Wants
from recommender.ranking.weights import WEIGHTS, Weights
from recommender.shapes import Floats, ReasonKind, Rows

LEAST_FACTOR = 0.05  # what controls and rules together leave of a film's score at least
LEAST_KNOWN = 0.02  # what the least known film counts for, where being known divides
UNRATED_KNOWN = 0.1  # and at least a film that nobody has rated: nobody passed it by either
DECADE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What was asked for in words, as one term."""

    kind: ReasonKind
    name: str  # of the genre, theme or person; "" for the free words
    values: Floats  # (candidates,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The terms of every candidate.

    Attributes:
        rows: (candidates,) rows of the library.
        seeds: (candidates, liked) what each liked film brings; `wants.liked` names them.
        further: (candidates,) what the further liked films bring together.
        prior: (candidates,) for being known.
        factors: name -> (candidates,) what it adds for each unit of `raised`.
        disliked: (candidates,) what disliked films take away, at least 0.
    """

    rows: Rows
    seeds: Floats
    further: Floats
    people: People | None
    wishes: tuple[Wish, ...]
    prior: Floats
    factors: dict[str, Floats]
    disliked: Floats
    raised: Floats
    total: Floats

    def factor(self) -> Floats:
        """(candidates,) what `raised` is multiplied by, above 0."""
        return _factor(self.factors, len(self.rows))


def score(
    library: Library, rows: Rows, wants: Wants, weights: Weights = WEIGHTS, boosts: Floats | None = None
) -> Score:
    """Score the films at `rows`.

    Args:
        boosts: (rows,) what curators' rules add for each unit of `raised`, or None.
    """
    lookup = Lookup.of(wants.near, rows)
    alike = _alike(library, rows, wants, weights, lookup)
    shared = _shared(library, rows, wants, lookup)
    seeds = seed_terms(library, wants, weights, alike[:, : len(wants.liked)], shared)
    wishes = (*_words(rows, wants, weights), *_wishes(library, rows, wants, weights))
    people = _people(library, rows, wants, weights, lookup)
    further = _further(rows, wants, weights)
    raised: Floats = seeds.sum(axis=1) + further
    if people is not None:
        raised += np.bincount(people.places, weights=people.values, minlength=len(rows)).astype(np.float32)
    for wish in wishes:
        raised += wish.values
    prior = _prior(library, rows, wants, weights, raised)
    raised = raised + prior
    factors = _factors(library, rows, wants, weights, boosts)
    disliked = _disliked(alike[:, len(wants.liked) :], wants, weights) * np.float32(_beside(library, wants, weights))
    return Score(
        rows=rows,
        seeds=seeds,
        further=further,
        people=people,
        wishes=wishes,
        prior=prior,
        factors=factors,
        disliked=disliked,
        raised=raised,
        total=(raised * _factor(factors, len(rows)) - disliked).astype(np.float32),
    )


def seed_terms(library: Library, wants: Wants, weights: Weights, alike: Floats, shared: Floats) -> Floats:
    """(rows, liked) what each liked film brings: by likeness, which is `alike`, and by what other members liked.

    The more adventurous, the less the nearest count and the more the middling; and of what other members liked, the
    less what anybody would have found by likeness.

    Args:
        shared: (rows, liked) what `collaborative.shares` says of them.
    """
    value = by_likeness(alike, wants.liked_weights, wants.controls.adventurous, weights)
    value *= np.float32(_beside(library, wants, weights))
    if library.collaboration is not None and len(wants.liked):
        value += np.float32(weights.collaboration) * shared * (1 - np.float32(wants.controls.adventurous) * alike)
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """Which of the films at `rows` were compared with the films told of before.

    Attributes:
        near: what was reckoned of them.
        at: (films,) where each stands there, or where it would.
        known: (known,) the places of those that do.
        new: (new,) the places of the others.
    """

    near: Nearby
    at: Rows
    known: Rows
    new: Rows

    @classmethod
    def of(cls, near: Nearby | None, rows: Rows) -> Lookup | None:
        """None where nothing was compared."""
        if near is None or not len(near.rows):
            return None
        at = np.searchsorted(near.rows, rows)
        at[at == len(near.rows)] = 0
        known = near.rows[at] == rows
        return cls(near=near, at=at, known=np.flatnonzero(known), new=np.flatnonzero(~known))


def _alike(library: Library, rows: Rows, wants: Wants, weights: Weights, lookup: Lookup | None) -> Floats:
    """(rows, liked + disliked) how alike films are to those told of."""
    told = np.concatenate([wants.liked, wants.disliked])
    if not len(told):
        return np.zeros((len(rows), 0), np.float32)
    if lookup is None:
        return affinity(library, rows, told, weights)
    alike = lookup.near.alike[lookup.at]
    if len(lookup.new):
        alike[lookup.new] = affinity(library, rows[lookup.new], told, weights)
    return alike


def _shared(library: Library, rows: Rows, wants: Wants, lookup: Lookup | None) -> Floats:
    """(rows, liked) what each liked film brings by other members' ratings."""
    if lookup is None:
        return shares(library, rows, wants.liked, wants.liked_weights)
    shared = lookup.near.shared[lookup.at]
    if len(lookup.new):
        shared[lookup.new] = shares(library, rows[lookup.new], wants.liked, wants.liked_weights)
    return shared


def _people(library: Library, rows: Rows, wants: Wants, weights: Weights, lookup: Lookup | None) -> People | None:
    """The people whom the films at `rows` share with liked films."""
    if lookup is None:
        return shared_people(library, rows, wants, weights)
    if lookup.near.people is None:
        return None
    now = np.full(len(lookup.near.rows), -1, dtype=np.int64)
    now[lookup.at[lookup.known]] = lookup.known
    people = lookup.near.people.at(now)
    if len(lookup.new):
        others = shared_people(library, rows[lookup.new], wants, weights)
        if others is not None:
            people = people.beside(others.at(lookup.new))
    return people


def _beside(library: Library, wants: Wants, weights: Weights) -> float:
    """What likeness counts for: less for a member's list where ratings say what goes together, and better."""
    return weights.beside_ratings if wants.by_member and library.collaboration is not None else 1.0


def by_likeness(alike: Floats, liked_weights: Floats, adventurous: float, weights: Weights) -> Floats:
    """(rows, liked) what films bring that are `alike` so much, never below 0."""
    value = sharpened(alike)
    if adventurous:
        value *= np.float32(1 - adventurous)
        value += np.float32(adventurous * weights.adventure) * middling(alike)
    value *= np.float32(weights.likeness) * liked_weights
    return value


def liked_people(library: Library, liked: Rows, liked_weights: Floats, weights: Weights) -> LikedPeople:
    """The directors and actors of liked films, and what each is worth."""
    credits = library.columns.credits
    films, places = credits.of(liked)
    role = np.where(credits.directors[places], weights.same_director, weights.same_actor)
    numbers, first, slots = np.unique(credits.people[places], return_index=True, return_inverse=True)
    values = np.bincount(slots, weights=role * liked_weights[films], minlength=len(numbers)).astype(np.float32)
    return LikedPeople(numbers=numbers.astype(np.int64), values=values, films=liked[films[first]])


def shared_people(library: Library, rows: Rows, wants: Wants, weights: Weights) -> People | None:
    """The people who made liked films among those who made the films at `rows`."""
    if not len(wants.liked):
        return None
    known = wants.liked_people or liked_people(library, wants.liked, wants.liked_weights, weights)
    if not len(known.numbers):
        return None
    credits = library.columns.credits
    places, credit = credits.of(rows)
    people = credits.people[credit]
    found = np.searchsorted(known.numbers, people)
    found[found == len(known.numbers)] = 0
    hits = np.flatnonzero(known.numbers[found] == people)
    slots = found[hits]
    return People(
        places=places[hits], people=known.numbers[slots], values=known.values[slots], films=known.films[slots]
    )


def _further(rows: Rows, wants: Wants, weights: Weights) -> Floats:
    if wants.spread is None:
        return np.zeros(len(rows), dtype=np.float32)
    return np.float32(weights.collaboration) * wants.spread[rows]


def _prior(library: Library, rows: Rows, wants: Wants, weights: Weights, raised: Floats) -> Floats:
    """For being known, and for company with what is liked: all there is where nothing raises a film, and little where
    much does.

    The root of the sum of powers, less what raises already: it fades film by film, and yet whatever raises a film more
    raises its score. No liked film ever lowers it.
    """
    if not wants.by_member:
        return np.zeros(len(rows), dtype=np.float32)
    lean = (1 - wants.controls.adventurous) * (1 - wants.controls.obscure)
    above: Floats = np.maximum(raised, 0)
    if wants.company is None:
        known = np.float32(lean * weights.prior) * library.popularity[rows]
        return np.sqrt(np.square(above) + np.square(known)) - above
    known = np.float32(lean * weights.company) * wants.company[rows] ** np.float32(weights.company_power)
    return np.maximum(np.sqrt(np.hypot(np.square(above), np.square(known))) - above, 0)


def _words(rows: Rows, wants: Wants, weights: Weights) -> tuple[Wish, ...]:
    if wants.said is None:
        return ()
    return (Wish(kind="theme", name="", values=np.float32(weights.words) * wants.said.fit(rows)),)


def _wishes(library: Library, rows: Rows, wants: Wants, weights: Weights) -> list[Wish]:
    """Wished genres, themes and people: each film gets the share that it fulfils, the rarer the more.

    Themes that were read from words count for films near those words in meaning, unless there is firmer ground.
    """
    near: Floats = np.ones(len(rows), dtype=np.float32)
    if wants.said is not None and not len(wants.liked) and not wants.people:
        near = wants.said.nearness[rows]
    terms: list[Wish] = []
    columns = library.columns
    wished: tuple[tuple[ReasonKind, Any, tuple[str, ...], float], ...] = (
        ("genre", columns.genres, wants.genres, weights.wished_genre),
        ("theme", columns.themes, wants.themes, weights.wished_theme),
    )
    for kind, column, names, weight in wished:
        telling = {name: float(column.weights[column.names[name]]) for name in names if name in column.names}
        for name, weighs in telling.items():
            carried = column.matrix[rows, column.names[name]].astype(np.float32)
            if kind == "theme":
                carried *= near
            terms.append(
                Wish(kind=kind, name=name, values=carried * np.float32(weight * weighs / sum(telling.values())))
            )
    for name in wants.people:
        has = np.isin(rows, columns.people.get(name, ())).astype(np.float32)
        terms.append(Wish(kind="person", name=name, values=has * np.float32(weights.wished_person)))
    return terms


def _factors(library: Library, rows: Rows, wants: Wants, weights: Weights, boosts: Floats | None) -> dict[str, Floats]:
    """What adds a part of `raised` again: being known, the controls, and curators' rules."""
    controls = wants.controls
    known = library.popularity[rows]
    if wants.by_member and library.collaboration is not None:
        leaning = weights.less_known + weights.adventurous_less_known * controls.adventurous
        unrated = library.collaboration.without_ratings(rows)
        known = np.where(unrated, np.maximum(known, np.float32(UNRATED_KNOWN)), known)
        factors = {"unknown": (known + np.float32(LEAST_KNOWN)) ** np.float32(-leaning) - 1}
    else:
        factors = {"known": np.float32(weights.known) * known}
    if controls.obscure:
        factors["obscure"] = np.float32(-weights.obscure * controls.obscure) * known
    if controls.era is not None:
        factors["era"] = era_nearness_of(library.columns.year[rows], controls.era, weights)
    if boosts is not None:
        factors["rule"] = boosts
    return factors


def era_nearness_of(years: NDArray[np.int32], decade: int, weights: Weights) -> Floats:
    """(years,) what the lean towards a decade adds: all of it within, less and less outside."""
    outside = np.maximum(np.maximum(decade - years, years - (decade + DECADE - 1)), 0)
    return (weights.era_lean * np.exp(-outside / DECADE)).astype(np.float32)


def _factor(factors: dict[str, Floats], count: int) -> Floats:
    total = np.ones(count, dtype=np.float32)
    for values in factors.values():
        total += values
    return np.maximum(total, np.float32(LEAST_FACTOR))


def _disliked(alike: Floats, wants: Wants, weights: Weights) -> Floats:
    return np.float32(weights.likeness * weights.dislike) * (sharpened(alike) @ wants.disliked_weights)
