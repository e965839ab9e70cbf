"""What reasons say of films, filters and rules, in words."""

from __future__ import annotations

from collections.abc import Sequence

from recommender.index import Library
from recommender.ranking.rules import Rule
from recommender.shapes import Filters

SHARED_THEMES = 3
POPULAR = "Well known and well liked"
COMPANY = "Rated by many who rated what you like"
NEAR_WORDS = "Its story is close to your words"
WHAT = {"boost": "Curators recommend", "bury": "Curators hold back", "pin": "Chosen by a curator"}


def because(library: Library, row: int, liked: int) -> str:
    """'Because you liked X', with what the two films share: their most telling themes, else their genres."""
    film, other = library.films[row], library.films[liked]
    said = f"Because you liked {other.title}"
    for column, ours, theirs in (
        (library.columns.themes, film.themes, other.themes),
        (library.columns.genres, film.genres, other.genres),
    ):
        shared = [name for name in ours if name in theirs]
        if shared:
            shared.sort(key=column.telling_order.__getitem__)
            return f"{said}: {', '.join(shared[:SHARED_THEMES])}"  # no "and": themes hold it, "kings and queens"
    return said


def with_person(library: Library, row: int, name: str, liked: int | None = None) -> str:
    """'Directed by N, as in X'; without a film, 'as you asked'."""
    part = f"Directed by {name}" if name in library.films[row].directors else f"With {name}"
    return f"{part}, as in {library.films[liked].title}" if liked is not None else f"{part}, as you asked"


def ruled(rule: Rule) -> str:
    """What a rule did, in words."""
    return WHAT[rule.action] + ("" if rule.target == "film" else f": {rule.name}")


def within(filters: Filters) -> str:
    """The filters that a film keeps: 'Within your limits: Comedy, not Horror, 1990 to 1999'."""
    said = [*filters.genres, *(f"not {genre}" for genre in filters.without_genres)]
    said += _range(filters.year_min, filters.year_max, "from {}", "until {}", "")
    said += _range(filters.runtime_min, filters.runtime_max, "at least {} minutes", "at most {} minutes", " minutes")
    if filters.languages:
        said.append(f"in {' or '.join(filters.languages)}")
    if filters.countries:
        said.append(f"from {' or '.join(filters.countries)}")
    said += [f"{'no' if most == 'none' else 'little'} {note}" for note, most in sorted(filters.content_max.items())]
    if filters.ratings_min is not None:
        said.append(f"at least {filters.ratings_min} ratings")
    return f"Within your limits: {', '.join(said)}"


def _range(least: int | None, most: int | None, low: str, high: str, unit: str) -> list[str]:
    if least is not None and most is not None:
        return [f"{least} to {most}{unit}"]
    return [low.format(least)] if least is not None else [high.format(most)] if most is not None else []


def listed(words: Sequence[str]) -> str:
    """Words as English lists them.

    >>> listed(["epic", "siege", "knights"])
    'epic, siege and knights'
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
