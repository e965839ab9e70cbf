"""Reasons, computed from the terms of the score: nothing is said that did not count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from recommender.index import Library
from recommender.ranking import words
from recommender.ranking.interests import named
from recommender.ranking.likeness import affinity
from recommender.ranking.rules import NO_RULES, Acting
from recommender.ranking.score import Score, by_likeness
from recommender.ranking.wants import Wants
from recommender.ranking.weights import WEIGHTS, Weights
from recommender.shapes import Filters, Floats, Reason, Rows

MOST = 4  # reasons kept of each film
SEEDS = 2  # of which so many name a liked film of a member with more interests than one
LEAST_SHARE = 0.04


@dataclass(frozen=True, kw_only=True)
class Context:
    """What reasons are told from: one list's score, and what stood around it."""

    library: Library
    wants: Wants
    score: Score
    weights: Weights = WEIGHTS
    acting: Acting = NO_RULES
    filters: Filters = field(default_factory=Filters)

    @cached_property
    def interest_names(self) -> tuple[str, ...]:
        """The names of the interests, by group."""
        return tuple(named(self.library, group).name for group in self.wants.groups)

    @cached_property
    def interest_of(self) -> dict[int, int]:
        """A liked row's group."""
        return {row: n for n, group in enumerate(self.wants.groups) for row in group.rows.tolist()}

    @cached_property
    def limits(self) -> str:
        """The filters in words, or ""."""
        return words.within(self.filters) if self.filters else ""


def reasons_for(context: Context, places: Rows) -> list[tuple[Reason, ...]]:
    """Why the films at these places of the score are recommended: the terms that raised them, the weightiest first.

    A reason's share is its part of all that raised the film. Wished genres, and wished themes, are told together.
    """
    score, wants = context.score, context.wants
    seeds = np.maximum(score.seeds[places], 0)
    bonus = {name: np.maximum(values[places], 0) * score.raised[places] for name, values in score.factors.items()}
    total = seeds.sum(axis=1) + np.maximum(score.further[places], 0) + np.maximum(score.prior[places], 0)
    total = total + sum(bonus.values()) + _people_total(score)[places]
    total += sum((np.maximum(wish.values[places], 0) for wish in score.wishes), np.zeros(len(places)))
    would_stand_in = _stand_in(context, score.rows[places])
    strongest = np.argsort(-seeds, axis=1, kind="stable")[:, : MOST + 1]
    made = []
    for n, place in enumerate(places.tolist()):
        row = int(score.rows[place])
        if total[n] <= 0:
            made.append(_ruled(context.acting, row))
            continue
        told = [
            (float(seeds[n, x]), Reason(kind="seed", text="", film=int(wants.liked[x])))
            for x in strongest[n].tolist()
            if seeds[n, x] > would_stand_in[n]
        ]
        told = _with_interest(context, told, seeds[n])
        told += _people(context, place)
        told += _wishes(context, place)
        if "era" in bonus:
            told.append((float(bonus["era"][n]), Reason(kind="filter", text=_era(wants))))
        if "rule" in bonus and bonus["rule"][n] > 0:
            boosting = [rule for rule in context.acting.on(row) if rule.action == "boost"]
            told += [(float(bonus["rule"][n]), Reason(kind="rule", text=words.ruled(rule))) for rule in boosting[:1]]
        told.sort(key=lambda each: -each[0])
        kept = [each for each in told if each[0] / total[n] >= LEAST_SHARE and each[1].kind != "popular"]
        if not kept:
            known = float(score.prior[place] + bonus["known"][n])
            kept = [each for each in told if each[0] > 0][:1] or [(known, Reason(kind="popular", text=words.POPULAR))]
        reasons = [_worded(context, row, reason, value / float(total[n])) for value, reason in kept[:MOST]]
        made.append((*_ruled(context.acting, row), *reasons, *_limited(context))[: MOST + 1])
    return made


def _worded(context: Context, row: int, reason: Reason, share: float) -> Reason:
    """The reason with its share and, of a liked film, in words; `film` is a row until here."""
    liked = reason.film
    text = words.because(context.library, row, liked) if reason.kind == "seed" and liked is not None else reason.text
    film = None if liked is None else context.library.films[liked].id
    return Reason(kind=reason.kind, text=text, film=film, share=round(min(share, 1.0), 4))


