"""Reasons, computed from the terms of the score: nothing is said that did not count."""

from __future__ import annotations

from collections.abc import Sequence

from recommender.index import Library
from recommender.ranking.terms import Term
from recommender.shapes import Reason

MOST = 4  # reasons kept of each film
LEAST_SHARE = 0.04
SHARED_THEMES = 3
ALONE = ("seed", "person", "popular")  # kinds of which each term is a reason of its own


def reasons_for(library: Library, row: int, place: int, terms: Sequence[Term]) -> tuple[Reason, ...]:
    """Why the film at `row` is recommended: the terms that raised its score, the weightiest first.

    A reason's share is its part of all that raised the score. Wished genres, and wished themes, are told together.
    """
    raised = [(term, value) for term in terms if (value := float(term.values[place])) > 0]
    total = sum(value for _, value in raised)
    if total <= 0:
        return ()
    together: list[tuple[float, Sequence[Term]]] = []
    for kind in ("genre", "theme"):
        named = [(term, value) for term, value in raised if term.kind == kind and term.name]
        if named:
            together.append((sum(value for _, value in named), [term for term, _ in named]))
    together += [(value, (term,)) for term, value in raised if term.kind in ALONE or not term.name]
    together.sort(key=lambda reason: -reason[0])
    told = [(v, group) for v, group in together if v / total >= LEAST_SHARE and group[0].kind != "popular"]
    return tuple(_reason(library, row, group, value / total) for value, group in (told or together)[:MOST])


def _reason(library: Library, row: int, terms: Sequence[Term], share: float) -> Reason:
    """The terms, of one kind, in words."""
    term, share = terms[0], round(share, 4)
    liked = None if term.row is None else library.films[term.row]
    if term.kind == "seed":
        text = _because(library, row, term)
    elif term.kind == "person":
        text = f"{_part(library, row, term.name)}{f', as in {liked.title}' if liked else ', as you asked'}"
    elif term.kind == "popular":
        text = "Well known and well liked"
    elif term.name:
        text = f"You asked for {listed([each.name for each in terms])}"
    else:
        text = "Its story is close to your words"
    return Reason(kind=term.kind, text=text, film=liked.id if liked else None, share=share)


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
        name_of = dict(zip(numbers, carried, strict=True))
        shared = [name_of[number] for number in both[:SHARED_THEMES]]
        if shared:
            break
    because = f"Because you liked {term.name}"
    return f"{because}: {', '.join(shared)}" if shared else because  # no "and": themes hold it, "kings and queens"


def _part(library: Library, row: int, name: str) -> str:
    return f"Directed by {name}" if name in library.films[row].directors else f"With {name}"
