"""A member's taste read against one library: rows, weights and interests. What a service may keep between requests."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from recommender.index import Library
from recommender.index.tags import top
from recommender.ranking.candidates import around, candidates
from recommender.ranking.collaborative import shares
from recommender.ranking.interests import Group, grouped, interests_of
from recommender.ranking.likeness import affinity, among
from recommender.ranking.score import liked_people, score, shared_people
from recommender.ranking.wants import Among, Nearby, Wants
from recommender.ranking.weights import WEIGHTS, Weights
from recommender.shapes import Floats, Rows, Taste

TOLD_FILMS = 40  # a member's most telling films, whose likeness counts; more would only slow the answer down
TOLD_DISLIKED = 20
BEST = 80  # films whose likeness to each other is kept: those that a list is chosen from, and some more
LEAST_WEIGHT = 1e-4  # what weighs less says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a taste means in one library; nothing of any answer is in it, and it knows no filter and no control.

    Attributes:
        taste: what was read.
        wants: the liked and disliked films, in interests, with the films around them looked up.
        exclude: rows that the member rated, saw or hid.
    """

    taste: Taste
    wants: Wants
    exclude: Rows


def profile_of(library: Library, taste: Taste, weights: Weights = WEIGHTS) -> Profile:
    """Read a taste: fade its weights, group the liked films, look around each interest.

    Ids that the library does not have are passed over: films come and go.
    """
    (liked, liked_weights), (disliked, disliked_weights) = _told(library, taste, weights)
    company = _company(library, liked, liked_weights, weights)
    further, further_weights = liked[TOLD_FILMS:], liked_weights[TOLD_FILMS:]
    liked, liked_weights = liked[:TOLD_FILMS], liked_weights[:TOLD_FILMS]
    spread = None
    if len(further) and library.collaboration is not None:
        spread = library.collaboration.scores(further, further_weights)
    groups = grouped(library, liked, liked_weights, weights)
    wants = Wants(
        liked=liked,
        liked_weights=liked_weights,
        disliked=disliked[:TOLD_DISLIKED],
        disliked_weights=disliked_weights[:TOLD_DISLIKED],
        further=further,
        further_weights=further_weights,
        spread=spread,
        company=company,
        by_member=True,
        groups=groups,
        interest_names=tuple(interest.name for interest in interests_of(library, groups)),
        interest_of=_interest_of(liked, groups),
        liked_people=liked_people(library, liked, liked_weights, weights),
    )
    known = library.rows_or_absent(np.fromiter(taste.exclude, dtype=np.int64, count=len(taste.exclude)))
    exclude = known[known >= 0]
    if len(liked):
        near = _nearby(library, wants, weights)
        best = _best(library, replace(wants, near=near), exclude, weights)
        wants = replace(wants, near=replace(near, best=best))
    return Profile(taste=taste, wants=wants, exclude=exclude)


def _interest_of(liked: Rows, groups: tuple[Group, ...]) -> tuple[int, ...]:
    """The number of the group that each liked film is in: every film is in one."""
    number = {row: n for n, group in enumerate(groups) for row in group.rows.tolist()}
    return tuple(number[row] for row in liked.tolist())


def _nearby(library: Library, wants: Wants, weights: Weights) -> Nearby:
    rows = around(library, wants, library.alive)
    told = np.concatenate([wants.liked, wants.disliked])
    shared = shares(library, rows, wants.liked, wants.liked_weights)
    return Nearby(
        rows=rows,
        alike=affinity(library, rows, told, weights),
        shared=shared,
        people=shared_people(library, rows, wants, weights),
    )


def _best(library: Library, wants: Wants, exclude: Rows, weights: Weights) -> Among:
    """How alike the films are that a list of no filters and the usual controls is chosen from."""
    allowed = library.alive.copy()
    allowed[exclude] = False
    rows = candidates(library, wants, allowed)
    rows = rows[np.sort(top(score(library, rows, wants, weights).total, BEST))]
    return Among(rows=rows, alike=among(library, rows, weights, by_member=True))


def _company(library: Library, liked: Rows, liked_weights: Floats, weights: Weights) -> Floats | None:
    if library.collaboration is None:
        return None
    company: Floats = library.collaboration.company_of(liked, liked_weights)
    company += np.float32(weights.company_known) * library.popularity
    return company


def _told(library: Library, taste: Taste, weights: Weights) -> tuple[tuple[Rows, Floats], tuple[Rows, Floats]]:
    """The liked and the disliked films with their faded weights, each above 0, those that tell most first."""
    rows = library.rows_or_absent(np.fromiter(taste.weights, dtype=np.int64, count=len(taste.weights)))
    says = np.fromiter(taste.weights.values(), dtype=np.float64, count=len(rows))
    if taste.ages:
        age_of = taste.ages.get
        says = says * weights.faded(np.array([age_of(film_id, 0.0) for film_id in taste.weights]))
    order = np.argsort(-np.abs(says), kind="stable")  # of equals the taste's own order
    rows, says = rows[order], says[order]
    here = rows >= 0
    told = (here & (says > LEAST_WEIGHT)), (here & (says < -LEAST_WEIGHT))
    liked, disliked = ((rows[which], np.abs(says[which]).astype(np.float32)) for which in told)
    return liked, disliked
