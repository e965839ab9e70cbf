"""From what is asked to an ordered list, in stages, each a function of its own.

candidates -> exclusions -> score -> curators' rules -> diversity -> refill -> reasons
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from recommender.index import Library
from recommender.index.tags import top
from recommender.ranking import rules
from recommender.ranking.candidates import candidates
from recommender.ranking.diversity import mmr
from recommender.ranking.franchise import related, series_of
from recommender.ranking.likeness import among
from recommender.ranking.reasons import Context, popular_reasons, reasons_for
from recommender.ranking.refill import popular_rows, refilled
from recommender.ranking.rules import NO_RULES, Acting
from recommender.ranking.score import Score, score
from recommender.ranking.wants import Wants
from recommender.ranking.weights import WEIGHTS, Weights
from recommender.shapes import Filters, Floats, Pick, Rows

LEAST_RELEVANCE = 0.1  # what relevance counts for in the most varied list
POOL = 60  # the best-scored films, among which diversity may choose
A_GENRE_LESS = 10.0  # of relevance; more than variety can make up for
PLACES = 10  # of a list that a page shows: at its end variety is what the weights say
OWN_SERIES = "*"  # that of the film whose like is looked for; no title has this key


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """The picks, the best first."""

    picks: tuple[Pick, ...]


def rank(
    library: Library,
    wants: Wants,
    allowed: NDArray[np.bool_],
    limit: int,
    *,
    weights: Weights = WEIGHTS,
    acting: Acting = NO_RULES,
    filters: Filters | None = None,
    of_one: bool = False,
) -> Ranked:
    """The `limit` best allowed films for what is wanted, with their reasons. Same input, same list.

    Args:
        allowed: (rows of the library,) bool, what may be recommended at all; exclusions have been made.
        limit: fewer come back only when fewer films have anything in common with what is wanted.
        acting: curators' rules; a pinned film comes first in a member's list, elsewhere where it is a candidate.
        filters: those that `allowed` keeps, to be named among the reasons.
        of_one: a list of films similar to one: films of its series must not fill it.
    """
    rows = candidates(library, wants, allowed)
    if wants.by_member and len(acting.pinned):  # in a question's answer a pinned film must be one that answers it
        rows = np.union1d(rows, acting.pinned[allowed[acting.pinned]])
    if not len(rows):
        return Ranked(picks=())
    scored = score(library, rows, wants, weights, acting.boosts_of(rows))
    pool = top(scored.total, max(POOL, 2 * limit))
    order = diverse(library, wants, scored, pool, limit, weights, of_one=of_one)
    if len(acting.pinned):
        order = rules.pinned_first(order, _places(rows, acting.pinned), limit)
    context = Context(
        library=library, wants=wants, score=scored, weights=weights, acting=acting, filters=filters or Filters()
    )
    return Ranked(picks=_picks(library, scored, order, context))


def popular(
    library: Library,
    allowed: NDArray[np.bool_],
    limit: int,
    *,
    wants: Wants | None = None,
    weights: Weights = WEIGHTS,
    acting: Acting = NO_RULES,
    filters: Filters | None = None,
) -> Ranked:
    """Well-known films, for newcomers, and when nothing matches; pinned films come first."""
    wants = Wants() if wants is None else wants
    rows = popular_rows(library, allowed, limit, wants, weights)
    if len(acting.pinned):
        rows = rules.pinned_first(rows, acting.pinned[allowed[acting.pinned]], limit)
    return Ranked(picks=_popular_picks(library, rows, acting, filters))


def filled(
    library: Library,
    ranked: Ranked,
    allowed: NDArray[np.bool_],
    limit: int,
    *,
    wants: Wants,
    weights: Weights = WEIGHTS,
    acting: Acting = NO_RULES,
    filters: Filters | None = None,
) -> Ranked:
    """The list, filled with well-known films, marked as such, where it falls short."""
    if len(ranked.picks) >= limit:
        return ranked
    rows = library.rows(pick.film.id for pick in ranked.picks)
    more = refilled(library, rows, allowed, limit, wants, weights)
    return replace(ranked, picks=ranked.picks + _popular_picks(library, more, acting, filters)) if len(more) else ranked


def diverse(
    library: Library, wants: Wants, scored: Score, pool: Rows, limit: int, weights: Weights, *, of_one: bool = False
) -> Rows:
    """Those of a pool of places, sorted by score, to show. Without variety: the first ones."""
    varied = wants.controls.varied
    if not varied and not of_one:
        return pool[:limit]
    scores = scored.total[pool]
    best = float(scores[0])
    # Scores are powers of a likeness: the root brings them to the scale of the likenesses that they are held against.
    relevance = np.sqrt(np.maximum(scores / best, 0)) if best > 0 else scores - best
    relevance = relevance - A_GENRE_LESS * _genres_lacking(library, wants, scored, pool)
    films = [library.films[row] for row in wants.liked.tolist()] if of_one else []

    def series(place: int) -> str:
        film = library.films[scored.rows[pool[place]]]
        return OWN_SERIES if films and any(related(film, one) for one in films) else series_of(film.title)

    rows = scored.rows[pool]
    alike = wants.near.best.of(rows) if wants.near is not None and wants.near.best is not None else None
    if alike is None:
        alike = among(library, rows, weights, by_member=wants.by_member)
    return pool[mmr(relevance, alike, limit, trade_off=_relevance(library, wants, limit, weights), series=series)]


def _genres_lacking(library: Library, wants: Wants, scored: Score, pool: Rows) -> NDArray[np.float32]:
    """(pool,) how many of the wished genres each film lacks, where genres are all that was said; else 0.

    A rule counts as said: a boosted film comes among those that lack none, a buried one among those that lack all.
    """
    lacking = np.zeros(len(pool), dtype=np.float32)
    if not wants.only_genres:
        return lacking
    numbers = library.columns.genres.numbers(wants.genres)
    lacking += len(numbers) - library.columns.genres.matrix[scored.rows[pool]][:, numbers].astype(np.float32).sum(
        axis=1
    )
    rule = scored.factors.get("rule")
    if rule is not None:
        lacking[rule[pool] > 0] = 0
        lacking[rule[pool] < 0] = len(numbers)
    return lacking


def _relevance(library: Library, wants: Wants, limit: int, weights: Weights) -> float | Floats:
    """The part of relevance in the choice of films, against their being unlike.

    In a member's list of which other members' ratings tell it falls from place to place: the first films are the
    surest, and those further down, which are worth less when they hit, show what else there is.
    """
    varied = wants.controls.varied
    if wants.by_member and library.collaboration is not None:
        places = np.arange(limit, dtype=np.float32) / PLACES
        rising: Floats = np.maximum((1 - varied) ** (weights.variety_by_ratings * places), LEAST_RELEVANCE)
        return rising
    return 1 - varied * weights.variety


def _picks(library: Library, scored: Score, order: Rows, context: Context) -> tuple[Pick, ...]:
    reasons = reasons_for(context, order)
    films = (library.films[row] for row in scored.rows[order].tolist())
    scores = scored.total[order].tolist()
    return tuple(
        Pick(film=film, score=value, reasons=why) for film, value, why in zip(films, scores, reasons, strict=True)
    )


def _popular_picks(library: Library, rows: Rows, acting: Acting, filters: Filters | None) -> tuple[Pick, ...]:
    reasons = popular_reasons(rows.tolist(), acting, filters)
    return tuple(
        Pick(film=library.films[row], score=0.0, reasons=why) for row, why in zip(rows.tolist(), reasons, strict=True)
    )


def _places(rows: Rows, wanted: Rows) -> Rows:
    """Where each wanted row stands in `rows`, ascending ones; those that do not are left out."""
    places = np.searchsorted(rows, wanted).clip(max=len(rows) - 1)
    return places[rows[places] == wanted]
