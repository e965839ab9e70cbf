"""The rows of a home page, out of one look at the candidates: each row with a reason of its own, no film twice.

All rows choose from one score; what differs is which of its terms a row goes by, so that what a row says is true of
every film in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.index import Library
from recommender.index.tags import top
from recommender.ranking import words
from recommender.ranking.candidates import candidates
from recommender.ranking.franchise import series_of
from recommender.ranking.reasons import Context, by_interest, reasons_for
from recommender.ranking.rules import NO_RULES, Acting
from recommender.ranking.score import Score, score
from recommender.ranking.wants import Wants
from recommender.ranking.weights import WEIGHTS, Weights
from recommender.shapes import Floats, Pick, Reason, Rows, Shelf, ShelfKind

LEAST_FILMS = 3  # fewer make no row
TOLD_SHARE = 0.15  # of what raised a film: so much must come from the liked film, or the interest, that its row names
INTERESTS = 2  # rows of interests, so that a full page has six
LESS_KNOWN = 0.5  # of all films: the part in which hidden gems are looked for
OUTSIDE_POOL = 400  # the best-known films, out of which those outside one's usual are looked for
OUTSIDE = 60  # the least usual of them, which are scored
USUAL_SHARE = 0.25  # of the liked films' weight: a genre that so much carries is usual


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a row would show: places of the score, the best first, and what it says of itself.

    `first` is put before a film's own reasons where they do not say it; by the film's row.
    """

    kind: ShelfKind
    title: str
    reason: str
    places: Rows
    film: int | None = None  # the row of the liked film, or None
    group: frozenset[int] = frozenset()  # rows of the liked films that its reasons should name first


def shelves(
    library: Library,
    wants: Wants,
    allowed: NDArray[np.bool_],
    length: int,
    *,
    fresh: Rows | None = None,
    fresh_reason: str = "",
    weights: Weights = WEIGHTS,
    acting: Acting = NO_RULES,
) -> tuple[Shelf, ...]:
    """The rows for a taste, none where nothing is liked: because you liked one film, one for each interest, new in the
    catalogue, hidden gems, outside the usual. A row that would hold fewer than three films is left out.

    Args:
        allowed: (rows of the library,) bool, what may be recommended at all.
        length: films in a row.
        fresh: rows of films that are new in the catalogue.
        fresh_reason: what makes them new, in words.
    """
    if not len(wants.liked):
        return ()
    new = fresh[allowed[fresh]] if fresh is not None else np.empty(0, dtype=np.int64)
    usual = _usual(library, wants)
    far = _outside(library, usual, allowed)
    near = candidates(library, wants, allowed)
    rows = np.unique(np.concatenate([near, new, far]))
    scored = score(library, rows, wants, weights, acting.boosts_of(rows))
    known = {int(row): place for place, row in enumerate(rows.tolist())}
    context = Context(library=library, wants=wants, score=scored, weights=weights, acting=acting)
    choices = [
        *_because(library, wants, scored, length),
        *_interests(wants, scored),
        *_new(scored, [known[row] for row in new.tolist()], fresh_reason),
        *_gems(library, scored),
        *_unusual(library, usual, scored, [known[row] for row in far.tolist()]),
    ]
    return tuple(_filled(context, choices, length))


def _filled(context: Context, choices: list[Choice], length: int) -> Iterator[Shelf]:
    """Fill row after row, no film twice, of a series one film a row; then tell all reasons at once."""
    taken: set[int] = set()
    filled: list[tuple[Choice, list[int]]] = []
    for choice in choices:
        chosen: list[int] = []
        series: set[str] = set()
        for place in choice.places.tolist():
            name = series_of(context.library.films[context.score.rows[place]].title)
            if place in taken or name in series:
                continue
            chosen.append(place)
            series.add(name)
            if len(chosen) == length:
                break
        if len(chosen) >= LEAST_FILMS:
            taken.update(chosen)
            filled.append((choice, chosen))
    places = np.array([place for _, chosen in filled for place in chosen], dtype=np.int64)
    told = dict(zip(places.tolist(), reasons_for(context, places), strict=True)) if len(places) else {}
    films = context.library.films
    for choice, chosen in filled:
        yield Shelf(
            kind=choice.kind,
            title=choice.title,
            reason=choice.reason,
            film=None if choice.film is None else films[choice.film].id,
            picks=tuple(
                Pick(
                    film=films[context.score.rows[place]],
                    score=float(context.score.total[place]),
                    reasons=_own_first(context, choice, place, told[place]),
                )
                for place in chosen
            ),
        )


