"""Reasons, computed from the terms of the score: nothing is said that did not count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from recommender.index import Library
from recommender.ranking import words
from recommender.ranking.collaborative import shares
from recommender.ranking.likeness import affinity
from recommender.ranking.rules import NO_RULES, Acting
from recommender.ranking.score import Score, seed_terms, shared_people
from recommender.ranking.wants import Wants
from recommender.ranking.weights import WEIGHTS, Weights
from recommender.shapes import Filters, Floats, Reason, ReasonKind, Rows

MOST = 4  # reasons kept of each film
SEEDS = 2  # so many liked films are named where an interest is told too
LEAST_SHARE = 0.04
LEFT = Reason(kind="popular", text="Nothing nearer is left")  # all that is true of a film that nothing raised


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What reasons are told from: one list's score, and what stood around it."""

    library: Library
    wants: Wants
    score: Score
    weights: Weights = WEIGHTS
    acting: Acting = NO_RULES
    filters: Filters = field(default_factory=Filters)


@dataclass(slots=True)
class Told:
    """One thing that raised a film, before it is put into words.

    Attributes:
        name: the genres, themes, person or interest; of kind popular what to say instead of being well known.
        liked: the row of the liked film that it comes from.
    """

    value: float
    kind: ReasonKind
    name: str = ""
    liked: int | None = None


def reasons_for(context: Context, places: Rows) -> list[tuple[Reason, ...]]:
    """Why the films at these places of the score are recommended: the terms that raised them, the weightiest first.

    A reason's share is its part of all that raised the film. Wished genres, and wished themes, are told together.
    """
    told: list[list[Told]] = [[] for _ in places]
    stand_in = _stand_in(context, context.score.rows[places])
    totals = _seeds(context, places, told, stand_in) + _people(context, places, told, stand_in)
    for tell in (_wishes, _factors):
        totals = totals + tell(context, places, told)
    limits = (_limits(context.filters),) if context.filters else ()
    made = []
    for row, total, raising in zip(context.score.rows[places].tolist(), totals.tolist(), told, strict=True):
        raising.sort(key=lambda each: -each.value)
        kept = [each for each in raising if each.value >= LEAST_SHARE * total and (each.kind != "popular" or each.name)]
        kept = kept or [each for each in raising if each.kind == "popular"] or raising[:1]
        reasons = [_worded(context, row, each, total) for each in kept[:MOST] if each.value > 0] or [LEFT]
        made.append((*_pinned(context.acting, row), *reasons, *limits))
    return made


def popular_reasons(rows: Sequence[int], acting: Acting, filters: Filters | None) -> list[tuple[Reason, ...]]:
    """Why well-known films stand in a list."""
    known = Reason(kind="popular", text=words.POPULAR, share=1.0)
    limits = (_limits(filters),) if filters else ()
    return [(*_pinned(acting, row), known, *limits) for row in rows]


def _seeds(context: Context, places: Rows, told: list[list[Told]], stand_in: Floats) -> Floats:
    """Tell of liked films, and of the interest that they are of; returns what all of them brought each film."""
    score, wants = context.score, context.wants
    seeds = np.maximum(score.seeds[places], 0)
    total: Floats = seeds.sum(axis=1) + np.maximum(score.further[places], 0)
    if not len(wants.liked):
        return total
    strongest = np.argsort(-seeds, axis=1, kind="stable")[:, :MOST]
    values = np.take_along_axis(seeds, strongest, axis=1)
    counts = values > np.maximum(stand_in, LEAST_SHARE * total)[:, None]
    interests = _best_interests(wants, seeds) if len(wants.interest_names) > 1 else None
    liked = wants.liked.tolist()
    for n, (films, brought, tells) in enumerate(zip(strongest.tolist(), values.tolist(), counts.tolist(), strict=True)):
        named = [(at, value) for at, value, tell in zip(films, brought, tells, strict=True) if tell]
        if interests is not None:
            best, rest = interests[n]
            named = named[:SEEDS]
        told[n] += [Told(value, "seed", liked=liked[at]) for at, value in named]
        if interests is not None:
            rest -= sum(value for at, value in named if wants.interest_of[at] == best)
            told[n].append(Told(rest, "interest", wants.interest_names[best]))
    return total


def _best_interests(wants: Wants, seeds: Floats) -> list[tuple[int, float]]:
    """For each film the interest whose liked films brought it most, and how much that is."""
    brought = by_interest(wants, seeds)
    return list(zip(brought.argmax(axis=1).tolist(), brought.max(axis=1).tolist(), strict=True))


def by_interest(wants: Wants, seeds: Floats) -> Floats:
    """(films, interests) what the liked films of each interest brought, of what each liked film did."""
    of_each: Floats = np.eye(len(wants.interest_names), dtype=np.float32)[np.array(wants.interest_of)]
    brought: Floats = seeds @ of_each
    return brought