def _with_interest(context: Context, told: list[tuple[float, Reason]], seeds: Floats) -> list[tuple[float, Reason]]:
    """For a member of several interests: the strongest films by name, the rest of their interest in one reason."""
    groups = context.wants.groups
    if len(groups) < 2 or len(seeds) < len(groups) + SEEDS or not told:
        return told
    of = context.interest_of[told[0][1].film or 0]
    films = set(groups[of].rows.tolist()) - {reason.film for _, reason in told[:SEEDS]}
    rest = sum(float(seeds[n]) for n, row in enumerate(context.wants.liked.tolist()) if row in films)
    interest = (rest, Reason(kind="interest", text=f"Your taste for {context.interest_names[of]}"))
    return [*told[:SEEDS], interest]


def _people(context: Context, place: int) -> list[tuple[float, Reason]]:
    people, library = context.score.people, context.library
    if people is None:
        return []
    told = []
    for hit in np.flatnonzero(people.places == place).tolist():
        number = int(people.people[hit])
        liked = people.shared_with[number]
        text = words.with_person(library, int(context.score.rows[place]), library.columns.credits.names[number], liked)
        told.append((float(people.values[hit]), Reason(kind="person", text=text, film=liked)))
    return told


def _people_total(score: Score) -> Floats:
    if score.people is None:
        return np.zeros(len(score.rows), dtype=np.float32)
    return np.bincount(score.people.places, weights=score.people.values, minlength=len(score.rows)).astype(np.float32)


def _wishes(context: Context, place: int) -> list[tuple[float, Reason]]:
    """Wished genres together, wished themes together, each wished person, and the free words."""
    row = int(context.score.rows[place])
    fulfilled = [(float(wish.values[place]), wish) for wish in context.score.wishes if wish.values[place] > 0]
    told: list[tuple[float, Reason]] = []
    for kind in ("genre", "theme"):
        of_kind = [(value, wish) for value, wish in fulfilled if wish.kind == kind and wish.name]
        if of_kind:
            asked = words.listed([wish.name for _, wish in of_kind])
            told.append(
                (sum(value for value, _ in of_kind), Reason(kind=of_kind[0][1].kind, text=f"You asked for {asked}"))
            )
    for value, wish in fulfilled:
        if wish.kind == "person":
            told.append((value, Reason(kind="person", text=words.with_person(context.library, row, wish.name))))
        elif not wish.name:
            told.append((value, Reason(kind=wish.kind, text=words.NEAR_WORDS)))
    return told


def _stand_in(context: Context, rows: Rows) -> Floats:
    """(rows,) what the first of the further liked films would bring by likeness, if a nearer one were not there.

    A liked film that brings less than that is no reason: without it the score would not be lower.
    """
    further = context.wants.further
    if not len(further):
        return np.zeros(len(rows), dtype=np.float32)
    alike = affinity(context.library, rows, further[:1], context.weights)
    first = context.wants.further_weights[:1]
    return by_likeness(alike, first, context.wants.controls.adventurous, context.weights)[:, 0]


def popular_reasons(rows: Sequence[int], acting: Acting, filters: Filters | None) -> list[tuple[Reason, ...]]:
    """Why well-known films stand in a list."""
    known = Reason(kind="popular", text=words.POPULAR, share=1.0)
    limits = (Reason(kind="filter", text=words.within(filters)),) if filters else ()
    return [(*_ruled(acting, row), known, *limits) for row in rows]


def _ruled(acting: Acting, row: int) -> tuple[Reason, ...]:
    """The rule that pinned the film, which is why it stands where it stands."""
    pins = [rule for rule in acting.on(row) if rule.action == "pin"]
    return tuple(Reason(kind="rule", text=words.ruled(rule)) for rule in pins[:1])


def _limited(context: Context) -> tuple[Reason, ...]:
    return (Reason(kind="filter", text=context.limits),) if context.limits else ()


def _era(wants: Wants) -> str:
    return f"From around the {wants.controls.era}s, to which you lean"