def _own_first(context: Context, choice: Choice, place: int, told: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """The film's reasons, those that the row is about first; the one film of a row is always told."""
    ids = {context.library.films[row].id for row in choice.group}
    own = tuple(reason for reason in told if reason.film in ids)
    others = tuple(reason for reason in told if reason.film not in ids)
    if choice.film is not None and not own:
        at = context.wants.liked.tolist().index(choice.film)
        row = int(context.score.rows[place])
        share = float(context.score.seeds[place, at]) / max(float(_gained(context.score)[place]), 1e-9)
        text = words.because(context.library, row, choice.film)
        own = (Reason(kind="seed", text=text, film=context.library.films[choice.film].id, share=round(share, 4)),)
    return (*own, *others)


def _gained(scored: Score) -> Floats:
    """(candidates,) all that raised each film, which shares are parts of."""
    return (scored.raised * np.maximum(scored.factor(), 1)).astype(np.float32)


def _because(library: Library, wants: Wants, scored: Score, length: int) -> Iterator[Choice]:
    """The liked film that most films have to thank for much of their score; of equals the one that tells most."""
    brought = np.maximum(scored.seeds, 0)
    counts = brought >= TOLD_SHARE * np.maximum(_gained(scored), 1e-9)[:, None]
    enough = np.minimum(counts.sum(axis=0), length)
    if not len(enough) or enough.max() < LEAST_FILMS:
        return
    at = int(np.argmax(enough))
    values = np.where(counts[:, at] & (scored.total > 0), brought[:, at], 0).astype(np.float32)
    row = int(wants.liked[at])
    title = f"Because you liked {library.films[row].title}"
    yield Choice(
        kind="because",
        title=title,
        reason="What it has in common with each of these counted",
        places=top(values * scored.factor(), 4 * length, positive=True),
        film=row,
        group=frozenset({row}),
    )


def _interests(wants: Wants, scored: Score) -> Iterator[Choice]:
    """A row for each of the weightiest interests: films that its films raised more than any other interest's."""
    if len(wants.interest_names) < 2:
        return
    brought = by_interest(wants, np.maximum(scored.seeds, 0))
    best = brought.argmax(axis=1)
    enough = brought.max(axis=1) >= TOLD_SHARE * _gained(scored)
    for n, name in enumerate(wants.interest_names[:INTERESTS]):
        mine = (best == n) & enough & (scored.total > 0)
        count = len(wants.groups[n].rows)
        yield Choice(
            kind="interest",
            title=name,
            reason=f"One of your interests, from {count} film{'s' if count > 1 else ''} that you liked",
            places=top(np.where(mine, brought[:, n] * scored.factor(), 0).astype(np.float32), 60, positive=True),
            group=frozenset(wants.groups[n].rows.tolist()),
        )


def _new(scored: Score, places: list[int], reason: str) -> Iterator[Choice]:
    if places:
        at = np.array(places, dtype=np.int64)
        order = at[np.argsort(-scored.total[at], kind="stable")]
        fitting = order[scored.total[order] > 0]
        yield Choice(kind="new", title="New in the catalogue for you", reason=reason, places=fitting)


def _gems(library: Library, scored: Score) -> Iterator[Choice]:
    """Films of the less known half of the catalogue, by what they bring without being known."""
    known = library.popularity[library.alive]
    bound = float(np.quantile(known, LESS_KNOWN))
    low = (library.popularity[scored.rows] <= bound) & (library.popularity[scored.rows] < known.max())
    values = np.where(low, scored.raised - scored.prior - scored.disliked, 0).astype(np.float32)
    yield Choice(
        kind="gems",
        title="Hidden gems for you",
        reason="Near what you like, and in the less known half of the catalogue",
        places=top(values, 60, positive=True),
    )


def _unusual(library: Library, usual: Floats, scored: Score, places: list[int]) -> Iterator[Choice]:
    """Well-known films of genres that the member hardly likes, those that have most to do with them first."""
    if not places:
        return
    at = np.array(places, dtype=np.int64)
    order = at[np.argsort(-(scored.total[at] + library.popularity[scored.rows[at]]), kind="stable")]
    numbers = np.flatnonzero(usual >= USUAL_SHARE)
    names = [library.columns.genres.labels[n] for n in sorted(numbers.tolist(), key=lambda n: -usual[n])[:4]]
    yield Choice(
        kind="outside",
        title="Outside your usual",
        reason=f"Well known, and none of it {words.listed(names).replace(' and ', ' or ')}, which you mostly like",
        places=order,
    )


def _usual(library: Library, wants: Wants) -> Floats:
    """(genres,) the part of the liked films' weight that carries each genre."""
    carried: Floats = wants.liked_weights @ library.columns.genres.matrix[wants.liked].astype(np.float32)
    return (carried / max(float(wants.liked_weights.sum()), 1e-9)).astype(np.float32)


def _outside(library: Library, usual: Floats, allowed: NDArray[np.bool_]) -> Rows:
    """Allowed, well-known rows that carry no genre which is usual for the member."""
    ranked = library.by_popularity
    known = ranked[allowed[ranked]][:OUTSIDE_POOL]
    genres = library.columns.genres.matrix[known]
    has_usual = genres[:, np.flatnonzero(usual >= USUAL_SHARE)].any(axis=1)
    has_genre = genres.any(axis=1)
    return known[has_genre & ~has_usual][:OUTSIDE]