def _stand_in(context: Context, rows: Rows) -> Floats:
    """(rows,) what the first of the further liked films would bring more, if a nearer one were not there.

    A liked film that brings less than that is no reason: without it the score would not be lower.
    """
    library, wants, weights = context.library, context.wants, context.weights
    if not len(wants.further):
        return np.zeros(len(rows), dtype=np.float32)
    first = Wants(
        liked=wants.further[:1],
        liked_weights=wants.further_weights[:1],
        controls=wants.controls,
        by_member=wants.by_member,
    )
    alike = affinity(library, rows, first.liked, weights)
    shared = shares(library, rows, first.liked, first.liked_weights)
    brings: Floats = seed_terms(library, first, weights, alike, shared)[:, 0]
    brings -= np.float32(weights.collaboration) * shared[:, 0]
    people = shared_people(library, rows, first, weights)
    if people is not None:
        brings += np.bincount(people.places, weights=people.values, minlength=len(rows)).astype(np.float32)
    return np.maximum(brings, 0)


def _people(context: Context, places: Rows, told: list[list[Told]], stand_in: Floats) -> Floats:
    """Tell of people shared with liked films, where the film named raised the score by more than a stand-in would."""
    total = np.zeros(len(places), dtype=np.float32)
    people, wants = context.score.people, context.wants
    if people is None or not len(people.places):
        return total
    told_of = np.zeros(len(context.score.rows), dtype=np.bool_)
    told_of[places] = True
    hits = np.flatnonzero(told_of[people.places])
    if not len(hits):
        return total
    wanted = {place: n for n, place in enumerate(places.tolist())}
    liked = {row: n for n, row in enumerate(wants.liked.tolist())}
    instead = stand_in.tolist()
    names = context.library.columns.credits.names
    found = (each[hits].tolist() for each in (people.places, people.people, people.films, people.values))
    for place, person, film, value in zip(*found, strict=True):
        n, x = wanted[place], liked[film]
        total[n] += value
        least = context.weights.same_actor * float(wants.liked_weights[x])  # others may share in the value
        if float(context.score.seeds[place, x]) + least > instead[n]:
            told[n].append(Told(value, "person", names[person], film))
    return total


def _wishes(context: Context, places: Rows, told: list[list[Told]]) -> Floats:
    """Tell of wished genres together, wished themes together, each wished person, and the free words."""
    total = np.zeros(len(places), dtype=np.float32)
    together: dict[tuple[int, ReasonKind], list[tuple[str, float]]] = {}
    for wish in context.score.wishes:
        values = np.maximum(wish.values[places], 0)
        total += values
        for n, value in enumerate(values.tolist()):
            if not value:
                continue
            if wish.kind == "person" or not wish.name:
                told[n].append(Told(value, wish.kind, wish.name))
            else:
                together.setdefault((n, wish.kind), []).append((wish.name, value))
    for (n, kind), named in together.items():
        told[n].append(Told(sum(value for _, value in named), kind, words.listed([name for name, _ in named])))
    return total


def _factors(context: Context, places: Rows, told: list[list[Told]]) -> Floats:
    """Tell of being known, of the era leaned to, and of curators' boosts."""
    score = context.score
    raised = score.raised[places]
    total: Floats = np.maximum(score.prior[places], 0)
    leaned = f"From around the {context.wants.controls.era}s, to which you lean"
    for name, values in score.factors.items():
        if name == "unknown":  # scales the whole score, and no part of it more than another
            company = _company(context, score.rows[places])
            for n, value in enumerate(score.prior[places].tolist()):
                told[n].append(Told(value, "popular", words.COMPANY if company[n] else ""))
            continue
        again = np.maximum(values[places], 0) * raised
        total = total + again
        for n, value in enumerate(again.tolist()):
            if name == "era":
                told[n].append(Told(value, "filter", leaned))
            elif name == "rule" and value:
                rules = context.acting.on(int(score.rows[places[n]]))
                told[n] += [Told(value, "rule", words.ruled(rule)) for rule in rules if rule.action == "boost"][:1]
            elif name == "known":
                told[n].append(Told(value + float(score.prior[places[n]]), "popular"))
    return total


def _company(context: Context, rows: Rows) -> list[bool]:
    """Whether company with what is liked does more than being known for the films at `rows`."""
    of_both = context.wants.company
    if of_both is None:
        return [False] * len(rows)
    known: Floats = np.float32(context.weights.company_known) * context.library.popularity[rows]
    more: list[bool] = (of_both[rows] > 2 * known).tolist()
    return more


def _worded(context: Context, row: int, told: Told, total: float) -> Reason:
    library, liked = context.library, told.liked
    if told.kind == "seed" and liked is not None:
        text = words.because(library, row, liked)
    elif told.kind == "person":
        text = words.with_person(library, row, told.name, liked)
    elif told.kind == "interest":
        text = f"Your taste for {told.name}"
    elif told.kind == "popular":
        text = told.name or words.POPULAR
    elif told.kind in ("genre", "theme"):
        text = f"You asked for {told.name}" if told.name else words.NEAR_WORDS
    else:
        text = told.name
    film = None if liked is None else library.films[liked].id
    return Reason(kind=told.kind, text=text, film=film, share=round(min(told.value / total, 1.0), 4))


def _pinned(acting: Acting, row: int) -> tuple[Reason, ...]:
    """The rule that pinned the film, which is why it stands where it stands."""
    if not acting.rules:
        return ()
    pins = [rule for rule in acting.on(row) if rule.action == "pin"]
    return tuple(Reason(kind="rule", text=words.ruled(rule)) for rule in pins[:1])


def _limits(filters: Filters) -> Reason:
    return Reason(kind="filter", text=words.within(filters))
