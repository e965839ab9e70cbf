"""Reasons, computed from the terms of the score: nothing is said that did not count."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from recommender.index import Library
from recommender.ranking.terms import Term
from recommender.shapes import Reason

MOST = 4  # reasons kept of each film
LEAST_SHARE = 0.04
SHARED_THEMES = 3


def reasons_for(library: Library, row: int, place: int, terms: Sequence[Term]) -> tuple[Reason, ...]:
    """Why the film at `row` is recommended: the terms that raised its score, the weightiest first.

    A reason's share is its part of all that raised the score. Wished genres, and wished themes, are told together.
    """
    raised = [(term, float(term.values[place])) for term in terms if term.values[place] > 0]
    total = sum(value for _, value in raised)
    if total <= 0:
        return ()
    reasons: list[Reason] = []
    for kind in ("genre", "theme"):
        named = [(term.name, value) for term, value in raised if term.kind == kind and term.name]
        if named:
            words = listed([name for name, _ in named])
            share = sum(value for _, value in named) / total
            reasons.append(Reason(kind=kind, text=f"You asked for {words}", share=share))
    for term, value in raised:
        share = value / total
        if term.kind == "theme" and not term.name:
            reasons.append(Reason(kind="theme", text="Its story is close to your words", share=share))
        elif term.kind == "seed" and term.row is not None:
            reasons.append(
                Reason(kind="seed", text=_because(library, row, term), film=library.films[term.row].id, share=share)
            )
        elif term.kind == "person":
            liked = None if term.row is None else library.films[term.row]
            text = f"{_part(library, row, term.name)}{f', as in {liked.title}' if liked else ', as you asked'}"
            reasons.append(Reason(kind="person", text=text, film=liked.id if liked else None, share=share))
        elif term.kind == "popular":
            reasons.append(Reason(kind="popular", text="Well known and well liked", share=share))
    reasons.sort(key=lambda reason: -reason.share)
    told = [reason for reason in reasons if reason.share >= LEAST_SHARE and reason.kind != "popular"]
    return tuple(
        Reason(kind=r.kind, text=r.text, film=r.film, share=round(r.share, 4)) for r in (told or reasons)[:MOST]
    )


def listed(words: Sequence[str]) -> str:
    """Words as English lists them.

    >>> listed(["epic", "siege", "knights"])
    'epic, siege and knights'
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _because(library: Library, row: int, term: Term) -> str:
    """'Because you liked X', with what the two films share: their most telling themes, else their genres."""
    assert term.row is not None
    shared: list[str] = []
    for column, carried in (
        (library.columns.themes, library.films[row].themes),
        (library.columns.genres, library.films[row].genres),
    ):
        numbers = [column.names[name] for name in carried]
        both = [number for number in numbers if column.matrix[term.row, number]]
        both.sort(key=lambda number: (-column.weights[number], number))
        names = list(column.names)
        shared = [names[number] for number in np.array(both[:SHARED_THEMES], dtype=np.int64)]
        if shared:
            break
    because = f"Because you liked {term.name}"
    return f"{because}: {', '.join(shared)}" if shared else because  # no "and": themes hold it, "kings and queens"


def _part(library: Library, row: int, name: str) -> str:
    return f"Directed by {name}" if name in library.films[row].directors else f"With {name}"
